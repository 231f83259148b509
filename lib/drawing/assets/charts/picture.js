/** A chart as a picture of its own. */

import { findChart, paperOf } from "./chart.js";
import { LEFT_OUT, XML_NS, standalone } from "./standalone.js";
import { attributes, svg } from "../shared/dom.js";
import { ownFonts, plainColour } from "../shared/files.js";
import { wrapped } from "../shared/text_width.js";

/** Below this width a picture has smaller type and margins. */
const NARROW_PX = 560;

/**
 * The chart as a document of its own: heading, drawing, notes, with every style written into the elements.
 * @type {(app: ChartApp) => { text: string, width: number, height: number } | null}
 */
export function picture(app) {
  const chart = findChart(app);
  const layers = [...(chart?.plot.querySelectorAll(".svg-container > .main-svg") ?? [])];
  if (!chart || !layers.length) return null;
  const { title, subtitle, notes } = app.data;
  const frame = layers[0].getBoundingClientRect();
  const narrow = frame.width < NARROW_PX;
  const over = overhang(layers, frame);
  const pad = narrow ? 16 : 28;
  const look = getComputedStyle(app.root);
  /** @type {ChartPage} */
  const page = {
    pad, y: pad, ink: plainColour(look.color).hex, family: ownFonts(look.fontFamily),
    width: Math.ceil(frame.width + over.left + over.right + 2 * pad),
    root: svg("svg", {}, svg("title", {}, [title, subtitle].filter(Boolean).join(", "))),
  };
  if (chart.box.ariaLabel) page.root.append(svg("desc", {}, chart.box.ariaLabel));
  const background = svg("rect", { fill: paperOf(app) });
  page.root.append(background);
  write(page, title, { size: narrow ? 20 : 26, weight: 700 });
  if (subtitle) write(page, subtitle, { size: narrow ? 15 : 18 });
  page.y += 12 + over.top;
  const drawing = svg("g", { transform: `translate(${pad + over.left} ${page.y})` });
  const ground = plainColour(getComputedStyle(layers[0]).backgroundColor);
  if (ground.alpha) drawing.append(svg("rect", { width: frame.width, height: frame.height, fill: ground.hex, "fill-opacity": ground.alpha }));
  drawing.append(...layers.flatMap((layer) => [...layer.children].flatMap((child) => standalone(child) ?? [])));
  page.root.append(drawing);
  page.y += frame.height + over.bottom + 16;
  for (const note of notes) write(page, note, { size: narrow ? 13 : 14 });
  const height = Math.ceil(page.y + pad * 0.7);
  attributes(page.root, { width: page.width, height, viewBox: `0 0 ${page.width} ${height}` });
  attributes(background, { width: page.width, height });
  return { text: new XMLSerializer().serializeToString(page.root), width: page.width, height };
}

/**
 * How far labels reach beyond the chart; the page cuts them there, the picture makes room.
 * @type {(layers: Element[], frame: DOMRect) => Overhang}
 */
function overhang(layers, frame) {
  const over = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const text of layers.flatMap((layer) => [...layer.querySelectorAll("text")])) {
    const place = text.getBoundingClientRect();
    if (!place.width || text.closest(LEFT_OUT)) continue;
    over.left = Math.max(over.left, Math.ceil(frame.left - place.left));
    over.right = Math.max(over.right, Math.ceil(place.right - frame.right));
    over.top = Math.max(over.top, Math.ceil(frame.top - place.top));
    over.bottom = Math.max(over.bottom, Math.ceil(place.bottom - frame.bottom));
  }
  return over;
}

/**
 * Text over the width of the page, broken into lines where it is longer, within a word where the word alone is.
 * @type {(page: ChartPage, text: string, type: { size: number, weight?: number }) => void}
 */
function write(page, text, { size, weight = 400 }) {
  for (const line of wrapped(text, `${weight} ${size}px ${page.family}`, page.width - 2 * page.pad)) {
    page.y += size * 0.95;
    const written = svg("text", { x: page.pad, y: page.y, "font-family": page.family, "font-size": size, "font-weight": weight, fill: page.ink }, line);
    written.setAttributeNS(XML_NS, "xml:space", "preserve");
    page.root.append(written);
    page.y += size * 0.45;
  }
}
