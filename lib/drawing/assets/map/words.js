/** Numbers and sentences, put together from the words of the payload; this file has none of its own. No DOM. */

import { STATUSES, cellAt, countStatuses, decimalsOf, groupsOf, measureOf, unitsInScope } from "./figures.js";

export const NBSP = "\u00a0";

/**
 * A number with the signs of the payload's language.
 * @type {(signs: { decimal: string, group: string }, value: number, decimals: number, signed?: boolean) => string}
 */
export function number({ decimal, group }, value, decimals, signed = false) {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, group) + (fraction ? decimal + fraction : "");
  if (!/[1-9]/.test(text)) return text;
  if (value < 0) return `\u2212${text}`;
  return signed ? `+${text}` : text;
}

/** @type {(template: string, values: Record<string, string | number>) => string} */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * `≈ 38,2 % (C)`: the number with the marks of its status and grade; `short` leaves out the other caveats and units longer than a percent sign.
 * @type {(app: Figures, measure: Measure, cell: Cell, options?: { short?: boolean }) => string}
 */
export function valueText(app, measure, cell, { short = false } = {}) {
  const { words } = app.data;
  if (cell.status === "m") return short ? words.status.m.mark : words.status.m.word;
  const mark = words.status[cell.status].mark;
  const text = number(words, cell.value, decimalsOf(measure, cell), measure.signed);
  const unit = short && measure.unit !== "%" ? "" : NBSP + measure.unit.replaceAll(" ", NBSP);
  return (mark ? mark + NBSP : "") + text + unit + (cell.mark ?? "") + (short ? "" : cell.caveat ?? "");
}

/**
 * `(80 %: 31,0–45,1)`, or nothing for a value without interval.
 * @type {(app: Figures, measure: Measure, cell: Cell) => string}
 */
export function intervalText(app, measure, cell) {
  if (cell.low === null || cell.high === null) return "";
  const { words, level } = app.data;
  const template = cell.low < 0 || measure.signed ? words.interval_signed : words.interval;
  const end = (/** @type {number} */ value) => number(words, value, decimalsOf(measure, cell), measure.signed);
  return fill(template, { level: number(words, level, 0), low: end(cell.low), high: end(cell.high) });
}

/** @type {(app: Figures, cell: Cell) => string} */
export function statusWord(app, cell) {
  const { words } = app.data;
  const { word } = words.status[cell.status];
  return cell.open ? `${word}, ${words.undecided}` : word;
}

/**
 * Value, interval and status in words, for the card, the table and screen readers.
 * @type {(app: Figures, measure: Measure, cell: Cell) => string}
 */
export function fullText(app, measure, cell) {
  if (cell.status === "m") return statusWord(app, cell);
  return [valueText(app, measure, cell), intervalText(app, measure, cell), statusWord(app, cell)].filter(Boolean).join(" ");
}

/** @type {(app: Figures, measure: Measure, index: number) => string} */
export function classLabel(app, measure, index) {
  const { breaks, labels } = measure.classes;
  if (labels) return labels[index];
  const { words } = app.data;
  const text = (/** @type {number} */ edge) => number(words, edge, breaks.every(Number.isInteger) ? 0 : measure.decimals, measure.signed);
  if (index === 0) return fill(words.class_first, { high: text(breaks[0]) });
  if (index === breaks.length) return fill(words.class_last, { low: text(breaks[index - 1]) });
  return fill(words.class_middle, { low: text(breaks[index - 1]), high: text(breaks[index]) });
}

/** @type {(measure: Measure) => string} */
export function measureTitle(measure) {
  return `${measure.label} (${measure.unit})`;
}

/**
 * The unit's name with the symbols of its groups.
 * @type {(app: Figures, unit: Unit) => string}
 */
export function markedName(app, unit) {
  const symbols = groupsOf(app, unit.u).filter((group) => group.style === "symbol").map((group) => group.symbol);
  return [...symbols, unit.name].join(NBSP);
}

/** @type {(app: Figures) => string} */
export function scopeText(app) {
  return app.scope ? fill(app.data.words.in_scope, { n: unitsInScope(app).length }) : "";
}

/** @type {(app: Figures, year: number) => string} */
export function figureSentence(app, year) {
  const measure = measureOf(app);
  const { words, level } = app.data;
  const scope = scopeText(app);
  const counted = countStatuses(app, year);
  const counts = STATUSES.filter((status) => counted[status]).map((status) => `${counted[status]} ${words.status[status].word}`).join(", ");
  const parts = { measure: measure.label, year: scope ? `${year} (${scope})` : year, level, counts };
  const known = unitsInScope(app).flatMap((unit) => {
    const cell = cellAt(app, unit.u, year);
    return cell.status === "m" ? [] : [{ name: unit.name, cell }];
  });
  if (!known.length) return fill(words.figure_empty, parts);
  known.sort((first, second) => second.cell.value - first.cell.value);
  const [highest, lowest] = [known[0], known[known.length - 1]].map(({ name, cell }) => `${name} ${fullText(app, measure, cell)}`);
  return fill(words.figure, { ...parts, highest, lowest });
}

/**
 * The sources of the figures shown, each once.
 * @type {(app: Figures, years: number[]) => string}
 */
export function sourcesText(app, years) {
  const cells = unitsInScope(app).flatMap((unit) => years.map((year) => cellAt(app, unit.u, year)));
  const named = [...new Set(cells.map((cell) => app.data.sources[cell.source ?? -1]).filter(Boolean))];
  return named.length ? fill(app.data.words.source, { source: named.join("; ") }) : "";
}
