"""A ticket proves, for a quarter of an hour, that somebody has just proved a case's code."""

from datetime import UTC, datetime, timedelta

from api.cases.codes import CodeSeal
from api.cases.errors import TicketExpired
from knowledge.cases import CaseNumber, UnreadableNumber, parse_number

LIFETIME = timedelta(minutes=15)


def new_ticket(seal: CodeSeal, number: CaseNumber, now: datetime) -> str:
    """Number, end of validity and a signature over both."""
    proved = f"{number}.{int((now + LIFETIME).timestamp())}"
    return f"{proved}.{seal.keyed('ticket', proved)}"


def case_of_ticket(seal: CodeSeal, ticket: str, now: datetime) -> CaseNumber:
    """The case a ticket stands for; raises TicketExpired for one that is old, altered or made up."""
    proved, _, signature = ticket.rpartition(".")
    if not signature.isascii() or not seal.same(signature, seal.keyed("ticket", proved)):
        raise TicketExpired
    written, _, expires = proved.partition(".")
    if datetime.fromtimestamp(int(expires), UTC) <= now:
        raise TicketExpired
    try:
        return parse_number(written)
    except UnreadableNumber as altered:
        raise TicketExpired from altered
