"""All answers in a few letters, so that a link can carry them and no server has to keep them."""

from collections.abc import Mapping

from knowledge.errors import KnowledgeError
from knowledge.self_check.definitions import SelfCheck

OPEN = "-"


class NotACode(KnowledgeError):
    """The letters do not stand for answers to these questions."""


def packed(answers: Mapping[str, str], check: SelfCheck) -> str:
    """One letter for each question in order: the first of its choice, or ``-`` where nothing was said."""
    return "".join(answers[name][0] if name in answers else OPEN for name in check.questions)


def unpacked(code: str, check: SelfCheck) -> dict[str, str]:
    """The answers behind a code; raises NotACode when a letter or the length is wrong."""
    letters = {choice[0]: choice for choice in check.choices}
    if len(code) != len(check.questions) or not set(code) <= {*letters, OPEN}:
        raise NotACode(f"{code[:40]!r} does not hold one letter for each of {len(check.questions)} questions")
    return {name: letters[letter] for name, letter in zip(check.questions, code, strict=True) if letter != OPEN}
