"""Countries, capitals and other known places, the names they go by, and the words for their people."""

import re
from collections.abc import Iterator
from functools import cache

_STEM = 5
"""Letters of a word that are compared, so that Ukraine is as good as Ukrainian."""
# Each line: words that mean the same country, folded to small letters.
_FAMILIES = """
america american americans
britain british briton britons
china chinese
cyprus cypriot
denmark danish dane danes
finland finnish finn finns
france french frenchman frenchwoman
greece greek greeks
iran iranian iranians
iraq iraqi iraqis
ireland irish
kuwait kuwaiti
mali malian malians
netherlands dutch holland
niger nigerien
norway norwegian norwegians
oman omani
peru peruvian peruvians
philippines filipino filipina philippine
poland polish pole poles
qatar qatari
spain spanish spaniard spaniards
sweden swedish swede swedes
switzerland swiss
togo togolese
turkey turkiye turkish turk turks
wales welsh
yemen yemeni
chad chadian
cuba cuban cubans
fiji fijian
laos lao laotian
nepal nepali nepalese
emirates emirati uae
"""
_STEMS = {word: line.split()[0] for line in _FAMILIES.strip().splitlines() for word in line.split()}
_ABBREVIATED = (
    (re.compile(r"\b(?:U\.S\.(?:A\.)?|USA?\b)|\bUnited States\b"), "America"),
    (re.compile(r"\b(?:U\.K\.|UK\b)|\bUnited Kingdom\b"), "Britain"),
)
_WORD = re.compile(r"[^\W_]+")


def description_words(wording: str) -> Iterator[str]:
    """Yield the words of a description of a person, with the US and the UK spelt out."""
    for pattern, name in _ABBREVIATED:
        wording = pattern.sub(name, wording)
    return (match[0] for match in _WORD.finditer(wording))


def stem(word: str) -> str:
    """Return what a word, in small letters, has in common with others of the same country or thing."""
    return _STEMS.get(word, word[:_STEM])


