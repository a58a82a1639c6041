"""The features of the reader: each command has one, and each handler a message that there is."""

import pkgutil
from importlib import import_module

from textual.message import Message

import tui.ui
from tests.support.app import reading
from tui.library import Library
from tui.ui.keyboard.table import COMMANDS


def handler_names(above: type[Message] = Message) -> set[str]:
    """The names of the handlers of all messages of a kind that are imported."""
    return {name for below in above.__subclasses__() for name in (below.handler_name, *handler_names(below))}


async def test_each_command_of_the_reader_is_one_of_a_feature(library: Library) -> None:
    async with reading(library) as run:
        ids = {command.id for command in COMMANDS if command.scope.partition(".")[0] == "reader"}
        of_features = [name for feature in run.reader.features for name in feature.commands]
        assert sorted(ids) == sorted([*of_features, "back"])


async def test_each_handler_of_a_feature_has_a_message_of_its_name(library: Library) -> None:
    for module in pkgutil.walk_packages(tui.ui.__path__, "tui.ui."):
        import_module(module.name)
    known = handler_names()
    async with reading(library) as run:
        for feature in run.reader.features:
            handlers = [name for name in dir(feature) if name.startswith("on_")]
            assert set(handlers) <= known, feature
