"""Settings: the config file, what is allowed in it, and what was chosen by key."""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from difflib import get_close_matches as get_close_matches
    from tomllib import TOMLDecodeError as TOMLDecodeError
    from tomllib import loads as loads

    from platformdirs import user_config_path as user_config_path

__getattr__ = lazily(
    __name__,
    {
        "user_config_path": "platformdirs",  # not where the file is named
        "loads": "tomllib",  # many have no such file
        "TOMLDecodeError": "tomllib",
        "get_close_matches": "difflib",  # for a word that is wrong
    },
)
