"""The trade-secret self-check in conversation."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.eligibility_progress import left_by_others
from actions.replies import remembered, send
from actions.rest import rested
from actions.self_check_dialogue import step
from actions.self_check_progress import TASK, TOPIC, Answers
from actions.turn import Turn, missed, misses, understood


class CheckTradeSecrets(Action):
    """Ask what the company does to keep its secrets, and give scores, next steps and a document."""

    def name(self) -> str:
        """The name rules use."""
        return "action_self_check"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """One step; with the result, or when the check is left, the answers are forgotten."""
        turn = Turn.of(tracker)
        taken = step(Answers.of(tracker), turn, rested=rested(tracker), misses=misses(tracker))
        send(dispatcher, taken.sayings)
        slots: dict[str, Any] = {"task": None if taken.ends else TASK, **taken.answers.slots()}
        if turn.enters:
            slots |= {"closed_task": None, **left_by_others(tracker)}
        memory = missed(tracker, []) if taken.missed else understood([TOPIC])
        return [*memory, *remembered(slots)]
