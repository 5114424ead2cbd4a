"""The same sentences and titles as a stock Rasa bot would hold them: an intent, a rule and a story for each topic.

Read by Rasa (Python 3.10) in a folder that `bench.bots` prepared. Each story leads on to the next topic, so that the
policies that learn from stories have something to learn from.
"""

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bench.baseline.names import plain_intent
from bot.importer import ROOT, sentences, titles

ACTION = "action_answer_topic"


class StockImporter(RasaFileImporter):
    """Plain intents instead of retrieval intents; only the configuration comes from a file."""

    def __init__(self, *paths: Any, **options: Any) -> None:
        super().__init__(*paths, **options)
        found = [*sentences(ROOT / "data" / "nlu"), *titles(ROOT)]
        self._said = [(text, plain_intent(topic)) for text, topic in found]
        self._intents = sorted({intent for _, intent in self._said})

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Every sentence with its plain intent."""
        return TrainingData([Message.build(text=text, intent=intent) for text, intent in self._said])

    def get_domain(self) -> Domain:
        """An intent for each topic, and the action that answers."""
        return Domain.from_dict({"version": "3.1", "intents": self._intents, "actions": [ACTION]})

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """A rule and a story for each topic."""
        rules = [{"rule": intent, "steps": turn(intent)} for intent in [*self._intents, "nlu_fallback"]]
        following = [*self._intents[1:], self._intents[0]]
        stories = [{"story": f"{first}, then {second}", "steps": [*turn(first), *turn(second)]}
                   for first, second in zip(self._intents, following, strict=True)]
        return StoryGraph(YAMLStoryReader().read_from_parsed_yaml(
            {"version": "3.1", "rules": rules, "stories": stories}))


def turn(intent: str) -> list[dict[str, str]]:
    """A message about a topic and its answer."""
    return [{"intent": intent}, {"action": ACTION}]
