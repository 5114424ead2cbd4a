"""The whole chain on the frozen validation questions: floors that a change must not fall through.

The floors stand a little below what was measured (docs/benchmarks.md), so that they fail for a real loss and not for a
question or two.
"""

import asyncio
from pathlib import Path

import pytest

from bench.quality import UNSEEN, VALIDATION, read, table
from tests.running import Running

FLOORS = {  # file: least right, least right or offered, most wrong
    VALIDATION / "questions_1.jsonl": (0.93, 0.955, 0.025),
    VALIDATION / "questions_2.jsonl": (0.93, 0.955, 0.025),
    VALIDATION / "switches.jsonl": (0.94, 0.96, 0.04),
    VALIDATION / "follow_ups.jsonl": (0.89, 0.94, 0.05),
    VALIDATION / "compound.jsonl": (0.87, 0.87, 0.12),
    UNSEEN / "questions.jsonl": (0.94, 0.965, 0.025),
    UNSEEN / "switches.jsonl": (0.94, 0.95, 0.05),
    UNSEEN / "follow_ups.jsonl": (0.85, 0.87, 0.13),
    UNSEEN / "compound.jsonl": (0.84, 0.84, 0.15),
}
NON_ANSWERS = {VALIDATION / "background.jsonl": 0.06, UNSEEN / "background.jsonl": 0.05}  # file: most wrong


@pytest.mark.parametrize("path", FLOORS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_questions_nobody_trained_on(running: Running, path: Path):
    right, offered, wrong = FLOORS[path]
    counted = asyncio.run(table(running.url, read(path)))["all"]
    total = sum(counted.values())
    assert counted["right"] / total >= right, counted
    assert (counted["right"] + counted["offered"]) / total >= offered, counted
    assert counted["wrong"] / total <= wrong, counted


@pytest.mark.parametrize("path", NON_ANSWERS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_what_deserves_a_non_answer_gets_one(running: Running, path: Path):
    counted = asyncio.run(table(running.url, read(path)))["all"]
    assert counted["wrong"] / sum(counted.values()) <= NON_ANSWERS[path], counted


def test_secrets_are_warned_of_and_questions_about_secrets_are_not(running: Running):
    lines = read(VALIDATION / "secrets.jsonl")
    warned = {True: 0, False: 0}
    for line in lines:
        topics = {reply["topic"] for reply in running.ask(line["q"])["replies"]}
        warned[line["secret"]] += "refusal/secret_content_pasted" in topics
    secrets = sum(line["secret"] for line in lines)
    assert warned[True] / secrets >= 0.85
    assert warned[False] / (len(lines) - secrets) <= 0.005
