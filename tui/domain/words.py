"""Lists of words, written as running text so that they can be read."""


def word_set(listing: str) -> frozenset[str]:
    """The words of ``listing``, as white space divides them."""
    return frozenset(listing.split())
