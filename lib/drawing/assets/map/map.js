/**
 * Interactive district map (bản đồ huyện) for Streamlit Components v2.
 *
 * Everything except choosing a district happens here, without a server round trip: measure, year, play,
 * two years side by side, card, table. The year is shared with the rest of the page: it changes here at once and
 * is told to the server afterwards (see `chooseYear`). The data, words and colours all arrive in the payload built
 * by `district_map.py`; the modules hold no wording and no colour of their own.
 *
 * Two mounts feed one map: the heavy, rarely changing payload (`data` of this component) and the small view
 * (selected units, units in scope, initial year and measure), which `district_map.py` sends through a second
 * component so that a changed filter does not resend the geometry. See `viewOf`.
 */

import { NARROW_PX, fillCard } from "./card.js";
import { luminance } from "./colour.js";
import { drawDifferences } from "./differences.js";
import { boundsOf, parsePath } from "./geometry.js";
import { drawLegend } from "./legend.js";
import { updatePane } from "./pane.js";
import { followFilter } from "./filter.js";
import { drawFigures } from "./stage.js";
import { firstState, keepStateValid, shownOf } from "./state.js";
import { tableView } from "./table.js";
import { refreshToolbar, toolbar } from "./toolbar.js";
import { onFullscreen } from "./tools.js";
import { readUrl, writeUrl } from "./url.js";
import { fill } from "./words.js";
import { applyYear, sendYearSoon, startPlay, stopPlay } from "./years.js";
import { keepAddress } from "../shared/address.js";
import { attributes, html } from "../shared/dom.js";

const VIEW_EVENT = "district-map-view";
/** A rerun that moves the map within the page mounts it anew; within this time a running play goes on. */
const REMOUNT_MS = 2000;
/** Tells the first view of the page that a map is drawn. */
const DRAWN_EVENT = "district-map-drawn";
const SIDE_PX = 860;
/** What the reader chose, by component key: outlives reruns and visits to other pages. */
const clientStates = /** @type {Lookup<State>} */ (new Map());
/** Keys of maps that were not on the page when the browser went back or forward: the address says what they show. */
const left = /** @type {Set<string>} */ (new Set());
/** Keys of maps on the page. */
const live = /** @type {Set<string>} */ (new Set());
addEventListener("popstate", () => {
  for (const key of clientStates.keys()) if (!live.has(key)) left.add(key);
});
/**
 * One running map per mount point.
 * @type {WeakMap<ShadowRoot, App>}
 */
const apps = new WeakMap();
let instances = 0;

/** @type {(component: MountCall) => () => void} */
export function mount({ data, parentElement, setTriggerValue }) {
  const app = apps.get(parentElement) ?? createApp(parentElement);
  apps.set(parentElement, app);
  app.send = (selection) => setTriggerValue("selected", selection);
  app.sendYear = (choice) => setTriggerValue("year", choice);
  accept(app, data);
  return () => {
    destroy(app);
    apps.delete(parentElement);
  };
}

/** @type {(parent: ShadowRoot) => App} */
function createApp(parent) {
  const root = html("div", { class: "dm" });
  parent.append(root);
  const bare = { id: `dm${++instances}`, parent, root, panes: [], sort: null, cardUnit: null, active: "", full: false, abort: new AbortController() };
  const app = /** @type {App} */ (/** @type {unknown} */ (bare));
  app.render = () => render(app);
  app.update = () => update(app);
  const { signal } = app.abort;
  app.resize = new ResizeObserver(() => onResize(app));
  app.resize.observe(root);
  globalThis.addEventListener(VIEW_EVENT, (event) => /** @type {CustomEvent} */ (event).detail === app.data?.key && applyView(app), { signal });
  keepAddress(() => writeUrl(app), () => followAddress(app), signal);
  followFilter(app);
  document.addEventListener("fullscreenchange", () => onFullscreen(app), { signal });
  document.fonts?.ready.then(() => app.data && render(app));
  return app;
}

/**
 * Back or forward: the address says again what the map shows.
 * @type {(app: App) => void}
 */
function followAddress(app) {
  if (app.data?.url !== true || location.pathname !== app.path) return;
  takeAddress(app);
  keepStateValid(app);
  render(app);
}

/**
 * What the map shows is what the address says, all else as a map begins.
 * @type {(app: App) => void}
 */
function takeAddress(app) {
  Object.assign(app.state, { measure: app.state.serverMeasure, compare: null, table: false, refused: [] });
  readUrl(location.search, app.state, app.data.years, app.measures);
}

/** @type {(app: App) => void} */
function destroy(app) {
  if (app.timer) app.state.playedUntil = performance.now();
  stopPlay(app);
  clearTimeout(app.yearTimer);
  app.abort.abort();
  app.resize.disconnect();
  app.root.remove();
  live.delete(app.data.key);
  // What still arrives finds no payload and stops.
  app.data = /** @type {any} */ (null);
}

/**
 * Takes a payload: indexes it, restores what the reader had chosen, draws.
 * @type {(app: App, data: Payload) => void}
 */
