/** Scenes of one's own: a heading and lines, no figures of the ledger but those referred to. No DOM. */

const OWN = /^rieng-\d{1,3}$/;

/** @type {(code: string) => boolean} */
export function isOwn(code) {
  return OWN.test(code);
}

/**
 * An empty one, with the first code that is free.
 * @type {(entries: Entry[]) => Entry}
 */
export function newOwn(entries) {
  const taken = new Set(entries.map(({ code }) => code));
  let number = 1;
  while (taken.has(`rieng-${number}`)) number += 1;
  return { code: `rieng-${number}`, shown: true, headline: null, notes: null, lines: [] };
}

/**
 * A deck's set as entries; of one made from a saved set, own scenes stay what can be written anew.
 * @type {(deck: Deck) => Entry[]}
 */
export function entriesOf(deck) {
  return deck.order.map((code) => {
    if (!isOwn(code)) return { code, shown: true, headline: null, notes: null };
    const { headline, notes, blocks } = deck.scenes[code];
    const lines = blocks.flatMap((block) => (block.kind === "text" ? block.lines : []));
    return { code, shown: true, headline, notes: notes.join("\n") || null, lines };
  });
}

/**
 * Scene of a code with what was written anew for it; undefined for a code of none.
 * @type {(deck: Deck, entries: Entry[], code: string) => Scene | undefined}
 */
export function sceneOf(deck, entries, code) {
  const entry = entries.find((other) => other.code === code);
  const written = entry?.notes ? entry.notes.split("\n").filter(Boolean) : [];
  if (entry && isOwn(code)) {
    const { own_title, own_source } = deck.words;
    const lines = (entry.lines ?? []).filter(Boolean);
    return { title: own_title, headline: entry.headline ?? own_title, lead: [], blocks: lines.length ? [{ kind: "text", heading: "", lines }] : [], statuses: [], sources: own_source, notes: written, refs: [] };
  }
  const scene = Object.hasOwn(deck.scenes, code) ? deck.scenes[code] : undefined;
  return scene && { ...scene, headline: entry?.headline ?? scene.headline, notes: [...written, ...scene.notes] };
}
