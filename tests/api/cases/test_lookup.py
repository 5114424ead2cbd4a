"""A case is told to whoever holds its code, and nothing at all to anybody else."""

import asyncio
import logging
import statistics
import time
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select, text

from api.cases import attempts, card
from api.cases.changes import write
from api.cases.codes import new_code, printed
from api.cases.models import CaseAudit, LookupAttempt, QueryCode
from api.cases.service import reissue_code
from api.database import now
from knowledge.cases import CaseKind, CaseNumber
from tests.api.cases.conftest import SERVICE_TOKEN, TODAY, closed_cases

YS = CaseKind.PRE_EXAMINATION
UNKNOWN = "YS2026777777"
TRIES = 200


async def test_the_right_code_opens_the_card(world):
    number = CaseNumber(YS, 2026, 38)
    code = await world.put(number, ("received", date(2026, 10, 17)), ("opinion", date(2026, 11, 11)),
                           deadline=date(2026, 12, 3))
    response = await world.look_up("ys二零二六-000038", printed(code).lower())
    shown = response.json()
    assert response.status_code == 200
    assert (shown["case_no"], shown["kind"], shown["kind_title"]) == ("YS2026000038", "pre_examination", "专利预审")
    assert (shown["status"], shown["status_title"], shown["acts"]) == ("opinion", "待您答复预审意见", "applicant")
    assert "以通知书为准" in shown["next_step"]
    assert (shown["deadline"]["date"], shown["deadline"]["days_left"]) == ("2026-12-03", 11)
    assert shown["timeline"] == [
        {"date": "2026-10-17", "state": "received", "title": "已收件"},
        {"date": "2026-11-11", "state": "opinion", "title": "待您答复预审意见"},
    ]
    assert shown["subscribed"] is False
    assert "{" not in shown["meaning"] + shown["next_step"]


async def test_a_deadline_passed_counts_below_zero_and_none_is_invented(world):
    late, quiet = CaseNumber(YS, 2026, 1), CaseNumber(YS, 2026, 2)
    codes = [await world.put(number, ("received", date(2026, 10, 1)), ("opinion", date(2026, 10, 9)), deadline=deadline)
             for number, deadline in ((late, date(2026, 11, 20)), (quiet, None))]
    assert (await world.look_up(late, codes[0])).json()["deadline"]["days_left"] == -2
    assert (await world.look_up(quiet, codes[1])).json()["deadline"] is None


@pytest.mark.parametrize(("path", "last_day"), [
    # 15 working days from receipt (administrative_penalty_procedure_2022#18): no holidays in between
    ([("received", date(2026, 11, 2))], "2026-11-23"),
    # counted from receipt, not from the later state
    ([("received", date(2026, 11, 2)), ("verifying", date(2026, 11, 10))], "2026-11-23"),
    # over the autumn holidays; 2026-09-20 and 2026-10-10 are worked
    ([("received", date(2026, 9, 18))], "2026-10-15"),
    # 90 calendar days from the filing (…#64)
    ([("received", date(2026, 10, 12)), ("filed", date(2026, 11, 12))], "2027-02-10"),
    # 30 working days once the term was prolonged
    ([("received", date(2026, 10, 26)), ("extended", date(2026, 11, 16))], "2026-12-07"),
])
async def test_terms_set_by_law_are_counted(world, path, last_day):
    number = CaseNumber(CaseKind.REPORT, 2026, 7)
    code = await world.put(number, *path)
    assert (await world.look_up(number, code)).json()["deadline"]["date"] == last_day


async def test_working_days_are_not_counted_into_a_year_whose_holidays_are_not_announced(world):
    number = CaseNumber(CaseKind.REPORT, 2026, 8)
    code = await world.put(number, ("received", date(2026, 11, 20)), ("extended", date(2026, 11, 21)))
    assert (await world.look_up(number, code)).json()["deadline"] is None


async def test_wrong_number_and_wrong_code_are_answered_alike(world):
    number, _ = await world.open()
    async with world.from_address("192.0.2.1") as one, world.from_address("192.0.2.2") as other:
        wrong_code = await one.post("/v1/cases/lookup", json={"case_no": str(number), "query_code": "KM4TR7XC"})
        wrong_number = await other.post("/v1/cases/lookup", json={"case_no": UNKNOWN, "query_code": "KM4TR7XC"})
    assert wrong_code.status_code == wrong_number.status_code == 404
    assert wrong_code.content == wrong_number.content
    assert dict(wrong_code.headers) == dict(wrong_number.headers)


