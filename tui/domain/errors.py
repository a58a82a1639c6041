"""Errors that are reported to the user in one line."""


class PostilError(Exception):
    """Something that was asked for could not be done; ``str`` of it is the line to show."""


class OpeningError(PostilError):
    """An article could not be opened.

    Attributes:
        location: the path, address or ``-`` that was asked for.
        reason: why not, in plain words, without the location.
    """

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"{location}: {reason}")
        self.location = location
        self.reason = reason

    def __reduce__(self) -> tuple[type["OpeningError"], tuple[str, str]]:
        """Return what makes the same error in another process."""
        return type(self), (self.location, self.reason)


class PipelineError(PostilError):
    """A spaCy pipeline could not be loaded or does not fit."""


class StoreError(PostilError):
    """Notes, corrections or reading positions could not be read or saved."""
