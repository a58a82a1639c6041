"""Part: a stretch of a page that becomes one block of an article; code and formulas in it as text."""

import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element, iterwalk

from tui.domain.article import BlockKind, InlineStyle
from tui.domain.text.sanitize import one_line
from tui.sources.builder import ArticleBuilder, link_target
from tui.sources.tables import plain_cell, write_table

PICTURE, FILM = "▣", "►"
"""The signs of what a terminal does not show."""
OF_THE_ARTICLE = re.compile(
    r"pull-?quote|call-?out|admonition|fact-?box|foot-?notes?\b|end-?notes?\b|\bpoem|\bverse|stanza|epigraph",
    re.IGNORECASE,
)
"""Classes, ids and roles of boxes in an article that are of it, although they interrupt it."""
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """
    address article aside blockquote body caption center dd details dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main ol p
    picture section summary table tbody td tfoot th thead tr ul
    """,
    )
)
LEFT_OUT = frozenset(
    re.findall(
        r"\w+",
        """
    applet area aside base button canvas datalist dialog head input link map menu meta nav
    noscript option optgroup output param progress rp script select source style svg template
    textarea title track
    """,
    )
)
"""Elements that hold nothing of an article, or nothing that can be shown."""
_LONGEST_FORMULA = 2_000
_DRAWN = re.compile(r"(?:^|\s)(?:katex|MathJax(?:_SVG|_CHTML)?|mjx-chtml)(?:\s|$)")
"""Classes of what scripts draw; it holds the formula as MathML as well, for those who cannot see it."""
_PREVIEW = re.compile(r"(?:^|\s)(?:MathJax_Preview|katex-html)(?:\s|$)")
"""Classes of what is drawn a second time."""
_DISPLAY = re.compile(r"\A\{\\(?:displaystyle|textstyle) (.*)\}\Z", re.DOTALL)
_RAISED = str.maketrans("0123456789+-−=()nix′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱˣ′")
_LOWERED = str.maketrans("0123456789+-−=()aeoxijn", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓᵢⱼₙ")
_WHOLE = re.compile(r"[\w.,]+\Z|\S\Z|\(.*\)\Z")
"""What needs no brackets to be raised, lowered or divided by."""
_DEEPEST = 60
_TAGS = {
    "head": "h2",
    "item": "li",
    "quote": "blockquote",
    "lb": "br",
    "row": "tr",
    "graphic": "img",
    "ref": "a",
}
_RENDITIONS = {"#b": "b", "#i": "i", "#t": "code", "#sup": "sup"}
_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Return the letters and digits of a text alone, in small letters: what two renderings of it share."""
    return _LETTERS.sub("", text).lower()


def verbatim(element: _Element) -> str:
    """Return the text of an element as it is written, with each block within it on lines of its own."""
    pieces: list[str] = []
    ends = False
    walk = iterwalk(element, events=("start", "end"))
    for event, each in walk:
        is_block = each.tag in BLOCKS and each is not element
        if event == "start" and each.tag in ("button", "script", "style"):
            walk.skip_subtree()
            continue
        text = (each.text if event == "start" else each.tail if each is not element else "") or ""
        if event == "start" and not isinstance(each.tag, str):
            text = ""
        if event == "start" and each.tag == "br":
            text = "\n" + text
        ends = ends or (is_block and bool(pieces) and not pieces[-1].endswith("\n"))
        if text:
            pieces.append(f"\n{text}" if ends and not text.startswith("\n") else text)
            ends = False
    return "".join(pieces)


def spaced(element: _Element) -> str:
    """Return the text of an element, with spaces where blocks or lines end."""
    pieces: list[str] = []
    for event, each in iterwalk(element, events=("start", "end")):
        if event == "start" and isinstance(each.tag, str) and each.tag not in LEFT_OUT:
            pieces += (" " if each.tag in BLOCKS or each.tag == "br" else "", each.text or "")
        elif event == "end" and each is not element:
            pieces += (" " if each.tag in BLOCKS else "", each.tail or "")
    return "".join(pieces)


class Piece(NamedTuple):
    """A step in writing a part: a text, a line break, or the begin or end of a style."""

    text: str = ""
    style: InlineStyle | None = None
    href: str = ""
    ends: bool = False
    breaks: bool = False


@dataclass(slots=True, eq=False)
class Part:
    """A stretch of a page that is shown as one block.

    Attributes:
        kind: what it is.
        element: the element that it is the text of.
        level, marker: as of ``Block``.
        key: its letters, as ``letters`` returns them.
        linked: how many of them are in links.
        pieces: what is written, for a part of running text.
        code: the lines, for code.
        rows: the cells, for a table.
        surrounds: whether it is in an element that by its name is not of the article, or is hidden.
        extra: whether it is a caption, or the sign of a picture or film.
    """

    kind: BlockKind
    element: _Element
    level: int = 0
    marker: str = ""
    key: str = ""
    linked: int = 0
    pieces: list[Piece] = field(default_factory=list)
    code: str = ""
    rows: list[list[str]] = field(default_factory=list)
    has_head: bool = False
    surrounds: bool = False
    extra: bool = False

    @property
    def text(self) -> str:
        """The words of running text."""
        return " ".join("".join(" " if piece.breaks else piece.text for piece in self.pieces).split())

    def write(self, builder: ArticleBuilder, base: str, kind: BlockKind | None = None) -> None:
        """Add the part to an article, as what it is or as a block of another kind.

        Args:
            builder: takes it.
            base: the address that links are relative to, or empty.
            kind: the other kind, or None.
        """
        if self.rows:
            write_table(
                builder, [[plain_cell(each) for each in row] for row in self.rows], has_head=self.has_head
            )
        elif self.kind is BlockKind.RULE:
            builder.rule()
        elif self.kind is BlockKind.CODE:
            with builder.block(BlockKind.CODE):
                builder.write_verbatim(self.code)
        else:
            with builder.block(kind or self.kind, self.level if kind is None else 0, self.marker):
                self._write_pieces(builder, base)

    def _write_pieces(self, builder: ArticleBuilder, base: str) -> None:
        with ExitStack() as whole:
            opened: list[ExitStack] = []
            for piece in self.pieces:
                if piece.breaks:
                    builder.line_break()
                elif piece.ends:
                    opened.pop().close()
                elif piece.style is not None:
                    opened.append(whole.enter_context(ExitStack()))
                    href = link_target(base, piece.href) if piece.href else ""
                    if href or piece.style is not InlineStyle.LINK:
                        opened[-1].enter_context(builder.style(piece.style, href))
                else:
                    builder.write(piece.text)


def without_signposts(parts: list[Part]) -> list[Part]:
    """Return the parts without lone lines that only lead to other articles, unless many are such lines."""
    lines = [part for part in parts if part.kind is BlockKind.PARAGRAPH and part.key and not part.extra]
    signposts = {
        id(part)
        for part in lines
        if part.linked >= 20 and len(part.key) - part.linked <= 20 and len(part.text.split()) >= 4
    }
    return parts if 3 * len(signposts) > len(lines) else [part for part in parts if id(part) not in signposts]


def without_repeated_signs(parts: list[Part]) -> list[Part]:
    """Return the parts with one sign in place of several in a row that only say that there is a picture."""
    return [
        part
        for before, part in zip([None, *parts], parts, strict=False)
        if not _is_bare(part) or not _is_bare(before)
    ]


def _is_bare(part: Part | None) -> bool:
    return part is not None and part.extra and part.text == PICTURE


def as_page(body: _Element) -> _Element:
    """Return trafilatura's tree as that of a page."""
    for element in body.iter():
        rendition = element.get("rend") or ""
        match element.tag:
            case "head" if re.fullmatch("h[1-6]", rendition):
                element.tag = rendition
            case "list":
                element.tag = rendition if rendition in ("ul", "ol") else "ul"
            case "hi":
                element.tag = _RENDITIONS.get(rendition, "span")
            case "cell":
                element.tag = "th" if element.get("role") == "head" else "td"
            case "code" if "\n" in "".join(element.itertext()).strip():
                element.tag = "pre"
            case tag if tag in _TAGS:  # others stay: lxml takes no name again that no tag may have
                element.tag = _TAGS[str(tag)]
    return body


def write_formulas(tree: _Element) -> None:
    """Replace the formulas of a page, which are drawn there, by what they are as text."""
    for element in list(tree.iter("mjx-container", "span", "script", "math")):
        if element.tag == "script":
            if (element.get("type") or "").startswith("math/tex"):
                _replace(element, one_line(element.text or "", _LONGEST_FORMULA))
        elif element.tag == "math" or _is_drawn(element):
            formula = element if element.tag == "math" else element.find(".//math")
            if formula is not None:
                _replace(element, _formula(formula))
                _drop_source(element.getnext())
        elif _PREVIEW.search(element.get("class") or ""):
            _replace(element, "")


def _is_drawn(element: _Element) -> bool:
    return element.tag == "mjx-container" or _DRAWN.search(element.get("class") or "") is not None


def _drop_source(script: _Element | None) -> None:
    """Empty the script with the TeX of what is drawn just before it."""
    if script is not None and script.tag == "script" and (script.get("type") or "").startswith("math/tex"):
        script.text = ""


def _replace(element: _Element, text: str) -> None:
    """Make an element a stretch of text."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "span", text, tail


def _formula(formula: _Element) -> str:
    """Return a formula as TeX, where the page has it; else in signs on a line."""
    tex = next(
        (each.text for each in formula.iter("annotation") if "tex" in (each.get("encoding") or "")), ""
    )
    tex = one_line(tex or formula.get("alttext") or "", _LONGEST_FORMULA)
    if tex:
        return _DISPLAY.sub(r"\1", tex).strip()
    return one_line(_formula_row(list(formula)) if len(formula) else formula.text or "", _LONGEST_FORMULA)


def _formula_row(elements: list[_Element], depth: int = 0) -> str:
    return "".join(_signs(element, depth + 1) for element in elements if isinstance(element.tag, str))


def _signs(element: _Element, depth: int) -> str:
    """Return an element of MathML in signs on a line."""
    children = [child for child in element if isinstance(child.tag, str)]
    if depth > _DEEPEST:
        return "".join(element.itertext())
    parts = [_signs(child, depth + 1) for child in children]
    match str(element.tag), len(parts):
        case "annotation" | "annotation-xml", _:
            return ""
        case "mspace", _:
            return " "
        case "semantics", 1 | 2 | 3:
            return parts[0]
        case "mfrac", 2:
            return f"{_bracketed(parts[0])}/{_bracketed(parts[1])}"
        case "msqrt", _:
            return f"√{_bracketed(''.join(parts))}"
        case "mroot", 2:
            return f"{_raised(parts[1]).removeprefix('^')}√{_bracketed(parts[0])}"
        case "msup" | "mover", 2:
            return parts[0] + _raised(parts[1])
        case "msub" | "munder", 2:
            return parts[0] + _lowered(parts[1])
        case "msubsup" | "munderover", 3:
            return parts[0] + _lowered(parts[1]) + _raised(parts[2])
        case "mtable", _:
            return f"[{'; '.join(parts)}]"
        case "mtr" | "mlabeledtr", _:
            return ", ".join(parts)
        case "mfenced", _:
            inner = (element.get("separators", ",")[:1].strip() + " ").join(parts)
            return f"{element.get('open', '(')}{inner}{element.get('close', ')')}"
        case "mtext", _:
            return "".join(element.itertext())
    return "".join(parts) if parts else "".join("".join(element.itertext()).split())


def _bracketed(text: str) -> str:
    return text if _WHOLE.match(text) else f"({text})"


def _raised(text: str) -> str:
    raised = text.translate(_RAISED)
    return raised if _is_moved(text, raised) else f"^{_bracketed(text)}"


def _lowered(text: str) -> str:
    lowered = text.translate(_LOWERED)
    return lowered if _is_moved(text, lowered) else f"_{_bracketed(text)}"


def _is_moved(text: str, moved: str) -> bool:
    return all(before != after or before == "′" for before, after in zip(text, moved, strict=True))


def outermost_list(element: _Element) -> _Element:
    """Return the list that holds an element and is in no other, or the element itself."""
    return next(reversed([element, *element.iterancestors("ul", "ol", "dl")]))


def names_within(element: _Element, hosts: set[_Element]) -> str:
    """Return classes, ids and roles of an element and those around it within the article."""
    names: list[str] = []
    each: _Element | None = element
    while each is not None and each not in hosts:
        names += (each.get(name) or "" for name in ("class", "id", "role"))
        each = each.getparent()
    return " ".join(names) if each is not None else ""
