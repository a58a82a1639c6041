"""AsciiDoc -> Markdown: headings, paragraphs, lists, tables, quotations, code, notes and links."""

import re
from collections.abc import Callable, Iterator

from tui.sources.documents.placeholders import Pieces, fenced, table, without_signs

_TITLE = re.compile(r"[=#][ \t]+(\S.*)")
_REVISION = re.compile(r"(?:v?\d[\w.]*,?[ \t]*)?(?:(\d{4}-\d{2}-\d{2})|v\d[\w.]*|.*\b\d{4}\b)(?:[:,].*)?")
_ATTRIBUTE = re.compile(r":(!?[\w-]+!?):(?:[ \t]+(.*)|)")
_NAME = re.compile(r"(?<!\\)\{([\w-]{1,100})\}")
_COMMENT = re.compile(r"//(?!/).*|//")
_CONDITION = re.compile(
    r"(?:ifdef|ifndef|ifeval|endif)::[^\[\]]*\[(.*)\]|include::\S+\[.*\]|(?:toc|comment)::\[.*\]|<<<"
)
_ABOUT_BLOCK = re.compile(r"\[(?:\[[^\[\]]*\]|[^\[\]]*)\]")
_BLOCK_TITLE = re.compile(r"\.(?![.\s])(.+)")
_DELIMITER = re.compile(r"-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```[\w+-]*|[|,:!]={3,}")
_HEADING = re.compile(r"(={2,6}|#{2,6})[ \t]+(\S.*?)(?:[ \t]={2,6})?")
_RULE = re.compile(r"'{3,}|-{3}|- - -|\*{3}|\* \* \*")
_ITEM = re.compile(r"[ \t]*(\*{1,5}|-|\.{1,5}|\d{1,4}\.|[a-zA-Z]\.|<\d+>)[ \t]+(?:\[([ xX*])\][ \t]+)?(\S.*)")
_TERM = re.compile(r"[ \t]*(\S.{0,300}?)(:{2,4}|;;)(?:[ \t]+(.*))?")
_ADMONITION = re.compile(r"(NOTE|TIP|WARNING|IMPORTANT|CAUTION):[ \t]+(.*)")
_ADMONITIONS = ("NOTE", "TIP", "WARNING", "IMPORTANT", "CAUTION")
_CELL = re.compile(r"(?:(?<=\s)|^)(?:\d*(?:\.\d+)?[+*])?[<^>.]*[aehlmsdv]?\|")
_MARKED = re.compile(
    r"\+\+\+(?P<passed>.{1,2000}?)\+\+\+|pass:\w{0,9}\[(?P<pass>[^\]]{0,2000})\]"
    r"|``(?P<codes>\S.{0,500}?)``|(?<![\w`\"'])`\+?(?P<code>[^`\s](?:[^`]{0,500}[^`\s])?)\+?`(?![\w`\"'])"
    r"|\"`(?P<double>[^`]{1,2000})`\"|'`(?P<single>[^`]{1,2000})`'"
    r"|footnote:[\w-]{0,100}\[(?P<note>[^\]]{0,5000})\]"
    r"|(?:link|xref):(?P<link>[^\s\[\]]{1,2000})\[(?P<linked>[^\]]{0,2000})\]"
    r"|(?P<address>(?:https?|mailto|ftp):[^\s<>\[\]]{1,2000})(?:\[(?P<words>[^\]]{0,2000})\])?"
    r"|<<#?(?P<place>[^>,\n]{1,200})(?:,[ \n]?(?P<named>[^>]{1,500}))?>>"
    r"|image::?(?P<picture>[^\s\[]{1,2000})\[(?P<alt>[^\]]{0,2000})\]"
    r"|(?:kbd|btn|stem|latexmath|asciimath):\[(?P<said>[^\]]{1,500})\]|menu:(?P<menu>[^\s\[\]]{1,100})\[(?P<point>[^\]]{0,100})\]"
    r"|(?:anchor:[\w-]{1,100}|icon:[\w-]{1,100}|indexterm2?:)\[[^\]]{0,500}\]|\[\[[\w:.-]{1,100}(?:,[^\]]{0,200})?\]\]"
    r"|(?<![\w+])\+(?P<literal>[^\s+](?:[^+\n]{0,500}[^\s+])?)\+(?![\w+])"
    r"|\^(?P<above>[^\s^]{1,100})\^|(?<![~])~(?P<below>[^\s~]{1,100})~(?!~)"
    r"|(?:\[[.#%\w -]{1,100}\])?"
    r"(?:\#\#(?P<marks>[^#]{1,500})\#\#|(?<![\w&#])\#(?P<mark>[^\s#](?:[^#]{0,500}[^\s#])?)\#(?!\w))"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|\w{1,30});)|(?P<end>[ \t]\+$)",
    re.MULTILINE,
)
_BOLD, _SLANTED = "\ue000b\ue001\\1\ue000/b\ue001", "\ue000i\ue001\\1\ue000/i\ue001"
_STYLES = (
    (re.compile(r"\*\*(?=\S)([^*]{1,2000}?)\*\*"), _BOLD),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]{1,2000}?)(?<=\S)\*(?![\w*])"), _BOLD),
    (re.compile(r"__(?=\S)([^_]{1,2000}?)__"), _SLANTED),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_]{1,2000}?)(?<=\S)_(?![\w_])"), _SLANTED),
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TAG = re.compile("\ue000(/?[bi])\ue001")
_DEEPEST = 12
"""Blocks within blocks that are read as such."""


