"""From trained weights to the file that ships: an ONNX graph whose weights are eight-bit integers."""

import copy
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from tui.analysis.training.network import Tagger

OPERATORS = 17
"""The version of ONNX's operators that the graph is written in."""


class _Rows(nn.Module):
    """An embedding whose rows are eight-bit integers, each with a scale of its own."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weights = embedding.weight.detach()
        scales = weights.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weights / scales).round().to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, numbers: Tensor) -> Tensor:
        found: Tensor = self.rows[numbers].float() * self.scales[numbers]
        return found


class _Shipped(nn.Module):
    """One window in; scores and vectors of its words, by their first pieces, out."""

    def __init__(self, network: Tagger) -> None:
        super().__init__()
        self.network = copy.deepcopy(network)
        self.network.words = _Rows(network.words)

    def forward(
        self, pieces: Tensor, shapes: Tensor, openings: Tensor, firsts: Tensor
    ) -> tuple[Tensor, Tensor]:
        vectors = self.network.encode(pieces[None], shapes[None], openings[None])[0, firsts]
        return self.network.head(vectors), vectors


def export(network: Tagger, path: Path) -> None:
    """Write the network to ``path``.

    Inputs, int64, one number for each word piece of a window: ``pieces``, ``shapes``, ``openings``;
    and ``firsts``, the first piece of each word. Outputs, float32: ``scores`` [words, tags] and
    ``vectors`` [words, 384].

    Weights of seven bits: products of eight-bit ones overflow on processors without VNNI, so that
    the same text would give other names there (ONNX Runtime's documentation on quantization).
    """
    network.eval()
    whole = path.with_suffix(".float.onnx")
    numbers = torch.arange(1, 9)
    inputs = ("pieces", "shapes", "openings", "firsts")
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Shipped(network),
            (numbers, numbers % 2, numbers % 2, numbers[:4]),
            str(whole),
            opset_version=OPERATORS,
            dynamo=False,
            input_names=list(inputs),
            output_names=["scores", "vectors"],
            dynamic_axes={name: {0: "pieces"} for name in inputs[:3]}
            | {name: {0: "words"} for name in ("firsts", "scores", "vectors")},
        )
    quantize_dynamic(
        whole,
        path,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    whole.unlink()
    onnx.checker.check_model(str(path))