async def test_a_case_without_a_code_and_a_code_of_another_case_are_answered_alike(world):
    _, code = await world.open()
    bare = CaseNumber(YS, 2026, 500)
    await world.put(bare, ("received", date(2026, 11, 2)))
    async with world.sessions.begin() as session:
        await session.execute(text("delete from query_code where \"case\" = 'YS2026000500'"))
    responses = [await world.look_up(bare, code), await world.look_up(UNKNOWN, code)]
    assert responses[0].status_code == 404
    assert responses[0].content == responses[1].content


async def test_wrong_number_and_wrong_code_cost_the_same_queries_and_hashes(world, monkeypatch):
    number, _ = await world.open()
    work: list[str] = []
    seal = type(world.office.seal)
    hashing, comparing = seal.code_hash, seal.same
    monkeypatch.setattr(seal, "code_hash", lambda *a: work.append("hash") or hashing(*a))
    monkeypatch.setattr(seal, "same", lambda *a: work.append("compare") or comparing(*a))
    event.listen(world.engine.sync_engine, "before_cursor_execute", lambda *a: work.append(a[2]))

    async def work_for(case_no: object, address: str) -> list[str]:
        work.clear()
        async with world.from_address(address) as client:
            await client.post("/v1/cases/lookup", json={"case_no": str(case_no), "query_code": "KM4TR7XC"})
        return list(work)

    await work_for(number, "192.0.2.9")
    assert await work_for(number, "192.0.2.10") == await work_for(UNKNOWN, "192.0.2.11") != []


@pytest.mark.parametrize("exists", [True, False])
async def test_five_failures_lock_the_number_whoever_asks(world, exists):
    number, code = await world.open()
    asked = number if exists else UNKNOWN
    for tries in range(attempts.ALLOWED_FAILURES):
        async with world.from_address(f"192.0.2.{tries}") as client:
            failed = await client.post("/v1/cases/lookup", json={"case_no": str(asked), "query_code": "KM4TR7XC"})
            assert failed.status_code == 404
    async with world.from_address("198.51.100.1") as client:
        locked = await client.post("/v1/cases/lookup", json={"case_no": str(asked), "query_code": code})
    assert (locked.status_code, locked.json()["error"]) == (429, "lookup_locked")
    assert locked.headers["Retry-After"] == "900"


async def test_five_failures_lock_the_asker_whatever_is_asked(world):
    number, code = await world.open()
    for serial in range(attempts.ALLOWED_FAILURES):
        assert (await world.look_up(f"YS2026{serial:06d}", "KM4TR7XC")).status_code == 404
    assert (await world.look_up(number, code)).status_code == 429
    async with world.from_address("198.51.100.2") as client:
        answer = await client.post("/v1/cases/lookup", json={"case_no": str(number), "query_code": code})
    assert answer.status_code == 200


async def test_the_lock_ends_after_a_quarter_of_an_hour(world, monkeypatch):
    number, code = await world.open()
    for _ in range(attempts.ALLOWED_FAILURES + 2):
        await world.look_up(number, "KM4TR7XC")
    async with world.sessions.begin() as session:
        for held in await session.scalars(select(LookupAttempt)):
            held.counted_from -= timedelta(seconds=attempts.LOCK_SECONDS - 5)
    assert (await world.look_up(number, code)).status_code == 429
    async with world.sessions.begin() as session:
        for held in await session.scalars(select(LookupAttempt)):
            held.counted_from -= timedelta(seconds=10)
    assert (await world.look_up(number, code)).status_code == 200


async def test_successes_are_not_counted(world):
    number, code = await world.open()
    for _ in range(attempts.ALLOWED_FAILURES * 3):
        assert (await world.look_up(number, code)).status_code == 200


async def test_many_tries_at_the_same_moment_count_as_many(world):
    number, _ = await world.open()

    async def attempt(client_number: int) -> int:
        async with world.from_address(f"203.0.113.{client_number}") as client:
            body = {"case_no": str(number), "query_code": new_code()}
            return (await client.post("/v1/cases/lookup", json=body)).status_code

    statuses = await asyncio.gather(*(attempt(client) for client in range(20)))
    assert statuses.count(404) == attempts.ALLOWED_FAILURES
    assert statuses.count(429) == 15


