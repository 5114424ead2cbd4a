"""Two bots from the same sentences: ours, and the same topics as a stock Rasa bot.

Each share of the sentences has a folder under ``var/bench/`` in which both are trained and served: a copy of ``bot/``,
the data with that share of the sentences, and the two configurations.
"""

import math
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from processes.model import BOT_PYTHON, ROOT, fingerprint, rasa_environment

BOTS = ("ours", "stock")
TOKEN = "bench"
STOCK_CONFIG = ROOT / "bench" / "baseline" / "config.yml"
STOCK_ENDPOINTS = ROOT / "bench" / "baseline" / "endpoints.yml"
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Workshop:
    """Where the two bots are made, and from which share of the sentences.

    ``epochs`` are those of the stock bot's networks.
    """

    share: float
    epochs: int
    folder: Path
    sentences: int

    def model(self, bot: str) -> Path:
        """Where the trained model of ``ours`` or ``stock`` stands."""
        return self.folder / "models" / f"{bot}.tar.gz"

    def training(self, bot: str) -> list[str]:
        """The command that trains a bot."""
        config = "config.yml" if bot == "ours" else "stock.yml"
        return [str(BOT_PYTHON), "-m", "rasa", "train", "--quiet", "--data", "data/nlu", "bot/rules",
                "--domain", "bot/domain", "--config", config, "--out", "models", "--fixed-model-name", bot]

    def serving(self, bot: str, port: int) -> list[str]:
        """The command that serves a bot over Rasa's REST channel, on loopback."""
        entrance, endpoints = ("bot", "bot/endpoints.yml") if bot == "ours" else ("rasa", str(STOCK_ENDPOINTS))
        return [str(BOT_PYTHON), "-m", entrance, "run", "--interface", "127.0.0.1", "--port", str(port), "--enable-api",
                "--auth-token", TOKEN, "--model", str(self.model(bot)), "--endpoints", endpoints,
                "--credentials", "bot/credentials.yml"]

    def environment(self) -> dict[str, str]:
        """The environment of both: this folder's ``bot``, and the stock bot's importer."""
        return rasa_environment() | {"PYTHONPATH": os.pathsep.join((str(self.folder), str(ROOT)))}


def workshop(share: float, epochs: int) -> Workshop:
    """The folder for a share of the sentences as they are now, made when there is none."""
    folder = ROOT / "var" / "bench" / f"{fingerprint()}-{share:g}-{epochs}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(ROOT / "bot", unfinished / "bot", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "config.yml", unfinished)
        (unfinished / "stock.yml").write_text(with_epochs(STOCK_CONFIG, epochs), encoding="utf-8")
        share_out(share, unfinished / "data" / "nlu")
        for name in ("nlu/vocabulary", "knowledge", "city"):
            (unfinished / "data" / name).symlink_to(ROOT / "data" / name)
        unfinished.rename(folder)
    files = [*(folder / "data" / "nlu" / "topics").rglob("*.yml"), folder / "data" / "nlu" / "background.yml"]
    said = sum(len(texts) for path in files for texts in read(path).values())
    return Workshop(share, epochs, folder, said + len(read(folder / "data" / "nlu" / "follow_ups.yml")))


def share_out(share: float, folder: Path) -> None:
    """Write a share of all sentences, evenly spaced within each topic and kind of wording."""
    source = ROOT / "data" / "nlu"
    for path in [*sorted((source / "topics").rglob("*.yml")), source / "background.yml"]:
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = {kind: spaced(texts or [], share) for kind, texts in read(path).items()}
        target.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    follow_ups = spaced(read(source / "follow_ups.yml"), share)
    (folder / "follow_ups.yml").write_text(yaml.safe_dump(follow_ups, allow_unicode=True), encoding="utf-8")


def spaced[Kept](texts: list[Kept], share: float) -> list[Kept]:
    """An evenly spaced share of a list, at least one."""
    return [text for place, text in enumerate(texts) if math.ceil((place + 1) * share) > math.ceil(place * share)]


def with_epochs(config: Path, epochs: int) -> str:
    """A configuration with another number of epochs wherever it states one."""
    content = read(config)
    for part in [*content["pipeline"], *content["policies"]]:
        if "epochs" in part:
            part["epochs"] = epochs
    return yaml.safe_dump(content, allow_unicode=True)


def read(path: Path) -> Any:
    """The content of a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)
