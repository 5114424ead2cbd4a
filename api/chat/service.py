"""One turn: read, mask, decide, render, keep, reply."""

import logging
import secrets
import time
import uuid
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import repository
from api.chat.models import Turn
from api.chat.rasa_client import RasaClient
from api.chat.rendering import render
from api.chat.schemas import Decision, Question, Replied, Reply
from api.database import now
from api.door.masking import Masked, mask
from api.door.reading import read_text
from api.door.secret_content import holds_secret
from api.errors import Unavailable
from knowledge.clock import today
from knowledge.library import Library
from knowledge.outcomes import Kind, Outcome

logger = logging.getLogger(__name__)

PRECEDENCE = (
    Outcome.TASK_DONE, Outcome.TASK_STEP, Outcome.HANDED_OFF, Outcome.ANSWERED, Outcome.CLARIFIED,
    Outcome.REFUSED, Outcome.NOT_UNDERSTOOD, Outcome.ERROR,
)
SECRET = Decision(kind=Kind.REFUSAL, outcome=Outcome.REFUSED, topic="refusal/secret_content_pasted")


@dataclass(frozen=True)
class Desk:
    """What a turn needs besides the message: the knowledge, and the door to Rasa."""

    library: Library
    rasa: RasaClient


async def take_turn(desk: Desk, database: AsyncSession, question: Question, channel: str) -> Replied:
    """Answer one message; raises Unreadable, and then nothing is kept.

    The text is masked before anything else sees it. A text that holds a secret is neither sent to Rasa nor kept.
    When Rasa does not decide, the person gets an honest sentence and the hotline, and the outcome is ``error``.
    """
    started = time.perf_counter()
    masked = mask(read_text(question.text))
    session = question.session or secrets.token_urlsafe(18)
    decisions = await decide(desk, session, masked.text)
    replies = replied(desk.library, decisions, masked)
    turn = Turn(
        id=uuid.uuid4().hex,
        conversation=session,
        at=now(),
        text=None if any(decision.topic == SECRET.topic for decision in decisions) else masked.text,
        outcome=outcome_of(decisions),
        replies=[{"kind": reply.kind, "topic": reply.topic, "confidence": reply.confidence} for reply in replies],
        milliseconds=round((time.perf_counter() - started) * 1000),
    )
    await repository.keep_turn(database, turn, channel, question.campaign)
    logger.info("turn", extra={"turn": turn.id, "outcome": turn.outcome, "milliseconds": turn.milliseconds,
                               "topics": [reply.topic for reply in replies], "channel": channel})
    return Replied(session=session, turn=turn.id, outcome=Outcome(turn.outcome), replies=replies)


async def decide(desk: Desk, session: str, text: str) -> list[Decision]:
    """What to reply: the warning when a secret was told, else Rasa's decision, else an honest apology."""
    if holds_secret(text):
        return [SECRET]
    try:
        return await desk.rasa.decide(session, text, {})
    except Unavailable:
        apology = desk.library.phrase("unavailable")
        return [Decision(kind=Kind.NOTICE, outcome=Outcome.ERROR, text=apology)]


def replied(library: Library, decisions: list[Decision], masked: Masked) -> list[Reply]:
    """The replies in order; after them, a word about numbers that were masked."""
    replies = [render(library, decision, today()) for decision in decisions]
    if masked.found:
        replies.append(Reply(kind=Kind.NOTICE, text=library.phrase("masked")))
    return replies


def outcome_of(decisions: list[Decision]) -> Outcome:
    """The one outcome of a turn: the best thing that happened in it."""
    return min((decision.outcome for decision in decisions), key=PRECEDENCE.index)
