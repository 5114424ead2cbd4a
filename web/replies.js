// One message, one reply, one turn as a person sees it.

import { card } from "./cards.js";
import { citationLine } from "./citations.js";
import { feedback } from "./feedback.js";
import { element, fill, shape, word } from "./shapes.js";

const JUDGED = new Set(["answered", "clarified", "refused", "not_understood", "task_done"]);

/** The asker's own words. */
export function said(text) {
  const { node, parts } = shape("said");
  parts.text.textContent = text;
  return node;
}

/** All replies of a turn, with a place for the asker's opinion after the last. */
export function turnNodes(turn, choose) {
  const nodes = turn.replies.map((one) => reply(one, choose));
  if (JUDGED.has(turn.outcome) && turn.replies.some((one) => one.kind !== "smalltalk")) {
    nodes.at(-1)?.append(feedback(turn.turn));
  }
  return nodes;
}

function reply(one, choose) {
  const { node, parts } = shape("reply");
  node.dataset.kind = one.kind;
  fill(parts.label, word(one.kind));
  fill(parts.title, one.title);
  for (const paragraph of one.text.split(/\n{2,}/)) {
    parts.text.append(element("p", paragraph));
  }
  parts.card.append(...card(one.data, one.text));
  showBasis(parts, one.citations);
  showChoices(parts.choices, one.choices, choose);
  return node;
}

function showBasis(parts, citations) {
  if (citations.length === 0) {
    parts.basis.remove();
    return;
  }
  const lines = new Map(); // several conditions may rest on one article
  for (const citation of citations) {
    const line = element("li");
    line.append(...citationLine(citation));
    lines.set(line.textContent, line);
  }
  parts.count.textContent = lines.size;
  parts.citations.append(...lines.values());
}

function showChoices(place, choices, choose) {
  if (choices.length === 0) {
    place.remove();
    return;
  }
  for (const choice of choices) {
    const button = element("button", choice.title);
    button.type = "button";
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") {
        choose(choice.say, button);
      }
    });
    place.append(button);
  }
}

/** Close the choices of earlier questions: clicked now, they would answer the present one. */
export function closeQuestions(log) {
  for (const button of log.querySelectorAll('[data-kind="question"] .choices button')) {
    button.setAttribute("aria-disabled", "true");
  }
}
