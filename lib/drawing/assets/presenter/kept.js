/** What was arranged, kept in this browser for the selection it was made for; where nothing can be kept it says so. */

import { readSet, savedSet } from "./saved.js";

const PREFIX = "meeting:";

/**
 * Where a selection's arrangement is kept: by what the scenes are about, not by the edition of the data. A file made of a
 * saved set has an order of its own, which that of the plain selection must not take the place of.
 * @type {(deck: Deck) => string}
 */
export function placeOf({ group, districts, year, beside, paces, arranged, order }) {
  return PREFIX + JSON.stringify([group, [...districts].sort(), year, beside, paces, ...(arranged ? [order] : [])]);
}

/**
 * What is kept for a deck, as a saved set is read; null where there is none.
 * @type {(deck: Deck, storage: () => Storage) => { entries: Entry[], told: string[] } | null}
 */
export function keptSet(deck, storage) {
  try {
    const text = storage().getItem(placeOf(deck));
    return text ? readSet(deck, JSON.parse(text)) : null;
  } catch {
    return null;
  }
}

/**
 * Keeps the entries, or forgets them (null). False where the browser keeps nothing: blocked or full.
 * @type {(deck: Deck, entries: Entry[] | null, storage: () => Storage) => boolean}
 */
export function keep(deck, entries, storage) {
  try {
    if (entries) storage().setItem(placeOf(deck), JSON.stringify(savedSet(deck, entries)));
    else storage().removeItem(placeOf(deck));
    return true;
  } catch {
    return false;
  }
}
