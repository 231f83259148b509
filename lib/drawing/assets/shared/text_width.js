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
