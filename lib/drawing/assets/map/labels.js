/** Where every label of a map stands. Only the widths of texts come from the browser. */

import { cellAt, measureOf } from "./figures.js";
import { boundsOf, boxAround, boxInside, crossing, edgesCross, overlap, ringArea, segmentInBox } from "./geometry.js";
import { markedName, valueText } from "./words.js";
import { textWidth } from "../shared/text_width.js";

/** Below this width a pane has numbered badges and a list instead of a column of names. */
const BADGES_PX = 640;
/** Line height of labels, in font sizes. */
export const LINE = 1.14;
/** The same of the column beside the map. */
const CALLOUT_LINE = 1.75;

/**
 * Fonts of the labels for a map `width` pixels wide.
 * @type {(app: App, width: number) => Fonts}
 */
function labelFonts(app, width) {
  const family = app.pictureFonts ?? getComputedStyle(app.root).fontFamily;
  const size = app.data.letters ?? Math.max(11, Math.min(19, Math.round(width / 58)));
  return { size, fixed: app.data.letters !== undefined, family, of: (factor, weight) => `${weight} ${size * factor}px ${family}` };
}

/**
 * Name and widest value of each unit over the years, so that labels stand still while the years play.
 * @type {(app: Figures, fonts: Fonts) => LabelText[]}
 */
function labelTexts(app, fonts) {
  const measure = measureOf(app);
  return app.units.map((unit) => {
    const name = markedName(app, unit);
    const values = app.data.years.map((year) => valueText(app, measure, cellAt(app, unit.u, year), { short: true }));
    const wide = (/** @type {string} */ text) => textWidth(text, fonts.of(1, 700));
    return {
      unit,
      name,
      nameWidth: wide(name),
      halves: halvesOf(name).map((text) => ({ text, width: wide(text.trimEnd()) })),
      valueWidth: Math.max(...values.map((text) => textWidth(text, fonts.of(1, 500)))),
    };
  });
}

/**
 * A name in two lines, its last word in the second, none of a single word; the space between stays, for whoever reads the text as one.
 * @type {(name: string) => string[]}
 */
function halvesOf(name) {
  const at = name.lastIndexOf(" ") + 1;
  return at ? [name.slice(0, at), name.slice(at)] : [];
}

/**
 * Places every label for a pane `width` px wide and at most `maxHeight` px high.
 * Labels stand inside their unit where name and value fit; the others go to a column beside the map, each with a
 * leader line, or on a narrow screen to a numbered badge with a list below.
 * @type {(app: App, width: number, maxHeight: number) => Layout}
 */
export function layoutPane(app, width, maxHeight) {
  const narrow = width < BADGES_PX;
  const fonts = labelFonts(app, width);
  const texts = labelTexts(app, fonts);
  const gap = fonts.size * 0.6;
  const column = narrow ? 0 : calloutWidth(app, texts, gap) + 34;
  const layout = placedLabels(app, { width, maxHeight, narrow, fonts, gap }, texts, column);
  // Large letters find no room in units that are not small either: the column is made for them and all placed anew.
  const needed = narrow ? 0 : Math.max(0, ...layout.labels.map((label) => (label.kind === "callout" ? label.box.x1 - layout.right + 8 : 0)));
  return needed > column ? placedLabels(app, { width, maxHeight, narrow, fonts, gap }, texts, needed) : layout;
}

/**
 * @type {(app: App, room: { width: number, maxHeight: number, narrow: boolean, fonts: Fonts, gap: number }, texts: LabelText[], column: number) => Layout}
 */
function placedLabels(app, { width, maxHeight, narrow, fonts, gap }, texts, column) {
  const margin = narrow ? 8 : 16;
  const { x0, y0, x1, y1 } = app.bounds;
  const scale = Math.min((width - column - 2 * margin) / (x1 - x0), (maxHeight - 2 * margin) / (y1 - y0));
  let height = (y1 - y0) * scale + 2 * margin;
  const left = (width - column - (x1 - x0) * scale) / 2;
  const project = (/** @type {Point} */ [x, y]) => /** @type {Point} */ ([(x - x0) * scale + left, (y - y0) * scale + margin]);
  const right = left + (x1 - x0) * scale;
  const bare = { width, height, scale, narrow, fonts, gap, tx: left - x0 * scale, ty: margin - y0 * scale, right, project };
  const layout = { ...bare, labels: texts.map((text) => placeInside(bare, text)) };
  const outside = layout.labels.filter((label) => !label.box);
  if (!narrow) height = Math.max(height, Math.min(maxHeight, outside.length * fonts.size * CALLOUT_LINE));
  layout.height = height;
  if (narrow) placeBadges(layout, outside);
  else placeCallouts(layout, outside);
  return { ...layout, year: placeYear(app, layout) };
}

