/** Before the meeting: scenes chosen, moved, hidden, headlines and notes written; the set saved as a small file and read again. */

import { readSet, savedSet } from "./saved.js";
import { html } from "../shared/dom.js";
import { save } from "../shared/files.js";

/**
 * The list of scenes; every change is shown at once. `changed` is told the entries.
 * @type {(deck: Deck, entries: Entry[], changed: (entries: Entry[]) => void) => HTMLElement}
 */
export function editorOf(deck, entries, changed) {
  const { words } = deck;
  const list = html("ol", { class: "entries" });
  const told = html("div", { class: "told", role: "status" });
  const add = html("select", { "aria-label": words.add });
  const box = html("div", { class: "editor", role: "dialog", "aria-label": words.edit, hidden: true });
  const refresh = () => {
    list.replaceChildren(...entries.map(item));
    const there = new Set(entries.map(({ code }) => code));
    const others = Object.entries(deck.scenes).filter(([code]) => !there.has(code));
    add.replaceChildren(html("option", { value: "" }, words.add), ...others.map(([code, scene]) => html("option", { value: code }, scene.title)));
  };
  const update = () => {
    refresh();
    changed(entries);
  };
  /** @type {(entry: Entry, index: number) => HTMLElement} */
  function item(entry, index) {
    const scene = deck.scenes[entry.code];
    const shown = html("input", { type: "checkbox", checked: entry.shown, "aria-label": `${words.shown}: ${scene.title}` });
    shown.onchange = () => {
      entry.shown = shown.checked;
      update();
    };
    const move = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {number} */ by) => {
      const to = index + by;
      const made = html("button", { type: "button", "aria-label": `${label}: ${scene.title}`, disabled: to < 0 || to >= entries.length }, sign);
      made.onclick = () => {
        entries.splice(to, 0, ...entries.splice(index, 1));
        update();
      };
      return made;
    };
    const field = (/** @type {"headline" | "notes"} */ name, /** @type {string} */ label, /** @type {string} */ own) => {
      const made = html("textarea", { rows: 2, "aria-label": `${label}: ${scene.title}`, placeholder: own });
      made.value = entry[name] ?? "";
      made.onchange = () => {
        entry[name] = made.value.trim() || null;
        changed(entries);
      };
      return made;
    };
    return html("li", {}, html("div", { class: "entry" }, shown, html("b", {}, scene.title), move("↑", words.up, -1), move("↓", words.down, 1)),
      field("headline", words.headline, scene.headline), field("notes", words.note, words.note));
  }
  add.onchange = () => {
    if (add.value) entries.splice(Math.max(0, entries.length - 1), 0, { code: add.value, shown: true, headline: null, notes: null });
    update();
  };
  const keep = html("button", { type: "button" }, words.save);
  keep.onclick = () => save(new Blob([JSON.stringify(savedSet(deck, entries), null, 1)], { type: "application/json" }), `${words.set_name}.json`);
  const file = html("input", { type: "file", accept: ".json,application/json", "aria-label": words.load });
  file.onchange = async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    const read = await chosen.text().then(JSON.parse).then((saved) => readSet(deck, saved)).catch(() => null);
    file.value = "";
    if (!read) return told.replaceChildren(html("p", {}, words.bad_set));
    entries.splice(0, entries.length, ...read.entries);
    told.replaceChildren(html("p", {}, read.told.length ? words.since : words.nothing_changed), html("ul", {}, ...read.told.map((line) => html("li", {}, line))));
    update();
  };
  const close = html("button", { type: "button" }, words.done);
  close.onclick = () => (box.hidden = true);
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") box.hidden = true;
  });
  box.append(html("header", {}, html("h2", {}, words.edit), close), html("p", { class: "files" }, keep, html("label", { class: "open" }, words.load, file), add), told, list);
  refresh();
  return box;
}
