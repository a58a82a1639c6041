"""Why a source could not be made into an article."""


class Refusal(Exception):
    """Raised within ``tui.sources`` alone; ``open_article`` makes an ``OpeningError`` of it.

    Attributes:
        reason: in plain words, without the location.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
