/** Names are found in any order of their words, with one typing error, by their codes; several at once are compared. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { answers } from "../../lib/drawing/assets/search/comparison.js";
import { found, oneError, plainText } from "../../lib/drawing/assets/shared/search.js";

const unit = (code, name, key = plainText(name)) => [key, name, "huyện", `./ho_so?huyen=${code}`, { also: [code], beside: ["huyen", code, name] }];
const PLACES = [
  unit("412", "Vinh"), unit("415", "Quế Phong"), unit("417", "Kỳ Sơn"), unit("418", "Tương Dương"), unit("421", "Quỳnh Lưu"), unit("422", "Con Cuông"),
  unit("426", "Yên Thành"), unit("428", "Thanh Chương"), unit("431", "Hưng Nguyên"),
  ["huyen ngheo", "Huyện nghèo", "nhóm", "./ho_so?nhom=poor", { beside: ["voi", "poor", "Huyện nghèo"] }],
  ["phuong vinh hung", "Phường Vinh Hưng", "xã", "./xa_phuong?xa=17920", { also: ["17920", "16670"] }],
  ["minh hop", "Xã Minh Hợp", "xã", "./xa_phuong?xa=17071", { also: ["17071"] }],
  ["inh son", "Xã Inh Sơn", "xã", "./xa_phuong?xa=17999"],
  ["in trang nay", "In trang này", "bản in", "./mot_trang?trang={page}", { action: true, also: ["in", "may in"] }],
];
const COMPARING = { to: "./so_sanh", most: 6, joins: "và, với, vs, so sánh", compared: "So sánh {names}", what: "trang" };
const names = (typed, most) => found(PLACES, typed, most).map((place) => place[1]);
const first = (typed) => answers(PLACES, typed, COMPARING, 9)[0];

test("one error is a letter that is wrong, missing or too many, or two neighbours swapped", () => {
  for (const typed of ["wuong", "tuon", "tuongg", "utong", "tuonx", "tung", "tuogn", "xtuong"]) assert.ok(oneError(typed, "tuong"), typed);
  for (const typed of ["tuong", "tonug", "tungo", "xuony", "tu", "gnout", "", "tuongxx"]) assert.ok(!oneError(typed, "tuong"), typed);
  // Every text of up to four letters, beside the distance computed by its definition.
  const texts = [""];
  for (const text of texts) if (text.length < 4) texts.push(...["a", "b", "c"].map((letter) => text + letter));
  const edits = (text) => new Set([...Array(text.length + 1).keys()].flatMap((at) => {
    const [head, tail] = [text.slice(0, at), text.slice(at)];
    return [head + tail.slice(1), tail.length > 1 ? head + tail[1] + tail[0] + tail.slice(2) : text, ...["a", "b", "c"].flatMap((letter) => [head + letter + tail, tail ? head + letter + tail.slice(1) : text])];
  }));
  for (const meant of texts) {
    const near = edits(meant);
    for (const typed of texts) assert.equal(oneError(typed, meant), typed !== meant && near.has(typed), `${typed} ${meant}`);
  }
});

test("words in any order, after those in order", () => {
  assert.deepEqual(names("son ky"), ["Kỳ Sơn"]);
  assert.deepEqual(names("duong tuong"), ["Tương Dương"]);
  const places = [["thanh yen", "Xã Thanh Yên", "", "1"], ["yen thanh", "Yên Thành", "", "2"]];
  assert.deepEqual(found(places, "yen thanh").map((place) => place[3]), ["2", "1"]);
  // A word that is typed twice stands in the name twice.
  assert.deepEqual(names("son son"), []);
});

test("one error in a word of four letters or more, after what has none", () => {
  for (const typed of ["kì sớn", "ky sonn", "kysonn", "huyne ky son"]) assert.equal(names(typed)[0], "Kỳ Sơn", typed);
  for (const [typed, name] of [["tuong duonng", "Tương Dương"], ["tuogn duong", "Tương Dương"], ["qeu phong", "Quế Phong"], ["quynh luuu", "Quỳnh Lưu"], ["vihn", "Vinh"], ["con chuong", "Con Cuông"]]) {
    assert.equal(names(typed)[0], name, typed);
  }
  // Three letters are another word, except where two of them have changed places beside a longer word; two errors are two.
  for (const typed of ["vnh", "ky sin", "qua phong", "qeu", "tuogn duonng", "kz"]) assert.deepEqual(names(typed), [], typed);
  // What is written right hides what would be meant with an error only.
  assert.deepEqual(names("minh"), ["Xã Minh Hợp"]);
  const places = [["chuong", "Chương", "", "error"], ["a cuong b", "A Cuông B", "", "later"], ["c u o n g", "C U O N G", "", "words"]];
  for (const order of [places, places.toReversed()]) assert.notEqual(found(order, "cuong")[0][3], "error");
});

test("codes, whole or their first three digits", () => {
  assert.deepEqual(names("417"), ["Kỳ Sơn"]);
  assert.deepEqual(names("16670"), ["Phường Vinh Hưng"]);
  assert.deepEqual(names("170"), ["Xã Minh Hợp"]);
  for (const typed of ["41", "4178", "070"]) assert.deepEqual(names(typed), [], typed);
});

test("letters that look like others, in every form", () => {
  for (const text of ["Đô Lương", "Ðô Lương", "ðô lương", "Ɖô Lƣơng", "Đô Lương".normalize("NFD"), "Ｄｏ　Ｌｕｏｎｇ"]) assert.equal(plainText(text), "do luong", text);
  assert.equal(plainText("Vƿnh"), "vinh");
});

test("a thing to do stands after places that begin so", () => {
  assert.deepEqual(names("in"), ["Xã Inh Sơn", "In trang này"]);
  assert.deepEqual(names("in trang"), ["In trang này"]);
  assert.deepEqual(names("máy in"), ["In trang này"]);
});

test("two names typed at once are compared", () => {
  for (const typed of ["kỳ sơn tương dương", "ky son, tuong duong", "kỳ sơn và tương dương", "ks td", "so sánh KS với TD", "H. Kỳ Sơn; H. Tương Dương", "ky son-tuong duong", "son ky tuong duonng", "ky son tuong d", "ky son va tuong"]) {
    const [, name, , to] = first(typed) ?? [];
    assert.equal(name, "So sánh Kỳ Sơn – Tương Dương", typed);
    assert.equal(to, "./so_sanh?huyen=417&huyen=418");
  }
  assert.equal(first("huyện nghèo, vinh")[3], "./so_sanh?voi=poor&huyen=412");
  assert.equal(first("ks, td, cc")[1], "So sánh Kỳ Sơn – Tương Dương – Con Cuông");
});

test("a name is no comparison, nor is a place with itself, with a commune, or with nothing", () => {
  for (const typed of ["yen thanh", "thanh chuong", "quynh luu", "ky son", "tuogn duong", "ky son, ky son", "ky son, minh hop", "minh hop, vinh hung", "ky son, zzz", "ky son t", "kỳ sơn,", "vinh hung", "ky son ks", "ky son chuogn", "và", ""]) {
    const compared = answers(PLACES, typed, COMPARING, 9).filter((place) => place[3].startsWith("./so_sanh"));
    assert.deepEqual(compared, [], typed);
  }
  const many = PLACES.slice(0, 9).map((place) => place[1]).join(", ");
  assert.deepEqual(answers(PLACES, many, COMPARING, 9), []);
  assert.equal(answers(PLACES, many, { ...COMPARING, most: 9 }, 9).length, 1);
});
