"""``python -m bench training``: processor time and memory of training, both bots on the same sentences."""

from dataclasses import asdict
from typing import Any

from bench.bots import BOTS, Workshop
from bench.report import compared
from bench.spent import run


def measure(place: Workshop, limit: float) -> dict[str, Any]:
    """Train both bots, one after the other, without Rasa's cache; gives what each cost."""
    found: dict[str, Any] = {"share": place.share, "sentences": place.sentences, "stock_epochs": place.epochs}
    for bot in BOTS:
        print(f"bench: training {bot} on {place.sentences} sentences …", flush=True)
        command = [*place.training(bot), "--force"]
        log = place.folder / f"training-{bot}.log"
        found[bot] = asdict(run(command, place.environment(), place.folder, log, limit))
    return found


def section(found: dict[str, Any]) -> str:
    """The table with what its figures rest on."""
    lines = [
        compared("processor seconds", found["ours"]["cpu_seconds"], found["stock"]["cpu_seconds"]),
        compared("wall seconds", found["ours"]["wall_seconds"], found["stock"]["wall_seconds"]),
        compared("peak memory, MB", found["ours"]["peak_mb"], found["stock"]["peak_mb"]),
    ]
    return "\n".join([
        f"Both bots trained on the same {found['sentences']:,} sentences ({found['share']:.0%} of each topic's); whole "
        f"`rasa train`, of which some 20 processor seconds are imports. The stock networks ran {found['stock_epochs']} "
        "epochs; Rasa's own figure is 100, so what stands here for it is a lower bound.",
        "", "| training | ours | stock | ours / stock |", "| --- | ---: | ---: | ---: |", *lines,
    ])
