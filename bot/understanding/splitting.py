"""One message into the questions it holds.

People join questions by marks and by words (另外, 还有, 顺便问一下); they also tell stories around one question.
Clauses come out in order; which of them are questions of their own is decided by what the classifier makes of them.
"""

import re
from typing import List

from bot.understanding.normalise import normalise, simplified, strip_fillers

STRONG = re.compile(r"[。？！?!；;\n\r]+|…+|\.{3,}")
JOINING = re.compile(
    r"[，,、\s]*(?:另外(?:还)?|还有(?:一个|个)?(?:问题|事)?(?:就是)?|此外|顺便(?:再)?(?:问(?:一下|下|句)?|打听一下)?|再(?:问(?:一下|下|个|句)?|请教一下)|"
    r"(?:我)?还想(?:问|知道|了解)(?:一下|下)?|以及|同时(?:想问)?|然后(?:就是|还有|再)?|再就是|再有(?:就是)?|另(?:一|外一)个是?|(?<!第)[一二三]个?是|"
    r"第[一二三]个?(?:问题|是)?[，,、：: ]|[一二三123][、.)）]|"
    r"其次|最后(?:问一下)?)[，,、：:\s]*"
)
WEAK = re.compile(r"[，,、\s]+")
ASKING = re.compile(
    r"[?？吗么嘛]|怎么|咋|如何|什么|啥|哪|多久|多少|多长|几[天年月个次件步家种级类时]|帮我|想[做办查]|转人工|能不能|[能可是应须]否|可以|可不可以|是不是|要不要|有没有|行不行|行吗|算不算|算(?:是)?侵权|"
    r"谁|为什么|为啥|区别|需要|条件|流程|材料|费用|期限|时限|呢$|不$|没$|没有$|求|想知道|想了解|想问|请问|咨询"
)
SHORTEST_CLAUSE = 3


def clauses(text: str) -> List[str]:
    """The message's clauses at strong marks and joining words, in order, each with some content."""
    return [part for strong in STRONG.split(simplified(text)) for part in JOINING.split(strong) if has_content(part)]


def phrases(text: str) -> List[str]:
    """The message's parts at all marks and blanks, in order, each with some content."""
    return [part for strong in STRONG.split(simplified(text)) for part in WEAK.split(strong) if has_content(part)]


def sentences(text: str) -> List[str]:
    """The message's sentences."""
    return [part for part in STRONG.split(simplified(text)) if has_content(part)]


def has_content(part: str) -> bool:
    """Whether enough is left of a part, fillers aside, to ask or tell something."""
    return len(strip_fillers(normalise(part)).replace(" ", "")) >= SHORTEST_CLAUSE


def asks(part: str) -> bool:
    """Whether a part sounds like a question."""
    return bool(ASKING.search(part))
