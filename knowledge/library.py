"""Find a topic, the answer of a day, the document behind a citation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.city import City, load_city
from knowledge.errors import BrokenKnowledge, NotInForce, Quarantined, UnknownSource, UnknownTopic
from knowledge.models import Answer, Citation, Cite, Door, GivenAnswer, Source, Topic
from knowledge.reading import read_record, read_shape

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "data" / "knowledge"
CITY = ROOT / "data" / "city" / "changchun"


@dataclass(frozen=True)
class Library:
    """Every topic, source and door of one city; read once, never written."""

    topics: dict[str, Topic]
    sources: dict[str, Source]
    doors: tuple[Door, ...]
    phrases: dict[str, str]
    city: City

    @classmethod
    def load(cls, knowledge: Path = KNOWLEDGE, city: Path = CITY) -> "Library":
        """Read the knowledge common to all cities and one city pack; raises BrokenKnowledge."""
        topics = {topic.id: topic for folder in (knowledge, city) for topic in read_topics(folder / "topics")}
        sources = {name: source for folder in (knowledge, city) for name, source in read_sources(folder / "sources")}
        doors = read_shape(knowledge / "doors.yml", TypeAdapter(tuple[Door, ...]))
        phrases = read_shape(knowledge / "phrases.yml", TypeAdapter(dict[str, str]))
        return cls(topics, sources, doors, phrases, load_city(city))

    def topic(self, topic_id: str) -> Topic:
        """The topic of this id; raises UnknownTopic."""
        try:
            return self.topics[topic_id]
        except KeyError:
            raise UnknownTopic(topic_id) from None

    def title(self, topic_id: str) -> str:
        """The topic's title with the city's words in it; raises UnknownTopic."""
        return self.city.fill(self.topic(topic_id).title)

    def search(self, query: str) -> list[tuple[str, str]]:
        """Ids and titles of the topics whose title holds every word of the query; all for an empty one."""
        titled = [(topic_id, self.title(topic_id)) for topic_id in self.topics]
        return [(topic_id, title) for topic_id, title in titled if all(word in title for word in query.split())]

    def phrase(self, name: str) -> str:
        """A fixed sentence of the service itself, with the city's words in it."""
        return self.city.fill(self.phrases[name]).strip()

    def answer_on(self, topic_id: str, day: date) -> GivenAnswer:
        """What is said about a topic on a day.

        Raises UnknownTopic, NotInForce when no entry covers the day, Quarantined when the entry cites a
        text that is not in force on it.
        """
        topic = self.topic(topic_id)
        answer = entry_on(topic, day)
        if answer is None or answer.text is None:
            raise NotInForce(topic_id, day)
        lapsed = [cite.reference for cite in answer.cites if not self.source(cite).in_force(day)]
        if lapsed:
            raise Quarantined(topic_id, day, lapsed)
        return GivenAnswer(
            topic=topic.id,
            title=self.city.fill(topic.title),
            text=self.city.fill(answer.text).strip(),
            more=self.city.fill(answer.more).strip() if answer.more else None,
            next=self.city.fill(answer.next).strip() if answer.next else None,
            effective=answer.effective,
            verified=topic.verified,
            citations=[self.cited(cite) for cite in answer.cites],
            related=[related for related in topic.related if related in self.topics],
        )

    def source(self, cite: Cite) -> Source:
        """The document a citation names; raises UnknownSource when it, or the article, is not held."""
        source = self.sources.get(cite.source)
        if source is None or (cite.article is not None and cite.article not in source.articles):
            raise UnknownSource(cite.reference)
        return source

    def cited(self, cite: Cite) -> Citation:
        """The citation as a person sees it: document, number, article, day of effect."""
        source = self.source(cite)
        title = f"{source.title}（{source.version}）" if source.version else source.title
        single = "仅见一处公开文本，以官方公布为准" if source.standing == "single_source" else None
        return Citation(
            title=self.city.fill(title),
            number=source.number,
            article=f"第{cite.article}条" if cite.article else None,
            effective=source.effective,
            note=cite.note or single,
        )

    def citation(self, reference: str) -> Citation:
        """The citation written ``source#article``; raises UnknownSource."""
        return self.cited(Cite.model_validate(reference))

    def door_for(self, text: str) -> Door | None:
        """The office whose everyday words stand in the text; the longest word decides."""
        found = [(len(word), door) for door in self.doors for word in door.words if word in text]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def answers(self) -> Iterator[tuple[Topic, Answer, date | None]]:
        """Every dated entry with the day it ends (None: still open)."""
        for topic in self.topics.values():
            ends: list[date | None] = [later.effective for later in topic.answers[1:]]
            for answer, end in zip(topic.answers, [*ends, None], strict=True):
                yield topic, answer, end


def entry_on(topic: Topic, day: date) -> Answer | None:
    """The entry that covers a day: the last that had begun by then."""
    begun = [answer for answer in topic.answers if answer.effective <= day]
    return begun[-1] if begun else None


def last_day(end: date | None, horizon: date) -> date:
    """The last day an entry is in use: the day before the next entry, or the horizon for the open one."""
    return end - timedelta(days=1) if end else horizon


def read_topics(folder: Path) -> Iterator[Topic]:
    """Every topic file below a folder; raises BrokenKnowledge when path and id disagree."""
    for path in sorted(folder.rglob("*.yml")):
        topic = read_record(path, Topic)
        if topic.id != path.relative_to(folder).with_suffix("").as_posix():
            raise BrokenKnowledge(f"{path}: id {topic.id!r} does not match the path")
        yield topic


def read_sources(folder: Path) -> Iterator[tuple[str, Source]]:
    """Every source file below a folder, by its id: the file's name."""
    for path in sorted(folder.rglob("*.yml")):
        yield path.stem, read_record(path, Source)
