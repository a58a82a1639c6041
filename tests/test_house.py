"""The figures of the house: how large files, folders and ladders of classes may be, and the words.

A figure is a place to look. Where one is passed, something wants to be joined, divided or said plainly.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TUI = Path(__file__).resolve().parent.parent / "tui"
WORDS = re.compile(
    r"(?<![a-z])(?:told|tells|telling|kept|somebody|anew|beside|brought over|seen to|made of it)(?![a-z])"
)
"""Of a private language. Say shown, message, report; stored, saved; the user; again; in the background."""

SPEAKING = ("cli", "config", "exchange", "library", "sources", "store", "system", "ui")
"""The parts whose strings people read; those of the analysis are about the words of articles."""

DIALECT = {
    r"told?|tells?|telling": "said, named, shown, reported, detected",
    r"kept|keeps what": "stored, saved",
    r"somebody|someone or other|anybody": "someone, a person",
    r"anew|once more": "again",
    r"beside": "next to",
    r"brought over|brings? (?:it|them) back|(?:took|takes?|taken) (?:it |them |\S+ )?back": "undone",
    r"seen to|made of it|need be|at hand|to the letter": "done, if needed, available, exactly",
    r"does it again": "redoes it",
    r"leads? (?:back|on|nowhere)|go(?:es)? on\b": "returns, continues, is not a command",
    r"put(?:s|ting)? (?:\S+ ){0,2}(?:right|in order)": "correct, repair",
    r"as it (?:is|was)(?: now)?$|leave as|none of these|take number": "Cancel, current, unchanged",
    r"otherwise since|ragged|wide apart|nowhere": "since, left-aligned, not found",
    r"to begin with": "getting started, first",
    r"else (?:it|its)\b": "otherwise",
    r"may be given often|it is not said|whom this": "may be repeated, is not named, who",
    r"(?<!there )(?<!that )is no (?!longer|place)\w+|(?<!there )is none\b": "is not a",
    r"there is such a|unusable|whole thing|an entry of its own": "exists, invalid, a separate name",
    r"the end of the name|says the form": "the extension sets the format",
    r"(?:word|sentence|paragraph|pane|offer|search) (?:before|after)$": "previous, next",
    r"mend(?:s|ed)?\b": "repair",
    r"jump that many|to be told|a name alone": "so many, named",
}
"""Turns of phrase, and what is said instead."""
OLD = re.compile("|".join(rf"(?:(?<![\w-])(?:{phrase})(?!\w))" for phrase in DIALECT), re.IGNORECASE)


@cache
def sources() -> dict[str, str]:
    """Return the text of each file of the package, by its path from there."""
    return {
        str(path.relative_to(TUI)): path.read_text(encoding="utf-8") for path in sorted(TUI.rglob("*.py"))
    }


@cache
def trees() -> dict[str, ast.Module]:
    """Return what each file says, by its path."""
    return {path: ast.parse(text) for path, text in sources().items()}


def module(path: str) -> str:
    """Return the dotted name of the module in a file."""
    return ".".join(("tui", *Path(path).with_suffix("").parts)).removesuffix(".__init__")


def imported(path: str) -> Iterator[str]:
    """Return the names that a file imports, wherever in it."""
    for node in ast.walk(trees()[path]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names))


def bases() -> dict[str, list[str]]:
    """Return the names of each class's bases, without the types that those are given."""
    found: dict[str, list[str]] = {}
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                plain = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
                found[node.name] = [base.id for base in plain if isinstance(base, ast.Name)]
    return found


def rungs(name: str, known: dict[str, list[str]]) -> int:
    """Return how many classes of the project stand above each other up to this one, itself included."""
    return 1 + max((rungs(base, known) for base in known[name] if base in known and base != name), default=0)


def test_no_file_is_longer_than_520_lines() -> None:
    assert {path: text.count("\n") for path, text in sources().items() if text.count("\n") > 520} == {}


def test_no_folder_holds_more_than_20_files() -> None:
    folders = Counter(str(Path(path).parent) for path in sources() if not path.endswith("__init__.py"))
    assert {folder: number for folder, number in folders.items() if number > 20} == {}


def test_all_but_the_way_in_stands_in_a_folder() -> None:
    assert [path for path in sources() if "/" not in path] == ["__init__.py", "__main__.py"]


def test_no_class_stands_on_more_than_two_others_of_the_project() -> None:
    known = bases()
    assert {name: height for name in known if (height := rungs(name, known)) > 3} == {}


def test_few_imports_stand_in_functions() -> None:
    found = {
        f"{path}:{each.lineno}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for each in ast.walk(node)
        if isinstance(each, ast.Import | ast.ImportFrom)
    }
    assert len(found) <= 25, sorted(found)


def test_few_modules_serve_one_other_alone() -> None:
    modules = {module(path) for path in sources()}
    users = Counter(name for path in sources() for name in {*imported(path)} & modules - {module(path)})
    alone = [name for name, number in users.items() if number == 1 and not name.endswith("__main__")]
    assert len(alone) <= 60, sorted(alone)


def test_the_code_speaks_plain_words() -> None:
    found = Counter({path: len(WORDS.findall(text.lower())) for path, text in sources().items()})
    assert found.total() < 100, found.most_common(20)


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and wording of each string in a module that is no documentation."""
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    } - {id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation | inside
        ):
            yield node.lineno, node.value


def shown(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and wording of each string of a file that may be shown: of more than one word."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from ((line, string) for line, string in strings(ast.parse(text)) if " " in string.strip())
        return
    for number, row in enumerate(text.splitlines(), 1):
        yield from ((number, cell.strip()) for cell in row.split("|")[4:6] if not row.startswith("#"))


def test_no_string_has_a_turn_of_phrase_of_old() -> None:
    files = [path for part in SPEAKING for path in sorted((TUI / part).rglob("*.py"))]
    files.append(TUI / "ui" / "keyboard" / "commands.txt")
    found = [
        f"{path.relative_to(TUI)}:{line}: “{old.group()}” in {string[:160]!r}"
        for path in files
        for line, string in shown(path)
        if (old := OLD.search(string))
    ]
    assert found == []


def test_every_turn_of_phrase_is_recognised() -> None:
    for phrase in ("it was told", "taken back: a note", "]z leads nowhere", "Take number 3", "Word before"):
        assert OLD.search(phrase), phrase
    for phrase in ("the text", "no longer there", "said by her", "see the details", "is not a name"):
        assert not OLD.search(phrase), phrase
