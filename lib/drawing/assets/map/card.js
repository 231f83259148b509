/** The card of one unit, beside the pointer or docked on a narrow screen. */

import { cellAt, comparedYears, differenceCell, differenceMeasure, groupsOf, measureOf, yearAt } from "./figures.js";
import { sparkline } from "./sparkline.js";
import { NBSP, fill, intervalText, statusWord, valueText } from "./words.js";
import { html } from "../shared/dom.js";

/** Below this width of the whole component the card is docked, as on a phone. */
export const NARROW_PX = 560;

/**
 * The card, where there is one: maps have it, the table has not.
 * @type {(app: App) => HTMLElement}
 */
function cardOf(app) {
  return /** @type {HTMLElement} */ (app.card);
}

/** @type {(app: App) => HTMLElement} */
function stageOf(app) {
  return /** @type {HTMLElement} */ (cardOf(app).parentElement);
}

/** @type {(app: App, pane: Pane, code: string, event: PointerEvent | null) => void} */
export function showCard(app, pane, code, event) {
  if (!app.card) return;
  markHover(app, null);
  app.cardUnit = { pane, code };
  markHover(app, code);
  fillCard(app, pane, code);
  app.card.hidden = false;
  if (event) moveCard(app, event);
  else anchorCard(app, pane, code);
}

/** @type {(app: App) => void} */
export function hideCard(app) {
  if (!app.cardUnit) return;
  markHover(app, null);
  app.cardUnit = null;
  cardOf(app).hidden = true;
}

/**
 * The same unit is lit in both maps of a comparison.
 * @type {(app: App, code: string | null) => void}
 */
function markHover(app, code) {
  for (const pane of app.panes) for (const [other, node] of pane.nodes) node.hover.classList.toggle("on", other === code);
}

/** @type {(app: App, pane: Pane, code: string) => void} */
export function fillCard(app, pane, code) {
  const measure = measureOf(app);
  const unit = app.byCode.get(code);
  /** @type {Element[]} */
  const children = [html("div", { class: "card-name" }, unit.name)];
  for (const group of groupsOf(app, code)) {
    children.push(html("div", { class: `card-group ${group.style}` }, [group.symbol, group.label].filter(Boolean).join(NBSP)));
  }
  children.push(html("div", { class: "card-measure" }, measure.label));
  const current = yearAt(app, pane.slot);
  for (const year of [...new Set([current, ...app.panes.map((other) => yearAt(app, other.slot))])].sort()) children.push(cardValue(app, measure, code, year));
  const compared = comparedYears(app);
  if (compared && app.panes.length > 1) children.push(cardDifference(app, measure, code, compared));
  children.push(sparkline(app, measure, code, current));
  const source = app.data.sources?.[cellAt(app, code, current).source ?? -1];
  if (source) children.push(html("div", { class: "card-source" }, fill(app.data.words.source, { source })));
  if (globalThis.matchMedia?.("(hover: hover)").matches) children.push(html("div", { class: "card-source" }, app.data.words.adds));
  cardOf(app).replaceChildren(...children);
}

/** @type {(app: App, measure: Measure, code: string, year: number) => HTMLElement} */
function cardValue(app, measure, code, year) {
  const cell = cellAt(app, code, year);
  const missing = cell.status === "m";
  return html("div", { class: "card-value" },
    html("span", { class: "card-year" }, String(year)),
    html("strong", {}, valueText(app, measure, cell)),
    missing ? "" : html("span", { class: "card-status" }, [intervalText(app, measure, cell), statusWord(app, cell)].filter(Boolean).join(" ")));
}

/** @type {(app: App, measure: Measure, code: string, years: [earlier: number, later: number]) => HTMLElement} */
function cardDifference(app, measure, code, years) {
  const cell = differenceCell(app, measure, code, years);
  return html("div", { class: "card-value card-difference" },
    html("span", { class: "card-year" }, app.data.words.difference),
    html("strong", {}, valueText(app, differenceMeasure(app, measure), cell)),
    cell.status === "m" ? "" : html("span", { class: "card-status" }, statusWord(app, cell)));
}

/** @type {(app: App, event: PointerEvent) => void} */
export function moveCard(app, event) {
  if (app.width < NARROW_PX) return;
  placeCard(app, onStage(app, event.clientX, event.clientY), 18);
}

/** @type {(app: App, pane: Pane, code: string) => void} */
function anchorCard(app, pane, code) {
  if (app.width < NARROW_PX) return;
  const target = pane.nodes.get(code).target.getBoundingClientRect();
  placeCard(app, onStage(app, target.right, target.top + target.height / 2), 12);
}

/**
 * A point of the window in pixels of the stage: a meeting may show its map smaller than it is drawn.
 * @type {(app: App, x: number, y: number) => Point}
 */
function onStage(app, x, y) {
  const box = stageOf(app).getBoundingClientRect();
  const scale = box.width / stageOf(app).offsetWidth;
  return [(x - box.left) / scale, (y - box.top) / scale];
}

/**
 * Beside the point, on the side with room, never outside the stage.
 * @type {(app: App, point: Point, gap: number) => void}
 */
function placeCard(app, [x, y], gap) {
  const card = cardOf(app);
  const stage = stageOf(app);
  const [w, h] = [card.offsetWidth, card.offsetHeight];
  const left = x + gap + w <= stage.clientWidth ? x + gap : Math.max(0, x - gap - w);
  const top = Math.max(0, Math.min(stage.clientHeight - h, y - h / 2));
  card.style.transform = `translate(${left}px, ${top}px)`;
}
