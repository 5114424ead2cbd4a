"""Figures into files: JSON in ``bench/results/``, sections between the markers of ``docs/benchmarks.md``."""

import json
import os
import platform
import re
from datetime import UTC, datetime
from typing import Any

import psutil

from processes.model import ROOT

RESULTS = ROOT / "bench" / "results"
PAGE = ROOT / "docs" / "benchmarks.md"
BYTES_PER_GIB = 2**30


def number(value: float) -> str:
    """A figure with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def line(*cells: str) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(cells) + " |"


def compared(what: str, ours: float, stock: float) -> str:
    """A line of a table that sets both bots side by side, with ours as a multiple of the stock bot's figure."""
    return line(what, number(ours), number(stock), f"{ours / stock:.2f}")


def machine() -> dict[str, Any]:
    """When and on what was measured; ``load`` is what else the machine had to do in the minute before."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / BYTES_PER_GIB),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def keep(name: str, found: dict[str, Any]) -> None:
    """Write one benchmark's figures as JSON."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    content = json.dumps(found, indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(content + "\n", encoding="utf-8")


def show(name: str, found: dict[str, Any], section: str) -> None:
    """Put one benchmark's section between its markers in the page."""
    where = found["machine"]
    head = (f"Measured {where['date']} on {where['cores']} cores, {where['memory_gib']} GiB, Python {where['python']} "
            f"(Rasa: 3.10); load average in the minute before: {where['load']}. {found['remark']}").strip()
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
    marked = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if not marked.search(page):
        raise ValueError(f"{PAGE.name} has no markers for {name}")
    PAGE.write_text(marked.sub(lambda _: f"{begin}{head}\n\n{section}\n{end}", page), encoding="utf-8")
