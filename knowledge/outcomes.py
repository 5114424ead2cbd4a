"""Every way a turn can end, and every kind of reply; logs, API and dashboards share these names."""

from enum import StrEnum


class Outcome(StrEnum):
    """How one turn of a conversation ended; exactly one per turn."""

    ANSWERED = "answered"
    CLARIFIED = "clarified"
    REFUSED = "refused"
    NOT_UNDERSTOOD = "not_understood"
    TASK_STEP = "task_step"
    TASK_DONE = "task_done"
    HANDED_OFF = "handed_off"
    ERROR = "error"


class Kind(StrEnum):
    """What one reply is; a turn may hold several replies."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    REFUSAL = "refusal"
    SMALLTALK = "smalltalk"
    QUESTION = "question"
    VERDICT = "verdict"
    CASE = "case"
    HANDOFF = "handoff"
    QUIZ = "quiz"
    NOTICE = "notice"