def markdown_of_asciidoc(source: str) -> tuple[str, dict[str, str]]:
    """Return an AsciiDoc as Markdown, and its title, author and date by these names where it has them."""
    lines = [line.rstrip() for line in without_signs(source).expandtabs(4).split("\n")]
    converter = _Converter(lines, {}, 0)
    about = converter.header()
    return "\n".join(converter.written()), about


class _Converter:
    """Goes through lines."""

    def __init__(self, lines: list[str], known: dict[str, str], depth: int) -> None:
        self._lines = lines
        self._known = known
        self._depth = depth
        self._at = 0
        self._style = ""
        self._marks: list[str] = []

    def header(self) -> dict[str, str]:
        """Return what the header says, and pass over it."""
        about: dict[str, str] = {}
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if attribute := _ATTRIBUTE.fullmatch(line):
                self._define(attribute)
            elif not about and (title := _TITLE.fullmatch(line)):
                about["title"] = title[1]
            elif about and not line:
                break
            elif about and "author" not in about and not _COMMENT.fullmatch(line):
                people = (
                    re.sub(r"[ \t]*<[^<>]*>", "", person).replace("_", " ") for person in line.split(";")
                )
                about["author"] = ", ".join(person.strip() for person in people)
            elif about and (revision := _REVISION.fullmatch(line)):
                about["date"] = revision[1] or ""
            elif line and not _COMMENT.fullmatch(line):
                break
            self._at += 1
        about.setdefault("author", self._known.get("author", ""))
        about["date"] = about.get("date") or self._known.get("revdate", "")
        if "title" in about:
            about["title"] = self._named(about["title"])
        return about

    def _define(self, attribute: re.Match[str]) -> None:
        self._known[attribute[1].strip("!").lower()] = (attribute[2] or "").strip()

    def _named(self, text: str) -> str:
        """Return a text with what its names in braces stand for, as far as they are known."""
        return re.sub(
            r"(?<!\\)\{([\w-]{1,100})\}", lambda name: self._known.get(name[1].lower(), name[0]), text
        )

    def written(self) -> Iterator[str]:
        """Yield the lines as Markdown."""
        while self._at < len(self._lines):
            self._at += 1
            yield from self._block(self._lines[self._at - 1])

    def _block(self, line: str) -> Iterator[str]:
        """Yield what begins with a line, and pass over it."""
        style, self._style = self._style, ""
        if not line:
            self._style = style
            yield ""
        elif attribute := _ATTRIBUTE.fullmatch(line):
            self._define(attribute)
        elif condition := _CONDITION.fullmatch(line):
            yield from self._paragraph(condition[1]) if condition[1] else ("",)
        elif _DELIMITER.fullmatch(line):
            yield from self._delimited(line, style)
        elif _COMMENT.fullmatch(line):
            self._style = style
        elif _RULE.fullmatch(line):
            yield from ("", "---", "")
        elif heading := _HEADING.fullmatch(line):
            self._marks = []
            yield from ("", f"{'#' * len(heading[1])} {self._prose(heading[2])}", "")
        elif _ABOUT_BLOCK.fullmatch(line):
            self._style = style if line.startswith("[[") else line[1:-1]
        elif title := _BLOCK_TITLE.fullmatch(line):
            self._style = style
            yield from ("", f"**{self._prose(title[1])}**", "")
        elif line == "+":
            yield from self._attached()
        elif item := _ITEM.fullmatch(line):
            yield from self._item(item)
        elif (term := _TERM.fullmatch(line)) and not line.startswith("image::"):
            yield from self._term(term)
        elif line[0] == " ":
            yield from fenced([line, *self._while(bool)], "")
        else:
            yield from self._paragraph(line, style)

    def _while(self, belongs: Callable[[str], object]) -> Iterator[str]:
        while self._at < len(self._lines) and belongs(self._lines[self._at]):
            self._at += 1
            yield self._lines[self._at - 1]

    def _prose(self, text: str) -> str:
        return _prose(self._named(text))

    def _delimited(self, line: str, style: str) -> Iterator[str]:
        """Yield a block between two such lines as what its sign and its style say."""
        end = "```" if line.startswith("```") else line
        if end not in self._lines[self._at :]:
            # A block that has no end would take, or hide, all that follows.
            return
        held = list(self._while(lambda each: each != end))
        self._at += 1
        kinds = [part.strip() for part in style.partition(",")[0].split("%")[0].split(".")[0].split("#")]
        sign, kind = line[0], kinds[0]
        if sign == "/" or kind == "comment":
            return
        if line[1:2] == "=" and sign in "|,:!":
            yield from self._table(held, sign, style)
        elif (sign in "-.`+" and line != "--") or kind in ("source", "listing", "literal"):
            named = line[3:] if sign == "`" else style.split(",")[1].strip() if "," in style else ""
            yield from fenced(held, "", named if sign != "." else "")
        elif sign == "_" or kind in ("quote", "verse"):
            if kind == "verse":
                held = _as_verse(held)
            yield from self._quoted(self._within(held), style)
        elif kind in _ADMONITIONS:
            yield from self._quoted(iter((f"**{kind.title()}**:", "", *self._within(held))), "")
        else:
            yield from ("", *self._within(held), "")

    def _within(self, lines: list[str]) -> Iterator[str]:
        if self._depth >= _DEEPEST:
            return fenced(lines, "")
        return _Converter(lines, self._known, self._depth + 1).written()

    def _quoted(self, lines: Iterator[str], style: str) -> Iterator[str]:
        yield ""
        yield from (f"> {line}" for line in lines)
        said = [self._prose(part.strip(' "')) for part in style.split(",")[1:3] if part.strip(' "')]
        if said:
            yield from (">", f"> — {', '.join(said)}")
        yield ""

    def _table(self, held: list[str], sign: str, style: str) -> Iterator[str]:
        rows: list[list[str]] = []
        if sign in ",:":
            rows = [[self._prose(cell.strip(' "')) for cell in line.split(sign)] for line in held if line]
        else:
            lines = ["\n".join(held).strip("\n")] if sign == "!" else held
            cells = [cell for line in lines for cell in self._cells(line)]
            # What no sign begins goes on with the cell before it.
            joined: list[str] = []
            for begins, cell in cells:
                if begins or not joined:
                    joined.append(cell)
                else:
                    joined[-1] = f"{joined[-1]} {cell}".strip()
            width = self._width(held, style)
            written = [self._prose(cell) for cell in joined]
            rows = [written[at : at + width] for at in range(0, len(written), width)]
        first = next((at for at, line in enumerate(held) if line), 0)
        is_headed = "header" in style or (len(held) > first + 1 and not held[first + 1])
        yield from table(rows, is_headed=is_headed)

    def _cells(self, line: str) -> list[tuple[bool, str]]:
        """Return the cells in a line, and whether each begins there."""
        pieces = _CELL.split(line)
        found = [(True, piece.strip()) for piece in pieces[1:]]
        return [(False, pieces[0].strip()), *found] if pieces[0].strip() else found

    def _width(self, held: list[str], style: str) -> int:
        """Return of how many cells a row is."""
        if columns := re.search(r'cols="?([^"\]]+)"?', style):
            if times := re.match(r"(\d{1,3})\*", columns[1]):
                return max(1, int(times[1]))
            return len(re.split(r"[,;]", columns[1]))
        first = next((line for line in held if line), "")
        return max(1, len(_CELL.split(first)) - 1)

    def _item(self, item: re.Match[str]) -> Iterator[str]:
        mark = item[1] if item[1][0] in "*-." else item[1][-1]
        if mark in self._marks:
            del self._marks[self._marks.index(mark) + 1 :]
        else:
            self._marks.append(mark)
        shown = "-" if mark[0] in "*-" else "1." if mark[0] == "." else re.sub(r"\W", "", item[1]) + "."
        if shown[0].isalpha():
            shown = f"{ord(shown[0].lower()) - 96}."
        box = f"[{' ' if item[2] == ' ' else 'x'}] " if item[2] else ""
        words = self._prose("\n".join([item[3], *(line.strip() for line in self._while(self._goes_on))]))
        indent = "    " * (len(self._marks) - 1)
        yield f"{indent}{shown} {box}" + words.replace("\n", f"\n{indent}  ")

    def _goes_on(self, line: str) -> bool:
        """Return whether a line goes on with a paragraph or an item."""
        return (
            bool(line)
            and line != "+"
            and not any(
                sign.fullmatch(line)
                for sign in (
                    _ITEM,
                    _TERM,
                    _HEADING,
                    _DELIMITER,
                    _COMMENT,
                    _CONDITION,
                    _ABOUT_BLOCK,
                    _BLOCK_TITLE,
                )
            )
        )

    def _attached(self) -> Iterator[str]:
        """Yield the block that follows as part of the item before it."""
        indent = "    " * len(self._marks)
        list(self._while(lambda line: line == "+"))
        yield ""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            marks, self._marks = self._marks, []
            for each in self._block(line):
                yield f"{indent}{each}" if each else ""
            self._marks = marks
            if not self._style and not _BLOCK_TITLE.fullmatch(line):
                break
        yield ""

    def _term(self, term: re.Match[str]) -> Iterator[str]:
        lines = [term[3]] if term[3] else []
        if not lines:
            list(self._while(lambda line: not line))
        lines += [
            line.strip()
            for line in self._while(lambda line: self._goes_on(line) and not _HEADING.fullmatch(line))
        ]
        yield from ("", self._prose(term[1]))
        if lines:
            yield ": " + self._prose("\n".join(lines)).replace("\n", "\n  ")
        yield ""

    def _paragraph(self, line: str, style: str = "") -> Iterator[str]:
        lines = [line, *self._while(lambda each: each and each != "+" and not _DELIMITER.fullmatch(each))]
        lines = [each for each in lines if not _COMMENT.fullmatch(each) and not _CONDITION.fullmatch(each)]
        self._marks = []
        kind = re.split(r"[,.%#]", style)[0].strip()
        if kind in ("source", "listing", "literal"):
            yield from fenced(lines, "", style.split(",")[1].strip() if "," in style else "")
            return
        if not lines:
            return
        if said := _ADMONITION.match(lines[0]):
            lines[0] = f"**{said[1].title()}**: {said[2]}"
        elif kind in _ADMONITIONS:
            lines[0] = f"**{kind.title()}**: {lines[0]}"
        elif kind == "verse":
            lines = _as_verse(lines)
        elif kind != "quote":
            yield from ("", *self._prose("\n".join(lines)).split("\n"), "")
            return
        yield from self._quoted(iter(self._prose("\n".join(lines)).split("\n")), style)


