/** The switches above the map. */

import { measureOf } from "./figures.js";
import { toolSwitch } from "./tools.js";
import { measureTitle } from "./words.js";
import { setChoice, setYear, startPlay, stepYear, stopPlay } from "./years.js";
import { button, html } from "../shared/dom.js";

/** @type {(app: App) => HTMLElement} */
export function toolbar(app) {
  const { data, state } = app;
  const { words } = data;
  const bar = html("div", { class: "toolbar" });
  if (data.compact) bar.append(html("span", { class: "title" }, measureTitle(measureOf(app))));
  else bar.append(measureSwitch(app));
  if (state.compare !== null && !state.table) bar.append(yearSwitch(app, "compare", words.year_first));
  if (!state.table) bar.append(yearSwitch(app, "year", state.compare === null ? words.year : words.year_second));
  if (!data.compact) bar.append(viewSwitch(app));
  bar.append(toolSwitch(app));
  return bar;
}

/** @type {(app: App) => HTMLElement} */
function measureSwitch(app) {
  const group = html("div", { class: "switch measures", role: "group", "aria-label": app.data.words.measure });
  for (const measure of app.data.measures) {
    const pressed = String(measure.id === app.state.measure);
    group.append(button({ "aria-pressed": pressed, "data-focus": `measure-${measure.id}` }, measure.label, () => setChoice(app, { measure: measure.id })));
  }
  return group;
}

/** @type {(app: App, slot: Slot, label: string) => HTMLElement} */
function yearSwitch(app, slot, label) {
  const { words, years } = app.data;
  const group = html("div", { class: "switch years", role: "group", "aria-label": label, "data-slot": slot });
  if (app.state.compare !== null) group.append(html("span", { class: "switch-label", "aria-hidden": "true" }, label));
  const step = (/** @type {number} */ by) => () => stepYear(app, slot, by);
  group.append(button({ "data-focus": `${slot}-back`, "aria-label": words.previous, class: "step" }, "◀", step(-1)));
  for (const year of years) {
    const choose = () => (stopPlay(app), setYear(app, year, slot));
    group.append(button({ "data-focus": `${slot}-y${year}`, "data-year": year, "aria-pressed": String(app.state[slot] === year) }, String(year), choose));
  }
  group.append(button({ "data-focus": `${slot}-next`, "aria-label": words.next, class: "step" }, "▶", step(1)));
  if (slot === "year") group.append(playButton(app));
  return group;
}

/** @type {(app: App) => HTMLElement} */
function playButton(app) {
  const { words } = app.data;
  const element = button({ "data-focus": "play", class: "play" }, app.timer ? words.pause : words.play, () => togglePlay(app));
  app.playButton = element;
  return element;
}

/** @type {(app: App) => HTMLElement} */
function viewSwitch(app) {
  const { state, data } = app;
  const group = html("div", { class: "switch views", role: "group", "aria-label": data.words.views });
  const other = state.year === data.years[0] ? data.years.at(-1) : data.years[0];
  const compare = () => setChoice(app, { compare: state.compare === null ? other : null, table: false });
  group.append(
    button({ "aria-pressed": String(state.compare !== null && !state.table), "data-focus": "compare" }, data.words.compare, compare),
    button({ "aria-pressed": String(state.table), "data-focus": "table" }, data.words.table, () => setChoice(app, { table: !state.table })),
  );
  return group;
}

/** @type {(app: App) => void} */
export function refreshToolbar(app) {
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (app.root.querySelectorAll(".years"))) {
    const current = app.state[/** @type {Slot} */ (group.dataset.slot)];
    for (const element of group.querySelectorAll("[data-year]")) {
      element.setAttribute("aria-pressed", String(Number(element.getAttribute("data-year")) === current));
    }
  }
  if (app.playButton) app.playButton.textContent = app.timer ? app.data.words.pause : app.data.words.play;
}

/** @type {(app: App) => void} */
function togglePlay(app) {
  if (app.timer) {
    stopPlay(app);
    return refreshToolbar(app);
  }
  startPlay(app);
  setYear(app, app.data.years[0]);
}
