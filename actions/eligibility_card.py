"""The eligibility card in words, and as data for pages that draw it."""

from actions.eligibility_progress import TOPIC, Progress
from actions.library import eligibility_pack, library
from actions.replies import Saying, as_json, choice, cited, topic_choice
from actions.wording import VerdictWords, eligibility_words
from knowledge.clock import today
from knowledge.eligibility import Assessment, RuleResult, Status, Verdict, assess
from knowledge.models import Citation
from knowledge.outcomes import Kind, Outcome

NAMED = (Status.NOT_MET, Status.NEEDS_REVIEW)
MOST_TO_READ = 3


def card(progress: Progress) -> Saying:
    """The verdict for what is known: preliminary, with what it rests on and what would change it."""
    assessment = assess(progress.facts, today(), eligibility_pack(), cite=library().citation, today=today())
    words = eligibility_words()
    title = eligibility_pack().verdict(assessment.verdict).title
    return Saying(Kind.VERDICT, Outcome.TASK_DONE, {
        "topic": TOPIC,
        "title": words.card.verdict.format(title=title),
        "text": "\n\n".join(filter(None, paragraphs(assessment, words.card))),
        "citations": as_json([rule.citation for rule in assessment.rules if rule.status in NAMED]),
        "choices": choices(assessment),
        "data": assessment.model_dump(mode="json"),
    })


def paragraphs(assessment: Assessment, words: VerdictWords) -> list[str]:
    """The card, part by part; a part that has nothing to say is empty."""
    pack = eligibility_pack()
    verdict = pack.verdict(assessment.verdict)
    by_status = {status: [rule for rule in assessment.rules if rule.status is status] for status in Status}
    met, unknown = (titles(by_status[status]) for status in (Status.MET, Status.UNKNOWN))
    documents = [words.document.format(document=document) for document in assessment.documents]
    return [
        f"{words.verdict.format(title=verdict.title)}\n{verdict.text}",
        section(words.not_met, [condition(rule, words) for rule in by_status[Status.NOT_MET]]),
        section(words.needs_review, [condition(rule, words) for rule in by_status[Status.NEEDS_REVIEW]]),
        words.met.format(count=len(by_status[Status.MET]), titles=met) if met else "",
        words.unknown.format(titles=unknown) if unknown and assessment.verdict is not Verdict.UNLIKELY else "",
        section(words.documents, documents),
        f"{words.contact.format(contact=pack.contact)}\n{pack.notice}",
    ]


def section(heading: str, lines: list[str]) -> str:
    """A heading with its lines; nothing without lines."""
    return "\n".join([f"【{heading}】", *lines]) if lines else ""


def titles(rules: list[RuleResult]) -> str:
    """The short names of conditions in one line."""
    return "、".join(eligibility_pack().title(rule.id) for rule in rules)


def condition(rule: RuleResult, words: VerdictWords) -> str:
    """One condition: why, what would help, what it rests on since when."""
    lines = [words.condition.format(title=eligibility_pack().title(rule.id), reason=rule.reason)]
    if rule.remedy:
        lines.append(words.remedy.format(remedy=rule.remedy))
    lines.append(words.basis.format(basis=basis(rule.citation, words)))
    return "\n  ".join(lines)


def basis(citation: Citation, words: VerdictWords) -> str:
    """A citation with the day it took effect and its caveat."""
    since = words.since.format(day=citation.effective.isoformat()) if citation.effective else ""
    return f"{cited(citation)}{since}" + (f"（{citation.note}）" if citation.note else "")


def choices(assessment: Assessment) -> list[dict[str, str]]:
    """Where to go from here: change an answer, go on, begin anew, read about what stands in the way."""
    words = eligibility_words()
    doubtful = sorted((rule for rule in assessment.rules if rule.status in NAMED),
                      key=lambda rule: (rule.status is not Status.NOT_MET, rule.id))
    topics = list(dict.fromkeys(words.read_next[rule.id] for rule in doubtful if rule.id in words.read_next))
    going_on = ["change", "resume", "restart"] if assessment.missing else ["change", "restart"]
    return [*(choice(words.choices[name]) for name in going_on),
            *(topic_choice(topic) for topic in topics[:MOST_TO_READ])]
