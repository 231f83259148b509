/** @type {CanvasRenderingContext2D | undefined} */
let pen;

/**
 * Width of a text in pixels. The canvas is made at the first use: the modules above can be loaded without a DOM.
 * @type {(text: string, font: string) => number}
 */
export function textWidth(text, font) {
  pen ??= /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = font;
  return pen.measureText(text).width;
}

/**
 * A text in lines no wider than `room` pixels, broken within a word only where the word alone is wider.
 * @type {(text: string, font: string, room: number) => string[]}
 */
export function wrapped(text, font, room) {
  const fits = (/** @type {string} */ line) => textWidth(line, font) <= room;
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (fits(longer)) {
      lines[lines.length - 1] = longer;
      continue;
    }
    if (lines.at(-1)) lines.push("");
    for (const sign of word) {
      if (lines.at(-1) && !fits(lines.at(-1) + sign)) lines.push("");
      lines[lines.length - 1] += sign;
    }
  }
  return lines;
}
