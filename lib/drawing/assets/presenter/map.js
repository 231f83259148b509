/** The one map of a meeting (and of its printing): drawn once, then only coloured, lettered and marked anew. */

import { mount } from "../map/map.js";
import { fill } from "../map/words.js";
import { html } from "../shared/dom.js";

const SHOWN_EVENT = "district-map-view";
/** Units: the letters of the map's labels. */
const LETTERS = 24.5;
/** With fewer pixels a unit, lying and standing, names would give way to numbers: the map is drawn larger and shown smaller. */
const [LEAST_LYING, LEAST_STANDING] = [0.55, 0.75];

/**
 * The map's element, in a root of its own.
 * @type {(style: string) => HTMLElement}
 */
export function mapHost(style) {
  const host = html("div", { class: "map-host" });
  host.attachShadow({ mode: "open" }).append(html("style", {}, style));
  return host;
}

/**
 * Gives the map its room: the width between the stage's margins, `room` units down, `side` ems left for what stands beside it.
 * @type {(show: Show, size: StageSize, width: number, room: number, side: number) => void}
 */
export function placeMap(show, { unit, standing }, width, room, side) {
  const host = /** @type {HTMLElement} */ (show.parts.get("map"));
  const drawn = Math.max(unit, standing ? LEAST_STANDING : LEAST_LYING);
  show.mapUnit = drawn;
  host.style.setProperty("--room", `${room * drawn}px`);
  host.style.setProperty("--map-side", `${side}em`);
  Object.assign(host.style, { fontSize: `${24 * drawn}px`, width: `${width * drawn}px`, transform: unit < drawn ? `scale(${unit / drawn})` : "" });
}

/** @type {(show: Show, block: MapBlock, height: number) => void} */
export function drawMap(show, block, height) {
  const payload = /** @type {SentMap} */ (show.deck.map);
  const host = /** @type {HTMLElement} */ (show.parts.get("map"));
  const year = show.mapYear ?? block.year;
  tellYears(show, year, block.year);
  const alone = block.focus.length === 1;
  const view = { year, measure: block.measure, selected: alone ? block.focus : [], scope: alone || !block.focus.length ? null : block.focus };
  globalThis.districtMapViews ??= new Map();
  globalThis.districtMapViews.set(show.mapKey, /** @type {View} */ (view));
  const look = JSON.stringify([show.mapUnit, height, show.dark, host.style.getPropertyValue("--map-side")]);
  if (host.dataset.look !== look) {
    host.dataset.look = look;
    // The neighbours' names would be smaller than anything may be here.
    const neighbours = payload.geometry.neighbours?.map((place) => ({ ...place, name: "" }));
    const data = { ...payload, geometry: { ...payload.geometry, neighbours }, key: show.mapKey, compact: false, url: false, filter: null, view, height: height * show.mapUnit, letters: LETTERS * show.mapUnit };
    mount(/** @type {any} */ ({ data, parentElement: host.shadowRoot, setTriggerValue: (/** @type {string} */ name, /** @type {any} */ value) => chosen(show, name, value) }));
  } else {
    globalThis.dispatchEvent(new CustomEvent(SHOWN_EVENT, { detail: show.mapKey }));
  }
}

/**
 * Says plainly that map and sentences are of two years, while they are.
 * @type {(show: Show, year: number, said: number) => void}
 */
function tellYears(show, year, said) {
  show.stage.querySelector(".map-years")?.remove();
  if (year === said) return;
  const { map_year, said_year } = show.deck.words;
  const told = html("p", { class: "map-years", role: "status" }, html("b", {}, fill(map_year, { year })), html("span", {}, fill(said_year, { year: said })));
  show.stage.querySelector(".visual")?.append(told);
}

/**
 * A click on a district asks for its scene.
 * @type {(show: Show, name: string, value: any) => void}
 */
function chosen(show, name, value) {
  if (name === "selected") show.stage.dispatchEvent(new CustomEvent("unit-chosen", { detail: value.unit }));
}
