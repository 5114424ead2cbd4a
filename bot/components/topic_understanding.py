"""The one NLU component: reads a message, decides the turn.

Output of ``process``: ``intent`` and ``intent_ranking``, ``response_selector`` (the ranking of topics, in Rasa's shape
for retrieval intents) and, inside a conversation, ``decision``. Outside one (``rasa test nlu``, ``/model/parse``) there
is no turn to decide, so the intent stays the area the classifier found; a text that begins with ``/why`` is explained.
"""

import json
import time
from pathlib import Path
from typing import Any, Dict, List, Mapping, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding import storage
from bot.understanding.classifier import BACKGROUND, Reading, TopicClassifier
from bot.understanding.decision import Context, Decider, Decision, Thresholds, area_of
from bot.understanding.explanation import Explainer
from bot.understanding.facts import FactRules
from bot.understanding.follow_up import FollowUps
from bot.understanding.learning import Training
from bot.understanding.places import Places
from bot.understanding.reader import Reader
from bot.understanding.subjects import SubjectRules
from bot.understanding.vocabulary import Vocabulary

WHY = "/why "


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class TopicUnderstanding(GraphComponent, IntentClassifier):
    """Classifies topics and decides turns; all that it needs is kept inside the model."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """The keys config.yml sets; there they carry the reasons for their values."""
        return {"vocabulary": "data/nlu/vocabulary", "blocks": {}, "training": {}, "thresholds": {},
                "context_seconds": 1800}

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._decider: Decider
        self._explainer: Explainer

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "TopicUnderstanding":
        """A component that is yet to be trained."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the sentences of all topics and keep everything the answers need."""
        folder = Path(self._config["vocabulary"])
        vocabulary = Vocabulary.read(folder)
        examples = [message for message in training_data.intent_examples if message.get(INTENT_RESPONSE_KEY)]
        texts = [message.get(TEXT) for message in examples]
        labels = [label_of(message) for message in examples]
        classifier = TopicClassifier.train(
            texts, labels, vocabulary, self._config["blocks"], Training(**self._config["training"])
        )
        titles = {label_of(message): message.get(TEXT) for message in examples if message.get("title")}
        kept = storage.Kept(classifier, vocabulary, titles, storage.topic_subjects(folder),
                            storage.told_patterns(folder), texts, labels)
        with self._storage.write_to(self._resource) as directory:
            storage.save(kept, Path(directory))
        self._keep(kept)
        return self._resource

    @classmethod
    def load(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> "TopicUnderstanding":
        """The component of a trained model, with its dictionaries warm."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._keep(storage.load(Path(directory)))
        component._decider.reader.read("预热")
        return component

    def _keep(self, kept: storage.Kept) -> None:
        rules = SubjectRules(kept.vocabulary, kept.classifier.vectors.blocks.tokenizer)
        reader = Reader(kept.classifier, rules, kept.titles)
        thresholds = Thresholds(**self._config["thresholds"])
        told, places = FactRules(kept.told), Places(kept.vocabulary.places)
        self._decider = Decider(reader, FollowUps(kept.subjects), thresholds, told, places)
        self._explainer = Explainer(self._decider, kept.texts, kept.labels)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after this component learns from sentences."""
        return training_data

    def process(self, messages: List[Message], tracker: DialogueStateTracker) -> List[Message]:
        """Write the reading of each message and, inside a conversation, the decision on it."""
        for message in messages:
            text = message.get(TEXT) or ""
            talking = tracker is not None and len(tracker.events) > 0
            if not talking and text.startswith(WHY):
                explanation = self._explainer.explain(text[len(WHY):].strip())
                message.set("explanation", json.loads(json.dumps(explanation)), add_to_output=True)
            write_reading(message, self._decider.reader.read(text))
            if talking:
                write_decision(message, self._decider.decide(text, self._context(tracker)))
        return messages

    def _context(self, tracker: DialogueStateTracker) -> Context:
        last = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
        task, closed = (f"task/{name}" if name else None
                        for name in (tracker.get_slot("task"), tracker.get_slot("closed_task")))
        if last is None or time.time() - last.timestamp > self._config["context_seconds"]:
            return Context(task=task, closed=closed)
        return Context(
            topics=tuple(tracker.get_slot("last_topics") or ()),
            offers=tuple(tracker.get_slot("offers") or ()),
            task=task,
            closed=closed,
        )


def label_of(message: Message) -> str:
    """The topic id of a training message; the background has one name for both halves."""
    label: str = message.get(INTENT_RESPONSE_KEY) or ""
    full = label if "/" in label else f"{message.get(INTENT)}/{label}"
    return BACKGROUND if area_of(full) == BACKGROUND else full


def write_reading(message: Message, reading: Reading) -> None:
    """The classifier's ranking in Rasa's terms: areas as intents, topics as responses."""
    areas: Dict[str, float] = {}
    for topic, confidence in reading.ranking:
        areas[area_of(topic)] = areas.get(area_of(topic), 0.0) + confidence
    ranking = [{"name": area, "confidence": share} for area, share in sorted(areas.items(), key=lambda pair: -pair[1])]
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
    topics = [{"intent_response_key": topic, "confidence": share} for topic, share in reading.ranking]
    selected: Mapping[str, Any] = {"response": {**topics[0], "responses": [], "utter_action": ""}, "ranking": topics}
    message.set("response_selector", {"default": selected}, add_to_output=True)


def write_decision(message: Message, decision: Decision) -> None:
    """The decision, with the act as the intent that the rules go by; a function's intent is its own name."""
    name = decision.items[0].topic.split("/", 1)[1] if decision.act == "task" else decision.act
    confidence = float(np.mean([item.confidence for item in decision.items])) if decision.items else 0.0
    message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
    message.set("decision", json.loads(json.dumps(decision.as_dict())), add_to_output=True)
