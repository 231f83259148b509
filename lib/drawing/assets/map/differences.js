/** The table below a comparison of two years. */

import { cellAt, comparedYears, differenceCell, differenceMeasure, measureOf, unitsInScope } from "./figures.js";
import { fill, scopeText, valueText } from "./words.js";
import { html } from "../shared/dom.js";

/**
 * Every unit in scope with both years and the difference, from the largest fall to the largest rise.
 * @type {(app: App) => void}
 */
export function drawDifferences(app) {
  const years = comparedYears(app);
  if (!years) return void app.differences.replaceChildren();
  const { words } = app.data;
  const measure = measureOf(app);
  const change = differenceMeasure(app, measure);
  const [first, second] = years;
  const title = fill(words.differences, { measure: measure.label, first, second });
  const heads = [words.unit, ...years.map(String), `${words.difference} (${change.unit})`];
  const head = html("tr", {}, ...heads.map((text) => html("th", { scope: "col" }, text)));
  const rows = unitsInScope(app).map((unit) => ({ unit, cell: differenceCell(app, measure, unit.u, years) }));
  rows.sort((a, b) => Number(a.cell.value === null) - Number(b.cell.value === null) || Number(a.cell.value) - Number(b.cell.value));
  const body = html("tbody", {}, ...rows.map(({ unit, cell }) => differenceRow(app, measure, unit, years, cell)));
  const caption = html("caption", {}, title, html("small", {}, [scopeText(app), words.differences_note].filter(Boolean).join("; ")));
  const table = html("table", {}, caption, html("thead", {}, head), body);
  app.differences.replaceChildren(html("div", { class: "table", role: "region", tabindex: 0, "aria-label": title, "data-focus": "differences" }, table));
}

/** @type {(app: App, measure: Measure, unit: Unit, years: [earlier: number, later: number], cell: Cell) => HTMLElement} */
function differenceRow(app, measure, unit, years, cell) {
  const figures = years.map((year) => cellAt(app, unit.u, year));
  const change = differenceMeasure(app, measure);
  const texts = [...figures.map((one) => ({ one, text: valueText(app, measure, one) })), { one: cell, text: valueText(app, change, cell) }];
  const cells = texts.map(({ one, text }) => html("td", { "data-status": one.status }, html("span", { class: "amount" }, text)));
  return html("tr", { class: app.selected.has(unit.u) ? "selected" : null, "data-row": unit.u }, html("th", { scope: "row" }, unit.name), ...cells);
}