function accept(app, data) {
  app.data = data;
  app.path = location.pathname;
  app.measures = /** @type {Lookup<Measure>} */ (new Map(data.measures.map((measure) => [measure.id, measure])));
  app.units = data.geometry.units.map((unit) => ({ ...unit, rings: parsePath(unit.d) }));
  app.byCode = /** @type {Lookup<Unit>} */ (new Map(app.units.map((unit) => [unit.u, unit])));
  app.bounds = boundsOf(app.units.flatMap((unit) => unit.rings));
  app.dark = isDark(app.root);
  app.colours = data.palette[app.dark ? "dark" : "light"];
  if (!clientStates.has(data.key)) clientStates.set(data.key, startState(app));
  app.state = clientStates.get(data.key);
  live.add(data.key);
  if (left.delete(data.key) && data.url) takeAddress(app);
  keepStateValid(app);
  applyView(app, { draw: false });
  if (app.state.unsent) sendYearSoon(app);
  if (app.state.playedUntil && performance.now() - app.state.playedUntil < REMOUNT_MS) startPlay(app);
  app.state.playedUntil = null;
  render(app);
  writeUrl(app);
}

/** @type {(app: App) => State} */
function startState(app) {
  const state = firstState(viewOf(app));
  if (app.data.url) readUrl(location.search, state, app.data.years, app.measures);
  return state;
}

/**
 * The part of the page's state that changes often: from the view component, else from the payload.
 * @type {(app: App) => View}
 */
function viewOf(app) {
  return globalThis.districtMapViews?.get(app.data.key) ?? app.data.view;
}

/**
 * Selection and scope come from the server; a changed year or initial measure there moves the map too.
 * @type {(app: App, options?: { draw?: boolean }) => void}
 */
function applyView(app, { draw = true } = {}) {
  const view = viewOf(app);
  const { state } = app;
  const before = { measure: state.measure, shown: shownOf(app) };
  applyYear(app, view);
  if (view.measure !== state.serverMeasure && app.measures.has(view.measure)) state.measure = view.measure;
  state.serverMeasure = view.measure;
  app.selected = new Set(view.selected);
  app.scope = view.scope ? new Set(view.scope) : null;
  keepStateValid(app);
  if (!draw) return;
  if (state.measure !== before.measure) render(app);
  else if (shownOf(app) !== before.shown) update(app);
  writeUrl(app);
}

/**
 * Redraws at a new width; not when a scroll bar that the drawing itself calls up sends the width back and forth.
 * @type {(app: App) => void}
 */
function onResize(app) {
  const width = app.root.clientWidth;
  if (!app.data || !width || width === app.width) return;
  const now = performance.now();
  if (width === app.formerWidth && now - app.resizedAt < 600) return;
  app.formerWidth = app.width;
  app.resizedAt = now;
  render(app);
}

/** @type {(root: Element) => boolean} */
function isDark(root) {
  return luminance(getComputedStyle(root).getPropertyValue("--st-background-color") || "#ffffff") < 0.2;
}

/** @type {(app: App) => void} */
function render(app) {
  const width = app.root.clientWidth;
  if (!width) return;
  app.width = width;
  const focus = /** @type {HTMLElement | null} */ (app.parent.activeElement)?.dataset?.focus;
  setRootProperties(app);
  const { state, data } = app;
  const wide = width >= SIDE_PX && !state.table && (!data.compact || app.full);
  const frame = state.compare === null ? " side" : " paired";
  app.body = html("div", { class: `body${wide ? frame : ""}` });
  app.root.replaceChildren(toolbar(app), ...refusedNotice(app), app.body);
  app.panes = [];
  app.card = null;
  app.cardUnit = null;
  if (state.table) app.body.append(tableView(app));
  else drawFigures(app);
  if (focus) /** @type {HTMLElement | null} */ (app.root.querySelector(`[data-focus="${CSS.escape(focus)}"]`))?.focus();
  globalThis.dispatchEvent(new CustomEvent(DRAWN_EVENT, { detail: data.key }));
}

/** @type {(app: App) => void} */
function setRootProperties(app) {
  const { colours, root, data } = app;
  for (const [name, value] of Object.entries(colours)) root.style.setProperty(`--dm-${name.replaceAll("_", "-")}`, value);
  root.classList.toggle("compact", Boolean(data.compact));
  root.classList.toggle("playing", app.timer !== undefined);
  root.classList.toggle("narrow", app.width < NARROW_PX);
  attributes(root, { "data-year": app.state.year, "data-measure": app.state.measure, "data-ready": "1" });
}

/** @type {(app: App) => HTMLElement[]} */
function refusedNotice(app) {
  const { refused } = app.state;
  if (!refused.length) return [];
  return [html("p", { class: "notice", role: "status" }, fill(app.data.words.bad_url, { params: refused.join(", "), year: app.state.year }))];
}

/**
 * After a year change: colours, values and counts only; the layout stands.
 * @type {(app: App) => void}
 */
function update(app) {
  setRootProperties(app);
  if (app.state.table) return void render(app);
  for (const pane of app.panes) updatePane(app, pane);
  drawDifferences(app);
  drawLegend(app);
  refreshToolbar(app);
  if (app.cardUnit) fillCard(app, app.cardUnit.pane, app.cardUnit.code);
}
