"""``postil completion``: what a shell completes, and the page of the manual, from the parsers."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui import __version__
from tui.cli import COMMANDS, parser_of
from tui.cli.arguments import Parser
from tui.library import Library

_READ = "read"
_SUMMARY = re.compile(r"^\s*postil (\w+)(?: \S+)* {2,}(\S.*)$", re.MULTILINE)
"""A line of the usage that says what a command is for."""
_WORDS = re.compile(r"([a-z]+(?:\|[a-z]+)+)\b")
"""What the first argument may be, where it is a word that says what to do, as its name in the help has it."""


class Option(NamedTuple):
    """An option of a command.

    Attributes:
        names: with their dashes.
        value: what its value is called; empty where it takes none.
        choices: the values that there are, if only some words are allowed.
        words: what it does.
    """

    names: Sequence[str]
    value: str
    choices: Sequence[str]
    words: str

    @property
    def takes_files(self) -> bool:
        """Return whether its value is a file or a folder."""
        return any(part in self.value.split("|") for part in ("FILE", "DIR", "PATH"))


class Described(NamedTuple):
    """A command, as its parser has it.

    Attributes:
        name: its name; ``read`` is the one without.
        summary: what it is for, in a few words; empty for ``read``.
        description: the same in full.
        given: what its arguments are called, and what they are; empty where it takes none.
        words: the arguments that there are, if only some words are allowed, or they are commands, or say what
            to do with those that follow.
        options: in the order of the help.
    """

    name: str
    summary: str
    description: str
    given: tuple[str, str]
    words: Sequence[str]
    options: Sequence[Option]

    @property
    def takes_files(self) -> bool:
        """Return whether its arguments may be files."""
        return "FILE" in self.given[0]


def completion_parser() -> Parser:
    """Return the parser of ``postil completion``."""
    parser = Parser(
        "completion",
        description="Write what a shell needs to complete commands and options, or the page of the manual. "
        'In ~/.bashrc: eval "$(postil completion bash)"; in ~/.zshrc, after compinit: eval "$(postil '
        'completion zsh)"; in ~/.config/fish/config.fish: postil completion fish | source.',
    )
    parser.add_argument("shell", choices=tuple(_WRITERS), help="man for the page of the manual")
    return parser


def completion(library: Library, arguments: argparse.Namespace) -> int:  # noqa: ARG001 - as all commands
    """Write what is asked for to standard output; return the exit code."""
    sys.stdout.buffer.write(_WRITERS[arguments.shell](described()).encode())
    sys.stdout.buffer.flush()
    return 0


def described() -> list[Described]:
    """Return all commands, reading first."""
    summaries = dict(_SUMMARY.findall(parser_of(_READ).usage or ""))
    return [_described(name, summaries.get(name, "")) for name in COMMANDS if not name.startswith("-")]


def _described(name: str, summary: str) -> Described:
    parser = parser_of(name)
    formatter = parser._get_formatter()
    options, given = [], ("", "")
    allowed = [each for each in COMMANDS if each.isalpha() and each != _READ] if name == _READ else []
    for action in parser._actions:
        words = formatter._expand_help(action) if action.help else ""
        choices = [str(each) for each in action.choices or ()]
        if not action.option_strings:
            given = str(action.metavar or "|".join(choices)), words
            first = _WORDS.match(given[0])
            allowed = allowed or choices or (first[1].split("|") if first else [])
            continue
        value = "" if action.nargs == 0 else str(action.metavar or "|".join(choices) or action.dest.upper())
        options.append(Option(action.option_strings, value, choices, words))
    return Described(name, summary, parser.description or "", given, allowed, options)


# -- bash ----------------------------------------------------------------------------------------

_BASH = """\
# Completions of postil for bash: eval "$(postil completion bash)"
_postil() {{
    local IFS=$'\\n' command=read words="" files=yes word
    local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $word in
            {names}) command=$word; break ;;
        esac
    done
    case $command$before in
{values}
    esac
    case $current in
        -*)
            case $command in
{options}
            esac ;;
        *)
            case $command in
{given}
            esac ;;
    esac
    case $command in
        {no_files}) files="" ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    [[ $current == -* || -z $files ]] || _postil_files
}}
_postil_files() {{
    COMPREPLY+=($(compgen -f -- "$current"))
    # What begins with a quotation mark, a tilde or a backslash bash itself completes.
    compopt -o filenames -o default 2>/dev/null
}}
complete -F _postil postil
"""


def bash(commands: Sequence[Described]) -> str:
    """Return the completions for bash."""
    values = []
    for command in commands:
        for option in command.options:
            if option.value:
                patterns = "|".join(f"{command.name}{name}" for name in option.names)
                values.append(f"        {patterns}) {_bash_values(option)} ;;")
    options = [f"                {command.name}) words={_lines(_names(command))} ;;" for command in commands]
    others = [command.name for command in commands if command.name != _READ]
    given = [f"                {each.name}) words={_lines(each.words)} ;;" for each in commands if each.words]
    return _BASH.format(
        names="|".join(others),
        values="\n".join(values),
        options="\n".join(options),
        given="\n".join(given),
        no_files="|".join(each.name for each in commands if not each.takes_files),
    )


def _bash_values(option: Option) -> str:
    """Return what bash does where the value of an option is to come."""
    if option.choices:
        return f'COMPREPLY=($(compgen -W {_lines(option.choices)} -- "$current")); return'
    return "_postil_files; return" if option.takes_files else "return"


def _lines(words: Sequence[str]) -> str:
    """Return words for bash, one a line."""
    return "$'" + "\\n".join(words) + "'"


def _names(command: Described) -> list[str]:
    return [name for option in command.options for name in option.names]


# -- zsh -----------------------------------------------------------------------------------------

_ZSH = """\
#compdef postil
# Completions of postil for zsh: eval "$(postil completion zsh)"
_postil_commands() {{
    local -a commands=(
{commands}
    )
    _describe command commands
    _files
}}
_postil() {{
    local command=read word
    for word in ${{words[2,CURRENT-1]}}; do
        case $word in
            {names}) command=$word; break ;;
        esac
    done
    case $command in
{options}
    esac
}}
if [[ $funcstack[1] == _postil ]]; then _postil "$@"; else compdef _postil postil; fi
"""


def zsh(commands: Sequence[Described]) -> str:
    """Return the completions for zsh."""
    options = []
    for command in commands:
        lines = [_zsh_option(option, name) for option in command.options for name in option.names]
        rest = f"({' '.join(command.words)})" if command.words else "_files" if command.takes_files else " "
        rest = "_postil_commands" if command.name == _READ else rest
        if command.words and command.takes_files and command.name != _READ:
            lines.append(_quoted(f"1:{_plain(command.given[0])}:{rest}"))
            rest = "_files"
        lines.append(_quoted(f"*:{_plain(command.given[0]) or 'argument'}:{rest}"))
        each = " \\\n            ".join(lines)
        options.append(f"        {command.name}) _arguments \\\n            {each} ;;")
    others = [command for command in commands if command.name != _READ]
    return _ZSH.format(
        commands="\n".join(f"        {_quoted(f'{each.name}:{each.summary}')}" for each in others),
        names="|".join(each.name for each in others),
        options="\n".join(options),
    )


def _zsh_option(option: Option, name: str) -> str:
    what = f"{name}[{_plain(_short(option.words))}]"
    if not option.value:
        return _quoted(f"*{what}")
    values = f"({' '.join(option.choices)})" if option.choices else "_files" if option.takes_files else " "
    return _quoted(f"*{what}:{_plain(option.value)}:{values}")


def _plain(words: str) -> str:
    """Return words without what means something in a specification of zsh's."""
    return re.sub(r"[\[\]:\\]", " ", words)


