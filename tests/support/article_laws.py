"""What holds for every article, whatever it was made from."""

from tui.domain.article import Article, BlockKind, InlineStyle
from tui.domain.text.sanitize import one_line, sanitize


def assert_lawful(article: Article) -> None:
    """Fail unless blocks, inlines and texts of ``article`` are as ``Article`` promises."""
    text = article.text
    assert text == sanitize(text)
    assert article.title
    assert article.title == one_line(article.title)
    assert article.author == one_line(article.author)
    assert article.site == one_line(article.site)
    position = 0
    for number, block in enumerate(article.blocks):
        assert 0 <= block.start <= block.end <= len(text)
        between = text[position : block.start]
        assert not between.strip()
        assert number == 0 or "\n" in between
        part = text[block.start : block.end]
        if block.kind is not BlockKind.CODE:
            assert part == part.strip()
        assert part or block.kind is BlockKind.RULE
        assert block.marker == one_line(block.marker)
        position = block.end
    assert not text[position:].strip()
    assert list(article.inlines) == sorted(article.inlines, key=lambda inline: inline.start)
    for inline in article.inlines:
        assert 0 <= inline.start < inline.end <= len(text)
        assert any(block.start <= inline.start and inline.end <= block.end for block in article.blocks)
        assert inline.href == one_line(inline.href, 10_000)
        assert not inline.href or inline.style is InlineStyle.LINK


def block_texts(article: Article) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    return [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]
