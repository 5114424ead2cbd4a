"""The steps an eligibility check is made of: a question, a correction, a hint, the card."""

from collections.abc import Mapping
from dataclasses import dataclass

from actions.eligibility_card import card
from actions.eligibility_progress import TOPIC, WHICH, Progress
from actions.eligibility_reading import listed, offered, value_title
from actions.library import eligibility_pack
from actions.replies import Saying, choice, topic_choice
from actions.turn import Turn
from actions.wording import common_words, eligibility_words
from knowledge.eligibility.facts import VALUES
from knowledge.outcomes import Kind, Outcome

MISSES_BEFORE_A_WAY_OUT = 1


@dataclass(frozen=True)
class Message:
    """What came in: the turn, whether the person was away, how many messages in a row were not understood."""

    turn: Turn
    rested: bool = False
    misses: float = 0


@dataclass(frozen=True)
class Step:
    """What comes of a message; ``ends`` when the function has given its result or was left."""

    progress: Progress
    sayings: list[Saying]
    ends: bool = False
    missed: bool = False


def advance(progress: Progress, lead: str = "") -> Step:
    """Ask what could still change the verdict, or give the verdict."""
    fact = progress.next_fact()
    if fact is None:
        return give_card(progress)
    return ask(progress, fact, lead)


def ask(progress: Progress, fact: str, lead: str = "", narrowed: tuple[str, ...] = ()) -> Step:
    """Put one question."""
    open_now = progress.ask(fact, narrowed)
    return Step(open_now, [question(open_now, lead)])


def question(progress: Progress, lead: str = "") -> Saying:
    """The open question with its choices."""
    words = eligibility_words()
    more = {"topic": TOPIC, "title": words.title, "lead": lead or None}
    if progress.asked == WHICH:
        labels = [eligibility_pack().label(fact) for fact in known_in_order(progress)]
        choices = [{"title": label, "say": label} for label in labels]
        return Saying(Kind.QUESTION, Outcome.TASK_STEP, more | {"text": words.which_to_change, "choices": choices})
    asked = eligibility_pack().question(progress.asked or "")
    choices = [{"title": offer.title, "say": offer.title} for offer in offered(progress)]
    data = {"fact": asked.fact, "step": len(progress.history) + 1,
            "choices": [offer.model_dump() for offer in offered(progress)]}
    return Saying(Kind.QUESTION, Outcome.TASK_STEP, more | {"text": asked.question, "choices": choices, "data": data})


def known_in_order(progress: Progress) -> list[str]:
    """The known facts that have a question, in the order of questions."""
    return [fact for fact in VALUES if fact in progress.facts]


def not_understood(progress: Progress, misses: float) -> Step:
    """The question again with one hint; after that, ways out."""
    words = common_words()
    if misses < MISSES_BEFORE_A_WAY_OUT:
        return Step(progress, [question(progress, words.hint)], missed=True)
    asked = question(progress, words.way_out)
    ways = [choice(words.skip), choice(words.card), choice(words.stop), topic_choice(words.person)]
    with_ways = asked.more | {"choices": [*asked.more["choices"], *ways]}
    return Step(progress, [Saying(asked.kind, asked.outcome, with_ways)], missed=True)


def correct(progress: Progress, facts: Mapping[str, str]) -> Step:
    """Take facts in place of what was known, and go on from there; an early no may open again."""
    changed = {name: value for name, value in facts.items() if progress.facts.get(name, value) != value}
    new = {name: value for name, value in facts.items() if name not in progress.facts}
    leads = [eligibility_words().changed.format(changed=listed(changed)) if changed else "",
             common_words().noted.format(noted=listed(new)) if new else ""]
    return advance(progress.learn({**new, **changed}) if new or changed else progress, "\n".join(filter(None, leads)))


def ask_once_more(progress: Progress, fact: str) -> Step:
    """The question of a known fact once more, with what was noted."""
    if fact not in progress.facts:
        return ask(progress, fact)
    words = eligibility_words()
    return ask(progress, fact, words.asked_again.format(label=eligibility_pack().label(fact),
                                                        value=value_title(fact, progress.facts[fact])))


def give_card(progress: Progress, message: Message | None = None) -> Step:
    """The verdict as it stands."""
    return Step(progress.ask(None), [card(progress)], ends=True)
