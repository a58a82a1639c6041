"""Words that tell what part of a sentence is what, where no parser does."""

import re

from tui.domain.words import word_set

DASHES = "-\u2013\u2014\u2015"
"""Dashes, of which any may stand before the name that signs a quotation."""
PRONOUNS = word_set("he she they i we who it you")
ARTICLES = word_set("the a an this these those his her its their our my your")
"""Determiners with which a noun phrase begins, wherever they stand."""
DETERMINERS = word_set("""
    the a an this these those his her their its our my your one another some many several most two three
    four five six both all each every no any other few dozens hundreds thousands top senior former local
    fellow key federal other
""")
PREPOSITIONS = word_set("""
    of for to in on by with from at about against after before during under over between among into
    through without within toward towards upon via amid like than as despite since until near behind
    beyond including regarding concerning per
""")
STOPS = (
    PREPOSITIONS
    | PRONOUNS
    | word_set("""
    and or but nor if when while where because although though that which whom whose what how why so yet
    then is are was were be been being am has have had having do does did will would can could may might
    must shall should not n't never also just now still already often even only once again later
    recently there here him them me us himself herself themselves itself went goes gone got get gets
    came come comes made make makes took take takes gave give gives left won lost ran run runs wants
    seems seemed appears appeared became becomes began begins did does said-- wants needs likes sat
    stood met held kept knew saw sees seen
""")
)
POST_NOMINALS = frozenset(
    [
        "KC",
        "QC",
        "SC",
        "MP",
        "MPs",
        "MEP",
        "MSP",
        "MLA",
        "MLC",
        "TD",
        "OBE",
        "CBE",
        "MBE",
        "KBE",
        "JP",
        "MD",
        "PhD",
    ]
)
"""Letters after a name, which are no name by themselves."""
PEOPLE = word_set("""
    official officials spokesman spokeswoman spokesperson spokespeople spokesmen aide aides adviser
    advisers advisor advisors campaign administration supporter supporters voter voters critic critics
    expert experts analyst analysts ally allies opponent opponents lawmaker lawmakers senator senators
    congressman congresswoman governor mayor president minister premier chancellor leader leaders
    chairman chairwoman chair director manager strategist strategists pollster source sources reporter
    reporters journalist journalists host anchor author writer editor columnist lawyer lawyers attorney
    attorneys prosecutor prosecutors judge police officer officers sheriff candidate candidates nominee
    nominees rival rivals democrat democrats republican republicans conservative conservatives liberals
    protester protesters protestors activist activists student students professor man woman men women
    people person father mother son daughter brother sister wife husband couple friend friends crowd
    audience statement report ad article editorial email memo letter poll survey study group groups
    company court committee panel board department agency newspaper paper site website network
    organization union party team office government white-house billionaire businessman businesswoman
    businessmen mogul veteran veterans delegate delegates donor donors surrogate surrogates operative
    operatives executive executives diplomat diplomats general soldier scientist scientists researcher
    researchers doctor doctors teacher teachers worker workers resident residents witness witnesses
    representative representatives secretary commissioner coach player actor actress singer comedian
    moderator insider insiders staffer staffers member members owner founder historian economist
    economists observers observer others some many most one several both another neither user users fan
    fans guest firm kremlin pentagon authorities immigrants families family mom dad kid kids boy girl
    pastor priest pope bishop cleric speaker whip delegation ministry commission regulators investors
    trader traders farmer farmers neighbor neighbors neighbour neighbours survivors victim victims
    suspect defendant billboard headline tweet post message sign banner caption document documents
    filing ruling complaint indictment transcript release video caller questioner interviewer respondent
    respondents participant participants attendee attendees organizers organiser organisers organizer
    volunteer volunteers chief boss head captain manager envoy ambassador monarch king queen prince duke
    captain investigators
""")
"""Nouns for those who say things, and for what says them in their place."""
_NO_PERSONS = word_set("""
    administration ad agency another article audience banner billboard board both campaign caption
    committee commission company complaint couple court crowd delegation department dozens editorial
    email family filing firm government group headline indictment kremlin letter many memo message
    ministry most network neither newspaper office one organization organisation others panel paper
    party pentagon poll post press release report ruling sign site some statement study survey team
    transcript tweet union video website white-house people police congress answer center centre
    chapter charter clamor computer corner counter cover daughter's dinner disaster door factor fewer
    floor flyer folder former further harbor harbour hunger larger latter layer manner matter member's
    minor mirror monster number offer order other outer over paper poster power quarter register
    remainder river rubber senior silver soccer summer sweater theater theatre tower trailer water
    weather whether winter wonder border chamber cancer bumper error horror terror labor labour honor
    humor rumor major liver motor sector tractor visor war
""")
_BEARS = re.compile(r"[a-z]+(?:er|or|ist|ian|man|woman|eer|ant|ess)")
_MORE_PERSONS = word_set("""
    clerk cook guard monk nun poet spy thief surgeon physician scholar academic cadet colonel corporal
    sergeant detective lieutenant chef nurse dentist aunt uncle niece nephew cousin grandson
    granddaughter stepson stepdaughter widow bride groom lad lass youth pilot referee trustee employee
    retiree detainee rabbi imam cardinal archbishop guide expat recruit analyst chief mp
""")


def is_person_noun(noun: str) -> bool:
    """Whether a noun in lower case is one for a single person, as list or ending tell."""
    if noun in _NO_PERSONS:
        return False
    if noun in _MORE_PERSONS:
        return True
    if noun in PEOPLE:
        return not noun.endswith("s") or noun in ("boss", "actress", "witness")
    return len(noun) > 4 and _BEARS.fullmatch(noun) is not None


PARTICLES = word_set("de von van der den del della di da al bin la le el ibn dos du")
DAYS = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december
""")
OPENING = word_set("""
    nobody nothing back contrast meanwhile however moreover still today yesterday asked again also
    perhaps maybe yes no not now earlier later instead indeed others such even only just soon democratic
    republican why how what when where yet so thus then finally first second third last next
""")
AUXILIARIES = word_set("""
    has have had is was were are be been being am will would can could may might must shall should do
    does did 'd 'll 've not never also then later recently further repeatedly once even simply just
    quickly still often already again only now always previously first finally subsequently eventually
    reportedly famously all both himself herself themselves immediately soon earlier yesterday today to
""")
"""Words between a subject and its verb."""
JOINS = word_set("and or but then")
