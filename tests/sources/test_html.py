"""Web pages as articles: the article, and nothing of what surrounds it."""

import pytest

from tests.support.articles import PAGE, block_texts, read_page
from tui.sources.html import article_from_html


def test_the_article_of_a_page_and_what_is_known_of_it() -> None:
    made = read_page(PAGE)
    assert made.title == "Boat stuck on bridge for nine days"
    assert (made.author, made.date, made.site) == ("Ottoline Marsh", "2023-04-05", "The Quell Courier")
    assert made.address == ""
    kinds = [kind for kind, _ in block_texts(made)]
    assert kinds[:3] == ["headline", "standfirst", "paragraph"]
    assert kinds.count("headline") == 1
    assert ("heading", "What the owner says") in block_texts(made)
    assert ("list-item", "A crane from Orrey is too small.") in block_texts(made)
    assert ("block-quote", "It is a very good bridge. It was not built for boats.") in block_texts(made)
    assert "“I rang the bell,” said the postwoman, Ines Kettle." in made.text
    assert "of the Tarn bridge on Monday by a postwoman" in made.text


@pytest.mark.parametrize(
    "clutter",
    [
        "cookies",
        "Accept",
        "Home",
        "Sport",
        "Most read",
        "eel",
        "Comments",
        "First!",
        "Related",
        "©",
        "SCRIPTED",
        "color",
    ],
)
def test_what_surrounds_the_article_is_left_out(clutter: str) -> None:
    assert clutter not in read_page(PAGE).text


@pytest.mark.parametrize(
    ("address", "base", "expected"),
    [
        ("", "", ["b.html#x", "#part", "/c?d&e"]),
        (
            "https://e.example/dir/a.html",
            "",
            [
                "https://e.example/dir/b.html#x",
                "https://e.example/dir/a.html#part",
                "https://e.example/c?d&e",
            ],
        ),
        (
            "https://e.example/dir/a.html",
            '<base href="/other/">',
            ["https://e.example/other/b.html#x", "https://e.example/other/#part", "https://e.example/c?d&e"],
        ),
    ],
)
def test_links_are_relative_to_their_page(address: str, base: str, expected: list[str]) -> None:
    page = (
        f"<html><head>{base}<title>Eels</title></head><body><article><h1>Eels</h1><p>Long enough to be an "
        "article, with <a class=x href='b.html#x'>one</a>, <A HREF=#part>two</A> and "
        '<a href="/c?d&amp;e">three</a> links in it, and no more than that to tell of.</p></article></body>'
    )
    made = article_from_html(page.encode(), "/home/ann/a.html", address=address)
    assert [inline.href for inline in made.inlines if inline.style == "link"] == expected


def test_links_are_resolved_against_the_address() -> None:
    made = read_page(PAGE, address="https://www.courier.example/2023/boat?utm=x")
    links = [(made.text[i.start : i.end], i.href) for i in made.inlines if i.style == "link"]
    assert links == [("lorry", "https://www.courier.example/wiki/lorry")]
    styled = [(i.style.value, made.text[i.start : i.end]) for i in made.inlines if i.style != "link"]
    assert ("emphasis", "trawler") in styled
    assert ("strong", "a barrel of herring") in styled


@pytest.mark.parametrize(
    ("fetched", "expected"),
    [
        ("https://courier.example/2023/boat?utm=x", "https://courier.example/2023/boat"),
        ("https://www.courier.example/2023/boat", "https://courier.example/2023/boat"),
        ("https://elsewhere.example/2023/boat", "https://elsewhere.example/2023/boat"),
    ],
)
def test_a_page_is_known_by_the_address_it_names_if_that_is_on_its_site(fetched: str, expected: str) -> None:
    assert read_page(PAGE, address=fetched).address == expected


@pytest.mark.parametrize(
    ("tag", "head", "code"),
    [
        ('<html lang="de">', "", "de"),
        ("<HTML LANG=de-AT>", "", "de"),
        ("<html xml:lang='pt-BR' class=x>", "", "pt"),
        ('<html lang="x-default"><body lang="fr">', "", "fr"),
        ("<html>", '<meta http-equiv="Content-Language" content="it">', "it"),
        ('<html lang="\x1b[31mde">', "", "de"),
        ('<html lang="klingon">', "", ""),
        ("<html>", '<link rel="alternate" hreflang="es" href="/es">', ""),
    ],
)
def test_the_language_that_a_page_names(tag: str, head: str, code: str) -> None:
    page = f"{tag}<head><title>Nein</title>{head}</head><body><h1>Nein</h1><p>Der Rat sagte nein.</p></body>"
    assert read_page(page).language == code


