"""``postil --plain``: the article as text with bracketed marks."""

from pathlib import Path

from tests.support.commands import Commands


def test_the_article_is_written_with_its_notes(postil: Commands, summit_model: str) -> None:
    Path("talks.md").write_text("# Talks\n\nKeir Starmer came to [London].\n")
    postil.json("note", "talks.md", "--quote", "came", "--note", "when?")
    assert postil.done("--model", summit_model, "--plain", "talks.md").decode() == (
        "[TITLE: Talks]\n\n[PERSON Keir Starmer] [NOTED 1: came] to \\[[LOC London]\\].\n"
        "[NOTE 1, yellow: when?]\n"
    )
    # Where no name or quote is marked, no pipeline is needed.
    arguments = ("--plain", "talks.md", "--model", "nowhere")
    assert postil.done(*arguments, "--marks", "none") == b"Talks\n\nKeir Starmer came to [London].\n"
    assert b"Starmer [NOTED 1: came]" in postil.done(*arguments, "--marks", "notes,headings")
    assert "nowhere" in postil.refused(*arguments)


def test_what_cannot_be_done_is_reported_in_a_line(postil: Commands) -> None:
    assert "no-such.txt: there is no such file" in postil.refused("--plain", "no-such.txt")
    assert "which article" in postil.refused("--plain", code=2)
    assert "--marks goes with --plain" in postil.refused("--marks", "names", "x.txt", code=2)
    assert "'verbs' is not one of names" in postil.refused("--plain", "x", "--marks", "names,verbs", code=2)