def _quoted(words: str) -> str:
    """Return words as a shell takes them as they are."""
    return "'" + words.replace("'", "'\\''") + "'"


def _short(words: str) -> str:
    """Return the first part of what an option does."""
    return re.split(r"; |\. ", words)[0]


# -- fish ----------------------------------------------------------------------------------------


def fish(commands: Sequence[Described]) -> str:
    """Return the completions for fish."""
    others = [command for command in commands if command.name != _READ]
    names = " ".join(command.name for command in others)
    lines = ["# Completions of postil for fish: postil completion fish | source", "complete -c postil -e"]
    for command in others:
        summary = _for_fish(command.summary)
        lines.append(f"complete -c postil -n '__fish_use_subcommand' -a {command.name} -d {summary}")
    for command in commands:
        seen = f"not __fish_seen_subcommand_from {names}"
        if command.name != _READ:
            seen = f"__fish_seen_subcommand_from {command.name}"
            if not command.takes_files:
                lines.append(f"complete -c postil -n '{seen}' -f")
            if command.words:
                lines.append(f"complete -c postil -n '{seen}' -a '{' '.join(command.words)}'")
        for option in command.options:
            takes = " -x" if option.value else ""
            takes = " -r -F" if option.takes_files else takes
            takes += f" -a '{' '.join(option.choices)}'" if option.choices else ""
            named = " ".join(
                f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names
            )
            words = _for_fish(_short(option.words))
            lines.append(f"complete -c postil -n '{seen}' {named}{takes} -d {words}")
    return "\n".join(lines) + "\n"


