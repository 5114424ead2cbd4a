"""What the eligibility check refuses over HTTP, each with a sentence that names all that is wrong."""

from api.errors import AppError
from knowledge.eligibility import RefusedFacts


class FactsRefused(AppError):
    """At least one fact name or value is not in the contract."""

    status = 422
    code = "unknown_facts"
    message = "有不认识的事实或取值。"


class DayNotJudged(AppError):
    """The day lies before the rules begin or too far ahead."""

    status = 422
    code = "day_out_of_range"
    message = "日期超出可以判断的范围。"


def refusal(refused: RefusedFacts) -> str:
    """Every unknown name and every wrong value in one sentence."""
    parts = []
    if refused.names:
        parts.append("不认识的事实：" + "、".join(name[:40] for name in refused.names))
    if refused.values:
        parts.append("不认识的取值：" + "、".join(f"{name}={value}" for name, value in refused.values.items()))
    return "；".join(parts) + "。"
