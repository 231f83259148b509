/** The set as it was arranged: kept with every change, found again on opening, given up and taken back. */

import { keep, keptSet } from "./kept.js";
import { entriesOf } from "./own.js";
import { html } from "../shared/dom.js";

/**
 * Fills `show.entries` with what was kept, or with the deck's own set; `redraw` shows another set.
 * @type {(show: Show, redraw: () => void) => Arrangement}
 */
export function arrangementOf(show, redraw) {
  const { deck } = show;
  const { words } = deck;
  const storage = () => localStorage;
  const kept = keptSet(deck, storage);
  const line = html("div", { class: "kept", role: "status", hidden: true });
  let [own, unkept] = [Boolean(kept), false];
  show.entries = kept?.entries ?? entriesOf(deck);

  /** @type {(text: string, label: string, act: () => void) => void} */
  const offer = (text, label, act) => {
    const button = html("button", { type: "button" }, label);
    button.onclick = act;
    const close = html("button", { type: "button", "aria-label": words.done }, "×");
    close.onclick = () => (line.hidden = true);
    line.replaceChildren(html("span", {}, text), button, close);
    line.hidden = false;
  };
  const set = (/** @type {Entry[]} */ entries) => show.entries.splice(0, show.entries.length, ...entries);
  const changed = () => {
    own = true;
    unkept = !keep(deck, show.entries, storage);
    redraw();
  };
  const drop = () => {
    const before = show.entries.slice();
    set(entriesOf(deck));
    keep(deck, null, storage);
    [own, unkept] = [false, false];
    redraw();
    offer(words.dropped, words.take_back, () => {
      set(before);
      changed();
    });
  };
  if (kept) offer([words.kept, ...kept.told].join(" "), words.drop, drop);
  addEventListener("beforeunload", (event) => unkept && event.preventDefault());
  return {
    line, changed, drop,
    own: () => own,
    headline(code, text) {
      const entry = show.entries.find((other) => other.code === code);
      if ((entry?.headline ?? null) === text) return show.draw();
      if (entry) entry.headline = text;
      // A scene asked for beside the set keeps its headline without being one of the set.
      else show.entries.push({ code, shown: false, headline: text, notes: null });
      changed();
    },
    take(entries) {
      set(entries);
      changed();
    },
    saved: () => (unkept = false),
    mayLeave: () => !unkept || confirm(words.leave_unsaved),
  };
}
