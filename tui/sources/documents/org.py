"""Org -> Markdown: headings, paragraphs, lists, tables, quotations, code, notes and links."""

import re
from collections.abc import Callable, Iterator

from tui.sources.documents.placeholders import Pieces, fenced, table, without_signs

_ABOUT = re.compile(r"#\+(title|author|date):[ \t]*(.*)", re.IGNORECASE)
_CAPTION = re.compile(r"[ \t]*#\+caption(?:\[.*?\])?:[ \t]*(.*)", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"[ \t]*#(?:\+[\w-]+:.*|\+[\w-]+|[ \t].*)?|[ \t]*(?:scheduled|deadline|closed):.*", re.IGNORECASE
)
_DRAWER = re.compile(r"[ \t]*:[\w-]+:[ \t]*")
_END = re.compile(r"[ \t]*:end:[ \t]*", re.IGNORECASE)
_BLOCK = re.compile(r"[ \t]*#\+begin_(\w+)(.*)", re.IGNORECASE)
_BLOCK_END = re.compile(r"[ \t]*#\+end_(\w+)\b.*", re.IGNORECASE)
_DEEPEST = 12
"""Blocks within blocks that are read as such."""
_HEADING = re.compile(
    r"(\*{1,40})[ \t]+(?:(?:TODO|DONE|NEXT|WAITING)[ \t]+)?(?:\[#\w\][ \t]+)?(.*?)"
    r"(?:[ \t]:[\w@#%:]{1,300}:)?"
)
_FIXED = re.compile(r"[ \t]*:(?: (.*)|)")
_RULE = re.compile(r"[ \t]*-{5,}[ \t]*")
_NOTE = re.compile(r"\[fn:([\w-]+)\][ \t]*(.*)")
_ITEM = re.compile(r"([ \t]*)([-+]|[ \t]\*|\d{1,4}[.)])[ \t]+(?:\[@\d+\][ \t]*)?(?:\[([ xX-])\][ \t]+)?(.*)")
_TERM = re.compile(r"(.*?)[ \t]::(?:[ \t]+(.*)|)")
_MARKED = re.compile(
    r"\[\[(?:file:)?(?P<target>[^\]\[]{1,2000})\](?:\[(?P<words>[^\[\]]{1,2000})\])?\]"
    r"|(?<![\w=])=(?P<verbatim>\S|\S[^=\n]{0,500}\S)=(?![\w=])|(?<![\w~])~(?P<code>\S|\S[^~\n]{0,500}\S)~(?![\w~])"
    r"|\[fn:(?P<note>[\w-]{1,100})\]|\[fn:[\w-]{0,100}:(?P<said>[^\[\]]{1,5000})\]|@@\w{1,20}:.{0,500}?@@"
    r"|<?(?P<address>(?:https?|mailto):[^\s<>\[\]]+)>?|(?P<end>\\\\[ \t]*$)",
    re.MULTILINE,
)
_STYLES = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]{1,2000}?)(?<=\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w/:<])/(?=\S)([^/]{1,2000}?)(?<=\S)/(?![\w/])"), r"*\1*"),
    (re.compile(r"(?<![\w+])\+(?=\S)([^+]{1,2000}?)(?<=\S)\+(?![\w+])"), r"~~\1~~"),
)


def markdown_of_org(source: str) -> tuple[str, dict[str, str]]:
    """Return an Org file as Markdown, and its title, author and date by these names where it has them."""
    lines = [line.rstrip() for line in without_signs(source).expandtabs(8).split("\n")]
    about = {found[1].lower(): found[2].strip() for line in lines if (found := _ABOUT.fullmatch(line))}
    return "\n".join(_Converter(lines).written()), about


