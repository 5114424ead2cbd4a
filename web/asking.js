// The page's one door to the API: a request in, its answer out, every failure with a sentence for people.

import { word } from "./shapes.js";

const PATIENCE = 20_000; // milliseconds; the API itself gives up on Rasa after eight seconds

/** The server read the request and says why it cannot take it (422). */
export class Refused extends Error {}

/** Nothing is held under this address (404). */
export class Missing extends Error {}

/** No answer came, for a reason that may pass. */
export class Failed extends Error {}

/** Ask the API; gives its JSON, or null when it has nothing to say. Throws Refused, Missing or Failed. */
export async function ask(method, path, body) {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), PATIENCE);
  try {
    const response = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
      signal: impatience.signal,
    });
    return await read(response);
  } catch (problem) {
    throw named(problem, impatience.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

async function read(response) {
  if (response.ok) {
    return response.status === 204 ? null : response.json();
  }
  const detail = await sentence(response);
  if (response.status === 422) {
    throw new Refused(detail);
  }
  throw response.status === 404 ? new Missing(detail) : new Failed(detail);
}

/** The server's own sentence; a proxy in between may answer without one. */
async function sentence(response) {
  try {
    const { detail } = await response.json();
    return typeof detail === "string" ? detail : word("no_answer");
  } catch {
    return word("no_answer");
  }
}

function named(problem, gaveUp) {
  if (problem instanceof Refused || problem instanceof Missing || problem instanceof Failed) {
    return problem;
  }
  if (gaveUp) {
    return new Failed(word("too_slow"));
  }
  return new Failed(problem instanceof TypeError ? word("not_sent") : word("no_answer"));
}
