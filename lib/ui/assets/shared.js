/**
 * What the map's and the charts' buttons have in common: elements, the address to copy, pictures as files. Sent in
 * front of `district_map.js` and `chart_tools.js`, which are one module each with it; no wording of its own.
 */

const SVG_NS = "http://www.w3.org/2000/svg";
const COPIED_MS = 2000;
const PNG_SCALE = 2;

/* ------------------------------------------------------------------ DOM helpers */

function attributes(element, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

function html(tag, values = {}, ...children) {
  const element = attributes(document.createElement(tag), values);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function svg(tag, values = {}, ...children) {
  const element = attributes(document.createElementNS(SVG_NS, tag), values);
  element.append(...children);
  return element;
}

/* ------------------------------------------------------------------ address to copy */

/** Copies the page's address; false where the browser has no clipboard for it (without https). */
async function copied() {
  try {
    await navigator.clipboard.writeText(location.href);
    return true;
  } catch {
    return false;
  }
}

/** The address in a selected field after `element`, to be copied by hand. */
function offerAddress(element, words) {
  const field = html("input", { class: "address", readonly: true, value: location.href, "aria-label": words });
  const line = html("label", { class: "address-label" }, words, field);
  element.after(line);
  field.addEventListener("blur", () => line.remove());
  field.focus();
  field.select();
}

/* ------------------------------------------------------------------ pictures as files */

function saveVector(text, name) {
  save(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
}

async function savePixels({ text, width, height }, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  await new Promise((done, failed) => Object.assign(image, { onload: done, onerror: failed, src: url }));
  const sheet = attributes(document.createElement("canvas"), { width: width * PNG_SCALE, height: height * PNG_SCALE });
  sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
  URL.revokeObjectURL(url);
  sheet.toBlob((blob) => save(blob, `${name}.png`), "image/png");
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  html("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The family without fonts the page loads: a picture has only the reader's own, and must be measured with them. */
function ownFonts(family) {
  const loaded = new Set([...document.fonts].map((face) => face.family.replaceAll('"', "")));
  return family.split(",").map((name) => name.trim()).filter((name) => !loaded.has(name.replaceAll('"', ""))).join(", ");
}

/** Any colour a browser can name as #rrggbb and opacity; for a new notation a pixel tells, roughly where it is faint. */
function plainColour(colour) {
  const parts = colour.match(/^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/);
  if (parts) return { hex: hexOf(parts.slice(1, 4).map(Number)), alpha: Number(parts[4] ?? 1) };
  const point = plainColour.canvas ??= attributes(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  point.clearRect(0, 0, 1, 1);
  point.fillStyle = colour;
  point.fillRect(0, 0, 1, 1);
  const channels = [...point.getImageData(0, 0, 1, 1).data];
  return { hex: hexOf(channels.slice(0, 3)), alpha: channels[3] / 255 };
}

function hexOf(channels) {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
