"""The self-check drawn for people: its questions element by element, generated from the data."""

from itertools import pairwise

from knowledge.self_check.definitions import SelfCheck


def mermaid(check: SelfCheck) -> str:
    """The questions in order as a Mermaid flowchart, one box per element."""
    lines = ["flowchart TD"]
    names = list(check.questions)
    for element, title in check.elements.items():
        lines.append(f'  subgraph {element}["{title}"]')
        lines += [f'    {name}["{question.question}"]' for name, question in check.questions.items()
                  if question.element == element]
        lines.append("  end")
    choices = " / ".join(check.choices.values())
    lines += [f'  {name} -->|"{choices}"| {following}' for name, following in pairwise(names)]
    return "\n".join(lines) + "\n"
