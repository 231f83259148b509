/** All units and years as a table. */

import { cellAt, cellOf, groupsOf, measureOf } from "./figures.js";
import { fill, intervalText, measureTitle, statusWord, valueText } from "./words.js";
import { button, html } from "../shared/dom.js";

/** @type {(app: App) => HTMLElement} */
export function tableView(app) {
  const { words, years } = app.data;
  const measure = measureOf(app);
  const caption = html("caption", {}, fill(words.table_caption, { measure: measureTitle(measure), level: app.data.level }));
  const head = html("tr", {}, headCell(app, "name", words.unit), ...years.map((year) => headCell(app, year, String(year))));
  const body = html("tbody", {}, ...sortedUnits(app).map((unit) => tableRow(app, measure, unit)));
  const table = html("table", {}, caption, html("thead", {}, head), body);
  return html("div", { class: "table", role: "region", tabindex: 0, "aria-label": measureTitle(measure), "data-focus": "table-region" }, table);
}

/** @type {(app: App, column: number | "name", label: string) => HTMLElement} */
function headCell(app, column, label) {
  const { sort } = app;
  const order = sort?.column === column ? (sort.down ? "descending" : "ascending") : null;
  const turn = () => {
    app.sort = { column, down: sort?.column === column ? !sort.down : column !== "name" };
    app.render();
  };
  const arrow = order === "descending" ? " ▼" : order ? " ▲" : "";
  return html("th", { scope: "col", "aria-sort": order }, button({ "data-focus": `sort-${column}` }, label + arrow, turn));
}

/** @type {(app: App) => Unit[]} */
function sortedUnits(app) {
  const { sort, units } = app;
  if (!sort) return units;
  const { column } = sort;
  const sign = sort.down ? -1 : 1;
  return [...units].sort((first, second) => {
    if (column === "name") return sign * first.name.localeCompare(second.name, "vi");
    const [a, b] = [first, second].map((unit) => cellAt(app, unit.u, column).value);
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (a - b);
  });
}

/** @type {(app: App, measure: Measure, unit: Unit) => HTMLElement} */
function tableRow(app, measure, unit) {
  const dimmed = app.scope && !app.scope.has(unit.u);
  const groups = groupsOf(app, unit.u).map((group) => group.label).join(", ");
  const name = html("th", { scope: "row" }, unit.name, groups ? html("small", {}, groups) : "");
  const row = html("tr", { class: [app.selected.has(unit.u) ? "selected" : "", dimmed ? "dimmed" : ""].join(" ").trim() || null }, name);
  app.data.years.forEach((year, i) => {
    const cell = cellOf(measure, unit.u, i);
    const rest = cell.status === "m" ? [] : [intervalText(app, measure, cell), statusWord(app, cell)].filter(Boolean);
    const lines = rest.flatMap((text) => [" ", html("small", {}, text)]);
    row.append(html("td", { "data-status": cell.status }, html("span", { class: "amount" }, valueText(app, measure, cell)), ...lines));
  });
  return row;
}
