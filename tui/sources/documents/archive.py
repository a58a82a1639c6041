"""Archives in which documents come: members by their names, within limits, and XML that cannot do harm."""

import re
import zipfile
from html.entities import html5
from io import BytesIO

from lxml import etree, html

from tui.sources.files import Refusal
from tui.system.files import MEGABYTE, megabytes

MEMBER_LIMIT = 48 * MEGABYTE
"""Bytes of one member, decompressed."""
TOTAL_LIMIT = 96 * MEGABYTE
"""Bytes of all members that are read, decompressed."""
_DECLARED = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


class DamagedMember(Refusal):
    """One member of an archive is missing or damaged; others may be as they were."""


class Archive:
    """The members of a ZIP archive; nothing is ever written to the disk."""

    def __init__(self, data: bytes, what: str) -> None:
        """Read the list of members.

        Args:
            data: the archive.
            what: it is, for the reader, such as "book".

        Raises:
            Refusal: it is no archive, or a damaged one.
        """
        self._what = what
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refusal(f"this {what} is damaged: its list of contents cannot be read") from error
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Return what a member holds.

        Raises:
            DamagedMember: there is none of that name, or it is damaged.
            Refusal: it is encrypted or too large.
        """
        try:
            with self._zip.open(name) as member:
                data = member.read(MEMBER_LIMIT + 1)
        except KeyError:
            raise DamagedMember(f"this {self._what} is damaged: a part of it is missing") from None
        except RuntimeError:
            raise Refusal(f"this {self._what} needs a password") from None
        except Exception as error:  # zlib, lzma, bz2 and zipfile each raise their own
            raise DamagedMember(f"this {self._what} is damaged: a part of it cannot be read") from error
        self._read += len(data)
        if len(data) > MEMBER_LIMIT or self._read > TOTAL_LIMIT:
            raise Refusal(f"larger than {megabytes(TOTAL_LIMIT)} when it is unpacked")
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the tree of a member that is XML, as ``parse_xml`` does.

        Raises:
            Refusal: there is none, or it is no XML.
        """
        tree = parse_xml(self.read(name))
        if tree is None:
            raise Refusal(f"this {self._what} is damaged: a part of it is not XML")
        return tree


def day_of(written: str) -> str:
    """Return the day, ``YYYY-MM-DD``, with which a time in the form of ISO 8601 begins, or empty."""
    day = re.match(r"\s*(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)", written)
    return day[1] if day else ""


def parse_xml(data: bytes, *, recover: bool = True) -> etree._Element | None:
    """Return the tree of XML with names that have no namespace, or None if it is none.

    Declarations of a document type, and with them entities of its own, are taken off first; the named
    characters of HTML are known.

    Args:
        data: the XML.
        recover: whether what is not well formed is read as far as it goes.
    """
    # The first alone is looked at: a row of them, none of which ends, would be looked through for each.
    begin = _DECLARED.search(data)
    if begin and (declared := _DOCTYPE.match(data, begin.start())):
        data = data[: declared.start()] + data[declared.end() :]
    data = _ENTITY.sub(_character, data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if tree is None:
        return None
    for element in tree.iter(etree.Element):
        # A prefix that the file does not declare is part of the name, which lxml then takes no second time.
        name = re.split("[}:]", element.tag)[-1]
        if name != element.tag and name[:1].isalpha():
            element.tag = name
    return tree


def parse_page(data: bytes) -> etree._Element | None:
    """Return the tree of a page of a book, which is XML or should be, or None if there is nothing in it."""
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!DOCTYPE|html)", data[:200], re.IGNORECASE):
        tree = parse_xml(data, recover=False)
        if tree is not None:
            return tree
    if (begin := _DECLARED.search(data)) and (declared := _DOCTYPE.match(data, begin.start())):
        data = data[: declared.start()] + data[declared.end() :]
    try:
        return html.document_fromstring(data, parser=html.HTMLParser(huge_tree=True, remove_comments=True))
    except (etree.ParserError, ValueError):
        return None


def _character(entity: re.Match[bytes]) -> bytes:
    if entity[1] in _XML_OWN:
        return entity[0]
    return html5.get(f"{entity[1].decode()};", "").encode("ascii", "xmlcharrefreplace") or entity[0]
