"""What of an article can be marked where it is written as plain text."""

from enum import StrEnum


class Marked(StrEnum):
    """What can be marked."""

    NAMES = "names"
    QUOTES = "quotes"
    NOTES = "notes"
    HEADINGS = "headings"
