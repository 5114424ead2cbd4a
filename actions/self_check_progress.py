"""How far a trade-secret self-check has come; what the company answered is forgotten with the result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from actions.library import self_check
from knowledge.self_check import next_question

TASK = "trade_secret_self_check"
TOPIC = f"task/{TASK}"
NOTHING_CHECKED: Mapping[str, Any] = {"self_check_answers": [], "self_check_asked": None}


@dataclass(frozen=True)
class Answers:
    """The answers in the order they were given, and the question that is open."""

    given: Mapping[str, str] = field(default_factory=dict)
    asked: str | None = None

    @classmethod
    def of(cls, tracker: Tracker) -> "Answers":
        """The answers a conversation remembers."""
        given = dict(answer.split("=", 1) for answer in tracker.get_slot("self_check_answers") or ())
        return cls(given, tracker.get_slot("self_check_asked"))

    def slots(self) -> dict[str, Any]:
        """What a conversation is to remember while the check runs."""
        return {"self_check_answers": [f"{name}={value}" for name, value in self.given.items()],
                "self_check_asked": self.asked}

    def next_question(self) -> str | None:
        """The next question without an answer."""
        return next_question(self.given, self_check())

    def with_answer(self, name: str, value: str) -> "Answers":
        """With one question answered, as the latest."""
        return Answers({**{key: said for key, said in self.given.items() if key != name}, name: value})

    def back(self) -> "Answers":
        """Without the latest answer, its question open again."""
        last = list(self.given)[-1]
        return Answers({name: value for name, value in self.given.items() if name != last}, last)

    def open(self, name: str | None) -> "Answers":
        """With this question open."""
        return Answers(self.given, name)
