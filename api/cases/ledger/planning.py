"""What one entry changes in what is held: nothing, something, or nothing because it must not."""

from collections.abc import Collection
from dataclasses import replace

from api.cases.changes import Change, Facts, Held, Milestone
from api.cases.ledger.failures import BadRow
from api.cases.ledger.rows import Entry
from api.cases.ledger.words import Field
from knowledge.cases import CaseBook, Step

REFUSED = {Step.BACKWARDS: "backwards", Step.CLOSED: "case_closed", Step.NOT_ALLOWED: "step_not_allowed"}


def plan(entry: Entry, held: Held | None, book: CaseBook, columns: Collection[Field]) -> Change | None:
    """The change an entry makes, None when it says nothing new; raises BadRow for a step that is not allowed."""
    if held is None:
        return Change(entry.number, entry.facts, first_path(entry, book))
    if entry.facts.received != held.facts.received:
        raise BadRow("received_differs", entry.facts.received, held.facts.received)
    path = told_path(entry, held, book) if entry.history else next_path(entry, held, book)
    facts = merged(entry.facts, held.facts, columns)
    return None if (facts, path) == (held.facts, held.path) else Change(entry.number, facts, path, held)


def first_path(entry: Entry, book: CaseBook) -> tuple[Milestone, ...]:
    """The timeline of a new case: as the ledger tells it, else from receipt to where it stands."""
    start = Milestone(book.kinds[entry.number.kind].initial, entry.facts.received)
    return entry.history or ((start,) if entry.last.state == start.state else (start, entry.last))


def next_path(entry: Entry, held: Held, book: CaseBook) -> tuple[Milestone, ...]:
    """The timeline one step on, or with the day of its last step corrected."""
    last, kind = held.path[-1], entry.number.kind
    step = book.step(kind, last.state, entry.last.state)
    if step in REFUSED:
        raise BadRow(REFUSED[step], book.state(kind, entry.last.state).title, book.state(kind, last.state).title)
    before = held.path if step is Step.ALLOWED else held.path[:-1]
    if before and entry.last.day < before[-1].day:
        raise BadRow("since_before_last_step", entry.last.day, before[-1].day)
    return (*before, entry.last)


def told_path(entry: Entry, held: Held, book: CaseBook) -> tuple[Milestone, ...]:
    """The timeline as the ledger tells it; what is held must be its beginning."""
    told, kind = entry.history or (), entry.number.kind
    for kept, new in zip(held.path, told, strict=False):
        if kept != new:
            raise BadRow("history_differs", f"{new.day} {book.state(kind, new.state).title}")
    if len(told) < len(held.path):
        raise BadRow("backwards", book.state(kind, told[-1].state).title,
                     book.state(kind, held.path[-1].state).title)
    return told


def merged(new: Facts, held: Facts, columns: Collection[Field]) -> Facts:
    """New facts, with what the ledger has no column for left as it is held."""
    return replace(
        new,
        applicant=new.applicant if Field.APPLICANT in columns else held.applicant,
        deadline=new.deadline if Field.DEADLINE in columns else held.deadline,
        note=new.note if Field.NOTE in columns else held.note,
    )
