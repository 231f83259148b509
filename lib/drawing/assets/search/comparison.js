/** What a text finds: places and things to do, and where several places are typed at once their comparison. No DOM. */

import { RANK, plainText, ranked } from "../shared/search.js";

/**
 * The page that compares, as many places as it takes, words between names parted by commas, what it is called with these {names}.
 * @typedef {{ to: string, most: number, joins: string, compared: string, what: string }} Comparing
 * @typedef {{ place: FoundPlace, rank: number }} Hit
 */

/**
 * The best answers. A comparison comes after what is called as was typed where a sign or a word such as “và” stands between the
 * names; where nothing does, only if no name was meant.
 * @type {(places: FoundPlace[], typed: string, comparing: Comparing, most: number) => FoundPlace[]}
 */
export function answers(places, typed, comparing, most) {
  const hits = ranked(places, typed);
  const parts = apart(typed, comparing.joins);
  const before = hits.filter(({ rank }) => rank < (parts.length > 1 ? RANK.words : RANK.error)).length;
  const compared = parts.length > 1 || !before ? meant(places.filter((place) => place[4]?.beside), parts) : [];
  const list = hits.map(({ place }) => place);
  if (compared.length > 1 && compared.length <= comparing.most) list.splice(before, 0, comparison(compared, comparing));
  return list.slice(0, most);
}

/** @type {(places: FoundPlace[], comparing: Comparing) => FoundPlace} */
function comparison(places, { to, compared, what }) {
  const units = places.flatMap((place) => (place[4]?.beside ? [place[4].beside] : []));
  const query = new URLSearchParams(units.map(([parameter, code]) => [parameter, code]));
  const name = compared.replace("{names}", units.map((unit) => unit[2]).join(" – "));
  return [plainText(name), name, what, `${to}?${query}`];
}

/**
 * What stands between signs and between words that join names.
 * @type {(typed: string, joins: string) => string[]}
 */
function apart(typed, joins) {
  const between = new RegExp(`(?:^|\\s)(?:${joins.split(",").map(plainText).join("|")})(?=\\s|$)`);
  const parts = typed.split(/[,;&+/–—]|\s-\s/).flatMap((part) => plainText(part).split(between));
  return parts.map((part) => part.trim()).filter(Boolean);
}

/**
 * The places that parts of a text mean; none where one means nothing.
 * @type {(places: FoundPlace[], parts: string[]) => FoundPlace[]}
 */
function meant(places, parts) {
  if (parts.length < 2) return twoOf(places, (parts[0] ?? "").split(" "));
  const found = parts.map((part) => ranked(places, part).find((hit) => hit.rank <= RANK.later || allOf(hit, part)));
  return found.includes(undefined) ? [] : [...new Set(found.flatMap((hit) => (hit ? [hit.place] : [])))];
}

/**
 * The two places that words mean which nothing sets apart, parted where both are meant most surely.
 * @type {(places: FoundPlace[], words: string[]) => FoundPlace[]}
 */
function twoOf(places, words) {
  let surest = Infinity;
  /** @type {FoundPlace[]} */
  let two = [];
  for (let at = 1; at < words.length; at += 1) {
    const first = whole(places, words.slice(0, at).join(" "), false);
    const second = whole(places, words.slice(at).join(" "), true);
    if (!first || !second || first.place === second.place || first.rank + second.rank >= surest) continue;
    surest = first.rank + second.rank;
    two = [first.place, second.place];
  }
  return two;
}

/**
 * What a part means as a name of its own: all of it, its initials, or the last part its beginning. One of several words is no
 * name: “yen” and “thanh” are Yên Thành's.
 * @type {(places: FoundPlace[], part: string, last: boolean) => Hit | undefined}
 */
function whole(places, part, last) {
  const hit = part.length > 1 ? ranked(places, part)[0] : undefined;
  if (!hit) return undefined;
  return hit.rank === RANK.name || hit.rank === RANK.words || (last && hit.rank === RANK.beginning) || allOf(hit, part) ? hit : undefined;
}

/**
 * Whether all words of a name were typed, in another order or with an error.
 * @type {(hit: Hit, part: string) => boolean}
 */
function allOf(hit, part) {
  return hit.rank >= RANK.order && hit.place[0].split(" ").length === part.split(" ").length;
}
