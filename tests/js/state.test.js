/** The reader's choices: kept valid, in the address, in step with the server. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { figures } from "./app.js";
import { firstState, foreseeYear, keepStateValid, noteYear, shownOf, takeYear } from "../../lib/drawing/assets/map/state.js";
import { addressOf, readUrl } from "../../lib/drawing/assets/map/url.js";

const YEARS = [2023, 2024, 2025];

test("a state that the payload does not have is mended", () => {
  const app = figures({ year: 1999, measure: "gone", compare: 1998 });
  keepStateValid(app);
  assert.deepEqual([app.state.year, app.state.measure, app.state.compare], [2025, "rate", null]);
  const compact = figures({ compare: 2023 });
  Object.assign(compact.data, { compact: true });
  compact.state.table = true;
  keepStateValid(compact);
  assert.deepEqual([compact.state.compare, compact.state.table], [null, false]);
});

test("views of earlier turns do not move the map back while the answer is out", () => {
  const state = firstState({ year: 2023, measure: "rate" });
  noteYear(state, 2025, 1000);
  assert.deepEqual(state.unsent, { year: 2025, turn: 1 });
  assert.equal(takeYear(state, { year: 2023, turn: 0 }, YEARS, 2000), false);
  assert.equal(state.year, 2025);
  assert.equal(takeYear(state, { year: 2025, turn: 1 }, YEARS, 2100), false);
  assert.deepEqual([state.pending, state.serverYear], [null, 2025]);
});

test("an answer that does not come is not waited for without end", () => {
  const state = firstState({ year: 2023, measure: "rate" });
  noteYear(state, 2025, 1000);
  assert.equal(takeYear(state, { year: 2024 }, YEARS, 6000), true);
  assert.equal(state.year, 2024);
});

test("a year chosen in the page's filter stands until its view comes", () => {
  const state = firstState({ year: 2023, measure: "rate" });
  noteYear(state, 2024, 900);
  foreseeYear(state, 2025, 1000);
  assert.deepEqual([state.unsent, state.pending], [null, null]);
  assert.equal(takeYear(state, { year: 2024, turn: 0 }, YEARS, 1100), false);
  assert.equal(state.year, 2025);
  assert.equal(takeYear(state, { year: 2025, turn: 0 }, YEARS, 1200), false);
  assert.deepEqual([state.year, state.serverYear, state.expected], [2025, 2025, null]);
  assert.equal(takeYear(state, { year: 2023, turn: 0 }, YEARS, 1300), true);
});

test("a foreseen year that the server does not confirm is given up", () => {
  const state = firstState({ year: 2023, measure: "rate" });
  foreseeYear(state, 2025, 1000);
  assert.equal(takeYear(state, { year: 2024 }, YEARS, 7000), true);
  assert.equal(state.year, 2024);
});

test("a year changed on the server moves the map, an unknown one does not", () => {
  const state = firstState({ year: 2023, measure: "rate" });
  assert.equal(takeYear(state, { year: 2024 }, YEARS, 0), true);
  assert.equal(takeYear(state, { year: 2024 }, YEARS, 0), false);
  assert.equal(takeYear(state, { year: 1999 }, YEARS, 0), false);
  assert.equal(state.year, 2024);
});

test("only what is drawn counts as shown", () => {
  const app = figures();
  const before = shownOf(app);
  app.state.turn += 1;
  assert.equal(shownOf(app), before);
  app.selected.add("412");
  assert.notEqual(shownOf(app), before);
});

test("choices are read from an address, and what it cannot have is told", () => {
  const { state, measures } = figures();
  readUrl("?bd_chiso=count&bd_sosanh=2023&bd_bang=1&nam=2024", state, YEARS, measures);
  assert.deepEqual([state.measure, state.compare, state.table, state.refused], ["count", 2023, true, []]);
  readUrl(`?bd_chiso=${"x".repeat(40)}&bd_sosanh=1999&bd_bang=0`, state, YEARS, measures);
  assert.deepEqual(state.refused, [`bd_chiso=${"x".repeat(24)}`, "bd_sosanh=1999", "bd_bang=0"]);
  assert.deepEqual([state.measure, state.compare], ["count", 2023]);
});

test("choices are written beside the other parameters, the server's own are not", () => {
  const { state } = figures({ compare: 2023 });
  assert.equal(addressOf("http://host/page?nam=2024&bd_nam=2021#x", state), "http://host/page?nam=2024&bd_sosanh=2023#x");
  Object.assign(state, { measure: "count", compare: null, table: true });
  assert.equal(addressOf("http://host/?bd_sosanh=2023", state), "http://host/?bd_chiso=count&bd_bang=1");
});