class _Converter:
    """Goes through lines."""

    def __init__(self, lines: list[str], depth: int = 0) -> None:
        self._lines = lines
        self._depth = depth
        self._ends = {
            end[1].lower(): at for at, line in enumerate(lines) if (end := _BLOCK_END.fullmatch(line))
        }
        """Where the last block of each kind ends."""
        self._at = 0
        self._base = -1
        """The indentation of the list that one is in, or -1."""

    def written(self) -> Iterator[str]:
        """Yield the lines as Markdown."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            indent = len(line) - len(line.lstrip())
            if line.strip() and indent <= self._base and not _ITEM.fullmatch(line):
                self._base = -1
                yield ""
            yield from self._block(line)

    def _block(self, line: str) -> Iterator[str]:
        """Yield what begins with a line, and pass over it."""
        self._at += 1
        if (begun := _BLOCK.fullmatch(line)) and self._ends.get(begun[1].lower(), -1) >= self._at:
            yield from self._delimited(begun[1].lower(), begun[2].split())
        elif caption := _CAPTION.fullmatch(line):
            yield from ("", _prose(caption[1]), "")
        elif _DRAWER.fullmatch(line):
            yield from self._drawer(line)
        elif _LEFT_OUT.fullmatch(line):
            return
        elif heading := _HEADING.fullmatch(line):
            yield from ("", f"{'#' * min(6, len(heading[1]) + 1)} {_prose(heading[2])}", "")
        elif _FIXED.fullmatch(line):
            yield from fenced([line, *self._while(_FIXED.fullmatch)], r"[ \t]*: ?")
        elif line.lstrip()[:1] == "|":
            rows = [line, *self._while(lambda each: each.lstrip()[:1] == "|")]
            yield from _table(rows)
        elif _RULE.fullmatch(line):
            yield from ("", "---", "")
        elif note := _NOTE.fullmatch(line):
            yield from ("", f"[^{note[1]}]: {_prose(note[2])}")
        elif item := _ITEM.fullmatch(line):
            yield self._item(item)
        elif not line.strip():
            yield ""
        else:
            yield from self._paragraph(line)

    def _while(self, belongs: Callable[[str], object]) -> Iterator[str]:
        while self._at < len(self._lines) and belongs(self._lines[self._at]):
            self._at += 1
            yield self._lines[self._at - 1]

    def _drawer(self, line: str) -> Iterator[str]:
        """Pass over a drawer; what has no end is none."""
        for at in range(self._at, len(self._lines)):
            if _END.fullmatch(self._lines[at]):
                self._at = at + 1
                return
            if _HEADING.fullmatch(self._lines[at]):
                break
        yield _prose(line.strip())

    def _delimited(self, kind: str, said: list[str]) -> Iterator[str]:
        """Yield a block as what its kind says."""
        held = list(
            self._while(lambda line: (end := _BLOCK_END.fullmatch(line)) is None or end[1].lower() != kind)
        )
        self._at += 1
        yield ""
        if kind in ("src", "example"):
            language = said[0] if kind == "src" and said else ""
            yield from fenced([re.sub(r"^([ \t]*),(?=[*#,])", r"\1", line) for line in held], "", language)
        elif kind == "verse":
            yield from (f"> {_prose(line.strip())}\\" for line in held[:-1])
            yield from (f"> {_prose(line.strip())}" for line in held[-1:])
        elif kind == "quote":
            yield from (f"> {line}" for line in self._within(held))
        elif kind not in ("comment", "export"):
            yield from self._within(held)
        yield ""

    def _within(self, lines: list[str]) -> Iterator[str]:
        if self._depth >= _DEEPEST:
            return fenced(lines, "")
        return _Converter(lines, self._depth + 1).written()

    def _item(self, item: re.Match[str]) -> str:
        indent = len(item[1])
        if self._base < 0 or indent < self._base:
            self._base = indent
        mark = item[2].strip()
        box = f"[{'x' if item[3] in 'xX' else ' '}] " if item[3] else ""
        said = item[4]
        if mark in "-+*" and (term := _TERM.fullmatch(said)):
            said = f"*{term[1]}*: {term[2] or ''}"
        goes_on = "\n".join(line.strip() for line in self._continued(indent))
        words = _prose(f"{said}\n{goes_on}" if goes_on else said).replace("\n", " ")
        return f"{' ' * (indent - self._base)}{mark if mark[0].isdigit() else '-'} {box}{words}"

    def _continued(self, indent: int) -> Iterator[str]:
        """Yield the lines that go on with an item."""
        return self._while(lambda line: len(line) - len(line.lstrip()) > indent and self._is_prose(line))

    def _paragraph(self, line: str) -> Iterator[str]:
        indent = len(line) - len(line.lstrip())
        lines = [line.strip(), *(each.strip() for each in self._while(self._is_prose))]
        shift = " " * min(indent - self._base, 8) if self._base >= 0 and indent > self._base else ""
        yield from (f"{shift}{each}" for each in _prose("\n".join(lines)).split("\n"))

    def _is_prose(self, line: str) -> bool:
        """Return whether a line begins nothing else."""
        return (
            bool(line.strip())
            and line.lstrip()[:1] != "|"
            and not any(
                sign.fullmatch(line)
                for sign in (_BLOCK, _DRAWER, _LEFT_OUT, _HEADING, _FIXED, _RULE, _NOTE, _ITEM)
            )
        )


def _table(rows: list[str]) -> Iterator[str]:
    cells = [
        [_prose(cell.strip()) for cell in row.strip().strip("|").split("|")]
        for row in rows
        if not row.lstrip().startswith("|-")
    ]
    is_headed = len(rows) > 1 and rows[1].lstrip().startswith("|-")
    return table(cells, is_headed=is_headed)


def _prose(text: str) -> str:
    """Return words with what is in them as Markdown."""
    pieces = Pieces()
    text = pieces.escaped(_MARKED.sub(lambda found: pieces.put(_as_markdown(found)), text))
    for pattern, written in _STYLES:
        text = pattern.sub(written, text)
    return pieces.restored(text)


def _as_markdown(found: re.Match[str]) -> str:
    if target := found["target"]:
        address = f"<{target}>" if re.search(r"[\s()]", target) else target
        return f"[{_prose(found['words'] or target)}]({address})"
    if code := found["verbatim"] or found["code"]:
        return f"`` {code} ``" if "`" in code else f"`{code}`"
    if found["note"]:
        return f"[^{found['note']}]"
    if found["said"]:
        return f"^[{_prose(found['said'])}]"
    if found["end"]:
        return "\\"
    return f"<{found['address']}>" if found["address"] else ""
