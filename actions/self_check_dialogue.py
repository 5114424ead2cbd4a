"""The trade-secret self-check as a conversation: one message and the answers so far in, the next step out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from actions.library import library, self_check
from actions.listening import attitude, clicked, phrase_in
from actions.replies import Saying, choice, topic_choice
from actions.self_check_card import card
from actions.self_check_progress import TOPIC, Answers
from actions.turn import Turn
from actions.wording import common_words, self_check_words
from knowledge.clock import today
from knowledge.outcomes import Kind, Outcome

NUMBERED = re.compile(r"第?\s*(\d{1,2})\s*[题个项条]")
MISSES_BEFORE_A_WAY_OUT = 1


@dataclass(frozen=True)
class Step:
    """What comes of a message; ``ends`` when the check has given its result or was left."""

    answers: Answers
    sayings: list[Saying]
    ends: bool = False
    missed: bool = False


def step(answers: Answers, turn: Turn, *, rested: bool, misses: float) -> Step:
    """The next step of a self-check."""
    words = common_words()
    if turn.enters:
        lead = words.resumed if rested else words.continued
        return ask(answers, answers.asked, lead) if unfinished(answers, turn) else begin(opening())
    wish = WISHES.get(turn.command or "")
    if wish:
        return wish(answers, turn)
    value = heard(turn.text)
    if value is not None and answers.asked is not None:
        return advance(answers.with_answer(answers.asked, value), words.resumed_answered if rested else "")
    if rested:
        return ask(answers, answers.asked, words.resumed)
    return not_understood(answers, misses)


def unfinished(answers: Answers, turn: Turn) -> bool:
    """Whether a check waits to be taken up again."""
    return answers.asked is not None and turn.command != "restart"


def heard(text: str) -> str | None:
    """The choice a message makes: by click, number, short wording, yes, no or "I do not know"."""
    choices = self_check().choices
    place = clicked(text, list(choices.values()))
    if place is not None:
        return list(choices)[place]
    words = self_check_words()
    return phrase_in(text, words.said) or words.means.get(attitude(text, common_words()) or "")


def opening() -> str:
    """What the check does, and what not to type."""
    return f"{library().answer_on(TOPIC, today()).text}\n{self_check().reminder}"


def begin(lead: str) -> Step:
    """The first question."""
    return advance(Answers(), lead)


def advance(answers: Answers, lead: str = "") -> Step:
    """The next question, or the result."""
    name = answers.next_question()
    return give_card(answers) if name is None else ask(answers, name, lead)


def ask(answers: Answers, name: str | None, lead: str = "") -> Step:
    """Put one question."""
    opened = answers.open(name)
    return Step(opened, [question(opened, lead)])


def question(answers: Answers, lead: str = "") -> Saying:
    """The open question with its choices."""
    check, words = self_check(), self_check_words()
    names = list(check.questions)
    name = answers.asked or names[0]
    asked = check.questions[name]
    return Saying(Kind.QUESTION, Outcome.TASK_STEP, {
        "topic": TOPIC,
        "title": words.title.format(n=names.index(name) + 1, total=len(names)),
        "lead": lead or None,
        "text": words.element.format(element=check.elements[asked.element], question=asked.question),
        "choices": [{"title": title, "say": title} for title in check.choices.values()],
        "data": {"question": name, "step": names.index(name) + 1, "of": len(names)},
    })


def not_understood(answers: Answers, misses: float) -> Step:
    """The question again with one hint; after that, ways out."""
    words = common_words()
    if misses < MISSES_BEFORE_A_WAY_OUT:
        return Step(answers, [question(answers, words.hint)], missed=True)
    asked = question(answers, words.way_out)
    ways = [choice(words.card), choice(words.stop), topic_choice(words.person)]
    with_ways = asked.more | {"choices": [*asked.more["choices"], *ways]}
    return Step(answers, [Saying(asked.kind, asked.outcome, with_ways)], missed=True)


def back(answers: Answers, turn: Turn) -> Step:
    """The question before."""
    if not answers.given:
        return ask(answers, answers.asked, common_words().first_step)
    earlier = answers.back()
    return ask(earlier, earlier.asked)


def change(answers: Answers, turn: Turn) -> Step:
    """The question a number names, else the one before."""
    found = NUMBERED.search(turn.text)
    names = list(self_check().questions)
    if found is None or not 0 < int(found.group(1)) <= len(names):
        return back(answers, turn)
    name = names[int(found.group(1)) - 1]
    if name not in answers.given:
        return ask(answers, name)
    value = self_check().choices[answers.given[name]]
    return ask(answers, name, self_check_words().asked_again.format(n=found.group(1), value=value))


def skip(answers: Answers, turn: Turn) -> Step:
    """Not knowing is an answer here: it counts as 不清楚."""
    value = self_check_words().means["unsure"]
    return advance(answers.with_answer(answers.asked, value)) if answers.asked else advance(answers)


def give_card(answers: Answers, turn: Turn | None = None) -> Step:
    """The result for what was answered; the answers are then forgotten."""
    return Step(Answers(), [card(answers)], ends=True)


def stop(answers: Answers, turn: Turn) -> Step:
    """Leave the check; nothing of it is kept."""
    goodbye = Saying(Kind.NOTICE, Outcome.TASK_DONE, {"topic": TOPIC, "text": self_check_words().stopped})
    return Step(Answers(), [goodbye], ends=True)


def restart(answers: Answers, turn: Turn) -> Step:
    """Begin anew."""
    return begin(self_check_words().restarted)


def explain(answers: Answers, turn: Turn) -> Step:
    """Speak of what reasonable measures are, then put the question again."""
    topic = self_check_words().read_next[0]
    return Step(answers, [Saying(Kind.ANSWER, Outcome.TASK_STEP, {"topic": topic}),
                          question(answers, common_words().again)])


def repeat(answers: Answers, turn: Turn) -> Step:
    """Put the open question again."""
    return ask(answers, answers.asked)


def resume(answers: Answers, turn: Turn) -> Step:
    """The open question once more."""
    return ask(answers, answers.asked, common_words().continued)


WISHES: Mapping[str, Callable[[Answers, Turn], Step]] = {
    "back": back, "stop": stop, "card": give_card, "restart": restart, "change": change, "explain": explain,
    "skip": skip, "repeat": repeat, "resume": resume,
}
