"""``/v1/eligibility``: the response shape of the contract, and every refusal with its reason."""

import httpx
import pytest

from knowledge.eligibility.facts import NAMES, VALUES

GOOD = {
    "right_type": "patent", "filed_with_cnipa": "no", "applicant_type": "legal_entity", "registered_in": "changchun",
    "technical_field": "modern_agriculture", "recorded_at_centre": "active", "patent_type": "utility_model",
    "same_day_dual_filing": "no", "divisional": "no", "pct": "no", "secrecy": "no", "own_research": "yes",
    "bad_record": "none", "applicants": "sole", "agency": "none", "waive_amendment_and_change": "yes",
    "fast_reply": "yes", "xml_filing": "yes", "inventors_are_real_persons": "yes", "priority_claim": "none",
    "sequence_or_deposit": "no", "fee_reduction": "not_wanted", "pay_on_time": "yes",
}


async def ask(api: httpx.AsyncClient, facts: object, **more: object) -> httpx.Response:
    return await api.post("/v1/eligibility", json={"facts": facts, **more})


async def test_a_faultless_case_has_the_shape_of_the_contract(api):
    response = await ask(api, GOOD, on="2026-11-22")
    assert response.status_code == 200
    card = response.json()
    assert set(card) == {"verdict", "rules", "missing", "documents"}
    assert card["verdict"] == "likely"
    assert card["missing"] == []
    assert card["documents"]
    for rule in card["rules"]:
        assert set(rule) == {"id", "status", "reason", "remedy", "citation"}
        assert {"title", "number", "article", "effective", "url"} <= set(rule["citation"])
    assert {rule["id"]: rule["status"] for rule in card["rules"]}["R07"] == "needs_review"


async def test_nothing_known_is_incomplete_and_lists_what_to_ask(api):
    card = (await ask(api, {})).json()
    assert card["verdict"] == "incomplete"
    assert card["missing"][0]["fact"] == "right_type"
    assert {"value", "title"} == set(card["missing"][0]["choices"][0])


async def test_not_being_recorded_comes_with_its_remedy(api):
    card = (await ask(api, GOOD | {"recorded_at_centre": "none"})).json()
    rule = next(rule for rule in card["rules"] if rule["id"] == "R05")
    assert (card["verdict"], rule["status"]) == ("unlikely", "not_met")
    assert rule["remedy"].startswith("先在")


async def test_xml_is_a_condition_only_since_october_2025(api):
    facts = GOOD | {"xml_filing": "no"}
    before, since = [(await ask(api, facts, on=day)).json() for day in ("2025-09-30", "2025-10-01")]
    assert "R17" not in {rule["id"] for rule in before["rules"]}
    assert since["verdict"] == "unlikely"


async def test_unknown_names_and_values_are_all_named(api):
    response = await ask(api, {"colour": "red", "size": 3, "pct": "maybe", "agency": 1, "divisional": "no"})
    assert response.status_code == 422
    body = response.json()
    assert body["error"] == "unknown_facts"
    assert all(word in body["detail"] for word in ("colour", "size", "pct=maybe", "agency=1"))
    assert "divisional" not in body["detail"]


@pytest.mark.parametrize(("day", "error"), [
    ("2024-01-19", "day_out_of_range"), ("2028-11-23", "day_out_of_range"), ("昨天", "unreadable"),
    (20260101, "unreadable"), ("2026-02-30", "unreadable"),
])
async def test_a_day_outside_the_range_or_no_day_is_refused(api, day, error, monkeypatch):
    monkeypatch.setenv("ZHIWEN_TODAY", "2026-11-22")
    response = await ask(api, GOOD, on=day)
    assert (response.status_code, response.json()["error"]) == (422, error)


async def test_the_range_holds_its_ends(api, monkeypatch):
    monkeypatch.setenv("ZHIWEN_TODAY", "2026-11-22")
    for day in ("2024-01-20", "2028-11-22"):
        assert (await ask(api, GOOD, on=day)).status_code == 200


@pytest.mark.parametrize("body", [
    {}, {"facts": None}, {"facts": []}, {"facts": "patent"}, {"facts": {}, "day": "2026-01-01"}, [], "facts", 5,
])
async def test_bodies_of_another_shape_are_refused_with_a_sentence(api, body):
    response = await api.post("/v1/eligibility", json=body)
    assert response.status_code == 422
    assert response.json()["detail"]


@pytest.mark.parametrize("value", [None, [], {}, True, "x" * 5000])
async def test_values_of_another_type_are_named_and_never_crash(api, value):
    response = await ask(api, {"pct": value})
    assert response.status_code == 422
    assert "pct" in response.json()["detail"]
    assert len(response.json()["detail"]) < 200


async def test_the_questions_are_those_of_the_contract(api):
    questions = (await api.get("/v1/eligibility/questions")).json()
    assert [question["fact"] for question in questions] == list(NAMES)
    for question in questions:
        assert question["question"]
        assert "{" not in question["question"]
        assert {choice["value"] for choice in question["choices"]} == set(VALUES.get(question["fact"], ()))
