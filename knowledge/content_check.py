"""Read every answer as a careful reviewer would, and say what stands where it must not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from knowledge.errors import UnknownSource
from knowledge.library import KNOWLEDGE, Library, last_day
from knowledge.models import Answer, Record, Topic
from knowledge.reading import read_record

ANSWER_LENGTH = range(80, 261)
SHORT_LENGTH = range(12, 261)
MORE_LENGTH = range(20, 701)
NEXT_LENGTH = range(6, 91)
TITLE_LENGTH = range(2, 23)
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-—– ]?\d{7,8}(?!\d)")
ADDRESS = re.compile(r"https?://[^\s）)]+|www\.[^\s）)]+|\b[\w-]+\.(?:com|cn|org|net|gov)\b")
ARTICLE = re.compile(r"第\s*([0-9]+|[一二三四五六七八九十百零]+)\s*条")
DAY = r"(\d{4})\s*[年\-]\s*(\d{1,2})\s*[月\-]\s*(\d{1,2})\s*日?"
WILL = re.compile(rf"将[于自从]\s*{DAY}")
ALREADY = re.compile(rf"已[于自从]\s*{DAY}")
CONFIRM = re.compile(r"请.{0,12}?(?:向|与|问|联系|询).{0,40}?(?:确认|核实|索取|咨询|核对|查询)|请.{0,20}?确认")
SHORT_AREAS = {"smalltalk", "refusal", "task"}
DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))


class ContentRules(Record):
    """The words and article numbers no answer may hold; ``data/knowledge/content_rules.yml``."""

    promises: tuple[str, ...]
    outdated: tuple[str, ...]
    forbidden_articles: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    allowed_hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing a reviewer must mend: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def load_rules(knowledge: Path = KNOWLEDGE) -> ContentRules:
    """The rules every answer is read against; raises BrokenKnowledge."""
    return read_record(knowledge / "content_rules.yml", ContentRules)


def check(library: Library, rules: ContentRules, today: date) -> list[Finding]:
    """Everything wrong with the knowledge base: citations, days, lengths, words."""
    findings = [finding for topic in library.topics.values() for finding in check_topic(library, topic, today)]
    for topic, answer, end in library.answers():
        where = f"{topic.id} ({answer.effective.isoformat()})"
        checks = (
            *check_citations(library, rules, topic, answer, end, today),
            *(check_words(library, rules, topic, answer) if answer.text else ()),
        )
        findings += [Finding(where, what) for what in checks]
    return findings


def check_topic(library: Library, topic: Topic, today: date) -> Iterator[Finding]:
    """What is wrong with a topic whatever the day: title, related topics, day of verification."""
    if len(library.title(topic.id)) not in TITLE_LENGTH:
        yield Finding(topic.id, f"title has {len(library.title(topic.id))} characters")
    for related in topic.related:
        if related not in library.topics or related == topic.id:
            yield Finding(topic.id, f"related topic {related!r} cannot be followed")
    spoken = [f"{answer.text}{answer.more}{answer.next}" for answer in topic.answers]
    if topic.confirm_with and not any(CONFIRM.search(text) for text in spoken):
        yield Finding(topic.id, "names an office to confirm with but never says 请…确认")
    if topic.verified > today:
        yield Finding(topic.id, f"verified on a day to come: {topic.verified}")


def check_citations(
    library: Library, rules: ContentRules, topic: Topic, answer: Answer, end: date | None, today: date
) -> Iterator[str]:
    """Citations that do not resolve, do not bind throughout the entry, or must not be spoken."""
    if answer.text and not answer.cites and topic.area not in SHORT_AREAS:
        yield "cites nothing"
    for cite in answer.cites:
        try:
            source = library.source(cite)
        except UnknownSource:
            yield f"citation {cite.reference} does not resolve"
            continue
        horizon = source.ends if source.ends and end is None else last_day(end, max(today, answer.effective))
        for day in (answer.effective, horizon):
            if not source.in_force(day):
                yield f"quarantined: {cite.reference} is not in force on {day.isoformat()}"
                break
        if cite.article in rules.forbidden_articles.get(cite.source, ()):
            yield f"article {cite.reference} must not be cited"


def check_words(library: Library, rules: ContentRules, topic: Topic, answer: Answer) -> Iterator[str]:
    """Lengths, promises, outdated figures, numbers, addresses, unbacked articles, days that contradict."""
    yield from check_lengths(topic, answer)
    whole = "\n".join(part for part in (answer.text, answer.more, answer.next) if part)
    try:
        filled = library.city.fill(whole)
    except (KeyError, IndexError, ValueError) as unknown:
        yield f"placeholder {unknown} cannot be filled"
        return
    for word in (*rules.promises, *rules.outdated):
        if word in filled.replace(" ", ""):
            yield f"must not say {word!r}"
    for number in (*MOBILE.findall(filled), *LANDLINE.findall(filled)):
        yield f"looks like a private number: {number}"
    for address in ADDRESS.findall(filled):
        if not any(host in address for host in rules.allowed_hosts):
            yield f"web address: {address}"
    backed = backed_articles(library, answer)
    for article in ARTICLE.findall(filled):
        if as_number(article) not in backed:
            yield f"speaks of article {article}, which no cited document backs"
    yield from check_days(answer, filled)


def backed_articles(library: Library, answer: Answer) -> set[int]:
    """Article numbers an answer may speak of: those held of its documents and of the texts they replaced."""
    cited = {cite.source for cite in answer.cites}
    held = {article for name, source in library.sources.items() if cited & {name, source.superseded_by}
            for article in source.articles}
    noted = {article for cite in answer.cites for article in ARTICLE.findall(cite.note or "")}
    return {as_number(article) for article in held | noted}


def check_lengths(topic: Topic, answer: Answer) -> Iterator[str]:
    """Texts outside the bounds a person reads on a phone; counted without white space."""
    bounds = SHORT_LENGTH if topic.area in SHORT_AREAS else ANSWER_LENGTH
    for name, part, allowed in (("text", answer.text, bounds), ("more", answer.more, MORE_LENGTH),
                                ("next", answer.next, NEXT_LENGTH)):
        length = len(re.sub(r"\s", "", part)) if part else allowed.start
        if length not in allowed:
            yield f"{name} has {length} characters, allowed are {allowed.start}–{allowed.stop - 1}"


def check_days(answer: Answer, text: str) -> Iterator[str]:
    """Words about the future or the past that the entry's own first day contradicts."""
    for year, month, day in WILL.findall(text):
        if date(int(year), int(month), int(day)) <= answer.effective:
            yield f"says 将于 {year}-{month}-{day} in an entry that begins {answer.effective}"
    for year, month, day in ALREADY.findall(text):
        if date(int(year), int(month), int(day)) > answer.effective:
            yield f"says 已于 {year}-{month}-{day} in an entry that begins {answer.effective}"


def as_number(article: str) -> int:
    """An article number in digits (``219-1`` counts as 219) or Chinese numerals (up to 九百九十九)."""
    if leading := re.match(r"\d+", article):
        return int(leading.group())
    total, digit = 0, 0
    for character in article:
        if character in DIGITS:
            digit = DIGITS[character]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return total + digit
