"""Location -> article: what only some sources need is imported when it is first asked for."""

import sys
from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from importlib.metadata import entry_points as entry_points
    from shlex import quote as quote

    from backports.zstd import ZstdDecompressor as ZstdDecompressor
    from backports.zstd import ZstdError as ZstdError
    from brotli import Decompressor as Decompressor
    from brotli import error as error
    from charset_normalizer import from_bytes as from_bytes
    from lxml.etree import HTMLParser as HTMLParser
    from lxml.etree import XMLSyntaxError as XMLSyntaxError
    from yaml import MappingNode as MappingNode
    from yaml import SafeLoader as SafeLoader
    from yaml import YAMLError as YAMLError

    from tui.sources.documents.archive import Archive as Archive
    from tui.sources.documents.archive import parse_page as parse_page
    from tui.sources.documents.archive import parse_xml as parse_xml
    from tui.sources.documents.feed import read_feed as read_feed
    from tui.sources.documents.mail import article_from_letter as article_from_letter
    from tui.sources.documents.mail import letters_in as letters_in
    from tui.sources.documents.whole import article_of_page as article_of_page
    from tui.sources.html import article_from_html as article_from_html
    from tui.sources.html import leads_to as leads_to
    from tui.sources.html import on_same_site as on_same_site
    from tui.sources.latin import latin_encoding as latin_encoding
    from tui.sources.markdown import article_from_markdown as article_from_markdown
    from tui.sources.web import NEVER_SEEN as NEVER_SEEN
    from tui.sources.web import Seen as Seen
    from tui.sources.web import article_from_web as article_from_web

# The same names are in Python itself from 3.14 on, for which there is no such package.
_ZSTANDARD = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"

__getattr__ = lazily(
    __name__,
    {
        "article_from_html": "tui.sources.html",  # trafilatura and lxml: 0.2 s
        "article_from_markdown": "tui.sources.markdown",  # markdown-it
        "entry_points": "importlib.metadata",  # 10 ms that texts and web pages need not wait
        "article_from_web": "tui.sources.web",  # httpx: 0.1 s
        "NEVER_SEEN": "tui.sources.web",
        "Seen": "tui.sources.web",
        "Archive": "tui.sources.documents.archive",  # lxml; for some lists alone
        "parse_page": "tui.sources.documents.archive",
        "parse_xml": "tui.sources.documents.archive",
        "article_of_page": "tui.sources.documents.whole",
        "article_from_letter": "tui.sources.documents.mail",  # email: 20 ms
        "letters_in": "tui.sources.documents.mail",
        "read_feed": "tui.sources.documents.feed",  # feedparser: 0.1 s
        "HTMLParser": "lxml.etree",
        "XMLSyntaxError": "lxml.etree",
        "leads_to": "tui.sources.html",
        "quote": "shlex",
        "on_same_site": "tui.sources.html",
        "Decompressor": "brotli",  # for what is sent so unasked
        "error": "brotli",
        "ZstdDecompressor": _ZSTANDARD,
        "ZstdError": _ZSTANDARD,
        "latin_encoding": "tui.sources.latin",  # for texts that are not UTF-8 alone
        "from_bytes": "charset_normalizer",  # 30 ms that UTF-8 texts need not wait
        "SafeLoader": "yaml",  # 12 ms that Markdown without front matter needs not wait
        "MappingNode": "yaml",
        "YAMLError": "yaml",
    },
)
