"""The trained model: one file per state of its inputs, trained only when none fits."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
BOT_PYTHON = ROOT / ".venv" / "bot" / "bin" / "python"
LEARNING = ("classifier", "compact", "features", "follow_up", "learning", "normalise", "storage", "vocabulary")
INPUTS = (
    "config.yml", "requirements/bot.txt", "data/nlu", "bot/importer.py", "bot/components", "bot/domain", "bot/rules",
    *(f"bot/understanding/{name}.py" for name in LEARNING),
)
TITLES = ("data/knowledge/topics", "data/city")
READ = {".py", ".yml", ".txt", ".jsonl"}


class TrainingFailed(Exception):
    """Rasa could not train a model; what it printed says why."""


def fingerprint() -> str:
    """A name for the present state of all that a model is made from; answers' wording is not part of it."""
    digest = hashlib.sha256()
    for name in INPUTS:
        for path in files_of(ROOT / name):
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    for name in TITLES:
        for path in files_of(ROOT / name):
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(b"".join(line for line in path.read_bytes().splitlines() if line.startswith(b"title:")))
    return digest.hexdigest()[:16]


def files_of(path: Path) -> list[Path]:
    """The file itself, or all data and code files below a folder, in a fixed order."""
    if path.is_file():
        return [path]
    return sorted(inner for inner in path.rglob("*") if inner.suffix in READ and "__pycache__" not in inner.parts)


def fitting_model() -> Path:
    """Where the model for the present data stands, whether it is trained or not."""
    return MODELS / f"zhiwen-{fingerprint()}.tar.gz"


def train() -> Path:
    """A model that fits the present data, trained now if there is none; raises TrainingFailed."""
    model = fitting_model()
    if model.exists():
        return model
    print("知问: training the model (once; about five minutes) …", flush=True)
    unfinished = MODELS / "unfinished"
    command = [
        str(BOT_PYTHON), "-m", "rasa", "train", "--quiet", "--data", "data/nlu", "bot/rules", "--domain", "bot/domain",
        "--config", "config.yml", "--out", str(unfinished), "--fixed-model-name", model.name.removesuffix(".tar.gz"),
    ]
    done = subprocess.run(command, cwd=ROOT, env=rasa_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    if done.returncode:
        raise TrainingFailed(done.stdout.decode(errors="replace"))
    os.replace(unfinished / model.name, model)
    return model


def rasa_environment() -> dict[str, str]:
    """The environment Rasa runs in: our code found, no telemetry, no chatter of old libraries, one thread for algebra.

    A message's vectors are small: more threads of OpenBLAS only wait for each other, at the price of a whole core.
    """
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",  # Rasa 3.6 and its pins warn about themselves at every start
        "OPENBLAS_NUM_THREADS": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
    }


if __name__ == "__main__":
    try:
        print(f"知问: model {train().relative_to(ROOT)}")
    except TrainingFailed as failed:
        sys.exit(f"知问: training failed:\n{failed}")
