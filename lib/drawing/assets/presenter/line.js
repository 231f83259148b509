/** A unit's line against what its target asks for, in units of the stage; numbers glide from one line to the next. */

import { overlap } from "../map/geometry.js";
import { attributes, svg } from "../shared/dom.js";
import { textWidth } from "../shared/text_width.js";

const GLIDE_MS = 450;
const [LEFT, RIGHT, TOP, BOTTOM] = [118, 70, 96, 52];
/** A chart smaller than this writes only the numbers of its first point and of the meeting's year. */
const [NARROW, LOW] = [800, 400];
/** Stretches that are not published.
 * @type {Partial<Record<Status, string>>} */
const DASHES = { e: "14 10", d: "3 9" };
/** The two labels of a small chart stand this far apart. */
const APART = 230;

/**
 * What a chart's numbers are: its height, a value a year.
 * @type {(block: LineBlock) => LineShape}
 */
export function shapeOf(block) {
  return { top: block.top, values: new Map(block.points.map((point) => [point.year, point.value])) };
}

/**
 * The shape `share` (0 to 1) of the way from one to another; years the first one lacks start at their end.
 * @type {(from: LineShape, to: LineShape, share: number) => LineShape}
 */
export function between(from, to, share) {
  const mix = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * share;
  const values = [...to.values].map(([year, value]) => /** @type {[number, number]} */ ([year, mix(from.values.get(year) ?? value, value)]));
  return { top: mix(from.top, to.top), values: new Map(values) };
}

/** @type {(show: Show, chart: LineChart, block: LineBlock, size: [width: number, height: number]) => void} */
export function drawLine(show, chart, block, size) {
  cancelAnimationFrame(chart.frame);
  const goal = shapeOf(block);
  const from = chart.shown;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  attributes(chart.host, { viewBox: `0 0 ${size[0]} ${size[1]}`, "aria-label": `${block.name}: ${block.title}`, role: "img" });
  const paint = (/** @type {LineShape} */ shape) => {
    chart.shown = shape;
    chart.host.replaceChildren(...parts(show, block, shape, size));
  };
  if (!from || still) return paint(goal);
  const start = performance.now();
  const frame = (/** @type {number} */ now) => {
    const share = Math.min(1, (now - start) / GLIDE_MS);
    paint(share < 1 ? between(from, goal, 1 - (1 - share) ** 3) : goal);
    if (share < 1) chart.frame = requestAnimationFrame(frame);
  };
  paint(between(from, goal, 0));
  chart.frame = requestAnimationFrame(frame);
}

/** @type {(show: Show, block: LineBlock, shape: LineShape, size: [number, number]) => SVGElement[]} */
function parts(show, block, shape, [width, height]) {
  const { years } = show.deck;
  const colours = show.deck.palette[show.dark ? "dark" : "light"];
  const x = (/** @type {number} */ year) => LEFT + 40 + ((year - years[0]) / (years[years.length - 1] - years[0])) * (width - LEFT - RIGHT - 80);
  const y = (/** @type {number} */ value) => height - BOTTOM - (value / shape.top) * (height - TOP - BOTTOM);
  const at = (/** @type {[number, number][]} */ places) => places.map(([year, value]) => `${x(year)},${y(value)}`).join(" ");
  const made = [...axes(show, block, shape, x, y, width, colours)];
  const { path } = block;
  const corridor = path.some(([, low, high]) => low !== high);
  if (corridor) {
    const up = path.map(([year, low]) => /** @type {[number, number]} */ ([year, low]));
    const down = path.map(([year, , high]) => /** @type {[number, number]} */ ([year, high])).reverse();
    made.push(svg("polygon", { points: at([...up, ...down]), fill: colours.corridor }));
  }
  for (const side of corridor ? [1, 2] : [1]) {
    const line = path.map((step) => /** @type {[number, number]} */ ([step[0], step[side]]));
    if (line.length) made.push(svg("polyline", { points: at(line), fill: "none", stroke: colours.target, "stroke-width": 4, "stroke-dasharray": "18 12" }));
  }
  return [...made, ...series(show, block, shape, x, y, [width, height], colours), ...key(block, colours, width)];
}

/** @type {(show: Show, block: LineBlock, shape: LineShape, x: (year: number) => number, y: (value: number) => number, width: number, colours: Record<string, any>) => SVGElement[]} */
function axes(show, block, shape, x, y, width, colours) {
  const made = [];
  // While numbers glide the scale does too: a tick above it is not there yet.
  for (const [value, written] of block.ticks.filter(([value]) => value <= shape.top)) {
    made.push(svg("line", { x1: LEFT, x2: width - RIGHT / 2, y1: y(value), y2: y(value), stroke: colours.grid, "stroke-width": 1.5 }));
    made.push(svg("text", { x: LEFT - 14, y: y(value) + 8, "text-anchor": "end", fill: colours.muted }, written));
  }
  for (const year of show.deck.years) {
    const now = year === show.deck.year;
    made.push(svg("text", { x: x(year), y: y(0) + 40, "text-anchor": "middle", fill: colours.ink, "font-weight": now ? 800 : 400 }, String(year)));
  }
  return made;
}

