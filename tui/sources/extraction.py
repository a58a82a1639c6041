"""Which parts of a page are its article: what trafilatura finds, laid over the page as it was written."""

import logging
import re
import time
from collections import Counter
from collections.abc import Collection
from copy import deepcopy
from functools import cached_property
from typing import Any

from lxml.etree import _Element
from trafilatura import bare_extraction
from trafilatura.settings import use_config

from tui.domain.article import BlockKind
from tui.sources.page import is_hidden, parts_of
from tui.sources.parts import (
    OF_THE_ARTICLE,
    Part,
    as_page,
    letters,
    names_within,
    outermost_list,
    without_repeated_signs,
    without_signposts,
)

_LIMITS = (250, 60, 1)
"""Code points that an article must have at least, as trafilatura takes them; the first is its own.

Below its limit trafilatura looks for text in the whole page, and at last gives all of it in one piece.
So the lower ones are tried only where the higher ones give no structure.
"""
_MOST = 0.6
"""Share of a page's letters from which on an article is not suspected to be cut."""
_DUMP = 4
"""Parts of a page that, if all are in one paragraph that was found, show it to be the whole page."""
_PATIENCE = 6.0
"""Seconds after which no further way is tried."""
_LONG = 24
"""Letters from which on a part is known by them alone."""
_NEAR = 200_000
"""Letters after the last match in which the next is looked for first."""
_CLOSE = 6
"""Parts around one of the article in which the short ones may be of it."""
_COVERED = 0.85
"""Share of the letters found that the parts of a page must account for."""
_PROSE = 80
"""Letters from which on a part is running text."""
_MANY = 4_000
"""Parts from which on they are not looked up one by one to compare two ways."""
_QUOTED = 20
"""Letters from which on a block quote is one."""
_NOT_THE_ARTICLE = re.compile(
    r"share|social|related|newsletter|promo|advert|\bads?\b|comment|sidebar|footer|\bnav|menu|cookie|banner|"
    r"subscri|recirc|popular|sign-?up|breadcrumb|byline|author|\btags?\b|teaser|outbrain|taboola|sponsor|"
    r"recommend|trending|read-?more|widget|paywall|gallery|carousel|slide|lightbox",
    re.IGNORECASE,
)
"""Classes and ids of what stands within or around an article without being of it."""


_TITLE = 60
"""Letters up to which what was found is no more than a title."""
_NOTES = re.compile(r"foot-?notes?\b|end-?notes?\b", re.IGNORECASE)
_SENTENCE_END = (*".!?…:。！？", '."', ".”", "?”", "!”", '?"', ".)", ".’", ".»")
_LIVE = 3
"""Lines of one kind from which on they are times of posts, or headings."""


class Extraction:
    """What trafilatura finds on a page: the article's text, and what is known of it.

    Attributes:
        known: title, author, date, ... as trafilatura's ``Document`` has them.
        body: the text, an element for each block.
    """

    def __init__(self, page: Any) -> None:
        self.known = page
        self.body: _Element = page.body

    @cached_property
    def key(self) -> str:
        """The letters of the text."""
        return letters("".join(self.body.itertext()))

    def shown(self, parts: list[Part]) -> int:
        """Return how many of the letters are in parts of the page that are to be seen."""
        if len(parts) > _MANY:
            return len(self.key)
        keys = {part.key for part in parts if part.key and not part.surrounds}
        return sum(len(key) for key in keys if key in self.key)

    @property
    def is_one_piece(self) -> bool:
        """Return whether what was found has no structure at all."""
        return len(self.body) == 0 or (len(self.body) == 1 and self.body[0].tag not in ("list", "table"))

    def is_dump(self, parts: list[Part]) -> bool:
        """Return whether all text of a page was found, in one piece without any structure."""
        if not self.is_one_piece:
            return False
        return sum(len(part.key) >= 4 and part.key in self.key for part in parts) >= _DUMP


