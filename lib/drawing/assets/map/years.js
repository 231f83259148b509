/** Changing what is shown: the year, by hand or by playing, and every other choice. */

import { yearAt } from "./figures.js";
import { noteYear, takeYear } from "./state.js";
import { writeUrl } from "./url.js";

/** How long a year is shown while the years play. */
export const PLAY_MS = 1200;
/** Quiet time after which a chosen year goes to the server. */
const SEND_YEAR_MS = 250;

/** @type {(app: App, year: number, slot?: Slot) => void} */
export function setYear(app, year, slot = "year") {
  app.state.refused = [];
  if (slot === "year") chooseYear(app, year);
  else app.state[slot] = year;
  app.update();
  writeUrl(app);
}

/**
 * The reader's year holds here at once; the server hears of it when no other choice follows within a moment.
 * @type {(app: App, year: number) => void}
 */
function chooseYear(app, year) {
  noteYear(app.state, year, performance.now());
  sendYearSoon(app);
}

/** @type {(app: App) => void} */
export function sendYearSoon(app) {
  clearTimeout(app.yearTimer);
  app.yearTimer = window.setTimeout(() => {
    if (app.state.unsent) app.sendYear(app.state.unsent);
    app.state.unsent = null;
  }, SEND_YEAR_MS);
}

/**
 * A year changed on the server ends a running play.
 * @type {(app: App, view: View) => void}
 */
export function applyYear(app, view) {
  if (takeYear(app.state, view, app.data.years, performance.now())) stopPlay(app);
}

/** @type {(app: App, changes: Partial<State>) => void} */
export function setChoice(app, changes) {
  stopPlay(app);
  Object.assign(app.state, changes, { refused: [] });
  app.render();
  writeUrl(app);
}

/** @type {(app: App, slot: Slot, by: number) => void} */
export function stepYear(app, slot, by) {
  stopPlay(app);
  const { years } = app.data;
  const index = Math.max(0, Math.min(years.length - 1, years.indexOf(yearAt(app, slot)) + by));
  setYear(app, years[index], slot);
}

/** @type {(app: App) => void} */
export function startPlay(app) {
  clearInterval(app.timer);
  app.timer = window.setInterval(() => playStep(app), PLAY_MS);
}

/** @type {(app: App) => void} */
function playStep(app) {
  const { years } = app.data;
  const next = years.indexOf(app.state.year) + 1;
  if (next >= years.length - 1) stopPlay(app);
  setYear(app, years[Math.min(next, years.length - 1)]);
}

/** @type {(app: App) => void} */
export function stopPlay(app) {
  clearInterval(app.timer);
  app.timer = undefined;
}
