/** Names found by a few letters: accents not needed, words in any order, one typing error forgiven. No DOM. */

/**
 * Letters that look like a Vietnamese one (`names.py` has the same ones).
 * @type {Record<string, string>}
 */
const LOOK_ALIKES = { đ: "d", ð: "d", ɖ: "d", ƣ: "u", ƿ: "i" };

/** @type {(text: string) => string} */
export function plainText(text) {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[đðɖƣƿ]/g, (letter) => LOOK_ALIKES[letter]).replace(/[^a-z0-9]+/g, " ").trim();
}

/** What a place is, before its name; those that are long enough to have an error. */
const LONG_KINDS = ["thanh pho", "thi xa", "thi tran", "huyen", "phuong", "tinh"];
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
 * Whether `letters` are made of the beginnings of words of a name, in order, from the first word on: "ks", "kys", "kson"; or,
 * `later`, from any word on.
 * @type {(words: string[], letters: string, later: boolean) => boolean}
 */
function beginnings(words, letters, later) {
  // How many letters the words so far can have given: all ways at once, however many there are.
  let given = new Set([0]);
  for (const word of words) {
    const next = new Set(later ? [0] : []);
    for (const from of given) {
      for (let length = 1; length <= word.length && word[length - 1] === letters[from + length - 1]; length += 1) next.add(from + length);
    }
    if (next.has(letters.length)) return true;
    if (!next.size) return false;
    given = next;
  }
  return false;
}

/**
 * Whether one letter is wrong, missing or too many, or two neighbours have changed places.
 * @type {(typed: string, meant: string) => boolean}
 */
export function oneError(typed, meant) {
  if (typed === meant || Math.abs(typed.length - meant.length) > 1) return false;
  let from = 0;
  while (from < typed.length && typed[from] === meant[from]) from += 1;
  let end = 0;
  const most = Math.min(typed.length, meant.length) - from;
  while (end < most && typed.at(-1 - end) === meant.at(-1 - end)) end += 1;
  const [wrong, right] = [typed.slice(from, typed.length - end), meant.slice(from, meant.length - end)];
  return wrong.length + right.length <= 2 || (wrong.length === 2 && right.length === 2 && wrong[0] === right[1] && wrong[1] === right[0]);
}

/** A word of fewer letters is another word with one letter changed. */
const FORGIVEN = 4;

/**
 * A typed word's error is forgiven from four letters on; of three letters two may have changed places beside a longer word.
 * @type {(typed: string, meant: string, beside: boolean) => boolean}
 */
function forgiven(typed, meant, beside) {
  const enough = typed.length >= FORGIVEN || (beside && typed.length === FORGIVEN - 1 && typed.length === meant.length && [...typed].sort().join() === [...meant].sort().join());
  return enough && oneError(typed, meant);
}

/**
 * Whether each typed word begins a word of the name, in whatever order; one of them may have an error where `errors` is 1.
 * @type {(typed: string[], words: string[], errors: 0 | 1, beside?: boolean) => boolean}
 */
function eachFits(typed, words, errors, beside = typed.some((word) => word.length >= FORGIVEN)) {
  if (!typed.length) return true;
  const [first, ...rest] = typed;
  return words.some((word, at) => {
    const right = word.startsWith(first);
    if (!right && !(errors && forgiven(first, word, beside))) return false;
    return eachFits(rest, words.filter((_, other) => other !== at), right ? errors : 0, beside);
  });
}

/**
 * Texts without the kind of unit before the name where that has an error: "huyne ky son".
 * @type {(texts: string[]) => string[]}
 */
function withoutWrongKind(texts) {
  return texts.flatMap((text) => LONG_KINDS.flatMap((kind) => {
    const words = text.split(" ");
    const long = kind.split(" ").length;
    return words.length > long && oneError(words.slice(0, long).join(" "), kind) ? [words.slice(long).join(" ")] : [];
  }));
}

/** How well a name answers, best first. */
export const RANK = { name: 0, beginning: 1, words: 2, later: 3, order: 4, error: 5, errorWithin: 6 };

/** @type {Map<string, string[]>} */
const split = new Map();

