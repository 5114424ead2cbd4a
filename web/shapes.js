// Copies of the shapes and words that chat.html holds. Text goes in as text, never as HTML.

const words = document.getElementById("words").content;

/** A fixed sentence or label of the page. */
export function word(name) {
  return words.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
}

/** A fresh copy of `<template id="NAME_shape">`: its node, and its parts by name. */
export function shape(name) {
  const copy = document.getElementById(`${name}_shape`).content.cloneNode(true);
  const parts = {};
  for (const part of copy.querySelectorAll("[data-part]")) {
    parts[part.dataset.part] = part;
  }
  return { node: copy.childElementCount === 1 ? copy.firstElementChild : copy, parts };
}

/** Put text into a part; a part with nothing to say is taken out. */
export function fill(part, text) {
  if (text) {
    part.textContent = text;
  } else {
    part.remove();
  }
}

/** A new element with text in it. */
export function element(tag, text = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
