"""Fits what tells speech from other words in quotation marks, and speakers from others."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tui.analysis.pairs import divided
from tui.analysis.pieces import encodable
from tui.analysis.questions import Decision, Question
from tui.analysis.quotation_models import QuotationModels
from tui.analysis.quotations import questions
from tui.analysis.training.linear import Penalty, Rows, fit_binary, fit_choice
from tui.analysis.training.quote_corpus import MarkedArticle
from tui.analysis.training.quote_figures import Names, measure, rightness
from tui.domain.analysis import Mention

_SPEECH = Penalty(least=8, decay=6.0)
_SPEAKER = Penalty(least=10, decay=6.0)
_LEAN = 0.25
"""Taken from the odds of speech, as a logarithm: so that of what is not speech more is left out."""
_PARTS = 5
"""One article in that many is set aside and measured on, before all of them are learnt from."""


@dataclass
class _Samples:
    """What both models learn from."""

    speech: Rows = field(default_factory=Rows)
    is_speech: list[bool] = field(default_factory=list)
    choices: Rows = field(default_factory=Rows)
    sizes: list[int] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def read(self, article: MarkedArticle, mentions: Sequence[Mention]) -> None:
        """Add every pair of marks of an article."""
        for _ in questions(article.text, mentions, lambda question: self._add(article, question)):
            pass

    def _add(self, article: MarkedArticle, question: Question) -> Decision:
        """Add one; the answer is the right one, so that the next finds those who did speak before."""
        quote = article.quote_at(question.item.quoted.start, question.item.quoted.end)
        if quote is None:
            return Decision(float(question.item.speech), question.rule, 1)
        self.speech.add(question.speech_features())
        self.is_speech.append(quote.is_speech)
        if not quote.is_speech:
            return Decision(0, None, 1)
        fit = [
            rightness(article, candidate.chunk and candidate.chunk.span, quote)
            for candidate in question.candidates
        ]
        best = max(fit)
        if not best:
            return Decision(1, question.rule, 1)
        for features in question.speaker_features():
            self.choices.add(features)
        self.sizes.append(len(fit))
        self.right += [value == best for value in fit]
        said_by = [c.chunk for c, value in zip(question.candidates, fit, strict=True) if value == best]
        return Decision(1, question.rule if question.rule in said_by else said_by[0], 1)

    def fitted(self) -> QuotationModels:
        """The models that follow from what was read."""
        speech = fit_binary(self.speech, self.is_speech, _SPEECH)
        speech["bias"] = round(speech.get("bias", 0.0) - _LEAN, 2)
        return QuotationModels(speech, fit_choice(self.choices, self.sizes, self.right, _SPEAKER))


def set_aside(article: MarkedArticle) -> bool:
    """Whether the article is one of those that are measured on."""
    return int(hashlib.sha256(article.id.encode()).hexdigest(), 16) % _PARTS == 0


def fit_quotes(
    articles: Sequence[MarkedArticle], names: Names, output: Path, *, also: str = ""
) -> dict[str, float]:
    """Fit both models to ``articles`` and write their weights to ``output``.

    Args:
        articles: to learn from.
        names: tells the names in an article.
        output: the file to write; see ``QuotationModels``.
        also: what else the file should say of how it came to be, such as the pipeline.

    Returns:
        figures on the articles set aside, of models that had not seen them; also in the file.
    """
    most, every = _Samples(), _Samples()
    for article in articles:
        mentions = divided(encodable(article.text), names(article))
        every.read(article, mentions)
        if not set_aside(article):
            most.read(article, mentions)
    figures = measure(most.fitted(), filter(set_aside, articles), names)
    models = every.fitted()
    about = {
        "what": "Weights of features: see quotation_features.py and speaker_features.py. "
        "Made by: python -m tui.analysis.training quotes",
        "articles": len(articles),
        "speech": _SPEECH._asdict() | {"lean": _LEAN},
        "speaker": _SPEAKER._asdict(),
        "names": also,
        "measured": f"on one article in {_PARTS}, with weights fitted to the others",
        "figures": figures,
    }
    record = {"about": about, "speech": models.speech, "speaker": models.speaker}
    output.write_text(json.dumps(record, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return figures
