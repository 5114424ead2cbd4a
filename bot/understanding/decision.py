"""What to do with a message, in one place: answer, ask back, decline by type, or admit not understanding.

The thresholds stand in ``config.yml`` with how they were derived. Order of the questions asked here:

1. Did the person click or name something we offered, ask to repeat, to go deeper, or correct us?
2. Is a guided function running, and is this its next answer?
3. Does the message hold several questions?
4. Is it a question of its own, or does it lean on what was said before?
5. How sure is the classifier, and of what?
"""

import re
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from bot.understanding.classifier import BACKGROUND, Reading
from bot.understanding.follow_up import FollowUps
from bot.understanding.normalise import normalise
from bot.understanding.reader import Reader
from bot.understanding.splitting import asks, clauses, phrases

ACTS = ("answer", "clarify", "refuse", "chat", "not_understood", "repeat", "task", "task_input")
SHORT_REPLY = 8
MOST_QUESTIONS = 3
MOST_OFFERS = 4


@dataclass(frozen=True)
class Thresholds:
    """Bounds on probability and familiarity, from validation; see config.yml."""

    answer: float
    clarify: float
    part: float
    follow_up: float
    digress: float
    familiar: float
    offer: float


@dataclass(frozen=True)
class Context:
    """What of the conversation bears on the next message; empty when the conversation rested too long."""

    topics: Tuple[str, ...] = ()
    offers: Tuple[str, ...] = ()
    task: Optional[str] = None
    misses: int = 0


@dataclass(frozen=True)
class Item:
    """One topic to speak of, how sure we are, and the words it came from."""

    topic: str
    confidence: float
    text: str
    part: str = "text"

    def as_dict(self) -> Dict[str, Any]:
        """The item as Rasa's tracker keeps it."""
        return {"topic": self.topic, "confidence": round(self.confidence, 4), "text": self.text, "part": self.part}


@dataclass(frozen=True)
class Decision:
    """What to do: the act, the topics it is about, what to offer, and why."""

    act: str
    items: Tuple[Item, ...] = ()
    offers: Tuple[str, ...] = ()
    why: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> Dict[str, Any]:
        """The decision as Rasa's tracker keeps it and the actions read it."""
        return {"act": self.act, "items": [item.as_dict() for item in self.items], "offers": list(self.offers),
                "why": self.why}


ORDINALS = {"一": 0, "1": 0, "二": 1, "2": 1, "两": 1, "三": 2, "3": 2, "四": 3, "4": 3}
CHOSEN = re.compile(r"^(?:我?(?:选|要|问|看|是|想问)?的?(?:是)?)?第?([一二两三四1-4])(?:个|条|项|种)?(?:吧|呢|呗|啊)?$")
LAST_CHOSEN = re.compile(r"^(?:选|就)?(?:最后|末尾)(?:一个|那个|一条)?(?:吧|呢)?$")
AGAIN = re.compile(r"(?:再|重新?|重复)(?:给我)?(?:说|讲|发|来|念)(?:一|1)?(?:遍|次|下)|没(?:看|听)(?:清|明白|懂).{0,4}再说|重复(?:一下|一遍)?$|刚才(?:说|讲)(?:的|啥|什么)")
DEEPER = re.compile(r"问得更细|(?:再|更|说|讲)?(?:详细|具体|仔细|细)(?:一)?(?:点|些|说说|讲讲)|展开(?:说|讲)|还有(?:别的|更多)(?:说明|细节)")
CORRECTION = re.compile(r"^(?:不是|不对|错了|我不是(?:问|说)这个)[，,。 ]*(?:啦|的|哈)?[，,。 ]*(?:我(?:是|想)?(?:问|说|要问)的?(?:是)?|我的意思是|问的是|说的是)?[，,:： ]*")


