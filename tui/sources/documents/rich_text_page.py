"""A page of HTML, written from what comes in an RTF document: paragraphs, lists, tables, notes, boxes."""

import re
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from lxml import etree
from lxml.etree import _Element

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"\W*(\d{1,6})\W*\Z")
_TYPED = re.compile(r"\s*([•◦▪‣–-]|\(?\d{1,3}[.)])\s*\t\s*(?=\S)")
_DEEPEST = 8
"""Lists within lists."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How text within a paragraph is set.

    Attributes:
        anchor: the name of a place, where there is that and no text.
    """

    bold: bool = False
    italic: bool = False
    strike: bool = False
    raised: bool = False
    href: str = ""
    anchor: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is being written.

    Attributes:
        runs: its texts, each with how it is set.
        level: of a heading; 0 for none.
        marker: of an item of a list, or empty.
        depth: of the list, from 0.
        in_table: whether it is in a cell.
    """

    runs: list[tuple[str, Setting]] = field(default_factory=list)
    level: int = 0
    marker: str = ""
    depth: int = 0
    in_table: bool = False

    def reset(self) -> None:
        """Make it an ordinary paragraph, of what is written already."""
        self.level, self.marker, self.depth, self.in_table = 0, "", 0, False


class Flow:
    """Paragraphs one after the other: those of the document, of a note or of a box."""

    def __init__(self, into: _Element) -> None:
        self._into = into
        self._lists: list[_Element] = []
        self._table: _Element | None = None
        self._row: list[_Element] = []
        self._cell = etree.Element("td")
        self._boxes: list[_Element] = []
        self.paragraph = Paragraph()

    def add_box(self, box: _Element) -> None:
        """Take what stands in a box, to come after the paragraph that it is fixed to."""
        self._boxes.append(box)

    def end_paragraph(self) -> None:
        """Write the paragraph; the next one is of its kind."""
        now = self.paragraph
        if now.in_table:
            self._fill(etree.SubElement(self._cell, "p"))
        else:
            self._end_table()
            self._take_marker()
            if any(text.strip() for text, _ in now.runs):
                self._fill(self._place())
        self._end_boxes()
        now.runs = []
        now.marker = ""

    def _take_marker(self) -> None:
        """Take what stands before the first tab for the marker of an item, if it is one that was typed."""
        now = self.paragraph
        said = "".join(text for text, _ in now.runs)
        if now.marker or not (typed := _TYPED.match(said)):
            return
        now.marker, left = typed[1], typed.end()
        while left:
            (text, setting), left = now.runs[0], left - len(now.runs[0][0])
            now.runs[:1] = [(text[left:], setting)] if left < 0 else []
            left = max(0, left)

    def end_cell(self) -> None:
        """Write a cell."""
        if self.paragraph.runs or not len(self._cell):  # its last paragraph may have ended already
            self._fill(etree.SubElement(self._cell, "p"))
        self.paragraph.runs = []
        self._row.append(self._cell)
        self._cell = etree.Element("td")

    def end_row(self) -> None:
        """Write a row; what follows and is in no cell ends the table."""
        if self.paragraph.runs:
            self.end_cell()
        if self._row:
            if self._table is None:
                self._lists = []
                self._table = etree.SubElement(self._into, "table")
            etree.SubElement(self._table, "tr").extend(self._row)
        self._row = []

    def end(self) -> None:
        """Write what is left."""
        self.end_row() if self._row else self.end_paragraph()
        self._end_table()
        self._end_boxes()

    def _end_table(self) -> None:
        if len(self._cell):
            self._row.append(self._cell)
            self._cell = etree.Element("td")
        if self._row:
            runs, self.paragraph.runs = self.paragraph.runs, []
            self.end_row()
            self.paragraph.runs = runs
        self._table = None

    def _end_boxes(self) -> None:
        if not self.paragraph.in_table:
            self._into.extend(self._boxes)
            self._boxes = []

    def _place(self) -> _Element:
        """Return the element for the paragraph: a heading, an item of a list, or a paragraph."""
        now = self.paragraph
        if not now.marker:
            self._lists = []
            return etree.SubElement(self._into, f"h{now.level}" if now.level else "p")
        number = _NUMBER.match(now.marker)
        kind = "ol" if number else "ul"
        depth = min(now.depth, len(self._lists), _DEEPEST)
        del self._lists[depth + 1 :]
        if len(self._lists) > depth and self._lists[depth].tag != kind:
            del self._lists[depth:]
        if len(self._lists) == depth:
            above = self._lists[-1][-1] if self._lists else self._into
            self._lists.append(etree.SubElement(above, kind))
        item = etree.SubElement(self._lists[depth], "li")
        if number:
            item.set("value", number[1])
        return item

    def _fill(self, element: _Element) -> None:
        for setting, runs in groupby(self.paragraph.runs, itemgetter(1)):
            into = element
            if setting.anchor:
                etree.SubElement(element, "a", id=_NO_XML.sub("", setting.anchor))
                continue
            for tag, wanted in (
                ("b", setting.bold),
                ("i", setting.italic),
                ("s", setting.strike),
                ("sup", setting.raised),
                ("a", bool(setting.href)),
            ):
                if wanted:
                    into = etree.SubElement(into, tag)
            if setting.href:
                into.set("href", _NO_XML.sub("", setting.href))
            _write(into, _NO_XML.sub("", "".join(text for text, _ in runs)))


def _write(element: _Element, text: str) -> None:
    """Add text at the end of an element, its line feeds as ends of lines."""
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(element, "br")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + line
        else:
            element.text = (element.text or "") + line
