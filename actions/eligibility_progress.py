"""How far an eligibility check has come: what is known, what is open, and how to take a step back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker

from actions.library import eligibility_pack
from knowledge.clock import today
from knowledge.eligibility.facts import implied
from knowledge.eligibility.questions import open_questions
from knowledge.eligibility.table import Case

TASK = "eligibility_check"
TOPIC = f"task/{TASK}"
#: Stands for the open question "which answer do you want to change".
WHICH = "which"
NOTHING_KNOWN: Mapping[str, Any] = {
    "eligibility_facts": [], "eligibility_asked": None, "eligibility_history": [], "eligibility_skipped": [],
}


@dataclass(frozen=True)
class Progress:
    """The state of one check; never changed, only replaced.

    ``asked`` is the fact whose question is open, ``narrowed`` the values left when it was asked again more closely.
    ``history`` holds the names of the facts each step brought.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    asked: str | None = None
    narrowed: tuple[str, ...] = ()
    history: tuple[tuple[str, ...], ...] = ()
    skipped: tuple[str, ...] = ()

    @classmethod
    def of(cls, tracker: Tracker) -> "Progress":
        """The progress a conversation remembers."""
        asked, _, narrowed = (tracker.get_slot("eligibility_asked") or "").partition("=")
        return cls(
            facts=dict(fact.split("=", 1) for fact in tracker.get_slot("eligibility_facts") or ()),
            asked=asked or None,
            narrowed=tuple(narrowed.split(",")) if narrowed else (),
            history=tuple(tuple(step.split(",")) for step in tracker.get_slot("eligibility_history") or ()),
            skipped=tuple(tracker.get_slot("eligibility_skipped") or ()),
        )

    def slots(self) -> dict[str, Any]:
        """What a conversation is to remember."""
        narrowed = "=" + ",".join(self.narrowed) if self.narrowed else ""
        return {
            "eligibility_facts": [f"{name}={value}" for name, value in self.facts.items()],
            "eligibility_asked": self.asked + narrowed if self.asked else None,
            "eligibility_history": [",".join(step) for step in self.history],
            "eligibility_skipped": list(self.skipped),
        }

    def next_fact(self) -> str | None:
        """The next fact that could still change the verdict and that the person has not passed over."""
        case = Case(self.facts, today(), eligibility_pack().local)
        return next((fact for fact in open_questions(case) if fact not in self.skipped), None)

    def learn(self, facts: Mapping[str, str]) -> "Progress":
        """With these facts known, whatever was known of them before; one step."""
        names = tuple(facts)
        known = implied({**self.facts, **facts})
        step = (*names, *(name for name in known if name not in self.facts and name not in names))
        return replace(self, facts=known, history=(*self.history, step), asked=None, narrowed=(),
                       skipped=tuple(name for name in self.skipped if name not in facts))

    def begin_with(self, facts: Mapping[str, str]) -> "Progress":
        """With what the person said at the start, which is no step to take back."""
        return replace(self, facts=implied({**self.facts, **facts}))

    def skip(self, fact: str) -> "Progress":
        """With one question passed over; one step."""
        return replace(self, skipped=(*self.skipped, fact), history=(*self.history, (fact,)), asked=None, narrowed=())

    def without_skips(self) -> "Progress":
        """With every question open again that was passed over."""
        return replace(self, skipped=())

    def ask(self, fact: str | None, narrowed: tuple[str, ...] = ()) -> "Progress":
        """With this question open, or none."""
        return replace(self, asked=fact, narrowed=narrowed)

    def back(self) -> "Progress":
        """Before the last step, its first question open again."""
        *earlier, last = self.history
        facts = {name: value for name, value in self.facts.items() if name not in last}
        skipped = tuple(name for name in self.skipped if name not in last)
        return replace(self, facts=facts, history=tuple(earlier), skipped=skipped, asked=last[0], narrowed=())


def left_by_others(tracker: Tracker) -> Mapping[str, Any]:
    """What another function that starts does to this one: a finished check is forgotten, an unfinished one waits."""
    return {} if tracker.get_slot("eligibility_asked") else NOTHING_KNOWN
