"""The running function's open question, put again after something else was answered in between."""

from collections.abc import Callable, Mapping

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    case_replies,
    eligibility_progress,
    eligibility_steps,
    ipc_answers,
    self_check_dialogue,
    self_check_progress,
)
from actions.case_enquiry import Enquiry
from actions.replies import Saying, send
from actions.rest import rested
from actions.wording import common_words, ipc_words


def ask_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Put the open question of the running function again; False when none is open."""
    asker = ASKERS.get(tracker.get_slot("task") or "")
    lead = common_words().resumed if rested(tracker) else common_words().again
    saying = asker(tracker, lead) if asker else None
    if saying is not None:
        send(dispatcher, [saying])
    return saying is not None


def eligibility(tracker: Tracker, lead: str) -> Saying | None:
    """The open question of the eligibility check."""
    progress = eligibility_progress.Progress.of(tracker)
    return eligibility_steps.question(progress, lead) if progress.asked else None


def self_check(tracker: Tracker, lead: str) -> Saying | None:
    """The open question of the self-check."""
    answers = self_check_progress.Answers.of(tracker)
    return self_check_dialogue.question(answers, lead) if answers.asked else None


def ipc(tracker: Tracker, lead: str) -> Saying | None:
    """The IPC helper's wish for a product."""
    return ipc_answers.question(ipc_words().ask_again)


def cases(tracker: Tracker, lead: str) -> Saying | None:
    """The case enquiry's wish for a number or a code."""
    enquiry = Enquiry.of(tracker)
    return case_replies.ask(enquiry.number, lead=lead, held=enquiry.token is not None)


ASKERS: Mapping[str, Callable[[Tracker, str], Saying | None]] = {
    eligibility_progress.TASK: eligibility, self_check_progress.TASK: self_check, ipc_answers.TASK: ipc,
    case_replies.TASK: cases,
}
