/** A saved meeting: what was chosen and written anew. Its figures are references: shown with the figures of today. No DOM. */

import { isOwn } from "./own.js";
import { fill } from "../map/words.js";

const TRIED = "neu_thi";
const REFERENCE = /\{([\w-]+:\w+:\d{4})\}/g;

/**
 * The meeting as it stands, for a file. What the figures say now travels along, to tell later what has changed.
 * @type {(deck: Deck, entries: Entry[]) => SavedSet}
 */
export function savedSet(deck, entries) {
  const scenes = entries.map((entry) => {
    const { code, shown, headline, notes, lines } = entry;
    const text = (/** @type {string | null} */ written) => (written === null ? null : referenced(deck, entry, written));
    return {
      code, shown, headline: text(headline), notes: text(notes), ...(isOwn(code) ? { lines: (lines ?? []).map((line) => referenced(deck, entry, line)) } : {}),
      seen: Object.fromEntries(refsOf(deck, entry)),
    };
  });
  const { edition, group, districts, year, beside, paces } = deck;
  return { version: 1, edition, group, districts, year, beside, paces, scenes };
}

/**
 * The figures that an entry can name, as written: those its texts came with, then those of its scene.
 * @type {(deck: Deck, entry: Entry) => Map<string, string>}
 */
function refsOf(deck, { code, seen }) {
  const own = Object.keys(seen ?? {});
  const shown = Object.hasOwn(deck.scenes, code) ? deck.scenes[code].refs : [];
  return new Map([...own, ...shown].map((ref) => [ref, deck.figures[ref]?.[0] ?? /** @type {Record<string, string>} */ (seen)[ref]]));
}

/**
 * A text with the figures written in it as references; the longest first, since one can hold another.
 * @type {(deck: Deck, entry: Entry, text: string) => string}
 */
function referenced(deck, entry, text) {
  const known = [...refsOf(deck, entry)].map(([ref, written]) => /** @type {[string, string]} */ ([plainSpaces(written), ref]));
  known.sort((a, b) => b[0].length - a[0].length);
  let out = plainSpaces(text);
  for (const [written, ref] of known) {
    // Not within a longer number, and never within a reference.
    const place = new RegExp(`(?<![\\d.,≈]\\s?)${written.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\d,.]*\\d)(?![^{]*\\})`, "gu");
    out = out.replace(place, `{${ref}}`);
  }
  return out;
}

/**
 * A text with its references written out. A figure of another year than the one shown says so where the set was made for
 * that year; one that there is no longer stays as it was when the set was saved, and says so.
 * @type {(deck: Deck, text: string, seen: Record<string, string>, year: unknown) => string}
 */
function filledText(deck, text, seen, year) {
  const { words } = deck;
  return text.replace(REFERENCE, (whole, ref, at) => {
    const now = deck.figures[ref]?.[0];
    const ofYear = Number(ref.split(":")[2]);
    const note = now === undefined ? words.gone : year !== deck.year && ofYear !== deck.year ? fill(words.as_of, { year: ofYear }) : "";
    const said = !note || text.slice(at + whole.length).trimStart().startsWith(note);
    return `${now ?? seen[ref] ?? words.no_figure}${said ? "" : ` ${note}`}`;
  });
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
    if (!isOwn(entry.code) && !Object.hasOwn(deck.scenes, entry.code)) {
      told.push(`${words.lost} ${entry.code}`);
      continue;
    }
    const made = readEntry(deck, entry, saved.year);
    entries.push(made);
    for (const [ref, before] of Object.entries(entry.seen ?? {})) {
      const now = deck.figures[ref];
      if (now && plainSpaces(now[0]) !== plainSpaces(String(before))) changed.set(ref, fill(words.changed, { what: now[1], before: String(before), now: now[0] }));
      else if (!now && made.seen?.[ref]) changed.set(ref, fill(words.lost_figure, { reference: ref, before: String(before) }));
    }
  }
  const tried = String(saved.paces ?? []);
  if (tried !== String(deck.paces) && entries.some(({ code }) => code === TRIED)) told.push(`${words.other_paces} ${tried || "–"} → ${String(deck.paces) || "–"}`);
  if (saved.year !== deck.year) told.push(`${words.other_year} ${saved.year} → ${deck.year}`);
  told.push(...changed.values());
  return entries.length ? { entries, told } : null;
}

/**
 * One entry; `seen` are the figures that its texts name, as they were written.
 * @type {(deck: Deck, entry: any, year: unknown) => Entry}
 */
function readEntry(deck, { code, shown, headline, notes, lines, seen = {} }, year) {
  const own = isOwn(code);
  const texts = [headline, notes, ...(own && Array.isArray(lines) ? lines : [])].filter((text) => typeof text === "string");
  const named = texts.flatMap((text) => [...text.matchAll(REFERENCE)].map(([, ref]) => ref));
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? filledText(deck, value, seen, year) : null);
  return {
    code, shown: shown !== false, headline: text(headline), notes: text(notes), ...(own ? { lines: (Array.isArray(lines) ? lines : []).flatMap((line) => text(line) ?? []) } : {}),
    seen: Object.fromEntries(named.map((ref) => [ref, String(seen[ref] ?? deck.figures[ref]?.[0] ?? deck.words.no_figure)])),
  };
}
