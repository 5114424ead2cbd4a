"""New cases get the next free number; an office's own number is taken once."""

from datetime import date

import pytest
from sqlalchemy import select

from api.cases import service
from api.cases.changes import Facts
from api.cases.codes import is_code
from api.cases.errors import CaseExists
from api.cases.models import Case, CaseAudit
from knowledge.cases import CaseKind, CaseNumber

FACTS = Facts("丙（虚构）", date(2026, 11, 2), None, None)


async def test_numbers_follow_one_another_per_kind_and_year(world):
    numbers = [str((await world.open(kind, received))[0]) for kind, received in (
        (CaseKind.REPORT, date(2026, 1, 5)), (CaseKind.REPORT, date(2026, 2, 5)), (CaseKind.REPORT, date(2025, 2, 5)),
        (CaseKind.MEDIATION, date(2026, 3, 5)),
    )]
    assert numbers == ["JB2026000001", "JB2026000002", "JB2025000001", "TJ2026000001"]


async def test_a_number_taken_in_the_meantime_is_not_given_out_again(world, monkeypatch):
    first, _ = await world.open()
    answers = [first, first, first._replace(serial=2)]

    async def slow_count(*_: object) -> CaseNumber:
        return answers.pop(0)

    monkeypatch.setattr(service, "next_number", slow_count)
    second, code = await world.open()
    assert second.serial == 2
    assert (await world.look_up(second, code)).status_code == 200


async def test_the_offices_own_number_is_taken_only_once_and_nothing_is_left_half_written(world):
    number, _ = await world.open()
    async with world.sessions.begin() as session:
        with pytest.raises(CaseExists):
            await service.open_case(world.office, session, number.kind, FACTS, "test", number)
    async with world.sessions() as session:
        assert len((await session.scalars(select(Case))).all()) == 1
        assert len((await session.scalars(select(CaseAudit))).all()) == 1


async def test_codes_are_of_their_shape_and_differ(world):
    codes = {(await world.open())[1] for _ in range(20)}
    assert len(codes) == 20
    assert all(map(is_code, codes))
