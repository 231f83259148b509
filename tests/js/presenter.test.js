/** Where a meeting is, what keys ask for, names found by a few letters. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { between, shapeOf } from "../../lib/drawing/assets/presenter/line.js";
import { asked, codeOf, commandOf, jumped, opened, returned, stepped } from "../../lib/drawing/assets/presenter/meeting.js";
import { keep, keptSet, placeOf } from "../../lib/drawing/assets/presenter/kept.js";
import { entriesOf, newOwn, sceneOf } from "../../lib/drawing/assets/presenter/own.js";
import { readSet, savedSet } from "../../lib/drawing/assets/presenter/saved.js";
import { found, plainText } from "../../lib/drawing/assets/shared/search.js";

const ORDER = ["a", "b", "c"];

test("a meeting opens at the scene of its address, at the first one without, beside the set for any other", () => {
  assert.equal(codeOf(opened(ORDER, "b")), "b");
  assert.equal(codeOf(opened(ORDER, "")), "a");
  const beside = opened(ORDER, "x");
  assert.equal(codeOf(beside), "x");
  assert.equal(codeOf(returned(beside)), "a");
});

test("steps stay within the set", () => {
  let meeting = opened(ORDER, "a");
  meeting = stepped(meeting, -1);
  assert.equal(codeOf(meeting), "a");
  for (let i = 0; i < 5; i += 1) meeting = stepped(meeting, 1);
  assert.equal(codeOf(meeting), "c");
  assert.equal(codeOf(jumped(meeting, 2)), "b");
  assert.equal(codeOf(jumped(meeting, 99)), "c");
  assert.equal(codeOf(jumped(meeting, 0)), "a");
});

test("what is asked for is left the way it came, step by step", () => {
  const meeting = asked(asked(opened(ORDER, "b"), "x"), "y");
  assert.equal(codeOf(meeting), "y");
  assert.equal(codeOf(returned(meeting)), "x");
  assert.equal(codeOf(returned(returned(meeting))), "b");
  assert.equal(codeOf(returned(returned(returned(meeting)))), "b");
  assert.equal(codeOf(stepped(meeting, 1)), "c");
  assert.equal(asked(meeting, "y"), meeting);
});

test("keys of keyboards and clickers", () => {
  const said = (/** @type {string} */ key, more = {}) => commandOf({ key, ...more })?.do;
  for (const key of ["ArrowRight", " ", "PageDown"]) assert.equal(said(key), "next");
  for (const key of ["ArrowLeft", "PageUp"]) assert.equal(said(key), "previous");
  assert.deepEqual([said("Home"), said("End"), said("Escape"), said("?"), said("/")], ["first", "last", "leave", "help", "ask"]);
  assert.deepEqual(["F", "B", "W", "P", "L"].map((key) => said(key, { shiftKey: true })), ["full", "black", "white", "play", "laser"]);
  assert.equal(said("."), "black");
  assert.deepEqual(commandOf({ key: "7" }), { do: "digit", text: "7" });
  // Letters that begin names of districts ask; with Shift they are commands.
  for (const letter of "abcdeghiklmnopqrstuvxyfwjzđáơư") assert.deepEqual(commandOf({ key: letter }), { do: "type", text: letter });
  for (const letter of "FBWPLTNEH") assert.notEqual(said(letter, { shiftKey: true }), "type");
  assert.equal(said("T", { shiftKey: true }), "theme");
  assert.deepEqual(commandOf({ key: "đ" }), { do: "type", text: "đ" });
  assert.equal(commandOf({ key: "r", ctrlKey: true }), null);
  assert.equal(commandOf({ key: "F5" }), null);
});

/** @type {DeckPlace[]} */
const PLACES = [
  ["quy chau", "Quỳ Châu", "huyện", "1"], ["quy hop", "Quỳ Hợp", "huyện", "2"], ["quynh luu", "Quỳnh Lưu", "huyện", "3"],
  ["nam dan", "Nam Đàn", "huyện", "4"], ["nghia dan", "Nghĩa Đàn", "huyện", "5"], ["quy chau", "Xã Quỳ Châu", "", "1"],
];

test("names are found by their beginnings, by the beginnings of their words, by later words", () => {
  const first = (/** @type {string} */ typed) => found(PLACES, typed)[0]?.[3];
  assert.deepEqual(["qch", "qh", "ql", "nad", "ngd", "quy h", "Quỳ Hợp", "QUỲ HỢP", "luu"].map(first), ["1", "2", "3", "4", "5", "2", "2", "2", "3"]);
  assert.deepEqual(found(PLACES, "zz"), []);
  assert.deepEqual(found(PLACES, " "), []);
  assert.equal(found(PLACES, "quy chau")[0][1], "Quỳ Châu");
  assert.equal(plainText("Đô Lương"), "do luong");
});

test("a line's numbers glide", () => {
  const block = /** @type {any} */ ({ top: 13.44, points: [{ year: 2021, value: 10, high: 12 }, { year: 2022, value: 6, high: 6 }], path: [[2021, 10, 10]] });
  const shape = shapeOf(block);
  assert.ok(Math.abs(shape.top - 13.44) < 1e-9);
  const half = between({ top: 20, values: new Map([[2021, 20]]) }, shape, 0.5);
  assert.deepEqual([...half.values], [[2021, 15], [2022, 6]]);
});

