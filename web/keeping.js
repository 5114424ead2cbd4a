// What the page remembers: the conversation until the tab closes; its session, for reminders of a case, and the look of
// the page on this device.

const SESSION = /^[A-Za-z0-9._:-]{1,64}$/;
const MOST_TURNS = 40;
const SECRET = "refusal/secret_content_pasted";
const CASES = "task/case_";

/** Storage may be switched off or full; then nothing is remembered and the page still works. */
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export function session() {
  const held = attempt(() => localStorage.getItem("session"));
  return held && SESSION.test(held) ? held : null;
}

export function keepSession(id) {
  attempt(() => localStorage.setItem("session", id));
}

export function draft() {
  return attempt(() => sessionStorage.getItem("draft")) ?? "";
}

export function keepDraft(text) {
  attempt(() => sessionStorage.setItem("draft", text));
}

/** The turns of this tab, oldest first, to be shown again after a reload. */
export function turns() {
  const held = attempt(() => JSON.parse(sessionStorage.getItem("turns")));
  return Array.isArray(held) ? held : [];
}

/** Keep a turn; what the server does not keep in clear is not kept here either. */
export function keepTurn(said, turn) {
  const kept = {
    said: isPrivate(turn.replies) ? null : said,
    turn: { ...turn, replies: turn.replies.filter((reply) => reply.kind !== "case") },
  };
  attempt(() => sessionStorage.setItem("turns", JSON.stringify([...turns(), kept].slice(-MOST_TURNS))));
}

/** A secret, a masked number (a notice without a topic) or a case with its code was told. */
function isPrivate(replies) {
  return replies.some((reply) => reply.topic === SECRET || reply.kind === "case"
    || reply.topic?.startsWith(CASES) || (reply.kind === "notice" && !reply.topic));
}

export function forget() {
  attempt(() => sessionStorage.clear());
  attempt(() => localStorage.removeItem("session"));
}

export function preference(name) {
  return attempt(() => localStorage.getItem(name));
}

export function keepPreference(name, value) {
  attempt(() => localStorage.setItem(name, value));
}
