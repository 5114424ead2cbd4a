"""``python -m knowledge check | stale | show | new | flows``: the knowledge base from a terminal."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from knowledge import flows
from knowledge.clock import today
from knowledge.content_check import check, load_rules
from knowledge.errors import KnowledgeError
from knowledge.library import KNOWLEDGE, ROOT, Library
from knowledge.staleness import stale

NEW_TOPIC = """\
id: {id}
title: {title}
verified: {day}
related: []
answers:
  - effective: {day}
    text: |
      （先说结论，80–260 字）
    next: （一句话：下一步做什么、找谁）
    cites: []
"""


def run_check(library: Library, _: argparse.Namespace) -> int:
    """Say everything wrong with the knowledge base; exit code 1 when anything is."""
    findings = check(library, load_rules(), today())
    for finding in findings:
        print(f"[ERROR] {finding}")
    print(f"{len(library.topics)} topics, {sum(1 for _ in library.answers())} answers, "
          f"{len(library.sources)} sources, {len(findings)} findings")
    return 1 if findings else 0


def run_stale(library: Library, options: argparse.Namespace) -> int:
    """List what a person should look at again."""
    items = stale(library, options.day, options.months)
    for item in items:
        print(f"{item.topic}\t{item.title}\t{item.reason}\t{item.ask}")
    print(f"共 {len(items)} 条")
    return 0


def run_show(library: Library, options: argparse.Namespace) -> int:
    """Print an answer as it stands on a day."""
    answer = library.answer_on(options.topic, options.day)
    print(f"{answer.title}（{answer.effective} 起）\n\n{answer.text}\n")
    for part in filter(None, (answer.more, answer.next)):
        print(f"{part}\n")
    for cited in answer.citations:
        print(f"依据：《{cited.title}》{cited.number or ''} {cited.article or ''}，{cited.effective or '现行'} 起施行")
    return 0


def run_new(_: Library, options: argparse.Namespace) -> int:
    """Write the two files a new topic needs, never over an existing one."""
    root = KNOWLEDGE.parent
    files = {
        root / "knowledge" / "topics" / f"{options.topic}.yml":
            NEW_TOPIC.format(id=options.topic, title=options.title, day=today()),
        root / "nlu" / "topics" / f"{options.topic}.yml": "pro: []\nplain: []\nmessy: []\n",
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with Path(path).open("x", encoding="utf-8") as file:
            file.write(content)
        print(f"写好了 {path.relative_to(root.parent)}")
    return 0


def run_flows(library: Library, _: argparse.Namespace) -> int:
    """Draw the guided functions into docs/flows."""
    for path in flows.write(library):
        print(f"写好了 {path.relative_to(ROOT)}")
    return 0


def arguments() -> argparse.ArgumentParser:
    """The command line: one verb each for checking, reviewing, reading and adding."""
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    verbs = parser.add_subparsers(required=True)

    def verb(name: str, run: Callable[[Library, argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=run.__doc__)
        added.set_defaults(run=run)
        return added

    verb("check", run_check)
    verb("flows", run_flows)
    stale_verb = verb("stale", run_stale)
    show_verb = verb("show", run_show)
    for dated in (stale_verb, show_verb):
        dated.add_argument("--day", type=date.fromisoformat, default=today())
    stale_verb.add_argument("--months", type=int, default=6)
    show_verb.add_argument("topic")
    new_verb = verb("new", run_new)
    new_verb.add_argument("topic")
    new_verb.add_argument("title")
    return parser


def main() -> int:
    """Run one verb; an expected failure is one sentence and exit code 2."""
    options = arguments().parse_args()
    try:
        code: int = options.run(Library.load(), options)
    except (KnowledgeError, FileExistsError) as reason:
        print(f"[ERROR] {reason}", file=sys.stderr)
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main())
