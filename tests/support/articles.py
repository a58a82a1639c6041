"""A page of a web site, and what holds for every article, whatever it was made from."""

from pathlib import Path

from tui.domain.article import Article, BlockKind, InlineStyle
from tui.domain.text.sanitize import one_line, sanitize

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
"""The sample articles that ship with the program."""
MILL = "Mill stands idle\n\nThe mill was idle. The miller,\nwho is owed a year, said the mill was sold.\n"
"""A short article of two paragraphs."""


def text_hash(text: str) -> str:
    """Return the hash of a text, as an article has it."""
    return Article("", text, ()).text_hash


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


PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Boat stuck on bridge for nine days - The Quell Courier</title>
<meta name="description" content="Nobody knows how it got up there, least of all its owner.">
<meta property="og:title" content="Boat stuck on bridge for nine days">
<meta property="og:site_name" content="The Quell Courier">
<meta name="author" content="Ottoline Marsh">
<meta property="article:published_time" content="2023-04-05T08:00:00Z">
<link rel="canonical" href="https://courier.example/2023/boat">
<style>p { color: red }</style><script>var tracking = "SCRIPTED";</script></head>
<body>
<div class="cookie-banner"><p>We value your privacy and cookies.</p><button>Accept</button></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport pages</a></li></ul></nav></header>
<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/1">Ten ways to cook eel</a></li></ul></aside>
<main><article>
<h1>Boat stuck on bridge for nine days</h1>
<p class="standfirst">Nobody knows how it got up there, least of all its owner.</p>
<p>The boat, a <em>trawler</em> of nineteen tons, was found across both lanes of the Tarn bridge on Monday
by a postwoman, who at first
took it for a <a href="/wiki/lorry">lorry</a> with a mast.</p>
<p>&ldquo;I rang the bell,&rdquo; said the postwoman, Ines Kettle. &ldquo;It seemed polite.&rdquo;</p>
<h2>What the owner says</h2>
<p>Its owner, Abel Roach, moored it in the harbour on Sunday evening. He has offered <strong>a barrel of
herring</strong> to anybody who can explain the matter to his insurers, and
a second one to whoever gets it down.</p>
<ul><li>A crane from Orrey is too small.</li><li>A crane from Harrow is too far.</li></ul>
<blockquote><p>It is a very good bridge. It was not built for boats.</p></blockquote>
<p>The bridge stays shut until the tide, the council or a miracle intervenes. Drivers go by way of Harrow.</p>
</article>
<section id="comments" class="comments"><h2>Comments</h2>
<div class="comment"><p>First! What a boat.</p></div></section>
<section class="related"><h2>Related</h2><ul><li><a href="/2">Bridge stuck on boat</a></li></ul></section>
</main>
<footer><p>&copy; 2023 The Quell Courier. All rights reserved.</p></footer>
</body></html>"""


def read_page(page: str | bytes, **options: str) -> Article:
    data = page.encode() if isinstance(page, str) else page
    from tui.sources.html import article_from_html

    made = article_from_html(data, "/home/x/some-page.html", **options)
    assert_lawful(made)
    return made
