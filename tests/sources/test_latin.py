"""Short texts in the languages of Europe, in the encodings that they are found in."""

import pytest

from tui.sources.encoding import decode

TEXTS = {
    "hungarian": "A zsilip őre azt mondta, hogy a kapu fája erős, és hogy az eső sűrűn esik. A nő elment.",
    "czech": "Starosta města řekl včera, že příští rok přibude škol. Další schůze se uskuteční v říjnu.",
    "polish": "Radni zagłosowali za zmianą budżetu, choć część z nich wstrzymała się od głosu. Źle się.",
    "slovak": "Podľa odborníkov je to dobrá správa pre rodičov. Ďalšia schôdza sa uskutoční v októbri.",
    "croatian": "Gradonačelnik je jučer rekao da će sljedeće godine biti više škola. Žena se nasmiješila.",
    "slovene": "Župan je včeraj povedal, da bo prihodnje leto več šol. Žena se je nasmehnila.",
    "romanian": "Consilierii au votat pentru schimbarea bugetului, deşi o parte dintre ei s-au abţinut.",
}
WEST = {
    "german": "Der Bürgermeister sagte, die Brücke bleibe für Fußgänger geöffnet. Über März wird abgestimmt.",
    "french": "Où êtes-vous née ? À Besançon, près de la forêt ; le maire a été élu en février.",
    "spanish": "El próximo año habrá más niños en las escuelas. ¿Qué pasó en la reunión?",
    "portuguese": "A decisão foi tomada após uma longa discussão; as crianças estão na praça.",
    "italian": "La libertà di stampa è in pericolo, così dicono. Perché no?",
    "swedish": "Borgmästaren sade i går att bron är stängd för året.",
    "danish": "Prøven bliver gennemført på skolen i næste uge. Æblerne er røde.",
    "finnish": "Pormestari sanoi eilen, että silta on suljettu vuoden. Äiti käveli metsässä.",
    "icelandic": "Borgarstjórinn sagði í gær að brúin væri lokuð. Það er þungt að heyra.",
}
ONE_SENTENCE = ("Dvořák was a composer.", "Łódź and Kraków are cities.", "PÉTER ŐRIZTE A KAPUT")


@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2", "cp852", "mac_latin2"])
@pytest.mark.parametrize("language", TEXTS)
def test_the_languages_of_central_europe(language: str, encoding: str) -> None:
    try:
        data = TEXTS[language].encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("not written in this encoding")
    assert decode(data) == TEXTS[language]
    assert decode(b"Title\n\n" + data * 5) == "Title\n\n" + TEXTS[language] * 5


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "iso-8859-15"])
@pytest.mark.parametrize("language", WEST)
def test_the_languages_of_western_europe_stay_western(language: str, encoding: str) -> None:
    assert decode(WEST[language].encode(encoding)) == WEST[language]


@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2"])
@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_one_name_is_enough(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1254", "iso-8859-9"])
def test_turkish(encoding: str) -> None:
    text = "Öğretmenler daha yüksek maaş ve daha küçük sınıflar istiyor."
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ελληνικά κείμενα για τον δήμαρχο της πόλης.", "cp1253"),
        ("English words and 中文字 in a long English sentence that goes on", "big5"),
        ("นายกเทศมนตรีกล่าวเมื่อวานนี้", "cp874"),
    ],
)
def test_other_scripts_are_left_to_others(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_quotation_marks_of_windows() -> None:
    text = "„Nem tudom” – mondta Péter –, „mert őrizni kellett a vizet…”"
    assert decode(text.encode("cp1250")) == text
