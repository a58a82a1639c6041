"""Web pages: an article with highlights, notes and names, in one file that needs nothing else.

What the article says is data: it is escaped, of its addresses only those of pages on the web are taken over,
and the page forbids browsers to load or run anything.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from tui.domain.analysis import Analysis, Entity, Label
from tui.domain.annotation import Colour
from tui.domain.article import Article, Block, BlockKind, InlineStyle
from tui.domain.text.sanitize import displayed, one_line
from tui.domain.text.spans import Intervals, TextSpan
from tui.exchange.common import source_of
from tui.exchange.links import Passage, passages
from tui.exchange.output import Exported

LIGHT = {
    "page": "#ffffff", "text": "#1c1c1c", "faint": "#5a5a5a", "link": "#0b4fb3", "line": "#c9c9c9",
    "yellow": "#fff2a8", "green": "#d2f2cf", "blue": "#d5e8ff", "red": "#ffdcd8", "violet": "#ecdfff",
}  # fmt: skip
DARK = {
    "page": "#161616", "text": "#ececec", "faint": "#b0b0b0", "link": "#9cc7ff", "line": "#4a4a4a",
    "yellow": "#4d4300", "green": "#1e4620", "blue": "#173f66", "red": "#5c2622", "violet": "#432d66",
}  # fmt: skip
"""The colours of a page, by what they are for. Texts stand out by 4.5 to 1 or more."""
KINDS = {
    Label.PERSON: ("People", "solid"), Label.ORG: ("Organisations", "double"),
    Label.LOC: ("Places", "dashed"),
    Label.FAC: ("Buildings", "dashed"), Label.NORP: ("Groups", "double"), Label.DATE: ("Dates", "dotted"),
    Label.MONEY: ("Money", "dotted"), Label.PRODUCT: ("Products", "dotted"), Label.MISC: ("Other", "dotted"),
}  # fmt: skip
"""What the kinds of names are called, and how they are underlined."""
_STYLES = """
*{box-sizing:border-box}
body{margin:0 auto;max-width:44rem;padding:1rem 1.25rem 4rem;background:var(--page);color:var(--text);
font:1.0625rem/1.6 Georgia,"Times New Roman",serif;overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .5em}
h1{font-size:1.9rem;margin-top:.5em}h2{font-size:1.4rem}h3{font-size:1.15rem}h4,h5,h6{font-size:1rem}
a{color:var(--link)}a:focus-visible,mark:target,li:target{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.5rem}
.about,.small{color:var(--faint);font-size:.9rem}.standfirst{font-size:1.15rem}
blockquote{margin:1em 0;padding-left:1em;border-left:3px solid var(--line)}
pre{overflow-x:auto;padding:.75rem;border:1px solid var(--line);font-size:.9rem;white-space:pre-wrap}
.rule{text-align:center;color:var(--faint)}.words{white-space:pre-wrap}
mark{color:inherit;padding:.05em 0;border-radius:.15em;-webkit-box-decoration-break:clone;
box-decoration-break:clone;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.said{font-style:italic}
.name{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.18em;
text-decoration-color:var(--faint)}
sup{line-height:0}sup a{padding:0 .15em;text-decoration:none;font-family:system-ui,sans-serif}
aside,section.list,nav{font-family:system-ui,sans-serif;font-size:.95rem;border-top:1px solid var(--line);
margin-top:2rem;padding-top:.5rem}
aside ul,.names ul{padding:0;list-style:none}aside li{display:inline-block;margin:.15rem 1rem .15rem 0}
.names li{display:inline-block;margin-right:1rem}.notes li{margin:0 0 1.2rem}.notes p,.words{margin:.2rem 0}
@media print{body{max-width:none;font-size:11pt;padding:0}.skip,nav{display:none}a{text-decoration:none}
.notes li,blockquote,pre{break-inside:avoid}h1,h2,h3,h4,h5,h6{break-after:avoid}@page{margin:2cm}}
"""
_NO_LOADING = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def web_page(articles: Iterable[Exported]) -> Iterator[bytes]:
    """Yield one page in HTML with the articles, of each its names and its notes."""
    several = list(articles)
    title = one_line(several[0].notes.title, 300) if len(several) == 1 else "Notes"
    yield _line(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
        f'\n<meta http-equiv="Content-Security-Policy" content="{escape(_NO_LOADING)}">'
        '\n<meta name="viewport" content="width=device-width, initial-scale=1">'
        '\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">'
        f"\n<title>{escape(title)}</title>\n<style>{_style_sheet()}</style>\n</head>\n<body>"
    )
    pages = [
        _Page(article, f"a{number}-" if len(several) > 1 else "") for number, article in enumerate(several, 1)
    ]
    if len(several) > 1:
        links = (f'<li><a href="#{page.id}top">{escape(page.title)}</a></li>' for page in pages)
        yield _line(f'<nav aria-label="Articles"><ul>{"".join(links)}</ul></nav>')
    yield _line("<main>")
    for page in pages:
        yield from map(_line, page.lines())
    yield _line("</main>\n</body>\n</html>")


def _line(text: str) -> bytes:
    return f"{text}\n".encode(errors="replace")


def _style_sheet() -> str:
    def variables(colours: dict[str, str]) -> str:
        return ":root{" + ";".join(f"--{name}:{value}" for name, value in colours.items()) + "}"

    marks = "".join(f".{colour}{{background:var(--{colour})}}" for colour in map(str, Colour))
    names = "".join(
        f".{label.lower()}{{text-decoration-style:{style}}}" for label, (_, style) in KINDS.items()
    )
    dark = f"@media screen and (prefers-color-scheme:dark){{{variables(DARK)}}}"
    return f"{variables(LIGHT)}{dark}{_STYLES}{marks}{names}"


class _Mark(NamedTuple):
    """A stretch of text in an element; of those at one place, the one of the least rank is the outermost.

    Attributes:
        rank: which kind it is.
        start, end: code points of the text.
        opening, closing: the tags of the element.
        first: what stands before its first piece, where it is in several.
        last: what stands after its last piece.
    """

    rank: int
    start: int
    end: int
    opening: str
    closing: str
    first: str = ""
    last: str = ""

    def nesting(self) -> tuple[int, int, int]:
        """Return what orders marks, the outermost first: at one place the longest."""
        return self.rank, self.start, -self.end


# A note ends in a link of its own, so it stands around links of the article and never within them.
_NOTED, _LINK, _SAID, _NAME, _STYLE = range(5)
_ELEMENTS = {
    InlineStyle.EMPHASIS: "em", InlineStyle.STRONG: "strong",
    InlineStyle.CODE: "code", InlineStyle.STRIKE: "s",
}  # fmt: skip


class _Page:
    """One article with what is marked in it.

    Attributes:
        id: how the ids of its elements begin.
        title: of the article.
    """

    def __init__(self, exported: Exported, id: str) -> None:
        self.id = id
        self.title = one_line(exported.notes.title, 300)
        self._exported = exported
        notes = exported.notes
        # What is between blocks, and that is white space, is in no element.
        self._passages = [
            each._replace(span=_trimmed(notes.text, each.span) if each.span else None)
            for each in passages(exported)
        ]
        article = exported.article
        if article is None or article.text_hash != notes.text_hash:
            article = Article(notes.location, notes.text, ())
        self._article = article
        self._blocks = article.blocks or tuple(_paragraphs(article.text))
        self._analysis = exported.analysis or Analysis()
        mentions = {
            one: list(filter(None, (_trimmed(notes.text, span) for span in one.mentions)))
            for one in self._analysis.entities
        }
        self._names = [replace(one, mentions=tuple(spans)) for one, spans in mentions.items() if spans]
        self._marks = Intervals(self._all_marks())

    def lines(self) -> Iterator[str]:
        """Yield the article, its names and its notes."""
        language = self._language()
        yield f'<a class="skip" href="#{self.id}notes">Skip to the notes</a>' if self._passages else ""
        yield f'<article id="{self.id}top">'
        first = self._blocks[0] if self._blocks else None
        has_headline = first is not None and first.kind is BlockKind.HEADLINE
        title = self._words(first) if first and has_headline else escape(self.title)
        yield f'<header><h1 lang="{language}" dir="auto">{title}</h1>{self._about()}</header>'
        yield f'<div lang="{language}">'
        yield from self._text(self._blocks[1:] if has_headline else self._blocks)
        yield "</div>"
        yield from self._legend()
        yield from self._list_of_names()
        yield from self._notes()
        yield "</article>"

    # -- about the article -----------------------------------------------------------------------

    def _language(self) -> str:
        """Return the code of the language; empty, which says that it is unknown, where it is not known."""
        known = one_line(self._article.language, 20)
        is_english = self._analysis.model.startswith("postil_en") and not self._analysis.remark
        return escape(known or ("en" if is_english else ""))

    def _about(self) -> str:
        notes = self._exported.notes
        known = [escape(one_line(each, 300)) for each in (self._exported.author, notes.site)]
        if date := one_line(notes.date, 40):
            known.append(f'<time datetime="{escape(date)}">{escape(date)}</time>')
        source = source_of(notes)
        if source.startswith(("http://", "https://")):
            known.append(f'<a href="{escape(source)}">{escape(urlsplit(source).netloc)}</a>')
        return f'<p class="about">{", ".join(filter(None, known))}</p>'

    # -- the text --------------------------------------------------------------------------------

    def _text(self, blocks: Sequence[Block]) -> Iterator[str]:
        depth = 1
        for kind, group in groupby(blocks, key=lambda block: block.kind):
            if kind is BlockKind.LIST_ITEM:
                yield from self._list(list(group))
            elif kind is BlockKind.BLOCK_QUOTE:
                yield from self._block_quotes(list(group))
            else:
                for block in group:
                    if kind is BlockKind.HEADING:
                        # No level is left out, whatever the levels of the source are.
                        depth = max(2, min(block.level, depth + 1, 6))
                    elif kind is BlockKind.HEADLINE:
                        depth = 2
                    yield self._block(block, depth)

    def _block(self, block: Block, depth: int) -> str:
        words = self._words(block)
        match block.kind:
            case BlockKind.HEADLINE:
                return f'<h2 dir="auto">{words}</h2>'
            case BlockKind.HEADING:
                return f'<h{depth} dir="auto">{words}</h{depth}>'
            case BlockKind.CODE:
                return f"<pre><code>{words}</code></pre>"
            case BlockKind.STANDFIRST:
                return f'<p class="standfirst" dir="auto">{words}</p>'
            case BlockKind.RULE:
                return f'<p class="rule">{words}</p>'
            case _:
                return f'<p dir="auto">{words}</p>'

    def _list(self, items: Sequence[Block]) -> Iterator[str]:
        """Yield list items, one list within the other by their levels."""
        open_lists: list[tuple[int, str]] = []
        for item in items:
            number = item.marker.rstrip(".)")
            is_numbered = number.isascii() and number.isdigit() and len(number) < 7
            element = "ol" if is_numbered else "ul"
            while open_lists and open_lists[-1][0] > item.level:
                yield f"</li></{open_lists.pop()[1]}>"
            if open_lists and open_lists[-1] == (item.level, element):
                yield "</li>"
            elif open_lists and open_lists[-1][0] == item.level:
                yield f"</li></{open_lists.pop()[1]}><{element}>"
                open_lists.append((item.level, element))
            else:
                yield f"<{element}>"
                open_lists.append((item.level, element))
            value = f' value="{int(number)}"' if is_numbered else ""
            yield f'<li{value} dir="auto">{self._words(item)}'
        while open_lists:
            yield f"</li></{open_lists.pop()[1]}>"

    def _block_quotes(self, blocks: Sequence[Block]) -> Iterator[str]:
        level = -1
        for block in blocks:
            yield "<blockquote>" * (block.level - level) + "</blockquote>" * (level - block.level)
            level = block.level
            yield f'<p dir="auto">{self._words(block)}</p>'
        yield "</blockquote>" * (level + 1)

    def _words(self, block: Block) -> str:
        """Return the text of a block with its elements, none of which crosses another one."""
        marks = list(self._marks.crossing(block.start, block.end))
        places = {block.start, block.end}
        for mark in marks:
            places |= {max(mark.start, block.start), min(mark.end, block.end)}
        bounds = sorted(places)
        pieces = []
        at = 0
        by_start = sorted(marks, key=lambda mark: mark.start)
        active: list[_Mark] = []
        for start, end in pairwise(bounds):
            while at < len(by_start) and by_start[at].start <= start:
                active.append(by_start[at])
                at += 1
            active = [mark for mark in active if mark.end > start]
            links = [mark for mark in active if mark.rank == _LINK]
            # HTML has no links within links: the outermost counts.
            within = [mark for mark in active if mark.rank != _LINK] + links[:1]
            pieces.append((start, end, sorted(within, key=_Mark.nesting)))
        words = self._nested(pieces, 0)
        return words if block.kind is BlockKind.CODE else words.replace("\n", "<br>")

    def _nested(self, pieces: Sequence[tuple[int, int, list[_Mark]]], depth: int) -> str:
        """Return pieces of text in the elements that stand at this depth and below it."""
        written = []
        text = self._article.text
        for mark, some in groupby(
            pieces, key=lambda piece: piece[2][depth] if len(piece[2]) > depth else None
        ):
            group = list(some)
            if mark is None:
                written += [escape(displayed(text[start:end])) for start, end, _ in group]
                continue
            first = mark.first if group[0][0] <= mark.start else ""
            last = mark.last if group[-1][1] >= mark.end else ""
            opening = mark.opening.replace("\0", first)
            written.append(f"{opening}{self._nested(group, depth + 1)}{mark.closing}{last}")
        return "".join(written)

    # -- marks -----------------------------------------------------------------------------------

    def _all_marks(self) -> Iterator[_Mark]:
        for start, end, style, href in self._article.inlines:
            if style is not InlineStyle.LINK:
                name = _ELEMENTS[style]
                yield _Mark(_STYLE, start, end, f"<{name}>", f"</{name}>")
            elif address := _safe(href, self._article.address):
                yield _Mark(_LINK, start, end, f'<a href="{escape(address)}" rel="noreferrer">', "</a>")
        for number, passage in enumerate(self._passages, 1):
            if passage.span is not None:
                opening = f'<mark class="{passage.annotation.colour}"\0>'
                first = f' id="{self.id}passage-{number}"'
                yield _Mark(_NOTED, *passage.span, opening, "</mark>", first, self._reference(number))
        for quotation in self._analysis.quotations:
            speaker = quotation.speaker.name if quotation.speaker else None
            by = escape(one_line(speaker)) if speaker else ""
            title = f' title="said by {by}{"" if quotation.is_clear else "?"}"' if by else ""
            yield _Mark(_SAID, *quotation.span, f'<span class="said"{title}>', "</span>")
        for number, entity in enumerate(self._names, 1):
            opening = f'<span class="name {entity.label.lower()}" title="{escape(one_line(entity.name))}"\0>'
            for position, (start, end) in enumerate(entity.mentions):
                first = "" if position else f' id="{self.id}name-{number}"'
                yield _Mark(_NAME, start, end, opening, "</span>", first)

    def _reference(self, number: int) -> str:
        return (
            f'<sup><a id="{self.id}ref-{number}" href="#{self.id}note-{number}" role="doc-noteref" '
            f'aria-label="Note {number}">{number}</a></sup>'
        )

    # -- what stands below the text --------------------------------------------------------------

    def _legend(self) -> Iterator[str]:
        kinds = [label for label in KINDS if any(one.label is label for one in self._names)]
        used = {passage.annotation.colour for passage in self._passages}
        shown = [f'<li><span class="name {label.lower()}">{KINDS[label][0]}</span></li>' for label in kinds]
        if self._analysis.quotations:
            shown.append('<li><span class="said">Words that were said</span></li>')
        shown += [f'<li><mark class="{colour}">{colour}</mark></li>' for colour in Colour if colour in used]
        if shown:
            yield f'<aside aria-labelledby="{self.id}legend"><h2 id="{self.id}legend">Legend</h2>'
            yield f"<ul>{''.join(shown)}</ul></aside>"

    def _list_of_names(self) -> Iterator[str]:
        if not self._names:
            return
        yield f'<section class="list names" aria-labelledby="{self.id}names">'
        yield f'<h2 id="{self.id}names">Names</h2>'
        numbered = list(enumerate(self._names, 1))
        for label, (kind, _) in KINDS.items():
            listed = [self._name(number, one) for number, one in numbered if one.label is label]
            if listed:
                yield f"<h3>{kind}</h3><ul>{''.join(listed)}</ul>"
        yield "</section>"

    def _name(self, number: int, entity: Entity) -> str:
        times = f' <span class="small">{len(entity.mentions)}×</span>' if len(entity.mentions) > 1 else ""
        return f'<li><a href="#{self.id}name-{number}">{escape(one_line(entity.name))}</a>{times}</li>'

    def _notes(self) -> Iterator[str]:
        if not self._passages:
            return
        yield f'<section class="list notes" role="doc-endnotes" aria-labelledby="{self.id}notes">'
        yield f'<h2 id="{self.id}notes" tabindex="-1">Notes</h2><ol>'
        for number, passage in enumerate(self._passages, 1):
            yield from self._note(number, passage)
        yield "</ol></section>"

    def _note(self, number: int, passage: Passage) -> Iterator[str]:
        annotation = passage.annotation
        quoted = escape(one_line(annotation.target.quote.exact, 300)) or "The whole article"
        yield f'<li id="{self.id}note-{number}"><p dir="auto">'
        yield f'<mark class="{annotation.colour}">{quoted}</mark></p>'
        if passage.speaker:
            yield f"<p>— {escape(one_line(passage.speaker))}</p>"
        if words := displayed(annotation.note).strip():
            yield f'<div class="words" dir="auto">{escape(words)}</div>'
        if tags := [f"#{one_line(tag)}" for tag in annotation.tags]:
            yield f"<p>{escape(' '.join(tags))}</p>"
        about = [str(annotation.colour), passage.page and f"p. {escape(passage.page)}"]
        if created := escape(one_line(annotation.created, 40)):
            about.append(f'<time datetime="{created}">{created[:16].replace("T", " ")}</time>')
        if passage.span is None and not annotation.is_on_all:
            about.append("the passage is not in this version of the text")
        elif passage.span is not None:
            about.append(
                f'<a href="#{self.id}ref-{number}" role="doc-backlink" '
                f'aria-label="Back to the passage of note {number}">back to the text ↩</a>'
            )
        yield f'<p class="small">{", ".join(filter(None, about))}</p></li>'


_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=[^\S\n]*(?:\n\s*\n|\s*\Z))", re.DOTALL)


def _paragraphs(text: str) -> Iterator[Block]:
    """Yield the paragraphs of a text of which no structure is known."""
    return (Block(*found.span()) for found in _PARAGRAPH.finditer(text))


def _trimmed(text: str, span: TextSpan) -> TextSpan | None:
    """Return the span without white space at its ends, or None where it is white space alone."""
    words = span.of(text).strip()
    start = span.start + span.of(text).find(words)
    return TextSpan(start, start + len(words)) if words else None


def _safe(href: str, address: str) -> str:
    """Return where a link leads, if that is a page on the web or an address for mail; else empty."""
    try:
        whole = urljoin(address, one_line(href, 4_000).strip()) if address else one_line(href, 4_000).strip()
        parts = urlsplit(whole)
    except ValueError:
        return ""
    is_page = parts.scheme in ("http", "https") and bool(parts.netloc)
    return whole if is_page or parts.scheme == "mailto" else ""
