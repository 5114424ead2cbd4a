"""One form for all spellings of a message, shared by training and serving.

NFKC, lower case, traditional to simplified script (OpenCC t2s), repeated marks and spaces folded; ``strip_fillers``
also takes away the words people begin and end with. Both are idempotent.
"""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

MARKS = re.compile(r"[^\w\u3400-\u9fff]+")
REPEATED = re.compile(r"([\u3400-\u9fff])\1{2,}")
LEADING = re.compile(
    r"^(?:您好|你好|你们好|大家好|哈喽|hello|hi|喂|在吗|在不在|在么|老师|同志|师傅|亲|领导|各位|麻烦|请问(?:一下|下)?|请教(?:一下|下)?|劳驾|打扰(?:一下|了)?|"
    r"咨询(?:一下|下|个问题)?|问(?:一下|下|个(?:问题|事儿?))|我?想(?:请教|咨询|问|了解|打听|知道)(?:一下|下|个事儿?|个问题)?(?:哈|啊|吧|呢)?|"
    r"帮(?:我|忙)?(?:看看|看下|问问|查查)|那个|这个|内个|就是说?|嗯+|呃+|额+|啊+|哎+|唉+|诶+|欸+|哦+|噢+|然后|所以|反正|话说|"
    r"我就?想(?:问|知道)|跟您?(?:咨询|打听)(?:一下|下)?|能不能(?:帮忙)?(?:告诉我|说说|讲讲|解释一下)|给(?:我)?(?:说说|讲讲|介绍一下))+"
)
TRAILING = re.compile(
    r"(?:谢谢(?:您|你|了|啦)?|多谢|感谢|拜托了?|麻烦(?:您|你)?了?|谢了|急|在线等|求(?:解答|回复|告知|助)|望(?:回复|告知|解答)|"
    r"(?:给)?(?:说|讲)(?:一下|说|说呗)|呗|哈|呀|啊|呢|吧|哦|噢|嘛|啦|哟|咯|诶|唉|嗯|哎)+$"
)
SHORTEST_AFTER_STRIPPING = 3
_to_simplified = OpenCC("t2s")


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """The message with its marks, in simplified script."""
    converted: str = _to_simplified.convert(text)
    return converted


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """The message in simplified script, lower case, marks as single blanks, at most two equal characters in a row."""
    text = simplified(unicodedata.normalize("NFKC", text).lower())
    text = MARKS.sub(" ", text).replace("_", " ").strip()
    return REPEATED.sub(r"\1\1", text)


@lru_cache(maxsize=4096)
def strip_fillers(text: str) -> str:
    """A normalised message without opening and closing fillers, unless fewer than three characters would remain."""
    while True:
        stripped = TRAILING.sub("", LEADING.sub("", text).strip()).strip()
        if stripped == text or len(stripped.replace(" ", "")) < SHORTEST_AFTER_STRIPPING:
            return text
        text = stripped
