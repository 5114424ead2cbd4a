"""``python -m bench.baseline.actions PORT``: the stock bot's action server, on loopback.

It gives a topic for the latest intent, as ours does for a decision: the words stay with the api in both bots.
"""

import sys
import warnings

from rasa_sdk import Action, Tracker
from rasa_sdk.endpoint import create_app
from rasa_sdk.events import EventType
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.types import DomainDict

# As in actions/__main__.py: the two run together, tests/processes show it.
warnings.filterwarnings("ignore", message=r"Your versions of rasa and rasa_sdk might not be compatible")


class AnswerTopic(Action):
    """Name the topic to speak of."""

    def name(self) -> str:
        """The name rules and stories use."""
        return "action_answer_topic"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """One reply, with the intent as its topic."""
        intent = tracker.latest_message["intent"]
        dispatcher.utter_message(json_message={
            "kind": "answer", "outcome": "answered", "topic": intent["name"], "confidence": intent["confidence"]})
        return []


def main() -> None:
    """Serve the action until the process ends."""
    executor = ActionExecutor()
    executor.register_action(AnswerTopic())
    app = create_app(executor)
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
