"""Short labels for places, to be typed."""

HOME_ROW = "asdfghjkl"
OTHERS = "qwertyuiopzxcvbnm"
MOST_LABELS = (len(HOME_ROW) + len(OTHERS)) ** 2
"""The number of labels that there are."""


def hint_labels(count: int) -> list[str]:
    """``count`` labels of one or two small letters, none of which begins another; ``MOST_LABELS`` at most.

    As many as possible have one letter, and come first; letters of the home row alone are used as
    long as they are enough.
    """
    letters = HOME_ROW if count <= len(HOME_ROW) ** 2 else HOME_ROW + OTHERS
    number = len(letters)
    firsts = next((n for n in range(number) if number - n + n * number >= count), number)
    alone, first = letters[: number - firsts], letters[number - firsts :]
    return [*alone, *(one + other for one in first for other in letters)][:count]
