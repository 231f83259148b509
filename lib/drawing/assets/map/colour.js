/** Colour arithmetic: which ink reads on a colour, what a unit looks like. No DOM; the colours are the payload's. */

import { cellAt, cellClass, measureOf } from "./figures.js";

/** @type {(colour: string) => number[]} */
export function rgb(colour) {
  const hex = colour.trim().match(/^#([\da-f]{3}|[\da-f]{6})$/i)?.[1];
  if (hex) {
    const step = hex.length / 3;
    return [0, 1, 2].map((i) => parseInt(hex.slice(i * step, (i + 1) * step).repeat(step === 1 ? 2 : 1), 16));
  }
  return (colour.match(/[\d.]+/g)?.map(Number) ?? [255, 255, 255]).slice(0, 3);
}

/** @type {(colour: string) => number} */
export function luminance(colour) {
  const [r, g, b] = rgb(colour).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @type {(first: string, second: string) => number} */
export function contrast(first, second) {
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/**
 * Which of the palette's two inks reads best on a colour: "dark" or "light".
 * @type {(app: Figures, colour: string) => Ink}
 */
export function inkOn(app, colour) {
  return contrast(app.colours.ink_dark, colour) >= contrast(app.colours.ink_light, colour) ? "dark" : "light";
}

/** @type {(app: Figures, measure: Measure, index: number) => string} */
export function classColour(app, measure, index) {
  return measure.classes[app.dark ? "colors_dark" : "colors_light"][index];
}

/**
 * Fill, ink and texture of one unit in one year.
 * @type {(app: Figures, code: string, year: number) => Look}
 */
export function lookOf(app, code, year) {
  const measure = measureOf(app);
  const cell = cellAt(app, code, year);
  const colour = cell.status === "m" ? app.colours.missing : classColour(app, measure, cellClass(measure, cell));
  const ink = inkOn(app, colour);
  const dimmed = Boolean(app.scope && !app.scope.has(code));
  return { cell, colour, dimmed, ink: app.colours[`ink_${ink}`], texture: cell.status === "c" ? null : `${cell.status}-${ink}` };
}
