"""One row of cells into one checked entry, or the reason why not."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from api.cases.changes import Facts, Milestone
from api.cases.ledger.cells import Cell, bare, day_of, text_of
from api.cases.ledger.failures import BadRow
from api.cases.ledger.header import Table
from api.cases.ledger.sheets import RawRow
from api.cases.ledger.words import Field
from api.door.masking import mask
from knowledge.cases import CaseBook, CaseKind, CaseNumber, Step, UnreadableNumber, parse_number

LONGEST_APPLICANT, LONGEST_NOTE = 200, 2000
HISTORY_BREAK = re.compile(r"[;；\n]+")
HISTORY_ENTRY = re.compile(r"(\S*\d\S*)\s+(\S+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says: the case, its facts, where it stands; ``history`` when the row tells the whole way."""

    number: CaseNumber
    facts: Facts
    last: Milestone
    history: tuple[Milestone, ...] | None


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one table by the rules of one case book, as of one day."""

    table: Table
    book: CaseBook
    epoch: datetime
    today: date

    def read(self, raw: RawRow) -> Entry:
        """The entry of a row; raises BadRow."""
        extra = [cell for cell in raw.cells[self.table.width:] if cell not in (None, "")]
        if extra:
            raise BadRow("too_many_cells", extra[0])
        number = number_of(self.cell(raw, Field.NUMBER))
        self.check_kind(raw, number)
        received = self.received(raw, number)
        last = self.last(raw, number.kind, received)
        facts = Facts(self.applicant(raw), received, self.deadline(raw, received), self.note(raw))
        return Entry(number, facts, last, self.history(raw, number.kind, received, last))

    def cell(self, raw: RawRow, field: Field) -> Cell:
        """The cell of a field; None where the ledger has no such column or the row is short."""
        column = self.table.columns.get(field)
        return raw.cells[column] if column is not None and column < len(raw.cells) else None

    def check_kind(self, raw: RawRow, number: CaseNumber) -> None:
        """The kind, where it is written, must be the one the number's letters say."""
        written = bare(self.cell(raw, Field.KIND))
        kind = self.book.kind_named(written)
        if written and kind is None:
            raise BadRow("kind_unknown", written)
        if kind and kind is not number.kind:
            raise BadRow("kind_mismatch", written, number)

    def received(self, raw: RawRow, number: CaseNumber) -> date:
        """The day of receipt, not to come, in the number's year or at the end of the year before."""
        day = self.day(raw, Field.RECEIVED)
        if day.year not in (number.year, number.year - 1):
            raise BadRow("received_year_differs", day, number)
        return day

    def day(self, raw: RawRow, field: Field) -> date:
        """A day that must be there and must not lie ahead."""
        day = day_of(self.cell(raw, field), field, self.epoch)
        if day is None:
            raise BadRow(f"{field}_missing")
        if day > self.today:
            raise BadRow(f"{field}_in_future", day)
        return day

    def last(self, raw: RawRow, kind: CaseKind, received: date) -> Milestone:
        """The state the case stands in, and since when: in its first state, since receipt."""
        state = self.state_of(kind, bare(self.cell(raw, Field.STATUS)))
        since = self.day(raw, Field.SINCE)
        if since < received:
            raise BadRow("since_before_received", since, received)
        return Milestone(state, received if state == self.book.kinds[kind].initial else since)

    def state_of(self, kind: CaseKind, written: str) -> str:
        """The state that this kind of case writes so."""
        described = self.book.kinds[kind]
        state = described.state_named(written)
        if state is not None:
            return state
        if not written:
            raise BadRow("status_missing")
        elsewhere = any(other.state_named(written) for other in self.book.kinds.values())
        raise BadRow("status_of_other_kind" if elsewhere else "status_unknown", written, described.title)

    def applicant(self, raw: RawRow) -> str | None:
        """The applicant's name; a number that identifies a person has no place in it."""
        name = text_of(self.cell(raw, Field.APPLICANT))
        if len(name) > LONGEST_APPLICANT:
            raise BadRow("applicant_too_long")
        if mask(name).found:
            raise BadRow("applicant_personal_number")
        return name or None

    def deadline(self, raw: RawRow, received: date) -> date | None:
        """The office's own deadline, where it wrote one."""
        day = day_of(self.cell(raw, Field.DEADLINE), Field.DEADLINE, self.epoch)
        if day and day < received:
            raise BadRow("deadline_before_received", day, received)
        return day

    def note(self, raw: RawRow) -> str | None:
        """The remark for staff, with personal numbers masked."""
        note = text_of(self.cell(raw, Field.NOTE))
        if len(note) > LONGEST_NOTE:
            raise BadRow("note_too_long")
        return mask(note).text or None

    def history(
        self, raw: RawRow, kind: CaseKind, received: date, last: Milestone
    ) -> tuple[Milestone, ...] | None:
        """The whole way of the case, where the ledger tells it, checked step by step."""
        written = self.cell(raw, Field.HISTORY)
        steps = [step.strip() for step in HISTORY_BREAK.split(str(written or "")) if step.strip()]
        if not steps:
            return None
        path = [self.milestone(kind, step) for step in steps]
        if path[0].day != received:
            raise BadRow("history_start_differs", steps[0], received)
        for before, after in pairwise(path):
            self.check_step(kind, before, after)
        if path[-1] != last:
            raise BadRow("history_end_differs", steps[-1])
        return tuple(path)

    def milestone(self, kind: CaseKind, step: str) -> Milestone:
        """One step of a history: a day and a state."""
        match = HISTORY_ENTRY.fullmatch(text_of(step))
        try:
            day = day_of(match[1], Field.SINCE) if match else None
        except BadRow as reason:
            raise BadRow("history_unreadable", step) from reason
        state = self.book.kinds[kind].state_named(match[2]) if match else None
        if day is None or state is None:
            raise BadRow("history_unreadable", step)
        return Milestone(state, day)

    def check_step(self, kind: CaseKind, before: Milestone, after: Milestone) -> None:
        """One step must not go back in time and must be allowed."""
        titles = [self.book.state(kind, state).title for state in (after.state, before.state)]
        if after.day < before.day:
            raise BadRow("history_out_of_order", f"{after.day} {titles[0]}")
        if self.book.step(kind, before.state, after.state) is not Step.ALLOWED:
            raise BadRow("history_step", *titles)


def number_of(cell: Cell) -> CaseNumber:
    """The case number in a cell; raises BadRow with what is wrong with it."""
    written = text_of(cell)
    if not written:
        raise BadRow("number_missing")
    try:
        return parse_number(written)
    except UnreadableNumber as reason:
        raise BadRow(f"number_{reason.problem}", written) from reason
