"""``postil --plain``: the article as text with bracketed marks."""

import re
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
    assert "needs an article" in postil.refused("--plain", code=2)
    assert "--marks goes with --plain" in postil.refused("--marks", "names", "x.txt", code=2)
    assert "'verbs' is not one of names" in postil.refused("--plain", "x", "--marks", "names,verbs", code=2)


def test_no_piles_of_marks_and_no_bidirectional_controls_are_shown(postil: Commands) -> None:
    pile, few = "\u0301" * 10_000, "\u0301" * 8
    Path("pile.txt").write_text(
        f"A title with e{pile} in it\n\nIt was said \u202eby\u2066 a man of o{pile}, twice.\n"
    )
    note = f"n{pile}\u202etxt"
    kept = postil.json("note", "pile.txt", "--quote", "a man", "--note", note, "--tag", f"t{pile[:90]}\u200f")
    assert kept["note"] == note
    shown = [postil.done("--plain", "pile.txt", "--marks", "notes"), postil.done("notes")]
    assert f"of o{few}, twice" in shown[0].decode()
    for output in shown:
        assert f"n{few}txt" in output.decode()
        assert f"t{few}" in output.decode()
        assert not re.search("\u0301{9}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]", output.decode())
    refused = postil.refused("--plain", f"no{pile[:99]}\u202e.txt")
    assert f"no{few}.txt" in refused
