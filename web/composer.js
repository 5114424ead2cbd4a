// The place to write: counts characters, says what is wrong, never loses what was typed.

import { draft, keepDraft } from "./keeping.js";
import { shape, word } from "./shapes.js";

const LIMIT = 1000; // characters, as the API counts them (api/door/reading.py)
const COUNT_FROM = 850;

const form = document.getElementById("composer");
const question = document.getElementById("question");
const reason = document.getElementById("reason");
const counter = document.getElementById("counter");
const problem = document.getElementById("problem");
const offline = document.getElementById("offline");
const send = document.getElementById("send");

/** Wire the form; `submit` gets each text that somebody sends. */
export function startComposer(submit) {
  form.hidden = false;
  write(draft());
  question.addEventListener("input", () => {
    clearReason();
    changed();
  });
  question.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229; // choosing among Pinyin candidates
    if (event.key === "Enter" && !event.shiftKey && !composing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  send.addEventListener("pointerdown", (event) => event.preventDefault()); // focus stays in the text
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (question.value.trim()) {
      submit(question.value);
    } else {
      showReason(word("empty"));
    }
  });
  addEventListener("online", showConnection);
  addEventListener("offline", showConnection);
  showConnection();
}

/** Take the text out of the box if it stands there; says whether it did. */
export function take(text) {
  const isTyped = question.value === text;
  if (isTyped) {
    write("");
  }
  return isTyped;
}

/** Put a text back that could not be answered, unless something newer was typed meanwhile. */
export function giveBack(text) {
  if (!question.value) {
    write(text);
  }
}

export function write(text) {
  question.value = text;
  changed();
}

/** Why the text cannot be taken, under the box. */
export function showReason(text) {
  reason.textContent = text;
  question.setAttribute("aria-invalid", "true");
  question.focus();
}

/** That no answer came, with a button to try again. */
export function showProblem(text, retry) {
  const { node, parts } = shape("problem");
  parts.text.textContent = text;
  parts.retry.addEventListener("click", () => {
    question.focus();
    retry();
  });
  problem.replaceChildren(node);
}

export function clearComplaints() {
  clearReason();
  problem.replaceChildren();
}

function clearReason() {
  reason.textContent = "";
  question.removeAttribute("aria-invalid");
}

function changed() {
  keepDraft(question.value);
  const left = LIMIT - [...question.value].length;
  const near = left <= LIMIT - COUNT_FROM;
  counter.textContent = near ? word(left < 0 ? "characters_over" : "characters_left") + Math.abs(left) : "";
  counter.classList.toggle("over", left < 0);
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight + question.offsetHeight - question.clientHeight}px`;
}

function showConnection() {
  offline.textContent = navigator.onLine ? "" : word("offline");
}
