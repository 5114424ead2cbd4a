"""Looking a case up, and what staff do to cases: open one, give out a code, move it on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.cases import repository
from api.cases.attempts import forgive, may_try
from api.cases.card import card_of
from api.cases.changes import Change, Facts, Milestone, held_cases, write
from api.cases.codes import is_code, new_code, tidy
from api.cases.errors import CaseExists, CaseNotFound, LookupLocked, NoSuchCase, StepNotAllowed, TokenSpent
from api.cases.office import CaseOffice
from api.cases.schemas import Card, Lookup, Redemption
from api.cases.tickets import new_ticket
from api.database import now
from api.errors import Unreadable
from knowledge.cases import CaseKind, CaseNumber, Step, UnreadableNumber, parse_number
from knowledge.clock import today

WEB = "web"
NO_SUCH_HASH = "0" * 64
TRIES_FOR_A_NUMBER = 5


@dataclass(frozen=True)
class OpenedCase:
    """A new case; the code is told here and never again."""

    number: CaseNumber
    code: str


async def look_up(office: CaseOffice, session: AsyncSession, asked: Lookup, asker: str) -> Card:
    """The card of a case whose number and code belong together.

    Raises Unreadable when either has not the form of one, LookupLocked after five failures, and CaseNotFound for
    an unknown number and for a wrong code alike: the same queries, the same hashes, the same words.
    """
    return await prove(office, session, read_number(office, asked.case_no), asked.query_code, asker, asked.session)


async def redeem(office: CaseOffice, session: AsyncSession, asked: Redemption) -> Card:
    """The card for a one-time token; raises as ``look_up`` does, and TokenSpent. The token is used up either way."""
    given = read_number(office, asked.case_no) if asked.case_no else None
    held = await office.vault.redeem(asked.token)
    if held is None:
        raise TokenSpent
    number = given or read_number(office, held.case_no or "")
    return await prove(office, session, number, held.code, held.asker, asked.session)


async def prove(
    office: CaseOffice, session: AsyncSession, number: CaseNumber, written: str, asker: str, recipient: str | None
) -> Card:
    """The card, once the code has been proved."""
    code = tidy(written)
    if not is_code(code):
        raise Unreadable(office.book.code_help)
    moment = now()
    keys = office.seal.keyed("asker", asker), office.seal.keyed("case", str(number))
    if not await may_try(office.sessions, *keys, moment):
        raise LookupLocked
    held = await repository.code_hash(session, str(number), NO_SUCH_HASH)
    if not office.seal.same(office.seal.code_hash(number, code), held):
        raise CaseNotFound
    await forgive(office.sessions, *keys)
    record = await repository.case(session, str(number))
    assert record is not None, "a query code points to its case"
    subscribed = recipient is not None and bool(
        await repository.subscription(session, str(number), WEB, recipient, moment)
    )
    return await card_of(session, office, record, today(), new_ticket(office.seal, number, moment), subscribed)


def read_number(office: CaseOffice, written: str) -> CaseNumber:
    """A case number, or Unreadable with help about its form."""
    try:
        return parse_number(written)
    except UnreadableNumber as reason:
        raise Unreadable(office.book.number_help[reason.problem]) from reason


async def open_case(
    office: CaseOffice, session: AsyncSession, kind: CaseKind, facts: Facts, actor: str,
    number: CaseNumber | None = None,
) -> OpenedCase:
    """Record a new case under the office's own number or the next free one; returns its code, once.

    Raises CaseExists when the office's number is taken.
    """
    wanted = number
    for _ in range(TRIES_FOR_A_NUMBER):
        number = wanted or await next_number(session, kind, facts.received.year)
        path = (Milestone(office.book.kinds[kind].initial, facts.received),)
        try:
            async with session.begin_nested():
                await write(session, office.book, [Change(number, facts, path)], now())
        except IntegrityError as taken:
            if wanted:
                raise CaseExists from taken
            continue
        repository.audit(session, now(), actor, "open", str(number))
        return OpenedCase(number, await give_code(office, session, number))
    raise CaseExists


async def next_number(session: AsyncSession, kind: CaseKind, year: int) -> CaseNumber:
    """The number after the last one in use."""
    first = CaseNumber(kind, year, 0)
    return first._replace(serial=1 + await repository.last_serial(session, str(first)[:6]))


async def give_code(office: CaseOffice, session: AsyncSession, number: CaseNumber, code: str | None = None) -> str:
    """A new code for a case, kept as a keyed hash only."""
    code = code or new_code()
    await repository.put_code(session, str(number), office.seal.code_hash(number, code), now())
    return code


async def reissue_code(office: CaseOffice, session: AsyncSession, number: CaseNumber, actor: str) -> str:
    """A new code instead of a lost one, with a line in the audit trail; raises NoSuchCase."""
    if await repository.case(session, str(number)) is None:
        raise NoSuchCase
    repository.audit(session, now(), actor, "reissue_code", str(number))
    return await give_code(office, session, number)


async def record_step(
    office: CaseOffice, session: AsyncSession, number: CaseNumber, milestone: Milestone, deadline: date | None,
    actor: str,
) -> None:
    """Move one case on; subscribers are told. Raises NoSuchCase, StepNotAllowed."""
    held = (await held_cases(session, [str(number)])).get(str(number))
    if held is None:
        raise NoSuchCase
    last = held.path[-1]
    known = milestone.state in office.book.kinds[number.kind].states
    allowed = known and office.book.step(number.kind, last.state, milestone.state) is Step.ALLOWED
    if not allowed or not last.day <= milestone.day <= today():
        raise StepNotAllowed
    facts = Facts(held.facts.applicant, held.facts.received, deadline, held.facts.note)
    await write(session, office.book, [Change(number, facts, (*held.path, milestone), held)], now())
    repository.audit(session, now(), actor, "step", str(number), {"state": milestone.state})
