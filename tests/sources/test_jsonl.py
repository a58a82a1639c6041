"""Texts as JSON Lines."""

import io
from pathlib import Path

import pytest

from tui.domain.errors import OpeningError
from tui.sources import jsonl as json_lines
from tui.sources.jsonl import IdentifiedText, read_json_lines


def test_texts_come_as_they_are_with_their_ids() -> None:
    first = b'\xef\xbb\xbf{"id": "a", "text": " x\\t\\u0000"}\r\n'
    data = first + '\n{"text": "“y”", "id": 12345678901234567890}'.encode()
    assert list(read_json_lines("-", io.BytesIO(data))) == [
        IdentifiedText("a", " x\t\0"),
        IdentifiedText(12345678901234567890, "“y”"),
    ]


def test_a_bad_line_is_reported_in_its_place() -> None:
    found = list(
        read_json_lines("-", io.BytesIO(b'{"id": 1, "text": "x"}\n{oops}\n{"id": 2, "text": "y"}\n'))
    )
    assert [getattr(item, "id", None) for item in found] == [1, None, 2]
    assert str(found[1]) == "-, line 2: this is not JSON"


@pytest.mark.parametrize(
    "line", ["[" * 100_000, '{"id": 1.5, "text": ""}', '{"id": null, "text": ""}', '"text"', "NaN"]
)
def test_odd_lines_are_reported(line: str) -> None:
    (found,) = read_json_lines("-", io.BytesIO(line.encode()))
    assert isinstance(found, OpeningError)
    assert str(found).isprintable()


def test_a_line_over_the_limit_is_dropped_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LINE_LIMIT", 1 << 20)
    data = b'{"id": 1, "text": "%s"}\n{"id": 2, "text": "y"}\n' % (b"x" * (5 << 20))
    first, second = read_json_lines("-", io.BytesIO(data))
    assert str(first) == "-, line 1: longer than 1 MB"
    assert second == IdentifiedText(2, "y")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("missing.jsonl", "there is no such file"),
        (".", "this is a folder"),
        ("/dev/urandom", "this is a device, not a file"),
    ],
)
def test_files_that_cannot_be_read(
    location: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OpeningError) as caught:
        list(read_json_lines(location))
    assert str(caught.value) == f"{location}: {reason}"
