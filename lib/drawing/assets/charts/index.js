/**
 * Buttons of a Plotly chart for Streamlit Components v2: address, full screen, SVG, PNG.
 *
 * The chart is Streamlit's own element; it is looked up by the class of its key at the moment a button is pressed,
 * because Streamlit may draw it later than the buttons and anew at any rerun. Plotly's library is not within reach
 * here, but its drawing is: the picture is put together from the SVG layers on the page. All wording arrives from
 * `chart_tools.py`.
 */

import { frameChart, leaveFull, onFullscreen, toggleFull } from "./full_screen.js";
import { picture } from "./picture.js";
import { COPIED_MS, copied, offerAddress } from "../shared/address.js";
import { button, html } from "../shared/dom.js";
import { savePixels, saveVector } from "../shared/files.js";

/**
 * One set of buttons per mount point.
 * @type {WeakMap<ShadowRoot, ChartApp>}
 */
const apps = new WeakMap();

/** @type {(component: { data: ChartPayload, parentElement: ShadowRoot }) => () => void} */
export default function mount({ data, parentElement }) {
  const app = apps.get(parentElement) ?? createApp(parentElement);
  apps.set(parentElement, app);
  app.data = data;
  render(app);
  return () => {
    destroy(app);
    apps.delete(parentElement);
  };
}

/** @type {(parent: ShadowRoot) => ChartApp} */
function createApp(parent) {
  const root = html("div", { class: "ct" });
  parent.append(root);
  const app = /** @type {ChartApp} */ (/** @type {unknown} */ ({ parent, root, full: null, own: null, abort: new AbortController() }));
  app.render = () => render(app);
  app.resize = new ResizeObserver(() => app.full && frameChart(app, app.full));
  app.resize.observe(root);
  document.addEventListener("fullscreenchange", () => onFullscreen(app), { signal: app.abort.signal });
  return app;
}

/** @type {(app: ChartApp) => void} */
function destroy(app) {
  app.abort.abort();
  app.resize.disconnect();
  if (app.full) {
    document.exitFullscreen().catch(() => {});
    leaveFull(app, app.full);
  }
  app.root.remove();
}

/**
 * A rerun changes the texts, never the buttons: one that has the focus keeps it.
 * @type {(app: ChartApp) => void}
 */
function render(app) {
  const { root, data } = app;
  if (!root.firstChild) build(app);
  const { words, title } = data;
  app.group.setAttribute("aria-label", `${words.tools}: ${title}`);
  for (const tool of app.buttons.keys()) label(app, tool, tool === "full" && app.full ? words.shrink : words[tool]);
  app.heading.replaceChildren(html("p", { class: "title" }, title), html("p", {}, data.subtitle));
  app.foot.replaceChildren(...data.notes.map((note) => html("p", {}, note)));
  if (app.full) frameChart(app, app.full);
}

/** @type {(app: ChartApp) => void} */
function build(app) {
  app.buttons = new Map();
  /** @type {(tool: Tool, act: (app: ChartApp) => unknown) => void} */
  const add = (tool, act) => void app.buttons.set(tool, button({ "data-tool": tool }, "", () => act(app)));
  add("copy", copyAddress);
  // Phones without full screen for pages get no button that does nothing.
  if (document.fullscreenEnabled) add("full", toggleFull);
  add("svg", saveSvg);
  add("png", savePng);
  app.said = html("span", { class: "sr", role: "status" });
  app.group = html("div", { class: "tools", role: "group" }, ...app.buttons.values(), app.said);
  app.heading = html("div", { class: "heading" });
  app.foot = html("div", { class: "foot" });
  app.head = html("div", { class: "head" }, app.heading, app.group);
  app.root.append(app.head, app.foot);
}

/** @type {(app: ChartApp, tool: Tool, word: string) => void} */
function label(app, tool, word) {
  const element = /** @type {HTMLButtonElement} */ (app.buttons.get(tool));
  element.textContent = word;
  element.setAttribute("aria-label", `${word}: ${app.data.title}`);
}

/** @type {(app: ChartApp) => Promise<void>} */
async function copyAddress(app) {
  const { words } = app.data;
  if (!(await copied())) return offerAddress(app.group, words.copy_by_hand);
  label(app, "copy", words.copied);
  app.said.textContent = words.copied;
  setTimeout(() => {
    label(app, "copy", app.data.words.copy);
    app.said.textContent = "";
  }, COPIED_MS);
}

/** @type {(app: ChartApp) => void} */
function saveSvg(app) {
  const made = picture(app);
  if (made) saveVector(made.text, app.data.file);
}

/** @type {(app: ChartApp) => Promise<void>} */
async function savePng(app) {
  const made = picture(app);
  if (made) await savePixels(made, app.data.file);
}
