/** Geometry and the places of labels. Text is as wide as it has signs. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { figures } from "./app.js";
import { boxAround, boxInside, contains, crossing, edgesCross, overlap, parsePath, ringArea } from "../../lib/drawing/assets/map/geometry.js";
import { layoutPane, spread, uncross } from "../../lib/drawing/assets/map/labels.js";

const pen = { font: "", measureText: (text) => ({ width: text.length * Number(pen.font.match(/([\d.]+)px/)[1]) * 0.55 }) };
globalThis.document = { createElement: () => ({ getContext: () => pen }) };

const SQUARE = [[[0, 0], [10, 0], [10, 10], [0, 10]]];

test("paths with absolute and relative commands", () => {
  assert.deepEqual(parsePath("M0,0L10,0V10H0Z"), SQUARE);
  assert.deepEqual(parsePath("m0 0h10v10h-10z"), SQUARE);
  assert.deepEqual(parsePath("M0 0L1 1Z"), []);
  assert.deepEqual(parsePath("m0 0h2v2zm5 5h-1v-1z")[1], [[5, 5], [4, 5], [4, 4]]);
  assert.equal(ringArea(SQUARE[0]), 100);
});

test("points, boxes and edges", () => {
  assert.deepEqual([contains(SQUARE, 5, 5), contains(SQUARE, 15, 5)], [true, false]);
  assert.deepEqual([edgesCross(SQUARE, boxAround(0, 5, 2, 2)), edgesCross(SQUARE, boxAround(5, 5, 2, 2))], [true, false]);
  assert.deepEqual([boxInside(SQUARE, boxAround(5, 5, 8, 8)), boxInside(SQUARE, boxAround(5, 5, 12, 8))], [true, false]);
  assert.deepEqual([overlap(boxAround(0, 0, 2, 2), boxAround(3, 0, 2, 2)), overlap(boxAround(0, 0, 2, 2), boxAround(3, 0, 2, 2), 2)], [false, true]);
  assert.equal(crossing([[0, 0], [2, 2]], [[0, 2], [2, 0]]), true);
  assert.equal(crossing([[0, 0], [2, 0]], [[0, 1], [2, 1]]), false);
});

test("crowded positions move apart, within their room and in their order", () => {
  const out = spread([10, 11, 12, 80], 10, 100);
  out.slice(1).forEach((value, i) => assert.ok(value - out[i] >= 9.9));
  assert.ok(out[0] >= 4.9 && out[3] <= 95.1);
  assert.deepEqual(spread([20, 60], 10, 100), [20, 60]);
  assert.deepEqual(spread([], 10, 100), []);
});

test("leaders that cross change places", () => {
  const labels = [{ anchor: [0, 50], y: 10 }, { anchor: [0, 10], y: 50 }];
  uncross(labels, 100);
  assert.deepEqual(labels.map((label) => [label.anchor[1], label.y]), [[10, 10], [50, 50]]);
});

function layout(width) {
  return layoutPane({ ...figures(), pictureFonts: "serif" }, width, 600);
}

test("on a wide pane a label stands in its unit or in a column, none upon another", () => {
  const { labels, year, narrow } = layout(1200);
  assert.equal(narrow, false);
  for (const label of labels) {
    assert.ok(["inside", "callout"].includes(label.kind));
    assert.ok(!overlap(label.box, year.box));
    for (const other of labels) if (other !== label) assert.ok(!overlap(label.box, other.box));
  }
});

test("on a narrow pane what does not fit is a numbered badge within the picture", () => {
  const { labels, narrow, width, height } = layout(140);
  assert.equal(narrow, true);
  const badges = labels.filter((label) => label.kind === "badge");
  assert.ok(badges.length > 0);
  assert.deepEqual(badges.map((label) => label.number).sort(), badges.map((_, i) => i + 1));
  for (const { box } of badges) assert.ok(box.x0 >= 0 && box.y0 >= 0 && box.x1 <= width && box.y1 <= height);
});

test("a name that is too wide for its unit stands there in two lines, and reads as one", () => {
  const widths = [180, 230, 300, 400];
  const inside = widths.flatMap((width) => layout(width).labels.filter((label) => label.kind === "inside"));
  for (const label of inside) assert.equal(label.lines.join(""), label.name);
  assert.ok(inside.some((label) => label.lines.length === 2));
  assert.ok(inside.some((label) => label.lines.length === 1));
});

test("labels stand still from year to year", () => {
  const at = (year) => layoutPane({ ...figures({ year }), pictureFonts: "serif" }, 1200, 600).labels.map(({ x, y }) => [x, y]);
  assert.deepEqual(at(2023), at(2025));
});