_COUNTRIES = """
Afghanistan ; Kabul
Albania ; Tirana
Algeria ; Algiers
Andorra ; Andorra la Vella
Angola ; Luanda
Antigua and Barbuda | Antigua
Argentina | Argentine Republic ; Buenos Aires
Armenia ; Yerevan
Australia | Commonwealth of Australia ; Canberra
Austria ; Vienna
Azerbaijan ; Baku
Bahamas | The Bahamas ; Nassau
Bahrain ; Manama
Bangladesh ; Dhaka | Dacca
Barbados ; Bridgetown
Belarus | Byelorussia ; Minsk
Belgium ; Brussels
Belize ; Belmopan
Benin ; Porto-Novo
Bhutan ; Thimphu
Bolivia | Plurinational State of Bolivia ; La Paz
Bosnia and Herzegovina | Bosnia | Bosnia-Herzegovina | BiH ; Sarajevo
Botswana ; Gaborone
Brazil ; Brasilia
Brunei | Brunei Darussalam
Bulgaria ; Sofia
Burkina Faso | Burkina ; Ouagadougou
Burundi ; Gitega
Cambodia | Kampuchea ; Phnom Penh
Cameroon ; Yaounde
Canada ; Ottawa
Cape Verde | Cabo Verde ; Praia
Central African Republic | CAR ; Bangui
Chad ; N'Djamena
Chile ; Santiago
China | People's Republic of China | PRC | Mainland China ; Beijing | Peking
Colombia ; Bogota
Comoros ; Moroni
Costa Rica ; San Jose
Croatia ; Zagreb
Cuba ; Havana
Cyprus | Republic of Cyprus ; Nicosia
Czech Republic | Czechia ; Prague
Democratic Republic of the Congo | Democratic Republic of Congo | DRC | DR Congo | Congo | \
Congo-Kinshasa | Zaire ; Kinshasa
Denmark ; Copenhagen
Djibouti
Dominica ; Roseau
Dominican Republic | DR ; Santo Domingo
East Timor | Timor-Leste ; Dili
Ecuador ; Quito
Egypt | Arab Republic of Egypt ; Cairo
El Salvador ; San Salvador
Equatorial Guinea ; Malabo
Eritrea ; Asmara
Estonia ; Tallinn
Eswatini | Swaziland ; Mbabane
Ethiopia ; Addis Ababa
Fiji ; Suva
Finland ; Helsinki
France | French Republic ; Paris
Gabon ; Libreville
Gambia | The Gambia ; Banjul
Georgia ; Tbilisi
Germany | Federal Republic of Germany ; Berlin
Ghana ; Accra
Greece | Hellenic Republic ; Athens
Grenada ; St George's
Guatemala
Guinea ; Conakry
Guinea-Bissau ; Bissau
Guyana ; Georgetown
Haiti ; Port-au-Prince
Honduras ; Tegucigalpa
Hungary ; Budapest
Iceland ; Reykjavik
India | Republic of India ; New Delhi | Delhi
Indonesia ; Jakarta
Iran | Islamic Republic of Iran ; Tehran | Teheran
Iraq ; Baghdad
Ireland | Republic of Ireland | Irish Republic | Eire ; Dublin
Israel | State of Israel ; Jerusalem ; Tel Aviv
Italy ; Rome
Ivory Coast | Cote d'Ivoire ; Yamoussoukro
Jamaica
Japan ; Tokyo
Jordan | Hashemite Kingdom of Jordan ; Amman
Kazakhstan ; Astana | Nur-Sultan
Kenya ; Nairobi
Kiribati ; Tarawa
Kosovo ; Pristina | Prishtina
Kuwait ; Kuwait City
Kyrgyzstan | Kyrgyz Republic ; Bishkek
Laos | Lao People's Democratic Republic | Lao PDR ; Vientiane
Latvia ; Riga
Lebanon ; Beirut
Lesotho ; Maseru
Liberia ; Monrovia
Libya ; Tripoli
Liechtenstein ; Vaduz
Lithuania ; Vilnius
Luxembourg | Luxemburg
Madagascar ; Antananarivo
Malawi ; Lilongwe
Malaysia ; Kuala Lumpur
Maldives
Mali ; Bamako
Malta ; Valletta
Marshall Islands ; Majuro
Mauritania ; Nouakchott
Mauritius ; Port Louis
Mexico ; Mexico City
Micronesia | Federated States of Micronesia ; Palikir
Moldova | Republic of Moldova | Moldavia ; Chisinau | Kishinev
Monaco
Mongolia ; Ulaanbaatar | Ulan Bator
Montenegro ; Podgorica
Morocco ; Rabat
Mozambique ; Maputo
Myanmar | Burma ; Naypyidaw | Nay Pyi Taw
Namibia ; Windhoek
Nauru ; Yaren
Nepal ; Kathmandu | Katmandu
Netherlands | Holland ; The Hague | Hague ; Amsterdam
New Zealand | NZ | Aotearoa ; Wellington
Nicaragua ; Managua
Niger ; Niamey
Nigeria ; Abuja
North Korea | Democratic People's Republic of Korea | DPRK ; Pyongyang
North Macedonia | Macedonia | FYROM ; Skopje
Norway ; Oslo
Oman ; Muscat
Pakistan | Islamic Republic of Pakistan ; Islamabad
Palau
Palestine | State of Palestine ; Ramallah
Panama ; Panama City
Papua New Guinea | PNG ; Port Moresby
Paraguay ; Asuncion
Peru ; Lima
Philippines | The Philippines ; Manila
Poland ; Warsaw
Portugal ; Lisbon
Qatar ; Doha
Republic of the Congo | Republic of Congo | Congo-Brazzaville | Congo Republic ; Brazzaville
Romania | Rumania ; Bucharest
Russia | Russian Federation ; Moscow
Rwanda ; Kigali
Saint Kitts and Nevis | Saint Kitts ; Basseterre
Saint Lucia ; Castries
Saint Vincent and the Grenadines | Saint Vincent ; Kingstown
Samoa | Western Samoa ; Apia
San Marino
Sao Tome and Principe | Sao Tome
Saudi Arabia | Kingdom of Saudi Arabia | KSA ; Riyadh
Senegal ; Dakar
Serbia ; Belgrade
Seychelles
Sierra Leone ; Freetown
Singapore
Slovakia | Slovak Republic ; Bratislava
Slovenia ; Ljubljana
Solomon Islands | Solomons ; Honiara
Somalia ; Mogadishu
South Africa | Republic of South Africa | RSA ; Pretoria ; Cape Town
South Korea | Republic of Korea | ROK ; Seoul
South Sudan ; Juba
Spain | Kingdom of Spain ; Madrid
Sri Lanka | Ceylon ; Colombo
Sudan ; Khartoum
Suriname ; Paramaribo
Sweden ; Stockholm
Switzerland | Swiss Confederation ; Bern | Berne
Syria | Syrian Arab Republic ; Damascus
Taiwan | Republic of China ; Taipei
Tajikistan ; Dushanbe
Tanzania ; Dodoma
Thailand | Siam ; Bangkok
Togo ; Lome
Tonga ; Nuku'alofa
Trinidad and Tobago | Trinidad ; Port of Spain
Tunisia ; Tunis
Turkey | Turkiye ; Ankara
Turkmenistan ; Ashgabat
Tuvalu ; Funafuti
Uganda ; Kampala
Ukraine ; Kyiv | Kiev
United Arab Emirates | UAE | Emirates ; Abu Dhabi
United Kingdom | Britain | Great Britain | UK | GB ; London
United States | United States of America | US | USA | America ; \
Washington | Washington DC | DC
Uruguay ; Montevideo
Uzbekistan ; Tashkent
Vanuatu ; Port Vila
Vatican | Vatican City | Holy See
Venezuela | Bolivarian Republic of Venezuela ; Caracas
Vietnam | Viet Nam ; Hanoi
Yemen ; Sanaa | Sana'a
Zambia ; Lusaka
Zimbabwe | Rhodesia ; Harare
"""
"""A country with the names it goes by, then its capital and seat of government with theirs."""