test("a saved set keeps the paces it was saved with, and tells where the meeting tries others", () => {
  const scene = { title: "", headline: "", lead: [], blocks: [], statuses: [], sources: "", notes: [], refs: [] };
  const deck = /** @type {Deck} */ (/** @type {unknown} */ ({
    edition: "e", group: "40", districts: [], beside: ["40"], paces: ["417:8.0"], year: 2024, figures: {}, order: ["neu_thi"],
    scenes: { neu_thi: scene, mo_dau: scene }, words: { other_paces: "nhịp khác:", lost: "", changed: "", other_year: "" },
  }));
  const entry = (/** @type {string} */ code) => ({ code, shown: true, headline: null, notes: null });
  const saved = savedSet(deck, [entry("neu_thi")]);
  assert.deepEqual([saved.beside, saved.paces], [["40"], ["417:8.0"]]);
  assert.deepEqual(readSet(deck, saved)?.told, []);
  const other = { ...deck, paces: ["418:5.0"] };
  assert.deepEqual(readSet(other, saved)?.told, ["nhịp khác: 417:8.0 → 418:5.0"]);
  // A set saved before there were paces; one without the scene.
  assert.deepEqual(readSet(other, { ...saved, paces: undefined })?.told, ["nhịp khác: – → 418:5.0"]);
  assert.deepEqual(readSet(other, savedSet(deck, [entry("mo_dau")]))?.told, []);
});

const sets = JSON.parse(readFileSync(new URL("../data/scene_sets.json", import.meta.url), "utf8"));
const SCENE = { title: "", headline: "của bài", lead: [], blocks: [], statuses: [], sources: "", notes: ["nguồn"], refs: [] };
/** A deck without a page: the scenes and figures that the golden sets name. */
const deckOf = (/** @type {object} */ more = {}) => /** @type {Deck} */ (/** @type {unknown} */ ({
  edition: "e", group: "40", districts: ["417"], beside: [], paces: [], year: 2024, figures: sets.figures, words: sets.words, order: ["huyen-417", "nguon"], arranged: false,
  scenes: { "huyen-417": { ...SCENE, refs: ["417:poor_rate:2024"] }, nguon: SCENE }, ...more,
}));
const bare = (/** @type {Entry} */ { seen, ...entry }) => entry;

for (const { name, set, year = 2024, entries, told } of sets.cases) {
  test(`a saved set: ${name}`, () => {
    const deck = deckOf({ year });
    const read = readSet(deck, set);
    assert.deepEqual(read?.entries.map(bare), entries);
    assert.deepEqual(read?.told, told);
    // Saved again and read again nothing has moved, and no remark is doubled.
    const again = readSet(deck, savedSet(deck, read?.entries ?? []));
    assert.deepEqual(again?.entries.map(bare), entries);
  });
}

test("what a set refers to is still a reference when it is saved in another year", () => {
  const deck = deckOf({ year: 2023, scenes: { "huyen-417": SCENE } });
  const { set } = sets.cases.find((/** @type {any} */ one) => one.year === 2023);
  const [{ headline, seen }] = savedSet(deck, readSet(deck, set)?.entries ?? []).scenes;
  assert.equal(headline, "Còn {417:poor_rate:2024} (số năm 2024), xưa {417:poor_rate:2023}");
  assert.deepEqual(Object.keys(seen ?? {}).sort(), ["417:poor_rate:2023", "417:poor_rate:2024"]);
});

/** @type {() => Storage} */
function storageOf() {
  const kept = new Map();
  return /** @type {any} */ ({ getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ text) => kept.set(key, text), removeItem: (/** @type {string} */ key) => kept.delete(key) });
}

test("an arrangement is kept for its selection alone, whatever the edition", () => {
  const storage = storageOf();
  const entries = [{ code: "nguon", shown: true, headline: "Riêng", notes: null }];
  assert.ok(keep(deckOf(), entries, () => storage));
  assert.equal(keptSet(deckOf({ edition: "sau" }), () => storage)?.entries[0].headline, "Riêng");
  for (const other of [{ districts: ["418"] }, { group: "mountain" }, { year: 2023 }, { paces: ["417:8.0"] }, { beside: ["40"] }, { arranged: true }]) {
    assert.equal(keptSet(deckOf(other), () => storage), null);
  }
  assert.equal(placeOf(deckOf({ districts: ["a", "b"] })), placeOf(deckOf({ districts: ["b", "a"] })));
  keep(deckOf(), null, () => storage);
  assert.equal(keptSet(deckOf(), () => storage), null);
});

test("where nothing can be kept, or what is kept is no set, the meeting opens all the same", () => {
  const blocked = () => {
    throw new Error("SecurityError");
  };
  assert.equal(keep(deckOf(), [], blocked), false);
  assert.equal(keptSet(deckOf(), blocked), null);
  assert.equal(keptSet(deckOf(), () => /** @type {any} */ ({ getItem: () => "{" })), null);
});

test("scenes of one's own have the first free code, and stay so in a file made of them", () => {
  const entries = [newOwn([])];
  entries.push(newOwn(entries));
  assert.deepEqual(entries.map(({ code }) => code), ["rieng-1", "rieng-2"]);
  assert.equal(sceneOf(deckOf(), entries, "rieng-1")?.headline, "Cảnh của tôi");
  assert.equal(sceneOf(deckOf(), entries, "rieng-3"), undefined);
  const text = { kind: "text", heading: "", lines: ["một"] };
  const [mine] = entriesOf(deckOf({ order: ["rieng-1"], scenes: { "rieng-1": { ...SCENE, headline: "Đề nghị", blocks: [text], notes: [] } } }));
  assert.deepEqual(mine, { code: "rieng-1", shown: true, headline: "Đề nghị", notes: null, lines: ["một"] });
});
