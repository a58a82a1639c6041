"""Word lists for English: reporting verbs, nouns for people, and the small words of grammar."""

import re
from enum import IntEnum
from types import MappingProxyType

from tui.domain.text.sentences import word_set

WORD = re.compile(r"[^\W_]+(?:['\u2019.&-][^\W_]+)*")
"""A word, with the hyphens, apostrophes and full stops inside it."""

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
POST_NOMINALS = word_set("KC QC SC MP MPs MEP MSP MLA MLC TD OBE CBE MBE KBE JP MD PhD")
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
    """Return whether a noun in lower case is one for a single person, by a list or its ending."""
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
SMALL_WORDS = word_set(
    "a an the of and or to in on at for with by from is vs as de la it my your our his her i"
)
"""Words that have no capital in a title."""


_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "read": "reads reading",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "put": "puts putting",
    "know": "knows knew knowing",
    "cry": "cries cried crying",
    "reply": "replies replied replying",
    "deny": "denies denied denying",
    "testify": "testifies testified testifying",
    "imply": "implies implied implying",
    "decry": "decries decried decrying",
    "quip": "quips quipped quipping",
    "admit": "admits admitted admitting",
    "brag": "brags bragged bragging",
    "blog": "blogs blogged blogging",
    "dub": "dubs dubbed dubbing",
    "refer": "refers referred referring",
    "snap": "snaps snapped snapping",
    "demur": "demurs demurred demurring",
    "swear": "swears swore sworn swearing",
    "speak": "speaks spoke spoken speaking",
    "sing": "sings sang singing",
    "foresee": "foresees foresaw",
    "rebut": "rebuts rebutted rebutting",
    "spin": "spins spun",
}

_SAYING = """
rule say tell write add ask note argue continue claim tweet explain declare acknowledge warn state reply
conclude recall insist quip remark respond answer joke chant shout yell observe comment announce predict
vow pledge promise lament muse recount counter contend assert assure allege admit concede complain boast
brag marvel exclaim confess confide scoff interject intone demand demur stress reiterate repeat retort
testify text thunder whisper wonder fume gush snap implore plead caution cry read report suggest believe
think reason clarify confirm elaborate emphasize emphasise estimate inform maintain opine post predict
proclaim profess propose protest rant rave reflect remember sigh shrug speculate summarize swear
theorize urge volunteer vent affirm apologize begin blog brief bemoan deadpan grouse grumble hint
inquire instruct jest lecture mutter mumble prophesy rail recite scream tease thank warble advise agree
enthuse spell retweet bellow growl paraphrase stipulate press correct interrupt sneer snarl gasp chuckle
laugh sob object apologise summarise theorise venture murmur hiss groan moan bark cheer enquire drawl
email e-mail crack
"""
_NAMING = """
call describe refer accuse praise blast slam mock dismiss denounce criticize criticise label brand dub
characterize characterise term portray deride decry ridicule question cite mention express deem promote
depict reference invoke echo tout emphasise highlight defend hail condemn blame attack put use issue
release offer reveal indicate show hope fear feel worry want challenge deny reject laud paint cast
compare credit decide discuss lambaste liken list offer pan petition quote rip salute share signal speak
stump talk trash trumpet view charge know address outline deliver include list declare rate scold
rebuke remind respond charge conclude point imply find compliment credit applaud welcome assail lash
chide castigate berate commend lament pronounce suggest
"""
_DOUBLED_ENDINGS = word_set("stop drop pen rip pan plan")


class Strength(IntEnum):
    """How surely a verb introduces speech."""

    NAMING = 1
    """It says what a person calls something: what it quotes are mostly fragments."""
    SAYING = 2
    """It introduces speech."""


PHRASAL = MappingProxyType(
    {
        form: particle
        for particle, forms in (
            ("on", "went goes"),
            ("back", "shot shoots fired fires hit hits pushed pushes clapped"),
            ("in", "chimed chimes weighed weighs broke jumped"),
            ("up", "piped pipes summed sums"),
            ("out", "blurted blurts"),
        )
        for form in forms.split()
    }
)
"""Forms that introduce speech only with a particle after them: "shot back"."""


def _forms(verb: str) -> list[str]:
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    stem = verb + verb[-1] if verb in _DOUBLED_ENDINGS else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return [verb, third, stem + "ed", stem + "ing"]


def _table() -> dict[str, Strength]:
    table: dict[str, Strength] = {}
    for listing, strength in ((_NAMING, Strength.NAMING), (_SAYING, Strength.SAYING)):
        for verb in listing.split():
            for form in _forms(verb):
                table[form] = strength
    return table | dict.fromkeys(PHRASAL, Strength.SAYING)


CUES = MappingProxyType(_table())
"""Every form, in lower case, of the verbs that introduce what is quoted."""

_ALSO_NOUNS = """
    claim comment call remark state report note demand question answer post promise vow pledge fear hope
    attack issue address name show charge share release tweet text read estimate protest view use challenge
    reason praise brief reference label term brand list talk rate echo credit quote concern cry joke chant
    lecture hint boast lament account point signal caution offer defend shout warning reply tease feeling
    writing meaning reading saying thought find cast blog laugh cheer groan moan sob email e-mail crack
    press object
"""
ALSO_NOUNS = frozenset(form for verb in _ALSO_NOUNS.split() for form in (verb, verb + "s"))
"""Forms that are nouns as well: after an article, an adjective or a preposition they are no verbs."""
