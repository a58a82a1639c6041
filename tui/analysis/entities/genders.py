"""The gender of persons, by titles, kinship, first names and nouns: whether "he" or "she" can mean them."""

from collections.abc import Iterable
from enum import StrEnum

from tui.domain.text.sentences import word_set


class Gender(StrEnum):
    """The pronoun that a title or a first name goes with."""

    HE = "he"
    SHE = "she"


_HIS_TITLES = word_set("mr sir lord king prince pope father monsieur herr congressman councilman baron duke")
_HER_TITLES = word_set("mrs ms miss mme mlle madame dame lady queen princess frau congresswoman councilwoman")

_HIS_NAMES = word_set("""
    aaron abdul abdullah abebe abiodun abraham adam adewale aditya adnan adrian ahmad ahmed ajay akhil
    akira al alain alan albert alejandro aleksandr alessandro alexander alexei ali alistair allen alun
    amir amit anand anders andre andreas andrei andrew andriy aneurin angus anil ante anthony antonio
    antony archie arjun arthur arun arvind ashok ashraf babatunde barack barney barry bartosz bashar
    bastien ben benjamin benoit bernard bernie bertie bilal bill bjorn bob bobby bogdan bongani boris
    brad brandon branko brett brian bruce bruno bryan callum carl carlos cesar charles charlie chidi
    chinedu chris christian christopher chuck chukwuma cillian clarence claudio clive colin colm cormac
    craig dafydd daisuke dan daniel dario darren dave david dean declan deepak dennis derek derrick
    desmond dick didier diego dirk dmitry dmytro don donal donald doug douglas duncan dusan dwight dylan
    ebo ed eddie eduardo edward edwin elijah elliot ellis elon emeka emile emilio emlyn emmanuel emyr
    enrique enzo eoin eric erik erling ernest ernesto ernie ethan etienne euan eugene evan ewan fabio
    fabrice fahad faisal farid federico felix fergus fernando finn francis francisco francois frank
    franklin fred freddie frederick gabriel ganesh gareth gary gaston gavin geert gene geoff geoffrey
    george geraint gerald gerard gerhard gethin gianni gilles giorgio giovanni giuseppe glenn godfrey
    goran gordon graeme graham greg gregory griff guillaume guillermo gunnar gustav gustavo guy gwyn
    habib haider hakan hamid hamish hamza hans harold harry harsh haruto harvey hassan hector henri
    henrik henry herbert herman hideki hiroshi horace howard hugh hugo hussein huw ian ibrahim idris
    iestyn ieuan ifan ifeanyi ignacio igor imran imtiaz isaac ismail ivan iwan jack jacob jacques jaime
    jake jakub jamal james jamie jan jared jaroslaw jarvis jason jasper javier jay jean jeb jeff jeffrey
    jens jeremy jerome jerry jesus jim jimmy jiri joaquin joe joel joerg john johnny jomo jon jonathan
    jorge jorgen jose joseph josh joshua juan jules julian julio juma jurgen justin kaj karan kareem
    karel karim karl kazuo keir keith ken kenji kenneth kevin khalid kieran kirk klaus kofi krishna
    krzysztof kurt kwabena kwame kwesi kyle lachlan lance larry lars laurent lawrence lech lee len
    lennart leo leon leonard leonardo leonid lewis liam lindsey lionel lloyd lorenzo louis luc luca
    lucas luigi luis luiz lukasz luke maciej magnus mahmoud majid malcolm mandla manish manoj mansour
    manuel marc marco marcus marek mariano mario mark marshall martin marvin marwan massimo mateusz
    mathieu mats matt matteo matthew maurice mauro max mehdi meirion michael michel miguel mikael mike
    mikhail milan milton miroslav mitch mitt mohamed mohammad mohammed monty muhammad mukesh mungo murad
    musa mustafa nabil narendra nasser nathan naveen neil nelson nev newt niall nicholas nick nicolas
    niels nigel nikhil nitin noah norman obinna oisin olaf olav ole oleg oleksandr oliver olivier
    olusegun omar osama oscar oskar owain owen pablo padraig pankaj paolo pascal patrick paul pavel
    pedro percy peter petr petro phil philip philippe pierre piotr prakash pranav quentin radek rafael
    rahul rainer raj rajesh rajiv rakesh ralf ralph ramesh ramon rand randy rashid raul ravi ray raymond
    recep reg reggie reince renato rene rex rhodri rhys riad ricardo riccardo richard rick rob robert
    roberto roderick rodney rodolfo rodrigo roger rohit roland ron ronald ronny rory ross roy ruairi
    rudolph rudy rufus rupert russell ryan sachin saddam saeed saif salman salvatore sam sami samuel
    sanjay scott seamus sean sebastian selwyn serge sergei sergey sergio seth shane shaun shinzo sid
    sidney silvio simon sipho slavko soren stanislav stanley stefan stefano stephen steve steven stewart
    stuart sunil suresh sven sylvain tarek tariq taro ted tendai terry thabo theodore thierry thomas
    thorsten tim timothy tobias todd tom tomas tomasz tommy tomos tony torsten travis trevor tristan
    tunde uhuru uwe vaclav vernon vicente victor vijay vikram viktor vince vincent vinod vivek vladimir
    volodymyr walid wallace walter warren wayne werner wesley wilbur wilfred will william winston
    wojciech wolfgang xavier yahya yannick yasser yaw youssef yukio yusuf yves zach zachary zaid zoran
""")
_HER_NAMES = word_set("""
    aarti abena abigail adaeze adriana agatha agnes agneta agnieszka aisha akiko akosua aleksandra alena
    alexandra alexandria alice alicia alison allison alma alyssa ama amal amanda amara amber amelia
    amelie amina amira amy ana andrea angela angelina angharad anita anjali ann anna anne annette annie
    antonella anushka aoife aparna ariana aruna asha ashley astrid audrey aurelie ayesha ayumi barbara
    beata beatrice beatriz becky bella bernadette bernice beth bethan betty beverly bianca birgit bonnie
    bozena brenda bridget brigitte britta brittany bronagh bronwyn caitriona camila candace carla
    carlotta carly carmen carol carole caroline carolyn carys cassandra catalina catherine cathy catrin
    cecile cecilia celeste celine ceri cerys chantal charlotte chelsea cheryl chiamaka chiara chioma
    chloe christina christine cindy claire clara clarissa claudia clemence clodagh colette colleen
    condoleezza connie constance corinne courtney cristina crystal cynthia dagmar daisy dalia dana
    danielle danuta daphne dawn debbie deborah debra deepika deirdre delia della delphine denise diana
    diane dianne dina divya dolores dominique donna dora doris dorota dorothy edith edna effie efua
    eileen eilidh eimear elaine eleanor elena elin elisa elisabeth elise elizabeth elke ella ellen
    elodie elsie emiko emily emma emmanuelle enid erica erika erin esther ethel eunice eva eve evelyn
    ewa farah fatima fatma federica ffion fiona flora florence folake frances francesca freya funmilayo
    gabriela gabrielle gail galina genevieve geraldine gertrude gina giorgia giovanna gita gladys gloria
    grace graciela grainne grazyna greta gretchen gudrun gwen gwendolyn gwyneth hala hanan hannah
    harriet haruka hazel heather hedda heidi heike helen helena helene hilda hillary holly honor huma
    ida ifeoma ilse imogen indira indu ines inge ingeborg ingrid iona irene iris isabel isabella isla
    ivana ivanka iveta ivy jackie jacqueline jadwiga jamila jana jane janet janice jasmine jean jeanne
    jemima jenna jennifer jessica jill jitka joan joanna joanne jodi josefina josephine josie joy joyce
    juana juanita judith judy julia julie june jutta jyoti kaitlyn kamala karen karin katarina katarzyna
    kate katherine kathleen kathryn kathy katie katja katrina kavita kayla kaylee keiko kellyanne kerry
    kerstin khadija kim kimberly kirsten kristen kristin krystyna laila lakshmi lamia laura lauren
    laurie layla lea leah leela leila lena leslie leyla lily linda lindiwe lisa liv liz lois lori
    lorraine lottie louise lucia lucie lucrecia lucy ludmila luisa lydia lynn mabel mackenzie madeleine
    madeline madhuri maeve magdalena maggie maha mairead malala malgorzata malia manuela mared maren
    margaret margit marguerite maria mariam marian marie mariko marilyn marina marine marisol marjorie
    marsha marta martha mary maryam mathilde maud maureen mavis maxine meena meera megan megyn melania
    melanie melissa mercedes meredith mhairi mia michaela michelle michiko mildred milena millicent
    minnie miranda mireille miriam moira molly mona monica monika monique morag morwenna muriel nadezhda
    nadia nadine najwa nancy nandini naoko naomi natalia natalie natasha nathalie neha nell nellie nerys
    ngozi nia niamh nicola nicole nina nirmala nkechi nokuthula nomvula noor nora noriko norma nour
    odile oksana olena olga olive olivia oluchi oonagh orla pam pamela paola patricia patty paula
    pauline peggy penelope penny pernille petra philippa phyllis pilar pooja poppy prathiba priscilla
    priya priyanka rachel radha ramona rania raquel rebecca reem rekha renata renee rhian rhiannon
    rhonda rita roberta robin rocio roisin rosa rosalind rosario rose rosemary rosie rowena roxanne ruby
    rupa ruth sabine sakura sally samantha samira sandra saoirse sara sarah sarita sasha savannah sayaka
    segolene seren shannon shanti sharon sheila shelly sherry shireen shirley shreya sian sigrid silke
    silvana silvia simone sinead siobhan sioned sita siv snezana sofia solange solveig sonia sophia
    sophie stacy stella stephanie sue sunita susan susanna susanne sushma suzanne svetlana svitlana
    swati sybil sylvia sylvie tabitha tamara tammy tanya tara tatiana tatyana teresa tereza tessa thandi
    thandiwe thelma theresa tiffany tina tracy trudy tulsi ulla ulrike uma una ursula usha ute valentina
    valerie vandana vanessa vera verity veronica veronique vesna victoria vidya viola virginia vivian
    wanda wanjiku wendy whitney wilma winifred winnie ximena yaa yasmin yasmine yoko yolanda yuko yulia
    yuliya yvonne zainab zanele zoe zuzana
""") - word_set("jean")
_HIS_KIN = word_set("father son brother husband uncle nephew grandfather grandson widower")
_HER_KIN = word_set("mother daughter sister wife aunt niece grandmother granddaughter widow")
_HIS_NOUNS = _HIS_KIN | word_set("man boy king prince spokesman chairman congressman businessman")
_HER_NOUNS = _HER_KIN | word_set(
    "woman girl queen princess spokeswoman chairwoman congresswoman businesswoman"
)


def of_title(title: str) -> Gender | None:
    """Return the gender of the title before a name, such as ``Mrs.``, or None."""
    low = title.rstrip(".").lower()
    return Gender.HE if low in _HIS_TITLES else Gender.SHE if low in _HER_TITLES else None


def of_relative(noun: str) -> Gender | None:
    """Return the gender of the noun before a full name, as in "his wife, Ann Lee", or None."""
    low = noun.lower()
    return Gender.HE if low in _HIS_KIN else Gender.SHE if low in _HER_KIN else None


def of_first_name(folded: str) -> Gender | None:
    """Return the gender of a first name without case and accents; None where it is unknown or both."""
    his, hers = folded in _HIS_NAMES, folded in _HER_NAMES
    return None if his == hers else Gender.HE if his else Gender.SHE


def of_noun(words: Iterable[str]) -> Gender | None:
    """Return the gender of a noun phrase, such as ``the spokeswoman``, or None."""
    for word in words:
        low = word.lower()
        if low in _HIS_NOUNS:
            return Gender.HE
        if low in _HER_NOUNS:
            return Gender.SHE
    return None
