/** The maps of one or two years with card, differences and legend. */

import { drawDifferences } from "./differences.js";
import { drawLegend } from "./legend.js";
import { createPane, drawPane } from "./pane.js";
import { listenPane } from "./pointer.js";
import { html } from "../shared/dom.js";

/** @type {(app: App) => void} */
export function drawFigures(app) {
  const { state } = app;
  const years = state.compare === null ? [state.year] : [state.compare, state.year];
  const stage = html("div", { class: `stage${years.length > 1 ? " two" : ""}` });
  app.body.append(stage);
  const bare = years.map((_, index) => createPane(app, stage, index === years.length - 1 ? "year" : "compare"));
  app.differences = html("div", { class: "differences" });
  app.legend = html("div", { class: "legend" });
  app.body.append(...(state.compare === null ? [] : [app.differences]), app.legend);
  const maxHeight = roomFor(app);
  app.panes = bare.map((pane) => drawPane(app, pane, maxHeight));
  for (const pane of app.panes) listenPane(app, pane);
  app.card = html("div", { class: "card", "aria-hidden": "true", hidden: true });
  stage.append(app.card);
  drawDifferences(app);
  drawLegend(app);
}

/**
 * How high a map may be: on the page most of the window, in full screen all that the toolbar leaves.
 * @type {(app: App) => number}
 */
function roomFor(app) {
  const { data } = app;
  if (app.full) return Math.max(340, app.root.clientHeight - app.body.offsetTop - 28);
  const room = Math.max(340, Math.min(globalThis.innerHeight * 0.78, 980));
  // Beside the targets of the overview, under its headline: map and targets must fit one window.
  return data.height ?? (data.compact ? Math.max(340, globalThis.innerHeight * 0.46) : room);
}
