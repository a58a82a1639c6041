"""Times and numbers as people say them."""

from datetime import date, datetime, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST = len("30 September 2026")
"""Code points, and cells, of the longest time in words."""


def counted(number: int, noun: str) -> str:
    """Return a number of things: ``1 quote``, ``2,000 quotes``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def time_in_words(stored: str, now: datetime) -> str:
    """Return a time as seen from ``now``: ``5 minutes ago``, ``yesterday 14:05``, ``3 May 2024``.

    Args:
        stored: ISO 8601 with its distance from UTC, as ``annotation.now`` gives it.
        now: this moment, in the time zone of the reader.
    """
    then = datetime.fromisoformat(stored).astimezone(now.tzinfo)
    minutes = (now - then) // timedelta(minutes=1)
    if -1 <= minutes < 1:
        return "just now"
    if 1 <= minutes < 60:
        return f"{minutes} minute{'s' if minutes > 1 else ''} ago"
    days = (now.date() - then.date()).days
    if 0 <= days <= 1:
        return f"{'yesterday' if days else 'today'} {then:%H:%M}"
    return _date(then, now)


def day_in_words(stored: str, now: datetime) -> str:
    """Return the day of a time as seen from ``now``: ``Today``, ``Tuesday 3 May``, ``3 May 2024``."""
    then = datetime.fromisoformat(stored).astimezone(now.tzinfo)
    days = (now.date() - then.date()).days
    if 0 <= days <= 1:
        return "Yesterday" if days else "Today"
    return f"{_DAYS[then.weekday()]} {_date(then, now)}" if 1 < days < 7 else _date(then, now)


SHORT_DAY = len("30 Sep 26")
"""Code points, and cells, of the longest day as ``short_day`` writes it."""
_CENTURY = 2000
"""The first year of which two digits are enough."""


def short_day(stored: str) -> str:
    """Write ``2025-03-02`` as ``2 Mar 25``, and of a day before 2000 the month: ``Mar 1925``.

    What is no such day is returned as it is.
    """
    try:
        day = date.fromisoformat(stored)
    except ValueError:
        return stored
    month = MONTHS[day.month - 1][:3]
    return f"{day.day} {month} {day.year % 100:02}" if day.year >= _CENTURY else f"{month} {day.year:04}"


def _date(then: datetime, now: datetime) -> str:
    year = f" {then.year}" if then.year != now.year else ""
    return f"{then.day} {MONTHS[then.month - 1]}{year}"
