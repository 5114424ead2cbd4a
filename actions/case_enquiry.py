"""The case enquiry as a conversation: one message and what is held so far in, the next step out."""

from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker

from actions import case_replies as replies
from actions.case_desk import CaseDesk, DeskSilent, Locked, NotProved, PairUnknown, Refused
from actions.case_reading import SUBSCRIBE, UNSUBSCRIBE, Heard
from actions.case_wording import case_book, case_words
from actions.replies import Saying, topic_choice
from actions.wording import common_words

ANEW = ("restart", "change", "back")
AGAIN = ("repeat", "resume", "explain")
MISSES_BEFORE_A_WAY_OUT = 1


@dataclass(frozen=True)
class Enquiry:
    """What waits for its other half: a number, or the token of a code; and the proof of the last lookup."""

    number: str | None = None
    token: str | None = None
    ticket: str | None = None

    @classmethod
    def of(cls, tracker: Tracker) -> "Enquiry":
        """What a conversation holds; of an enquiry that was left, only the proof."""
        if tracker.get_slot("task") != replies.TASK:
            return cls(ticket=tracker.get_slot("case_ticket"))
        return cls(*(tracker.get_slot(f"case_{name}") for name in ("number", "token", "ticket")))

    def slots(self) -> dict[str, Any]:
        """What a conversation is to hold."""
        return {"case_number": self.number, "case_token": self.token, "case_ticket": self.ticket}

    def with_(self, heard: Heard) -> "Enquiry":
        """With what a message brings."""
        return replace(self, number=heard.number or self.number, token=heard.token or self.token)

    def emptied(self) -> "Enquiry":
        """With nothing but the proof."""
        return Enquiry(ticket=self.ticket)


@dataclass(frozen=True)
class Message:
    """One message to the enquiry; ``lead`` takes the conversation up again where it rested."""

    heard: Heard
    command: str | None
    enters: bool
    session: str
    misses: float
    lead: str = ""


@dataclass(frozen=True)
class Step:
    """What comes of a message; ``ends`` when the enquiry is over or was left."""

    enquiry: Enquiry
    sayings: list[Saying]
    ends: bool = False
    missed: bool = False


async def step(desk: CaseDesk, enquiry: Enquiry, message: Message) -> Step:
    """The next step of an enquiry."""
    heard = message.heard
    brings = heard.number or heard.token
    if message.command == "stop" and not brings:
        return Step(Enquiry(), [replies.told(case_words().stopped)], ends=True)
    if heard.wish == UNSUBSCRIBE:
        return await unsubscribe(desk, enquiry, message)
    held = enquiry.with_(heard)
    if held.number and held.token:
        return await look_up(desk, held, message)
    if heard.problem and (heard.mistypes_a_number or not held.number):
        return Step(held, [replies.help_with_number(case_book().number_help[heard.problem], heard.digits)])
    if brings:
        return Step(held, [replies.ask(held.number, held=held.token is not None)])
    if heard.wish == SUBSCRIBE:
        return await subscribe(desk, enquiry, message)
    return begin(enquiry, message) if message.enters else aside(enquiry, message)


async def look_up(desk: CaseDesk, held: Enquiry, message: Message) -> Step:
    """The card, or why there is none; number and token are given up as soon as they have done their work."""
    number, token = held.number or "", held.token or ""
    tried = replace(held, token=None)
    try:
        found = await desk.redeem(token, number, message.session)
    except PairUnknown as refused:
        return Step(tried, [replies.question(case_words().again_with_code.format(number=number), refused.said)])
    except Locked as refused:
        person = topic_choice(common_words().person)
        return Step(Enquiry(), [replies.told(refused.said, choices=[person])], ends=True)
    except Refused as refused:
        return Step(tried, [replies.ask(number, lead=refused.said)])
    except DeskSilent:
        return Step(tried, [replies.silence()])
    done = Step(Enquiry(ticket=found.ticket), [replies.card(found)], ends=True)
    if message.heard.wish != SUBSCRIBE or found.subscribed:
        return done
    then = await subscribe(desk, done.enquiry, message)
    return Step(then.enquiry, [*done.sayings, *then.sayings], ends=True)


async def subscribe(desk: CaseDesk, enquiry: Enquiry, message: Message) -> Step:
    """Tell this session of changes in the case just looked up; without a proof, look it up first."""
    if enquiry.ticket is None:
        return Step(enquiry, [replies.ask(enquiry.number, lead=case_words().prove_first)])
    try:
        made = await desk.subscribe(enquiry.ticket, message.session)
    except NotProved as refused:
        return Step(Enquiry(), [replies.ask(None, lead=refused.said)])
    except Refused:
        return Step(Enquiry(), [replies.told(case_words().cannot_subscribe)], ends=True)
    except DeskSilent:
        return Step(enquiry.emptied(), [replies.silence()], ends=True)
    return Step(Enquiry(), [replies.subscribed(made)], ends=True)


async def unsubscribe(desk: CaseDesk, enquiry: Enquiry, message: Message) -> Step:
    """Tell this session no more, of the case it names or of all."""
    try:
        await desk.unsubscribe(message.session, message.heard.number)
    except DeskSilent:
        return Step(enquiry.emptied(), [replies.silence()], ends=True)
    except Refused:  # a session that could never subscribe is told nothing already
        pass
    return Step(enquiry.emptied(), [replies.told(case_words().unsubscribed)], ends=True)


def begin(enquiry: Enquiry, message: Message) -> Step:
    """The first question; what the person says instead of a number is answered before it."""
    lead = case_words().asides.get(message.heard.wish or "", case_words().opening)
    return Step(enquiry.emptied(), [replies.ask(None, lead=lead)])


def aside(enquiry: Enquiry, message: Message) -> Step:
    """A message that brings nothing: answered where it can be, and the question put again."""
    words, heard = case_words(), message.heard
    held = enquiry.token is not None
    if message.command in ANEW:
        return Step(enquiry.emptied(), [replies.ask(None)])
    if heard.wish in words.asides or message.command in AGAIN or message.lead:
        lead = words.asides.get(heard.wish or "", message.lead)
        return Step(enquiry, [replies.ask(enquiry.number, lead=lead, held=held)])
    if enquiry.number and heard.writes:
        return Step(enquiry, [replies.question(case_book().code_help)])
    lead = words.hint if message.misses < MISSES_BEFORE_A_WAY_OUT else words.way_out
    return Step(enquiry, [replies.ask(enquiry.number, lead=lead, held=held)], missed=True)
