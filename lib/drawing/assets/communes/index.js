/** The map of today's communes: four measures, zoom to a former district, names where they have room, a list beside it. */

import { luminance } from "../map/colour.js";
import { copyButton, keepAddress } from "../shared/address.js";
import { button, html, svg } from "../shared/dom.js";
import { savePixels, saveVector } from "../shared/files.js";
import { drawnNames } from "./names.js";
import { picture as pictureOf } from "./picture.js";
import { headingOf, listed, viewBox } from "./view.js";

const KEYS = { measure: "bd_xa_chiso", district: "bd_xa_huyen" };
/** What the page itself says in the address (`links.py`). */
const PAGE_KEYS = { chosen: "xa", districts: "huyen" };
/** In the address: all of the province, where the page would open at a district. */
const WHOLE = "tinh";
const MOVE_MS = 350;
/**
 * What the reader looks at: outlives reruns, which mount the map anew. `chosen` is what the page said last.
 * `opened`: the measure the page opens at.
 * @type {{ measure: number, opened: number, district: string, chosen: string, asked: string, back: { district: string | null } | null, view: ViewBox | null } | null}
 */
let kept = null;
/**
 * One map a mount point: a second one would answer the first one's address without end.
 * @type {WeakMap<ShadowRoot, () => void>}
 */
const mounted = new WeakMap();
let live = 0;
// Back or forward to a page with the map from one without: the address says what is looked at.
addEventListener("popstate", () => {
  if (!live) kept = null;
});

/** Tells that what is looked at has changed on the page: `globalThis.communesView` holds it. */
const VIEW_EVENT = "communes-view";

/** @typedef {{ layer: CommuneLayer, view: CommuneView }} CommuneData */

