"""First names that one person may go by."""

from functools import cache

from tui.analysis.entities.normalization import spelling

_GROUPS = """
    abraham abe, albert al, alexander alex aleksandr oleksandr alexandr alexandre alejandro sasha,
    andrew andy andrei andriy andrey, anthony tony antony, benjamin ben benny, bernard bernie,
    catherine cathy kate katherine katharine kathy katie kathleen, charles charlie chuck,
    christopher chris, daniel dan danny, david dave davy, deborah debbie deb, dmitry dmitri dmytro dima,
    donald don, douglas doug, edward ed eddie ted, elizabeth liz beth lizzie betty eliza elisabeth,
    eric erik, eugene gene, frederick fred freddie, geoffrey geoff jeffrey jeff, gerald gerry jerry,
    gregory greg, henry harry hank, jacob jake, james jim jimmy jamie, jennifer jenny jen,
    john johnny jack, jonathan jon, joseph joe joey, joshua josh, judith judy, karl carl,
    kenneth ken kenny, lawrence larry laurence, leonard len lenny, luis luiz, margaret maggie meg peggy,
    mark marc, matthew matt, michael mike mick mickey, mikhail mykhailo, mohammed mohamed muhammad
    mohammad mohamad muhammed mehmed, nicholas nick nicolas nicky, nikolai mykola nikolay, oleg oleh,
    patricia pat patty, patrick pat paddy, peter pete, philip phil phillip, raymond ray, rebecca becky,
    richard dick rick ricky, robert bob bobby rob robbie, ronald ron ronnie, samuel sam sammy,
    sergei sergey serhiy serhii sergii, stephen steve steven stephan, susan sue susie suzanne,
    theodore teddy, thomas tom tommy, timothy tim, victoria vicky, viktor victor, vincent vince vinnie,
    vladimir volodymyr vlad wladimir, walter walt, william bill billy will willie, yelena elena olena,
    yuri yury iurii yuriy, yusuf youssef yousef yousuf
"""


@cache
def _usual() -> dict[str, str]:
    usual: dict[str, str] = {}
    for group in _GROUPS.split(","):
        names = group.split()
        for name in names:
            usual.setdefault(spelling(name), spelling(names[0]))
    return usual


def usual(first_name: str) -> str:
    """What the short forms and transcriptions of a folded first name have in common: Bill, William."""
    spelled = spelling(first_name)
    return _usual().get(spelled, spelled)
