"""Told once per change, only after proving the code, and never after saying stop."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from api.cases import subscriptions
from api.cases.changes import Milestone
from api.cases.errors import NoSuchCase, StepNotAllowed, TicketExpired
from api.cases.models import CaseNotification, CaseSubscription
from api.cases.service import record_step
from api.cases.tickets import LIFETIME, case_of_ticket, new_ticket
from api.database import now
from knowledge.cases import CaseKind, CaseNumber

SESSION = "a-session-of-this-test"
NUMBER = CaseNumber(CaseKind.PRE_EXAMINATION, 2026, 9)


async def subscribed(world, session: str = SESSION) -> CaseNumber:
    """A case with one subscriber."""
    code = await world.put(NUMBER, ("received", date(2026, 11, 2)))
    ticket = (await world.look_up(NUMBER, code)).json()["ticket"]
    response = await world.http.post("/v1/cases/subscriptions", json={"ticket": ticket, "session": session})
    assert (response.status_code, response.json()["case_no"]) == (201, str(NUMBER))
    assert (await world.look_up(NUMBER, code, session=session)).json()["subscribed"] is True
    return NUMBER


async def step(world, state: str, day: date = date(2026, 11, 20)) -> None:
    """The office moves the case on."""
    async with world.sessions.begin() as session:
        await record_step(world.office, session, NUMBER, Milestone(state, day), None, "test")


async def told(world, session: str = SESSION) -> list[str]:
    """What a session is told at its next visit."""
    response = await world.http.get("/v1/cases/notifications", params={"session": session})
    assert response.status_code == 200
    return [line["status_title"] for line in response.json()]


async def test_a_change_is_told_at_the_next_visit_and_only_once(world):
    await subscribed(world)
    assert await told(world) == []
    await step(world, "accepted")
    await step(world, "opinion", date(2026, 11, 21))
    assert await told(world) == ["已受理", "待您答复预审意见"]
    assert await told(world) == []


async def test_two_visits_at_the_same_moment_are_told_once_together(world):
    await subscribed(world)
    await step(world, "accepted")
    visits = await asyncio.gather(*(told(world) for _ in range(6)))
    assert sorted(map(len, visits)) == [0, 0, 0, 0, 0, 1]


async def test_only_the_subscriber_is_told(world):
    await subscribed(world)
    await step(world, "accepted")
    assert await told(world, "another-session-altogether") == []
    assert len(await told(world)) == 1


async def test_nothing_is_told_after_unsubscribing_not_even_what_waited(world):
    number = await subscribed(world)
    await step(world, "accepted")
    params = {"session": SESSION, "case_no": str(number)}
    for _ in range(2):
        assert (await world.http.delete("/v1/cases/subscriptions", params=params)).status_code == 204
    await step(world, "opinion")
    assert await told(world) == []


async def test_a_subscription_ends_after_180_days(world):
    await subscribed(world)
    async with world.sessions.begin() as session:
        held = (await session.scalars(select(CaseSubscription))).one()
        assert held.expires - held.created == timedelta(days=180)
        held.expires = now() - timedelta(seconds=1)
    await step(world, "accepted")
    assert await told(world) == []
    async with world.sessions.begin() as session:
        await subscriptions.expire(session)
        assert (await session.scalars(select(CaseSubscription))).all() == []


async def test_old_notifications_are_dropped_with_retention(world):
    await subscribed(world)
    await step(world, "accepted")
    async with world.sessions.begin() as session:
        (await session.scalars(select(CaseNotification))).one().created -= timedelta(days=181)
    async with world.sessions.begin() as session:
        await subscriptions.expire(session)
    assert await told(world) == []


@pytest.mark.parametrize("spoil", [
    lambda ticket: ticket.replace("000009", "000010"),
    lambda ticket: ticket[:-1] + ("0" if ticket[-1] != "0" else "1"),
    lambda ticket: "made-up",
    lambda ticket: "YS2026000009.9999999999.ü",
    lambda ticket: "",
])
async def test_an_altered_ticket_subscribes_nobody(world, spoil):
    code = await world.put(NUMBER, ("received", date(2026, 11, 2)))
    ticket = (await world.look_up(NUMBER, code)).json()["ticket"]
    response = await world.http.post(
        "/v1/cases/subscriptions", json={"ticket": spoil(ticket), "session": SESSION}
    )
    assert (response.status_code, response.json()["error"]) == (403, "ticket_expired")


async def test_a_ticket_runs_out(world):
    ticket = new_ticket(world.office.seal, NUMBER, now() - LIFETIME)
    with pytest.raises(TicketExpired):
        case_of_ticket(world.office.seal, ticket, now())


async def test_a_session_short_enough_to_guess_cannot_subscribe(world):
    response = await world.http.post("/v1/cases/subscriptions", json={"ticket": "x", "session": "s1"})
    assert response.status_code == 422


@pytest.mark.parametrize("milestone", [
    Milestone("filed", date(2026, 11, 20)), Milestone("accepted", date(2026, 11, 1)),
    Milestone("accepted", date(2026, 11, 23)), Milestone("unheard_of", date(2026, 11, 20)),
])
async def test_staff_cannot_make_a_case_jump_go_back_in_time_or_ahead_of_it(world, milestone):
    await world.put(NUMBER, ("received", date(2026, 11, 2)))
    async with world.sessions.begin() as session:
        with pytest.raises(StepNotAllowed):
            await record_step(world.office, session, NUMBER, milestone, None, "test")


async def test_a_case_that_is_not_held_cannot_be_moved(world):
    async with world.sessions.begin() as session:
        with pytest.raises(NoSuchCase):
            await record_step(world.office, session, NUMBER, Milestone("accepted", date(2026, 11, 20)), None, "test")