/** @type {(show: Show, block: LineBlock, shape: LineShape, x: (year: number) => number, y: (value: number) => number, size: [width: number, height: number], colours: Record<string, any>) => SVGElement[]} */
function series(show, block, shape, x, y, [width, height], colours) {
  const [colour] = colours.series;
  const { points } = block;
  const value = (/** @type {LinePoint} */ point) => shape.values.get(point.year) ?? point.value;
  const made = [];
  for (const point of points.filter((p) => p.status === "e" && p.high > p.low)) {
    const shift = value(point) - point.value;
    made.push(svg("line", { x1: x(point.year), x2: x(point.year), y1: y(point.low + shift), y2: y(point.high + shift), stroke: colour, "stroke-width": 14, "stroke-opacity": 0.22 }));
  }
  const at = new Map(points.map((point) => [point.year, y(value(point))]));
  for (const [from, to, status] of block.lines) {
    made.push(svg("line", { x1: x(from), y1: at.get(from) ?? 0, x2: x(to), y2: at.get(to) ?? 0, stroke: colour, "stroke-width": 5, "stroke-dasharray": DASHES[status] ?? null }));
  }
  const large = width >= NARROW && height >= LOW;
  const now = points.find((p) => p.year === show.deck.year);
  const labelled = large ? points : points.filter((p, i) => p === now || (i === 0 && (!now || x(now.year) - x(p.year) > APART)));
  for (const point of points) {
    const [px, py] = [x(point.year), y(value(point))];
    const { shape: sign } = point;
    const look = { fill: point.filled ? colour : colours.surface, stroke: colour, "stroke-width": 4 };
    if (sign === "diamond") made.push(svg("path", { d: `M${px} ${py - 13}l13 13-13 13-13-13z`, ...look }));
    else if (sign === "square") made.push(svg("rect", { x: px - 10, y: py - 10, width: 20, height: 20, ...look }));
    else made.push(svg("circle", { cx: px, cy: py, r: 10, ...look }));
  }
  /** @type {Box[]} */
  const taken = [];
  for (const point of labelled) made.push(label(show, block, point, [x(point.year), y(value(point))], { ground: y(0), large, width, taken }, colours));
  return made;
}

/**
 * A point's written number, on the side of it that its path leaves free, farther off where another number stands there.
 * @type {(show: Show, block: LineBlock, point: LinePoint, at: Point, room: { ground: number, large: boolean, width: number, taken: Box[] }, colours: Record<string, any>) => SVGElement}
 */
function label(show, block, point, [px, py], { ground, large, width, taken }, colours) {
  const strong = point.year === show.deck.year;
  const size = strong && large ? 30 : 24;
  const wide = textWidth(point.text, `${strong ? 800 : 500} ${size}px ${getComputedStyle(show.stage).fontFamily}`);
  const [over, under] = [py - 22, py + 42];
  const sides = point.below ? [under, over, under + 34, over - 34, under + 68] : [over, under, over - 34, under + 34, over - 68];
  // A falling line leaves room to the right above it, to the left below it.
  const spots = sides.filter((y) => y < ground - 6 && y > TOP - 16).map((y) => {
    const wanted = y > py ? px + 4 - wide : px + 14;
    const left = Math.max(4, Math.min(width - 4 - wide, wanted));
    return { left, y, box: { x0: left - 4, x1: left + wide + 4, y0: y - size * 0.85, y1: y + size * 0.2 } };
  });
  const spot = spots.find(({ box }) => !taken.some((other) => overlap(box, other))) ?? spots[0] ?? { left: px, y: over, box: { x0: px, x1: px + wide, y0: over - size, y1: over } };
  taken.push(spot.box);
  return svg("text", {
    x: spot.left, y: spot.y, fill: colours.ink, stroke: colours.surface, "stroke-width": 7, "stroke-linejoin": "round",
    "paint-order": "stroke", "font-weight": strong ? 800 : 500, "font-size": size, "data-year": point.year,
  }, point.text);
}

/** @type {(block: LineBlock, colours: Record<string, any>, width: number) => SVGElement[]} */
function key(block, colours, width) {
  const name = svg("text", { x: 16, y: 30, fill: colours.ink, "font-weight": 700 }, width >= NARROW ? `${block.title}: ${block.name}` : block.title);
  if (!block.label) return [name];
  const line = svg("line", { x1: 16, x2: 76, y1: 62, y2: 62, stroke: colours.target, "stroke-width": 4, "stroke-dasharray": "18 12" });
  return [name, line, svg("text", { x: 90, y: 70, fill: colours.target }, block.label)];
}
