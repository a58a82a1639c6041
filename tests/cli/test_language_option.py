"""Articles in other languages, as ``postil analyze`` and ``--lang`` treat them."""

import json
from pathlib import Path

import pytest

from tests.support import languages, pipelines
from tests.support.commands import SAID, document, run_here
from tui.cli import main

HINT = "; the pipeline that ships knows English only. --lang en analyses it all the same.\n"


pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize("code", ["xx", "", "deutsch", "d", "de fr", "\x1b[31m", "zz"])
@pytest.mark.parametrize("verb", [(), ("analyze",)], ids=["read", "analyze"])
def test_an_unusable_code_ends_with_2(
    verb: tuple[str, ...], code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*verb, "--lang", code, "a.txt"])
    output, errors = capfd.readouterr()
    assert (caught.value.code, output, errors.count("\n")) == (2, "", 1)
    assert "is not the code of a language" in errors
    assert errors[:-1].isprintable()


def test_the_code_may_stand_before_the_command() -> None:
    Path("a.txt").write_text(SAID)
    assert document(run_here("--lang", "en-GB", "analyze", "a.txt").stdout)["entities"]


def test_an_article_in_another_language_is_given_back_without_names(home: Path) -> None:
    Path("a.txt").write_text(languages.GERMAN)
    reported = f"postil: a.txt: this article seems to be German{HINT}"
    for _ in range(2):  # the second time from the cache
        done = run_here("analyze", "a.txt")
        assert (done.returncode, done.stderr.decode()) == (0, reported)
        found = document(done.stdout)
        assert list(found) == ["id", "title", "date", "text", "entities", "quotes", "model"]
        assert found["entities"] == []
        assert [quote["text"] for quote in found["quotes"]] == [
            "„Wir können nicht warten, bis etwas passiert.“"
        ]
        assert found["model"].startswith("postil_en ")
        assert languages.GERMAN in found["text"]
    done = run_here("analyze", "--lang", "en", "a.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert document(done.stdout)["entities"]
    assert run_here("analyze", "a.txt").stderr.decode() == reported


def test_the_language_that_is_said_is_believed() -> None:
    Path("a.txt").write_text(SAID)
    done = run_here("analyze", "--lang", "fr", "a.txt")
    assert done.stderr.decode() == f"postil: a.txt: this article is French (--lang fr){HINT}"
    assert document(done.stdout)["entities"] == []


def test_a_page_says_what_it_is_in_unless_its_wording_says_otherwise() -> None:
    page = '<html lang="{}"><title>A</title><body><article><h1>A</h1><p>{}</p></article></body></html>'
    Path("short.html").write_text(page.format("de", "Der Rat sagte am Ende nein."))
    done = run_here("analyze", "short.html")
    assert (done.returncode, done.stderr.decode()) == (
        0,
        f"postil: short.html: this article is marked as German{HINT}",
    )
    Path("wrong.html").write_text(page.format("de", f"{languages.ENGLISH} {SAID}"))
    done = run_here("analyze", "wrong.html")
    assert (done.returncode, done.stderr) == (0, b"")
    assert document(done.stdout)["entities"]


def test_lines_of_json_in_several_languages() -> None:
    texts = {"a": languages.ENGLISH, "b": languages.CHINESE, "c": "Nein.", "d": languages.RUSSIAN}
    lines = "\n".join(json.dumps({"id": key, "text": text}) for key, text in texts.items())
    done = run_here("analyze", "--input", "jsonl", "--format", "jsonl", "-", data=lines.encode())
    assert done.returncode == 0
    assert done.stderr.decode().splitlines(keepends=True) == [
        f"postil: b: this article seems to be Chinese{HINT}",
        f"postil: d: this article seems to be Russian{HINT}",
    ]
    found = [document(line) for line in done.stdout.splitlines()]
    assert [each["text"] for each in found] == list(texts.values())
    assert found[0]["entities"]
    assert not found[1]["entities"]
    assert not found[3]["entities"]


def test_a_pipeline_that_was_chosen_gives_what_it_finds(tmp_path: Path) -> None:
    model = pipelines.ruler(tmp_path / "model", lang="fr", name="news")
    Path("a.txt").write_text(languages.GERMAN)
    Path("b.txt").write_text(languages.FRENCH)
    done = run_here("analyze", "--model", model, "a.txt", "b.txt")
    assert (done.returncode, done.stderr.decode()) == (
        0,
        "postil: a.txt: this article seems to be German; fr_news 0.1 is for French.\n",
    )
    names = [{entity["name"] for entity in each["entities"]} for each in json.loads(done.stdout)]
    assert names == [{"Anke Vogel", "Lindenau"}, {"Claire Fontaine", "Saint-Aubin"}]
