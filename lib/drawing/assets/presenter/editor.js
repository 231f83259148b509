/** Before the meeting: scenes chosen, moved, hidden, headlines and notes written; the set saved as a small file and read again. */

import { isOwn, newOwn, sceneOf } from "./own.js";
import { printButtons } from "./printing.js";
import { readSet, savedSet } from "./saved.js";
import { html } from "../shared/dom.js";
import { save } from "../shared/files.js";
import { jobButtons } from "../shared/jobs.js";

/**
 * The list of scenes; every change is shown, and kept, at once.
 * @type {(show: Show, arrangement: Arrangement) => HTMLElement}
 */
export function editorOf(show, arrangement) {
  const { deck, entries, stage } = show;
  const { words } = deck;
  const dropped = html("button", { type: "button", class: "drop" }, words.drop);
  const list = html("ol", { class: "entries" });
  const told = html("div", { class: "told", role: "status" });
  const add = html("select", { "aria-label": words.add });
  const box = html("div", { class: "editor", role: "dialog", "aria-label": words.edit, hidden: true });
  const refresh = () => {
    dropped.hidden = !arrangement.own();
    list.replaceChildren(...entries.map(item));
    const there = new Set(entries.map(({ code }) => code));
    const others = Object.entries(deck.scenes).filter(([code]) => !there.has(code));
    add.replaceChildren(html("option", { value: "" }, words.add), ...others.map(([code, scene]) => html("option", { value: code }, scene.title)));
  };
  const update = () => {
    arrangement.changed();
    refresh();
  };
  /** @type {(entry: Entry, index: number) => HTMLElement} */
  function item(entry, index) {
    const scene = /** @type {Scene} */ (sceneOf(deck, [{ ...entry, headline: null, notes: null }], entry.code));
    const own = isOwn(entry.code);
    const title = own ? `${scene.title} ${entry.code.split("-")[1]}` : scene.title;
    const shown = html("input", { type: "checkbox", checked: entry.shown, "aria-label": `${words.shown}: ${title}` });
    shown.onchange = () => {
      entry.shown = shown.checked;
      update();
    };
    const move = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {number} */ by) => {
      const to = index + by;
      const made = html("button", { type: "button", "aria-label": `${label}: ${title}`, disabled: to < 0 || to >= entries.length }, sign);
      made.onclick = () => {
        entries.splice(to, 0, ...entries.splice(index, 1));
        update();
      };
      return made;
    };
    const field = (/** @type {"headline" | "notes"} */ name, /** @type {string} */ label, /** @type {string} */ own) => {
      const made = html("textarea", { rows: 2, "aria-label": `${label}: ${title}`, placeholder: own });
      made.value = entry[name] ?? "";
      made.onchange = () => {
        entry[name] = made.value.trim() || null;
        arrangement.changed();
        dropped.hidden = !arrangement.own();
      };
      return made;
    };
    const content = html("textarea", { class: "lines", rows: 4, "aria-label": `${words.own_lines}: ${title}`, placeholder: words.own_lines });
    content.value = (entry.lines ?? []).join("\n");
    content.onchange = () => {
      entry.lines = content.value.split("\n").map((text) => text.trim()).filter(Boolean);
      arrangement.changed();
    };
    const remove = html("button", { type: "button", "aria-label": `${words.own_remove}: ${title}` }, "×");
    remove.onclick = () => {
      entries.splice(index, 1);
      update();
    };
    return html("li", { "data-code": entry.code }, html("div", { class: "entry" }, shown, html("b", {}, title), move("↑", words.up, -1), move("↓", words.down, 1), ...(own ? [remove] : [])),
      field("headline", words.headline, scene.headline), field("notes", words.note, words.note), ...(own ? [content] : []));
  }
  add.onchange = () => {
    if (add.value) entries.splice(Math.max(0, entries.length - 1), 0, { code: add.value, shown: true, headline: null, notes: null });
    update();
  };
  const mine = html("button", { type: "button" }, words.own);
  mine.onclick = () => {
    const entry = newOwn(entries);
    entries.splice(Math.max(0, entries.length - 1), 0, entry);
    update();
    /** @type {HTMLElement} */ (list.querySelector(`[data-code="${entry.code}"] textarea`)).focus();
  };
  dropped.onclick = () => {
    arrangement.drop();
    told.replaceChildren();
    refresh();
    close.focus();
  };
  const keep = html("button", { type: "button" }, words.save);
  keep.onclick = () => {
    save(new Blob([JSON.stringify(savedSet(deck, entries), null, 1)], { type: "application/json" }), `${words.set_name}.json`);
    arrangement.saved();
  };
  const file = html("input", { type: "file", accept: ".json,application/json", "aria-label": words.load });
  file.onchange = async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    const read = await chosen.text().then(JSON.parse).then((saved) => readSet(deck, saved)).catch(() => null);
    file.value = "";
    if (!read) return told.replaceChildren(html("p", {}, words.bad_set));
    arrangement.take(read.entries);
    told.replaceChildren(html("p", {}, read.told.length ? words.since : words.nothing_changed), html("ul", {}, ...read.told.map((line) => html("li", {}, line))));
    refresh();
  };
  const close = html("button", { type: "button" }, words.done);
  const end = () => {
    box.hidden = true;
    // The next key is the meeting's: what is hidden would keep it until the page is painted.
    stage.focus();
  };
  close.onclick = end;
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") end();
  });
  box.append(html("header", {}, html("h2", {}, words.edit), close), html("p", { class: "files" }, keep, html("label", { class: "open" }, words.load, file), add, mine, ...printButtons(show), dropped), ...arrangedFiles(show), told, list);
  // What the stage has written meanwhile.
  box.addEventListener("open", refresh);
  refresh();
  return box;
}

/**
 * Files of the set as it stands, made by the server: there are none where the meeting was opened from a disk.
 * @type {(show: Show) => HTMLElement[]}
 */
function arrangedFiles({ deck, entries }) {
  if (document.documentElement.dataset.home === undefined) return [];
  const { begin, job, words } = deck.files;
  // The edition that is looked at is in the meeting's own address.
  const addressed = begin.map(([label, address]) => /** @type {[string, string]} */ ([label, `${address}${location.search.replace("?", "&")}`]));
  return [jobButtons(addressed, job, words, "", () => JSON.stringify(savedSet(deck, entries)))];
}
