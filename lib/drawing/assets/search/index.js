/**
 * Tìm nhanh: a few letters find places of all times, pages, indicators, targets and things to do; Ctrl+K opens it anywhere.
 *
 * What is found comes once, as one file, and is looked through in the browser. The dialog stands outside the page's own
 * parts, in a shadow of its own, so that a sidebar put away does not take it along.
 */

import { html } from "../shared/dom.js";
import { answers } from "./comparison.js";

/**
 * @typedef {{ address: string, words: Record<"open" | "title" | "hint" | "none" | "count" | "close", string>, keep: string[], home: string, comparing: import("./comparison.js").Comparing }} SearchData
 */

const SHOWN = 9;
/** @type {WeakMap<ShadowRoot, () => void>} */
const running = new WeakMap();

/** @type {(component: { data: SearchData, parentElement: ShadowRoot }) => () => void} */
export default function component({ data, parentElement }) {
  running.get(parentElement)?.();
  const end = new AbortController();
  const host = html("div", { id: "quick-search" });
  const shadow = host.attachShadow({ mode: "open" });
  const dialog = searchDialog(data);
  const open = html("button", { type: "button", class: "open", "aria-keyshortcuts": "Control+K" }, data.words.open, html("kbd", {}, "Ctrl+K"));
  open.onclick = () => dialog.show();
  const style = html("style");
  // What Streamlit has put beside the component holds for the dialog, which stands elsewhere.
  style.textContent = parentElement.querySelector("style")?.textContent ?? "";
  shadow.append(style, open, dialog.element);
  document.body.append(host);
  // Mounted is what has something to show; the page waits for that.
  const mark = html("div", { class: "ct" });
  parentElement.append(mark);
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    event.stopPropagation();
    if (dialog.element.open) dialog.element.close();
    else dialog.show();
  }, { signal: end.signal, capture: true });
  const leave = () => {
    end.abort();
    host.remove();
    mark.remove();
    running.delete(parentElement);
  };
  running.set(parentElement, leave);
  return leave;
}

/** @type {(data: SearchData) => { element: HTMLDialogElement, show: () => void }} */
function searchDialog({ address, words, keep, home, comparing }) {
  const list = html("ul", { id: "found", role: "listbox", "aria-label": words.open });
  const input = html("input", {
    type: "text", role: "combobox", "aria-label": words.title, placeholder: words.title, "aria-controls": "found",
    "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
  });
  const told = html("p", { role: "status" }, words.hint);
  const close = html("button", { type: "button", class: "close" }, words.close);
  const element = html("dialog", { "aria-label": words.open }, html("div", { class: "row" }, input, close), list, told);
  close.onclick = () => element.close();
  element.onclick = (event) => event.target === element && element.close();
  /** @type {SearchIndex | null} */
  let places = null;
  /** @type {FoundPlace[]} */
  let shown = [];
  let at = 0;

  /** Places, once; asked for again where the line broke. */
  const load = async () => {
    if (places) return;
    const answer = await fetch(address);
    if (answer.ok) places = await answer.json();
    draw();
  };
  const draw = () => {
    shown = places ? answers(places, input.value, comparing, SHOWN) : [];
    at = 0;
    list.replaceChildren(...shown.map((place, index) => {
      const option = html("li", { role: "option", id: `found-${index}` }, html("b", {}, place[1]), html("span", {}, place[2]));
      option.onclick = () => location.assign(leadingTo(place, keep, home));
      return option;
    }));
    input.setAttribute("aria-expanded", String(shown.length > 0));
    const typed = input.value.trim();
    told.textContent = !typed || !places ? words.hint : shown.length ? words.count.replace("{count}", String(shown.length)) : words.none;
    mark();
  };
  const mark = () => {
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (shown.length) input.setAttribute("aria-activedescendant", `found-${at}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  input.oninput = draw;
  input.onkeydown = (event) => {
    // Keys that end or lead the writing of a letter are the keyboard's own; Safari tells the last one by its number only.
    if (event.isComposing || event.keyCode === 229) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && shown.length) {
      at = (at + step + shown.length) % shown.length;
      mark();
      event.preventDefault();
    }
    if (event.key === "Enter" && shown.length) location.assign(leadingTo(shown[at], keep, home));
  };
  const show = () => {
    input.value = "";
    themed(element);
    element.showModal();
    input.focus();
    draw();
    load().catch(() => {});
  };
  return { element, show };
}

/**
 * Where a found thing is, with what the page's address says of year and edition; a thing to do is done with all that it says.
 * @type {(place: FoundPlace, keep: string[], home: string) => string}
 */
function leadingTo([, , , to, more], keep, home) {
  const page = location.pathname.split("/").at(-1) || home;
  const [path, query = ""] = to.split("?");
  const wanted = new URLSearchParams(query.replace("{page}", page));
  const own = new Set(wanted.keys());
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (!own.has(name) && (more?.action || keep.includes(name))) wanted.append(name, value);
  }
  const text = wanted.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * The page's colours, as they are now.
 * @type {(element: HTMLElement) => void}
 */
function themed(element) {
  const app = document.querySelector("[data-testid=stApp]");
  if (!app) return;
  const { color, backgroundColor, fontFamily } = getComputedStyle(app);
  element.style.cssText = `color:${color};background:${backgroundColor};font-family:${fontFamily}`;
}
