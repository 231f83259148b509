/** Numbers and sentences are those that Python writes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { figures, golden } from "./app.js";
import { cellAt, differenceCell, differenceMeasure, measureOf } from "../../lib/drawing/assets/map/figures.js";
import { NBSP, classLabel, figureSentence, fill, fullText, intervalText, markedName, number, sourcesText, valueText } from "../../lib/drawing/assets/map/words.js";

test("numbers", () => {
  for (const [value, decimals, signed, text] of golden.numbers) assert.equal(number({ decimal: ",", group: "." }, value, decimals, signed), text);
});

test("values, intervals and statuses", () => {
  for (const [measure, code, year, texts] of golden.cells) {
    const app = figures({ measure, year });
    const cell = cellAt(app, code);
    assert.equal(valueText(app, measureOf(app), cell), texts.value);
    assert.equal(intervalText(app, measureOf(app), cell), texts.interval);
    assert.equal(fullText(app, measureOf(app), cell), texts.full);
  }
});

test("a missing value is a word, or its mark where room is short", () => {
  const app = figures({ year: 2025 });
  const cell = cellAt(app, "417");
  const { word, mark } = app.data.words.status.m;
  assert.equal(valueText(app, measureOf(app), cell), word);
  assert.equal(valueText(app, measureOf(app), cell, { short: true }), mark);
  assert.equal(fullText(app, measureOf(app), cell), word);
});

test("where room is short only a percent sign stays", () => {
  const short = (measure) => {
    const app = figures({ measure });
    return valueText(app, measureOf(app), cellAt(app, "412"), { short: true });
  };
  assert.equal(short("rate"), `0,90${NBSP}%`);
  assert.equal(short("count"), "998");
});

test("labels of classes", () => {
  for (const [measure, labels] of Object.entries(golden.labels)) {
    const app = figures({ measure });
    assert.deepEqual(labels.map((_, index) => classLabel(app, measureOf(app), index)), labels);
  }
});

test("differences of two years", () => {
  for (const [measure, code, years, expected] of golden.differences) {
    const app = figures({ measure });
    const cell = differenceCell(app, measureOf(app), code, years);
    assert.equal(cell.status, expected.status);
    assert.equal(cell.value, expected.value);
    assert.equal(valueText(app, differenceMeasure(app, measureOf(app)), cell), expected.text);
  }
});

test("sentences of the map", () => {
  for (const [measure, year, scope, sentence] of golden.sentences) assert.equal(figureSentence(figures({ measure, scope }), year), sentence);
});

test("a template keeps what it is given no value for", () => {
  assert.equal(fill("{a} {b}", { a: 0 }), "0 {b}");
});

test("names carry the symbols of their groups", () => {
  const app = figures();
  assert.deepEqual(app.units.map((unit) => markedName(app, unit)), ["Vinh", `◆${NBSP}Tương Dương`, `◆${NBSP}Kỳ Sơn`]);
});

test("each source is named once", () => {
  const app = figures();
  assert.equal(sourcesText(app, [2023, 2024]), fill(app.data.words.source, { source: "Niên giám; Mô hình" }));
  assert.equal(sourcesText(figures({ scope: ["417"] }), [2025]), "");
});