class Decider:
    """Decides turns; holds no state of its own."""

    def __init__(self, reader: Reader, follow_ups: FollowUps, thresholds: Thresholds) -> None:
        self.reader = reader
        self.follow_ups = follow_ups
        self.bounds = thresholds

    def decide(self, text: str, context: Context) -> Decision:
        """The act for a message in its context."""
        return (
            self.click(text, context)
            or self.refer_back(text, context)
            or self.within_task(text, context)
            or self.corrected(text, context)
            or self.several(text, context)
            or self.single(text, context)
        )

    def click(self, text: str, context: Context) -> Optional[Decision]:
        """A title said whole, or one of the offers by its number."""
        topic = self.reader.title(text)
        if topic:
            return self.speak([Item(topic, 1.0, text)], "title")
        plain = normalise(text).replace(" ", "")
        chosen = CHOSEN.match(plain)
        if context.offers and chosen and ORDINALS[chosen.group(1)] < len(context.offers):
            return self.speak([Item(context.offers[ORDINALS[chosen.group(1)]], 1.0, text)], "offer chosen")
        if context.offers and LAST_CHOSEN.match(plain):
            return self.speak([Item(context.offers[-1], 1.0, text)], "offer chosen")
        return None

    def refer_back(self, text: str, context: Context) -> Optional[Decision]:
        """A wish to hear the same again, or more of it."""
        if DEEPER.search(text):
            named = self.reader.title(DEEPER.sub("", text))
            if named:
                return self.speak([Item(named, 1.0, text, "more")], "more of a named topic")
            if context.topics and len(text) <= SHORT_REPLY * 2:
                return self.speak([Item(topic, 1.0, text, "more") for topic in context.topics], "more of the last topic")
        if AGAIN.search(text) and len(text) <= SHORT_REPLY * 2:
            return Decision("repeat", tuple(Item(topic, 1.0, text) for topic in context.topics), why="asked to repeat")
        return None

    def within_task(self, text: str, context: Context) -> Optional[Decision]:
        """While a guided function runs, its answers go to it; a clear question of another kind is answered between."""
        if context.task is None:
            return None
        reading = self.reader.read(text)
        topic, confidence = reading.top
        other = area_of(topic) not in ("smalltalk", "task", BACKGROUND) and confidence >= self.bounds.digress
        if other and asks(text) and len(text) > SHORT_REPLY // 2:
            return self.speak([Item(topic, confidence, text)], "question in the middle of a function")
        leaves = area_of(topic) == "task" and topic != context.task and confidence >= self.bounds.digress
        if leaves and len(text) > SHORT_REPLY // 2:
            return self.speak([Item(topic, confidence, text)], "another function")
        return Decision("task_input", (Item(context.task, 1.0, text),), why="a function is running")

    def corrected(self, text: str, context: Context) -> Optional[Decision]:
        """"不是，我问的是费减备案": what follows counts, not what went before."""
        rest = CORRECTION.sub("", text, count=1)
        if rest == text or len(rest) < SHORT_REPLY // 4 or not context.topics:
            return None
        reading = self.reader.read(rest)
        followed = self.follow_ups.best(rest, context.topics, self.reader)
        better = followed if followed and followed.top[1] > reading.top[1] else reading
        return self.by_band(better, rest)

    def several(self, text: str, context: Context) -> Optional[Decision]:
        """Two or three questions in one message, each answered once and in order."""
        parts = clauses(text)
        if len(parts) < 2:
            parts = phrases(text)
        if len(parts) < 2:
            return None
        whole = self.reader.read(text)
        items: List[Item] = []
        previous: Tuple[str, ...] = ()
        for part in parts:
            item = self.part_item(part, previous)
            if item is None or item.topic in (kept.topic for kept in items):
                continue
            items.append(item)
            previous = (item.topic,)
        if len(items) > 1 and self.is_compound(whole, items, text):
            return self.speak(items[:MOST_QUESTIONS], "several questions")
        if len(items) == 1 and whole.top[1] < self.bounds.answer and items[0].confidence > whole.top[1]:
            return self.speak(items, "one question among other words")
        return None

    def part_item(self, part: str, previous: Sequence[str]) -> Optional[Item]:
        """A clause as a question of its own, read with the clause before it when it leans on that."""
        reading = self.reader.read(part)
        if previous and self.reader.is_elliptical(part):
            followed = self.follow_ups.best(part, previous, self.reader)
            if followed and followed.top[1] > reading.top[1]:
                reading = followed
        topic, confidence = reading.top
        if area_of(topic) in ("smalltalk", BACKGROUND) or confidence < self.bounds.part or not asks(part):
            return None
        return Item(topic, confidence, part)

    def is_compound(self, whole: Reading, items: Sequence[Item], text: str) -> bool:
        """Whether the parts are questions of their own rather than one question told in steps."""
        if whole.top[1] >= self.bounds.part and whole.top[0] not in (item.topic for item in items):
            return False
        first_marks = len(clauses(text)) > 1
        return first_marks or all(item.confidence >= self.bounds.part for item in items)

    def single(self, text: str, context: Context) -> Decision:
        """One question: read as it stands, or with what was said before when it leans on that."""
        reading = self.reader.read(text)
        if context.topics:
            followed = self.follow_ups.best(text, context.topics, self.reader)
            if followed and self.leans(text, reading, followed):
                return self.by_band(followed, text)
        return self.by_band(reading, text)

    def leans(self, text: str, reading: Reading, followed: Reading) -> bool:
        """Whether a message is elliptical and makes more sense with the last topic than alone."""
        if not self.reader.is_elliptical(text) or area_of(reading.top[0]) == "smalltalk" and reading.top[1] > 0.5:
            return False
        return followed.top[1] >= self.bounds.follow_up and followed.top[1] + 0.15 >= reading.top[1]

    def by_band(self, reading: Reading, text: str) -> Decision:
        """Answer, offer or decline, by how sure and how familiar the reading is."""
        topic, confidence = reading.top
        offers = self.offers(reading)
        if reading.known < self.bounds.familiar:
            return Decision("not_understood", offers=offers, why="no known words")
        if topic == BACKGROUND:
            if confidence >= self.bounds.answer:
                return Decision("refuse", (Item("refusal/off_topic", confidence, text),), why="about no topic of ours")
            return Decision("not_understood", offers=offers, why="perhaps about no topic of ours")
        if confidence >= self.bounds.answer:
            return self.speak([Item(topic, confidence, text)], "sure")
        if confidence >= self.bounds.clarify:
            return Decision("clarify", offers=offers, why="between several topics")
        return Decision("not_understood", offers=offers, why="not sure of anything")

    def offers(self, reading: Reading) -> Tuple[str, ...]:
        """The topics worth offering: the likeliest, never background or smalltalk."""
        likely = [topic for topic, share in reading.ranking
                  if area_of(topic) not in (BACKGROUND, "smalltalk") and share >= self.bounds.offer]
        return tuple(topic for topic in likely if topic != "refusal/unclear")[:MOST_OFFERS]

    @staticmethod
    def speak(items: Sequence[Item], why: str) -> Decision:
        """The act that speaking of these topics is: answering, chatting, declining, or starting a function."""
        areas = {area_of(item.topic) for item in items}
        if len(items) == 1:
            act = {"refusal": "refuse", "smalltalk": "chat", "task": "task"}.get(areas.pop(), "answer")
            return Decision(act, tuple(items), why=why)
        return Decision("answer", tuple(items), why=why)


def area_of(topic: str) -> str:
    """The area of a topic id; the background is an area of its own."""
    return topic.split("/", 1)[0]