_PLACES = """
England ; Scotland ; Wales ; Northern Ireland ; Edinburgh ; Cardiff ; Belfast
Soviet Union | USSR | Union of Soviet Socialist Republics ; Yugoslavia ; Czechoslovakia ; Austria-Hungary
East Germany | German Democratic Republic | GDR ; West Germany
Hong Kong ; Macau | Macao ; Greenland ; Puerto Rico ; Gibraltar ; Bermuda ; Western Sahara ; Somaliland
Crimea ; Catalonia | Catalunya ; Kurdistan ; Kashmir ; Tibet ; Xinjiang ; Abkhazia
Nagorno-Karabakh | Karabakh
Gaza | Gaza Strip ; West Bank ; Golan Heights ; Donbas | Donbass ; Sinai ; Darfur ; Tigray ; Chechnya
Europe ; Asia ; Africa ; North America ; South America ; Latin America ; Antarctica ; Oceania ; Middle East
Scandinavia ; Balkans ; Caucasus ; Caribbean ; Sahel ; Arctic
New York City | NYC ; Los Angeles | LA ; Chicago ; Houston ; Boston ; San Francisco ; Philadelphia ; Seattle
Toronto ; Montreal ; Vancouver ; Sao Paulo ; Rio de Janeiro | Rio ; Medellin ; Guadalajara
Shanghai ; Guangzhou ; Shenzhen ; Wuhan ; Mumbai | Bombay ; Kolkata | Calcutta ; Chennai | Madras
Bengaluru | Bangalore ; Karachi ; Lahore ; Osaka ; Kyoto ; Busan | Pusan ; Ho Chi Minh City | Saigon
Yangon | Rangoon ; Sydney ; Melbourne ; Auckland ; Dubai ; Jeddah | Jidda ; Istanbul ; Aleppo ; Mosul
Lagos ; Kano ; Johannesburg ; Durban ; Mombasa ; Dar es Salaam ; Abidjan ; Casablanca ; Alexandria
Odesa | Odessa ; Kharkiv | Kharkov ; Lviv | Lvov ; Dnipro | Dnepr ; Mykolaiv | Nikolaev ; Zaporizhzhia | \
Zaporizhia | Zaporozhye ; Chernihiv | Chernigov ; Luhansk | Lugansk ; Mariupol ; Kherson ; Bakhmut | Artemivsk
Chornobyl | Chernobyl ; Saint Petersburg | Leningrad ; Munich ; Frankfurt ; Hamburg ; Cologne ; Milan ; Naples
Turin ; Barcelona ; Marseille | Marseilles ; Lyon | Lyons ; Geneva ; Zurich ; Rotterdam ; Antwerp
Krakow | Cracow ; Gdansk | Danzig ; Manchester ; Birmingham ; Liverpool ; Glasgow ; Leeds ; Bristol
"""
"""Other places that news from everywhere assumes to be known, with the names they go by."""

