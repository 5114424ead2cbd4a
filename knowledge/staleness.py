"""What a person should look at again: old verifications, changed texts, answers that wait for an office."""

from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.library import Library, entry_on
from knowledge.models import Standing

DAYS_PER_MONTH = 30


@dataclass(frozen=True)
class StaleItem:
    """One line of the review list: the topic, why it stands here, and whom to ask."""

    topic: str
    title: str
    reason: str
    ask: str


OFFICES = {
    "centre": "{centre}",
    "bureau": "{bureau}",
    "province_centre": "{province_centre}",
    "cnipa": "国家知识产权局",
    "court": "人民法院",
    "agency": "代理机构",
    "local_department": "当地主管部门",
}


def stale(library: Library, day: date, months: int) -> list[StaleItem]:
    """The review list on a day.

    Holds every topic not verified for ``months`` months, every answer of that day citing a text that has ended
    or will end within a year, every one resting on a single source, and every one that says 请…确认.
    """
    limit = day - timedelta(days=months * DAYS_PER_MONTH)
    items: list[StaleItem] = []
    for topic in library.topics.values():
        reasons: list[tuple[str, str]] = []
        if topic.verified < limit:
            reasons.append((f"上次核对是 {topic.verified}，超过 {months} 个月", ""))
        answer = entry_on(topic, day)
        for cite in answer.cites if answer else ():
            source = library.source(cite)
            if source.ends and source.ends <= day + timedelta(days=365):
                reasons.append((f"引用的《{source.title}》自 {source.ends} 起不再施行", ""))
            if source.standing is Standing.SINGLE_SOURCE:
                reasons.append((f"《{source.title}》只见一处文本，待官网核对", ""))
        reasons += [("答复写有“请确认”", office_name(library, office)) for office in topic.confirm_with]
        title = library.title(topic.id)
        items += [StaleItem(topic.id, title, reason, ask) for reason, ask in dict.fromkeys(reasons)]
    return items


def office_name(library: Library, office: str) -> str:
    """The office's name as people know it."""
    return library.city.fill(OFFICES.get(office, office))