def test_a_front_page_is_nobodys_canonical_address() -> None:
    page = PAGE.replace("https://courier.example/2023/boat", "https://courier.example/")
    assert (
        read_page(page, address="https://courier.example/2023/boat").address
        == "https://courier.example/2023/boat"
    )


def test_a_very_short_page_keeps_its_structure() -> None:
    made = read_page(
        "<html><head><title>Tiny</title></head><body><h1>Tiny news</h1>"
        "<p>One <b>bold</b> thing.</p><p>Two<br>lines.</p></body></html>"
    )
    assert block_texts(made) == [
        ("headline", "Tiny news"),
        ("paragraph", "One bold thing."),
        ("paragraph", "Two\nlines."),
    ]


CLUTTER = """<div id="cookie"><p>We use cookies on our site. Accept all cookies?</p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
{}
<div class="sidebar"><h3>Related</h3><ul><li><a href="/1">Another story of this kind</a></li></ul></div>
<footer><p>Copyright 2024 Some Site. All rights reserved.</p></footer>"""


@pytest.mark.parametrize(
    "content",
    [
        "<article><h1>Mayor goes</h1><p>The mayor of Quell resigned.</p></article>",
        '<div class="content"><h1>Mayor goes</h1><p>The mayor of Quell resigned.</p></div>',
        '<div id="main"><h1>Mayor goes</h1><div>The mayor of Quell resigned.</div>'
        "<div>“I am tired,” he said. Nobody knows who will follow him in the office.</div></div>",
    ],
    ids=["article", "paragraphs", "divisions"],
)
def test_a_short_article_among_clutter(content: str) -> None:
    page = f"<html><head><title>Mayor goes - Site</title></head><body>{CLUTTER.format(content)}</body></html>"
    made = read_page(page)
    assert block_texts(made)[:2] == [
        ("headline", "Mayor goes"),
        ("paragraph", "The mayor of Quell resigned."),
    ]
    assert not any(word in made.text for word in ("cookies", "News", "Related", "Copyright"))


def test_an_article_that_stands_in_a_script_alone() -> None:
    body = "The body stands only here, and it is long enough to be taken for one. " * 3
    made = read_page(
        '<html><head><title>In a script</title><script type="application/ld+json">{"@type": "NewsArticle", '
        f'"datePublished": "2024-03-04", "articleBody": "{body}"}}</script></head>'
        '<body><div id="app"></div></body></html>'
    )
    assert (made.title, made.date) == ("In a script", "2024-03-04")
    assert body.strip() in made.text


def test_lists_tables_and_code() -> None:
    filler = (
        "<p>A paragraph that is long enough to be taken for the article of this page, or so one hopes.</p>"
        * 4
    )
    made = read_page(
        f"<html><body><article><h1>T</h1>{filler}<ol><li>one<ul><li>in</li></ul></li><li>two</li></ol>"
        "<table><tr><th>Town</th><th>Boats</th></tr><tr><td>Quell</td><td>12</td></tr></table>"
        "<pre><code>def f():\n\treturn 1\n</code></pre></article></body></html>"
    )
    found = [(b.kind.value, b.level, b.marker, made.text[b.start : b.end]) for b in made.blocks[-5:]]
    assert found == [
        ("list-item", 0, "1.", "one"),
        ("list-item", 1, "◦", "in"),
        ("list-item", 0, "2.", "two"),
        ("code", 0, "", "Town   Boats\n─────  ─────\nQuell  12"),
        ("code", 0, "", "def f():\n    return 1"),
    ]


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ("<html><head><meta charset=iso-8859-2></head><body><p>{}</p></body></html>", ""),
        (
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2"></head>'
            "<body><p>{}</p>",
            "",
        ),
        (
            '<?xml version="1.0" encoding="iso-8859-2"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{}</p></body></html>',
            "",
        ),
        ("<html><head><meta charset=utf-8></head><body><p>{}</p></body></html>", "iso-8859-2"),
    ],
    ids=["meta", "http-equiv", "xml", "header"],
)
def test_the_encoding_of_a_page(data: str, declared: str) -> None:
    words = "Zażółć gęślą jaźń, powiedział burmistrz na moście."
    assert read_page(data.format(words).encode("iso-8859-2"), declared=declared).text == words
