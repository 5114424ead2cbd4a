// What guided functions found, from the reply's data: conditions one by one, scores, a file to take along.

import { citationLine } from "./citations.js";
import { element, fill, shape, word } from "./shapes.js";

const STATUSES = ["not_met", "needs_review", "unknown", "met"];
const OPEN = new Set(["not_met", "needs_review"]);

/** The nodes of a reply's data; none for data this page has no picture of. What `text` says already is folded. */
export function card(data, text) {
  const nodes = [];
  if (Array.isArray(data?.rules)) {
    nodes.push(...STATUSES.map((status) => conditions(status, data.rules, text)).filter(Boolean));
  }
  if (Array.isArray(data?.elements)) {
    nodes.push(scores(data.elements));
  }
  if (isOwnAddress(data?.download)) {
    nodes.push(download(data.download, data.download_title));
  }
  return nodes;
}

function conditions(status, rules, text) {
  const found = rules.filter((rule) => rule.status === status);
  if (found.length === 0) {
    return null;
  }
  const { node, parts } = shape("conditions");
  node.dataset.status = status;
  node.open = OPEN.has(status) && found.some((rule) => !text.includes(rule.reason));
  parts.status.textContent = word(status);
  parts.count.textContent = found.length;
  parts.rows.append(...found.map(condition));
  return node;
}

function condition(rule) {
  const { node, parts } = shape("condition");
  parts.id.textContent = rule.id;
  parts.reason.textContent = rule.reason;
  fill(parts.remedy, rule.remedy && word("remedy") + rule.remedy);
  parts.citation.append(...citationLine(rule.citation));
  return node;
}

function scores(elements) {
  const { node, parts } = shape("scores");
  for (const one of elements) {
    parts.rows.append(score(one));
  }
  return node;
}

function score(one) {
  const { node, parts } = shape("score");
  const answered = Number.isFinite(one.score);
  parts.title.textContent = one.title;
  parts.score.textContent = answered ? one.score : word("no_score");
  if (answered) {
    parts.meter.value = one.score;
    parts.meter.setAttribute("aria-hidden", "true"); // the number beside it says the same
  } else {
    parts.meter.remove();
  }
  return node;
}

function isOwnAddress(path) {
  return typeof path === "string" && /^\/(?!\/)/.test(path);
}

function download(path, title) {
  const link = element("a", title || word("download"));
  link.href = path;
  link.className = "download";
  link.setAttribute("download", "");
  return link;
}
