"""Numbers before keys: which keys they are meant for, with the keys that somebody wants."""

from collections.abc import Iterable, Mapping, Sequence

from tui.config.keys import KeySequence, read_key, sequence_in_words

_MOTIONS = {
    "article.next-paragraph": ("}",),
    "article.previous-paragraph": ("{",),
    "article.next-sentence": (")",),
    "article.previous-sentence": ("(",),
    "article.next-word": ("w",),
    "search.next": ("n",),
    "search.previous": ("N",),
    "jump.back": ("ctrl+o", "alt+left"),
    "jump.forward": ("alt+right",),
}
"""Actions on the article alone, and their usual keys: a digit before them is no pane to open."""
_DIGITS = tuple("123456789")
_OFFERED = ("article.next-paragraph", "article.next-sentence")

Wanted = Mapping[str, Sequence[KeySequence]]


def _keys_of(action: str, wanted: Wanted) -> Sequence[KeySequence]:
    return wanted.get(action, [(read_key(key),) for key in _MOTIONS[action]])


def article_keys(wanted: Wanted) -> frozenset[str]:
    """The keys that act on the article alone, by the names that the interface has for them."""
    return frozenset(sequence[0] for action in _MOTIONS for sequence in _keys_of(action, wanted))


def pane_digits(panes: Iterable[str], wanted: Wanted) -> dict[str, str]:
    """The digits that open panes, and the pane that each opens.

    Args:
        panes: all of them; the first has 1 by custom, the next 2, and so on.
        wanted: the keys that somebody wants for actions, by the ids of these.
    """
    usual = {str(number): pane for number, pane in enumerate(panes, 1)}
    digits = {digit: pane for digit, pane in usual.items() if f"pane.{pane}" not in wanted}
    for pane in usual.values():
        keys = (sequence[0] for sequence in wanted.get(f"pane.{pane}", ()) if len(sequence) == 1)
        digits.update({key: pane for key in keys if key in _DIGITS})
    return digits


def counted_motions(wanted: Wanted) -> str:
    """The first key of each motion that a number is mostly meant for, as people know them."""
    keys = (_keys_of(action, wanted) for action in _OFFERED)
    return " ".join(sequence_in_words(sequences[0]) for sequences in keys if sequences)
