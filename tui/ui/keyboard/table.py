"""The commands and the scopes that they act in: the one table of keys.

Bindings, help, palette, footer, hints, the config file and the check for clashes read it. The rows have
the order in which the config file and its page list them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tui.config.keys import KeySequence, read_key

SequencesById = Mapping[str, Sequence[KeySequence]]
"""Keys, by the ids of the commands that they call: usual ones, or those that the user wants."""

ANYWHERE = "anywhere"
"""The scope of the application itself, which is around every screen but dialogs."""
READER = "reader"
"""The scope of the screen on which an article is read; it alone takes counts and key sequences."""


@cache
def _sequences(keys: str) -> Sequence[KeySequence]:
    if " " in keys:
        return (tuple(map(read_key, keys.split(" "))),)
    return tuple((read_key(key),) for key in keys.split(","))


class Command(NamedTuple):
    """Something that keys do.

    Attributes:
        id: what the config file knows it by; several scopes may have commands of one id.
        scope: the name of the scope that it acts in.
        keys: the usual keys: single ones, by Textual's names of them and with commas between them, or a
            sequence of two as they are typed, with a space between them: ``] e``.
        action: the action that Textual calls; empty for a command of one of the reader's features, which the
            reader's screen runs by its id.
        name: what it does, in a word or two, for the foot of the screen.
        hint: the same in more words, or empty.
        shown: whether the foot of the screen shows it.
        priority: whether it acts before whatever has the focus.
        display: what the foot of the screen shows in place of the key, or None.
        while_selecting: whether it acts only while something is selected.
    """

    id: str
    scope: str
    keys: str
    action: str
    name: str
    hint: str = ""
    shown: bool = True
    priority: bool = False
    display: str | None = None
    while_selecting: bool = False

    @property
    def call(self) -> str:
        """Return the action that Textual calls."""
        return self.action or f"command('{self.id}')"

    @property
    def is_sequence(self) -> bool:
        """Return whether its usual keys are two, pressed one after the other."""
        return " " in self.keys

    @property
    def sequences(self) -> Sequence[KeySequence]:
        """Return the usual keys, by Textual's names of them."""
        return _sequences(self.keys)

    @property
    def words(self) -> str:
        """Return what it does, in as many words as there are."""
        return self.hint or self.name


class Scope(NamedTuple):
    """Where keys act together: a screen, a dialog, a widget.

    Attributes:
        name: what commands and classes know it by.
        title: the same for people.
        extends: the scope whose commands it has besides its own, as a class has its base's; or empty.
        parts: scopes that it is made of; their commands are its own, in this order and before those that
            name it themselves.
        within: the scopes around it, any of which gets the keys that it leaves.
        is_modal: whether nothing below gets the keys that it leaves.
    """

    name: str
    title: str
    extends: str = ""
    parts: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    is_modal: bool = False


