"""Where a case stands, in conversation (design.md, Cases)."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.case_desk import case_desk
from actions.case_enquiry import Enquiry, Message, step
from actions.case_reading import Heard
from actions.case_replies import TASK, TOPIC
from actions.eligibility_progress import left_by_others
from actions.replies import remembered, send
from actions.rest import rested
from actions.turn import Turn, missed, misses, understood
from actions.wording import common_words


class TellCaseStatus(Action):
    """Ask for number and code, have the cases service prove them, and show the card."""

    def name(self) -> str:
        """The name rules use."""
        return "action_case_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """One step; a number and a token stay only as long as each waits for the other."""
        turn, enquiry = Turn.of(tracker), Enquiry.of(tracker)
        enters = tracker.get_slot("task") != TASK
        message = Message(
            heard=Heard.of(turn.text, number_wanted=not enters and enquiry.number is None),
            command=turn.command, enters=enters, session=tracker.sender_id, misses=misses(tracker),
            lead=common_words().resumed if rested(tracker) and not enters else "",
        )
        taken = await step(case_desk(), enquiry, message)
        send(dispatcher, taken.sayings)
        slots: dict[str, Any] = {"task": None if taken.ends else TASK, **taken.enquiry.slots()}
        if enters:
            slots |= {"closed_task": None, **left_by_others(tracker)}
        memory = missed(tracker, []) if taken.missed else understood([TOPIC])
        return [*memory, *remembered(slots)]
