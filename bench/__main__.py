"""``python -m bench``: measure the product; ``training``, ``speed`` and ``chain`` may be named to run alone."""

import argparse
from typing import Any

from bench import chain, report, speed, speed_table, training
from bench.bots import BOTS, Workshop, workshop

PARTS = ("training", "speed", "chain")


def arguments() -> argparse.Namespace:
    """What to measure, and how much of it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART",
                        help=f"{', '.join(PARTS)}; all when none is named")
    parser.add_argument("--share", type=float, default=0.25, help="share of the sentences both bots learn (0.25)")
    parser.add_argument("--epochs", type=int, default=6, help="epochs of the stock bot's networks (6)")
    parser.add_argument("--limit", type=float, default=3600, help="seconds one training may take (3600)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each load (3)")
    parser.add_argument("--turns", type=int, default=500, help="turns of the long conversation (500)")
    parser.add_argument("--remark", default="", help="a sentence for the report, on what else the machine did")
    return parser.parse_args()


def trained(place: Workshop, options: argparse.Namespace) -> dict[str, Any] | None:
    """The costs of training both bots when it was asked for or their models are missing."""
    if "training" in options.parts or not all(place.model(bot).exists() for bot in BOTS):
        return training.measure(place, options.limit)
    return None


def publish(name: str, found: dict[str, Any], section: str) -> None:
    """Into JSON and onto the page."""
    report.keep(name, found)
    report.show(name, found, section)


def main() -> None:
    """Run the parts named, or all."""
    options = arguments()
    options.parts = options.parts or list(PARTS)
    about = {"machine": report.machine(), "remark": options.remark}
    if {"training", "speed"} & set(options.parts):
        place = workshop(options.share, options.epochs)
        costs = trained(place, options)
        if costs:
            publish("training", about | costs, training.section(costs))
    if "speed" in options.parts:
        found = about | speed.measure(place, speed.Effort(options.rounds, options.turns))
        publish("speed", found, speed_table.section(found))
        speed_table.plot(found)
    if "chain" in options.parts:
        found = about | chain.measure(options.rounds)
        publish("chain", found, chain.section(found))
        chain.plot(found)


if __name__ == "__main__":
    main()
