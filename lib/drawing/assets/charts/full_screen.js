/** A chart that fills the screen, with its buttons, heading and notes. */

import { findChart, paperOf } from "./chart.js";
import { html } from "../shared/dom.js";

/** How long the chart may take to come back to its own height after full screen. */
const SHRINK_MS = 3000;
/** To this part of its height a chart is pressed so that the screen shows all of it; a higher one scrolls. */
const LEAST_PART = 0.7;
/** Streamlit's variables that the style sheet reads. */
const THEME = ["--st-text-color", "--st-background-color", "--st-secondary-background-color", "--st-link-color", "--st-button-radius", "--st-font"];

/** @type {(app: ChartApp) => void} */
export function toggleFull(app) {
  const asked = app.full ? document.exitFullscreen() : findChart(app)?.host.requestFullscreen();
  // A browser may refuse; the page then simply stays as it is.
  asked?.catch(() => {});
}

/** @type {(app: ChartApp) => void} */
export function onFullscreen(app) {
  const chart = findChart(app);
  const full = chart && document.fullscreenElement === chart.host ? chart : null;
  if (Boolean(full) === Boolean(app.full)) return;
  if (full) enterFull(app, full);
  else if (app.full) leaveFull(app, app.full);
}

/** @type {(app: ChartApp, chart: Chart) => void} */
function enterFull(app, chart) {
  // Pressed again before the chart is back at its own height: that height is known from the first time.
  app.own ??= { height: chart.plot.clientHeight, scrolled: scrolledAncestors(chart.host) };
  app.full = chart;
  moveInto(app, chart);
  app.render();
  app.buttons.get("full")?.focus();
}

/**
 * Browsers make everything outside the element that fills the screen inert: the buttons go along, with their styles.
 * @type {(app: ChartApp, chart: Chart) => void}
 */
function moveInto(app, { host }) {
  const look = getComputedStyle(app.root);
  app.guest = html("div");
  for (const name of THEME) app.guest.style.setProperty(name, look.getPropertyValue(name));
  const sheets = [.../** @type {ShadowRoot} */ (app.root.getRootNode()).querySelectorAll("style")].map((sheet) => sheet.cloneNode(true));
  app.guest.attachShadow({ mode: "open" }).append(...sheets, app.root);
  app.root.classList.add("full");
  host.append(app.guest);
}

/** @type {(app: ChartApp) => void} */
function moveBack(app) {
  app.root.classList.remove("full");
  app.parent.append(app.root);
  app.guest.remove();
  app.buttons.get("full")?.focus({ preventScroll: true });
}

/**
 * The chart takes what heading and notes leave; one that this would press too much keeps its height and scrolls.
 * @type {(app: ChartApp, chart: Chart) => void}
 */
export function frameChart(app, { host, box }) {
  const [head, foot] = [app.head.offsetHeight, app.foot.offsetHeight];
  style(host, { padding: `${head}px 16px ${foot}px`, overflow: "auto", background: paperOf(app) });
  const room = innerHeight - head - foot;
  const own = app.own?.height ?? 0;
  style(box, { height: `${room < LEAST_PART * own ? own : room}px` });
}

/** @type {(app: ChartApp, chart: Chart) => void} */
export function leaveFull(app, { host, box }) {
  app.full = null;
  moveBack(app);
  style(host, { padding: null, overflow: null, background: null });
  // Streamlit takes the height of the box for the chart's: only when the chart has shrunk may the box let go.
  const own = app.own ?? { height: box.clientHeight, scrolled: [] };
  style(box, { height: `${own.height}px` });
  const end = performance.now() + SHRINK_MS;
  const release = () => {
    if (app.full) return;
    if (box.firstElementChild?.clientHeight !== own.height && performance.now() < end) {
      requestAnimationFrame(release);
      return;
    }
    style(box, { height: null });
    for (const [element, top] of own.scrolled) element.scrollTop = top;
    app.own = null;
  };
  release();
  app.render();
}

/** @type {(element: HTMLElement, values: Record<string, string | null>) => void} */
function style(element, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) element.style.removeProperty(name);
    else element.style.setProperty(name, value, "important");
  }
}

/**
 * While the chart is away from the page the page is shorter, and a scroll position near its end would be lost.
 * @type {(element: Element) => [element: Element, top: number][]}
 */
function scrolledAncestors(element) {
  /** @type {[element: Element, top: number][]} */
  const found = [];
  for (let node = element.parentElement; node; node = node.parentElement) if (node.scrollTop) found.push([node, node.scrollTop]);
  return found;
}
