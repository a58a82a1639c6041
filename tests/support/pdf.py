"""PDFs that tests make: words set where they are wanted."""

import ctypes
import io
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium


class Words(NamedTuple):
    """Words on a page.

    Attributes:
        text: the words.
        x, y: where they begin, in points from the lower left corner.
        size: of the font, in points.
        font: one of the standard fonts; that of a typewriter makes lines that are full to the same width.
    """

    text: str
    x: float
    y: float
    size: float = 10
    font: str = "Courier"


def paragraph(
    lines: Sequence[str], y: float, *, x: float = 72, size: float = 10, indent: float = 0, leading: float = 12
) -> list[Words]:
    """Lines below one another, the first indented; ``y`` is that of the first."""
    return [
        Words(line, x + (indent if number == 0 else 0), y - number * leading, size)
        for number, line in enumerate(lines)
    ]


_TURNED = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}


def make_pdf(
    pages: Sequence[Sequence[Words]],
    *,
    height: float = 792,
    turned: int = 0,
    shown: int = 0,
    set_in: float = 0,
) -> bytes:
    """A PDF of pages that are 612 points wide.

    ``turned`` says by how many degrees, clockwise, the words are turned, and ``shown`` the whole page;
    ``set_in`` is the one size in which all words are set, to be enlarged where they stand.
    """
    document = pypdfium2.PdfDocument.new()
    for words in pages:
        page = document.new_page(612, height)
        for text, x, y, size, font in words:
            piece = pdfium.FPDFPageObj_NewTextObj(document, font.encode(), set_in or size)
            wide = (text + "\0").encode("utf-16-le")
            pdfium.FPDFText_SetText(piece, ctypes.cast(wide, pdfium.FPDF_WIDESTRING))
            place = {0: (x, y), 90: (y, height - x), 180: (612 - x, height - y), 270: (612 - y, x)}[turned]
            enlarged = size / (set_in or size)
            pdfium.FPDFPageObj_Transform(piece, *(enlarged * each for each in _TURNED[turned]), *place)
            pdfium.FPDFPage_InsertObject(page, piece)
        page.gen_content()
        page.set_rotation(shown)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
