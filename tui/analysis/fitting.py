"""Whether a pipeline is for the language of an article, and what to tell the reader where it is not."""

from typing import NamedTuple

from tui.analysis.language import language_of
from tui.analysis.models import Model
from tui.domain.text.languages import are_alike, language_name


class Fit(NamedTuple):
    """What comes of comparing the language of a text with that of a pipeline.

    Attributes:
        analyse: whether to look for names. Those that an English pipeline finds in another
            language are mostly noise; but whoever chose a pipeline is given what it finds.
        remark: the line for the reader, or empty where the two fit or nothing is known.
    """

    analyse: bool = True
    remark: str = ""


def fit(text: str, model: Model, said: str = "", declared: str = "") -> Fit:
    """Compare the languages of a text and a pipeline.

    What the reader says is believed. What a page says of itself counts for less than its wording,
    where that leaves no doubt: many a site has the same mark on all of its pages.

    Args:
        text: the article.
        model: the pipeline.
        said: the code of the language that the reader named, or empty.
        declared: that which the page names, or empty.
    """
    if not model.language:
        return Fit()
    found = "" if said else language_of(text)
    language = said or found or declared
    if not language or are_alike(language, model.language):
        return Fit()
    name = language_name(language)
    if said:
        about = f"This article is {name} (--lang {said})"
    else:
        about = f"This article {'seems to be' if found else 'is marked as'} {name}"
    if not model.is_shipped:
        return Fit(remark=f"{about}; {model.name} is for {language_name(model.language)}.")
    own = language_name(model.language)
    return Fit(
        analyse=False,
        remark=f"{about}; the pipeline that ships knows {own} only. "
        f"--lang {model.language} analyses it all the same.",
    )


def cache_key(model: Model, said: str = "", declared: str = "") -> str:
    """What tells analyses of one text from each other: the pipeline, and what was said of the language."""
    return " ".join(filter(None, (model.key, said and f"said {said}", declared and f"declared {declared}")))
