"""What a terminal sends, cut into what it means: typed text, codes of keys, pastes. Knows no key by name."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import NamedTuple

_ESCAPE = 0x1B
_PASTE_BEGINS, _PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"
_REST = 0.5
"""Seconds to wait for the rest of a code of which more than the escape came: lines may be slow."""
_LONGEST = 4096
"""Bytes of a code that are held until it ends; the rest of a longer one is dropped with it."""

# fmt: off
_CODE = re.compile(
    rb"\x1b\[M[ -\xff]{3}"                          # the mouse, as it was first reported
    rb"|\x1b\[\[[A-E]"                              # F1 to F5 of the Linux console
    rb"|\x1b\[\d+\$"                                # a key with shift in rxvt
    rb"|\x1b\[(?!\[|M)[0-?]*[ -/]*[@-~]"            # CSI
    rb"|\x1b\[[0-?]+[ -/]*M"                        # CSI too: the mouse with its numbers
    rb"|\x1bO[0-9;]*[ A-Za-z]"                      # SS3: the keypad, some arrows and function keys
)
_BEGUN = re.compile(rb"\x1b(?:\[(?:M[ -\xff]{0,2}|\[|[0-?]*[ -/]*)|O[0-9;]*)?\Z")
_STRING = re.compile(rb"\x1b(?:\](?=\d)|P(?=[0-9>!|+$=])|_(?=G))[^\x1b\x07]*")
"""The start of an answer of the terminal: OSC, DCS, APC. What else follows these bytes is a key with alt."""
_MAY_BE_STRING = re.compile(rb"\x1b[\]P_]\Z")
_STRING_ENDS = (b"\x07", b"\x1b\\")
_DAMAGED = re.compile(rb"\x1b\[(?:\[[^\x1b]?|M[ -\xff]{0,2}|[0-?]*[ -/]*)|\x1bO[0-9;]+")
_WITH_ALT = re.compile(
    rb"\x1b([\x00-\x1a\x1c-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
)
_MAY_BE_ALT = re.compile(rb"\x1b(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
# fmt: on


class Typed(NamedTuple):
    """Characters that were typed, control characters among them."""

    text: str


class WithAlt(NamedTuple):
    """A character that was typed with alt, or after escape at once."""

    character: str


class Code(NamedTuple):
    """A complete code, from its escape character to its end: a key, the mouse, an answer."""

    code: str


class Pasted(NamedTuple):
    """A text that was pasted, whatever it holds."""

    text: str


Token = Typed | WithAlt | Code | Pasted


class TerminalInput:
    """Cuts bytes into tokens, however the reads are cut; bytes that mean nothing are dropped.

    After ``feed``, ``patience`` says for how long the rest of what is begun is worth waiting for. If nothing
    comes in that time, ``give_up`` returns what the beginning means by itself.
    """

    def __init__(self, after_escape: float) -> None:
        """Wait ``after_escape`` seconds to know escape from the start of a code."""
        self._after_escape = after_escape
        self._held = bytearray()
        self._pasting: bytearray | None = None
        self._escaped = False
        """Whether escape was taken for the key, and nothing came since: a slow line may have cut a paste."""
        self._decoder = getincrementaldecoder("utf-8")(errors="ignore")

    @property
    def patience(self) -> float | None:
        """Return the seconds to wait for the rest of what is begun; None where it is not waited for."""
        if self._pasting is not None or not self._held:
            return None
        return self._after_escape if self._held == b"\x1b" else max(self._after_escape, _REST)

    def feed(self, data: bytes) -> Iterator[Token]:
        """Yield what is complete now."""
        self._held += data
        if self._escaped and not self._is_late_paste():
            return
        while self._held:
            if self._pasting is not None:
                if (pasted := self._paste(self._pasting)) is None:
                    return
                yield pasted
            elif self._held[0] != _ESCAPE:
                if typed := self._type():
                    yield Typed(typed)
            elif self._is_begun():
                return
            elif (token := self._code()) is not None:
                yield token

    def give_up(self) -> Iterator[Token]:
        """Yield what is begun, taken for complete since nothing follows: a key, or nothing."""
        held, self._held = bytes(self._held), bytearray()
        self._escaped = held == b"\x1b"
        if self._escaped or not held.startswith(b"\x1b"):
            yield Typed(held.decode("ascii", "ignore"))
        elif len(held) == 2 and held.isascii():
            yield WithAlt(held[1:].decode())

    def _is_late_paste(self) -> bool:
        """Whether it can be read on: an escape that was given up early turns no paste into keys."""
        late = _PASTE_BEGINS[1:]
        begun = bytes(self._held[: len(late)])
        if len(begun) < len(late) and late.startswith(begun):
            return False
        self._escaped = False
        if begun == late:
            self._held[:0] = b"\x1b"
        return True

    def _paste(self, pasting: bytearray) -> Pasted | None:
        """Take what is pasted; the whole once its end mark is there."""
        end = self._held.find(_PASTE_ENDS)
        if end < 0:
            # The end mark may have begun.
            whole = max(0, len(self._held) - len(_PASTE_ENDS) + 1)
            pasting += self._held[:whole]
            del self._held[:whole]
            return None
        pasting += self._held[:end]
        del self._held[: end + len(_PASTE_ENDS)]
        self._pasting = None
        return Pasted(pasting.decode("utf-8", "ignore").replace("\0", ""))

    def _type(self) -> str:
        end = self._held.find(_ESCAPE)
        run = self._take(len(self._held) if end < 0 else end)
        return self._decoder.decode(run)

    def _take(self, length: int) -> bytes:
        taken = bytes(self._held[:length])
        del self._held[:length]
        return taken

    def _is_begun(self) -> bool:
        """Whether more must come to know what the escape begins."""
        held = self._held
        if (string := _STRING.match(held)) is not None:
            if held[string.end() :] != b"\x1b" and len(held) > string.end():
                return False
            if len(held) > _LONGEST:
                del held[3 : string.end()]
            return True
        if _BEGUN.match(held) is None:
            return _MAY_BE_STRING.match(held) is not None or _MAY_BE_ALT.match(held) is not None
        if len(held) > _LONGEST:
            # No code of a key begins so: it is dropped when it ends.
            held[:] = b"\x1b[?"
        return True

    def _code(self) -> Token | None:
        """Take what the escape begins; None for what means nothing."""
        # Half a character before it stays half.
        self._decoder.reset()
        held = self._held
        if held.startswith(_PASTE_BEGINS):
            self._take(len(_PASTE_BEGINS))
            self._pasting = bytearray()
            return None
        if (string := _STRING.match(held)) is not None:
            ended = next((end for end in _STRING_ENDS if held.startswith(end, string.end())), b"")
            self._take(string.end() + len(ended))
            return None
        if (code := _CODE.match(held)) is not None:
            return Code(self._take(code.end()).decode("ascii", "ignore"))
        if held.startswith(b"\x1b\x1b"):
            return Typed(self._take(1).decode())
        if (damaged := _DAMAGED.match(held)) is not None:
            self._take(damaged.end())
            return None
        if (with_alt := _WITH_ALT.match(held)) is not None:
            return WithAlt(self._take(with_alt.end())[1:].decode("utf-8", "ignore"))
        self._take(1)
        return None
