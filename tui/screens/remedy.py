"""The ways to put a name right."""

from enum import StrEnum


class Remedy(StrEnum):
    """What can be done about a name that is wrong."""

    ACCEPT = "accept"
    DECLINE = "decline"
    RELABEL = "relabel"
    REMOVE = "remove"
    MERGE = "merge"
    REMOVE_HERE = "remove-here"
    SPLIT = "split"
    MOVE = "move"
    EDGES = "edges"
