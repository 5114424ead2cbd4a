"""What to do with a message, in one place: answer, ask back, decline by type, or admit not understanding.

The thresholds stand in ``config.yml`` with how they were derived. Order of the questions asked here:

1. Did the person click or name something we offered, ask to repeat, to go deeper, or correct us?
2. Is a guided function running, and is this its next answer?
3. Does the message hold several questions?
4. Is it a question of its own, or does it lean on what was said before?
5. How sure is the classifier, and of what?
"""

from dataclasses import dataclass, field, replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from bot.understanding.classifier import BACKGROUND, Reading
from bot.understanding.facts import FactRules, Told
from bot.understanding.follow_up import LONGEST_ELLIPSIS, FollowUps, without_opening
from bot.understanding.places import Places
from bot.understanding.reader import Reader
from bot.understanding.references import (
    LONGEST_REFERENCE,
    chosen_offer,
    corrected_to,
    is_lost,
    wants_again,
    wants_more,
    without_wish_for_more,
)
from bot.understanding.splitting import asks, clauses, phrases, sentences

ACTS = ("answer", "clarify", "refuse", "chat", "not_understood", "repeat", "task", "task_input")
SHORT_REPLY = 8
LONGEST_PLAIN = 60
MOST_QUESTIONS = 3
UNCLEAR = "refusal/unclear"
CONTENT_PASTED = "refusal/secret_content_pasted"  # never by a hint: it would scare who only asks about secrets
OFF_TOPIC = "refusal/off_topic"
OTHER_CITY = "refusal/other_city"
EXPLAINS_PLACES = {
    "pre_examination/which_centre", "service/national_centres", "trade_secret/standards",
    "trade_secret/pilots_and_campaigns", "rights_protection/where_to_sue", "ip_general/administrative_litigation",
}
NO_QUESTION = ("smalltalk", BACKGROUND)
MOST_OFFERS = 4
ELIGIBILITY = "task/eligibility_check"
PERSON = "task/talk_to_human"
CASES = "task/case_status"
FACTS_THAT_BEGIN = 3
IMPLIED_BY_THE_TYPE = "right_type"
WISHES_OF_A_CLOSED_FUNCTION = ("back", "change", "card", "restart", "resume")
Sure = Tuple[float, float]  # least probability of the best topic, most of the next as a share of it


@dataclass(frozen=True)
class Thresholds:
    """Bounds on probability and familiarity, from validation; config.yml says what each is for."""

    answer: float
    rival: float
    chat: float
    clarify: float
    decline: float
    near: float
    part: float
    phrase: float
    named: float
    follow_up: float
    follow_rival: float
    digress: float
    familiar: float
    offer: float

    @property
    def alone(self) -> Sure:
        """When a message read by itself is sure."""
        return self.answer, self.rival

    @property
    def followed(self) -> Sure:
        """When a message read with the last topic is sure."""
        return self.follow_up, self.follow_rival


@dataclass(frozen=True)
class Context:
    """What of the conversation bears on the next message; no topics and offers when the conversation rested too long.

    ``task`` is the guided function that runs, ``closed`` the one that gave its result last.
    """

    topics: Tuple[str, ...] = ()
    offers: Tuple[str, ...] = ()
    task: Optional[str] = None
    closed: Optional[str] = None
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
    """What to do: the act, the topics it is about, what to offer, and why; for functions, what they were told."""

    act: str
    items: Tuple[Item, ...] = ()
    offers: Tuple[str, ...] = ()
    why: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    command: Optional[str] = None

    def as_dict(self) -> Dict[str, Any]:
        """The decision as Rasa's tracker keeps it and the actions read it."""
        return {"act": self.act, "items": [item.as_dict() for item in self.items], "offers": list(self.offers),
                "why": self.why, "facts": dict(self.facts), "command": self.command}