# fmt: off
SCOPES: Sequence[Scope] = (
    Scope(ANYWHERE, "Anywhere"),
    Scope(READER, "Reading", parts=(
        "reader.notes", "reader.highlights", "reader.suggestions", "reader.jumps", "reader.bookmarks",
        "reader.hints", "reader.view", "reader.panes",
    )),
    *(
        Scope(name, "Reading") for name in (
            "reader.panes", "reader.view", "reader.hints", "reader.bookmarks", "reader.jumps",
            "reader.suggestions", "reader.highlights", "reader.notes",
        )
    ),
    Scope("article", "Article", within=(READER,)),
    Scope("list", "Lists", within=("quotes", "people", "names", "tags", "notes", "pane", "find")),
    Scope("entities", "Names", extends="pane"),
    Scope("names", "Names", extends="entities", within=(READER,)),
    Scope("quotes", "Quotes", extends="pane", within=(READER,)),
    Scope("notes", "Notes", extends="pane", within=(READER,)),
    Scope("people", "Lists", extends="pane", within=("list-screen",)),
    Scope("tags", "Lists", extends="pane", within=("tag-screen",)),
    Scope("pane", "Lists", within=("library", "list-screen")),
    *(
        Scope(name, title, extends=extends, is_modal=True) for name, title, extends in (
            ("card", "Card", "dialog"),
            ("entity-card", "Entity card", "card"),
            ("confirm", "Confirm dialog", "dialog"),
            ("correct-menu", "Correct menu", "dialog"),
            ("dialog", "Dialog", ""),
            ("export", "Export dialog", "dialog"),
            ("headings", "Headings dialog", "dialog"),
            ("help", "Help screen", "dialog"),
            ("kind", "Kind dialog", "dialog"),
            ("name-adder", "Name adder", "kind"),
            ("merge", "Merge dialog", "dialog"),
            ("note-chooser", "Note chooser", "dialog"),
            ("note-editor", "Note editor", "dialog"),
            ("suggestions", "Offers dialog", "dialog"),
            ("open", "Open dialog", "dialog"),
            ("speaker", "Speaker dialog", "dialog"),
            ("tag-editor", "Tag editor", "dialog"),
            ("rename-tag", "Rename dialog", "dialog"),
            ("themes", "Themes", "dialog"),
            ("unsaved", "Unsaved dialog", "dialog"),
            ("folder", "Folder dialog", "dialog"),
        )
    ),
    Scope("find", "Find screen"),
    Scope("library", "Library", extends="list-screen"),
    Scope("list-screen", "List screen"),
    Scope("tag-screen", "Tag screen", extends="list-screen"),
    Scope("tag-field", "Input", within=("tag-editor",)),
    Scope("choices", "Choices", extends="list"),
    Scope("completing-input", "Fields with completion"),
    Scope("filter", "Filter of a list"),
    Scope("search-input", "Search"),
    Scope("search-bar", "Search"),
)
"""All scopes. Fields stand alone: what is typed into them is text, and no loss for what is around."""

