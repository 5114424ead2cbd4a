"""The expected failures of the knowledge base.

KnowledgeError
├── BrokenKnowledge     files that cannot be read as knowledge (names file and reason)
├── UnknownTopic        no topic of that id
├── UnknownSource       a citation names a document that is not held
├── NotInForce          the topic has no answer on that day
└── Quarantined         the answer of that day cites a text that is not in force then
"""

from datetime import date


class KnowledgeError(Exception):
    """Something the knowledge base was asked for cannot be given; never a guess instead."""


class BrokenKnowledge(KnowledgeError):
    """A file of the knowledge base cannot be read; the message names the file and the reason."""


class UnknownTopic(KnowledgeError):
    """No topic has this id."""

    def __init__(self, topic_id: str) -> None:
        super().__init__(f"no topic {topic_id!r}")
        self.topic_id = topic_id


class UnknownSource(KnowledgeError):
    """A citation names a document or an article that ``sources/`` does not hold."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"no source for citation {reference!r}")
        self.reference = reference


class NotInForce(KnowledgeError):
    """The topic has no answer on this day: before its first entry, or after its repeal."""

    def __init__(self, topic_id: str, day: date) -> None:
        super().__init__(f"{topic_id} has no answer on {day.isoformat()}")
        self.topic_id = topic_id
        self.day = day


class Quarantined(KnowledgeError):
    """The answer of this day cites a text that is not in force on it, so it must not be given."""

    def __init__(self, topic_id: str, day: date, references: list[str]) -> None:
        super().__init__(f"{topic_id} on {day.isoformat()} cites texts not in force: {', '.join(references)}")
        self.topic_id = topic_id
        self.day = day
        self.references = references
