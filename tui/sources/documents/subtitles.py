"""Subtitles -> Article: what was said, in paragraphs, with its speakers."""

import re
from html import unescape
from operator import attrgetter
from typing import NamedTuple

from tui.domain.article import Article, BlockKind
from tui.sources.builder import ArticleBuilder
from tui.sources.encoding import decode
from tui.sources.files import Refusal, title_from_location

_TIME = r"((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})"
_TIMES = re.compile(rf"(?m)^[ \t]*{_TIME}[ \t]*(?:-->|,)[ \t]*{_TIME}[^\n]*(?:\n|\Z)")
_NUMBER = re.compile(r"(?:\A|\n)[ \t]*\d+[ \t]*\n*\Z")
"""The number of the next cue, at the end of what follows a time."""
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
_WORD = r"(?!\d)\w[\w.'’-]*"
_SPEAKER = re.compile(
    rf"(?:-[ ]*)?(?:>>[ ]*)?({_WORD}(?:[ ](?:{_WORD}|#?\d{{1,3}})){{0,3}}(?: \([^()]{{1,20}}\))?):[ ]+(?=\S)"
)
_TURN = re.compile(r"(?:>>|[-–](?=[ ]?[^\W\d_a-z]|[ ]?[“\"«¿¡]))[ ]*")
_ENDS = re.compile(r"[.!?…][\"'”’)\]♪]*\Z")
_PAUSE = 4.0
"""Seconds after the end of a sentence from which on a paragraph begins."""
_LONG = 700
"""Code points from which on the end of a sentence ends a paragraph."""


class _Cue(NamedTuple):
    """What is on the screen at one time; ``start`` and ``end`` are in seconds."""

    start: float
    end: float
    speaker: str
    text: str


def article_from_subtitles(data: bytes, name: str, media_type: str) -> Article | None:
    """Return what subtitles (SubRip, WebVTT) say, or None if the data is none.

    Raises:
        Refusal: nothing is said in them.
    """
    ending = name.rpartition(".")[2].lower()
    known = ending in ("srt", "vtt", "sbv") or media_type in ("text/vtt", "application/x-subrip")
    head = data[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not known and not re.match(rb"WEBVTT\b|\d+\s*\n\s*\d\d:\d\d:\d\d[,.]\d{3} --> ", head):
        return None
    source = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    cues = _cues(source)
    if not cues:
        raise Refusal(
            "these subtitles are damaged: nothing in them has a time" if source.strip() else "no text"
        )
    builder = ArticleBuilder()
    for speaker, text in _paragraphs(cues, is_marked=_VOICE.search(source) is not None):
        with builder.block(BlockKind.PARAGRAPH):
            builder.write(f"{speaker}: {text}" if speaker else text)
    text, blocks, inlines = builder.finish()
    if not blocks:
        raise Refusal("nothing is said in these subtitles")
    return Article(
        location="", text=text, blocks=blocks, inlines=inlines, title=title_from_location(name or "-")
    )


def _cues(source: str) -> list[_Cue]:
    """Return what is said, each turn of a speaker by itself."""
    times = list(_TIMES.finditer(source))
    is_numbered = bool(times) and _NUMBER.search(source[: times[0].start()]) is not None
    is_web = source.lstrip("\ufeff \n").startswith("WEBVTT")
    cues: list[_Cue] = []
    shown = ""
    for number, match in enumerate(times):
        until = times[number + 1].start() if number + 1 < len(times) else len(source)
        body = source[match.end() : until]
        # In WebVTT notes may follow a line that is empty; in the others nothing but the number of the next.
        if is_web:
            body = body.split("\n\n", 1)[0] if body[:1] != "\n" else ""
        elif is_numbered and number + 1 < len(times):
            body = _NUMBER.sub("", body)
        start, end = _seconds(match[1]), _seconds(match[2])
        lines = [line.strip() for line in body.split("\n") if line.strip()]
        # Captions that roll show a line again below which the next one comes.
        said = [line for line in lines if _plain(line) != shown or len(lines) == 1]
        if lines:
            shown = _plain(lines[-1])
        for speaker, text in _turns(said):
            if cues and cues[-1].text == text and start - cues[-1].end < 0.5:
                continue
            cues.append(_Cue(start, end, speaker, text))
    return sorted(cues, key=attrgetter("start"))


def _turns(lines: list[str]) -> list[tuple[str, str]]:
    """Return the speakers, ``*`` where one is not named, and what they say in some lines."""
    turns: list[tuple[str, str]] = []
    for line in lines:
        voice = _VOICE.search(line)
        plain = _plain(line)
        speaker = voice[1].strip() if voice else ""
        if not speaker and (named := _SPEAKER.match(plain)) and _is_name(named[1]):
            speaker, plain = named[1], plain[named.end() :]
        elif not speaker and (turn := _TURN.match(plain)):
            speaker, plain = "*", plain[turn.end() :]
        if turns and not speaker:
            turns[-1] = turns[-1][0], f"{turns[-1][1]} {plain}"
        elif plain:
            turns.append((speaker, plain))
    return turns


def _is_name(words: str) -> bool:
    """Return whether all words begin as those of a name do, so that it is a speaker's."""
    return all(not word[0].isalpha() or not word[0].islower() for word in words.partition(" (")[0].split())


def _paragraphs(cues: list[_Cue], *, is_marked: bool) -> list[tuple[str, str]]:
    """Return paragraphs with their speakers, who are not named again as long as they speak.

    Where a cue says by a mark whose voice it is, one without the mark is not by who spoke before.
    """
    found: list[tuple[str, str]] = []
    end = 0.0
    for cue in cues:
        text = found[-1][1] if found else ""
        has_ended = _ENDS.search(text) is not None
        is_other = bool(found) and cue.speaker != found[-1][0]
        begins = cue.speaker == "*" or (is_other and (bool(cue.speaker) or is_marked))
        if begins or not found or (has_ended and (cue.start - end > _PAUSE or len(text) > _LONG)):
            found.append(("" if cue.speaker == "*" else cue.speaker, cue.text))
        else:
            found[-1] = found[-1][0], f"{text} {cue.text}"
        end = cue.end
    return found


def _plain(line: str) -> str:
    line = _TAG.sub("", line)
    # The marks of direction say nothing where the terminal knows the direction.
    line = unescape(line).translate({0x200E: None, 0x200F: None})
    return line.strip()


def _seconds(time: str) -> float:
    total = 0.0
    for part in time.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