def _for_fish(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"


# -- the page of the manual ------------------------------------------------------------------------

_MAN_HEAD = """\
.\\" Made by `postil completion man`.
.TH POSTIL 1 "" "Postil {version}" "User Commands"
.SH NAME
postil \\- a terminal reader for articles
.SH SYNOPSIS
.nf
{usage}
.fi
.SH DESCRIPTION
{description}
.SH OPTIONS
"""
_MAN_TAIL = """\
.SH EXIT STATUS
.TP
.B 0
What was asked for is done.
.TP
.B 1
It could not be done; one line on standard error says why.
.TP
.B 2
The arguments are invalid.
.TP
.B 130
It was interrupted.
.SH ENVIRONMENT
.TP
.B POSTIL_HOME
The folder in which notes, texts and analyses are stored.
.TP
.B POSTIL_CONFIG
The config file.
.TP
.B NO_COLOR
No colours but those of the terminal.
.TP
.B VISUAL, EDITOR
The editor in which a note can be written.
.SH FILES
.TP
.I config.toml
Settings, keys and programs; `postil config \\-\\-path` writes where it is.
"""


def man(commands: Sequence[Described]) -> str:
    """Return the page of the manual, in the macros of man(7)."""
    read, *others = commands
    usage = re.sub(r"^ +", "", parser_of(_READ).usage or "", flags=re.MULTILINE)
    head = _MAN_HEAD.format(version=__version__, usage=_roff(usage), description=_roff(read.description))
    common = {tuple(each.names) for each in read.options} & {tuple(each.names) for each in others[0].options}
    parts = [head, *map(_man_option, read.options), ".SH COMMANDS\nAll take the options"]
    parts.append(" " + _roff(", ".join("/".join(names) for names in sorted(common))) + ".\n")
    for command in others:
        parts.append(f".SS postil {_roff(f'{command.name} {command.given[0]}'.strip())}\n")
        parts.append(f"{_roff(command.description)}\n")
        if command.given[1]:
            parts.append(f".TP\n.I {_roff(command.given[0])}\n{_roff(command.given[1])}\n")
        own = (option for option in command.options if tuple(option.names) not in common)
        parts += map(_man_option, own)
    return "".join(parts) + _MAN_TAIL


def _man_option(option: Option) -> str:
    value = f" \\fI{_roff(option.value)}\\fR" if option.value else ""
    return f".TP\n\\fB{_roff(', '.join(option.names))}\\fR{value}\n{_roff(option.words)}\n"


def _roff(text: str) -> str:
    """Return text of which nothing means anything to roff."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", r"\\&", text, flags=re.MULTILINE)


_WRITERS: dict[str, Callable[[Sequence[Described]], str]] = {
    "bash": bash, "zsh": zsh, "fish": fish, "man": man,
}  # fmt: skip