/**
 * Room for the column beside the map: the names and values of units under 5 % of the area can end up there.
 * @type {(app: Figures, texts: LabelText[], gap: number) => number}
 */
function calloutWidth(app, texts, gap) {
  const area = (/** @type {Unit} */ unit) => Math.abs(unit.rings.reduce((sum, ring) => sum + ringArea(ring), 0));
  const total = app.units.reduce((sum, unit) => sum + area(unit), 0);
  const small = texts.filter((text) => area(text.unit) < 0.05 * total);
  const widest = (/** @type {"nameWidth" | "valueWidth"} */ name) => Math.max(0, ...small.map((text) => text[name]));
  return widest("nameWidth") + widest("valueWidth") + gap;
}

/**
 * The spot nearest the unit's label point where name and value fit inside it: in two lines, the name in two, or slightly smaller.
 * @type {(layout: BareLayout, text: LabelText) => Label}
 */
function placeInside(layout, text) {
  const rings = text.unit.rings.map((ring) => ring.map(layout.project));
  const anchor = layout.project([text.unit.lx, text.unit.ly]);
  const smaller = layout.narrow ? 0.92 : 0.88;
  const whole = [{ text: text.name, width: text.nameWidth }];
  const tried = /** @type {[{ text: string, width: number }[], number, number][]} */ ([
    [whole, 1, 10], [whole, 1, 3], [text.halves, 1, 10], [text.halves, 1, 3],
    // Letters of a size that is asked for stay so large.
    ...(layout.fonts.fixed ? [] : [[whole, smaller, 2], [text.halves, smaller, 2]]),
  ]);
  for (const [name, factor, air] of tried.filter(([parts]) => parts.length)) {
    const height = layout.fonts.size * LINE * factor;
    const widths = [...name.map((part) => part.width), text.valueWidth].map((width) => width * factor + air);
    const spot = nearestFit(rings, anchor, widths, height);
    if (!spot) continue;
    const box = boxAround(...spot, Math.max(...widths), widths.length * height);
    return /** @type {Label} */ ({ ...text, lines: name.map((part) => part.text), factor, anchor, kind: "inside", x: spot[0], y: spot[1], box });
  }
  // Placed afterwards, outside the unit.
  return /** @type {Label} */ (/** @type {unknown} */ ({ ...text, lines: [text.name], anchor, factor: 1, box: null }));
}

/**
 * All lines must lie inside the rings, each with its own width.
 * @type {(rings: Ring[], anchor: Point, widths: number[], height: number) => Point | undefined}
 */
function nearestFit(rings, [ax, ay], widths, height) {
  const bounds = boundsOf(rings);
  if (Math.max(...widths) > bounds.x1 - bounds.x0 || widths.length * height > bounds.y1 - bounds.y0) return undefined;
  /** @type {Point[]} */
  const spots = [[ax, ay]];
  const step = Math.max(3, height / 4);
  for (let x = bounds.x0 + 8; x < bounds.x1 - 8; x += step) {
    for (let y = bounds.y0 + height; y < bounds.y1 - height; y += step) spots.push([x, y]);
  }
  const distance = (/** @type {Point} */ [x, y]) => (x - ax) ** 2 + (y - ay) ** 2;
  spots.sort((first, second) => distance(first) - distance(second));
  const middle = (widths.length - 1) / 2;
  const fits = (/** @type {Point} */ [x, y]) => widths.every((width, line) => boxInside(rings, boxAround(x, y + (line - middle) * height, width, height)));
  return spots.find(fits);
}

/**
 * One line each in a column right of the map, spaced evenly where they crowd, leaders uncrossed.
 * @type {(layout: BareLayout, labels: Label[]) => void}
 */
function placeCallouts(layout, labels) {
  const line = Math.min(layout.fonts.size * CALLOUT_LINE, layout.height / labels.length);
  const x = layout.right + 26;
  labels.sort((first, second) => first.anchor[1] - second.anchor[1]);
  spread(labels.map((label) => label.anchor[1]), line, layout.height).forEach((y, i) => (labels[i].y = y));
  uncross(labels, x);
  const valueX = x + Math.max(0, ...labels.map((label) => label.nameWidth)) + layout.gap;
  for (const label of labels) {
    Object.assign(label, { kind: "callout", x, valueX });
    label.box = { x0: x, x1: valueX + label.valueWidth, y0: label.y - line / 2 + 2, y1: label.y + line / 2 - 2 };
  }
}

/**
 * Moves sorted positions apart to at least `gap`, within [0, size], moving each as little as the order allows.
 * @type {(positions: number[], gap: number, size: number) => number[]}
 */
