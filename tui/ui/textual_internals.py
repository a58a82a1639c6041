"""Textual's insides: all that Postil uses of them, each with the reason why nothing public does it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from weakref import WeakSet

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser, _re_extended_key
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.message import Message
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget

from tui.domain.text.sanitize import sanitize
from tui.system.terminal_input import Code, Pasted, Token, Typed, WithAlt

_REPORT = r"\x1b\[(?:<\d{1,5};-?\d{1,5};-?\d{1,5}[Mm]|[IO]|\?\d{1,5};\d\$y)"  # the mouse, the focus, a mode
_RESIZED = r"\x1b\[48;([1-9]\d{0,4})[:\d]*;([1-9]\d{0,4})[:\d]*;(\d{1,6})[:\d]*;(\d{1,6})[:\d]*t"


_MOST_ROWS, _MOST_COLUMNS = 1_000, 2_000
"""A terminal that says it is larger is not believed: painting in it takes gigabytes of memory."""


class CodeReader:
    """Makes messages of what a terminal sends, by what Textual knows of codes.

    Textual's parser cuts what it reads into codes by itself, and takes a code that it does not know for keys;
    one that it knows by half ends the program. So it is given whole codes, such as it reads. ``XTermParser``
    is not offered to others at all; a parser that drops what it does not know, and reads a paste up to
    its end mark, would end this.
    """

    def __init__(self) -> None:
        self._parser = XTermParser()

    def read(self, token: Token) -> Iterator[Message]:
        """Yield what the program is to see of a token; nothing where it is none of its business."""
        match token:
            case Typed(text):
                for character in text:
                    yield from self._parser._sequence_to_key_events(character)
            case WithAlt(character):
                yield from self._with_alt(character)
            case Pasted(text):
                # A note may have tabs in it.
                yield events.Paste("\t".join(map(sanitize, text.split("\t"))))
            case Code(code):
                if (key := pressed(code)) is not None:
                    yield from self._parser._sequence_to_key_events(key)
                else:
                    yield from self._other(code)

    def _with_alt(self, character: str) -> Iterator[Message]:
        if f"\x1b{character}" in ANSI_SEQUENCES_KEYS:
            yield from self._parser._sequence_to_key_events(f"\x1b{character}")
            return
        for key in self._parser._sequence_to_key_events(character, alt=True):
            yield events.Key(f"alt+{key.key.removeprefix('alt+')}", None)

    def _other(self, code: str) -> Iterator[Message]:
        """Yield what a code says of the mouse, the focus, the terminal and its size; or a key by name."""
        if (resized := re.fullmatch(_RESIZED, code)) is not None:
            height, width, *pixels = resized.groups()
            if int(height) > _MOST_ROWS or int(width) > _MOST_COLUMNS:
                return
            # A terminal that does not know its size in pixels sends none.
            pixels = pixels if all(map(int, pixels)) else [height, width]
            yield from self._parser.feed(f"\x1b[48;{height};{width};{pixels[0]};{pixels[1]}t")
        elif re.fullmatch(_REPORT, code):
            yield from self._parser.feed(code)
        elif code in ANSI_SEQUENCES_KEYS and not _re_extended_key.fullmatch(code):
            yield from self._parser._sequence_to_key_events(code)


_KEY = (
    r"\x1b\[(?P<key>\d{0,7})(?::(?P<shifted>\d{0,7}))?(?::\d{0,7})?"
    r"(?:;(?P<modifiers>\d{0,3})(?::(?P<event>\d{0,3}))?(?:;(?P<text>[\d:]{0,200}))?)?(?P<end>[u~A-FHPQRS])"
)
_KEYPAD = dict(zip(range(57399, 57417), [*map(ord, "0123456789./*-+"), 13, *map(ord, "=,")], strict=True))
"""What the keypad types, by the numbers that the protocol has for its keys."""
_APPLICATION = {"\x1bOl": 44, "\x1bOX": 61, "\x1bO ": 32, "\x1bOI": 9}
"""What it types where it sends codes of its own, as far as Textual does not know it."""
_CONSOLE_KEY = 27
"""Before ``~``: the key itself stands where the text is, as xterm reports keys that have no code."""
_PRESSED, _REPEATED = 1, 2
_SHIFT, _TYPING = 1, 1 | 64 | 128
"""The bits of shift; and of it and the locks, with which a key still types."""
_CAPS_LOCK = 64


def pressed(code: str) -> str | None:
    """Return the code of a key that was pressed, with its number, its modifiers and what it types alone.

    None where ``code`` is that of no key, of one let go, or of none that exists.
    """
    if (number := _APPLICATION.get(code)) is not None:
        code = f"\x1b[{number}u"
    match = re.fullmatch(_KEY, code)
    if match is None:
        return None
    key, modifiers = int(match["key"] or 1), int(match["modifiers"] or 1)
    text = "".join(_characters(match["text"] or ""))
    end = match["end"]
    if int(match["event"] or _PRESSED) not in (_PRESSED, _REPEATED) or not 1 <= modifiers <= 256:
        return None
    if end == "~" and key == _CONSOLE_KEY:
        key, end, text = ord(text[:1] or "\0"), "u", ""
    if end == "u":
        key = _KEYPAD.get(key, key)
        if not _is_character(key) and not text:
            return None
        shifted = int(match["shifted"] or 0)
        text = text or _types(key, shifted if _is_character(shifted) else 0, modifiers - 1)
    elif f"{key}{end}" not in FUNCTIONAL_KEYS:
        return None
    typed = f";{':'.join(str(ord(sign)) for sign in text)}" if text else ""
    return f"\x1b[{key};{modifiers}{typed}{end}"


def _characters(text: str) -> Iterator[str]:
    """Yield the characters that a code names by their numbers, as far as they can be typed."""
    for number in text.split(":"):
        if number and len(number) <= 7 and _is_character(int(number)) and chr(int(number)).isprintable():
            yield chr(int(number))


def _is_character(number: int) -> bool:
    return 0 < number < 0xD800 or 0xE000 <= number <= 0x10FFFF


def _types(key: int, shifted: int, modifiers: int) -> str:
    """Return what a key types where the terminal does not say it; empty for none."""
    sign = chr(key)
    if modifiers & ~_TYPING or not sign.isprintable() or f"{key}u" in FUNCTIONAL_KEYS:
        return ""
    is_shifted = bool(modifiers & _SHIFT)
    if sign.isalpha():
        is_upper = is_shifted != bool(modifiers & _CAPS_LOCK)
        return (chr(shifted) if shifted and is_shifted else sign.upper()) if is_upper else sign
    if is_shifted:
        return chr(shifted) if shifted else (sign if sign == " " else "")
    return sign


_SHOWN: WeakSet[Screen[Any]] = WeakSet()
"""The screens that were shown once."""


def style_once(screen: Screen[Any], event: events.ScreenResume) -> None:
    """Have a screen not styled twice when it is first shown; the ``on_screen_resume`` of its class.

    Textual styles all that a screen holds once it is made, and again as the screen is shown. The second
    time is for what has changed while another screen was shown; at first nothing can have. The event that
    asks for it has the public attribute ``refresh_styles``, but nothing public sets it: this handler
    relies on being called before Textual's own. ``App.push_screen`` would end this if it did not ask
    for the styles of a screen that it has just made (Textual's pull request 6314 brought in the
    attribute).
    """
    event.refresh_styles = screen in _SHOWN
    _SHOWN.add(screen)


class PromptlySized(ScrollView):
    """A scroll view that is laid out for a new size before it is painted in it.

    ``ScrollView._size_updated`` is where Textual gives a widget its size. The public event, ``Resize``, is
    handled after the first paint in that size: an article would be shown empty, then with its text.
    """

    def size_changes(self) -> Any:
        """Note what depends on the size so far; what is returned goes to ``size_changed``."""

    def size_changed(self, before: Any) -> None:
        """Lay out what depends on the size."""

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        before = self.size_changes()
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self.size_changed(before)
        return changed


def describe_action(node: DOMNode, action: str, words: str) -> None:
    """Have the keys of ``node`` that call ``action`` come first, shown and described by ``words``.

    Lines of keys, help and palette read the descriptions of bindings, which belong to the class: a list
    whose Enter merges two names would say what Enter does in any list. ``DOMNode._bindings`` is each node's
    own copy; nothing public changes it. A description that a widget may give when asked would end this.
    """
    bound = node._bindings.key_to_bindings
    described = {
        key: [
            replace(each, description=words, tooltip="", show=True) if each.action == action else each
            for each in several
        ]
        for key, several in bound.items()
        if any(each.action == action for each in several)
    }
    node._bindings.key_to_bindings = described | {key: bound[key] for key in bound if key not in described}


def set_foot(widget: Widget, words: Content) -> None:
    """Set what the lower edge of a frame says, and paint that edge alone.

    ``Widget.border_subtitle`` has everything within the frame painted again, which takes longer than all
    else that a key does in a list. It would end this if it painted its own line.
    """
    if words != widget._border_subtitle:
        widget._border_subtitle = words
        (left, top), (width, height) = widget.content_offset, widget.outer_size
        widget.refresh(Region(-left, height - 1 - top, width, 1))


def forget_painted() -> None:
    """Let go of what widgets that were removed have painted.

    ``StylesCache.get_inner_outer`` is a method under ``functools.lru_cache``: its keys hold the painted rows
    of the last thousand widgets, and nothing public empties it. A cache that did not hold ``self`` would end
    this.
    """
    StylesCache.get_inner_outer.cache_clear()
