/** Places asked for by a few letters, on the spot. */

import { html } from "../shared/dom.js";
import { found } from "../shared/search.js";

/**
 * The field, its list and what is done with the name taken.
 * @type {(show: Show, takeUp: (code: string) => void) => HTMLElement}
 */
export function askOf(show, takeUp) {
  const { words, places } = show.deck;
  const field = html("input", { type: "text", "aria-label": words.ask, placeholder: words.ask, autocomplete: "off", spellcheck: "false", role: "combobox", "aria-controls": "asked", "aria-expanded": "true" });
  const list = html("ul", { id: "asked", role: "listbox" });
  const box = html("div", { class: "ask", role: "dialog", "aria-label": words.ask, hidden: true }, field, list);
  let chosen = 0;
  const fill = () => {
    const hits = found(places, field.value);
    chosen = Math.max(0, Math.min(chosen, hits.length - 1));
    const items = hits.map(([, label, what, code], index) => {
      const item = html("li", { role: "option", "aria-selected": String(index === chosen), "data-code": code }, html("b", {}, label), html("span", {}, what));
      item.onclick = () => take(code);
      return item;
    });
    list.replaceChildren(...(items.length || !field.value ? items : [html("li", { class: "none" }, words.none)]));
    return hits;
  };
  const close = () => {
    box.hidden = true;
    show.stage.focus();
  };
  const take = (/** @type {string} */ code) => {
    close();
    takeUp(code);
  };
  field.oninput = () => {
    chosen = 0;
    fill();
  };
  // Late enough for a click on a name; asked again meanwhile, it stays.
  field.onblur = () => setTimeout(() => (box.hidden ||= document.activeElement !== field), 200);
  field.onkeydown = (event) => {
    event.stopPropagation();
    // An Enter that ends a composed letter is no choice.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" || (event.key === "Backspace" && !field.value)) close();
    else if (event.key === "Enter") {
      const hit = fill()[chosen];
      if (hit) take(hit[3]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen += event.key === "ArrowDown" ? 1 : -1;
      fill();
    } else return;
    event.preventDefault();
  };
  box.addEventListener("open", (event) => {
    box.hidden = false;
    field.value = /** @type {CustomEvent} */ (event).detail;
    chosen = 0;
    field.focus();
    fill();
  });
  return box;
}

/** @type {(show: Show, text: string) => void} */
export function openAsk(show, text) {
  /** @type {HTMLElement} */ (show.parts.get("ask")).dispatchEvent(new CustomEvent("open", { detail: text }));
}