/**
 * A key's words: there are few keys, and each is asked at every letter.
 * @type {(key: string) => string[]}
 */
function wordsOf(key) {
  const known = split.get(key) ?? key.split(" ");
  split.set(key, known);
  return known;
}

/**
 * How well a name answers what was typed: the name, its beginning, the beginnings of its words, those of later words, words in
 * another order; `Infinity` otherwise.
 * @type {(key: string, typed: string) => number}
 */
function exactRank(key, typed) {
  if (key === typed) return RANK.name;
  if (key.startsWith(typed)) return RANK.beginning;
  const [words, asked] = [wordsOf(key), typed.split(" ")];
  const letters = asked.join("");
  // Most names are out at the first letter.
  if (!words.some((word) => word[0] === letters[0])) return Infinity;
  if (beginnings(words, letters, false)) return RANK.words;
  if (beginnings(words, letters, true)) return RANK.later;
  return asked.length <= words.length && eachFits(asked, words, 0) ? RANK.order : Infinity;
}

/**
 * As :func:`exactRank` where what was typed has an error: the name, or words of it.
 * @type {(key: string, typed: string) => number}
 */
function errorRank(key, typed) {
  const [words, asked] = [wordsOf(key), typed.split(" ")];
  // Written as one word a name has errors as a word has.
  if (asked.length === 1 && words.length > 1 && forgiven(typed, words.join(""), false)) return RANK.error;
  if (asked.length > words.length || !eachFits(asked, words, 1)) return Infinity;
  return asked.length === words.length ? RANK.error : RANK.errorWithin;
}

/** From so many digits on a code is found by its beginning. */
const DIGITS = /^\d{3,}$/;

/**
 * How well a place answers by its name, or by what else it is found by. A thing to do, or a question, comes after the places whose
 * words begin as was typed.
 * @type {(place: FoundPlace, texts: string[], rank: (key: string, typed: string) => number) => number}
 */
function rankOf([key, , , , more], texts, rank) {
  const also = more?.also ?? [];
  const ranks = texts.flatMap((text) => {
    if (more?.action || more?.asked) return [key, ...also].map((other) => Math.max(rank(other, text), RANK.later + 0.5));
    const code = DIGITS.test(text) && also.some((other) => other.startsWith(text));
    return code ? (also.includes(text) ? RANK.name : RANK.beginning) : rank(key, text);
  });
  return Math.min(...ranks);
}

/**
 * Whether nothing else than this place need be looked for: its name begins as was typed, or has all the words.
 * @type {(place: FoundPlace, rank: number, texts: string[]) => boolean}
 */
function plainlyMeant([key], rank, texts) {
  return rank <= RANK.beginning || (rank < Infinity && texts.some((text) => text.split(" ").every((word) => wordsOf(key).includes(word))));
}

/**
 * The places that answer with how well they do, best first; of equals those that stand first in the list, where districts do.
 * Errors are looked for only where no place is plainly meant.
 * @type {(places: FoundPlace[], typed: string) => { place: FoundPlace, rank: number }[]}
 */
export function ranked(places, typed) {
  const texts = [...new Set([plainText(typed), bareName(typed)])].filter(Boolean);
  if (!texts.length) return [];
  const exact = places.map((place, index) => ({ place, index, rank: rankOf(place, texts, exactRank) }));
  const wrongKind = withoutWrongKind(texts);
  const meant = exact.some(({ place, rank }) => plainlyMeant(place, rank, texts));
  const entries = meant ? exact : exact.map((entry) => {
    if (entry.rank < Infinity) return entry;
    const rank = Math.min(rankOf(entry.place, texts, errorRank), Math.max(rankOf(entry.place, wrongKind, exactRank), RANK.errorWithin));
    return { ...entry, rank };
  });
  return entries.filter(({ rank }) => rank < Infinity).sort((a, b) => a.rank - b.rank || a.index - b.index);
}

/**
 * The best of :func:`ranked`.
 * @type {(places: FoundPlace[], typed: string, most?: number) => FoundPlace[]}
 */
export function found(places, typed, most = 7) {
  return ranked(places, typed).slice(0, most).map((entry) => entry.place);
}
