"""What titles and first names tell of whether "he" or "she" can stand for a person."""

from collections.abc import Iterable
from enum import StrEnum

from tui.domain.words import word_set


class Gender(StrEnum):
    """The pronoun that a title or a first name goes with, as far as it tells."""

    HE = "he"
    SHE = "she"


HIS_TITLES = word_set("mr sir lord king prince pope father monsieur herr congressman councilman baron duke")
HER_TITLES = word_set("mrs ms miss mme mlle madame dame lady queen princess frau congresswoman councilwoman")

_HIS_NAMES = word_set("""
    aaron abdul abdullah abraham adam adrian ahmed ahmad al alan albert alejandro alexander aleksandr
    alexei ali allen amir anders andre andreas andrei andrew andriy anthony antonio antony arthur ashraf
    barack barry bashar ben benjamin bernard bernie bill bob bobby boris brad brandon brett brian bruce
    bryan carl carlos cesar charles charlie chris christian christopher chuck clarence colin craig dan
    daniel darren dave david dean dennis derek diego dick dmitry dmytro don donald doug douglas dwight
    ed eddie eduardo edward edwin elijah elon emmanuel enrique eric ernest erik ethan eugene evan felix
    fernando francis francisco francois frank franklin fred frederick gabriel gary gavin geert gene
    geoffrey george gerald gerard gerhard giorgio giovanni giuseppe glenn gordon graham greg gregory
    guillermo gustavo guy hamid hans harold harry harvey hassan henry herbert hector herman howard hugh
    hugo hussein ian ibrahim igor imran isaac ismail ivan jack jacob jake james jamie jan jared jason
    javier jay jean jeb jeff jeffrey jens jeremy jerome jerry jesus jim jimmy joe joel joerg john johnny
    jon jonathan jorge jose joseph josh joshua juan julian julio justin karl keir keith ken kenneth
    kevin khalid kurt kyle lance larry lars lawrence lee len leo leon leonard leonid lewis liam lindsey
    lloyd louis lucas luis luiz luke mahmoud malcolm manuel marc marco marcus mariano mario mark
    marshall martin marvin mateusz matt matthew maurice max michael michel miguel mike mikhail milton
    mitch mitt mohamed mohammad mohammed muhammad mustafa narendra nathan neil nelson newt nicholas
    nicolas nick nigel noah norman olaf oleg oleksandr oliver omar oscar osama owen pablo patrick paul
    pedro peter petro phil philip philippe pierre rafael rahul raj ralph ramon rand randy raul ray
    raymond recep reggie reince rex ricardo richard rick rob robert roberto rodrigo roger roland ronald
    ronny ron ross roy rudolph rudy rupert russell ryan saddam salman sam samuel scott sean sebastian
    sergei sergey sergio seth shane shaun sidney silvio simon stanley stefan stephen steve steven stuart
    tariq ted terry theodore thomas tim timothy tobias todd tom tommy tony travis trevor vernon victor
    viktor vince vincent vladimir volodymyr walter warren wayne wesley wilbur will william winston
    wolfgang xavier yasser yusuf zach zachary
""")
_HER_NAMES = word_set("""
    abigail aisha alexandra alexandria alice alicia alison allison alyssa amanda amber amelia amina amy
    ana andrea angela angelina anita ann anna anne annette annie ariana ashley audrey barbara beatrice
    becky bella bernadette beth betty beverly bianca bonnie brenda brigitte brittany camila candace
    carla carly carmen carol carole caroline carolyn cassandra catherine cathy cecilia celine charlotte
    chelsea cheryl chloe christina christine cindy claire clara claudia colleen condoleezza connie
    constance courtney crystal cynthia daisy dana danielle dawn debbie deborah debra denise diana diane
    dianne dina dolores donna dora doris dorothy edith eileen elaine eleanor elena elise elisabeth
    elizabeth ella ellen emily emma erica erika erin esther eva eve evelyn fatima fiona flora florence
    frances gabrielle gail geraldine gina giorgia gladys gloria grace greta gretchen hannah harriet
    heather heidi helen helena helene hillary holly huma ida indira ingrid irene iris isabel isabella
    ivanka jackie jacqueline jane janet janice jasmine jean jeanne jenna jennifer jessica jill joan
    joanna joanne jodi josephine joy joyce juanita judith judy julia julie june kaitlyn karen kate
    katherine kathleen kathryn kathy katie katrina kayla kaylee kellyanne kerry kim kimberly kirsten
    kristen kristin laura lauren laurie lea leah leila lena leslie lily linda lisa liz lois lori
    lorraine louise lucia lucy lydia lynn mackenzie madeleine madeline maggie malala malia margaret
    maria marian marie marilyn marina marine marjorie marsha martha mary maureen maxine megan megyn
    melania melanie melissa mercedes meredith mia michaela michelle mildred miranda miriam moira molly
    monica nadia nancy naomi natalia natalie natasha nicola nicole nina nora norma olena olga olivia pam
    pamela patricia patty paula pauline peggy penny phyllis priscilla rachel ramona rebecca renee rhonda
    rita roberta robin rosa rose rosemary roxanne ruth sally samantha sandra sara sarah sasha savannah
    shannon sharon sheila shelly sherry shirley silvia simone sofia sonia sophia sophie stacy stella
    stephanie sue susan susanne suzanne svetlana sylvia tamara tammy tanya tara teresa theresa tiffany
    tina tracy tulsi ursula valerie vanessa vera veronica victoria viola virginia vivian wanda wendy
    whitney winifred yolanda yvonne zoe
""") - word_set("jean")
_HIS_KIN = word_set("father son brother husband uncle nephew grandfather grandson widower")
_HER_KIN = word_set("mother daughter sister wife aunt niece grandmother granddaughter widow")
_HIS_NOUNS = _HIS_KIN | word_set("man boy king prince spokesman chairman congressman businessman")
_HER_NOUNS = _HER_KIN | word_set(
    "woman girl queen princess spokeswoman chairwoman congresswoman businesswoman"
)


def of_title(title: str) -> Gender | None:
    """What the title before a name tells, such as ``Mrs.``."""
    low = title.rstrip(".").lower()
    return Gender.HE if low in HIS_TITLES else Gender.SHE if low in HER_TITLES else None


def of_relative(noun: str) -> Gender | None:
    """What the noun before a full name tells, as in "his wife, Ann Lee"."""
    low = noun.lower()
    return Gender.HE if low in _HIS_KIN else Gender.SHE if low in _HER_KIN else None


def of_first_name(folded: str) -> Gender | None:
    """What a first name without case and accents tells; None where it is unknown or both."""
    his, hers = folded in _HIS_NAMES, folded in _HER_NAMES
    return None if his == hers else Gender.HE if his else Gender.SHE


def of_noun(words: Iterable[str]) -> Gender | None:
    """What a noun phrase tells, such as ``the spokeswoman``."""
    for word in words:
        low = word.lower()
        if low in _HIS_NOUNS:
            return Gender.HE
        if low in _HER_NOUNS:
            return Gender.SHE
    return None
