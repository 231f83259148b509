/** Figures, their classes and their colours. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { figures } from "./app.js";
import { contrast, inkOn, lookOf, rgb } from "../../lib/drawing/assets/map/colour.js";
import { cellOf, comparedYears, countStatuses, measureOf, tallyClasses, yearAt } from "../../lib/drawing/assets/map/figures.js";

test("a figure that is not there is missing", () => {
  const measure = measureOf(figures({ measure: "count" }));
  for (const [code, index] of [["418", 0], ["417", 2], ["412", 9]]) assert.equal(cellOf(measure, code, index).status, "m");
});

test("only an estimate has an interval", () => {
  const measure = measureOf(figures());
  assert.deepEqual([cellOf(measure, "418", 0).low, cellOf(measure, "418", 0).high], [44.4, 60.1]);
  assert.deepEqual([cellOf(measure, "417", 1).low, cellOf(measure, "417", 1).high], [null, null]);
});

test("counts are of the units in scope", () => {
  assert.deepEqual(countStatuses(figures(), 2024), { c: 2, d: 0, e: 1, m: 0 });
  assert.deepEqual(countStatuses(figures({ scope: ["417"] }), 2025), { c: 0, d: 0, e: 0, m: 1 });
});

test("a class starts at its break; what is not decided is counted by itself", () => {
  const rate = figures();
  assert.deepEqual(tallyClasses(rate, measureOf(rate), 2023), [1, 0, 2]);
  const distance = figures({ measure: "distance" });
  assert.deepEqual(tallyClasses(distance, measureOf(distance), 2023), [0, 0, 1]);
});

test("years are compared in order of time", () => {
  assert.deepEqual(comparedYears(figures({ year: 2023, compare: 2025 })), [2023, 2025]);
  assert.deepEqual(comparedYears(figures({ year: 2025, compare: 2023 })), [2023, 2025]);
  assert.equal(comparedYears(figures({ year: 2024, compare: 2024 })), null);
  assert.equal(comparedYears(figures()), null);
  assert.equal(yearAt(figures({ year: 2025, compare: 2023 }), "compare"), 2023);
});

test("colours in any notation a style sheet has", () => {
  assert.deepEqual(rgb("#0aF"), [0, 170, 255]);
  assert.deepEqual(rgb(" #102030 "), [16, 32, 48]);
  assert.deepEqual(rgb("rgba(1, 2, 3, 0.5)"), [1, 2, 3]);
  assert.deepEqual(rgb("none"), [255, 255, 255]);
  assert.equal(contrast("#000", "#fff"), 21);
});

test("every class has a readable ink; what is not decided is drawn as zero", () => {
  const app = figures({ measure: "distance" });
  const [low, middle, high] = measureOf(app).classes.colors_light;
  assert.deepEqual([inkOn(app, low), inkOn(app, high)], ["dark", "light"]);
  assert.equal(lookOf(app, "412", 2023).colour, middle);
  assert.equal(lookOf(app, "412", 2024).colour, low);
  assert.deepEqual(lookOf(app, "417", 2024).texture, "m-dark");
  assert.equal(lookOf({ ...app, scope: new Set(["412"]) }, "418", 2024).dimmed, true);
});
