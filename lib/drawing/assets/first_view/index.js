/**
 * The first view: puts the interactive map in the place of the plain one, and gives way to the live page.
 *
 * The live page is ready when Streamlit's script has run and, on a page with a map, that map is drawn.
 */

import { mount } from "../map/map.js";
import { html } from "../shared/dom.js";

const FADE_MS = 150;
/** A drawn chart that is looked at stays until the live one is there, yet not longer than this. */
const CHART_PATIENCE_MS = 20_000;
const LIVE_CHART = '#root [data-testid="stPlotlyChart"] .main-svg';
const READY_SCRIPT = '[data-testid="stApp"][data-test-script-state="notRunning"]';

const firstView = /** @type {HTMLElement} */ (document.getElementById("first-view"));
const firstStage = /** @type {HTMLElement | null} */ (firstView?.querySelector(".fv-stage"));
let liveMap = !firstStage;
/** When the live page was ready but for its charts. */
let readySince = 0;
/** Ends the first view's own map: it must not listen on beside the live one. */
let unmount = () => {};

if (firstStage) showMap(firstStage);
// After the next painting: start.js then lets Streamlit begin.
requestAnimationFrame(() => setTimeout(() => dispatchEvent(new Event("first-view-ready"))));
globalThis.addEventListener("district-map-drawn", (event) => {
  if (/** @type {CustomEvent} */ (event).detail !== "first-view") liveMap = true;
  giveWay();
});
const observer = new MutationObserver(giveWay);
if (firstView) observer.observe(/** @type {Node} */ (document.getElementById("root")), { subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state"] });

/** @type {(place: HTMLElement) => void} */
function showMap(place) {
  const data = JSON.parse(document.getElementById("first-view-map")?.textContent ?? "null");
  if (!data) return;
  const host = html("div", { class: "fv-map-host" });
  const shadow = host.attachShadow({ mode: "open" });
  const style = /** @type {HTMLTemplateElement} */ (document.getElementById("first-view-css"));
  shadow.append(style.content.cloneNode(true));
  place.replaceChildren(host);
  // What is chosen before there is anybody to tell it to is told by the live map (map/index.js).
  unmount = mount({ data, parentElement: shadow, setTriggerValue: (name, value) => {
    globalThis.askedBeforeLive = { ...globalThis.askedBeforeLive, [name]: value };
  } });
}

function giveWay() {
  const main = document.querySelector('#root [data-testid="stMainBlockContainer"] h1, #root [data-testid="stAlert"]');
  if (!liveMap || !main || !document.querySelector(READY_SCRIPT)) return;
  if (!readySince) {
    readySince = performance.now();
    setTimeout(giveWay, CHART_PATIENCE_MS);
  }
  if (lacksChart() && performance.now() - readySince < CHART_PATIENCE_MS) return;
  observer.disconnect();
  if (!firstView.isConnected || firstView.classList.contains("leaving")) return;
  firstView.classList.add("leaving");
  setTimeout(() => {
    unmount();
    firstView.remove();
  }, FADE_MS);
}

/** Whether the reader looks at a drawn chart for which there is no live one yet. */
function lacksChart() {
  if (document.querySelector(LIVE_CHART)) return false;
  return [...firstView.querySelectorAll(".fv-chart")].some((chart) => {
    const { top, bottom, height } = chart.getBoundingClientRect();
    return height > 0 && top < innerHeight && bottom > 0;
  });
}
