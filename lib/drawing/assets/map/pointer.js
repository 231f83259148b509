/** Pointer, keyboard and the choice of a unit. */

import { hideCard, moveCard, showCard } from "./card.js";
import { updatePane } from "./pane.js";
import { attributes } from "../shared/dom.js";

/** @type {(event: Event) => string | undefined} */
function unitOf(event) {
  return /** @type {SVGElement | null} */ (/** @type {Element} */ (event.target).closest?.("[data-unit]"))?.dataset.unit;
}

/** @type {(app: App, pane: Pane) => void} */
export function listenPane(app, pane) {
  const { figure } = pane;
  figure.onpointerover = (event) => {
    const code = unitOf(event);
    if (code && event.pointerType !== "touch") showCard(app, pane, code, event);
  };
  figure.onpointermove = (event) => {
    if (app.cardUnit && event.pointerType !== "touch") moveCard(app, event);
  };
  figure.onpointerleave = () => hideCard(app);
  figure.onclick = (event) => {
    const code = unitOf(event);
    if (!code) return;
    focusUnit(app, pane, code);
    select(app, code, event.shiftKey || event.ctrlKey || event.metaKey);
  };
  figure.addEventListener("focusin", (event) => {
    const code = unitOf(event);
    if (code) showCard(app, pane, code, null);
  });
  figure.addEventListener("focusout", () => hideCard(app));
  figure.onkeydown = (event) => onKey(app, pane, event);
}

/** @type {(app: App, pane: Pane, event: KeyboardEvent) => void} */
function onKey(app, pane, event) {
  const code = unitOf(event);
  if (!code) return;
  /** @type {Record<string, [dx: number, dy: number]>} */
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (event.key === "Escape") return hideCard(app);
  if (event.key === "Enter" || event.key === " ") select(app, code, event.shiftKey || event.ctrlKey || event.metaKey);
  else if (directions[event.key]) focusUnit(app, pane, nextUnit(app, code, directions[event.key]));
  else if (event.key === "Home") focusUnit(app, pane, extremeUnit(app, -1));
  else if (event.key === "End") focusUnit(app, pane, extremeUnit(app, 1));
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * The nearest unit in a direction, distance across counting double; the unit itself at the edge.
 * @type {(app: Figures, code: string, direction: [dx: number, dy: number]) => string}
 */
function nextUnit(app, code, [dx, dy]) {
  const from = app.byCode.get(code);
  let best = { code, cost: Infinity };
  for (const unit of app.units) {
    const [x, y] = [unit.lx - from.lx, unit.ly - from.ly];
    const along = x * dx + y * dy;
    const cost = along + 2 * Math.abs(x * dy - y * dx);
    if (unit.u !== code && along > 0 && cost < best.cost) best = { code: unit.u, cost };
  }
  return best.code;
}

/** @type {(app: Figures, sign: 1 | -1) => string} */
function extremeUnit(app, sign) {
  return app.units.reduce((best, unit) => (sign * (unit.lx - best.lx) > 0 ? unit : best)).u;
}

/** @type {(app: App, pane: Pane, code: string) => void} */
function focusUnit(app, pane, code) {
  app.active = code;
  for (const [other, node] of pane.nodes) attributes(node.target, { tabindex: other === code ? 0 : -1 });
  pane.nodes.get(code).target.focus({ preventScroll: true });
}

/**
 * Tells the server; marks the choice at once so that the reader need not wait for the answer.
 * @type {(app: App, code: string, add: boolean) => void}
 */
function select(app, code, add) {
  if (!add) app.selected = new Set([code]);
  else if (!app.selected.delete(code)) app.selected.add(code);
  for (const pane of app.panes) updatePane(app, pane);
  app.send({ unit: code, year: app.state.year, measure: app.state.measure, add: Boolean(add) });
}
