/**
 * What the reader chooses in the page's own filter shows on the map at once; the server's view follows and has the last
 * word. Where the page draws its boxes in another way, the map just waits for that view.
 */

import { foreseeYear } from "./state.js";
import { stopPlay } from "./years.js";

/** @type {(app: App) => void} */
export function followFilter(app) {
  const observer = new MutationObserver((changes) => {
    for (const { target } of changes) if (app.data?.filter && target instanceof HTMLInputElement) follow(app, app.data.filter, target);
  });
  observer.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value"] });
  app.abort.signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * Only the box that the reader is at: others change because the server says so, the map's own choices among them.
 * @type {(app: App, filter: Filter, box: HTMLInputElement) => void}
 */
function follow(app, filter, box) {
  if (document.activeElement !== box) return;
  const name = box.getAttribute("aria-label");
  const year = Number(box.value);
  if (name === filter.year && app.data.years.includes(year) && year !== app.state.year) {
    stopPlay(app);
    foreseeYear(app.state, year, performance.now());
    app.update();
  }
  if (name === filter.group && Object.hasOwn(filter.scopes, box.value)) {
    const scope = filter.scopes[box.value];
    app.scope = scope && new Set(scope);
    app.update();
  }
}
