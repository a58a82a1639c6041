"""The keys of the article: motions, selecting, and what asks for more on a place."""

from typing import Final

from textual.binding import Binding, BindingType

# In a selection these keys draw it along, as in vi; elsewhere they act, or turn pages. What comes
# first is asked first whether it acts.
_WHILE_SELECTING = (
    ("h", "grow('letter', -1)", "Select to the character before", "select-left"),
    ("l", "grow('letter', 1)", "Select to the next character", "select-right"),
    ("b", "grow('word', -1)", "Select to the word before", "select-word-back"),
    ("e", "grow('word-end')", "Select to the end of the word", "select-word-end"),
)
_MOTIONS = (
    ("j,down", "move('row', 1)", "Line down", "line-down"),
    ("k,up", "move('row', -1)", "Line up", "line-up"),
    ("right", "move('letter', 1)", "Character right", "right"),
    ("left", "move('letter', -1)", "Character left", "left"),
    ("w,ctrl+right", "move('word', 1)", "Next word", "next-word"),
    ("ctrl+left", "move('word', -1)", "Word before", "previous-word"),
    ("0,circumflex_accent", "move('edge', -1)", "Beginning of the line", "line-start"),
    ("dollar_sign", "move('edge', 1)", "End of the line", "line-end"),
    ("space,pagedown", "move('page', 1)", "Page down", "page-down"),
    ("b,pageup", "move('page', -1)", "Page up", "page-up"),
    ("ctrl+d", "move('page', 0.5)", "Half a page down", "half-down"),
    ("ctrl+u", "move('page', -0.5)", "Half a page up", "half-up"),
    ("home,ctrl+home", "first", "Top", "first"),
    ("G,end,ctrl+end", "last", "End", "last"),
    ("right_curly_bracket", "move('paragraph', 1)", "Next paragraph", "next-paragraph"),
    ("left_curly_bracket", "move('paragraph', -1)", "Paragraph before", "previous-paragraph"),
    ("right_parenthesis", "move('sentence', 1)", "Next sentence", "next-sentence"),
    ("left_parenthesis", "move('sentence', -1)", "Sentence before", "previous-sentence"),
)
# As in any editor: these start to select where nothing is selected.
_SHIFTED = (
    ("shift+down", "extend('row', 1)", "Select to the line below", "extend-down"),
    ("shift+up", "extend('row', -1)", "Select to the line above", "extend-up"),
    ("shift+right", "extend('letter', 1)", "Select to the next character", "extend-right"),
    ("shift+left", "extend('letter', -1)", "Select to the character before", "extend-left"),
    ("ctrl+shift+right", "extend('word', 1)", "Select to the next word", "extend-word"),
    ("ctrl+shift+left", "extend('word', -1)", "Select to the word before", "extend-word-back"),
    ("shift+end", "extend('edge', 1)", "Select to the end of the line", "extend-line-end"),
    ("shift+home", "extend('edge', -1)", "Select to the beginning of the line", "extend-line-start"),
    ("shift+pagedown", "extend('page', 1)", "Select a page further", "extend-page-down"),
    ("shift+pageup", "extend('page', -1)", "Select a page back", "extend-page-up"),
    ("ctrl+shift+end", "extend('end', 1)", "Select to the end of the text", "extend-end"),
    ("ctrl+shift+home", "extend('end', -1)", "Select to the top of the text", "extend-top"),
    ("ctrl+a", "select_all", "Select the whole text", "select-all"),
)

ARTICLE_BINDINGS: Final[tuple[BindingType, ...]] = (
    Binding(
        "enter", "keep_selection", "Highlight", id="article.select-highlight",
        tooltip="Highlight what is selected",
    ),
    Binding(
        "o", "swap_ends", "Other end", id="article.select-other-end",
        tooltip="Move the other end of the selection",
    ),
    *(
        Binding(keys, action, description, id=f"article.{name}", show=False)
        for keys, action, description, name in (*_WHILE_SELECTING, *_MOTIONS, *_SHIFTED)
    ),
    Binding("v", "select('character')", "Select", id="article.select", tooltip="Select by character"),
    Binding(
        "V", "select('sentence')", "Select sentences", id="article.select-sentences", show=False,
        tooltip="Select by sentence",
    ),
    Binding("enter", "act", "Card", id="article.card", tooltip="More on the name or quote here"),
    Binding("c", "correct", "Correct", id="article.correct", tooltip="Put a name right, or add one"),
    Binding("r", "relabel", "Another kind", id="article.relabel", show=False),
    Binding(
        "r", "speaker", "Another speaker", id="article.speaker", show=False,
        tooltip="On a quote, but on no name: say who said it",
    ),
    Binding(
        "x", "not_a_quote", "Not a quote", id="article.not-a-quote", show=False,
        tooltip="Say that the quote here is none",
    ),
)  # fmt: skip
