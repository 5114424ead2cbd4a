"""Trade-secret self-check: questions with their basis, a score per element, next steps, outlines to discuss."""

from knowledge.self_check.definitions import SelfCheck, load_self_check
from knowledge.self_check.encoding import NotACode, packed, unpacked
from knowledge.self_check.scoring import (
    ElementScore,
    OutlinePoint,
    Row,
    SelfCheckResult,
    UnknownAnswer,
    next_question,
    outline,
    score,
)

__all__ = [
    "ElementScore",
    "NotACode",
    "OutlinePoint",
    "Row",
    "SelfCheck",
    "SelfCheckResult",
    "UnknownAnswer",
    "load_self_check",
    "next_question",
    "outline",
    "packed",
    "score",
    "unpacked",
]
