"""Names of keys: in Textual, in the config file, on the screen."""

from collections.abc import Sequence

_TYPED = {
    "exclamation_mark": "!", "quotation_mark": '"', "number_sign": "#", "dollar_sign": "$",
    "percent_sign": "%", "ampersand": "&", "apostrophe": "'", "left_parenthesis": "(",
    "right_parenthesis": ")", "asterisk": "*", "plus": "+", "comma": ",", "minus": "-", "full_stop": ".",
    "slash": "/", "colon": ":", "semicolon": ";", "less_than_sign": "<", "equals_sign": "=",
    "greater_than_sign": ">", "question_mark": "?", "at": "@", "left_square_bracket": "[",
    "backslash": "\\", "right_square_bracket": "]", "circumflex_accent": "^", "underscore": "_",
    "grave_accent": "`", "left_curly_bracket": "{", "vertical_line": "|", "right_curly_bracket": "}",
    "tilde": "~",
}  # fmt: skip
_NAMED = {name: key for key, name in _TYPED.items()}
_SHOWN = {
    "pagedown": "PgDn", "pageup": "PgUp", "escape": "esc", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "home": "Home", "end": "End", "insert": "Ins", "delete": "Del",
}  # fmt: skip
_OTHERS = frozenset(
    (*_SHOWN, "enter", "tab", "space", "backspace", *(f"f{number}" for number in range(1, 25)))
)
_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")

KeySequence = tuple[str, ...]
"""One key, or two that are pressed one after the other, by Textual's names of them."""


def typed(key: str) -> str:
    """Return the sign that a key types: ``]`` for ``right_square_bracket``; else its name."""
    return _TYPED.get(key, key)


def key_in_words(key: str) -> str:
    """Return the name of a key as people know it: ``PgDn``, ``ctrl+→``, ``]``, ``F1``."""
    modifiers, plus, last = key.rpartition("+")
    if last in _TYPED:
        shown = _TYPED[last]
    elif last in _SHOWN:
        shown = _SHOWN[last]
    else:
        shown = last.upper() if len(last) > 1 and last[0] == "f" and last[1:].isdigit() else last
    return f"{modifiers}{plus}{shown}"


def sequence_in_words(sequence: KeySequence) -> str:
    """Return keys that are pressed one after the other, as people write them: ``]e``, ``g ↑``."""
    between = "" if all(len(typed(key)) == 1 for key in sequence) else " "
    return between.join(map(key_in_words, sequence))


def is_key(key: str) -> bool:
    """Return whether a name of Textual's is that of a key that people know, and no noise of a terminal."""
    *modifiers, last = key.split("+")
    known = last in _TYPED or last in _OTHERS or (len(last) == 1 and last.isprintable() and last != " ")
    return known and all(modifier in _MODIFIERS for modifier in modifiers)


def read_key(name: str) -> str:
    """Return Textual's name of one key as a person wrote it: a sign that it types, or its name.

    Raises:
        ValueError: there is no such key; the message says so, and what may have been meant.
    """
    if len(name) == 1:
        if not name.isprintable() or name == " ":
            raise ValueError("a space is written space")
        return _NAMED.get(name, name)
    *modifiers, last = name.split("+") if not name.endswith("+") else [*name[:-2].split("+"), "+"]
    modifiers = [modifier.lower() for modifier in modifiers]
    if modifiers == ["shift"] and len(last) == 1:
        raise ValueError(f"{name} is written {last.upper() if last.isalpha() else 'as the sign it types'}")
    # Only of a letter by itself does the case count.
    last = last if len(last) == 1 and not modifiers else last.lower()
    key = "+".join([*modifiers, _NAMED.get(last, last)])
    if not is_key(key):
        raise ValueError(f"there is no key {name}")
    if key == "ctrl+i":
        raise ValueError("ctrl+i is tab in most terminals")
    return key


def _read_sequence(text: str) -> KeySequence:
    """Read one key, or two one after the other, as a person wrote them: ``x``, ``ctrl+n``, ``]e``, ``g up``.

    Raises:
        ValueError: it is neither; the message says why.
    """
    words = text.split()
    if len(words) == 1:
        try:
            return (read_key(words[0]),)
        except ValueError:
            if len(words[0]) != 2:
                raise
            words = list(words[0])
    if len(words) != 2:
        raise ValueError("it takes one key, or two one after the other such as ]e")
    return tuple(map(read_key, words))


def read_sequences(text: str) -> Sequence[KeySequence]:
    """Read all the keys that a person wrote for one command, with commas between them.

    The comma itself is written ``comma``.

    Raises:
        ValueError: one of them is none; the message says why.
    """
    return [_read_sequence(part) for part in text.split(",")]
