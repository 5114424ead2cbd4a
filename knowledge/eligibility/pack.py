"""Everything an eligibility check speaks with: the common wording and one city's rules, words filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.city import City, load_city
from knowledge.eligibility.facts import NAMES
from knowledge.eligibility.local import LocalRules, load_local
from knowledge.eligibility.results import Choice, Question, Status, Verdict
from knowledge.eligibility.wording import VerdictWords, Wording, load_wording
from knowledge.errors import BrokenKnowledge
from knowledge.library import CITY, KNOWLEDGE


@dataclass(frozen=True)
class Pack:
    """One city's eligibility check: what it asks, how it decides locally, what it says."""

    city: City
    local: LocalRules
    wording: Wording

    def question(self, fact: str) -> Question:
        """A fact as it is asked in this city."""
        words = self.wording.facts[fact]
        choices = [Choice(value=value, title=self.city.fill(title)) for value, title in words.choices.items()]
        return Question(fact=fact, question=self.city.fill(words.question), choices=choices)

    def questions(self) -> list[Question]:
        """Every fact as it is asked, in the order of questions, the optional ones last."""
        return [self.question(fact) for fact in NAMES]

    def label(self, fact: str) -> str:
        """The short name of a fact, for cards and charts."""
        return self.city.fill(self.wording.facts[fact].label)

    def title(self, rule_id: str) -> str:
        """The short name of a condition."""
        return self.city.fill(self.wording.conditions[rule_id].title)

    def reason(self, rule_id: str, case: str, status: Status) -> str:
        """Why the condition stands as it does: the sentence for this very case, else for the status."""
        reasons = self.wording.conditions[rule_id].reasons
        chosen = reasons[status] if status is Status.UNKNOWN else reasons.get(case) or reasons[status]
        return self.city.fill(chosen)

    def remedy(self, rule_id: str, status: Status) -> str | None:
        """What would turn the condition into a met one, where something would."""
        remedy = self.wording.conditions[rule_id].remedies.get(status)
        return self.city.fill(remedy) if remedy else None

    def documents(self, facts: Mapping[str, str]) -> list[str]:
        """What to prepare, as far as the facts known so far call for it."""
        return [self.city.fill(document.text) for document in self.wording.documents
                if all(facts.get(fact) in values for fact, values in document.when.items())]

    def verdict(self, verdict: Verdict) -> VerdictWords:
        """The words of a verdict."""
        words = self.wording.verdicts[verdict]
        return VerdictWords(title=self.city.fill(words.title), text=self.city.fill(words.text))

    @property
    def contact(self) -> str:
        """Whom to ask."""
        return self.city.fill(self.wording.contact)

    @property
    def notice(self) -> str:
        """What the card is not: a decision."""
        return self.city.fill(self.wording.notice)


def load_pack(knowledge: Path = KNOWLEDGE, city: Path = CITY) -> Pack:
    """Read the common wording and one city's rules; raises BrokenKnowledge."""
    local = load_local(city)
    try:
        wording = load_wording(knowledge).with_choices(local.choices)
    except ValueError as reason:
        raise BrokenKnowledge(f"{city / 'eligibility.yml'}: {reason}") from reason
    return Pack(load_city(city), local, wording)
