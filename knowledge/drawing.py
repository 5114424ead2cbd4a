"""Flowcharts as SVG, drawn from data: one column of questions, what ends early to the right. No library needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

MARGIN, BOX_WIDTH, END_LEFT, END_WIDTH = 24, 440, 560, 360
LINE, PADDING, GAP, FONT = 22, 12, 34, 15
CLOSING = "，。？！；：、）》”"
FILLS = {"question": "#eef4fb", "group": "#f4f1fa", "refused": "#fdeceb", "doubt": "#fff7e0", "result": "#eaf6ec"}
STROKES = {"question": "#39689b", "group": "#6b5b95", "refused": "#b3413a", "doubt": "#a87b00", "result": "#2e7d43"}


@dataclass(frozen=True)
class Side:
    """What stands beside a question: the answers that lead there and what follows; ``kind`` is refused or doubt."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """One box of the column; ``kind`` is question, group or result."""

    kind: str
    lines: tuple[str, ...]
    sides: tuple[Side, ...] = ()


def width_of(character: str) -> float:
    """The width of a character in ems: Chinese is square, Latin about half."""
    return 1.0 if ord(character) > 0x2E7F else 0.56


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines that fit a box of so many pixels."""
    room = (width - 2 * PADDING) / FONT
    lines, line, used = [], "", 0.0
    for character in text:
        if used + width_of(character) > room and line and character not in CLOSING:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + character, used + width_of(character)
    return [*lines, line]


def box(x: int, y: int, width: int, lines: Sequence[str], kind: str) -> list[str]:
    """A rounded box with its lines."""
    height = len(lines) * LINE + 2 * PADDING
    drawn = [f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" '
             f'fill="{FILLS[kind]}" stroke="{STROKES[kind]}"/>']
    drawn += [f'<text x="{x + PADDING}" y="{y + PADDING + (place + 1) * LINE - 6}">{escape(line)}</text>'
              for place, line in enumerate(lines)]
    return drawn


def arrow(x1: int, y1: int, x2: int, y2: int, kind: str = "question") -> str:
    """A straight arrow; a doubt is dashed."""
    dashes = ' stroke-dasharray="5 4"' if kind == "doubt" else ""
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{STROKES[kind]}" marker-end="url(#tip)"{dashes}/>'


def drawn_node(node: Node, y: int) -> tuple[list[str], int]:
    """A box with what stands beside it, and where it ends."""
    lines = [line for text in node.lines for line in wrapped(text, BOX_WIDTH)]
    drawn = box(MARGIN, y, BOX_WIDTH, lines, node.kind)
    bottom = y + len(lines) * LINE + 2 * PADDING
    side_y = y
    for side in node.sides:
        beside = [line for text in side.lines for line in wrapped(text, END_WIDTH)]
        height = len(beside) * LINE + 2 * PADDING
        middle = side_y + height // 2
        drawn += box(END_LEFT, side_y, END_WIDTH, beside, side.kind)
        drawn.append(arrow(MARGIN + BOX_WIDTH, min(middle, bottom - PADDING), END_LEFT - 4, middle, side.kind))
        side_y += height + PADDING
    return drawn, max(bottom, side_y - PADDING)


def svg(title: str, nodes: Sequence[Node]) -> str:
    """The whole chart, from top to bottom."""
    drawn: list[str] = []
    y = MARGIN
    for place, node in enumerate(nodes):
        parts, bottom = drawn_node(node, y)
        lines = [line for text in node.lines for line in wrapped(text, BOX_WIDTH)]
        own_bottom = y + len(lines) * LINE + 2 * PADDING
        drawn += parts
        y = bottom + GAP
        if place + 1 < len(nodes):
            centre = MARGIN + BOX_WIDTH // 2
            drawn.append(arrow(centre, own_bottom, centre, y - 4))
    width, height = END_LEFT + END_WIDTH + MARGIN, y - GAP + MARGIN
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'font-family="sans-serif" font-size="{FONT}" role="img" aria-label="{escape(title)}">')
    tip = ('<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
           '<path d="M0 0 L8 4 L0 8 z" fill="#555"/></marker></defs>')
    return "\n".join([head, f"<title>{escape(title)}</title>", tip,
                      f'<rect width="{width}" height="{height}" fill="#ffffff"/>', *drawn, "</svg>"]) + "\n"