@pytest.mark.parametrize(("case_no", "code", "word"), [
    ("", "KM4TR7XC", "不能为空"), ("2026000123", "KM4TR7XC", "两个字母"), ("YS202600012", "KM4TR7XC", "少了数字"),
    ("YS2026000123", "KM4TR7X", "查询码是 8 位"), ("YS2026000123", "12345678", "查询码是 8 位"),
])
async def test_help_with_typos_speaks_of_form_only_and_counts_nothing(world, case_no, code, word):
    response = await world.look_up(case_no, code)
    assert response.status_code == 422
    assert word in response.json()["detail"]
    async with world.sessions() as session:
        assert (await session.scalars(select(LookupAttempt))).all() == []


async def test_usual_remaining_time_needs_ten_closed_cases_and_gives_its_range(world, book):
    number = CaseNumber(YS, 2026, 1)
    code = await world.put(number, ("received", date(2026, 11, 10)), ("examining", TODAY))
    async with world.sessions.begin() as session:
        await write(session, book, closed_cases(YS, 9), now())
        await write(session, book, closed_cases(CaseKind.REGISTRATION, 40), now())
    assert (await world.look_up(number, code)).json()["typical_remaining"] is None
    async with world.sessions.begin() as session:
        await write(session, book, closed_cases(YS, 13)[9:], now())
    assert (await world.look_up(number, code)).json()["typical_remaining"] == {
        "median_days": 21, "low_days": 18, "high_days": 24, "sample": 13,
    }


def test_remaining_time_counts_only_cases_that_waited_as_long():
    durations = list(range(1, 31))
    assert card.typical(durations, 0).sample == 30
    assert card.typical(durations, 20).model_dump() == {"median_days": 5, "low_days": 2, "high_days": 8, "sample": 11}
    assert card.typical(durations, 25) is None


async def test_a_reissued_code_replaces_the_old_one_and_leaves_an_audit_line(world):
    number, old = await world.open()
    async with world.sessions.begin() as session:
        new = await reissue_code(world.office, session, number, "窗口一")
    assert (await world.look_up(number, old)).status_code == 404
    assert (await world.look_up(number, new)).status_code == 200
    async with world.sessions() as session:
        lines = (await session.scalars(select(CaseAudit).order_by(CaseAudit.id))).all()
    assert [(line.actor, line.action, line.case) for line in lines] == [
        ("test", "open", str(number)), ("窗口一", "reissue_code", str(number)),
    ]


async def test_the_store_holds_a_code_only_as_a_hash_bound_to_its_case(world):
    (first, code), (second, _) = await world.open(), await world.open()
    async with world.sessions.begin() as session:
        hashes = dict((await session.execute(select(QueryCode.case, QueryCode.hash))).all())
        (await session.get(QueryCode, str(second))).hash = hashes[str(first)]
    assert code not in str(hashes)
    assert len(hashes[str(first)]) == 64
    assert (await world.look_up(second, code)).status_code == 404


async def test_redeeming_needs_the_service_credential(world):
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {SERVICE_TOKEN}"}):
        response = await world.http.post("/v1/cases/redeem", json={"token": "abc"}, headers=headers)
        assert (response.status_code, response.json()["error"]) == (401, "service_only")


async def test_a_used_code_stands_in_no_table_and_no_log(world, caplog):
    caplog.set_level(logging.DEBUG)
    number, code = await world.open()
    for tries in range(20):
        async with world.from_address(f"192.0.2.{tries}") as client:
            await client.post("/v1/cases/lookup", json={"case_no": str(number), "query_code": code})
    async with world.engine.connect() as connection:
        tables = ("case_record", "case_event", "query_code", "lookup_attempt", "case_audit", "case_subscription",
                  "case_notification", "turn", "conversation")
        contents = [str((await connection.execute(text(f"select * from {table}"))).all()) for table in tables]
    assert caplog.text
    for spelling in (code, code.lower(), printed(code)):
        assert not any(spelling in content for content in (*contents, caplog.text))


async def test_wrong_number_and_wrong_code_take_the_same_time(world):
    number, _ = await world.open()
    times: dict[str, list[float]] = {str(number): [], UNKNOWN: []}
    for tries in range(TRIES):
        for case_no, measured in times.items():
            async with world.from_address(f"10.0.{tries}.{len(measured) % 250}") as client:
                async with world.sessions.begin() as session:
                    await session.execute(text("delete from lookup_attempt"))
                started = time.perf_counter()
                response = await client.post("/v1/cases/lookup", json={"case_no": case_no, "query_code": "KM4TR7XC"})
                measured.append(time.perf_counter() - started)
                assert response.status_code == 404
    medians = [statistics.median(measured) for measured in times.values()]
    spread = statistics.quantiles(times[UNKNOWN], n=4)
    assert abs(medians[0] - medians[1]) < max(spread[2] - spread[0], 0.0005)
