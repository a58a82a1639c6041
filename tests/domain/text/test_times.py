"""Times as people say them."""

from datetime import datetime, timedelta, timezone

import pytest

from tui.domain.text.times import LONGEST, day_in_words, time_in_words

NOW = datetime(2026, 5, 12, 0, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("stored", "time", "day"),
    [
        ("2026-05-11T22:29:30.000Z", "just now", "Today"),
        ("2026-05-11T22:30:20.000Z", "just now", "Today"),
        ("2026-05-11T22:28:30.000Z", "1 minute ago", "Today"),
        ("2026-05-11T21:45:00.000Z", "45 minutes ago", "Yesterday"),
        ("2026-05-11T09:05:00.000Z", "yesterday 11:05", "Yesterday"),
        ("2026-05-09T22:05:00.000Z", "10 May", "Sunday 10 May"),
        ("2026-01-03T22:05:00.000Z", "4 January", "4 January"),
        ("2024-09-29T23:05:00.000Z", "30 September 2024", "30 September 2024"),
        ("2026-06-01T00:00:00.000Z", "1 June", "1 June"),
    ],
)
def test_times_are_shown_as_seen_from_now(stored: str, time: str, day: str) -> None:
    assert (time_in_words(stored, NOW), day_in_words(stored, NOW)) == (time, day)
    assert len(time) <= LONGEST
