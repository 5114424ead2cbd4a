"""The shipped classifier on public Chinese question sets: run by hand, in Rasa's environment, with the sets' files.

``.venv/bot/bin/python -m bench.public_sets FILE.jsonl …``; a line is ``{"text", "label", "split"}`` with the splits
``train``, ``test``, ``test_hard`` (the questions least like the rest), ``oos_near`` and ``oos_far`` (about nothing the
classes hold) and ``pert_*`` (perturbed ``test`` rows). No vocabulary and no background of ours is used; only the number
of passes over the data differs from what is shipped, since these sets have a fortieth of its sentences.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import yaml

from bot.understanding.classifier import Reading, TopicClassifier
from bot.understanding.learning import Training
from bot.understanding.vocabulary import Vocabulary

CONFIG = Path(__file__).resolve().parents[1] / "config.yml"
SMALL_SET = Training(rarest=2, epochs=60, batch=32, network_epochs=40)
SLIPPED = 0.1  # share of out-of-scope questions accepted at which answered and right are counted
Rows = dict[str, list[tuple[str, str]]]


def splits(path: Path) -> Rows:
    """The rows of a set by split, as text and label."""
    rows: Rows = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["split"]].append((row["text"], row["label"]))
    return rows


def trained(rows: Rows) -> TopicClassifier:
    """The shipped component on a set's training rows."""
    component = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"][0]
    how = replace(SMALL_SET, **component["training"])
    texts, labels = zip(*rows["train"], strict=True)
    return TopicClassifier.train(texts, labels, Vocabulary({}, {}, {}, [], {}), component["blocks"], how)


def right(classifier: TopicClassifier, rows: Sequence[tuple[str, str]]) -> float:
    """The share of questions whose first-ranked class is right."""
    return float(np.mean([classifier.read(text).top[0] == label for text, label in rows]))


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over classes of F1; ``pairs`` are what was said and what is right."""
    labels = {label for _, label in pairs}
    shares = []
    for label in labels:
        hits = sum(said == label == truth for said, truth in pairs)
        wanted = sum(truth == label for _, truth in pairs) + sum(said == label for said, _ in pairs)
        shares.append(2 * hits / wanted)
    return float(np.mean(shares))


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """The chance that a question in scope scores above one that is not."""
    return float(np.mean([[1.0 if one > other else 0.5 if one == other else 0.0 for other in outside]
                          for one in inside]))


def answered_and_right(read: Sequence[tuple[Reading, str]], outside: Sequence[float]) -> float:
    """The share of questions in scope that are answered, and rightly, when a tenth of those outside slip through."""
    bound = float(np.quantile(outside, 1 - SLIPPED))
    return float(np.mean([reading.energy >= bound and reading.top[0] == label for reading, label in read]))


def measure(path: Path) -> dict[str, float]:
    """All figures of one set."""
    rows = splits(path)
    began = time.process_time()
    classifier = trained(rows)
    found = {"train CPU s": time.process_time() - began}
    found["test"], found["hard"] = right(classifier, rows["test"]), right(classifier, rows["test_hard"])
    read = [(classifier.read(text), label) for text, label in rows["test"] + rows["test_hard"]]
    found["macro F1"] = macro_f1([(reading.top[0], label) for reading, label in read])
    inside = [reading.energy for reading, _ in read]
    for name in ("near", "far"):
        outside = [classifier.read(text).energy for text, _ in rows[f"oos_{name}"]]
        found[f"{name} AUROC"] = auroc(inside, outside)
        if name == "near":
            found["near CCR10"] = answered_and_right(read, outside)
    for split in sorted(name for name in rows if name.startswith("pert_")):
        found[split.replace("pert_", "")] = right(classifier, rows[split])
    return found


def main() -> None:
    """A table with a line for each file."""
    parser = argparse.ArgumentParser(prog="python -m bench.public_sets", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    tables = {path.stem: measure(path) for path in parser.parse_args().files}
    names = list(next(iter(tables.values())))
    print("| set |", " | ".join(names), "|\n| --- |", " | ".join("---:" for _ in names), "|", sep="")
    for name, found in tables.items():
        print(f"| {name} |", " | ".join(f"{found[key]:.3f}" for key in names), "|")


if __name__ == "__main__":
    main()
