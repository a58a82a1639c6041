"""Control characters and escape sequences removed: text is data, never orders to the terminal."""

import re
import unicodedata

# What few texts hold is a string here, for re to compile when it is used.
#
# ANSI / ECMA-48 sequences go whole, so that "ESC [ 31 m" leaves no "[31m" behind: CSI, then
# the strings OSC, DCS, SOS, PM and APC up to their terminator (or the line's end), then the
# two-character escapes.
_ESCAPES = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
# C0 and C1 controls, the byte order mark, the interlinear and bidirectional controls (which
# can make a text read as what it is not: "Trojan Source", CVE-2021-42574), lone surrogates,
# and non-characters. Joiners stay: emoji and several scripts need them.
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufff9-\ufffc\ufffe\uffff"
    "\ud800-\udfff\U000e0001\U000e0020-\U000e007f]"
)
_LINE_ENDS = "\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_BACKSPACED = "[^\n]\x08"
_SURROGATE = "[\ud800-\udfff]"
_PASSWORDS = r"(?<=://)[^\s/?#\"<>“”]*@"

MOST_MARKS = 8
"""Combining marks that are shown on one letter: more than the writing of any language has."""
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
# What is no letter, and not one of the many signs that have no marks among them, such as those of borders.
_PILES = re.compile(
    rf"(?:[^\w\s\x00-\u02ff\u2000-\u20cf\u2100-\u2bff\U0001f000-\U0001faff]|[{_JOINERS}])"
    rf"{{{MOST_MARKS + 1},}}"
)


def sanitize(text: str) -> str:
    """Return ``text`` without escape sequences and control characters, its line ends line feeds.

    Tabs become single spaces. The result may be shorter, so offsets are taken from it.
    ``sanitize(sanitize(t)) == sanitize(t)`` for every string.
    """
    if text.isascii() and text.isprintable():
        return text
    if "\x08" in text:
        # Typewriter bold and underline ("a\x08a", "_\x08a"), as manual pages have it.
        text = re.sub(_BACKSPACED, "", text)
    if "\x1b" in text or _CONTROLS.search(text):
        text = re.sub(_ESCAPES, "", text)
        text = _CONTROLS.sub("", text)
    # Looking for each of them takes a twentieth of the time that the substitution takes.
    if any(end in text for end in _ENDS):
        text = re.sub(_LINE_ENDS, "\n", text)
    return text.replace("\t", " ")


def has_pile(text: str) -> bool:
    """Return whether there may be more combining marks on a letter than ``displayed`` leaves."""
    return not text.isascii() and _PILES.search(text) is not None


def displayed(text: str) -> str:
    """Return ``text`` sanitized, and with no more than ``MOST_MARKS`` combining marks on one letter."""
    clean = sanitize(text)
    return clean if clean.isascii() else _PILES.sub(_without_pile, clean)


def _without_pile(found: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in found.group():
        marks = marks + 1 if sign in _JOINERS or unicodedata.category(sign)[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def without_passwords(text: str) -> str:
    """Return ``text`` whose addresses, such as ``https://user:word@host/``, name no user and no password."""
    return re.sub(_PASSWORDS, "", text) if "@" in text and "://" in text else text


def one_line(text: str, limit: int = 200) -> str:
    """Return ``text`` as ``displayed`` on one line, cut with an ellipsis after ``limit`` code points.

    Addresses in it have no passwords.
    """
    line = without_passwords(" ".join(displayed(text).split()))
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def encodable(text: str) -> str:
    """Return ``text`` with U+FFFD for each lone surrogate, which JSON can carry and UTF-8 cannot; as long."""
    return text if text.isascii() else re.sub(_SURROGATE, "\ufffd", text)
