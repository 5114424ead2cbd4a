"""Messages that point at something said before: an offer, the last answer, more of it, a correction."""

import re
from typing import Optional, Sequence

from bot.understanding.normalise import normalise

ORDINALS = {"一": 0, "1": 0, "二": 1, "2": 1, "两": 1, "三": 2, "3": 2, "四": 3, "4": 3}
CHOSEN = re.compile(
    r"^(?:我?(?:选|要|问|看|是|想问)?的?(?:是)?)?第?([一二两三四1-4])(?:个|条|项|种)?(?:吧|呢|呗|啊)?$"
)
LAST_CHOSEN = re.compile(r"^(?:选|就)?(?:最后|末尾)(?:一个|那个|一条)?(?:吧|呢)?$")
AGAIN = re.compile(
    r"(?:再|重新?|重复)(?:给我)?(?:说|讲|发|来|念)(?:一|1)?(?:遍|次|下)|没(?:看|听)(?:清|明白|懂).{0,4}再说|"
    r"重复(?:一下|一遍)?$|刚才(?:说|讲)(?:的|啥|什么)"
)
LOST = re.compile(
    r"(?:没|不)(?:太|大|咋|怎么)?(?:看|听|整)?(?:明白|懂|清楚)|(?:说|讲)(?:得|的)?(?:简单|通俗|明白|清楚)(?:一)?(?:点|些)|"
    r"换(?:个|种)(?:说法|话)|(?:再)?解释(?:一)?(?:遍|次)"
)
DEEPER = re.compile(
    r"问得更细(?:一?点|一些|些)?|(?:再|更|说|讲)?(?:详细|具体|仔细|细)(?:一)?(?:点|些|说说|讲讲)|展开(?:说|讲)|"
    r"还有(?:别的|更多)(?:说明|细节)"
)
CORRECTION = re.compile(
    r"^(?:我?不是(?:问|说)?这个|不是|不对|错了)[，,。 ]*(?:啦|的|哈)?[，,。 ]*"
    r"(?:我(?:是|想)?(?:问|说|要问)的?(?:是)?|我的意思是|问的是|说的是)?[，,:： ]*"
)
LONGEST_REFERENCE = 16
SHORTEST_CORRECTION = 2


def chosen_offer(text: str, offers: Sequence[str]) -> Optional[str]:
    """The offer a message picks by its number ("第二个", "2", "最后一个")."""
    plain = normalise(text).replace(" ", "")
    chosen = CHOSEN.match(plain)
    if offers and chosen and ORDINALS[chosen.group(1)] < len(offers):
        return offers[ORDINALS[chosen.group(1)]]
    return offers[-1] if offers and LAST_CHOSEN.match(plain) else None


def wants_again(text: str) -> bool:
    """Whether a message asks to hear the last answer again."""
    return bool(AGAIN.search(text)) and len(text) <= LONGEST_REFERENCE


def is_lost(text: str) -> bool:
    """Whether a message says that the last answer was not understood."""
    return bool(LOST.search(text)) and len(text) <= LONGEST_REFERENCE


def wants_more(text: str) -> bool:
    """Whether a message asks for more detail."""
    return bool(DEEPER.search(text))


def without_wish_for_more(text: str) -> str:
    """What is left of a message when its wish for detail is taken away: perhaps a title."""
    return DEEPER.sub("", text)


def corrected_to(text: str) -> Optional[str]:
    """What a person says they meant instead ("不是，我问的是费减备案"), or None."""
    rest = CORRECTION.sub("", text, count=1)
    return rest if rest != text and len(rest) >= SHORTEST_CORRECTION else None