export function spread(positions, gap, size) {
  const out = [...positions];
  for (let pass = 0; pass < 200; pass += 1) {
    let moved = false;
    for (let i = 1; i < out.length; i += 1) {
      const lack = gap - (out[i] - out[i - 1]);
      if (lack > 0.01) {
        out[i - 1] -= lack / 2;
        out[i] += lack / 2;
        moved = true;
      }
    }
    const shift = Math.max(0, gap / 2 - (out[0] ?? gap)) || Math.min(0, size - gap / 2 - (out.at(-1) ?? 0));
    if (shift) out.forEach((value, i) => (out[i] = value + shift));
    if (!moved) break;
  }
  return out;
}

/**
 * Swaps neighbours in the column whose leaders cross, or run through the other's dot, where a swap mends it.
 * @type {(labels: Pick<Label, "anchor" | "y">[], x: number) => void}
 */
export function uncross(labels, x) {
  /** @type {(first: { anchor: Point }, firstY: number, second: { anchor: Point }, secondY: number) => boolean} */
  const clash = (first, firstY, second, secondY) => {
    /** @type {[Point, Point][]} */
    const [a, b] = [[first.anchor, [x - 14, firstY]], [second.anchor, [x - 14, secondY]]];
    return crossing(a, b) || segmentInBox(...a, boxAround(...second.anchor, 9, 9)) || segmentInBox(...b, boxAround(...first.anchor, 9, 9));
  };
  for (let pass = 0; pass < labels.length; pass += 1) {
    for (let i = 1; i < labels.length; i += 1) {
      const [above, below] = [labels[i - 1], labels[i]];
      if (!clash(above, above.y, below, below.y) || clash(above, below.y, below, above.y)) continue;
      [above.y, below.y] = [below.y, above.y];
      [labels[i - 1], labels[i]] = [below, above];
    }
  }
}

/**
 * Numbered badges at the label points, pushed apart until none touches another or a label.
 * @type {(layout: Omit<Layout, "year">, labels: Label[]) => void}
 */
export function placeBadges(layout, labels) {
  const size = 17;
  labels.sort((first, second) => first.anchor[1] - second.anchor[1] || first.anchor[0] - second.anchor[0]);
  labels.forEach((label, i) => Object.assign(label, { kind: "badge", number: i + 1, x: label.anchor[0], y: label.anchor[1] }));
  const fixed = layout.labels.filter((label) => label.kind === "inside").map((label) => label.box);
  for (let pass = 0; pass < 120; pass += 1) {
    for (const label of labels) {
      for (const other of labels) if (other !== label) pushApart(label, other, size);
      for (const box of fixed) pushOut(label, box, size);
      label.x = Math.max(size / 2, Math.min(layout.width - size / 2, label.x));
      label.y = Math.max(size / 2, Math.min(layout.height - size / 2, label.y));
    }
  }
  for (const label of labels) label.box = boxAround(label.x, label.y, size, size);
}

/** @type {(label: Label, other: Label, size: number) => void} */
function pushApart(label, other, size) {
  const [dx, dy] = [label.x - other.x || 0.01, label.y - other.y || 0.01];
  const distance = Math.hypot(dx, dy);
  const lack = size * 1.12 - distance;
  if (lack <= 0) return;
  label.x += (dx / distance) * lack * 0.5;
  label.y += (dy / distance) * lack * 0.5;
}

/** @type {(label: Label, box: Box, size: number) => void} */
function pushOut(label, box, size) {
  const own = boxAround(label.x, label.y, size, size);
  if (!overlap(own, box)) return;
  const up = own.y1 - box.y0;
  const down = box.y1 - own.y0;
  label.y += up < down ? -up : down;
}

/**
 * The year in a corner, as large as it can be there without touching a unit or a label; bottom left if it can.
 * @type {(app: Figures, layout: Omit<Layout, "year">) => YearSpot}
 */
function placeYear(app, layout) {
  const rings = app.units.flatMap((unit) => unit.rings.map((ring) => ring.map(layout.project)));
  /** @type {Point[]} */
  const corners = [[0, 1], [0, 0], [1, 1], [1, 0]];
  const spots = corners.map((corner) => largestYear(layout, rings, corner));
  const best = Math.max(...spots.map((spot) => spot.size));
  return spots.find((spot) => spot.size >= 0.6 * best) ?? spots[0];
}

/** @type {(layout: Omit<Layout, "year">, rings: Ring[], corner: Point) => YearSpot} */
function largestYear(layout, rings, [cx, cy]) {
  const ratio = textWidth("2020", `800 100px ${layout.fonts.family}`) / 100;
  let spot;
  for (let size = Math.min(200, layout.width * 0.19); ; size -= 3) {
    const [w, h] = [size * ratio, size * 0.74];
    const x = cx ? layout.width - w - 6 : 4;
    const y = cy ? layout.height - h - 8 : 8;
    const box = { x0: x, x1: x + w, y0: y, y1: y + h };
    spot = { x, y: y + h, size, box };
    const taken = edgesCross(rings, box) || layout.labels.some((label) => overlap(label.box, box, 6));
    if (!taken || size < 26) return spot;
  }
}
