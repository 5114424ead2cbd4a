"""The eligibility check as a conversation: one message and the progress so far in, the next step out."""

from collections.abc import Callable, Mapping

from actions.eligibility_progress import TOPIC, WHICH, Progress
from actions.eligibility_reading import Answer, listed, named, read_answer
from actions.eligibility_steps import (
    Message,
    Step,
    advance,
    ask,
    ask_once_more,
    correct,
    give_card,
    known_in_order,
    not_understood,
    question,
)
from actions.library import eligibility_pack, library
from actions.listening import clicked
from actions.replies import Saying
from actions.wording import common_words, eligibility_words
from knowledge.clock import today
from knowledge.outcomes import Kind, Outcome

Wish = Callable[[Progress, Message], Step]


def step(progress: Progress, message: Message) -> Step:
    """The next step of a check."""
    turn = message.turn
    if turn.enters and not turn.thinks_again:
        return enter(progress, message)
    wish = WISHES.get(turn.command or "")
    if wish:
        return wish(progress, message)
    if progress.asked is None:
        return correct(progress, turn.facts)
    return take_answer(progress, message)


def enter(progress: Progress, message: Message) -> Step:
    """Begin, or take an unfinished check up again."""
    facts = message.turn.facts
    if progress.asked is None or message.turn.command == "restart":
        return begin(facts, library().answer_on(TOPIC, today()).text)
    new = {name: value for name, value in facts.items() if progress.facts.get(name) != value}
    lead = common_words().resumed if message.rested else common_words().continued
    return advance(progress.learn(new), lead) if new else ask(progress, progress.asked, lead)


def begin(facts: Mapping[str, str], lead: str) -> Step:
    """A new check with what was said at its start."""
    progress = Progress().begin_with(facts)
    known = eligibility_words().known.format(known=listed(progress.facts)) if progress.facts else ""
    return advance(progress, "\n".join(filter(None, (lead, known))))


def take_answer(progress: Progress, message: Message) -> Step:
    """Read the message as an answer; what is none is asked again with help."""
    answer = read_answer(progress, message.turn)
    if answer.facts:
        return advance(progress.learn(answer.facts), acknowledged(answer, message))
    if answer.among:
        return ask(progress, progress.asked or "", common_words().narrowed, answer.among)
    if progress.asked == WHICH:
        return take_choice_of_change(progress, message)
    if answer.unsure:
        return skip(progress, message)
    if any(progress.facts.get(name) != value for name, value in message.turn.facts.items()):
        return correct(progress, message.turn.facts)
    if message.rested:
        return ask(progress, progress.asked or "", common_words().resumed, progress.narrowed)
    return not_understood(progress, message.misses)


def acknowledged(answer: Answer, message: Message) -> str:
    """What is said before the next question: that we go on from last time, and how free wording was understood."""
    words = common_words()
    noted = words.noted.format(noted=listed(answer.facts)) if answer.in_own_words else ""
    return "\n".join(filter(None, (words.resumed_answered if message.rested else "", noted)))


def change(progress: Progress, message: Message) -> Step:
    """Change an answer: to what is said, or by asking the named question again, or by asking which."""
    turn = message.turn
    fact = named(turn.text)
    if turn.facts and (fact is None or fact in turn.facts):
        return correct(progress, turn.facts)
    if fact is not None:
        return ask_once_more(progress, fact)
    answer = read_answer(progress, turn)
    if answer.facts:
        return advance(progress.learn(answer.facts), acknowledged(answer, message))
    if not known_in_order(progress):
        return advance(progress, eligibility_words().nothing_to_change)
    return ask(progress, WHICH)


def take_choice_of_change(progress: Progress, message: Message) -> Step:
    """Which answer to change: by click, number or name, or at once by what it should be."""
    facts = known_in_order(progress)
    place = clicked(message.turn.text, [eligibility_pack().label(fact) for fact in facts])
    fact = facts[place] if place is not None else named(message.turn.text)
    if message.turn.facts and (fact is None or fact in message.turn.facts):
        return correct(progress, message.turn.facts)
    return ask_once_more(progress, fact) if fact else not_understood(progress, message.misses)


def back(progress: Progress, message: Message) -> Step:
    """One step back; in the choice of what to change, just out of it."""
    if progress.asked == WHICH:
        return advance(progress.ask(None))
    if not progress.history:
        return advance(progress, common_words().first_step)
    earlier = progress.back()
    return ask(earlier, earlier.asked or "")


def skip(progress: Progress, message: Message) -> Step:
    """Leave the open question unanswered."""
    if progress.asked in (None, WHICH):
        return advance(progress.ask(None))
    return advance(progress.skip(progress.asked or ""), common_words().skipped)


def stop(progress: Progress, message: Message) -> Step:
    """Leave the check; nothing of it is kept. "算了，改成只报一件" gives an answer up, not the check."""
    if message.turn.facts:
        return correct(progress, message.turn.facts)
    goodbye = Saying(Kind.NOTICE, Outcome.TASK_DONE, {"topic": TOPIC, "text": eligibility_words().stopped})
    return Step(Progress(), [goodbye], ends=True)


def restart(progress: Progress, message: Message) -> Step:
    """Begin anew."""
    return begin({}, eligibility_words().restarted)


def explain(progress: Progress, message: Message) -> Step:
    """Speak of what the open question is about, then put it again."""
    if progress.asked in (None, WHICH):
        return advance(progress.ask(None))
    topic = eligibility_words().questions[progress.asked or ""].explains
    return Step(progress, [Saying(Kind.ANSWER, Outcome.TASK_STEP, {"topic": topic}),
                           question(progress, common_words().again)])


def repeat(progress: Progress, message: Message) -> Step:
    """Put the open question again; with none open, show the card again."""
    return ask(progress, progress.asked, "", progress.narrowed) if progress.asked else give_card(progress)


def resume(progress: Progress, message: Message) -> Step:
    """Go on: with the open question, or with what was passed over."""
    lead = common_words().resumed if message.rested else common_words().continued
    if progress.asked:
        return ask(progress, progress.asked, lead, progress.narrowed)
    return advance(progress.without_skips(), lead)


WISHES: Mapping[str, Wish] = {
    "back": back, "stop": stop, "card": give_card, "restart": restart, "change": change, "explain": explain,
    "skip": skip, "repeat": repeat, "resume": resume,
}
