"""Decisions into replies: the words of the knowledge base, as they stand on a day."""

from datetime import date

from api.cases.schemas import Notification
from api.chat.schemas import Choice, Decision, Reply
from knowledge.cases import CaseBook
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.models import GivenAnswer
from knowledge.outcomes import Kind

MORE_TITLE = "问得更细"
CASE_STATUS = "task/case_status"


def render(library: Library, decision: Decision, day: date) -> Reply:
    """One decision as a person reads it; a topic that may not be spoken on the day becomes a typed non-answer."""
    if decision.text is not None or decision.topic is None:
        return worded(library, decision)
    try:
        answer = library.answer_on(decision.topic, day)
    except KnowledgeError:
        return withheld(library, decision)
    if decision.kind is Kind.CLARIFY:
        return clarification(library, decision)
    return spoken(library, decision, answer)


def spoken(library: Library, decision: Decision, answer: GivenAnswer) -> Reply:
    """A topic's own words, with what they rest on and where to go on from here."""
    in_detail = decision.part == "more" and answer.more
    parts = [decision.lead, answer.more, answer.next] if in_detail else [decision.lead, answer.text, answer.next]
    choices = topic_choices(library, decision.offers or answer.related)
    if answer.more and not in_detail and decision.kind is Kind.ANSWER:
        choices.insert(0, Choice(title=MORE_TITLE, say=f"{answer.title}，问得更细一点", topic=answer.topic))
    return Reply(
        kind=decision.kind,
        topic=answer.topic,
        title=answer.title,
        text="\n\n".join(filter(None, parts)),
        citations=answer.citations,
        choices=choices,
        confidence=decision.confidence,
        data=decision.data,
    )


def clarification(library: Library, decision: Decision) -> Reply:
    """A question back, with the topics to choose from."""
    return Reply(
        kind=Kind.CLARIFY,
        topic=decision.topic,
        title=library.title(decision.topic) if decision.topic else None,
        text=decision.lead or library.phrase("which_one"),
        choices=topic_choices(library, decision.offers),
        confidence=decision.confidence,
        data=decision.data,
    )


def worded(library: Library, decision: Decision) -> Reply:
    """A reply whose words a guided function chose from its own data."""
    return Reply(
        kind=decision.kind,
        topic=decision.topic,
        title=decision.title or (library.title(decision.topic) if decision.topic else None),
        text="\n\n".join(filter(None, (decision.lead, decision.text))),
        citations=decision.citations,
        choices=decision.choices or topic_choices(library, decision.offers),
        confidence=decision.confidence,
        data=decision.data,
    )


def withheld(library: Library, decision: Decision) -> Reply:
    """A topic that has no answer in force: said so, with an office to ask, never guessed."""
    return Reply(
        kind=Kind.REFUSAL,
        topic="refusal/unclear",
        title=library.title(decision.topic) if decision.topic in library.topics and decision.topic else None,
        text=library.phrase("withheld"),
        choices=topic_choices(library, ["task/talk_to_human"]),
    )


def change_notice(book: CaseBook, line: Notification) -> Reply:
    """One change of a case somebody follows; a click asks for its card, which needs the code again."""
    return Reply(
        kind=Kind.NOTICE,
        topic=CASE_STATUS,
        title=book.change_title,
        text=book.change.format(**line.model_dump(mode="json")),
        choices=[Choice(title=book.change_choice, say=line.case_no, topic=CASE_STATUS)],
        data=line.model_dump(mode="json"),
    )


def topic_choices(library: Library, topics: list[str]) -> list[Choice]:
    """Topics to click; clicking says the topic's title."""
    return [
        Choice(title=library.title(topic), say=library.title(topic), topic=topic)
        for topic in topics
        if topic in library.topics
    ]
