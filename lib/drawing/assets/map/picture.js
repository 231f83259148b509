/** The map as a picture of its own. */

import { comparedYears, measureOf } from "./figures.js";
import { classRows, groupRows, statusRows } from "./legend.js";
import { drawPane } from "./pane.js";
import { standalone } from "./standalone.js";
import { figureSentence, fill, measureTitle, scopeText, sourcesText } from "./words.js";
import { attributes, html, svg } from "../shared/dom.js";
import { ownFonts, plainColour } from "../shared/files.js";
import { wrapped } from "../shared/text_width.js";

/**
 * The map as a document of its own: drawn anew off the screen at a fixed width, so that a phone gives the same
 * picture as a wall, with every style written into the elements, since no style sheet travels along.
 * @type {(app: App) => { text: string, name: string, width: number, height: number }}
 */
export function picture(app) {
  const { state, data } = app;
  const years = state.compare === null ? [state.year] : comparedYears(app) ?? [state.year];
  const host = html("div", { class: "offstage", "aria-hidden": "true", inert: true });
  app.root.append(host);
  const style = getComputedStyle(app.root);
  const ink = plainColour(style.color).hex;
  const paper = plainColour(style.getPropertyValue("--st-background-color") || "#ffffff").hex;
  const family = ownFonts(style.fontFamily);
  const root = svg("svg", { "font-family": family, fill: ink });
  const background = svg("rect", { fill: paper });
  /** @type {Page} */
  const page = { app, host, years, pad: 32, y: 34, family, width: years.length > 1 ? 1840 : 1280, root, background };
  app.pictureFonts = page.family;
  try {
    drawPicture(page);
  } finally {
    app.pictureFonts = null;
    host.remove();
  }
  const height = Math.ceil(page.y + page.pad / 2);
  attributes(page.root, { width: page.width, height, viewBox: `0 0 ${page.width} ${height}` });
  attributes(page.background, { width: page.width, height });
  const name = [data.words.file, state.measure, ...years].join("_");
  return { text: new XMLSerializer().serializeToString(page.root), name, width: page.width, height };
}

/** @type {(page: Page) => void} */
function drawPicture(page) {
  const { app, years } = page;
  const { words } = app.data;
  const measure = measureOf(app);
  const when = years.map((year) => fill(words.at_year, { year })).join("; ");
  const sentences = years.map((year) => figureSentence(app, year)).join(" ");
  page.root.append(svg("title", {}, `${measureTitle(measure)}, ${when}`), svg("desc", {}, sentences), page.background);
  write(page, measureTitle(measure), { size: 30, weight: 700 });
  write(page, [words.place, when, scopeText(app)].filter(Boolean).join(", "), { size: 19 });
  drawPictureMaps(page);
  drawPictureLegend(page, measure);
  for (const text of [measure.note, measure.source, sourcesText(app, years), words.estimate_note, words.statistical]) {
    if (text) write(page, text, { size: 14 });
  }
}

/**
 * Text over the width of the page, broken into lines where it is longer.
 * @type {(page: Page, text: string, type: { size: number, weight?: number }) => void}
 */
function write(page, text, { size, weight = 400 }) {
  for (const line of wrapped(text, `${weight} ${size}px ${page.family}`, page.width - 2 * page.pad)) {
    page.y += size * 0.95;
    page.root.append(svg("text", { x: page.pad, y: page.y, "font-size": size, "font-weight": weight }, line));
    page.y += size * 0.45;
  }
}

/** @type {(page: Page) => void} */
function drawPictureMaps(page) {
  const { app, years, host } = page;
  const gap = 24;
  const width = Math.floor((page.width - 2 * page.pad - gap * (years.length - 1)) / years.length);
  const panes = years.map((year) => {
    const figure = html("figure", { class: "pane", style: `width: ${width}px` });
    host.append(figure);
    return drawPane(app, { slot: year === app.state.year ? "year" : "compare", figure, id: `map-${year}` }, 800);
  });
  page.y += 10;
  panes.forEach((pane, i) => {
    const copy = /** @type {Element} */ (standalone(pane.svg, pane.layout.scale));
    page.root.append(attributes(copy, { x: page.pad + i * (width + gap), y: page.y }));
  });
  page.y += Math.max(...panes.map((pane) => pane.layout.height)) + 26;
}

/**
 * Classes, marks of status and groups side by side, with the counts of the screen's legend.
 * @type {(page: Page, measure: Measure) => void}
 */
function drawPictureLegend(page, measure) {
  const { app, years } = page;
  const room = page.width - 2 * page.pad;
  const top = page.y;
  /** @type {[rows: LegendRow[], start: number, share: number][]} */
  const columns = [[classRows(app, measure, years), 0, 0.27], [statusRows(app, years), 0.32, 0.4], [groupRows(app), 0.77, 0.23]];
  const ends = columns.map(([rows, start, share]) => drawPictureRows(page, rows, { x: page.pad + start * room, y: top, width: share * room }));
  page.y = Math.max(...ends) + 8;
}

/** @type {(page: Page, rows: LegendRow[], place: { x: number, y: number, width: number }) => number} */
function drawPictureRows(page, rows, { x, y, width }) {
  const { years } = page;
  const cellWidth = 52;
  const counts = (/** @type {number[]} */ values, /** @type {number} */ top, /** @type {number} */ weight) => {
    values.forEach((value, i) => {
      const place = { x: x + width - (values.length - 1 - i) * cellWidth, y: top };
      page.root.append(svg("text", { ...place, "font-size": 15, "font-weight": weight, "text-anchor": "end" }, String(value)));
    });
  };
  if (years.length > 1 && rows.some((row) => row.counts)) counts(years, y + 6, 700);
  let top = years.length > 1 ? y + 14 : y;
  for (const { sample, text, small, counts: values } of rows) {
    if (sample instanceof SVGElement) page.root.append(attributes(sample, { x, y: top, class: null }));
    else page.root.append(svg("text", { x: x + 15, y: top + 15, "font-size": 16, "text-anchor": "middle" }, sample));
    page.root.append(svg("text", { x: x + 42, y: top + 14.5, "font-size": 15 }, small ? `${text}: ${small}` : text));
    if (values) counts(values, top + 14.5, 700);
    top += 25;
  }
  return top;
}
