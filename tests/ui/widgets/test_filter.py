from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.text.folding import fold
from tui.ui.widgets.list_pane import Filter, fold_all


@given(st.lists(st.text(st.characters(exclude_characters="\x00"), max_size=20), max_size=12))
@settings(max_examples=80)
def test_texts_folded_together_are_as_folded_apart(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


def test_every_word_must_occur_in_any_order() -> None:
    assert Filter("  ÉTO  bo ")(fold("Bo Étoile"))
    assert not Filter("bo x")(fold("Bo Étoile"))
    assert Filter("strasse")(fold("Die Straße"))
    assert Filter("STRAẞE")(fold("strasse"))
    assert not Filter("  ")
    assert Filter("x")
