/** Where a meeting is and what a key asks for. No DOM. */

/** @type {(order: string[], code: string) => Meeting} */
export function opened(order, code) {
  const index = order.indexOf(code);
  return index < 0 && code ? { order, index: 0, asides: [code] } : { order, index: Math.max(0, index), asides: [] };
}

/** @type {(meeting: Meeting) => string} */
export function codeOf(meeting) {
  return meeting.asides.at(-1) ?? meeting.order[meeting.index];
}

/**
 * A step along the set. From a scene asked for it leads back to where the meeting was, then on.
 * @type {(meeting: Meeting, by: number) => Meeting}
 */
export function stepped(meeting, by) {
  const index = Math.max(0, Math.min(meeting.order.length - 1, meeting.index + by));
  return { ...meeting, index, asides: [] };
}

/** @type {(meeting: Meeting, number: number) => Meeting} */
export function jumped(meeting, number) {
  const index = Math.max(1, Math.min(meeting.order.length, number)) - 1;
  return { ...meeting, index, asides: [] };
}

/**
 * A scene asked for on the spot: one of the set is gone to, any other is shown beside it until the way back is asked for.
 * @type {(meeting: Meeting, code: string) => Meeting}
 */
export function asked(meeting, code) {
  if (codeOf(meeting) === code) return meeting;
  return { ...meeting, asides: [...meeting.asides, code] };
}

/** @type {(meeting: Meeting) => Meeting} */
export function returned(meeting) {
  return { ...meeting, asides: meeting.asides.slice(0, -1) };
}

/** @type {Record<string, Command["do"]>} */
const KEYS = {
  ArrowRight: "next", " ": "next", PageDown: "next", ArrowDown: "next", ArrowLeft: "previous", PageUp: "previous", ArrowUp: "previous",
  Home: "first", End: "last", Backspace: "back", Escape: "leave", Enter: "enter", "?": "help", "/": "ask",
  f: "full", b: "black", ".": "black", w: "white", p: "play", l: "laser", t: "theme", n: "notes", e: "edit", h: "headline", m: "handout",
};

/**
 * What a key asks for outside the field of names; nothing where it is the browser's own.
 * @type {(event: { key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean }) => Command | null}
 */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (ctrlKey || metaKey || altKey) return null;
  if (/^\d$/.test(key)) return { do: "digit", text: key };
  const small = key.length === 1 ? key.toLowerCase() : key;
  const known = KEYS[small];
  const letter = /^\p{L}$/u.test(key);
  // A letter begins a name, with the Shift key it is a command: one rule for all.
  if (known && (shiftKey || !letter)) return /** @type {Command} */ ({ do: known });
  return letter ? { do: "type", text: key } : null;
}