def _as_verse(lines: list[str]) -> list[str]:
    """Return lines that stay lines: each but the last of a paragraph with the sign for that."""
    ends = [not after for after in [*lines[1:], ""]]
    return [line if not line or is_last else f"{line} +" for line, is_last in zip(lines, ends, strict=True)]


def _prose(text: str) -> str:
    """Return words with what is in them as Markdown."""
    pieces = Pieces()
    text = pieces.escaped(_MARKED.sub(lambda found: pieces.put(_as_markdown(found)), text))
    for pattern, written in _STYLES:
        text = pattern.sub(written, text)
    text = re.sub(r"(?<!\\)[*_]", r"\\\g<0>", text)
    return pieces.restored(_TAG.sub(r"<\1>", text))


def _as_markdown(found: re.Match[str]) -> str:
    said = {name: words for name, words in found.groupdict().items() if words is not None}
    match next(iter(said.items()), ("", "")):
        case (("codes" | "code"), words):
            return f"`` {words} ``" if "`" in words else f"`{words}`"
        case "double", words:
            return f"“{_prose(words)}”"
        case "single", words:
            return f"‘{_prose(words)}’"
        case "note", words:
            return f"^[{_prose(words)}]" if words else ""
        case "link", place:
            return _link(place, said["linked"])
        case "address", place:
            return _link(place, said.get("words", ""))
        case "place", place:
            return _prose(said.get("named") or place)
        case "picture", place:
            return f"![{_escaped(said['alt'].split(',')[0])}](<{place}>)"
        case "menu", words:
            return _escaped(f"{words} > {said['point']}" if said["point"] else words)
        case "above", words:
            return words.translate(_RAISED) if words.isdecimal() else f"<sup>{_escaped(words)}</sup>"
        case "below", words:
            return f"<sub>{_escaped(words)}</sub>"
        case (("marks" | "mark"), words):
            return _prose(words)
        case "entity", words:
            return words
        case "end", _:
            return "\\"
        case _, words:
            return _escaped(words)


def _link(place: str, words: str) -> str:
    """Return a link; what follows a comma in its words says how it is opened."""
    named = re.sub(r"(?:,[ ]?(?:role|window|opts|id|title)=[^,]*)+\Z|\^\Z", "", words).strip('"')
    if not named and not re.match(r"(?:https?|mailto|ftp):", place):
        named = place
    return f"[{_prose(named)}](<{place}>)" if named else f"<{place}>"


def _escaped(words: str) -> str:
    return re.sub(r"[\\`*_<\[\]~]", r"\\\g<0>", words)
