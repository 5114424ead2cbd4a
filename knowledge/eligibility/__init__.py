"""Pre-examination eligibility: the decision table R01 to R26 of the fact sheet as predicates over named facts."""

from knowledge.eligibility.engine import assess
from knowledge.eligibility.errors import (
    DayOutOfRange,
    EligibilityError,
    RefusedFacts,
    UnknownFact,
    UnknownValue,
)
from knowledge.eligibility.pack import Pack, load_pack
from knowledge.eligibility.questions import next_question
from knowledge.eligibility.results import Assessment, Choice, Question, RuleResult, Status, Verdict

__all__ = [
    "Assessment",
    "Choice",
    "DayOutOfRange",
    "EligibilityError",
    "Pack",
    "Question",
    "RefusedFacts",
    "RuleResult",
    "Status",
    "UnknownFact",
    "UnknownValue",
    "Verdict",
    "assess",
    "load_pack",
    "next_question",
]
