/** Address to copy, full screen, pictures to save. */

import { picture } from "./picture.js";
import { copyButton } from "../shared/address.js";
import { button, html } from "../shared/dom.js";
import { savePixels, saveVector } from "../shared/files.js";

/** @type {(app: App) => HTMLElement} */
export function toolSwitch(app) {
  const { words } = app.data;
  const group = html("div", { class: "switch tools", role: "group", "aria-label": words.tools });
  group.append(copyButton(words));
  // Phones without full screen for pages get no button that does nothing.
  if ("requestFullscreen" in app.root) group.append(button({ "data-focus": "full" }, app.full ? words.shrink : words.full, () => toggleFull(app)));
  group.append(
    button({ "data-focus": "svg" }, words.svg, () => saveSvg(app)),
    button({ "data-focus": "png" }, words.png, () => savePng(app)),
    html("span", { class: "sr said", role: "status" }),
  );
  return group;
}

/**
 * Does the map fill the screen? Inside a shadow root the document only knows the root's host.
 * @type {(app: App) => boolean}
 */
function isFull(app) {
  return /** @type {ShadowRoot} */ (app.root.getRootNode()).fullscreenElement === app.root;
}

/** @type {(app: App) => void} */
function toggleFull(app) {
  const asked = app.full ? document.exitFullscreen() : app.root.requestFullscreen();
  // A browser may refuse; the page then simply stays as it is.
  asked.catch(() => {});
}

/** @type {(app: App) => void} */
export function onFullscreen(app) {
  if (!app.data || isFull(app) === app.full) return;
  app.full = isFull(app);
  app.render();
}

/** @type {(app: App) => void} */
function saveSvg(app) {
  const { text, name } = picture(app);
  saveVector(text, name);
}

/** @type {(app: App) => Promise<void>} */
function savePng(app) {
  const { name, ...made } = picture(app);
  return savePixels(made, name);
}
