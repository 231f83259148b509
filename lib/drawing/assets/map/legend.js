/** The legend: classes, statuses and groups, with the number of units in each. */

import { classColour } from "./colour.js";
import { STATUSES, cellAt, classIndex, countStatuses, measureOf, tallyClasses, unitsInScope, yearAt } from "./figures.js";
import { outlineSwatch, swatch, zeroMark } from "./textures.js";
import { classLabel, measureTitle, scopeText } from "./words.js";
import { html } from "../shared/dom.js";

/** @type {(app: App) => void} */
export function drawLegend(app) {
  const { words } = app.data;
  const measure = measureOf(app);
  const years = app.panes.map((pane) => yearAt(app, pane.slot));
  const scope = scopeText(app);
  const title = html("p", { class: "legend-title" }, measureTitle(measure), scope ? html("small", {}, scope) : "");
  const parts = [title, classList(app, measure, years), statusList(app, years), groupList(app)];
  const notes = [measure.note, measure.source].filter(Boolean);
  parts.push(...notes.map((note) => html("p", { class: "note" }, note)));
  app.legend.replaceChildren(...parts);
  app.legend.setAttribute("aria-label", words.legend);
  app.legend.setAttribute("role", "group");
}

/**
 * Classes from high to low with the number of units in each; a diverging scale marks the class that straddles zero.
 * Units that are not decided are counted by themselves.
 * @type {(app: Figures, measure: Measure, years: number[]) => (LegendRow & { sample: SVGElement, counts: number[], zero: boolean })[]}
 */
export function classRows(app, measure, years) {
  const { breaks } = measure.classes;
  const tally = years.map((year) => tallyClasses(app, measure, year));
  const rows = [];
  for (let index = breaks.length; index >= 0; index -= 1) {
    const sample = swatch(app, classColour(app, measure, index), null);
    if (measure.diverging && !breaks.includes(0) && classIndex(measure, 0) === index) sample.append(zeroMark(app, classColour(app, measure, index)));
    const zero = measure.diverging && breaks[index - 1] === 0;
    rows.push({ sample, text: classLabel(app, measure, index), counts: tally.map((counts) => counts[index]), zero });
  }
  const open = years.map((year) => unitsInScope(app).filter((unit) => cellAt(app, unit.u, year).open).length);
  if (open.some(Boolean)) {
    const sample = swatch(app, classColour(app, measure, classIndex(measure, 0)), null);
    rows.push({ sample, text: app.data.words.undecided, counts: open, zero: false });
  }
  return rows;
}

/** @type {(app: Figures, measure: Measure, years: number[]) => HTMLElement} */
function classList(app, measure, years) {
  const list = html("ul", { class: "classes" });
  const heads = years.map((year) => html("span", { class: "count" }, String(year)));
  if (years.length > 1) list.append(html("li", { class: "head" }, html("span"), html("span"), ...heads));
  for (const { sample, text, counts, zero } of classRows(app, measure, years)) {
    list.append(html("li", {}, sample, html("span", { class: "range" }, text), ...countCells(app, counts)));
    if (zero) list.append(html("li", { class: "zero" }, html("span", {}, "0"), html("span", { class: "range" }, app.data.words.zero ?? "")));
  }
  return list;
}

/** @type {(app: Figures, counts: number[]) => HTMLElement[]} */
function countCells(app, counts) {
  const unit = () => html("span", { class: "sr" }, ` ${app.data.words.units}`);
  return counts.map((count) => html("span", { class: `count${count ? "" : " none"}` }, String(count), unit()));
}

/**
 * What solid, hatched, dotted and cross-hatched mean, with the number of units; absent statuses are left out.
 * @type {(app: Figures, years: number[]) => (LegendRow & { counts: number[] })[]}
 */
export function statusRows(app, years) {
  const counts = years.map((year) => countStatuses(app, year));
  const everywhere = STATUSES.filter((status) => app.units.some((unit) => app.data.years.some((year) => cellAt(app, unit.u, year).status === status)));
  return everywhere.map((status) => {
    const word = app.data.words.status[status];
    const text = word.mark && status !== "m" ? `${word.mark} ${word.word}` : word.word;
    const sample = swatch(app, app.colours.missing, status === "c" ? null : status);
    return { sample, text, small: word.explain, counts: counts.map((count) => count[status]) };
  });
}

/** @type {(app: Figures, years: number[]) => HTMLElement} */
function statusList(app, years) {
  const list = html("ul", { class: "statuses" });
  for (const { sample, text, small, counts } of statusRows(app, years)) {
    list.append(html("li", {}, sample, html("span", { class: "range" }, text, small ? html("small", {}, small) : ""), ...countCells(app, counts)));
  }
  return list;
}

/**
 * The groups' signs: a drawn sample for an outline, else the symbol itself.
 * @type {(app: Figures) => LegendRow[]}
 */
export function groupRows(app) {
  return app.data.groups.map((group) => ({ sample: group.style === "outline" ? outlineSwatch(app) : group.symbol, text: group.label }));
}

/** @type {(app: Figures) => HTMLElement} */
function groupList(app) {
  const list = html("ul", { class: "group-marks" });
  for (const { sample, text } of groupRows(app)) {
    const sign = typeof sample === "string" ? html("span", { class: "symbol", "aria-hidden": "true" }, sample) : sample;
    list.append(html("li", {}, sign, html("span", { class: "range" }, text)));
  }
  if (app.scope && app.scope.size < app.units.length) {
    list.append(html("li", {}, html("span", { class: "dim-swatch", "aria-hidden": "true" }), html("span", { class: "range" }, app.data.words.dimmed)));
  }
  return list;
}
