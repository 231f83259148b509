/** Pictures as files, and what is the same for every picture: fonts and colours that need no style sheet. */

import { attributes, html } from "./dom.js";

const PNG_SCALE = 2;
/**
 * Where a pixel tells what a colour is.
 * @type {CanvasRenderingContext2D | undefined}
 */
let point;

/** @type {(text: string, name: string) => void} */
export function saveVector(text, name) {
  save(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
}

/** @type {(picture: { text: string, width: number, height: number }, name: string) => Promise<void>} */
export async function savePixels({ text, width, height }, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  await new Promise((done, failed) => Object.assign(image, { onload: done, onerror: failed, src: url }));
  const sheet = attributes(document.createElement("canvas"), { width: width * PNG_SCALE, height: height * PNG_SCALE });
  /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d")).drawImage(image, 0, 0, sheet.width, sheet.height);
  URL.revokeObjectURL(url);
  sheet.toBlob((blob) => blob && save(blob, `${name}.png`), "image/png");
}

/** @type {(blob: Blob, name: string) => void} */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  html("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * The family without fonts the page loads: a picture has only the reader's own, and must be measured with them.
 * @type {(family: string) => string}
 */
export function ownFonts(family) {
  const loaded = new Set([...document.fonts].map((face) => face.family.replaceAll('"', "")));
  return family.split(",").map((name) => name.trim()).filter((name) => !loaded.has(name.replaceAll('"', ""))).join(", ");
}

/**
 * Any colour a browser can name as #rrggbb and opacity; for a new notation a pixel tells, roughly where it is faint.
 * @type {(colour: string) => { hex: string, alpha: number }}
 */
export function plainColour(colour) {
  const parts = colour.match(/^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/);
  if (parts) return { hex: hexOf(parts.slice(1, 4).map(Number)), alpha: Number(parts[4] ?? 1) };
  const canvas = attributes(document.createElement("canvas"), { width: 1, height: 1 });
  point ??= /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  point.clearRect(0, 0, 1, 1);
  point.fillStyle = colour;
  point.fillRect(0, 0, 1, 1);
  const channels = [...point.getImageData(0, 0, 1, 1).data];
  return { hex: hexOf(channels.slice(0, 3)), alpha: channels[3] / 255 };
}

/** @type {(channels: number[]) => string} */
function hexOf(channels) {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