/** @type {(call: { data: CommuneData, parentElement: ShadowRoot, setTriggerValue: (name: string, value: unknown) => void }) => () => void} */
export default function component({ data, parentElement, setTriggerValue }) {
  mounted.get(parentElement)?.();
  const { layer } = data;
  const { words } = layer;
  const asked = () => globalThis.communesView ?? data.view;
  const state = (kept ??= fromAddress(layer, asked()));
  follow();
  const root = html("div", { class: "cm ct" });
  parentElement.append(root);
  const dark = luminance(getComputedStyle(root).getPropertyValue("--st-background-color") || "#ffffff") < 0.5;
  const theme = dark ? "dark" : "light";

  const switches = html("div", { class: "switches", role: "group", "aria-label": words.pick });
  const zoom = html("select", { "aria-label": words.pick });
  zoom.append(new Option(words.whole, ""), ...layer.districts.map((unit) => new Option(words.of.replace("{name}", unit.n), unit.u)));
  const picture = svg("svg", { role: "img", preserveAspectRatio: "xMidYMid meet" });
  const heading = html("p", { class: "heading", "aria-live": "polite" });
  const told = html("p", { class: "told", "aria-live": "polite" });
  const legend = html("ul", { class: "legend" });
  const list = html("ul", { class: "list", tabindex: "0", "aria-label": words.list });
  const stage = html("div", { class: "stage" }, html("div", { class: "drawing" }, picture, told), list);
  const full = button({}, words.full, () => (isFull() ? document.exitFullscreen() : root.requestFullscreen()).catch(() => {}));
  const made = () => pictureOf({ layer, state, theme, root });
  const means = html("div", { class: "means", role: "group", "aria-label": words.tools },
    copyButton(/** @type {any} */ (words)),
    // Phones without full screen for pages get no button that does nothing.
    ...(document.fullscreenEnabled ? [full] : []),
    button({}, words.svg, () => {
      const { text, name } = made();
      saveVector(text, name);
    }),
    button({}, words.png, () => {
      const { name, ...drawn } = made();
      return savePixels(drawn, name);
    }),
    html("span", { class: "sr said", role: "status" }));
  root.append(html("div", { class: "tools" }, switches, zoom), html("div", { class: "tools" }, heading, means), legend, stage);

  const shapes = new Map(layer.units.map((unit) => [unit.u, svg("path", { d: unit.d, class: "unit", "data-unit": unit.u })]));
  const names = svg("g", { class: "names" });
  const outline = svg("path", { class: "chosen" });
  picture.append(
    ...layer.neighbours.map((d) => svg("path", { d, class: "neighbour" })), ...shapes.values(),
    ...layer.districts.map((unit) => svg("path", { d: unit.d, class: "district" })),
    outline, names,
  );
  const end = new AbortController();
  let frame = 0;

  const choose = (/** @type {CommuneShape} */ unit) => {
    // The address of the entry that is left keeps its district: the page's answer makes a new one.
    if (state.district && !unit.f.includes(state.district)) Object.assign(state, { district: unit.f[0] });
    draw(true);
    setTriggerValue("selected", unit.u);
  };
  layer.units.forEach((unit) => {
    const shape = /** @type {SVGPathElement} */ (shapes.get(unit.u));
    shape.onclick = () => choose(unit);
    shape.onpointerenter = () => tell(unit);
  });
  picture.onpointerleave = () => tell(null);
  zoom.onchange = () => show(state.measure, zoom.value);

  /** Another district or commune than before, chosen elsewhere: the map goes there; after Back, where the address says. */
  function follow() {
    const { chosen, district } = asked();
    const opened = openedAt(layer, asked());
    // Another page with the map.
    if (opened !== state.opened) Object.assign(state, { opened, measure: opened });
    const other = district !== state.asked || chosen !== state.chosen;
    // By what the address said then: Streamlit may have replaced it since.
    if (other && state.back) state.district = state.back.district ?? district;
    else if (district !== state.asked || (other && !layer.units.some((unit) => unit.u === chosen && unit.f.includes(state.district)))) state.district = district;
    if (other) state.back = null;
    Object.assign(state, { chosen, asked: district });
  }

  /** @type {(unit: CommuneShape | null) => void} */
  function tell(unit) {
    const of = unit?.f.map((code) => layer.districts.find((other) => other.u === code)?.n).join(", ");
    told.textContent = unit ? `${unit.n} (${words.of.replace("{name}", of ?? "")}): ${unit.t[state.measure]}` : "\u00a0";
  }

  /** @type {(measure: number, district: string) => void} */
  function show(measure, district) {
    Object.assign(state, { measure, district });
    writeAddress();
    draw(true);
  }

  /** Measure and district in the address, without a history entry or a rerun. */
  function writeAddress() {
    const address = new URL(location.href);
    const set = (/** @type {string} */ name, /** @type {string} */ value) => (value ? address.searchParams.set(name, value) : address.searchParams.delete(name));
    set(KEYS.measure, state.measure === state.opened ? "" : layer.measures[state.measure].id);
    set(KEYS.district, state.district === asked().district ? "" : state.district || WHOLE);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  /**
   * Colours, names, list and legend for what is looked at now; the view moves there.
   * @type {(moving: boolean) => void}
   */
  function draw(moving) {
    const { measure, district, chosen } = state;
    const entry = layer.measures[measure];
    const colours = entry.colors[theme];
    switches.replaceChildren(...layer.measures.map((other, index) =>
      button({ "aria-pressed": String(index === measure) }, other.label, () => show(index, district))));
    zoom.value = district;
    picture.setAttribute("aria-label", words.label.replace("{measure}", entry.label));
    outline.setAttribute("d", layer.units.find((unit) => unit.u === chosen)?.d ?? "");
    for (const unit of layer.units) {
      const known = unit.c[measure];
      const shape = /** @type {SVGPathElement} */ (shapes.get(unit.u));
      shape.style.fill = known === null ? "transparent" : colours[known];
      shape.style.opacity = !district || unit.f.includes(district) ? "1" : "0.3";
    }
    heading.textContent = headingOf(layer, state);
    // Of the whole the page's own first sentence says the same.
    heading.hidden = !district && measure === state.opened && !isFull();
    legend.replaceChildren(
      ...entry.classes.map((text, index) => html("li", {}, swatch(colours[index]), text)),
      html("li", {}, swatch("transparent"), entry.blank ?? words.blank),
    );
    // Who walks through the list by keyboard stays where they are.
    const focused = /** @type {HTMLElement | null} */ (parentElement.activeElement)?.dataset?.unit;
    list.replaceChildren(...listed(layer, district, measure).map((unit) => {
      const row = html("button", { type: "button", "data-unit": unit.u, "aria-pressed": String(unit.u === chosen) }, html("b", {}, unit.n), html("span", {}, unit.t[measure]));
      row.onclick = () => choose(unit);
      row.onpointerenter = () => tell(unit);
      return html("li", {}, row);
    }));
    if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`[data-unit="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
    const target = viewBox(layer, district, roomOf());
    moveTo(target, moving && !matchMedia("(prefers-reduced-motion: reduce)").matches ? state.view : null);
  }

  function roomOf() {
    const width = Math.max(200, picture.clientWidth || root.clientWidth);
    const above = stage.getBoundingClientRect().top - root.getBoundingClientRect().top;
    const high = isFull() ? innerHeight - above - told.offsetHeight - 40 : innerHeight * 0.62;
    return { width, height: isFull() ? high : Math.min(width * (layer.h / layer.w), Math.max(260, high)) };
  }

  /** Inside a shadow root the document only knows the root's host. */
  function isFull() {
    return parentElement.fullscreenElement === root;
  }

  /** @type {(target: ViewBox, from: ViewBox | null) => void} */
  function moveTo(target, from) {
    cancelAnimationFrame(frame);
    state.view = target;
    names.replaceChildren();
    picture.style.height = `${target.height * target.scale}px`;
    const begun = performance.now();
    const step = () => {
      const part = from ? Math.min(1, (performance.now() - begun) / MOVE_MS) : 1;
      const eased = part * (2 - part);
      const between = (/** @type {"x" | "y" | "width" | "height"} */ key) => (from ? from[key] + (target[key] - from[key]) * eased : target[key]);
      picture.setAttribute("viewBox", ["x", "y", "width", "height"].map((key) => between(/** @type {"x"} */ (key))).join(" "));
      if (part < 1) frame = requestAnimationFrame(step);
      else label(target);
    };
    step();
  }

  /** @type {(at: ViewBox) => void} */
  function label(at) {
    names.replaceChildren(...drawnNames({ layer, state, theme, at, family: getComputedStyle(root).fontFamily, paper: "var(--st-background-color)" }));
    root.dataset.ready = "1";
  }

  tell(null);
  writeAddress();
  draw(false);
  const path = location.pathname;
  keepAddress(() => location.pathname === path && writeAddress(), () => {
    if (location.pathname !== path) return;
    const { measure, district } = fromAddress(layer, asked());
    // The page's answer to the step back is on its way.
    Object.assign(state, { measure, district, back: { district: districtInAddress(layer) } });
    draw(true);
  }, end.signal);
  globalThis.addEventListener(VIEW_EVENT, () => {
    follow();
    // Told before Streamlit has made the entry of it: the one that is left keeps what it says, the new one is told of by itself.
    if (arrived(asked())) writeAddress();
    draw(true);
  }, { signal: end.signal });
  document.addEventListener("fullscreenchange", () => {
    full.textContent = isFull() ? words.shrink : words.full;
    draw(false);
  }, { signal: end.signal });
  const watcher = new ResizeObserver(() => draw(false));
  watcher.observe(root);
  live += 1;
  const unmount = () => {
    live -= 1;
    end.abort();
    watcher.disconnect();
    cancelAnimationFrame(frame);
    root.remove();
    mounted.delete(parentElement);
  };
  mounted.set(parentElement, unmount);
  return unmount;
}

/** @type {(layer: CommuneLayer, view: CommuneView) => { measure: number, opened: number, district: string, chosen: string, asked: string, back: null, view: null }} */
function fromAddress(layer, view) {
  const { chosen, district } = view;
  const named = new URLSearchParams(location.search).get(KEYS.measure);
  const measure = layer.measures.findIndex((entry) => entry.id === named);
  const opened = openedAt(layer, view);
  return {
    measure: measure < 0 ? opened : measure, opened,
    district: districtInAddress(layer) ?? district, chosen, asked: district, back: null, view: null,
  };
}

/**
 * The measure that a page opens at.
 * @type {(layer: CommuneLayer, view: CommuneView) => number}
 */
function openedAt(layer, { measure }) {
  return Math.max(0, layer.measures.findIndex((entry) => entry.id === measure));
}

/**
 * Whether the address is already that of what the page says.
 * @type {(view: CommuneView) => boolean}
 */
function arrived({ chosen, district }) {
  const params = new URLSearchParams(location.search);
  return chosen ? params.get(PAGE_KEYS.chosen) === chosen : (params.get(PAGE_KEYS.districts) ?? "") === district;
}

/**
 * The district that the address names, empty for all of the province; null where it names none.
 * @type {(layer: CommuneLayer) => string | null}
 */
function districtInAddress(layer) {
  const asked = new URLSearchParams(location.search).get(KEYS.district);
  if (asked === WHOLE) return "";
  return layer.districts.some((unit) => unit.u === asked) ? asked : null;
}

/** @type {(colour: string) => HTMLElement} */
function swatch(colour) {
  const element = html("i", { class: "swatch" });
  element.style.background = colour;
  return element;
}
