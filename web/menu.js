// Text size, appearance, and an asker's rights over the conversation: take it along, have it erased.

import { ask, Missing } from "./asking.js";
import { keepPreference, preference, session } from "./keeping.js";
import { element, word } from "./shapes.js";

const PREFERENCES = ["size", "theme"];

/** Wire the dialogs; `tell` says a sentence to the asker, `clear` empties page and memory. */
export function startMenu({ tell, clear }) {
  const menu = document.getElementById("menu");
  const erase = document.getElementById("erase");
  PREFERENCES.forEach(follow);
  document.getElementById("open_menu").addEventListener("click", () => menu.showModal());
  document.getElementById("export").addEventListener("click", async () => {
    menu.close();
    tell(await exported());
  });
  document.getElementById("ask_erase").addEventListener("click", () => {
    menu.close();
    erase.returnValue = "keep";
    erase.showModal();
  });
  erase.addEventListener("close", async () => {
    if (erase.returnValue === "erase") {
      tell(await erased(clear));
    }
  });
}

/** Show a kept preference, and keep what is chosen. */
function follow(name) {
  const choices = [...document.querySelectorAll(`input[name="${name}"]`)];
  const kept = choices.find((choice) => choice.value === preference(name));
  if (kept) {
    kept.checked = true;
    document.documentElement.dataset[name] = kept.value;
  }
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      document.documentElement.dataset[name] = choice.value;
      keepPreference(name, choice.value);
    });
  }
}

function own() {
  return `/v1/me?session=${encodeURIComponent(session())}`;
}

async function exported() {
  if (!session()) {
    return word("nothing_kept");
  }
  try {
    save(await ask("GET", own()));
    return word("exported");
  } catch (problem) {
    return problem instanceof Missing ? problem.message : word("not_exported");
  }
}

function save(kept) {
  const file = new Blob([JSON.stringify(kept, null, 2)], { type: "application/json" });
  const link = element("a");
  link.href = URL.createObjectURL(file);
  link.download = `${word("export_name")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers read the file late
}

async function erased(clear) {
  if (!session()) {
    return word("nothing_kept");
  }
  try {
    await ask("DELETE", own());
  } catch (problem) {
    if (!(problem instanceof Missing)) {
      return word("not_erased");
    }
  }
  clear();
  return word("erased");
}
