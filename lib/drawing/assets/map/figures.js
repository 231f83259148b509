/** The figures of the payload: which one is meant, what its status is, which class it falls into. No DOM. */

/**
 * From the surest to none.
 * @type {Status[]}
 */
export const STATUSES = ["c", "d", "e", "m"];

/** @type {(measure: Measure, cell: { status: Status, decimals?: number }) => number} */
export function decimalsOf(measure, cell) {
  if (cell.decimals !== undefined) return cell.decimals;
  return cell.status === "c" || cell.status === "d" ? measure.decimals_published : measure.decimals;
}

/** @type {(measure: Measure, code: string, yearIndex: number) => Cell} */
export function cellOf(measure, code, yearIndex) {
  const [value = null, status = "m", low = null, high = null, source = null, open = 0, mark = "", decimals, weak = 0, caveat = ""] = measure.values[code]?.[yearIndex] ?? [];
  const known = value === null ? "m" : status;
  const cell = { value, status: known, low: null, high: null, source, open: Boolean(open), mark: mark ?? "", decimals: decimals ?? undefined, weak: Boolean(weak), caveat: caveat ?? "" };
  return /** @type {Cell} */ (known === "e" ? { ...cell, low, high } : cell);
}

/** @type {(app: Figures, code: string, year?: number) => Cell} */
export function cellAt(app, code, year = app.state.year) {
  return cellOf(measureOf(app), code, app.data.years.indexOf(year));
}

/** @type {(app: Figures) => Measure} */
export function measureOf(app) {
  return app.measures.get(app.state.measure);
}

/**
 * The year of a slot; the second one is only asked for in a comparison.
 * @type {(app: Figures, slot: Slot) => number}
 */
export function yearAt(app, slot) {
  return app.state[slot] ?? app.state.year;
}

/**
 * The units that counts and rankings are about: all of them, or those of the group the reader filters by.
 * @type {(app: Figures) => Unit[]}
 */
export function unitsInScope(app) {
  const { scope, units } = app;
  return scope ? units.filter((unit) => scope.has(unit.u)) : units;
}

/** @type {(app: Figures, year: number) => Record<Status, number>} */
export function countStatuses(app, year) {
  const counts = { c: 0, d: 0, e: 0, m: 0 };
  for (const unit of unitsInScope(app)) counts[cellAt(app, unit.u, year).status] += 1;
  return counts;
}

/** @type {(app: Figures, code: string) => Group[]} */
export function groupsOf(app, code) {
  return app.data.groups.filter((group) => group.units.includes(code));
}

/** @type {(measure: Measure, value: number) => number} */
export function classIndex(measure, value) {
  return measure.classes.breaks.filter((edge) => value >= edge).length;
}

/**
 * A value that is not decided to lie on either side of zero is drawn as zero, whatever its middle says.
 * @type {(measure: Measure, cell: KnownCell) => number}
 */
export function cellClass(measure, cell) {
  return classIndex(measure, cell.open ? 0 : cell.value);
}

/** @type {(app: Figures, measure: Measure, year: number) => number[]} */
export function tallyClasses(app, measure, year) {
  const counts = new Array(measure.classes.breaks.length + 1).fill(0);
  for (const unit of unitsInScope(app)) {
    const cell = cellAt(app, unit.u, year);
    if (cell.value !== null && !cell.open) counts[classIndex(measure, cell.value)] += 1;
  }
  return counts;
}

/**
 * The two years of a comparison in order of time, or nothing when there is nothing to compare.
 * @type {(app: Figures) => [earlier: number, later: number] | null}
 */
export function comparedYears(app) {
  const { compare, year } = app.state;
  if (compare === null || compare === year) return null;
  return compare < year ? [compare, year] : [year, compare];
}

/**
 * The measure of a difference: signed; rates differ by points, never by percent.
 * @type {(app: Figures, measure: Measure) => Measure}
 */
export function differenceMeasure(app, measure) {
  return { ...measure, unit: measure.unit === "%" ? app.data.words.points : measure.unit, signed: true };
}

/**
 * Later minus earlier of the figures as shown; as sure as the less sure of the two, missing when one is missing.
 * @type {(app: Figures, measure: Measure, code: string, years: [earlier: number, later: number]) => Cell}
 */
export function differenceCell(app, measure, code, years) {
  const [earlier, later] = years.map((year) => cellAt(app, code, year));
  const none = { low: null, high: null, source: null };
  if (earlier.status === "m" || later.status === "m") return { value: null, status: "m", ...none };
  const status = STATUSES.indexOf(earlier.status) > STATUSES.indexOf(later.status) ? earlier.status : later.status;
  return { value: halfUp(later.value - earlier.value, decimalsOf(measure, { status })), status, ...none };
}

/**
 * Rounded as every written number is: a half goes away from zero, however the machine holds it.
 * @type {(value: number, decimals: number) => number}
 */
export function halfUp(value, decimals) {
  const scale = 10 ** decimals;
  return (Math.sign(value) * Math.floor(Number((Math.abs(value) * scale).toFixed(6)) + 0.5)) / scale || 0;
}
