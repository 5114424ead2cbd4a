"""The messages that are sent: questions of the validation set, which no bot learnt."""

import json
import random
from dataclasses import dataclass

from processes.model import ROOT

FOLDER = ROOT / "tests" / "nlu" / "validation"
ANSWERED_BY_KNOWLEDGE = ("pre_examination", "trade_secret", "rights_protection", "ip_general", "service")
SEED = 4


@dataclass(frozen=True)
class Question:
    """A question with the topics that are right answers."""

    text: str
    topics: tuple[str, ...]


def questions() -> list[Question]:
    """All single questions, shuffled once and for all."""
    lines = [json.loads(line) for path in sorted(FOLDER.glob("questions_*.jsonl"))
             for line in path.read_text(encoding="utf-8").splitlines()]
    found = [Question(line["q"], tuple(line["topics"])) for line in lines]
    random.Random(SEED).shuffle(found)
    return found


def texts_to_send() -> list[str]:
    """Questions that end in an answer, so that no guided function swallows the rest of a conversation."""
    return [question.text for question in questions() if not question.topics[0].startswith(("task/", "refusal/"))]