_UNDIVIDED = """
Alsace-Lorraine ; Baden-Wurttemberg ; Berlin-Brandenburg ; Castile-La Mancha ; Dallas-Fort Worth
Emilia-Romagna ; Friuli-Venezia Giulia ; Minneapolis-St Paul ; Paris-Saclay ; Schleswig-Holstein
Serbia-Montenegro ; Trentino-Alto Adige
"""
"""One place each, although the parts may be known as places too."""

_ORGANISATIONS = "European Union | EU ; United Nations | UN ; NATO | Nato | \
North Atlantic Treaty Organization | North Atlantic Treaty Organisation"
"""Organisations that are spoken of as countries are."""


def _key(folded: str) -> str:
    words = folded.replace("-", " ").replace(",", " ").replace("\u2019", "'").replace("&", " and ").split()
    return " ".join("saint" if word == "st" else word for word in words)


def _names(listing: str) -> dict[str, str]:
    """Return the first name of the group of each name of ``listing``, folded; abbreviations in capitals."""
    from_name: dict[str, str] = {}
    for group in listing.replace("\n", ";").split(";"):
        names = [name.strip() for name in group.split("|")]
        for name in filter(None, names):
            from_name.setdefault(name if name.isupper() else _key(name.lower()), names[0].lower())
    return from_name


@cache
def _places() -> dict[str, str]:
    return _names(_COUNTRIES) | _names(_PLACES) | _names(_UNDIVIDED)


@cache
def _countries() -> frozenset[str]:
    lines = _COUNTRIES.strip().splitlines()
    return frozenset(line.split(";")[0].split("|")[0].strip().lower() for line in lines)


@cache
def _organisations() -> dict[str, str]:
    return _names(_ORGANISATIONS)


def place(name: str, folded: str) -> str | None:
    """Return what is common to all names of a country or another well-known place.

    Args:
        name: as it stands in the text, without full stops: abbreviations count in capitals alone.
        folded: the same without case and accents.

    Returns:
        The usual name in lower case, or None where the table has no such name.
    """
    places = _places()
    return places.get(name) or places.get(_key(folded))


def country(name: str, folded: str) -> str | None:
    """Return the same as ``place``, for countries alone."""
    found = place(name, folded)
    return found if found in _countries() else None


def known_organisation(name: str, folded: str) -> str | None:
    """Return the same as ``place``, for the few organisations that act like countries, such as the EU."""
    organisations = _organisations()
    return organisations.get(name) or organisations.get(_key(folded))
