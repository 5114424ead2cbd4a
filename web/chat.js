// The chat page: one conversation with POST /v1/chat.

import { ask, Refused } from "./asking.js";
import { clearComplaints, giveBack, showProblem, showReason, startComposer, take, write } from "./composer.js";
import { forget, keepSession, keepTurn, session, turns } from "./keeping.js";
import { startMenu } from "./menu.js";
import { closeQuestions, said, turnNodes } from "./replies.js";
import { word } from "./shapes.js";

const log = document.getElementById("log");
const waiting = document.getElementById("waiting");
const notice = document.getElementById("notice");

let asked = null; // the message under way; another conversation makes its answer stale

/** Ask one question and show what comes of it; the text is given back when no answer comes. */
async function send(text) {
  if (asked) {
    tell(word("still_answering"));
    return;
  }
  const mine = asked = said(text);
  const isTyped = take(text);
  clearComplaints();
  tell("");
  log.append(mine);
  waiting.textContent = word("waiting");
  waiting.scrollIntoView({ block: "nearest" });
  let turn = null;
  let problem = null;
  try {
    turn = await ask("POST", "/v1/chat", session() ? { text, session: session() } : { text });
  } catch (failure) {
    problem = failure;
  }
  if (asked !== mine) {
    return;
  }
  done();
  if (problem) {
    mine.remove();
    unanswered(text, problem, isTyped);
  } else {
    answered(text, turn, isTyped);
    mine.scrollIntoView({ block: "start" }); // long answers are read from their beginning
  }
}

function done() {
  asked = null;
  waiting.textContent = "";
}

function answered(text, turn, isTyped) {
  keepSession(turn.session);
  closeQuestions(log);
  log.append(...turnNodes(turn, choose));
  if (turn.outcome !== "error") {
    keepTurn(text, turn);
    return;
  }
  if (isTyped) {
    giveBack(text);
  }
  showProblem(word("unanswered"), () => send(text));
}

function unanswered(text, problem, isTyped) {
  if (isTyped) {
    giveBack(text);
  }
  if (problem instanceof Refused) {
    showReason(problem.message);
  } else {
    showProblem(problem.message, () => send(text));
  }
}

function choose(text, button) {
  if (!asked) {
    button.setAttribute("aria-current", "true");
  }
  send(text);
}

function tell(text) {
  notice.textContent = text;
}

/** An empty page with nothing remembered; what is being typed stays. */
function clear() {
  done();
  forget();
  log.replaceChildren();
  clearComplaints();
}

/** Show again what this tab held before it was loaded anew, without reading it out. */
function showKept() {
  log.setAttribute("aria-busy", "true");
  for (const { said: text, turn } of turns()) {
    closeQuestions(log);
    log.append(said(text ?? word("not_kept")), ...turnNodes(turn, choose));
  }
  log.removeAttribute("aria-busy");
  [...log.querySelectorAll(".said")].at(-1)?.scrollIntoView({ block: "start" });
}

document.getElementById("unscripted").remove();
document.getElementById("welcome").hidden = false;
document.getElementById("tools").hidden = false;
for (const entrance of document.querySelectorAll('[data-part="entrances"] button')) {
  entrance.addEventListener("click", () => send(entrance.textContent));
}
document.getElementById("begin_anew").addEventListener("click", () => {
  clear();
  tell(word("begun_anew"));
});
startMenu({
  tell,
  clear: () => {
    clear();
    write("");
  },
});
startComposer(send);
showKept();
