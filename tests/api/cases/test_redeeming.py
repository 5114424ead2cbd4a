"""What the conversation does with a code: swapped at the door, redeemed once by the cases service."""

from datetime import date

from api.door.query_codes import TOKEN, swap
from knowledge.cases import CaseKind, CaseNumber
from tests.api.cases.conftest import SERVICE_TOKEN

NUMBER = CaseNumber(CaseKind.PRE_EXAMINATION, 2026, 123)
CREDENTIAL = {"Authorization": f"Bearer {SERVICE_TOKEN}"}


async def token_for(world, text: str, asker: str = "web:192.0.2.1") -> str:
    """The token that stands for the code in a message."""
    shown = await swap(text, world.office.vault, asker)
    found = TOKEN.search(shown)
    assert found
    return found[0].removeprefix("〔查询码:").removesuffix("〕")


async def redeem(world, token: str, **more: str):
    """One redemption by our own service."""
    return await world.http.post("/v1/cases/redeem", json={"token": token, **more}, headers=CREDENTIAL)


async def test_number_and_code_in_one_message(world):
    code = await world.put(NUMBER, ("received", date(2026, 11, 2)))
    response = await redeem(world, await token_for(world, f"{NUMBER} {code}"))
    assert (response.status_code, response.json()["case_no"]) == (200, str(NUMBER))


async def test_number_and_code_one_by_one(world):
    code = await world.put(NUMBER, ("received", date(2026, 11, 2)))
    response = await redeem(world, await token_for(world, f"查询码是{code}"), case_no="ys 2026-000123")
    assert response.status_code == 200


async def test_the_number_said_last_counts(world):
    code = await world.put(NUMBER, ("received", date(2026, 11, 2)))
    token = await token_for(world, f"YS2026000999 {code}")
    assert (await redeem(world, token, case_no=str(NUMBER))).status_code == 200


async def test_a_token_is_used_up_even_by_a_wrong_number(world):
    code = await world.put(NUMBER, ("received", date(2026, 11, 2)))
    token = await token_for(world, code)
    assert (await redeem(world, token, case_no="YS2026000124")).status_code == 404
    again = await redeem(world, token, case_no=str(NUMBER))
    assert (again.status_code, again.json()["error"]) == (410, "token_spent")


async def test_an_unreadable_number_does_not_use_the_token_up(world):
    code = await world.put(NUMBER, ("received", date(2026, 11, 2)))
    token = await token_for(world, code)
    assert (await redeem(world, token, case_no="YS2026")).status_code == 422
    assert (await redeem(world, token, case_no=str(NUMBER))).status_code == 200


async def test_a_code_without_any_number_asks_for_one(world):
    response = await redeem(world, await token_for(world, "查询码KM4TR7XC"))
    assert response.status_code == 422
    assert "案件编号" in response.json()["detail"]


async def test_failures_in_conversation_lock_the_asker_at_the_door(world):
    code = await world.put(NUMBER, ("received", date(2026, 11, 2)))
    for serial in range(5):
        token = await token_for(world, "KM4TR7XC")
        assert (await redeem(world, token, case_no=f"YS2026{serial:06d}")).status_code == 404
    own = await redeem(world, await token_for(world, f"{NUMBER} {code}"))
    assert own.status_code == 429
    assert own.json()["error"] == "lookup_locked"
    other = await redeem(world, await token_for(world, f"{NUMBER} {code}", "web:198.51.100.7"))
    assert other.status_code == 200
