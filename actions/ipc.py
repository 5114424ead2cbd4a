"""The IPC helper in conversation: a symbol or a product in plain words, candidate subclasses back."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.eligibility_progress import left_by_others
from actions.ipc_answers import TASK, TOPIC, Found, ask, farewell, look_up, not_found
from actions.replies import remembered, send
from actions.turn import Turn, missed, misses, understood

LEAVING = ("stop",)


class LookUpClassification(Action):
    """Name the subclasses a product may fall into, or what a symbol stands for."""

    def name(self) -> str:
        """The name rules use."""
        return "action_ipc"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """One look-up; asked bare, or when nothing is found, a product is asked for."""
        turn = Turn.of(tracker)
        found = Found.of(turn.text)
        started = {"closed_task": None, **left_by_others(tracker)} if turn.enters else {}
        if turn.command in LEAVING:
            send(dispatcher, [farewell()])
            return [*understood([TOPIC]), *remembered({"task": None})]
        if found.nothing_asked:
            send(dispatcher, [ask()])
            return [*understood([TOPIC]), *remembered(started | {"task": TASK})]
        if not found.candidates:
            send(dispatcher, [not_found(found, misses(tracker))])
            return [*missed(tracker, []), *remembered(started | {"task": TASK})]
        send(dispatcher, [look_up(found)])
        return [*understood([TOPIC]), *remembered(started | {"task": None})]
