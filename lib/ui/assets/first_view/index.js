/**
 * The first view: puts the interactive map in the place of the plain one, and gives way to the live page.
 *
 * The live page is ready when Streamlit's script has run and, on a page with a map, that map is drawn.
 */

import { mount } from "../map/map.js";
import { html } from "../shared/dom.js";

const FADE_MS = 150;
const READY_SCRIPT = '[data-testid="stApp"][data-test-script-state="notRunning"]';

const firstView = /** @type {HTMLElement} */ (document.getElementById("first-view"));
const firstStage = /** @type {HTMLElement | null} */ (firstView?.querySelector(".fv-stage"));
let liveMap = !firstStage;
/** Ends the first view's own map: it must not listen on beside the live one. */
let unmount = () => {};

if (firstStage) showMap(firstStage);
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
  unmount = mount({ data, parentElement: shadow, setTriggerValue: () => {} });
}

function giveWay() {
  const main = document.querySelector('#root [data-testid="stMainBlockContainer"] h1, #root [data-testid="stAlert"]');
  if (!liveMap || !main || !document.querySelector(READY_SCRIPT)) return;
  observer.disconnect();
  if (!firstView.isConnected || firstView.classList.contains("leaving")) return;
  firstView.classList.add("leaving");
  setTimeout(() => {
    unmount();
    firstView.remove();
  }, FADE_MS);
}
