/**
 * The meeting on paper: while the browser prints, whatever asked for that (Ctrl+P, a menu, a program), its shown scenes lie in
 * the document, one a page, in the light theme whatever the room has.
 */

import { mapHost } from "./map.js";
import { sceneOf } from "./own.js";
import { drawScene, stageSize } from "./scene.js";
import { html } from "../shared/dom.js";

/** Pixels of a scene: as wide as a sheet lying, within its margins. */
const SIZE = stageSize(1060, 596.25);
const PALETTE = ["ink", "muted", "grid", "target", "surface"];

/**
 * Listens for printing; what comes back begins it.
 * @type {(show: Show, mapStyle: string) => Show["print"]}
 */
export function printing(show, mapStyle) {
  let handout = false;
  /** @type {Show | null} */
  let drawn = null;
  const begin = (/** @type {boolean} */ kind) => {
    handout = kind;
    print();
  };
  addEventListener("beforeprint", () => {
    drawn ??= drawnAside(show, mapStyle);
    lay(drawn, show, handout);
  });
  addEventListener("afterprint", () => {
    document.getElementById("paper")?.remove();
    handout = false;
  });
  // In a frame over a page the browser would print that page.
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    begin(false);
  }, { capture: true });
  return begin;
}

/**
 * Buttons that print the scenes, and the handout.
 * @type {(show: Show) => HTMLElement[]}
 */
export function printButtons(show) {
  const { words } = show.deck;
  return [[words.print, false], [words.handout, true]].map(([label, handout]) => {
    const made = html("button", { type: "button" }, /** @type {string} */ (label));
    made.onclick = () => show.print(/** @type {boolean} */ (handout));
    return made;
  });
}

/**
 * A show of its own: what is seen in the room stays as it is.
 * @type {(show: Show, mapStyle: string) => Show}
 */
function drawnAside(show, mapStyle) {
  const parts = { map: mapHost(mapStyle), body: html("div", { class: "body" }) };
  const stage = html("div", { class: "stage" }, parts.map, parts.body);
  return { ...show, stage, dark: false, mapKey: "print", mapYear: null, parts: /** @type {Lookup<HTMLElement>} */ (new Map(Object.entries(parts))) };
}

/** @type {(drawn: Show, show: Show, handout: boolean) => void} */
function lay(drawn, show, handout) {
  const { deck, entries, meeting } = show;
  document.getElementById("paper")?.remove();
  const paper = html("div", { id: "paper", class: handout ? "handout" : "" }, html("style", {}, `@page {size: A4 ${handout ? "portrait" : "landscape"}; margin: 8mm;}`), drawn.stage);
  for (const key of PALETTE) paper.style.setProperty(`--${key}`, deck.palette.light[key]);
  document.body.append(paper);
  const sheets = meeting.order.map((code, index) => {
    drawn.meeting = { order: meeting.order, index, asides: [] };
    drawn.lines = new Map();
    drawScene(drawn, SIZE);
    const { title, notes } = /** @type {Scene} */ (sceneOf(deck, entries, code));
    const said = html("div", { class: "notes" }, ...notes.map((line) => html("p", {}, line)));
    return html("section", { class: "sheet" }, html("header", {}, html("b", {}, title), html("span", {}, deck.selected)), html("div", { class: "scene" }, copied(drawn)), ...(handout ? [said] : []));
  });
  drawn.stage.replaceWith(...sheets);
}

/**
 * The stage as it stands, its map included: what is in a shadow is left out by a copy.
 * @type {(drawn: Show) => Node}
 */
function copied({ stage, parts }) {
  const copy = /** @type {HTMLElement} */ (stage.cloneNode(true));
  const map = /** @type {HTMLElement} */ (parts.get("map"));
  const host = /** @type {HTMLElement} */ (copy.querySelector(".map-host"));
  if (map.classList.contains("off")) host.remove();
  else host.attachShadow({ mode: "open" }).append(...[.../** @type {ShadowRoot} */ (map.shadowRoot).childNodes].map((node) => node.cloneNode(true)));
  return copy;
}
