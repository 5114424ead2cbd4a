"""The figures of ``bench.speed`` as a section and two plots."""

from typing import Any

from bench import plots
from bench.report import compared, line, number


def section(found: dict[str, Any]) -> str:
    """The tables with what their figures rest on."""
    ours, stock = found["loads"]["ours"], found["loads"]["stock"]
    actions = found["loads"]["actions_cpu_ms"]
    failures = sum(load["failures"] for load in [*ours, *stock])
    lines = [
        *loads_side_by_side(ours, stock),
        *long_conversation(found["turns"]["ours"]["at"], found["turns"]["stock"]["at"]),
        *(compared(f"cold start, {what}", found["start"]["ours"][key], found["start"]["stock"][key])
          for what, key in (("wall seconds", "seconds"), ("processor seconds", "cpu_seconds"))),
        compared("memory of the Rasa process when ready, MB", found["start"]["ours"]["rss_mb"],
                 found["start"]["stock"]["rss_mb"]),
        compared("memory of the Rasa process after the run, MB", found["rss_after_mb"]["ours"],
                 found["rss_after_mb"]["stock"]),
        line("first-ranked topic right on validation", *(f"{found['accuracy'][bot]:.1%}" for bot in ("ours", "stock")),
             f"{100 * (found['accuracy']['ours'] - found['accuracy']['stock']):+.1f} points"),
    ]
    return "\n".join([
        f"Both bots learnt the same {found['sentences']:,} sentences ({found['share']:.0%} of each topic's; stock "
        f"networks: {found['stock_epochs']} epochs). Messages are validation questions, six to a conversation. "
        f"The action servers took {number(actions['ours'])} and {number(actions['stock'])} ms of processor time a "
        f"message besides. Failed messages: {failures}.",
        "", "| one Rasa process | ours | stock | ours / stock |", "| --- | ---: | ---: | ---: |", *lines,
        "", "![Messages a second and slowest twentieth](../bench/results/speed.png)",
        "", "![Latency as a conversation grows](../bench/results/turns.png)",
    ])


def loads_side_by_side(ours: list[dict[str, Any]], stock: list[dict[str, Any]]) -> list[str]:
    """A line for each figure and number of senders."""
    figures = (("messages/s", "per_second"), ("p50, ms", "p50"), ("p95, ms", "p95"),
               ("processor ms a message", "cpu_ms"))
    return [compared(f"{what}, {mine['senders']} senders", mine[key], theirs[key])
            for what, key in figures for mine, theirs in zip(ours, stock, strict=True)]


def long_conversation(ours: dict[str, Any], stock: dict[str, Any]) -> list[str]:
    """What a turn costs early and late in one conversation, and how many times more late than early."""
    lines, last = [], list(ours)[-1]
    for what, key in (("latency", "ms"), ("processor time", "cpu_ms")):
        lines += [compared(f"{what} at turn {point}, ms", ours[point][key], stock[point][key]) for point in ours]
        lines.append(line(f"{what}, turn {last} / turn 1",
                          *(f"{points[last][key] / points['1'][key]:.2f}" for points in (ours, stock)), ""))
    return lines


def plot(found: dict[str, Any]) -> None:
    """Both plots."""
    plots.loads("speed", {bot: found["loads"][bot] for bot in ("ours", "stock")})
    plots.turns("turns", {bot: found["turns"][bot]["series"] for bot in ("ours", "stock")})
