// 有用 or 没用, and a word on why: kept at once, the word added later if at all.

import { ask, Missing, Refused } from "./asking.js";
import { shape, word } from "./shapes.js";

/** The place where an asker judges one turn. */
export function feedback(turn) {
  const { node, parts } = shape("feedback");
  const form = node.querySelector("form");
  const buttons = [...node.querySelectorAll("button[aria-pressed]")];

  async function keep(helpful, comment) {
    try {
      await ask("POST", "/v1/feedback", comment ? { turn, helpful, comment } : { turn, helpful });
      parts.status.textContent = word(comment ? "thanks_comment" : "thanks");
      return true;
    } catch (problem) {
      const telling = problem instanceof Refused || problem instanceof Missing;
      parts.status.textContent = telling ? problem.message : word("not_saved");
      return false;
    }
  }

  for (const button of buttons) {
    button.addEventListener("click", async () => {
      if (await keep(button.value === "true", "")) {
        buttons.forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
        form.hidden = false;
      }
    });
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pressed = buttons.find((button) => button.getAttribute("aria-pressed") === "true");
    const comment = form.querySelector("textarea").value.trim();
    if (await keep(pressed.value === "true", comment)) {
      form.hidden = true;
      pressed.focus();
    }
  });
  return node;
}
