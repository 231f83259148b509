/** A unit's own years as a small chart. */

import { cellOf } from "./figures.js";
import { NBSP, valueText } from "./words.js";
import { svg } from "../shared/dom.js";

/**
 * The unit's own years: interval band, line (dashed where not published), points by status.
 * @type {(app: Figures, measure: Measure, code: string, current: number) => SVGElement}
 */
export function sparkline(app, measure, code, current) {
  const [width, height, pad, head, foot] = [262, 104, 25, 20, 20];
  const cells = app.data.years.map((year, i) => ({ year, ...cellOf(measure, code, i) }));
  const values = cells.flatMap((cell) => [cell.value, cell.low, cell.high]).flatMap((value) => value ?? []);
  const chart = svg("svg", { class: "spark", width, height, viewBox: `0 0 ${width} ${height}` });
  if (!values.length) return chart;
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const x = (/** @type {number} */ i) => pad + (i * (width - 2 * pad)) / Math.max(1, cells.length - 1);
  const y = (/** @type {number} */ value) => height - foot - ((value - low) / (high - low || 1)) * (height - foot - head);
  chart.append(svg("path", { class: "spark-zero", d: `M0 ${y(0)}H${width}` }));
  cells.forEach((cell, i) => {
    const next = cells[i + 1];
    if (next) chart.append(...sparkSpan(cell, next, x(i), x(i + 1), y));
  });
  cells.forEach((cell, i) => {
    if (cell.value !== null) chart.append(...sparkPoint(cell, x(i), y, cell.year === current));
    const text = valueText(app, measure, { ...cell, mark: "" }, { short: true }).replace(`${NBSP}%`, "");
    chart.append(svg("text", { x: x(i), y: y(cell.high ?? cell.value ?? 0) - 7, class: cell.year === current ? "now" : "" }, text));
    chart.append(svg("text", { x: x(i), y: height - 3, class: cell.year === current ? "now" : "" }, String(cell.year)));
  });
  return chart;
}

/** @type {(cell: Cell, next: Cell, x0: number, x1: number, y: (value: number) => number) => SVGElement[]} */
function sparkSpan(cell, next, x0, x1, y) {
  if (cell.value === null || next.value === null) return [];
  const parts = [];
  const ends = [cell, next].map((one) => [one.low ?? one.value, one.high ?? one.value]);
  if (cell.low !== null || next.low !== null) {
    parts.push(svg("path", { class: "spark-band", d: `M${x0} ${y(ends[0][0])}L${x1} ${y(ends[1][0])}V${y(ends[1][1])}L${x0} ${y(ends[0][1])}Z` }));
  }
  const solid = cell.status === "c" && next.status === "c";
  parts.push(svg("path", { class: `spark-line${solid ? "" : " dashed"}`, d: `M${x0} ${y(cell.value)}L${x1} ${y(next.value)}` }));
  return parts;
}

/** @type {(cell: KnownCell, x: number, y: (value: number) => number, current: boolean) => SVGElement[]} */
function sparkPoint(cell, x, y, current) {
  const cy = y(cell.value);
  const size = current ? 5 : 3.6;
  const parts = [];
  if (cell.low !== null && cell.high !== null) parts.push(svg("path", { class: "spark-interval", d: `M${x} ${y(cell.low)}V${y(cell.high)}` }));
  const half = size + 1;
  // A weak source is a hollow square, as in every chart: no circle, so that nobody takes it for an estimate.
  if (cell.weak) parts.push(svg("path", { class: "spark-dot hollow", d: `M${x - size} ${cy - size}h${2 * size}v${2 * size}h${-2 * size}z` }));
  else if (cell.status === "d") parts.push(svg("path", { class: "spark-dot hollow", d: `M${x} ${cy - half}l${half} ${half}l${-half} ${half}l${-half} ${-half}z` }));
  else parts.push(svg("circle", { class: `spark-dot${cell.status === "c" ? "" : " hollow"}`, cx: x, cy, r: size }));
  return parts;
}
