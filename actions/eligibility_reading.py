"""What a message says to the open question: a value, several that need asking back, "I do not know", or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.eligibility_progress import WHICH, Progress
from actions.library import eligibility_pack
from actions.listening import attitude, clicked, phrase_in, plain
from actions.turn import Turn
from actions.wording import common_words, eligibility_words
from knowledge.eligibility import Choice
from knowledge.eligibility.facts import FREE_TEXT, VALUES


@dataclass(frozen=True)
class Answer:
    """What was heard; ``facts`` holds the answer itself and whatever else was said with it."""

    facts: Mapping[str, str] = field(default_factory=dict)
    among: tuple[str, ...] = ()
    unsure: bool = False
    in_own_words: bool = False


def offered(progress: Progress) -> list[Choice]:
    """The choices of the open question, fewer when it was asked again more closely."""
    choices = eligibility_pack().question(progress.asked or "").choices
    return [choice for choice in choices if choice.value in progress.narrowed] if progress.narrowed else choices


def read_answer(progress: Progress, turn: Turn) -> Answer:
    """The answer to the open question, by click, number, stated fact, short wording, yes or no."""
    fact = progress.asked
    if fact is None or fact == WHICH:
        return Answer()
    choices = offered(progress)
    place = clicked(turn.text, [choice.title for choice in choices])
    if place is not None:
        return Answer({fact: choices[place].value})
    words = eligibility_words().questions[fact]
    stance = attitude(turn.text, common_words())
    value = turn.facts.get(fact) or (None if turn.command == "skip" else phrase_in(turn.text, words.said))
    if value:
        return Answer({fact: value} | beside(progress, turn), in_own_words=True)
    meant = tuple(name for name in words.means.get(stance or "", ()) if name in {choice.value for choice in choices})
    if len(meant) == 1:
        return Answer({fact: meant[0]} | beside(progress, turn), in_own_words=True)
    if meant and not progress.narrowed:
        return Answer(among=meant)
    return Answer(unsure=stance == "unsure")


def beside(progress: Progress, turn: Turn) -> dict[str, str]:
    """What was said besides the answer and was not known; nothing when the question is about other companies."""
    if progress.asked and eligibility_words().questions[progress.asked].about_others:
        return {}
    return {name: value for name, value in turn.facts.items() if name not in progress.facts and name != progress.asked}


def named(text: str) -> str | None:
    """The fact a person names to change it: by its label or one of its other names, the longest name first."""
    said = plain(text)
    names = [(plain(name), fact) for fact, words in eligibility_words().questions.items()
             for name in (eligibility_pack().label(fact), *words.names)]
    found = [(len(name), fact) for name, fact in names if name in said]
    return max(found)[1] if found else None


def value_title(fact: str, value: str) -> str:
    """The words of a known value."""
    if fact in FREE_TEXT:
        return value
    return next(choice.title for choice in eligibility_pack().question(fact).choices if choice.value == value)


def listed(facts: Mapping[str, str]) -> str:
    """Facts as a sentence, in the order of questions."""
    words = eligibility_words()
    order = [*VALUES, *sorted(FREE_TEXT)]
    lines = [words.fact.format(label=eligibility_pack().label(fact), value=value_title(fact, facts[fact]))
             for fact in order if fact in facts]
    return "；".join(lines)
