"""Tells Rasa which topics exist and what people say about them; nothing is generated into files.

``data/nlu/topics/<area>/<topic>.yml`` holds sentences by kind of wording, ``data/nlu/background.yml`` messages that are
about no topic. Rasa sees each topic as a retrieval intent ``area/topic``; its answers are not Rasa's business, so the
responses that retrieval intents need are placeholders made here.
"""

from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Text, Tuple, Union

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.follow_up import complete
from bot.understanding.storage import topic_subjects

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("pro", "plain", "messy")
BACKGROUND = "background"
BACKGROUND_INTENT = f"{BACKGROUND}/{BACKGROUND}"
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TopicImporter(TrainingDataImporter):
    """Rules and domain from Rasa's own files, sentences and topics from the project's data."""

    def __init__(
        self,
        config_file: Optional[Text] = None,
        domain_path: Optional[Text] = None,
        training_data_paths: Optional[Union[List[Text], Text]] = None,
        root: Path = ROOT,
        **_: Any,
    ) -> None:
        self._files = RasaFileImporter(config_file, domain_path, training_data_paths)
        self._root = root

    def get_domain(self) -> Domain:
        """The domain as it stands in bot/domain; topics are added by Rasa from the responses below."""
        return self._files.get_domain()

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """The rules as they stand in bot/rules."""
        return self._files.get_stories(exclusion_percentage)

    def get_config(self) -> Dict:
        """The pipeline and policies."""
        return self._files.get_config()

    def get_config_file_for_auto_config(self) -> Optional[Text]:
        """Nothing is configured automatically."""
        return self._files.get_config_file_for_auto_config()

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        """Every sentence with its topic, every title as a sentence of its topic, and the background."""
        messages = [Message.build(text=text, intent=intent) for text, intent in sentences(self._root / "data" / "nlu")]
        for text, intent in titles(self._root):
            title = Message.build(text=text, intent=intent)
            title.set("title", True)
            messages.append(title)
        intents = sorted({message.get_full_intent() for message in messages})
        return TrainingData(messages, responses={f"utter_{intent}": [{"text": intent}] for intent in intents})


def sentences(folder: Path) -> Iterator[Tuple[str, str]]:
    """Every sentence below ``data/nlu`` with its intent."""
    for path in sorted((folder / "topics").rglob("*.yml")):
        intent = path.relative_to(folder / "topics").with_suffix("").as_posix()
        for text in said(path):
            yield text, intent
    for text in said(folder / "background.yml"):
        yield text, BACKGROUND_INTENT
    yield from follow_ups(folder)


def follow_ups(folder: Path) -> Iterator[Tuple[str, str]]:
    """Every follow-up completed by the subject of the topic it follows, as the decision completes it."""
    subjects = topic_subjects(folder / "vocabulary")
    for after, text, topic in yaml.load((folder / "follow_ups.yml").read_text(encoding="utf-8"), Loader):
        yield complete(subjects[after]["subject"], text), topic


def said(path: Path) -> List[str]:
    """The sentences of one file, all kinds of wording together; raises ValueError naming a file of another shape."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader)
    if not isinstance(content, dict) or set(content) - set(KINDS):
        raise ValueError(f"{path}: expected lists named {', '.join(KINDS)}")
    return [str(text) for kind in KINDS for text in content.get(kind) or []]


def titles(root: Path) -> List[Tuple[str, str]]:
    """Every topic's title with the city's words in it: what a person says by clicking a choice."""
    city = root / "data" / "city" / "changchun"
    words = yaml.load((city / "city.yml").read_text(encoding="utf-8"), Loader)["words"]
    found = []
    for folder in (root / "data" / "knowledge" / "topics", city / "topics"):
        for path in sorted(folder.rglob("*.yml")):
            topic = yaml.load(path.read_text(encoding="utf-8"), Loader)
            found.append((topic["title"].format(**words), topic["id"]))
    return found
