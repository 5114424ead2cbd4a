"""One turn: read, swap codes, mask, decide, render, keep, reply."""

import logging
import secrets
import time
import uuid
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.cases import subscriptions
from api.cases.office import CaseOffice
from api.chat import repository
from api.chat.models import Turn
from api.chat.rasa_client import RasaClient
from api.chat.rendering import change_notice, render
from api.chat.schemas import Decision, Question, Replied, Reply
from api.database import now
from api.door.masking import Masked, mask
from api.door.query_codes import swap, unmarked, without_tokens
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
    """What a turn needs besides the message: the knowledge, the door to Rasa, the cases people follow."""

    library: Library
    rasa: RasaClient
    office: CaseOffice


async def take_turn(desk: Desk, database: AsyncSession, question: Question, channel: str, asker: str) -> Replied:
    """Answer one message; raises Unreadable, and then nothing is kept.

    Query codes are swapped for tokens and the text is masked before anything else sees it. ``asker`` is what failed
    lookups are counted by. A text that holds a secret is neither sent to Rasa nor kept. When Rasa does not decide, the
    person gets an honest sentence and the hotline, and the outcome is ``error``.
    """
    started = time.perf_counter()
    masked = mask(await swap(read_text(question.text), desk.office.vault, f"{channel}:{asker}"))
    session = question.session or secrets.token_urlsafe(18)
    decisions = await decide(desk, session, masked.text)
    news = await changes(desk, database, channel, session) if question.session else []
    replies = [*news, *replied(desk.library, decisions, masked)]
    turn = Turn(
        id=uuid.uuid4().hex,
        conversation=session,
        at=now(),
        text=None if any(decision.topic == SECRET.topic for decision in decisions) else without_tokens(masked.text),
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
    if holds_secret(unmarked(text)):
        return [SECRET]
    try:
        return await desk.rasa.decide(session, text, {})
    except Unavailable:
        apology = desk.library.phrase("unavailable")
        return [Decision(kind=Kind.NOTICE, outcome=Outcome.ERROR, text=apology)]


async def changes(desk: Desk, database: AsyncSession, channel: str, session: str) -> list[Reply]:
    """What changed in the cases this session follows, said first at its next visit.

    Marked as told in the transaction that keeps the turn, and only after Rasa has decided: a turn that fails tells
    nothing, and nobody waits for a lock of ours while Rasa's actions look a case up.
    """
    lines = await subscriptions.collect(desk.office, database, channel, session)
    return [change_notice(desk.office.book, line) for line in lines]


def replied(library: Library, decisions: list[Decision], masked: Masked) -> list[Reply]:
    """The replies in order; after them, a word about numbers that were masked."""
    replies = [render(library, decision, today()) for decision in decisions]
    if masked.found:
        replies.append(Reply(kind=Kind.NOTICE, text=library.phrase("masked")))
    return replies


def outcome_of(decisions: list[Decision]) -> Outcome:
    """The one outcome of a turn: the best thing that happened in it."""
    return min((decision.outcome for decision in decisions), key=PRECEDENCE.index)
