/** Names found by a few letters, accents not needed. No DOM. */

/** @type {(text: string) => string} */
export function plainText(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

/** What a place is, before its name. */
const KINDS = /^(?:thanh pho|thi xa|thi tran|huyen|phuong|xa|tinh|tp|tx|tt|t p|t x|t t|h|p|x) (?=.)/;

/**
 * A typed name as keys are written: without accents and kind of unit, a lone i after a consonant as y.
 * @type {(text: string) => string}
 */
export function bareName(text) {
  const bare = plainText(text).replace(KINDS, "");
  return bare.split(" ").map((word) => word.replace(/^(h|k|l|m|s|t|qu)i$/, "$1y")).join(" ");
}

/**
 * Whether `letters` are made of the beginnings of words of a name, in order, from the first word on: "ks", "kys", "kson".
 * @type {(words: string[], letters: string) => boolean}
 */
function beginnings(words, letters) {
  if (!letters) return true;
  if (!words.length) return false;
  const [first, ...rest] = words;
  for (let length = Math.min(first.length, letters.length); length > 0; length -= 1) {
    if (first.startsWith(letters.slice(0, length)) && beginnings(rest, letters.slice(length))) return true;
  }
  return false;
}

/**
 * How well a name answers: 0 the name, 1 its beginning, 2 the beginnings of its words, 3 a later word; none otherwise.
 * @type {(key: string, typed: string) => number}
 */
function rank(key, typed) {
  if (key === typed) return 0;
  if (key.startsWith(typed)) return 1;
  const letters = typed.replaceAll(" ", "");
  const words = key.split(" ");
  if (beginnings(words, letters)) return 2;
  return words.some((_, from) => beginnings(words.slice(from), letters)) ? 3 : Infinity;
}

/**
 * The places that answer, best first; of equals those that stand first in the list, where districts do.
 * @type {(places: DeckPlace[], typed: string, most?: number) => DeckPlace[]}
 */
export function found(places, typed, most = 7) {
  const texts = [...new Set([plainText(typed), bareName(typed)])].filter(Boolean);
  if (!texts.length) return [];
  const ranked = places.map((place, index) => ({ place, index, rank: Math.min(...texts.map((text) => rank(place[0], text))) })).filter((entry) => entry.rank < Infinity);
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return ranked.slice(0, most).map((entry) => entry.place);
}
