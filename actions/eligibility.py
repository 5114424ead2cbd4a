"""The eligibility check in conversation (design.md, Eligibility)."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.eligibility_dialogue import step
from actions.eligibility_progress import TASK, TOPIC, Progress
from actions.eligibility_steps import Message
from actions.replies import remembered, send
from actions.rest import rested
from actions.self_check_progress import NOTHING_CHECKED
from actions.turn import Turn, missed, misses, understood


class CheckEligibility(Action):
    """Ask what could still change the verdict, one question at a time, and give the card."""

    def name(self) -> str:
        """The name rules use."""
        return "action_eligibility"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """One step; the facts stay for second thoughts until another function starts."""
        taken = step(Progress.of(tracker), Message(Turn.of(tracker), rested(tracker), misses(tracker)))
        send(dispatcher, taken.sayings)
        finished = taken.ends and bool(taken.progress.facts)
        slots: dict[str, Any] = {"task": None if taken.ends else TASK, "closed_task": TASK if finished else None}
        memory = missed(tracker, []) if taken.missed else understood([TOPIC])
        others = NOTHING_CHECKED if Turn.of(tracker).enters else {}
        return [*memory, *remembered({**slots, **taken.progress.slots(), **others})]
