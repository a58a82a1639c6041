"""Countries, and a few bodies of countries, that go by more than one name in English."""

from types import MappingProxyType

_NAMES = """
United States | United States of America | US | USA | America
United Kingdom | Britain | Great Britain | UK | GB
United Arab Emirates | UAE | Emirates
Democratic Republic of the Congo | Democratic Republic of Congo | DRC | DR Congo | Congo-Kinshasa | Zaire
Republic of the Congo | Congo-Brazzaville
Central African Republic | CAR
Netherlands | Holland
Czech Republic | Czechia
Ivory Coast | Cote d'Ivoire
Myanmar | Burma
Eswatini | Swaziland
North Macedonia | Macedonia
Turkey | Turkiye
Cape Verde | Cabo Verde
East Timor | Timor-Leste
Bosnia and Herzegovina | Bosnia | Bosnia-Herzegovina
North Korea | Democratic People's Republic of Korea | DPRK
South Korea | Republic of Korea | ROK
China | People's Republic of China | PRC
Taiwan | Republic of China
Russia | Russian Federation
Soviet Union | USSR | Union of Soviet Socialist Republics
East Germany | German Democratic Republic | GDR
Germany | Federal Republic of Germany
Ireland | Republic of Ireland
Iran | Islamic Republic of Iran
Syria | Syrian Arab Republic
Saudi Arabia | Kingdom of Saudi Arabia | KSA
Vatican | Vatican City | Holy See
Sao Tome and Principe | Sao Tome
Trinidad and Tobago | Trinidad
Antigua and Barbuda | Antigua
Papua New Guinea | PNG
New Zealand | NZ | Aotearoa
Dominican Republic | DR
Moldova | Republic of Moldova
Laos | Lao People's Democratic Republic
Gambia | The Gambia
Bahamas | The Bahamas
European Union | EU
United Nations | UN
Washington, D.C. | Washington DC
New York City | NYC
Los Angeles | LA
Kyiv | Kiev
Mumbai | Bombay
Beijing | Peking
Odesa | Odessa
Kharkiv | Kharkov
Lviv | Lvov
"""


def _key(folded: str) -> str:
    return folded.replace("-", " ").replace("\u2019", "'")


def _table() -> dict[str, str]:
    from_name: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        names = [name.strip() for name in line.split("|")]
        for name in names:
            from_name[name if name.isupper() else _key(name.lower())] = names[0].lower()
    return from_name


_CANONICAL = MappingProxyType(_table())


def country(name: str, folded: str) -> str | None:
    """What is common to all names of a country.

    Args:
        name: as it stands in the text, without full stops: abbreviations count in capitals alone.
        folded: the same without case and accents.

    Returns:
        The usual name in lower case, or None where the table has no such name.
    """
    return _CANONICAL.get(name) or _CANONICAL.get(_key(folded))