def extract(tree: _Element, parts: list[Part], address: str | None) -> Extraction | None:
    """Return what trafilatura finds on a page, by the first of its ways that gives an article, or None.

    Args:
        tree: the page.
        parts: all parts of the page.
        address: where it was fetched from, if it was.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    visible = sum(len(part.key) - part.linked for part in parts if not part.surrounds)
    end = time.monotonic() + _PATIENCE
    first: Extraction | None = None
    for limit in _LIMITS:
        for fast in (True, False):
            found = _attempt(tree, address, limit, fast=fast)
            if found is None:
                continue
            late = time.monotonic() > end
            if late or not found.is_dump(parts):
                if not late and 10 * len(found.key) < visible and _is_bare_title(found, parts):
                    return _attempt(tree, address, limit, fast=fast, comments=True) or found
                is_cut = fast and limit == _LIMITS[0] and found.shown(parts) < _MOST * visible
                return _fuller(found, tree, parts, address) if is_cut and not late else found
            first = first or found
    return first


def _fuller(found: Extraction, tree: _Element, parts: list[Part], address: str | None) -> Extraction:
    """Return what trafilatura finds with all its means, if that is much more of the page; else ``found``."""
    other = _attempt(tree, address, _LIMITS[0], fast=False)
    return other if other is not None and other.shown(parts) > 2 * found.shown(parts) else found


def _is_bare_title(found: Extraction, parts: list[Part]) -> bool:
    """Return whether what was found is hardly more than a title: the page is a discussion, if anything."""
    keys = {part.key: part.linked for part in parts if part.key and part.key in found.key}
    return sum(len(key) - linked for key, linked in keys.items()) < _TITLE


def _attempt(
    tree: _Element, address: str | None, limit: int, *, fast: bool, comments: bool = False
) -> Extraction | None:
    config = use_config()
    config.set("DEFAULT", "MAX_FILE_SIZE", str(1 << 30))
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(limit))
    try:
        page: Any = bare_extraction(
            deepcopy(tree),
            url=address,
            fast=fast,
            include_comments=comments,
            include_formatting=True,
            include_links=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
            config=config,
        )
    except Exception:  # what a broken page makes it raise, of any kind
        return None
    if page is None or page.body is None:
        return None
    found = Extraction(page)
    if comments and page.commentsbody is not None:
        found.body.extend(page.commentsbody)
    return found if "".join(found.body.itertext()).strip() else None


def article_parts(parts: list[Part], found: Extraction, base: str) -> list[Part]:
    """Return the parts of a page that hold its article; if what was found is not in them, that as it is.

    Args:
        parts: all parts of the page, in its order.
        found: what trafilatura found.
        base: the address that links are relative to, or empty.
    """
    if found.is_one_piece and len(marked := _marked(parts, found)) > 1:
        return marked
    matcher = _Matcher(parts, found)
    matcher.match()
    if matcher.covered() < _COVERED:
        return parts_of(as_page(found.body), base)
    taken = set(matcher.taken)
    taken |= _left_out(parts, taken)
    for kind, tag in ((BlockKind.HEADING, "head"), (BlockKind.LIST_ITEM, "list")):
        if next(found.body.iter(tag), None) is None:
            taken |= _without_frame(parts, taken, kind)
    article = [part for number, part in enumerate(parts) if number in taken]
    while len(article) > 1 and article[-1].kind is BlockKind.HEADING:
        article.pop()
    return without_signposts(without_repeated_signs(article))


def _marked(parts: list[Part], found: Extraction) -> list[Part]:
    """Return the parts in the one element of a page that is marked as its article, or else as its main part.

    None where there is no such element, or more than one, or hardly a word in it.
    """
    for names in (("article",), ("main",)):
        boxes = {box: None for part in parts for box in part.element.iterancestors(*names)}
        if len(boxes) == 1:
            inside = [part for part in parts if not part.surrounds and _is_in(part.element, boxes)]
            inside = [part for part in inside if part.extra or not part.key or part.key in found.key]
            if sum(len(part.key) for part in inside) >= _LONG:
                return inside
    return []


class _Matcher:
    """Finds parts in a text by their letters."""

    def __init__(self, parts: list[Part], found: Extraction) -> None:
        self.taken: dict[int, tuple[int, int]] = {}
        """From the number of a part to where its letters are in those that were found."""
        self._parts = parts
        blocks = found.body.iter("p", "head", "item", "cell", "quote", "code")
        self._blocks = Counter(letters("".join(element.itertext())) for element in blocks)
        self._found = found.key
        self._owners: dict[int, int] = {}
        """From a place in what was found to the part that was matched there."""

    def match(self) -> None:
        """Find the parts that are known by their letters, then the short ones between them."""
        position = 0
        for number, part in enumerate(self._parts):
            place = self._place(part, position)
            # Of two that are alike, such as a teaser, the one counts that goes on where the last ended.
            if place is None or (place[0] in self._owners and place[0] != position):
                continue
            self._take(number, place)
            position = place[1]
        for number, part in enumerate(self._parts):
            if part.key and number not in self.taken and len(part.key) < _LONG:
                self._take_short(number, part.key)

    def covered(self) -> float:
        """Return the share of what was found that is in the parts taken."""
        covered = end = 0
        for first, last in sorted(self.taken.values()):
            covered += max(0, last - max(first, end))
            end = max(end, last)
        return covered / max(1, len(self._found))

    def _take(self, number: int, place: tuple[int, int]) -> None:
        if (former := self._owners.get(place[0])) is not None:
            self.taken.pop(former, None)
        self.taken[number] = place
        self._owners[place[0]] = number

    def _place(self, part: Part, position: int) -> tuple[int, int] | None:
        """Return where a part is in what was found, best at ``position``; None if it is too short to say."""
        key, found = part.key, self._found
        if not key:
            return None
        if found.startswith(key, position):
            return position, position + len(key)
        if part.rows:
            return self._place_of_table(part)
        if len(key) < _LONG:
            return None
        if (start := self._find(key, position)) >= 0:
            return start, start + len(key)
        pieces = [key[first : first + _LONG] for first in range(0, len(key) - _LONG // 2, _LONG)]
        places = [place for piece in pieces if (place := self._find(piece, position)) >= 0]
        if 2 * len(places) < len(pieces):
            return None
        return places[0], min(max(places[-1] + _LONG, places[0]), places[0] + 2 * len(key))

    def _find(self, key: str, position: int) -> int:
        near = self._found.find(key, position, position + _NEAR)
        return near if near >= 0 else self._found.find(key, 0, 4 * _NEAR)

    def _place_of_table(self, part: Part) -> tuple[int, int] | None:
        cells = [key for row in part.rows for cell in row if (key := letters(cell))]
        known = sum(len(key) for key in cells if key in self._blocks)
        if 2 * known < sum(map(len, cells)):
            return None
        start = max(0, self._found.find("".join(cells[:3])))
        return start, start + len(part.key)

    def _take_short(self, number: int, key: str) -> None:
        """Take a short part near others that were taken, if it follows the last or was found as a block."""
        near = [each for each in range(max(0, number - _CLOSE), number + _CLOSE + 1) if each in self.taken]
        if not near:
            return
        position = self.taken[near[0]][1] if near[0] < number else 0
        if before := [each for each in near if each < number]:
            position = self.taken[before[-1]][1]
        if len(key) > 1 and self._found.startswith(key, position):
            self.taken[number] = position, position + len(key)
        elif self._blocks[key] > 0:
            self._blocks[key] -= 1
            start = max(0, self._found.find(key, position))
            self.taken[number] = start, start + len(key)


def _left_out(parts: list[Part], taken: set[int]) -> set[int]:
    """Return what is of the article and was not found.

    That is captions, code, rules, who is quoted, and parts in boxes like those of what was found.
    """
    if not taken:
        return set()
    first, last = min(taken), max(taken)
    hosts = _hosts([parts[number].element for number in taken])
    frames = {_frame(parts[number].element) for number in taken if _is_running(parts[number])}
    others = [
        number
        for number in range(first + 1, len(parts))
        if number not in taken and not parts[number].surrounds and _is_in(parts[number].element, hosts)
    ]
    clean = [number for number in others if _is_clean(parts[number].element, hosts)]
    # Where parts that were found are named as clutter themselves, as in a discussion, the name says nothing.
    named = {frame for frame in frames if _NOT_THE_ARTICLE.search(" ".join(frame))}
    twins = {number for number in others if _is_running(parts[number])}
    twins &= {number for number in clean if _frame(parts[number].element) in frames} | {
        number for number in others if named and _frame(parts[number].element) in named
    }
    boxes = {parts[number].element.getparent() for number in twins}
    boxes -= {parts[number].element.getparent() for number in taken}
    return (
        twins
        | {number for number in clean if number < last and _is_kept_within(parts[number])}
        | {
            number
            for number in clean
            if 3 * parts[number].linked <= len(parts[number].key) and _is_in(parts[number].element, boxes)
        }
        | {number for number in others if number < last and _is_quoted(parts[number])}
        | _in_named_boxes(parts, taken, hosts)
        | _loose(parts, taken, clean)
        | _recurring(parts, taken, hosts)
        | _shown_at_a_click(parts, taken)
        | _listed(parts, taken, clean)
    )


def _in_named_boxes(parts: list[Part], taken: set[int], hosts: set[_Element]) -> set[int]:
    """Return the parts in boxes of an article that by their names are of it; notes may stand at its end."""
    last, end = max(taken), len(parts)
    found: set[int] = set()
    for number in range(max(0, min(taken) - _CLOSE), end):
        part = parts[number]
        if number in taken or not part.key or 3 * part.linked > len(part.key) or part.surrounds:
            continue
        named = names_within(part.element, hosts)
        is_named = OF_THE_ARTICLE.search(named) and not _NOT_THE_ARTICLE.search(named)
        if is_named and (number < last or _NOTES.search(named)):
            found.add(number)
    return found


def _loose(parts: list[Part], taken: set[int], clean: list[int]) -> set[int]:
    """Return the sentences that stand between paragraphs of an article in one box with them.

    They may be in a box of their own, if nothing in it leads elsewhere.
    """
    before: dict[_Element, int] = {}
    after: dict[_Element, int] = {}
    for number in sorted(taken):
        if _is_running(parts[number]):
            for each in parts[number].element.iterancestors():
                before.setdefault(each, number)
                after[each] = number
    found: set[int] = set()
    for number in clean:
        part = parts[number]
        if not part.key or 3 * part.linked > len(part.key) or not part.text.endswith(_SENTENCE_END):
            continue
        box = part.element
        while (around := box.getparent()) is not None and box not in before and around not in before:
            box = around
        around = box if box in before else around
        leads_on = box not in before and box is not part.element and next(box.iter("a"), None) is not None
        if around is not None and before[around] < number < after[around] and not leads_on:
            found.add(number)
    return found


def _listed(parts: list[Part], taken: set[int], clean: list[int]) -> set[int]:
    """Return the items of lists among paragraphs of an article, unless they are hardly more than links."""
    boxes = {parts[number].element.getparent() for number in taken if _is_running(parts[number])}
    lists: dict[_Element, list[int]] = {}
    for number in clean:
        around = next(parts[number].element.iterancestors("ul", "ol"), None)
        if around is not None and around.getparent() in boxes and parts[number].key:
            lists.setdefault(around, []).append(number)
    return {
        number
        for numbers in lists.values()
        if len(numbers) >= _LIVE and all(len(parts[each].key) - parts[each].linked >= 4 for each in numbers)
        for number in numbers
    }


def _shown_at_a_click(parts: list[Part], taken: set[int]) -> set[int]:
    """Return the rest of an article that is hidden in a box right below a paragraph of it."""
    running = [parts[number].element for number in taken if _is_running(parts[number])]
    before = {element.getnext() for element in running}
    found: dict[_Element, set[int]] = {}
    for number in range(min(taken) + 1, len(parts)):
        part = parts[number]
        box = next((each for each in part.element.iterancestors() if each in before), None)
        if number not in taken and part.surrounds and box is not None and is_hidden(box):
            found.setdefault(box, set()).add(number)
    return {
        number
        for numbers in found.values()
        if all(3 * parts[each].linked <= len(parts[each].key) for each in numbers)
        and any(_is_running(parts[each]) for each in numbers)
        for number in numbers
    }


def _recurring(parts: list[Part], taken: set[int], hosts: set[_Element]) -> set[int]:
    """Return what stands above text that was found, in other words each time: times of posts, headings."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number in range(max(0, min(taken) - _CLOSE), max(taken)):
        part = parts[number]
        if number in taken or part.surrounds or part.linked or not part.key or len(part.key) > _PROSE:
            continue
        if not _is_in(part.element, hosts) or not _is_clean(part.element, hosts):
            continue
        is_time = "".join(map(letters, part.element.xpath(".//time//text()"))) == part.key
        if not is_time and number and parts[number - 1].extra:
            continue  # who took a picture
        near = range(number + 1, number + (4 if is_time else 2))
        if any(each in taken and (is_time or _is_running(parts[each])) for each in near):
            found.setdefault(_frame(part.element), []).append(number)
    return {
        number
        for numbers in found.values()
        if len({parts[each].key for each in numbers}) >= max(_LIVE, len(numbers) // 2)
        for number in numbers
    }


def _without_frame(parts: list[Part], taken: set[int], kind: BlockKind) -> set[int]:
    """Return headings or items of lists that stand next to paragraphs of the article.

    Where no element says by its name that it holds the article, trafilatura takes paragraphs alone.
    """
    running = [parts[number].element for number in sorted(taken) if _is_running(parts[number])]
    boxes = {element.getparent() for element in running} - {None}
    hosts = _hosts(running)
    first = min(taken, default=0)
    while first and parts[first - 1].kind is BlockKind.HEADING:
        first -= 1
    return {
        number
        for number, part in enumerate(parts[first:], first)
        if (part.kind is kind or (kind is BlockKind.LIST_ITEM and part.element.tag == "dt"))
        and not part.surrounds
        and 3 * part.linked <= len(part.key)
        and outermost_list(part.element).getparent() in boxes
        and _is_clean(part.element, hosts)
    }


def _is_in(element: _Element, boxes: Collection[_Element | None]) -> bool:
    return any(each in boxes for each in element.iterancestors())


def _is_kept_within(part: Part) -> bool:
    """Return whether a part is of the article if it stands between two parts of it."""
    if part.extra:
        return part.kind is not BlockKind.LIST_ITEM
    return part.kind in (BlockKind.CODE, BlockKind.RULE) and not part.rows


def _is_running(part: Part) -> bool:
    """Return whether a part is a paragraph of running text."""
    is_text = part.kind in (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE) and not part.rows and not part.extra
    return is_text and len(part.key) >= _PROSE and 3 * part.linked < len(part.key)


def _is_quoted(part: Part) -> bool:
    """Return whether a part is of words that are quoted, not the heading of a box."""
    if part.kind is not BlockKind.BLOCK_QUOTE:
        return False
    quotes = [each for each in (part.element, *part.element.iterancestors()) if each.tag == "blockquote"]
    if any(each.find("figcaption") is not None for each in part.element.iterancestors("figure")):
        return True
    return any(len(letters("".join(quote.itertext()))) >= _QUOTED for quote in quotes)


def _is_clean(element: _Element, hosts: set[_Element]) -> bool:
    """Return whether neither an element nor those around it within the article are named as clutter."""
    each: _Element | None = element
    while each is not None and each not in hosts:
        if _NOT_THE_ARTICLE.search(f"{each.get('class') or ''} {each.get('id') or ''}"):
            return False
        each = each.getparent()
    return True


def _frame(element: _Element) -> tuple[str, ...]:
    """Return what an element is in: parts of one article have alike frames, many a time."""
    frame = [str(element.tag)]
    for each, _ in zip(element.iterancestors(), range(3), strict=False):
        frame += (str(each.tag), each.get("class") or "")
    return tuple(frame)


def _hosts(elements: list[_Element]) -> set[_Element]:
    """Return the elements that hold at least half of those given, at any depth."""
    counts: Counter[_Element] = Counter()
    for element in elements:
        counts.update(element.iterancestors())
    return {element for element, count in counts.items() if 2 * count >= len(elements)}
