"""What readers make on articles, in the forms that other programs read and write."""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tui.exchange.docbin import doc_bin as doc_bin

__getattr__ = lazily(__name__, {"doc_bin": "tui.exchange.docbin"})  # spaCy: seconds
