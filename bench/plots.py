"""Plots of the benchmarks, as PNG files in ``bench/results/``."""

from typing import Any

from matplotlib.figure import Figure

from bench.report import RESULTS

WIDTH = 0.38
COLOURS = {"ours": "#1f6f5c", "stock": "#b0833a", "whole chain": "#1f6f5c"}
DOTS_PER_INCH = 110


def loads(name: str, by_bot: dict[str, list[dict[str, Any]]]) -> None:
    """Bars by number of senders: messages a second, and the 95th percentile of latency."""
    figure = Figure(figsize=(9, 3.4))
    for panel, key, title in zip(figure.subplots(1, 2), ("per_second", "p95"), ("messages/s", "p95, ms"), strict=True):
        for place, (bot, found) in enumerate(by_bot.items()):
            bars = panel.bar([at + place * WIDTH for at in range(len(found))], [load[key] for load in found], WIDTH,
                             label=bot, color=COLOURS[bot])
            panel.bar_label(bars, fmt="%.0f", fontsize=8)
        panel.set_xticks([at + WIDTH * (len(by_bot) - 1) / 2 for at in range(len(found))],
                         [str(load["senders"]) for load in found])
        panel.set_xlabel("senders at once")
        panel.set_title(title)
        panel.legend()
    save(figure, name)


def turns(name: str, by_bot: dict[str, list[float]]) -> None:
    """Latency of every turn of the long conversation."""
    figure = Figure(figsize=(9, 3.4))
    panel = figure.subplots()
    for bot, series in by_bot.items():
        panel.plot(range(1, len(series) + 1), series, label=bot, color=COLOURS[bot], linewidth=0.9)
    panel.set_xlabel("turn")
    panel.set_ylabel("ms")
    panel.set_ylim(bottom=0)
    panel.legend()
    save(figure, name)


def save(figure: Figure, name: str) -> None:
    """Write one file."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(RESULTS / f"{name}.png", dpi=DOTS_PER_INCH, metadata={"Software": None})
