/** What the reader chose and what the server says of it: how the two are kept in step. No DOM, no clock of its own. */

/** How long the map waits for the answer to a year that it sent. */
const ANSWER_MS = 5000;

/** @type {(view: View) => State} */
export function firstState(view) {
  return {
    year: view.year, measure: view.measure, compare: null, table: false, refused: [], turn: 0, pending: null, unsent: null, expected: null,
    serverYear: view.year, serverMeasure: view.measure,
  };
}

/** @type {(app: Figures) => void} */
export function keepStateValid(app) {
  const { state, data } = app;
  if (!data.years.includes(state.year)) state.year = data.years[data.years.length - 1];
  if (!app.measures.has(state.measure)) state.measure = data.measures[0].id;
  if (state.compare === null || !data.years.includes(state.compare) || data.compact) state.compare = null;
  if (data.compact) state.table = false;
}

/**
 * What a view can change about the drawing without a new layout; the echo of one's own choice changes nothing.
 * @type {(app: Figures) => string}
 */
export function shownOf(app) {
  const list = (/** @type {Set<string> | null} */ units) => units && [...units];
  return JSON.stringify([app.state.year, list(app.selected), list(app.scope)]);
}

/**
 * A year chosen here: it waits to be sent, and the views of earlier turns are old news until the answer is due.
 * @type {(state: State, year: number, now: number) => void}
 */
export function noteYear(state, year, now) {
  state.year = year;
  state.turn += 1;
  state.pending = { turn: state.turn, until: now + ANSWER_MS };
  state.unsent = { year, turn: state.turn };
  state.expected = null;
}

/**
 * A year chosen in the page's filter: the server knows of it already, its views of other years are old news.
 * @type {(state: State, year: number, now: number) => void}
 */
export function foreseeYear(state, year, now) {
  Object.assign(state, { year, expected: { year, until: now + ANSWER_MS }, pending: null, unsent: null });
}

/**
 * Takes over a year changed on the server. Each choice made here carries a turn that comes back with the view: while
 * the answer to the last one is out, views of earlier turns are old news and must not move the map back. Tells whether the map moved.
 * @type {(state: State, view: View, years: number[], now: number) => boolean}
 */
export function takeYear(state, view, years, now) {
  const { pending, expected } = state;
  if (expected && view.year !== expected.year && now < expected.until) return false;
  state.expected = null;
  const answered = pending && Number(view.turn) >= pending.turn;
  if (pending && !answered && now < pending.until) return false;
  const moved = !answered && view.year !== state.serverYear && view.year !== state.year && years.includes(view.year);
  if (moved) state.year = view.year;
  state.serverYear = view.year;
  state.pending = null;
  return moved;
}
