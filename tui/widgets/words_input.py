"""A field for words."""

from textual.widgets import Input


class WordsInput(Input):
    """An ``Input`` that says of every sign that it takes it, so that no line of keys offers one."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key types something here; of the slash, Textual does not know that it does."""
        return key == "slash" or super().check_consume_key(key, character)
