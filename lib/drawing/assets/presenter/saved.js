/** A saved meeting: what was chosen and written anew. Its figures are references: shown with the figures of today. No DOM. */

import { fill } from "../map/words.js";

const TRIED = "neu_thi";
const REFERENCE = /\{([\w-]+:\w+:\d{4})\}/g;

/**
 * The meeting as it stands, for a file. What the figures say now travels along, to tell later what has changed.
 * @type {(deck: Deck, entries: Entry[]) => SavedSet}
 */
export function savedSet(deck, entries) {
  const scenes = entries.map(({ code, shown, headline, notes }) => ({
    code, shown, headline: headline === null ? null : referenced(deck, code, headline), notes: notes === null ? null : referenced(deck, code, notes),
    seen: Object.fromEntries(deck.scenes[code].refs.map((ref) => [ref, deck.figures[ref][0]])),
  }));
  const { edition, group, districts, year, beside, paces } = deck;
  return { version: 1, edition, group, districts, year, beside, paces, scenes };
}

/**
 * A text with the written figures of its scene as references; the longest first, since one can hold another.
 * @type {(deck: Deck, code: string, text: string) => string}
 */
export function referenced(deck, code, text) {
  const known = deck.scenes[code].refs.map((ref) => /** @type {[string, string]} */ ([plainSpaces(deck.figures[ref][0]), ref]));
  known.sort((a, b) => b[0].length - a[0].length);
  let out = plainSpaces(text);
  for (const [written, ref] of known) {
    // Not within a longer number, and never within a reference.
    const place = new RegExp(`(?<![\\d.,≈]\\s?)${written.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\d,.]*\\d)(?![^{]*\\})`, "gu");
    out = out.replace(place, `{${ref}}`);
  }
  return out;
}

/** @type {(deck: Deck, text: string) => string} */
export function filledText(deck, text) {
  return text.replace(REFERENCE, (whole, ref) => deck.figures[ref]?.[0] ?? whole);
}

/** @type {(text: string) => string} */
function plainSpaces(text) {
  return text.replaceAll("\u00a0", " ");
}

/**
 * The entries of a saved set as far as this deck has them, and what has to be said about it.
 * @type {(deck: Deck, saved: any) => { entries: Entry[], told: string[] } | null}
 */
export function readSet(deck, saved) {
  const usable = saved?.version === 1 && Array.isArray(saved.scenes) && saved.scenes.every((/** @type {any} */ entry) => typeof entry?.code === "string");
  if (!usable) return null;
  const { words } = deck;
  /** @type {string[]} */
  const told = [];
  /** @type {Map<string, string>} */
  const changed = new Map();
  /** @type {Entry[]} */
  const entries = [];
  for (const entry of saved.scenes) {
    if (!Object.hasOwn(deck.scenes, entry.code)) {
      told.push(`${words.lost} ${entry.code}`);
      continue;
    }
    const text = (/** @type {unknown} */ value) => (typeof value === "string" ? filledText(deck, value) : null);
    entries.push({ code: entry.code, shown: entry.shown !== false, headline: text(entry.headline), notes: text(entry.notes) });
    for (const [ref, before] of Object.entries(entry.seen ?? {})) {
      const now = deck.figures[ref];
      if (now && now[0] !== before) changed.set(ref, fill(words.changed, { what: now[1], before: String(before), now: now[0] }));
    }
  }
  const tried = String(saved.paces ?? []);
  if (tried !== String(deck.paces) && entries.some(({ code }) => code === TRIED)) told.push(`${words.other_paces} ${tried || "–"} → ${String(deck.paces) || "–"}`);
  if (saved.year !== deck.year) told.push(`${words.other_year} ${saved.year} → ${deck.year}`);
  told.push(...changed.values());
  return entries.length ? { entries, told } : null;
}