class Decider:
    """Decides turns; holds no state of its own."""

    def __init__(self, reader: Reader, follow_ups: FollowUps, thresholds: Thresholds, told: FactRules,
                 places: Places) -> None:
        self.reader = reader
        self.places = places
        self.follow_ups = follow_ups
        self.bounds = thresholds
        self.told = told

    def decide(self, text: str, context: Context) -> Decision:
        """The act for a message in its context; for a guided function, with what the message tells it."""
        told = self.told.read(text)
        decision = (
            self.click(text, context)
            or self.for_function(text, context, told)
            or self.refer_back(text, context)
            or self.within_task(text, context)
            or self.corrected(text, context)
            or self.elsewhere(text)
            or self.several(text, context)
            or self.single(text, context)
        )
        if decision.act not in ("task", "task_input"):
            return decision
        facts = told.facts if decision.items[0].topic == ELIGIBILITY else {}
        return replace(decision, facts=facts, command=told.command)

    def for_function(self, text: str, context: Context, told: Told) -> Optional[Decision]:
        """What is plainly said to a guided function: a wish, a fact, a second thought; or to begin one."""
        entry = f"task/{told.entry}" if told.entry else None
        if entry == CASES:
            return self.speak([Item(CASES, 1.0, text)], "a case number, a query code's token, or a wish about cases")
        if context.task and context.task != entry:
            states = context.task == ELIGIBILITY and told.facts and not told.asks
            if told.command or states:
                return Decision("task_input", (Item(context.task, 1.0, text),), why="told to the running function")
        if entry or (context.task is None and self.tells_a_case(text, told)):
            return self.speak([Item(entry or ELIGIBILITY, 1.0, text)], "asked for a function in plain words")
        if context.task is None and context.closed and self.thinks_again(context, told):
            return self.speak([Item(context.closed, 1.0, text, "again")], "a second thought on a result")
        return None

    def tells_a_case(self, text: str, told: Told) -> bool:
        """Whether a message describes a planned application rather than asks about a rule that has its own topic."""
        case = set(told.facts) - {IMPLIED_BY_THE_TYPE}
        if len(case) < FACTS_THAT_BEGIN or (told.asks and not told.asks_about_case):
            return False
        topic, confidence = self.read(text).top
        return topic == ELIGIBILITY or confidence < self.bounds.digress

    @staticmethod
    def thinks_again(context: Context, told: Told) -> bool:
        """Whether a message goes back to the result just given: changes an answer, or adds or supposes a fact."""
        just_given = context.topics == (context.closed,)
        adds = bool(told.facts) and (told.supposes or not told.asks) and context.closed == ELIGIBILITY
        return told.command in WISHES_OF_A_CLOSED_FUNCTION or (just_given and (adds or told.command == "repeat"))

    def click(self, text: str, context: Context) -> Optional[Decision]:
        """A title said whole, or one of the offers by its number."""
        topic = self.reader.title(text)
        if topic:
            return self.speak([Item(topic, 1.0, text)], "title")
        offer = chosen_offer(text, context.offers)
        return self.speak([Item(offer, 1.0, text)], "offer chosen") if offer else None

    def refer_back(self, text: str, context: Context) -> Optional[Decision]:
        """A wish to hear the same again, or more of it."""
        if wants_more(text):
            named = self.reader.title(without_wish_for_more(text))
            if named:
                return self.speak([Item(named, 1.0, text, "more")], "more of a named topic")
            if context.topics and len(text) <= LONGEST_REFERENCE:
                items = [Item(topic, 1.0, text, "more") for topic in context.topics]
                return self.speak(items, "more of the last topic")
        answered = bool(context.topics) and context.task is None
        lost = answered and is_lost(text) and not self.reader.aspects(text).subjects
        if lost or wants_again(text):
            return Decision("repeat", tuple(Item(topic, 1.0, text) for topic in context.topics), why="asked to repeat")
        return None

    def within_task(self, text: str, context: Context) -> Optional[Decision]:
        """While a guided function runs, its answers go to it; a clear question of another kind is answered between."""
        if context.task is None:
            return None
        topic, confidence = self.reader.read(text).top
        if asks(text) and len(text) > SHORT_REPLY // 2 and self.is_question(topic, confidence):
            return self.speak([Item(topic, confidence, text)], "question in the middle of a function")
        leaves = area_of(topic) == "task" and topic != context.task and confidence >= self.bounds.digress
        if leaves and (topic == PERSON or len(text) > SHORT_REPLY // 2):
            return self.speak([Item(topic, confidence, text)], "another function")
        before = tuple(topic for topic in context.topics if area_of(topic) != "task")
        if before and asks(text) and self.follow_ups.is_elliptical(text, self.reader):
            followed = self.follow_ups.best(text, before, self.reader)
            if followed and self.is_question(*followed.top):
                return self.speak([Item(*followed.top, text)], "more on the question in the middle of a function")
        return Decision("task_input", (Item(context.task, 1.0, text),), why="a function is running")

    def is_question(self, topic: str, confidence: float) -> bool:
        """Whether a reading in the middle of a function is surely a question of another kind."""
        return area_of(topic) not in ("smalltalk", "task", BACKGROUND) and confidence >= self.bounds.digress

    def corrected(self, text: str, context: Context) -> Optional[Decision]:
        """"不是，我问的是费减备案": what follows counts, not what went before."""
        rest = corrected_to(text)
        if rest is None or not context.topics:
            return None
        reading = self.reader.read(rest)
        followed = self.follow_ups.best(rest, context.topics, self.reader)
        if followed and not self.is_sure(reading, self.bounds.alone):
            return self.by_band(followed, rest, self.bounds.followed)
        return self.by_band(reading, rest, self.bounds.alone)

    def elsewhere(self, text: str) -> Optional[Decision]:
        """A question about another city's rules, unless it is one of the few topics that explain where to go."""
        if not any(self.places.asks_elsewhere(form) for form in (text, self.reader.canonical(text))):
            return None
        if self.places.asks_for_contact(text) or self.reader.read(text).top[0] not in EXPLAINS_PLACES:
            return self.speak([Item(OTHER_CITY, 1.0, text)], "about another city's rules")
        return None

    def several(self, text: str, context: Context) -> Optional[Decision]:
        """Two or three questions in one message, each answered once and in order; or one among other words."""
        parts, story = clauses(text), len(text) > LONGEST_PLAIN
        items = self.questions_of(parts, self.bounds.named if story else self.bounds.part)
        if len(items) < 2 and not story:
            asking = [part for part in phrases(text) if asks(part)]
            items = max(self.questions_of(asking, self.bounds.phrase), items, key=len)
        if len(items) > 1:
            return self.speak(items[:MOST_QUESTIONS], "several questions")
        leans = bool(context.topics) and len(text) <= LONGEST_ELLIPSIS
        found = None if story or leans else self.hidden(text, [*parts, *phrases(text)])
        return self.speak([found], "one question among other words") if found else None

    def hidden(self, text: str, parts: Sequence[str]) -> Optional[Item]:
        """The part that asks, when greetings, thanks or an aside hide it: alone it is clear and the whole is not."""
        whole = self.reader.read(text)
        clear = self.is_sure(whole, self.bounds.alone) and not is_no_question(whole.top[0])
        if clear or self.declined(whole, text):
            return None
        sure = (self.bounds.phrase, self.bounds.rival)
        read = [self.reader.read(part) for part in parts if asks(part) and part != text]
        read = [one for one in read if not is_no_question(one.top[0]) and self.is_sure(one, sure)]
        best = max(read, key=lambda reading: reading.top[1], default=None)
        return Item(*best.top, best.text) if best and best.top[1] > whole.top[1] else None

    def read(self, text: str) -> Reading:
        """What a message is taken for; of an unclear story, the sentence that asks counts as much as all of it."""
        whole = self.reader.read(text)
        asking = [sentence for sentence in sentences(text) if asks(sentence)]
        if len(text) <= LONGEST_PLAIN or not asking or self.is_sure(whole, self.bounds.alone):
            return whole
        last = [phrase for phrase in phrases(asking[-1]) if asks(phrase)]
        return self.reader.read_together([text, asking[-1], *last[-1:]])

    def questions_of(self, parts: Sequence[str], bound: float) -> List[Item]:
        """The parts that are questions of their own, each topic once; a part may lean on the one before it."""
        items: List[Item] = []
        for part in parts:
            reading = self.reader.read(part)
            if not asks(part) and reading.top[1] < self.bounds.named:
                continue
            sure = (bound, self.bounds.rival)
            if items and self.follow_ups.is_elliptical(part, self.reader):
                reading = self.follow_ups.best(part, [items[-1].topic], self.reader) or reading
                sure = (bound * self.bounds.follow_up / self.bounds.part, self.bounds.follow_rival)
            topic, confidence = reading.top
            fresh = topic not in (item.topic for item in items) and not is_no_question(topic)
            if fresh and self.is_sure(reading, sure):
                items.append(Item(topic, confidence, part))
        return items

    def single(self, text: str, context: Context) -> Decision:
        """One question: read as it stands, or with what was said before when it leans on that."""
        reading = self.read(text)
        if context.topics and self.may_lean(text, reading):
            followed = self.follow_ups.best(text, context.topics, self.reader)
            if followed:
                return self.by_band(followed, text, self.bounds.followed)
        return self.by_band(reading, text, self.bounds.alone)

    def may_lean(self, text: str, reading: Reading) -> bool:
        """Whether a message is read with the last topic: elliptical, or short and alone not clear; no chat."""
        if len(text) > LONGEST_ELLIPSIS or self.is_chat(self.reader.read(without_opening(text))):
            return False
        return self.follow_ups.is_elliptical(text, self.reader) or not self.is_sure(reading, self.bounds.alone)

    def is_chat(self, reading: Reading) -> bool:
        """Whether a text is surely small talk."""
        topic, confidence = reading.top
        return area_of(topic) == "smalltalk" and confidence >= self.bounds.chat

    def by_band(self, reading: Reading, text: str, sure: Sure) -> Decision:
        """Answer, offer or decline, by how sure and how familiar the reading is."""
        topic, confidence = reading.top
        offers = self.offers(reading)
        if reading.known < self.bounds.familiar and confidence < self.bounds.digress:
            return Decision("not_understood", offers=offers, why="no known words")
        declined = self.declined(reading, text)
        if declined:
            return declined
        if self.is_sure(reading, sure) and topic != BACKGROUND:
            return self.speak([Item(topic, confidence, text)], "sure")
        doubtful = self.declined(reading, text, self.bounds.clarify)
        if doubtful:
            return replace(doubtful, offers=tuple(one for one in offers if area_of(one) != "refusal"))
        if confidence >= self.bounds.clarify and topic != BACKGROUND:
            return Decision("clarify", offers=offers, why="between several topics")
        return Decision("not_understood", offers=offers, why="not sure of anything")

    def is_sure(self, reading: Reading, sure: Sure) -> bool:
        """Whether the best topic is likely enough, and the next enough less likely; small talk needs no lead."""
        (topic, confidence), (_, second) = reading.ranking[0], reading.ranking[1]
        if area_of(topic) == "smalltalk":
            return self.is_chat(reading)
        least, rival = sure
        return confidence >= least and second <= confidence * rival

    def declined(self, reading: Reading, text: str, bound: Optional[float] = None) -> Optional[Decision]:
        """A typed non-answer: its kinds share the probability, so their sum decides; the likeliest names it.

        Near-misses beat a forced answer: when no topic is sure, a lower ``bound`` is enough, and topics are offered.
        """
        kinds = [(topic, share) for topic, share in reading.ranking
                 if (area_of(topic) == "refusal" and topic not in (UNCLEAR, CONTENT_PASTED)) or topic == BACKGROUND]
        least = bound or (self.bounds.near if kinds[:1] == reading.ranking[:1] else self.bounds.decline)
        if self.is_chat(reading) or sum(share for _, share in kinds) < least:
            return None
        typed = [(topic, share) for topic, share in kinds if topic != BACKGROUND and share >= self.bounds.offer]
        topic, share = typed[0] if typed else (OFF_TOPIC, kinds[0][1])
        return Decision("refuse", (Item(topic, share, text),), why="about what is not answered here")

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


def is_no_question(topic: str) -> bool:
    """Whether a topic is what is said around questions, or nothing that can be made out."""
    return topic == UNCLEAR or area_of(topic) in NO_QUESTION


def area_of(topic: str) -> str:
    """The area of a topic id; the background is an area of its own."""
    return topic.split("/", 1)[0]


