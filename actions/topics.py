"""Answers, questions back, typed non-answers and small talk: which topic, never which words."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.library import library
from actions.pending import ask_again
from actions.turn import Turn, missed, misses, say, understood
from knowledge.outcomes import Kind, Outcome

UNCLEAR = "refusal/unclear"
PERSON = "task/talk_to_human"
ELSEWHERE = ("refusal/other_department", "refusal/off_topic")
ENTRANCES = [
    "pre_examination/conditions_overview", "trade_secret/what_is_it", "rights_protection/ways_overview", PERSON,
]
MISSES_BEFORE_A_PERSON = 2
FEWEST_OFFERS = 2


class AnswerTopics(Action):
    """Speak of each topic the message asked about."""

    def name(self) -> str:
        """The name rules use."""
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """One reply for each topic, in the order asked."""
        turn = Turn.of(tracker)
        for item in turn.items:
            refused = item.topic.startswith("refusal/")
            say(dispatcher, Kind.REFUSAL if refused else Kind.ANSWER, Outcome.REFUSED if refused else Outcome.ANSWERED,
                topic=item.topic, part=item.part, confidence=item.confidence)
        ask_again(dispatcher, tracker)
        return understood([item.topic for item in turn.items])


class AskBack(Action):
    """Offer the topics the message may have meant."""

    def name(self) -> str:
        """The name rules use."""
        return "action_clarify"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Two to four choices; after repeated misses, a person among them."""
        return offer(dispatcher, tracker, list(Turn.of(tracker).offers), Kind.CLARIFY, Outcome.CLARIFIED)


class SayNotUnderstood(Action):
    """Admit that the message was not understood, with what can be asked."""

    def name(self) -> str:
        """The name rules use."""
        return "action_not_understood"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """The likeliest topics if there are any, else the entrances."""
        return offer(dispatcher, tracker, list(Turn.of(tracker).offers), Kind.REFUSAL, Outcome.NOT_UNDERSTOOD)


class Refuse(Action):
    """Decline by type, and name the door to knock on."""

    def name(self) -> str:
        """The name rules use."""
        return "action_refuse"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """The typed non-answer, with what else may have been meant; for other offices' business, the office first."""
        turn = Turn.of(tracker)
        item = turn.items[0]
        door = library().door_for(turn.text) if item.topic in ELSEWHERE else None
        topic = ELSEWHERE[0] if door else item.topic
        lead = library().city.fill(door.where) if door else None
        offers = list(turn.offers)
        say(dispatcher, Kind.REFUSAL, Outcome.REFUSED, topic=topic, confidence=item.confidence, lead=lead,
            offers=offers)
        ask_again(dispatcher, tracker)
        return understood([topic], offers)


class Chat(Action):
    """Answer small talk."""

    def name(self) -> str:
        """The name rules use."""
        return "action_chat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """One friendly sentence; what was spoken of before stays remembered."""
        item = Turn.of(tracker).items[0]
        say(dispatcher, Kind.SMALLTALK, Outcome.ANSWERED, topic=item.topic, confidence=item.confidence)
        return []


class Repeat(Action):
    """Say the last answer again."""

    def name(self) -> str:
        """The name rules use."""
        return "action_repeat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """The same topics, or an honest word that nothing was said yet."""
        topics = list(tracker.get_slot("last_topics") or [])
        if ask_again(dispatcher, tracker):
            return []
        if not topics:
            say(dispatcher, Kind.REFUSAL, Outcome.NOT_UNDERSTOOD, topic=UNCLEAR,
                text=library().phrase("nothing_said_yet"), offers=ENTRANCES)
        for topic in topics:
            say(dispatcher, Kind.ANSWER, Outcome.ANSWERED, topic=topic, lead=library().phrase("said_before"))
        return []


class EnterTask(Action):
    """Say what a function does that is not a dialogue of its own."""

    def name(self) -> str:
        """The name rules use."""
        return "action_task_entry"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """The function's entry text; asking for a person is a hand-over."""
        item = Turn.of(tracker).items[0]
        to_person = item.topic == PERSON
        say(dispatcher, Kind.HANDOFF if to_person else Kind.NOTICE,
            Outcome.HANDED_OFF if to_person else Outcome.TASK_DONE, topic=item.topic, confidence=item.confidence)
        return understood([item.topic])


def offer(dispatcher: CollectingDispatcher, tracker: Tracker, offers: list[str], kind: Kind,
          outcome: Outcome) -> list[EventType]:
    """Offer topics; when turns in a row missed, say so and offer a person."""
    offers = offers if len(offers) >= FEWEST_OFFERS else [*offers, *(one for one in ENTRANCES if one not in offers)]
    offers = offers[:len(ENTRANCES)]
    lead = None
    if misses(tracker) >= MISSES_BEFORE_A_PERSON:
        offers = [*[topic for topic in offers if topic != PERSON][:len(ENTRANCES) - 1], PERSON]
        lead = library().phrase("offer_a_person")
    text = library().phrase("which_one" if kind is Kind.CLARIFY else "not_understood")
    say(dispatcher, kind, outcome, topic=UNCLEAR, lead=lead, text=text, offers=offers)
    return missed(tracker, offers)
