"""The numbers of a training."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Numbers of a training; the defaults are those that the shipped pipeline was made with.

    Attributes:
        only_open: whether documents that are not openly licensed are left out.
        seed: of all chance.
        epochs: readings of all documents.
        rate: of learning, at its height, of the encoder's last layer.
        new_parts: how many times faster than that the parts learn that start from nothing.
        layer_decay: the rate of a layer as a share of that of the layer after it.
        warm_up: the share of the training in which the rate rises; after it, it falls to nothing.
        dropout: the share of features that are left out, drawn again for each window.
        weight_decay: how strongly weights are drawn to zero (Loshchilov and Hutter 2019).
        average: how much of the running average of the weights stays at a step (Polyak 1992).
        batch: word pieces in a batch.
        windows: the fewest and the most word pieces in a window, chance decides for each document.
        names: the chance that a window's names are replaced by others of their kind.
        case: the chance that a line is put into another case.
        curly: the chance that a window's straight quotation marks are made curly.
        tables: how many made-up tables there are for each document, see ``tables``.
    """

    only_open: bool = False
    seed: int = 1
    epochs: float = 4
    rate: float = 3e-4
    new_parts: float = 5
    layer_decay: float = 0.9
    warm_up: float = 0.06
    dropout: float = 0.1
    weight_decay: float = 0.01
    average: float = 0.998
    batch: int = 3000
    windows: tuple[int, int] = (100, 400)
    names: float = 0.3
    case: float = 0.1
    curly: float = 0.4
    tables: float = 0.05
