"""The verbs that tell that something was said, in all their forms."""

from enum import IntEnum
from types import MappingProxyType

from tui.domain.words import word_set

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
    """How surely a verb introduces words that were said."""

    NAMING = 1
    """It says how somebody calls or takes something: what it quotes are mostly fragments."""
    SAYING = 2
    """It introduces what was said."""


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
"""Forms that introduce what was said only with a particle after them: "shot back"."""


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

ALSO_NOUNS = frozenset(
    form
    for verb in [
        "claim",
        "comment",
        "call",
        "remark",
        "state",
        "report",
        "note",
        "demand",
        "question",
        "answer",
        "post",
        "promise",
        "vow",
        "pledge",
        "fear",
        "hope",
        "attack",
        "issue",
        "address",
        "name",
        "show",
        "charge",
        "share",
        "release",
        "tweet",
        "text",
        "read",
        "estimate",
        "protest",
        "text",
        "view",
        "use",
        "challenge",
        "reason",
        "praise",
        "brief",
        "reference",
        "label",
        "term",
        "brand",
        "list",
        "talk",
        "rate",
        "echo",
        "credit",
        "quote",
        "concern",
        "cry",
        "joke",
        "chant",
        "lecture",
        "hint",
        "boast",
        "lament",
        "account",
        "point",
        "signal",
        "caution",
        "offer",
        "defend",
        "shout",
        "warning",
        "reply",
        "tease",
        "feeling",
        "writing",
        "meaning",
        "reading",
        "saying",
        "thought",
        "find",
        "cast",
        "blog",
        "laugh",
        "cheer",
        "groan",
        "moan",
        "sob",
        "email",
        "e-mail",
        "crack",
        "press",
        "object",
    ]
    for form in (verb, verb + "s")
)
"""Forms that are nouns as well: after an article, an adjective or a preposition they are no verbs."""
