"""A turn on a terminal: replies as panels, choices numbered through, the basis below."""

from typing import Any

from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

STYLES = {"answer": "cyan", "refusal": "yellow", "notice": "yellow", "verdict": "magenta", "handoff": "green"}
TELLING = ("not_met", "needs_review")  # statuses of conditions that a person has to do something about


def show_turn(console: Console, turn: dict[str, Any], words: dict[str, Any]) -> list[str]:
    """Show every reply; gives what each numbered choice says, in the order of numbers."""
    says: list[str] = []
    for reply in turn["replies"]:
        console.print(panel(reply, words, len(says)))
        says += [choice["say"] for choice in reply["choices"]]
    told = words["session"].format(session=turn["session"], turn=turn["turn"], outcome=turn["outcome"])
    console.print(Text(told, style="dim"))
    return says


def panel(reply: dict[str, Any], words: dict[str, Any], numbered: int) -> Panel:
    """One reply; its choices are numbered after those of the replies before it."""
    parts = [Text(reply["text"])]
    parts += [Text(line) for line in conditions(reply["data"] or {}, words)]
    if reply["citations"]:
        lines = "；".join(cited(citation, words) for citation in reply["citations"])
        parts.append(Text(words["basis"].format(lines=lines), style="dim"))
    parts += [Text(f"[{number}] {choice['title']}", style="bold")
              for number, choice in enumerate(reply["choices"], numbered + 1)]
    heading = " · ".join(filter(None, (words["kinds"].get(reply["kind"]), reply["title"])))
    return Panel(Group(*parts), title=escape(heading) or None, title_align="left",
                 border_style=STYLES.get(reply["kind"], "blue"))


def conditions(data: dict[str, Any], words: dict[str, Any]) -> list[str]:
    """The conditions of a verdict card that are not met or need a person."""
    return [
        words["condition"].format(id=rule["id"], status=words["statuses"][rule["status"]], reason=rule["reason"])
        for rule in data.get("rules", []) if rule["status"] in TELLING
    ]


def cited(citation: dict[str, Any], words: dict[str, Any]) -> str:
    """A citation as people write it."""
    since = words["since"].format(day=citation["effective"]) if citation["effective"] else None
    parts = (f"《{citation['title']}》", citation["number"], citation["article"], since)
    return " ".join(filter(None, parts))
