"""Write the tables of docs/config.md from the program itself, so that they are true.

python docs/config_tables.py      writes them anew; the tests fail while they are not as written here
"""

from pathlib import Path

from tui.cli.config import as_written, by_scope
from tui.config.settings import SETTINGS, in_toml

PAGE = Path(__file__).resolve().parent / "config.md"


def settings_table() -> str:
    """All settings, what they may be, and what they are unless somebody says otherwise."""
    rows = [
        f"| `{each.name}` | {each.meaning} | {each.allowed_in_full()} | `{in_toml(each.default)}` |"
        for each in SETTINGS
    ]
    return "\n".join(["| setting | what it does | allowed | usual |", "|---|---|---|---|", *rows])


def keys_tables() -> str:
    """All commands, by the scopes that they act in, with their usual keys."""
    parts = []
    for title, there in by_scope():
        parts.append(f"### {title}\n\n| action | usual keys | what it does |\n|---|---|---|")
        for command in there:
            keys = " ".join(f"`` {as_written(sequence)} ``" for sequence in command.sequences)
            parts[-1] += f"\n| `{command.id}` | {keys.replace('|', chr(92) + '|')} | {command.words} |"
    return "\n\n".join(parts)


def written_anew(page: str) -> str:
    """The page with both tables as they are now."""
    for name, table in (("settings", settings_table()), ("keys", keys_tables())):
        before, head, rest = page.partition(f"<!-- {name}: written by docs/config_tables.py -->\n")
        _, end, after = rest.partition("<!-- end -->")
        page = f"{before}{head}\n{table}\n\n{end}{after}"
    return page


if __name__ == "__main__":
    PAGE.write_text(written_anew(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
