"""The facts of a planned application: names and values fixed by the contract, in the order they are asked."""

from collections.abc import Mapping
from typing import Final

from knowledge.eligibility.errors import UnknownFact, UnknownValue

YES_NO: Final = ("yes", "no")

#: Fact → values. The order is the order of questions: what refuses most plainly comes first,
#: what can only call for a person comes last.
VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "right_type": ("patent", "trademark", "copyright", "plant_variety", "other", "unsure"),
    "filed_with_cnipa": ("no", "yes", "withdrawn"),
    "applicant_type": ("legal_entity", "individual", "other_entity"),
    "registered_in": ("changchun", "jilin_other", "elsewhere"),
    "technical_field": ("next_gen_it", "modern_agriculture", "equipment_or_biomed", "neither", "unsure"),
    "recorded_at_centre": ("active", "none", "pending", "suspended"),
    "patent_type": ("invention", "utility_model", "design"),
    "same_day_dual_filing": ("yes", "no", "one_already_filed"),
    "divisional": YES_NO,
    "pct": YES_NO,
    "secrecy": ("yes", "no", "unsure"),
    "own_research": ("yes", "no", "unsure"),
    "bad_record": ("none", "open", "disputed", "within_two_years"),
    "applicants": ("sole", "joint_recorded_first", "joint_recorded_not_first", "joint_others_unrecorded"),
    "agency": ("none", "registered", "unlisted", "suspended"),
    "early_publication_and_examination": YES_NO,
    "waive_amendment_and_change": ("yes", "no", "transfer_needed"),
    "fast_reply": YES_NO,
    "xml_filing": YES_NO,
    "inventors_are_real_persons": YES_NO,
    "priority_claim": ("none", "domestic", "foreign"),
    "sequence_or_deposit": YES_NO,
    "fee_reduction": ("not_wanted", "recorded", "not_recorded"),
    "pay_on_time": ("yes", "unsure"),
    "review_service": ("none", "reexamination", "invalidation", "evaluation_report"),
}

#: Facts whose value is free text.
FREE_TEXT: Final = frozenset({"ipc"})

#: Facts that are used when given, never asked for: without them nothing is incomplete.
OPTIONAL: Final = frozenset({"ipc", "review_service"})

#: How much of a wrong value is repeated to the asker, in characters.
LONGEST_ECHO: Final = 40

NAMES: Final = (*VALUES, *sorted(FREE_TEXT))


def checked(facts: Mapping[str, object]) -> dict[str, str]:
    """The facts as given, once every name and value is known.

    Raises UnknownFact or, when only values are wrong, UnknownValue; either names all that is wrong.
    """
    names = sorted(str(name) for name in facts if name not in NAMES)
    values = {name: str(value)[:LONGEST_ECHO] for name, value in sorted(facts.items())
              if name in NAMES and not allowed(name, value)}
    if names:
        raise UnknownFact(names, values)
    if values:
        raise UnknownValue(names, values)
    return {name: str(value) for name, value in facts.items()}


def allowed(name: str, value: object) -> bool:
    """Whether a fact can take a value; free text may be any string."""
    return isinstance(value, str) and (name in FREE_TEXT or value in VALUES[name])


def implied(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts a person need not say: whoever names a type of patent is asking about a patent."""
    if "patent_type" in facts and "right_type" not in facts:
        return {**facts, "right_type": "patent"}
    return dict(facts)
