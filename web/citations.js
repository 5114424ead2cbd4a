// A citation as people write it: 《标题》 文号 条，施行日.

import { element, word } from "./shapes.js";

/** The nodes of one citation; the title leads to the source where the API gives a web address. */
export function citationLine(citation) {
  const title = `《${citation.title}》`;
  const rest = [citation.number, citation.article, since(citation.effective), note(citation.note)];
  const words = rest.filter(Boolean).join(" ");
  return [isWebAddress(citation.url) ? link(title, citation.url) : title, words ? ` ${words}` : ""];
}

function since(day) {
  return day ? `${day} ${word("since")}` : "";
}

function note(text) {
  return text ? `（${text}）` : "";
}

function isWebAddress(url) {
  return typeof url === "string" && /^https?:\/\//.test(url);
}

function link(text, url) {
  const made = element("a", text);
  made.href = url;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}
