"""The whole chain on the frozen validation questions: floors that a change must not fall through.

The floors stand a little below what was measured (docs/benchmarks.md), so that they fail for a real loss and not for a
question or two.
"""

import asyncio

import pytest

from bench.quality import VALIDATION, read, table
from tests.running import Running

FLOORS = {  # file: least right, least right or offered, most wrong
    "questions_1": (0.92, 0.97, 0.03),
    "questions_2": (0.92, 0.97, 0.03),
    "switches": (0.94, 0.96, 0.04),
    "follow_ups": (0.82, 0.92, 0.06),
    "compound": (0.82, 0.82, 0.16),
}


@pytest.mark.parametrize("name", FLOORS)
def test_questions_nobody_trained_on(running: Running, name: str):
    right, offered, wrong = FLOORS[name]
    counted = asyncio.run(table(running.url, read(VALIDATION / f"{name}.jsonl")))["all"]
    total = sum(counted.values())
    assert counted["right"] / total >= right, counted
    assert (counted["right"] + counted["offered"]) / total >= offered, counted
    assert counted["wrong"] / total <= wrong, counted


def test_what_deserves_a_non_answer_gets_one(running: Running):
    counted = asyncio.run(table(running.url, read(VALIDATION / "background.jsonl")))["all"]
    assert counted["wrong"] / sum(counted.values()) <= 0.1, counted


def test_secrets_are_warned_of_and_questions_about_secrets_are_not(running: Running):
    lines = read(VALIDATION / "secrets.jsonl")
    warned = {True: 0, False: 0}
    for line in lines:
        topics = {reply["topic"] for reply in running.ask(line["q"])["replies"]}
        warned[line["secret"]] += "refusal/secret_content_pasted" in topics
    secrets = sum(line["secret"] for line in lines)
    assert warned[True] / secrets >= 0.85
    assert warned[False] / (len(lines) - secrets) <= 0.005