COMMANDS: Sequence[Command] = (
    # -- anywhere, but not in dialogs
    Command("view.theme", "anywhere", "t", "themes", "Theme", "Choose the colours", shown=False),
    Command("help", "anywhere", "question_mark,f1", "help", "Help", "The keys that act here"),
    Command("quit", "anywhere", "q", "quit", "Quit"),
    Command("quit.always", "anywhere", "ctrl+q", "quit", "Quit, from anywhere", shown=False, priority=True),
    # Not ctrl+z: that is undo, as in the field that notes are written in.
    Command("suspend", "anywhere", "alt+z", "suspend_process", "Suspend",
        "Back to the shell; fg goes on here", shown=False),
    Command("palette", "anywhere", "ctrl+p", "command_palette", "palette",
        "All that can be done here, by name", shown=False, priority=True),
    # Without priority: in a field it is a character like others.
    Command("palette.colon", "anywhere", "colon", "command_palette", "palette", shown=False),
    # -- reading: two keys, one after the other
    Command("jump.next-entity", "reader", "] e", "", "name", "Next name"),
    Command("jump.next-same-entity", "reader", "] E", "", "same name", "Next same name"),
    Command("jump.next-person", "reader", "] p", "", "person", "Next person"),
    Command("jump.next-organisation", "reader", "] o", "", "organisation", "Next organisation"),
    Command("jump.next-place", "reader", "] l", "", "place", "Next place"),
    Command("jump.next-quote", "reader", "] q", "", "quote", "Next quote"),
    Command("jump.next-note", "reader", "] n", "", "note", "Next note"),
    Command("jump.next-heading", "reader", "] ]", "", "heading", "Next heading"),
    Command("jump.next-link", "reader", "] u", "", "link", "Next link"),
    Command("jump.previous-entity", "reader", "[ e", "", "name", "Previous name"),
    Command("jump.previous-same-entity", "reader", "[ E", "", "same name", "Previous same name"),
    Command("jump.previous-person", "reader", "[ p", "", "person", "Previous person"),
    Command("jump.previous-organisation", "reader", "[ o", "", "organisation", "Previous organisation"),
    Command("jump.previous-place", "reader", "[ l", "", "place", "Previous place"),
    Command("jump.previous-quote", "reader", "[ q", "", "quote", "Previous quote"),
    Command("jump.previous-note", "reader", "[ n", "", "note", "Previous note"),
    Command("jump.previous-heading", "reader", "[ [", "", "heading", "Previous heading"),
    Command("jump.previous-link", "reader", "[ u", "", "link", "Previous link"),
    Command("jump.top", "reader", "g g", "", "top", "Top"),
    Command("select.again", "reader", "g v", "", "select the last again", "Select the last again"),
    Command("note.extent", "reader", "g n", "", "extent of the note", "Extent of the note"),
    Command("jump.headings", "reader", "g h", "", "headings", "List of headings"),
    Command("link.follow", "reader", "g x", "", "follow the link here", "Follow the link here"),
    Command("note.highlight-yellow", "reader", "H y", "", "◆ yellow", "Highlight in yellow"),
    Command("note.highlight-green", "reader", "H g", "", "▲ green", "Highlight in green"),
    Command("note.highlight-blue", "reader", "H b", "", "● blue", "Highlight in blue"),
    Command("note.highlight-red", "reader", "H r", "", "■ red", "Highlight in red"),
    Command("note.highlight-violet", "reader", "H v", "", "▼ violet", "Highlight in violet"),
    Command("select.sentence", "reader", "i s", "", "sentence", "Select the sentence", while_selecting=True),
    Command("select.paragraph", "reader", "i p", "", "paragraph", "Select the paragraph",
        while_selecting=True),
    Command("select.name", "reader", "i e", "", "name", "Select the name", while_selecting=True),
    Command("select.quote", "reader", "i q", "", "quote", "Select the quote", while_selecting=True),
    Command("select.word", "reader", "i w", "", "word", "Select the word", while_selecting=True),
    # -- reading: searching, opening, leaving
    Command("search.open", "reader", "slash,ctrl+f", "", "Search"),
    Command("search.next", "reader", "n", "", "Repeat the last search or jump", shown=False),
    Command("search.previous", "reader", "N", "", "Repeat it backwards", shown=False),
    Command("search.here", "reader", "asterisk", "", "Search the name or word here", shown=False),
    Command("search.here-back", "reader", "number_sign", "", "Search it backwards", shown=False),
    Command("article.open", "reader", "o", "", "Open"),
    Command("library.open", "reader", "L", "", "Library"),
    Command("back", "reader", "escape", "", "One level back", shown=False),
    # -- reading: panes
    Command("pane.article", "reader.panes", "1", "", "Article", shown=False),
    Command("pane.entities", "reader.panes", "2", "", "Names", shown=False),
    Command("pane.quotes", "reader.panes", "3", "", "Quotes", shown=False),
    Command("pane.notes", "reader.panes", "4", "", "Notes", shown=False),
    Command("pane.next", "reader.panes", "tab,right", "", "Next pane", shown=False),
    Command("pane.previous", "reader.panes", "shift+tab,left", "", "Pane before", shown=False),
    Command("view.focus-mode", "reader.panes", "z", "", "Focus mode", shown=False),
    # -- reading: how the text is set
    Command("view.wider", "reader.view", "plus", "", "Wider", shown=False),
    Command("view.narrower", "reader.view", "minus", "", "Narrower", shown=False),
    Command("view.default-width", "reader.view", "equals_sign", "", "Default width", shown=False),
    Command("view.spacing", "reader.view", "W", "", "Line spacing",
        "Single or double spacing, or paragraphs wide apart", shown=False),
    Command("view.justify", "reader.view", "J", "", "Justify",
        "Spread lines to the same width, or leave them ragged", shown=False),
    # -- reading: labels to jump by
    Command("jump.hints", "reader.hints", "f", "", "Go to what is on the screen",
        "A label for each name, quote, note and link on the screen: type it to go there", shown=False),
    # -- reading: bookmarks
    Command("mark.set", "reader.bookmarks", "m", "", "Set a mark", "Set a mark here: a letter follows",
        shown=False),
    Command("mark.go", "reader.bookmarks", "apostrophe,grave_accent", "", "Go to a mark",
        "Go to a mark: its letter follows, or this key again for where a jump began", shown=False),
    # -- reading: the jump list
    Command("jump.back", "reader.jumps", "ctrl+o,alt+left", "", "Back",
        "Back to where you were before the last jump or link", shown=False),
    Command("jump.forward", "reader.jumps", "alt+right", "", "Forward",
        "Forward again to where you went back from", shown=False),
    # -- reading: corrections made in other articles
    Command("names.offers", "reader.suggestions", "C", "", "Corrected elsewhere",
        "What you corrected in other articles, for this one", shown=False),
    # -- reading: highlights, copies
    Command("note.highlight", "reader.highlights", "h", "", "Highlight",
        "Highlight the name, quote or sentence here, or what is selected"),
    Command("note.delete", "reader.highlights", "d,delete", "", "Delete",
        "Delete the note or highlight here"),
    Command("text.copy", "reader.highlights", "y,ctrl+c", "", "Copy",
        "Copy the name, quote or sentence here, or what is selected", shown=False),
    Command("text.cite", "reader.highlights", "Y", "", "Copy with source", "Copy with title, source and date",
        shown=False),
    # -- reading: notes, tags, undo
    Command("note.edit", "reader.notes", "a", "", "Note", "Note on the name, quote or sentence here"),
    Command("note.tags", "reader.notes", "T", "", "Tags", "Tags on the name, quote or sentence here"),
    Command("note.undo", "reader.notes", "u,ctrl+z", "", "Undo", "Undo the last note or correction",
        shown=False),
    Command("note.redo", "reader.notes", "ctrl+r,ctrl+y,ctrl+shift+z", "", "Redo", "Redo what was undone",
        shown=False),
    Command("note.save", "reader.notes", "ctrl+s", "", "Save",
        "All is saved as it is made; try again what could not be", shown=False),
    # -- the article
    Command("article.select-highlight", "article", "enter", "keep_selection", "Highlight",
        "Highlight what is selected"),
    Command("article.select-other-end", "article", "o", "swap_ends", "Other end",
        "Move the other end of the selection"),
    # While something is selected these extend it, as in vi; elsewhere they act, or turn pages. What comes
    # first is asked first whether it acts.
    Command("article.select-left", "article", "h", "grow('letter', -1)", "Select to the character before",
        shown=False),
    Command("article.select-right", "article", "l", "grow('letter', 1)", "Select to the next character",
        shown=False),
    Command("article.select-word-back", "article", "b", "grow('word', -1)", "Select to the word before",
        shown=False),
    Command("article.select-word-end", "article", "e", "grow('word-end')", "Select to the end of the word",
        shown=False),
    Command("article.line-down", "article", "j,down", "move('row', 1)", "Line down", shown=False),
    Command("article.line-up", "article", "k,up", "move('row', -1)", "Line up", shown=False),
    Command("article.right", "article", "right", "move('letter', 1)", "Character right", shown=False),
    Command("article.left", "article", "left", "move('letter', -1)", "Character left", shown=False),
    Command("article.next-word", "article", "w,ctrl+right", "move('word', 1)", "Next word", shown=False),
    Command("article.previous-word", "article", "ctrl+left", "move('word', -1)", "Word before", shown=False),
    Command("article.line-start", "article", "0,circumflex_accent", "move('edge', -1)",
        "Beginning of the line", shown=False),
    Command("article.line-end", "article", "dollar_sign", "move('edge', 1)", "End of the line", shown=False),
    Command("article.page-down", "article", "space,pagedown", "move('page', 1)", "Page down", shown=False),
    Command("article.page-up", "article", "b,pageup", "move('page', -1)", "Page up", shown=False),
    Command("article.half-down", "article", "ctrl+d", "move('page', 0.5)", "Half a page down", shown=False),
    Command("article.half-up", "article", "ctrl+u", "move('page', -0.5)", "Half a page up", shown=False),
    Command("article.first", "article", "home,ctrl+home", "first", "Top", shown=False),
    Command("article.last", "article", "G,end,ctrl+end", "last", "End", shown=False),
    Command("article.next-paragraph", "article", "right_curly_bracket", "move('paragraph', 1)",
        "Next paragraph", shown=False),
    Command("article.previous-paragraph", "article", "left_curly_bracket", "move('paragraph', -1)",
        "Paragraph before", shown=False),
    Command("article.next-sentence", "article", "right_parenthesis", "move('sentence', 1)", "Next sentence",
        shown=False),
    Command("article.previous-sentence", "article", "left_parenthesis", "move('sentence', -1)",
        "Sentence before", shown=False),
    # As in any editor: these begin to select where nothing is selected.
    Command("article.extend-down", "article", "shift+down", "extend('row', 1)", "Select to the line below",
        shown=False),
    Command("article.extend-up", "article", "shift+up", "extend('row', -1)", "Select to the line above",
        shown=False),
    Command("article.extend-right", "article", "shift+right", "extend('letter', 1)",
        "Select to the next character", shown=False),
    Command("article.extend-left", "article", "shift+left", "extend('letter', -1)",
        "Select to the character before", shown=False),
    Command("article.extend-word", "article", "ctrl+shift+right", "extend('word', 1)",
        "Select to the next word", shown=False),
    Command("article.extend-word-back", "article", "ctrl+shift+left", "extend('word', -1)",
        "Select to the word before", shown=False),
    Command("article.extend-line-end", "article", "shift+end", "extend('edge', 1)",
        "Select to the end of the line", shown=False),
    Command("article.extend-line-start", "article", "shift+home", "extend('edge', -1)",
        "Select to the beginning of the line", shown=False),
    Command("article.extend-page-down", "article", "shift+pagedown", "extend('page', 1)",
        "Select a page further", shown=False),
    Command("article.extend-page-up", "article", "shift+pageup", "extend('page', -1)", "Select a page back",
        shown=False),
    Command("article.extend-end", "article", "ctrl+shift+end", "extend('end', 1)",
        "Select to the end of the text", shown=False),
    Command("article.extend-top", "article", "ctrl+shift+home", "extend('end', -1)",
        "Select to the top of the text", shown=False),
    Command("article.select-all", "article", "ctrl+a", "select_all", "Select the whole text", shown=False),
    Command("article.select", "article", "v", "select('character')", "Select", "Select by character"),
    Command("article.select-sentences", "article", "V", "select('sentence')", "Select sentences",
        "Select by sentence", shown=False),
    Command("article.card", "article", "enter", "act", "Card", "More on the name or quote here"),
    Command("article.correct", "article", "c", "correct", "Correct", "Put a name right, or add one"),
    Command("article.relabel", "article", "r", "relabel", "Another kind", shown=False),
    Command("article.speaker", "article", "r", "speaker", "Another speaker",
        "On a quote, but on no name: say who said it", shown=False),
    Command("article.not-a-quote", "article", "x", "not_a_quote", "Not a quote",
        "Say that the quote here is none", shown=False),
    # -- lists
    Command("list.filter", "pane", "slash", "filter", "Filter", "Show only what matches"),
    Command("list.clear-filter", "pane", "escape", "clear_filter", "Clear filter"),
    Command("list.down", "list", "j,down", "down", "Down", shown=False),
    Command("list.up", "list", "k,up", "up", "Up", shown=False),
    Command("list.page-down", "list", "space,pagedown", "page_down", "Page down", shown=False),
    Command("list.page-up", "list", "b,pageup", "page_up", "Page up", shown=False),
    Command("list.first", "list", "home", "first", "First", shown=False),
    Command("list.last", "list", "G,end", "last", "Last", shown=False),
    Command("list.choose", "list", "enter", "choose", "Go there"),
    Command("tags.rename", "tags", "r", "rename", "Rename", "Rename; an existing name merges the two"),
    Command("tags.delete", "tags", "d,delete", "delete", "Delete", "Take the tag off everything"),
    Command("tags.sort", "tags", "s", "sort", "Sort", "By name, or the most used first"),
    Command("who.sort", "people", "s", "sort", "Sort", "By articles, quotes, name"),
    # -- the list of names
    Command("entities.hide", "entities", "x", "toggle_kind", "Hide kind", "Hide or show this kind"),
    Command("entities.show", "entities", "X", "show_kinds", "Show all", "Show all kinds again"),
    Command("entities.correct", "names", "c", "correct", "Correct", "All ways to put the name right"),
    Command("entities.relabel", "names", "r", "relabel", "Another kind", shown=False),
    Command("entities.merge", "names", "M", "merge", "Merge", "Merge with another name", shown=False),
    Command("entities.remove", "names", "d", "remove", "Not a name", shown=False),
    # -- the list of quotes
    Command("quotes.sort", "quotes", "s", "sort", "By speaker", "By speaker or as in the text"),
    Command("quotes.speaker", "quotes", "r", "speaker", "Speaker", "Say who said it"),
    Command("quotes.remove", "quotes", "x", "remove", "Not a quote", "Say that it is not a quote"),
    # -- the list of notes
    Command("notes.confirm", "notes", "c", "confirm", "Confirm place", "This is the note's place"),
    Command("notes.edit", "notes", "e", "edit", "Edit", "Edit the note"),
    Command("notes.tags", "notes", "T", "tags", "Tags", "Change the tags"),
    Command("notes.delete", "notes", "d,delete", "delete", "Delete", "Delete the note"),
    Command("notes.order", "notes", "s", "sort", "Order", "As in the text, by tag, newest first"),
    Command("notes.move", "notes", "m", "move", "Move here", "Move the note to the text's cursor"),
    Command("notes.export", "notes", "E", "export", "Export", "Write the notes to a file"),
    # -- the library
    Command("library.find", "library", "ctrl+f", "find", "Find", "Search titles, notes, tags, passages"),
    Command("library.who", "library", "w", "who", "Who", "Who appears in all articles read"),
    Command("library.tags", "library", "T", "tags", "Tags", "All tags: rename, merge, delete"),
    Command("library.add", "library", "a", "add", "Add", "Add a file or a web address to read later"),
    Command("library.other", "library", "o", "open", "Open", "Open a file or a web address"),
    Command("library.sort", "library", "s", "sort", "Sort", "By last reading, title, date, notes"),
    Command("library.remove", "library", "d,delete", "remove", "Remove", "Remove an article with its notes"),
    Command("library.undo", "library", "u,ctrl+z", "undo", "Undo",
        "Take the last removal or change of tags back"),
    Command("library.redo", "library", "ctrl+r,ctrl+y,ctrl+shift+z", "redo", "Redo", shown=False),
    # -- all others, by the titles of their scopes
    Command("card.close", "card", "escape,q", "cancel", "Close"),
    Command("card.first", "card", "g", "first", "First", shown=False),
    Command("choices.down", "choices", "j,down", "down", "Down", shown=False),
    Command("choices.up", "choices", "k,up", "up", "Up", shown=False),
    Command("choices.first", "choices", "home", "first", "First", shown=False),
    Command("choices.last", "choices", "end", "last", "Last", shown=False),
    Command("choices.choose", "choices", "enter", "choose", "Take"),
    Command("confirm.yes", "confirm", "y,enter", "agree", "Yes", display="y"),
    Command("confirm.no", "confirm", "n,escape", "cancel", "No", display="n"),
    Command("correct.accept", "correct-menu", "y", "do('accept')", "Yes, as elsewhere", shown=False),
    Command("correct.decline", "correct-menu", "n", "do('decline')", "No, not here", shown=False),
    Command("correct.relabel", "correct-menu", "r", "do('relabel')", "Another kind", shown=False),
    Command("correct.merge", "correct-menu", "M,m", "do('merge')", "Merge", shown=False),
    Command("correct.remove", "correct-menu", "d", "do('remove')", "Not a name", shown=False),
    Command("correct.edges", "correct-menu", "w", "do('edges')", "More or fewer words", shown=False),
    Command("correct.remove-here", "correct-menu", "x", "do('remove-here')", "Not a name here", shown=False),
    Command("correct.split", "correct-menu", "s", "do('split')", "Split off", shown=False),
    Command("correct.move", "correct-menu", "e", "do('move')", "Another one's here", shown=False),
    Command("correct.cancel", "correct-menu", "escape,q", "cancel", "Leave as it is"),
    Command("dialog.cancel", "dialog", "escape", "cancel", "Close"),
    Command("dialog.help", "dialog", "f1", "app.help", "Help", "The keys that act here", shown=False),
    Command("card.correct", "entity-card", "c", "correct", "Correct", "Put the name right"),
    Command("export.cancel", "export", "escape", "cancel", "Leave"),
    Command("input.submit", "completing-input", "enter", "submit", "OK"),
    Command("input.complete", "completing-input", "tab", "complete", "Complete", shown=False),
    Command("filter.keep", "filter", "down,tab", "submit", "To the list"),
    Command("find.back", "find", "escape", "back", "Back"),
    Command("find.words", "find", "slash,ctrl+f", "words", "Other words"),
    Command("find.first", "find", "g", "first", "First", shown=False),
    Command("folder.cancel", "folder", "escape", "cancel", "Back"),
    Command("headings.close", "headings", "escape,q", "cancel", "Close"),
    Command("headings.first", "headings", "g", "first", "First", shown=False),
    Command("help.close", "help", "escape,q,question_mark,f1", "cancel", "Close"),
    Command("help.first", "help", "g", "first", "First", shown=False),
    Command("tags.submit", "tag-field", "enter", "submit", "Save"),
    Command("tags.complete", "tag-field", "tab", "screen.complete", "Complete", "Take the tag offered"),
    Command("tags.next-offer", "tag-field", "down", "screen.offer(1)", "Next offer", shown=False),
    Command("tags.previous-offer", "tag-field", "up", "screen.offer(-1)", "Offer before", shown=False),
    Command("tags.remove", "tag-field", "ctrl+w", "remove_last", "Remove last", "Take the last tag away"),
    Command("kind.person", "kind", "p,P", "kind('PERSON')", "Person", shown=False),
    Command("kind.org", "kind", "o,O", "kind('ORG')", "Organisation", shown=False),
    Command("kind.loc", "kind", "l,L", "kind('LOC')", "Place", shown=False),
    Command("kind.fac", "kind", "f,F", "kind('FAC')", "Building", shown=False),
    Command("kind.norp", "kind", "n,N", "kind('NORP')", "Nationality or group", shown=False),
    Command("kind.date", "kind", "d,D", "kind('DATE')", "Date", shown=False),
    Command("kind.money", "kind", "m,M", "kind('MONEY')", "Sum of money", shown=False),
    Command("kind.product", "kind", "r,R", "kind('PRODUCT')", "Product", shown=False),
    Command("kind.misc", "kind", "x,X", "kind('MISC')", "Other name", shown=False),
    Command("kind.cancel", "kind", "escape", "cancel", "Leave"),
    Command("library.back", "list-screen", "escape", "back", "Back"),
    Command("library.first", "list-screen", "g", "first", "First", shown=False),
    Command("merge.cancel", "merge", "escape", "cancel", "Leave as it is"),
    Command("merge.first", "merge", "g", "first", "First", shown=False),
    Command("adder.end-on", "name-adder", "right,w", "move(0, 1)", "Longer", "End a word further on"),
    Command("adder.end-back", "name-adder", "left,b", "move(0, -1)", "Shorter", "End a word before"),
    Command("adder.start-back", "name-adder", "shift+left,B", "move(-1, 0)", "Earlier", display="⇧←"),
    Command("adder.start-on", "name-adder", "shift+right,W", "move(1, 0)", "Later", display="⇧→"),
    Command("choose-note.1", "note-chooser", "1", "take(0)", "Take number 1", shown=False),
    Command("choose-note.2", "note-chooser", "2", "take(1)", "Take number 2", shown=False),
    Command("choose-note.3", "note-chooser", "3", "take(2)", "Take number 3", shown=False),
    Command("choose-note.4", "note-chooser", "4", "take(3)", "Take number 4", shown=False),
    Command("choose-note.5", "note-chooser", "5", "take(4)", "Take number 5", shown=False),
    Command("choose-note.6", "note-chooser", "6", "take(5)", "Take number 6", shown=False),
    Command("choose-note.7", "note-chooser", "7", "take(6)", "Take number 7", shown=False),
    Command("choose-note.8", "note-chooser", "8", "take(7)", "Take number 8", shown=False),
    Command("choose-note.9", "note-chooser", "9", "take(8)", "Take number 9", shown=False),
    Command("choose-note.cancel", "note-chooser", "escape", "cancel", "None of these"),
    Command("editor.save", "note-editor", "ctrl+s", "save", "Save", "Save the note", priority=True),
    Command("editor.draft", "note-editor", "escape", "cancel", "Keep draft", "Close; keep as a draft",
        priority=True),
    Command("editor.tags", "note-editor", "ctrl+t", "tags", "Tags", "Change the tags", priority=True),
    Command("editor.outside", "note-editor", "ctrl+e", "edit_outside", "Editor",
        "Go on in what $VISUAL or $EDITOR names", priority=True),
    Command("editor.discard", "note-editor", "ctrl+g", "discard", "Discard", "Forget what is not saved",
        priority=True),
    Command("offers.yes", "suggestions", "y", "decide(True)", "Yes"),
    Command("offers.no", "suggestions", "n", "decide(False)", "No"),
    Command("offers.all", "suggestions", "A", "all", "Yes to all"),
    Command("offers.cancel", "suggestions", "escape,q", "cancel", "Leave it"),
    Command("open.list", "open", "down", "to_list", "Pick", "To the files and folders below"),
    Command("rename.save", "rename-tag", "ctrl+s", "save", "Rename", shown=False),
    Command("rename.cancel", "rename-tag", "escape", "cancel", "Leave as it was"),
    Command("search.keep", "search-input", "enter", "submit", "Go there"),
    Command("search.leave", "search-bar", "escape", "leave", "Leave the search"),
    Command("search.older", "search-bar", "up", "recall(-1)", "The search before", shown=False),
    Command("search.newer", "search-bar", "down", "recall(1)", "The search after", shown=False),
    Command("speaker.cancel", "speaker", "escape", "cancel", "Leave as it is"),
    Command("speaker.first", "speaker", "g", "first", "First", shown=False),
    Command("tags.save", "tag-editor", "ctrl+s", "save", "Save", shown=False),
    Command("tags.cancel", "tag-editor", "escape", "cancel", "Leave as it was"),
    Command("library.undo", "tag-screen", "u,ctrl+z", "undo", "Undo", "Take the last change here back"),
    Command("library.redo", "tag-screen", "ctrl+r,ctrl+y,ctrl+shift+z", "redo", "Redo", shown=False),
    Command("themes.cancel", "themes", "escape", "cancel", "As it was"),
    Command("themes.next", "themes", "t", "next", "Next", shown=False),
    Command("unsaved.try-again", "unsaved", "t", "leave('try-again')",
        "Try again, and leave when it is saved", shown=False),
    Command("unsaved.elsewhere", "unsaved", "f", "leave('elsewhere')",
        "Save into another folder, and leave …", shown=False),
    Command("unsaved.without", "unsaved", "q", "leave('without')", "Leave without it: it is lost",
        shown=False),
    Command("unsaved.cancel", "unsaved", "escape", "cancel", "Go on reading"),
)
# fmt: on
"""All commands."""

BY_ID: Mapping[str, Command] = {command.id: command for command in reversed(COMMANDS)}
"""The first command of each id."""
