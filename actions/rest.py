"""Whether a person comes back after a while, so that the conversation has to be taken up again in words."""

from rasa_sdk import Tracker

REST_SECONDS = 30 * 60


def rested(tracker: Tracker) -> bool:
    """Whether more than half an hour lies between the last two messages of the person."""
    moments = [event["timestamp"] for event in tracker.events or [] if event.get("event") == "user"]
    return len(moments) > 1 and moments[-1] - moments[-2] > REST_SECONDS
