/**
 * Interactive district map (bản đồ huyện) for Streamlit Components v2.
 *
 * Everything except choosing a district happens here, without a server round trip: measure, year, play,
 * two years side by side, card, table. The year is shared with the rest of the page: it changes here at once and
 * is told to the server afterwards (see `chooseYear`). The data, words and colours all arrive in the payload built
 * by `district_map.py`; this file holds no wording and no colour of its own.
 *
 * Two mounts feed one map: the heavy, rarely changing payload (`data` of this component) and the small view
 * (selected units, units in scope, initial year and measure), which `district_map.py` sends through a second
 * component so that a changed filter does not resend the geometry. See `viewOf`.
 */

const VIEW_EVENT = "district-map-view";
const STATUSES = ["c", "d", "e", "m"];
const PLAY_MS = 1200;
const URL_KEYS = { measure: "bd_chiso", compare: "bd_sosanh", table: "bd_bang" };
/** The map's own year in addresses of old; the server reads it and keeps the one year in its own parameter. */
const FORMER_YEAR_KEY = "bd_nam";
/** Quiet time after which a chosen year goes to the server, and how long the map waits for the answer. */
const SEND_YEAR_MS = 250;
const ANSWER_MS = 5000;
/** A rerun that moves the map within the page mounts it anew; within this time a running play goes on. */
const REMOUNT_MS = 2000;
/** Attributes that a picture keeps; styles are written anew. */
const KEPT = new Set(["x", "y", "cx", "cy", "r", "d", "width", "height", "viewBox", "transform", "mask", "data-unit", "data-status"]);
/** Below this width a pane has numbered badges and a list instead of a column of names. */
const BADGES_PX = 640;
/** Below this width of the whole component the card is docked, as on a phone. */
const NARROW_PX = 560;
const SIDE_PX = 860;
/** Line height of labels, in font sizes. */
const LINE = 1.14;
const NBSP = "\u00a0";

/** What the reader chose, by component key: outlives reruns and visits to other pages. */
const clientStates = new Map();
/** One running map per mount point. */
const apps = new WeakMap();
let instances = 0;

export default function mount({ data, parentElement, setTriggerValue }) {
  let app = apps.get(parentElement);
  if (!app) {
    app = createApp(parentElement);
    apps.set(parentElement, app);
  }
  app.send = (selection) => setTriggerValue("selected", selection);
  app.sendYear = (choice) => setTriggerValue("year", choice);
  accept(app, data);
  return () => {
    destroy(app);
    apps.delete(parentElement);
  };
}

/* ------------------------------------------------------------------ life cycle */

function createApp(parent) {
  const root = html("div", { class: "dm" });
  parent.append(root);
  const app = { id: `dm${++instances}`, parent, root, panes: [], sort: null, cardUnit: null, full: false, abort: new AbortController() };
  const { signal } = app.abort;
  app.resize = new ResizeObserver(() => onResize(app));
  app.resize.observe(root);
  globalThis.addEventListener(VIEW_EVENT, (event) => event.detail === app.data?.key && applyView(app), { signal });
  // Streamlit may replace the query string with its own parameters: put ours back (where the browser tells).
  globalThis.navigation?.addEventListener("currententrychange", () => queueMicrotask(() => writeUrl(app)), { signal });
  document.addEventListener("fullscreenchange", () => onFullscreen(app), { signal });
  document.fonts?.ready.then(() => app.data && render(app));
  return app;
}

function destroy(app) {
  if (app.timer) app.state.playedUntil = performance.now();
  stopPlay(app);
  clearTimeout(app.yearTimer);
  app.abort.abort();
  app.resize.disconnect();
  app.root.remove();
  app.data = null;
}

/** Takes a payload: indexes it, restores what the reader had chosen, draws. */
function accept(app, data) {
  app.data = data;
  app.path = location.pathname;
  app.measures = new Map(data.measures.map((measure) => [measure.id, measure]));
  app.units = data.geometry.units.map((unit) => ({ ...unit, rings: parsePath(unit.d) }));
  app.byCode = new Map(app.units.map((unit) => [unit.u, unit]));
  app.bounds = boundsOf(app.units.flatMap((unit) => unit.rings));
  app.dark = isDark(app.root);
  app.colours = data.palette[app.dark ? "dark" : "light"];
  if (!clientStates.has(data.key)) clientStates.set(data.key, firstState(app));
  app.state = clientStates.get(data.key);
  keepStateValid(app);
  applyView(app, { draw: false });
  if (app.state.unsent) sendYearSoon(app);
  if (app.state.playedUntil && performance.now() - app.state.playedUntil < REMOUNT_MS) startPlay(app);
  app.state.playedUntil = null;
  render(app);
  writeUrl(app);
}

/** The part of the page's state that changes often: from the view component, else from the payload. */
function viewOf(app) {
  return globalThis.districtMapViews?.get(app.data.key) ?? app.data.view;
}

/** Selection and scope come from the server; a changed year or initial measure there moves the map too. */
function applyView(app, { draw = true } = {}) {
  const view = viewOf(app);
  const { state } = app;
  const before = { measure: state.measure, shown: shownOf(app) };
  applyYear(app, view);
  if (view.measure !== state.serverMeasure && app.measures.has(view.measure)) state.measure = view.measure;
  state.serverMeasure = view.measure;
  app.selected = new Set(view.selected);
  app.scope = view.scope ? new Set(view.scope) : null;
  keepStateValid(app);
  if (!draw) return;
  if (state.measure !== before.measure) render(app);
  else if (shownOf(app) !== before.shown) update(app);
  writeUrl(app);
}

/** What a view can change about the drawing without a new layout; the echo of one's own choice changes nothing. */
function shownOf(app) {
  const list = (units) => units && [...units];
  return JSON.stringify([app.state.year, list(app.selected), list(app.scope)]);
}

function firstState(app) {
  const view = viewOf(app);
  const state = { year: view.year, measure: view.measure, compare: null, table: false, refused: [], turn: 0, pending: null, unsent: null };
  state.serverYear = view.year;
  state.serverMeasure = view.measure;
  if (app.data.url) readUrl(app, state);
  return state;
}

function keepStateValid(app) {
  const { state, data } = app;
  if (!data.years.includes(state.year)) state.year = data.years.at(-1);
  if (!app.measures.has(state.measure)) state.measure = data.measures[0].id;
  if (!data.years.includes(state.compare) || data.compact) state.compare = null;
  if (data.compact) state.table = false;
}

/** Redraws at a new width; not when a scroll bar that the drawing itself calls up sends the width back and forth. */
function onResize(app) {
  const width = app.root.clientWidth;
  if (!app.data || !width || width === app.width) return;
  const now = performance.now();
  if (width === app.formerWidth && now - app.resizedAt < 600) return;
  app.formerWidth = app.width;
  app.resizedAt = now;
  render(app);
}

/* ------------------------------------------------------------------ address bar */

function readUrl(app, state) {
  const params = new URLSearchParams(location.search);
  const take = (name, valid, apply) => {
    const text = params.get(URL_KEYS[name]);
    if (text === null) return;
    if (valid(text)) apply(text);
    else state.refused.push(`${URL_KEYS[name]}=${text.slice(0, 24)}`);
  };
  const isYear = (text) => app.data.years.some((year) => String(year) === text);
  take("measure", (text) => app.measures.has(text), (text) => (state.measure = text));
  take("compare", isYear, (text) => (state.compare = Number(text)));
  take("table", (text) => text === "1", () => (state.table = true));
}

/** Keeps the reader's choices in the address, without history entry or rerun; other parameters stay. */
function writeUrl(app) {
  if (!app.data?.url || location.pathname !== app.path) return;
  const { state } = app;
  const url = new URL(location.href);
  url.searchParams.delete(FORMER_YEAR_KEY);
  setParam(url, URL_KEYS.measure, state.measure === state.serverMeasure ? null : state.measure);
  setParam(url, URL_KEYS.compare, state.compare);
  setParam(url, URL_KEYS.table, state.table ? 1 : null);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

function setParam(url, name, value) {
  if (value === null) url.searchParams.delete(name);
  else if (url.searchParams.get(name) !== String(value)) url.searchParams.set(name, value);
}

/* ------------------------------------------------------------------ numbers and words */

function number(value, decimals, signed = false) {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ".") + (fraction ? `,${fraction}` : "");
  if (!/[1-9]/.test(text)) return text;
  if (value < 0) return `\u2212${text}`;
  return signed ? `+${text}` : text;
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function decimalsOf(measure, cell) {
  return cell.status === "c" || cell.status === "d" ? measure.decimals_published : measure.decimals;
}

function cellOf(measure, code, yearIndex) {
  const [value = null, status = "m", low = null, high = null, source = null, open = 0] = measure.values[code]?.[yearIndex] ?? [];
  const known = value === null ? "m" : status;
  const cell = { value, status: known, low: null, high: null, source, open: Boolean(open) };
  return known === "e" ? { ...cell, low, high } : cell;
}

function cellAt(app, code, year = app.state.year) {
  return cellOf(measureOf(app), code, app.data.years.indexOf(year));
}

function measureOf(app) {
  return app.measures.get(app.state.measure);
}

/** `≈ 38,2 %`: the number with its status mark; `short` leaves out units longer than a percent sign. */
function valueText(app, measure, cell, { short = false } = {}) {
  const { words } = app.data;
  if (cell.status === "m") return short ? words.status.m.mark : words.status.m.word;
  const mark = words.status[cell.status].mark;
  const text = number(cell.value, decimalsOf(measure, cell), measure.signed);
  const unit = short && measure.unit !== "%" ? "" : NBSP + measure.unit.replaceAll(" ", NBSP);
  return (mark ? mark + NBSP : "") + text + unit;
}

/** `(80 %: 31,0–45,1)`, or nothing for a value without interval. */
function intervalText(app, measure, cell) {
  if (cell.low === null || cell.high === null) return "";
  const { words, level } = app.data;
  const template = cell.low < 0 || measure.signed ? words.interval_signed : words.interval;
  const end = (value) => number(value, measure.decimals, measure.signed);
  return fill(template, { level: number(level, 0), low: end(cell.low), high: end(cell.high) });
}

function statusWord(app, cell) {
  const { words } = app.data;
  const { word } = words.status[cell.status];
  return cell.open ? `${word}, ${words.undecided}` : word;
}

/** Value, interval and status in words, for the card, the table and screen readers. */
function fullText(app, measure, cell) {
  if (cell.status === "m") return statusWord(app, cell);
  return [valueText(app, measure, cell), intervalText(app, measure, cell), statusWord(app, cell)].filter(Boolean).join(" ");
}

function classIndex(measure, value) {
  return measure.classes.breaks.filter((edge) => value >= edge).length;
}

/** A value that is not decided to lie on either side of zero is drawn as zero, whatever its middle says. */
function cellClass(measure, cell) {
  return classIndex(measure, cell.open ? 0 : cell.value);
}

function classLabel(app, measure, index) {
  const { breaks, labels } = measure.classes;
  if (labels) return labels[index];
  const { words } = app.data;
  const text = (edge) => number(edge, breaks.every(Number.isInteger) ? 0 : measure.decimals, measure.signed);
  if (index === 0) return fill(words.class_first, { high: text(breaks[0]) });
  if (index === breaks.length) return fill(words.class_last, { low: text(breaks.at(-1)) });
  return fill(words.class_middle, { low: text(breaks[index - 1]), high: text(breaks[index]) });
}

function classColour(app, measure, index) {
  return measure.classes[app.dark ? "colors_dark" : "colors_light"][index];
}

function groupsOf(app, code) {
  return app.data.groups.filter((group) => group.units.includes(code));
}

/** The unit's name with the symbols of its groups. */
function markedName(app, unit) {
  const symbols = groupsOf(app, unit.u).filter((group) => group.style === "symbol").map((group) => group.symbol);
  return [...symbols, unit.name].join(NBSP);
}

/** The units that counts and rankings are about: all of them, or those of the group the reader filters by. */
function unitsInScope(app) {
  return app.scope ? app.units.filter((unit) => app.scope.has(unit.u)) : app.units;
}

function scopeText(app) {
  return app.scope ? fill(app.data.words.in_scope, { n: unitsInScope(app).length }) : "";
}

function countStatuses(app, year) {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0]));
  for (const unit of unitsInScope(app)) counts[cellAt(app, unit.u, year).status] += 1;
  return counts;
}

function figureSentence(app, year) {
  const measure = measureOf(app);
  const cells = unitsInScope(app).map((unit) => ({ unit, cell: cellAt(app, unit.u, year) })).filter(({ cell }) => cell.value !== null);
  const scope = scopeText(app);
  const parts = { measure: measure.label, year: scope ? `${year} (${scope})` : year, level: app.data.level };
  const counts = countStatuses(app, year);
  parts.counts = STATUSES.filter((status) => counts[status]).map((status) => `${counts[status]} ${app.data.words.status[status].word}`).join(", ");
  if (!cells.length) return fill(app.data.words.figure_empty, parts);
  cells.sort((first, second) => second.cell.value - first.cell.value);
  const sentence = ({ unit, cell }) => `${unit.name} ${fullText(app, measure, cell)}`;
  return fill(app.data.words.figure, { ...parts, highest: sentence(cells[0]), lowest: sentence(cells.at(-1)) });
}

/** The two years of a comparison in order of time, or nothing when there is nothing to compare. */
function comparedYears(app) {
  const { compare, year } = app.state;
  return compare === null || compare === year ? null : [compare, year].sort((first, second) => first - second);
}

/** The measure of a difference: signed; rates differ by points, never by percent. */
function differenceMeasure(app, measure) {
  return { ...measure, unit: measure.unit === "%" ? app.data.words.points : measure.unit, signed: true };
}

/** Later minus earlier of the figures as shown; as sure as the less sure of the two, missing when one is missing. */
function differenceCell(app, measure, code, years) {
  const [earlier, later] = years.map((year) => cellAt(app, code, year));
  const status = ["m", "e", "d", "c"].find((one) => one === earlier.status || one === later.status);
  const none = { low: null, high: null, source: null };
  if (status === "m") return { value: null, status, ...none };
  const decimals = decimalsOf(measure, { status });
  return { value: Number((later.value - earlier.value).toFixed(decimals)), status, ...none };
}

/* ------------------------------------------------------------------ colour arithmetic */

function rgb(colour) {
  const hex = colour.trim().match(/^#([\da-f]{3}|[\da-f]{6})$/i)?.[1];
  if (hex) {
    const step = hex.length / 3;
    return [0, 1, 2].map((i) => parseInt(hex.slice(i * step, (i + 1) * step).repeat(step === 1 ? 2 : 1), 16));
  }
  return (colour.match(/[\d.]+/g) ?? [255, 255, 255]).slice(0, 3).map(Number);
}

function luminance(colour) {
  const [r, g, b] = rgb(colour).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(first, second) {
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function isDark(root) {
  return luminance(getComputedStyle(root).getPropertyValue("--st-background-color") || "#ffffff") < 0.2;
}

/** Which of the palette's two inks reads best on a colour: "dark" or "light". */
function inkOn(app, colour) {
  return contrast(app.colours.ink_dark, colour) >= contrast(app.colours.ink_light, colour) ? "dark" : "light";
}

/** Fill, ink and texture of one unit in one year. */
function lookOf(app, code, year) {
  const measure = measureOf(app);
  const cell = cellAt(app, code, year);
  const colour = cell.status === "m" ? app.colours.missing : classColour(app, measure, cellClass(measure, cell));
  const ink = inkOn(app, colour);
  const dimmed = Boolean(app.scope && !app.scope.has(code));
  return { cell, colour, dimmed, ink: app.colours[`ink_${ink}`], texture: cell.status === "c" ? null : `${cell.status}-${ink}` };
}

/* ------------------------------------------------------------------ DOM helpers */

function button(values, label, onClick) {
  const element = html("button", { type: "button", ...values }, label);
  element.onclick = onClick;
  return element;
}

/* ------------------------------------------------------------------ geometry */

/** Rings of a polygon path made of M, L, H, V and Z commands (absolute or relative). */
function parsePath(d) {
  const rings = [];
  let ring = [];
  let [x, y] = [0, 0];
  for (const [, command, text] of d.matchAll(/([MLHVZ])([^MLHVZ]*)/gi)) {
    const values = (text.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const relative = command === command.toLowerCase();
    const kind = command.toUpperCase();
    if (kind === "Z") {
      [x, y] = ring[0] ?? [x, y];
      continue;
    }
    if (kind === "M") rings.push((ring = []));
    const step = kind === "H" || kind === "V" ? 1 : 2;
    for (let i = 0; i + step <= values.length; i += step) {
      const nextX = kind === "V" ? x : values[i] + (relative ? x : 0);
      const nextY = kind === "H" ? y : values[i + step - 1] + (relative ? y : 0);
      [x, y] = [nextX, nextY];
      ring.push([x, y]);
    }
  }
  return rings.filter((points) => points.length > 2);
}

function boundsOf(rings) {
  const xs = rings.flatMap((ring) => ring.map((point) => point[0]));
  const ys = rings.flatMap((ring) => ring.map((point) => point[1]));
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

function contains(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** Does any edge of the rings enter the box? (Liang-Barsky clipping.) */
function edgesCross(rings, box) {
  return rings.some((ring) => ring.some((point, i) => segmentInBox(ring[i ? i - 1 : ring.length - 1], point, box)));
}

function segmentInBox([ax, ay], [bx, by], box) {
  let [t0, t1] = [0, 1];
  const [dx, dy] = [bx - ax, by - ay];
  for (const [p, q] of [[-dx, ax - box.x0], [dx, box.x1 - ax], [-dy, ay - box.y0], [dy, box.y1 - ay]]) {
    if (p === 0 && q < 0) return false;
    if (p < 0) t0 = Math.max(t0, q / p);
    if (p > 0) t1 = Math.min(t1, q / p);
    if (t0 > t1) return false;
  }
  return true;
}

function boxInside(rings, box) {
  return contains(rings, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) && !edgesCross(rings, box);
}

function overlap(a, b, gap = 0) {
  return a.x0 < b.x1 + gap && b.x0 < a.x1 + gap && a.y0 < b.y1 + gap && b.y0 < a.y1 + gap;
}

function boxAround(x, y, width, height) {
  return { x0: x - width / 2, x1: x + width / 2, y0: y - height / 2, y1: y + height / 2 };
}

function crossing(a, b) {
  const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a[0], a[1], b[0]) !== side(a[0], a[1], b[1]) && side(b[0], b[1], a[0]) !== side(b[0], b[1], a[1]);
}

/* ------------------------------------------------------------------ label layout */

const canvas = document.createElement("canvas").getContext("2d");

function textWidth(text, font) {
  canvas.font = font;
  return canvas.measureText(text).width;
}

/** Fonts of the labels for a map `width` pixels wide. */
function labelFonts(app, width) {
  const family = app.pictureFonts ?? getComputedStyle(app.root).fontFamily;
  const size = Math.max(11, Math.min(19, Math.round(width / 58)));
  return { size, family, of: (factor, weight) => `${weight} ${size * factor}px ${family}` };
}

/** Name and widest value of each unit over the years, so that labels stand still while the years play. */
function labelTexts(app, fonts) {
  const measure = measureOf(app);
  return app.units.map((unit) => {
    const name = markedName(app, unit);
    const values = app.data.years.map((year) => valueText(app, measure, cellAt(app, unit.u, year), { short: true }));
    return {
      unit,
      name,
      nameWidth: textWidth(name, fonts.of(1, 700)),
      valueWidth: Math.max(...values.map((text) => textWidth(text, fonts.of(1, 500)))),
    };
  });
}

/**
 * Places every label for a pane `width` px wide and at most `maxHeight` px high.
 * Labels stand inside their unit where name and value fit; the others go to a column beside the map, each with a
 * leader line, or on a narrow screen to a numbered badge with a list below.
 */
function layoutPane(app, width, maxHeight) {
  const narrow = width < BADGES_PX;
  const fonts = labelFonts(app, width);
  const texts = labelTexts(app, fonts);
  const margin = narrow ? 8 : 16;
  const gap = fonts.size * 0.6;
  const column = narrow ? 0 : calloutWidth(app, texts, gap) + 34;
  const { x0, y0, x1, y1 } = app.bounds;
  const scale = Math.min((width - column - 2 * margin) / (x1 - x0), (maxHeight - 2 * margin) / (y1 - y0));
  const height = (y1 - y0) * scale + 2 * margin;
  const left = (width - column - (x1 - x0) * scale) / 2;
  const project = ([x, y]) => [(x - x0) * scale + left, (y - y0) * scale + margin];
  const layout = { width, height, scale, narrow, fonts, gap, tx: left - x0 * scale, ty: margin - y0 * scale, project };
  layout.right = left + (x1 - x0) * scale;
  layout.labels = texts.map((text) => placeInside(layout, text));
  const outside = layout.labels.filter((label) => !label.box);
  if (narrow) placeBadges(layout, outside);
  else placeCallouts(layout, outside);
  layout.year = placeYear(app, layout);
  return layout;
}

/** Room for the column beside the map: the names and values of units under 5 % of the area can end up there. */
function calloutWidth(app, texts, gap) {
  const area = (unit) => Math.abs(unit.rings.reduce((sum, ring) => sum + ringArea(ring), 0));
  const total = app.units.reduce((sum, unit) => sum + area(unit), 0);
  const small = texts.filter((text) => area(text.unit) < 0.05 * total);
  const widest = (name) => Math.max(0, ...small.map((text) => text[name]));
  return widest("nameWidth") + widest("valueWidth") + gap;
}

function ringArea(ring) {
  return ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length][1] - ring[(i + 1) % ring.length][0] * y, 0) / 2;
}

/** The spot nearest the unit's label point where name and value fit inside it, at full or slightly smaller size. */
function placeInside(layout, text) {
  const rings = text.unit.rings.map((ring) => ring.map(layout.project));
  const anchor = layout.project([text.unit.lx, text.unit.ly]);
  const smaller = layout.narrow ? 0.92 : 0.88;
  for (const [factor, air] of [[1, 10], [1, 3], [smaller, 2]]) {
    const lines = { height: layout.fonts.size * LINE * factor, name: text.nameWidth * factor + air, value: text.valueWidth * factor + air };
    const spot = nearestFit(rings, anchor, lines);
    if (!spot) continue;
    const box = boxAround(...spot, Math.max(lines.name, lines.value), 2 * lines.height);
    return { ...text, factor, anchor, kind: "inside", x: spot[0], y: spot[1], box };
  }
  return { ...text, anchor, factor: 1, box: null };
}

/** Both lines must lie inside the rings, each with its own width. */
function nearestFit(rings, [ax, ay], { height, name, value }) {
  const bounds = boundsOf(rings);
  const spots = [[ax, ay]];
  const step = Math.max(3, height / 4);
  for (let x = bounds.x0 + 8; x < bounds.x1 - 8; x += step) {
    for (let y = bounds.y0 + height; y < bounds.y1 - height; y += step) spots.push([x, y]);
  }
  const distance = ([x, y]) => (x - ax) ** 2 + (y - ay) ** 2;
  spots.sort((first, second) => distance(first) - distance(second));
  const fits = ([x, y]) => boxInside(rings, boxAround(x, y - height / 2, name, height)) && boxInside(rings, boxAround(x, y + height / 2, value, height));
  return spots.find(fits);
}

/** One line each in a column right of the map, spaced evenly where they crowd, leaders uncrossed. */
function placeCallouts(layout, labels) {
  const line = layout.fonts.size * 1.75;
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

/** Moves sorted positions apart to at least `gap`, within [0, size], moving each as little as the order allows. */
function spread(positions, gap, size) {
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

/** Swaps neighbours in the column whose leaders cross, or run through the other's dot, where a swap mends it. */
function uncross(labels, x) {
  const clash = (first, firstY, second, secondY) => {
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

/** Numbered badges at the label points, pushed apart until none touches another or a label. */
function placeBadges(layout, labels) {
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

function pushApart(label, other, size) {
  const [dx, dy] = [label.x - other.x || 0.01, label.y - other.y || 0.01];
  const distance = Math.hypot(dx, dy);
  const lack = size * 1.12 - distance;
  if (lack <= 0) return;
  label.x += (dx / distance) * lack * 0.5;
  label.y += (dy / distance) * lack * 0.5;
}

function pushOut(label, box, size) {
  const own = boxAround(label.x, label.y, size, size);
  if (!overlap(own, box)) return;
  const up = own.y1 - box.y0;
  const down = box.y1 - own.y0;
  label.y += up < down ? -up : down;
}

/** The year in a corner, as large as it can be there without touching a unit or a label; bottom left if it can. */
function placeYear(app, layout) {
  const rings = app.units.flatMap((unit) => unit.rings.map((ring) => ring.map(layout.project)));
  const spots = [[0, 1], [0, 0], [1, 1], [1, 0]].map((corner) => largestYear(layout, rings, corner));
  const best = Math.max(...spots.map((spot) => spot.size));
  return spots.find((spot) => spot.size >= 0.6 * best);
}

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

/* ------------------------------------------------------------------ drawing */

function render(app) {
  const width = app.root.clientWidth;
  if (!width) return;
  app.width = width;
  const focus = app.parent.activeElement?.dataset?.focus;
  setRootProperties(app);
  const { state, data } = app;
  const wide = width >= SIDE_PX && !state.table && (!data.compact || app.full);
  const frame = state.compare === null ? " side" : " paired";
  app.body = html("div", { class: `body${wide ? frame : ""}` });
  app.root.replaceChildren(toolbar(app), ...refusedNotice(app), app.body);
  app.panes = [];
  app.card = null;
  app.cardUnit = null;
  if (state.table) app.body.append(tableView(app));
  else drawFigures(app);
  if (focus) app.root.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
}

function setRootProperties(app) {
  const { colours, root, data } = app;
  for (const [name, value] of Object.entries(colours)) root.style.setProperty(`--dm-${name.replaceAll("_", "-")}`, value);
  root.classList.toggle("compact", Boolean(data.compact));
  root.classList.toggle("narrow", app.width < NARROW_PX);
  root.style.setProperty("--dm-size", `${Math.max(14, Math.min(19, app.width / 68))}px`);
  attributes(root, { "data-year": app.state.year, "data-measure": app.state.measure, "data-ready": "1" });
}

function refusedNotice(app) {
  const { refused } = app.state;
  if (!refused.length) return [];
  return [html("p", { class: "notice", role: "status" }, fill(app.data.words.bad_url, { params: refused.join(", "), year: app.state.year }))];
}

function drawFigures(app) {
  const { state, data } = app;
  const years = state.compare === null ? [state.year] : [state.compare, state.year];
  const stage = html("div", { class: `stage${years.length > 1 ? " two" : ""}` });
  app.body.append(stage);
  app.panes = years.map((year, index) => createPane(app, stage, index === years.length - 1 ? "year" : "compare"));
  app.differences = html("div", { class: "differences" });
  app.legend = html("div", { class: "legend" });
  app.body.append(...(state.compare === null ? [] : [app.differences]), app.legend);
  const maxHeight = roomFor(app);
  for (const pane of app.panes) drawPane(app, pane, maxHeight);
  app.card = html("div", { class: "card", "aria-hidden": "true", hidden: true });
  stage.append(app.card);
  drawDifferences(app);
  drawLegend(app);
}

/** How high a map may be: on the page most of the window, in full screen all that the toolbar leaves. */
function roomFor(app) {
  const { data } = app;
  if (app.full) return Math.max(340, app.root.clientHeight - app.body.offsetTop - 28);
  const room = Math.max(340, Math.min(globalThis.innerHeight * 0.78, 980));
  // Beside the targets of the overview, under its headline: map and targets must fit one window.
  return data.height ?? (data.compact ? Math.max(340, globalThis.innerHeight * 0.46) : room);
}

function createPane(app, stage, slot) {
  const figure = html("figure", { class: "pane" });
  stage.append(figure);
  return { slot, figure, id: `${app.id}-${slot}` };
}

function yearOf(app, pane) {
  return app.state[pane.slot];
}

function drawPane(app, pane, maxHeight) {
  const width = Math.floor(pane.figure.clientWidth);
  const layout = layoutPane(app, width, maxHeight);
  pane.layout = layout;
  pane.svg = svg("svg", { width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}`, role: "group" });
  pane.nodes = new Map(app.units.map((unit) => [unit.u, { unit }]));
  const transform = `translate(${layout.tx} ${layout.ty}) scale(${layout.scale})`;
  const layer = (name, hidden = true) => {
    const group = svg("g", { class: name, transform, "aria-hidden": hidden ? "true" : null });
    pane.svg.append(group);
    return group;
  };
  pane.svg.append(textures(app, pane));
  drawContext(app, pane, layer("context"));
  drawUnits(app, pane, layer);
  drawLabels(app, pane);
  pane.year = svg("text", { class: "year", x: layout.year.x, y: layout.year.y, "font-size": layout.year.size, "aria-hidden": "true" });
  pane.svg.append(pane.year);
  drawTargets(app, pane, layer("targets", false));
  pane.figure.append(pane.svg);
  if (layout.narrow) pane.figure.append((pane.list = html("ol", { class: "callouts", "aria-hidden": "true" })));
  listenPane(app, pane);
  updatePane(app, pane);
}

/** Hatch for estimates, dots for projections, cross-hatch for gaps: in dark and light ink, in screen pixels. */
function textures(app, pane) {
  const defs = svg("defs");
  const unscale = `scale(${1 / pane.layout.scale})`;
  const shapes = { e: ["M0 0V7"], d: [], m: ["M0 0V8", "M0 0H8"] };
  for (const ink of ["dark", "light"]) {
    const colour = app.colours[`ink_${ink}`];
    for (const [status, paths] of Object.entries(shapes)) {
      const size = status === "m" ? 8 : status === "d" ? 9 : 7;
      const pattern = svg("pattern", { id: `${pane.id}-${status}-${ink}`, width: size, height: size, patternUnits: "userSpaceOnUse" });
      pattern.setAttribute("patternTransform", `${unscale} rotate(45)`);
      for (const d of paths) pattern.append(svg("path", { d, stroke: colour, "stroke-width": 1.7, "stroke-opacity": 0.42 }));
      if (status === "d") pattern.append(svg("circle", { cx: 4.5, cy: 4.5, r: 1.5, fill: colour, "fill-opacity": 0.6 }));
      defs.append(pattern);
    }
  }
  const { w, h } = app.data.geometry;
  const fade = svg("radialGradient", { id: `${pane.id}-fade`, cx: "50%", cy: "50%", r: "72%" });
  fade.append(svg("stop", { offset: "72%", "stop-color": "white" }), svg("stop", { offset: "100%", "stop-color": "black" }));
  const mask = svg("mask", { id: `${pane.id}-mask`, maskUnits: "userSpaceOnUse", x: 0, y: 0, width: w, height: h });
  mask.append(svg("rect", { width: w, height: h, fill: `url(#${pane.id}-fade)` }));
  defs.append(fade, mask);
  return defs;
}

function drawContext(app, pane, group) {
  const { neighbours = [] } = app.data.geometry;
  group.setAttribute("mask", `url(#${pane.id}-mask)`);
  for (const { d } of neighbours) if (d) group.append(svg("path", { d }));
  const names = svg("g", { class: "context-names", "aria-hidden": "true" });
  const { layout } = pane;
  const size = Math.max(10, layout.fonts.size * 0.85);
  const taken = [];
  for (const { name, lx, ly } of neighbours) {
    const [x, y] = layout.project([lx, ly]);
    const box = boxAround(x, y, textWidth(name, `400 ${size}px ${layout.fonts.family}`) + 8, size * 1.3);
    if (!isFree(app, layout, box) || taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    names.append(svg("text", { x, y, "font-size": size }, name));
  }
  pane.svg.append(names);
}

/** Room for a neighbour's name: inside the picture, off the units, the labels, their leaders and the year. */
function isFree(app, layout, box) {
  if (box.x0 < 0 || box.y0 < 0 || box.x1 > layout.width || box.y1 > layout.height) return false;
  if (overlap(box, layout.year.box, 4) || layout.labels.some((label) => overlap(label.box, box, 4))) return false;
  const leaders = layout.labels.filter((label) => label.kind !== "inside");
  if (leaders.some((label) => segmentInBox(label.anchor, [label.x - 14, label.y], box))) return false;
  return !app.units.some((unit) => edgesCross(unit.rings.map((ring) => ring.map(layout.project)), box));
}

function drawUnits(app, pane, layer) {
  const [fills, hatches, dims, borders] = ["fills", "textures", "dims", "borders"].map((name) => layer(name));
  const [groups, halos, selections, hovers] = ["groups", "halos", "selections", "hovers"].map((name) => layer(name));
  for (const unit of app.units) {
    const node = pane.nodes.get(unit.u);
    const add = (group) => {
      const path = svg("path", { d: unit.d });
      group.append(path);
      return path;
    };
    Object.assign(node, { fill: add(fills), texture: add(hatches), dim: add(dims) });
    add(borders);
    if (groupsOf(app, unit.u).some((group) => group.style === "outline")) add(groups);
    Object.assign(node, { halo: add(halos), selection: add(selections), hover: add(hovers) });
  }
  borders.append(svg("path", { class: "outline", d: app.data.geometry.outline }));
}

function drawLabels(app, pane) {
  const group = svg("g", { class: "labels", "aria-hidden": "true" });
  const { layout } = pane;
  for (const label of layout.labels) if (label.kind !== "inside") group.append(...leaderOf(layout, label));
  for (const label of layout.labels) group.append(labelOf(pane, label));
  pane.svg.append(group);
}

function leaderOf(layout, label) {
  const [ax, ay] = label.anchor;
  if (label.kind === "badge") {
    return Math.hypot(label.x - ax, label.y - ay) < 6 ? [] : [svg("path", { class: "leader", d: `M${ax} ${ay}L${label.x} ${label.y}` })];
  }
  const d = `M${ax} ${ay}L${label.x - 14} ${label.y}H${label.x - 4}`;
  return [svg("path", { class: "leader halo", d }), svg("path", { class: "leader", d }), svg("circle", { class: "anchor", cx: ax, cy: ay, r: 2.6 })];
}

function labelOf(pane, label) {
  const node = pane.nodes.get(label.unit.u);
  const size = pane.layout.fonts.size * label.factor;
  const group = svg("g", { class: `label ${label.kind}`, "data-unit": label.unit.u });
  node.label = group;
  if (label.kind === "badge") {
    group.append(svg("circle", { cx: label.x, cy: label.y, r: 8 }), svg("text", { x: label.x, y: label.y, "font-size": 11 }, String(label.number)));
    return group;
  }
  const inside = label.kind === "inside";
  const line = size * LINE;
  const name = svg("text", { class: "name", "font-size": size, x: label.x, y: inside ? label.y - line / 2 : label.y }, label.name);
  const x = inside ? label.x : label.valueX;
  node.value = svg("text", { class: "value", "font-size": size, x, y: inside ? label.y + line / 2 : label.y });
  group.append(name, node.value);
  return group;
}

/** Transparent shapes on top: what the pointer and the keyboard meet. */
function drawTargets(app, pane, group) {
  const order = [...app.units].sort((first, second) => first.lx - second.lx);
  const active = app.byCode.has(app.active) ? app.active : order[0].u;
  for (const unit of order) {
    const focus = `${pane.slot}-${unit.u}`;
    const target = svg("path", { d: unit.d, role: "button", "data-unit": unit.u, "data-focus": focus, tabindex: unit.u === active ? 0 : -1 });
    group.append(target);
    pane.nodes.get(unit.u).target = target;
  }
}

/* ------------------------------------------------------------------ light updates */

/** After a year change: colours, values and counts only; the layout stands. */
function update(app) {
  setRootProperties(app);
  if (app.state.table) return void render(app);
  for (const pane of app.panes) updatePane(app, pane);
  drawDifferences(app);
  drawLegend(app);
  refreshToolbar(app);
  if (app.cardUnit) fillCard(app, app.cardUnit.pane, app.cardUnit.code);
}

function updatePane(app, pane) {
  const year = yearOf(app, pane);
  const measure = measureOf(app);
  pane.year.textContent = year;
  pane.svg.setAttribute("aria-label", figureSentence(app, year));
  for (const [code, node] of pane.nodes) {
    const look = lookOf(app, code, year);
    node.fill.setAttribute("fill", look.colour);
    attributes(node.texture, { fill: look.texture ? `url(#${pane.id}-${look.texture})` : "none", "data-status": look.cell.status });
    node.dim.setAttribute("opacity", look.dimmed ? 0.74 : 0);
    updateLabel(app, pane, node, look, measure);
    updateTarget(app, node, look, measure, year);
  }
  if (pane.list) pane.list.replaceChildren(...badgeItems(app, pane, year));
}

function updateLabel(app, pane, node, look, measure) {
  if (node.value) node.value.textContent = valueText(app, measure, look.cell, { short: true });
  const inside = node.label.classList.contains("inside");
  const plain = look.dimmed || !inside;
  node.label.classList.toggle("dimmed", look.dimmed);
  node.label.style.setProperty("--ink", plain ? "" : look.ink);
  node.label.style.setProperty("--paper", plain ? "" : look.colour);
}

function updateTarget(app, node, look, measure, year) {
  const code = node.unit.u;
  const chosen = app.selected.has(code);
  const labels = groupsOf(app, code).map((group) => group.label);
  const where = [node.unit.name, ...labels].join(", ");
  const text = `${where}. ${measure.label}, ${fill(app.data.words.at_year, { year })}: ${fullText(app, measure, look.cell)}`;
  attributes(node.target, { "aria-label": text, "aria-pressed": String(chosen) });
  for (const part of [node.selection, node.halo]) part.classList.toggle("on", chosen);
}

function badgeItems(app, pane, year) {
  const measure = measureOf(app);
  return pane.layout.labels
    .filter((label) => label.kind === "badge")
    .sort((first, second) => first.number - second.number)
    .map((label) =>
      html("li", { value: label.number, "data-unit": label.unit.u },
        html("b", {}, label.name), " ", html("span", {}, valueText(app, measure, cellAt(app, label.unit.u, year), { short: true }))));
}

function setYear(app, year, slot = "year") {
  app.state.refused = [];
  if (slot === "year") chooseYear(app, year);
  else app.state[slot] = year;
  update(app);
  writeUrl(app);
}

/** The reader's year holds here at once; the server hears of it when no other choice follows within a moment. */
function chooseYear(app, year) {
  const { state } = app;
  state.year = year;
  state.turn += 1;
  state.pending = { turn: state.turn, until: performance.now() + ANSWER_MS };
  state.unsent = { year, turn: state.turn };
  sendYearSoon(app);
}

function sendYearSoon(app) {
  clearTimeout(app.yearTimer);
  app.yearTimer = setTimeout(() => {
    app.sendYear(app.state.unsent);
    app.state.unsent = null;
  }, SEND_YEAR_MS);
}

/**
 * Takes over a year changed on the server. Each choice made here carries a turn that comes back with the view: while
 * the answer to the last one is out, views of earlier turns are old news and must not move the map back.
 */
function applyYear(app, view) {
  const { state } = app;
  const { pending } = state;
  const answered = pending && view.turn >= pending.turn;
  if (pending && !answered && performance.now() < pending.until) return;
  if (!answered && view.year !== state.serverYear && view.year !== state.year && app.data.years.includes(view.year)) {
    stopPlay(app);
    state.year = view.year;
  }
  state.serverYear = view.year;
  state.pending = null;
}

function setChoice(app, changes) {
  stopPlay(app);
  Object.assign(app.state, changes, { refused: [] });
  render(app);
  writeUrl(app);
}

/* ------------------------------------------------------------------ toolbar */

function toolbar(app) {
  const { data, state } = app;
  const { words } = data;
  const bar = html("div", { class: "toolbar" });
  if (data.compact) bar.append(html("span", { class: "title" }, measureTitle(measureOf(app))));
  else bar.append(measureSwitch(app));
  if (state.compare !== null && !state.table) bar.append(yearSwitch(app, "compare", words.year_first));
  if (!state.table) bar.append(yearSwitch(app, "year", state.compare === null ? words.year : words.year_second));
  if (!data.compact) bar.append(viewSwitch(app));
  bar.append(toolSwitch(app));
  return bar;
}

function measureTitle(measure) {
  return `${measure.label} (${measure.unit})`;
}

function measureSwitch(app) {
  const group = html("div", { class: "switch measures", role: "group", "aria-label": app.data.words.measure });
  for (const measure of app.data.measures) {
    const pressed = String(measure.id === app.state.measure);
    group.append(button({ "aria-pressed": pressed, "data-focus": `measure-${measure.id}` }, measure.label, () => setChoice(app, { measure: measure.id })));
  }
  return group;
}

function yearSwitch(app, slot, label) {
  const { words, years } = app.data;
  const group = html("div", { class: "switch years", role: "group", "aria-label": label, "data-slot": slot });
  if (app.state.compare !== null) group.append(html("span", { class: "switch-label", "aria-hidden": "true" }, label));
  const step = (by) => () => stepYear(app, slot, by);
  group.append(button({ "data-focus": `${slot}-back`, "aria-label": words.previous, class: "step" }, "◀", step(-1)));
  for (const year of years) {
    const choose = () => (stopPlay(app), setYear(app, year, slot));
    group.append(button({ "data-focus": `${slot}-y${year}`, "data-year": year, "aria-pressed": String(app.state[slot] === year) }, String(year), choose));
  }
  group.append(button({ "data-focus": `${slot}-next`, "aria-label": words.next, class: "step" }, "▶", step(1)));
  if (slot === "year") group.append(playButton(app));
  return group;
}

function playButton(app) {
  const { words } = app.data;
  const element = button({ "data-focus": "play", class: "play" }, app.timer ? words.pause : words.play, () => togglePlay(app));
  app.playButton = element;
  return element;
}

function viewSwitch(app) {
  const { state, data } = app;
  const group = html("div", { class: "switch views", role: "group", "aria-label": data.words.views });
  const other = state.year === data.years[0] ? data.years.at(-1) : data.years[0];
  const compare = () => setChoice(app, { compare: state.compare === null ? other : null, table: false });
  group.append(
    button({ "aria-pressed": String(state.compare !== null && !state.table), "data-focus": "compare" }, data.words.compare, compare),
    button({ "aria-pressed": String(state.table), "data-focus": "table" }, data.words.table, () => setChoice(app, { table: !state.table })),
  );
  return group;
}

function refreshToolbar(app) {
  for (const group of app.root.querySelectorAll(".years")) {
    const current = app.state[group.dataset.slot];
    for (const element of group.querySelectorAll("[data-year]")) element.setAttribute("aria-pressed", String(Number(element.dataset.year) === current));
  }
  if (app.playButton) app.playButton.textContent = app.timer ? app.data.words.pause : app.data.words.play;
}

function stepYear(app, slot, by) {
  stopPlay(app);
  const { years } = app.data;
  const index = Math.max(0, Math.min(years.length - 1, years.indexOf(app.state[slot]) + by));
  setYear(app, years[index], slot);
}

function togglePlay(app) {
  if (app.timer) {
    stopPlay(app);
    return refreshToolbar(app);
  }
  startPlay(app);
  setYear(app, app.data.years[0]);
}

function startPlay(app) {
  clearInterval(app.timer);
  app.timer = setInterval(() => playStep(app), PLAY_MS);
}

function playStep(app) {
  const { years } = app.data;
  const next = years.indexOf(app.state.year) + 1;
  if (next >= years.length - 1) stopPlay(app);
  setYear(app, years[Math.min(next, years.length - 1)]);
}

function stopPlay(app) {
  clearInterval(app.timer);
  app.timer = null;
}

/* ------------------------------------------------------------------ differences of two years */

/** Every unit in scope with both years and the difference, from the largest fall to the largest rise. */
function drawDifferences(app) {
  const years = comparedYears(app);
  if (!years) return void app.differences.replaceChildren();
  const { words } = app.data;
  const measure = measureOf(app);
  const change = differenceMeasure(app, measure);
  const [first, second] = years;
  const title = fill(words.differences, { measure: measure.label, first, second });
  const heads = [words.unit, ...years.map(String), `${words.difference} (${change.unit})`];
  const head = html("tr", {}, ...heads.map((text) => html("th", { scope: "col" }, text)));
  const rows = unitsInScope(app).map((unit) => ({ unit, cell: differenceCell(app, measure, unit.u, years) }));
  rows.sort((a, b) => (a.cell.value === null) - (b.cell.value === null) || a.cell.value - b.cell.value);
  const body = html("tbody", {}, ...rows.map(({ unit, cell }) => differenceRow(app, measure, unit, years, cell)));
  const caption = html("caption", {}, title, html("small", {}, [scopeText(app), words.differences_note].filter(Boolean).join("; ")));
  const table = html("table", {}, caption, html("thead", {}, head), body);
  app.differences.replaceChildren(html("div", { class: "table", role: "region", tabindex: 0, "aria-label": title, "data-focus": "differences" }, table));
}

function differenceRow(app, measure, unit, years, cell) {
  const figures = years.map((year) => cellAt(app, unit.u, year));
  const change = differenceMeasure(app, measure);
  const texts = [...figures.map((one) => [one, valueText(app, measure, one)]), [cell, valueText(app, change, cell)]];
  const cells = texts.map(([one, text]) => html("td", { "data-status": one.status }, html("span", { class: "amount" }, text)));
  return html("tr", { class: app.selected.has(unit.u) ? "selected" : null, "data-row": unit.u }, html("th", { scope: "row" }, unit.name), ...cells);
}

/* ------------------------------------------------------------------ legend */

function drawLegend(app) {
  const { words } = app.data;
  const measure = measureOf(app);
  const years = app.panes.map((pane) => yearOf(app, pane));
  const scope = scopeText(app);
  const title = html("p", { class: "legend-title" }, measureTitle(measure), scope ? html("small", {}, scope) : "");
  const parts = [title, classList(app, measure, years), statusList(app, years), groupList(app)];
  const notes = [measure.note, measure.source].filter(Boolean);
  parts.push(...notes.map((note) => html("p", { class: "note" }, note)));
  app.legend.replaceChildren(...parts);
  app.legend.setAttribute("aria-label", words.legend);
  app.legend.setAttribute("role", "group");
}

/**
 * Classes from high to low with the number of units in each; a diverging scale marks the class that straddles zero.
 * Units that are not decided are counted by themselves.
 */
function classRows(app, measure, years) {
  const { breaks } = measure.classes;
  const tally = years.map((year) => tallyClasses(app, measure, year));
  const rows = [];
  for (let index = breaks.length; index >= 0; index -= 1) {
    const sample = swatch(app, classColour(app, measure, index), null);
    if (measure.diverging && !breaks.includes(0) && classIndex(measure, 0) === index) sample.append(zeroMark(app, classColour(app, measure, index)));
    const zero = measure.diverging && breaks[index - 1] === 0;
    rows.push({ sample, text: classLabel(app, measure, index), counts: tally.map((counts) => counts[index]), zero });
  }
  const open = years.map((year) => unitsInScope(app).filter((unit) => cellAt(app, unit.u, year).open).length);
  if (open.some(Boolean)) {
    const sample = swatch(app, classColour(app, measure, classIndex(measure, 0)), null);
    rows.push({ sample, text: app.data.words.undecided, counts: open, zero: false });
  }
  return rows;
}

function classList(app, measure, years) {
  const list = html("ul", { class: "classes" });
  if (years.length > 1) list.append(html("li", { class: "head" }, html("span"), html("span"), ...years.map((year) => html("span", { class: "count" }, String(year)))));
  for (const { sample, text, counts, zero } of classRows(app, measure, years)) {
    list.append(html("li", {}, sample, html("span", { class: "range" }, text), ...countCells(app, counts)));
    if (zero) list.append(html("li", { class: "zero" }, html("span", {}, "0"), html("span", { class: "range" }, app.data.words.zero ?? "")));
  }
  return list;
}

/** A "0" on the sample of the class that straddles zero. */
function zeroMark(app, colour) {
  return svg("text", { x: 15, y: 14, "font-size": 13, "font-weight": 800, "text-anchor": "middle", fill: app.colours[`ink_${inkOn(app, colour)}`] }, "0");
}

function tallyClasses(app, measure, year) {
  const counts = new Array(measure.classes.breaks.length + 1).fill(0);
  for (const unit of unitsInScope(app)) {
    const cell = cellAt(app, unit.u, year);
    if (cell.value !== null && !cell.open) counts[classIndex(measure, cell.value)] += 1;
  }
  return counts;
}

function countCells(app, counts) {
  return counts.map((count) => html("span", { class: `count${count ? "" : " none"}` }, String(count), html("span", { class: "sr" }, ` ${app.data.words.units}`)));
}

/** What solid, hatched, dotted and cross-hatched mean, with the number of units; absent statuses are left out. */
function statusRows(app, years) {
  const counts = years.map((year) => countStatuses(app, year));
  const everywhere = STATUSES.filter((status) => app.units.some((unit) => app.data.years.some((year) => cellAt(app, unit.u, year).status === status)));
  return everywhere.map((status) => {
    const word = app.data.words.status[status];
    const text = word.mark && status !== "m" ? `${word.mark} ${word.word}` : word.word;
    const sample = swatch(app, app.colours.missing, status === "c" ? null : status);
    return { sample, text, small: word.explain, counts: counts.map((count) => count[status]) };
  });
}

function statusList(app, years) {
  const list = html("ul", { class: "statuses" });
  for (const { sample, text, small, counts } of statusRows(app, years)) {
    list.append(html("li", {}, sample, html("span", { class: "range" }, text, small ? html("small", {}, small) : ""), ...countCells(app, counts)));
  }
  return list;
}

/** The groups' signs: a drawn sample for an outline, else the symbol itself. */
function groupRows(app) {
  return app.data.groups.map((group) => ({ sample: group.style === "outline" ? outlineSwatch(app) : group.symbol, text: group.label }));
}

function groupList(app) {
  const list = html("ul", { class: "group-marks" });
  for (const { sample, text } of groupRows(app)) {
    const sign = typeof sample === "string" ? html("span", { class: "symbol", "aria-hidden": "true" }, sample) : sample;
    list.append(html("li", {}, sign, html("span", { class: "range" }, text)));
  }
  if (app.scope && app.scope.size < app.units.length) {
    list.append(html("li", {}, html("span", { class: "dim-swatch", "aria-hidden": "true" }), html("span", { class: "range" }, app.data.words.dimmed)));
  }
  return list;
}

function swatch(app, colour, status) {
  const box = svg("svg", { class: "swatch", width: 30, height: 18, "aria-hidden": "true" });
  box.append(svg("rect", { x: 0.5, y: 0.5, width: 29, height: 17, fill: colour, stroke: app.colours.border }));
  if (status) box.append(swatchTexture(app, colour, status));
  return box;
}

/** The textures once more as plain shapes: a pattern's id would belong to a pane. */
function swatchTexture(app, colour, status) {
  const ink = app.colours[`ink_${inkOn(app, colour)}`];
  if (status === "d") {
    const dots = svg("g", { fill: ink, "fill-opacity": 0.6 });
    for (const [cx, cy] of [[5, 5], [12, 12], [18, 5], [25, 12]]) dots.append(svg("circle", { cx, cy, r: 1.6 }));
    return dots;
  }
  let d = "M-4 18L14 0M6 18L24 0M16 18L34 0";
  if (status === "m") d += "M14 18L-4 0M24 18L6 0M34 18L16 0";
  return svg("path", { d, stroke: ink, "stroke-width": 1.6, "stroke-opacity": 0.6 });
}

function outlineSwatch(app) {
  const frame = svg("rect", { x: 2, y: 2, width: 26, height: 14, fill: "none", stroke: app.colours.group, "stroke-width": 3.2 });
  return svg("svg", { class: "swatch", width: 30, height: 18, "aria-hidden": "true" }, frame);
}

/* ------------------------------------------------------------------ address to copy, full screen */

function toolSwitch(app) {
  const { words } = app.data;
  const group = html("div", { class: "switch tools", role: "group", "aria-label": words.tools });
  group.append(button({ "data-focus": "copy" }, words.copy, (event) => copyAddress(app, event.currentTarget)));
  // Phones without full screen for pages get no button that does nothing.
  if (app.root.requestFullscreen) group.append(button({ "data-focus": "full" }, app.full ? words.shrink : words.full, () => toggleFull(app)));
  group.append(
    button({ "data-focus": "svg" }, words.svg, () => saveSvg(app)),
    button({ "data-focus": "png" }, words.png, () => savePng(app)),
    html("span", { class: "sr said", role: "status" }),
  );
  return group;
}

async function copyAddress(app, element) {
  const { words } = app.data;
  if (!(await copied())) return offerAddress(element.parentElement, words.copy_by_hand);
  const said = element.parentElement.querySelector(".said");
  element.textContent = said.textContent = words.copied;
  setTimeout(() => {
    element.textContent = words.copy;
    said.textContent = "";
  }, COPIED_MS);
}

/** Does the map fill the screen? Inside a shadow root the document only knows the root's host. */
function isFull(app) {
  return app.root.getRootNode().fullscreenElement === app.root;
}

function toggleFull(app) {
  const asked = app.full ? document.exitFullscreen() : app.root.requestFullscreen();
  // A browser may refuse; the page then simply stays as it is.
  asked.catch(() => {});
}

function onFullscreen(app) {
  if (!app.data || isFull(app) === app.full) return;
  app.full = isFull(app);
  render(app);
}

/* ------------------------------------------------------------------ pictures */

function saveSvg(app) {
  const { text, name } = picture(app);
  saveVector(text, name);
}

function savePng(app) {
  const { name, ...made } = picture(app);
  return savePixels(made, name);
}

/**
 * The map as a document of its own: drawn anew off the screen at a fixed width, so that a phone gives the same
 * picture as a wall, with every style written into the elements, since no style sheet travels along.
 */
function picture(app) {
  const { state, data } = app;
  const years = state.compare === null ? [state.year] : comparedYears(app) ?? [state.year];
  const host = html("div", { class: "offstage", "aria-hidden": "true", inert: true });
  app.root.append(host);
  const style = getComputedStyle(app.root);
  const page = { app, host, years, pad: 32, y: 34, family: ownFonts(style.fontFamily), width: years.length > 1 ? 1840 : 1280 };
  page.paper = plainColour(style.getPropertyValue("--st-background-color") || "#ffffff").hex;
  page.ink = plainColour(style.color).hex;
  page.root = svg("svg", { "font-family": page.family, fill: page.ink });
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

function drawPicture(page) {
  const { app, years } = page;
  const { words } = app.data;
  const measure = measureOf(app);
  page.background = svg("rect", { fill: page.paper });
  const when = years.map((year) => fill(words.at_year, { year })).join("; ");
  page.root.append(svg("title", {}, `${measureTitle(measure)}, ${when}`), svg("desc", {}, years.map((year) => figureSentence(app, year)).join(" ")), page.background);
  write(page, measureTitle(measure), { size: 30, weight: 700 });
  write(page, [words.place, when, scopeText(app)].filter(Boolean).join(", "), { size: 19 });
  drawPictureMaps(page);
  drawPictureLegend(page, measure);
  for (const text of [measure.note, measure.source, sourcesText(app, years), words.estimate_note, words.statistical]) {
    if (text) write(page, text, { size: 14 });
  }
}

/** Text over the width of the page, broken into lines where it is longer. */
function write(page, text, { size, weight = 400 }) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && textWidth(longer, `${weight} ${size}px ${page.family}`) <= page.width - 2 * page.pad) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  for (const line of lines) {
    page.y += size * 0.95;
    page.root.append(svg("text", { x: page.pad, y: page.y, "font-size": size, "font-weight": weight }, line));
    page.y += size * 0.45;
  }
}

function drawPictureMaps(page) {
  const { app, years, host } = page;
  const gap = 24;
  const width = Math.floor((page.width - 2 * page.pad - gap * (years.length - 1)) / years.length);
  const panes = years.map((year) => {
    const figure = html("figure", { class: "pane", style: `width: ${width}px` });
    host.append(figure);
    const pane = { slot: year === app.state.year ? "year" : "compare", figure, id: `map-${year}` };
    drawPane(app, pane, 800);
    return pane;
  });
  page.y += 10;
  panes.forEach((pane, i) => {
    const copy = standalone(pane.svg, page, pane.layout.scale);
    page.root.append(attributes(copy, { x: page.pad + i * (width + gap), y: page.y }));
  });
  page.y += Math.max(...panes.map((pane) => pane.layout.height)) + 26;
}

/** A copy that needs no style sheet. Targets, hidden shapes and what only scripts need stay behind. */
function standalone(element, page, scale) {
  if (element.localName === "defs") return element.cloneNode(true);
  const style = getComputedStyle(element);
  if (element.classList.contains("targets") || style.visibility === "hidden" || style.opacity === "0") return null;
  const copy = svg(element.localName);
  for (const { name, value } of element.attributes) if (KEPT.has(name)) copy.setAttribute(name, value);
  if (["path", "circle", "text"].includes(element.localName)) writeStyle(copy, style, scale);
  if (element.localName === "text") return writtenText(copy, element, style);
  copy.append(...[...element.children].map((child) => standalone(child, page, scale)).filter(Boolean));
  return copy;
}

function writeStyle(copy, style, scale) {
  for (const name of ["fill", "stroke"]) {
    const value = style.getPropertyValue(name);
    const pattern = value.match(/#([\w-]+)"?\)/)?.[1];
    const { hex, alpha } = pattern ? { hex: `url(#${pattern})`, alpha: 1 } : value === "none" ? { hex: value, alpha: 1 } : plainColour(value);
    const opacity = Number((alpha * Number(style.getPropertyValue(`${name}-opacity`))).toFixed(3));
    attributes(copy, { [name]: hex, [`${name}-opacity`]: opacity === 1 ? null : opacity });
  }
  if (style.opacity !== "1") copy.setAttribute("opacity", style.opacity);
  if (style.stroke === "none") return;
  // Other programs scale strokes with the shape: the width is given for that.
  const factor = style.vectorEffect === "non-scaling-stroke" && !copy.hasAttribute("x") && copy.localName === "path" ? scale : 1;
  attributes(copy, { "stroke-width": Number((parseFloat(style.strokeWidth) / factor).toFixed(3)), "stroke-linejoin": style.strokeLinejoin });
}

/** Text with a halo is written twice, halo first: not every program knows an order of painting. */
function writtenText(copy, element, style) {
  const size = parseFloat(style.fontSize);
  attributes(copy, { "font-size": size, "font-weight": style.fontWeight, "text-anchor": style.textAnchor === "start" ? null : style.textAnchor });
  if (style.fontStyle !== "normal") copy.setAttribute("font-style", style.fontStyle);
  if (style.letterSpacing !== "normal") copy.setAttribute("letter-spacing", parseFloat(style.letterSpacing));
  // Nor does every program know a central baseline.
  if (style.dominantBaseline === "central") copy.setAttribute("y", Number(element.getAttribute("y")) + size * 0.35);
  copy.textContent = element.textContent;
  if (style.stroke === "none") return copy;
  const halo = attributes(copy.cloneNode(true), { fill: copy.getAttribute("stroke"), "aria-hidden": "true" });
  for (const name of ["stroke", "stroke-width", "stroke-linejoin", "stroke-opacity"]) copy.removeAttribute(name);
  return svg("g", {}, halo, copy);
}

/** Classes, marks of status and groups side by side, with the counts of the screen's legend. */
function drawPictureLegend(page, measure) {
  const { app, years } = page;
  const room = page.width - 2 * page.pad;
  const top = page.y;
  const columns = [[classRows(app, measure, years), 0, 0.27], [statusRows(app, years), 0.32, 0.4], [groupRows(app), 0.77, 0.23]];
  const ends = columns.map(([rows, start, share]) => drawPictureRows(page, rows, { x: page.pad + start * room, y: top, width: share * room }));
  page.y = Math.max(...ends) + 8;
}

function drawPictureRows(page, rows, { x, y, width }) {
  const { app, years } = page;
  const cellWidth = 52;
  const counts = (values, top, weight) => values.forEach((value, i) =>
    page.root.append(svg("text", { x: x + width - (values.length - 1 - i) * cellWidth, y: top, "font-size": 15, "font-weight": weight, "text-anchor": "end" }, String(value))));
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

/** The sources of the figures shown, each once. */
function sourcesText(app, years) {
  const cells = unitsInScope(app).flatMap((unit) => years.map((year) => cellAt(app, unit.u, year)));
  const named = [...new Set(cells.map((cell) => app.data.sources[cell.source]).filter(Boolean))];
  return named.length ? fill(app.data.words.source, { source: named.join("; ") }) : "";
}

/* ------------------------------------------------------------------ pointer, keyboard, selection */

function unitOf(event) {
  return event.target.closest?.("[data-unit]")?.dataset.unit;
}

function listenPane(app, pane) {
  const { figure } = pane;
  figure.onpointerover = (event) => {
    const code = unitOf(event);
    if (code && event.pointerType !== "touch") showCard(app, pane, code, event);
  };
  figure.onpointermove = (event) => {
    if (app.cardUnit && event.pointerType !== "touch") moveCard(app, pane, event);
  };
  figure.onpointerleave = () => hideCard(app);
  figure.onclick = (event) => {
    const code = unitOf(event);
    if (!code) return;
    focusUnit(app, pane, code);
    select(app, code, event.shiftKey || event.ctrlKey || event.metaKey);
  };
  figure.addEventListener("focusin", (event) => unitOf(event) && showCard(app, pane, unitOf(event)));
  figure.addEventListener("focusout", () => hideCard(app));
  figure.onkeydown = (event) => onKey(app, pane, event);
}

function onKey(app, pane, event) {
  const code = unitOf(event);
  if (!code) return;
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (event.key === "Escape") return hideCard(app);
  if (event.key === "Enter" || event.key === " ") select(app, code, event.shiftKey || event.ctrlKey || event.metaKey);
  else if (directions[event.key]) focusUnit(app, pane, nextUnit(app, code, directions[event.key]));
  else if (event.key === "Home") focusUnit(app, pane, extremeUnit(app, -1));
  else if (event.key === "End") focusUnit(app, pane, extremeUnit(app, 1));
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The nearest unit in a direction, distance across counting double; the unit itself at the edge. */
function nextUnit(app, code, [dx, dy]) {
  const from = app.byCode.get(code);
  let best = { code, cost: Infinity };
  for (const unit of app.units) {
    const [x, y] = [unit.lx - from.lx, unit.ly - from.ly];
    const along = x * dx + y * dy;
    const cost = along + 2 * Math.abs(x * dy - y * dx);
    if (unit.u !== code && along > 0 && cost < best.cost) best = { code: unit.u, cost };
  }
  return best.code;
}

function extremeUnit(app, sign) {
  return app.units.reduce((best, unit) => (sign * (unit.lx - best.lx) > 0 ? unit : best)).u;
}

function focusUnit(app, pane, code) {
  app.active = code;
  for (const [other, node] of pane.nodes) node.target.setAttribute("tabindex", other === code ? 0 : -1);
  pane.nodes.get(code).target.focus({ preventScroll: true });
}

/** Tells the server; marks the choice at once so that the reader need not wait for the answer. */
function select(app, code, add) {
  if (!add) app.selected = new Set([code]);
  else if (!app.selected.delete(code)) app.selected.add(code);
  for (const pane of app.panes) updatePane(app, pane);
  app.send({ unit: code, year: app.state.year, measure: app.state.measure, add: Boolean(add) });
}

/* ------------------------------------------------------------------ card */

function showCard(app, pane, code, event) {
  if (!app.card) return;
  markHover(app, null);
  app.cardUnit = { pane, code };
  markHover(app, code);
  fillCard(app, pane, code);
  app.card.hidden = false;
  if (event) moveCard(app, pane, event);
  else anchorCard(app, pane, code);
}

function hideCard(app) {
  if (!app.cardUnit) return;
  markHover(app, null);
  app.cardUnit = null;
  app.card.hidden = true;
}

/** The same unit is lit in both maps of a comparison. */
function markHover(app, code) {
  for (const pane of app.panes) for (const [other, node] of pane.nodes) node.hover.classList.toggle("on", other === code);
}

function fillCard(app, pane, code) {
  const measure = measureOf(app);
  const unit = app.byCode.get(code);
  const children = [html("div", { class: "card-name" }, unit.name)];
  for (const group of groupsOf(app, code)) children.push(html("div", { class: `card-group ${group.style}` }, [group.symbol, group.label].filter(Boolean).join(NBSP)));
  children.push(html("div", { class: "card-measure" }, measure.label));
  const current = yearOf(app, pane);
  for (const year of [...new Set([current, ...app.panes.map((other) => yearOf(app, other))])].sort()) children.push(cardValue(app, measure, code, year));
  const compared = comparedYears(app);
  if (compared && app.panes.length > 1) children.push(cardDifference(app, measure, code, compared));
  children.push(sparkline(app, measure, code, current));
  const source = app.data.sources?.[cellAt(app, code, current).source];
  if (source) children.push(html("div", { class: "card-source" }, fill(app.data.words.source, { source })));
  const note = app.data.unit_notes?.[code];
  if (note) children.push(html("div", { class: "card-source" }, note));
  app.card.replaceChildren(...children);
}

function cardValue(app, measure, code, year) {
  const cell = cellAt(app, code, year);
  const missing = cell.status === "m";
  return html("div", { class: "card-value" },
    html("span", { class: "card-year" }, String(year)),
    html("strong", {}, valueText(app, measure, cell)),
    missing ? "" : html("span", { class: "card-status" }, [intervalText(app, measure, cell), statusWord(app, cell)].filter(Boolean).join(" ")));
}

function cardDifference(app, measure, code, years) {
  const cell = differenceCell(app, measure, code, years);
  return html("div", { class: "card-value card-difference" },
    html("span", { class: "card-year" }, app.data.words.difference),
    html("strong", {}, valueText(app, differenceMeasure(app, measure), cell)),
    cell.status === "m" ? "" : html("span", { class: "card-status" }, statusWord(app, cell)));
}

function moveCard(app, pane, event) {
  if (app.width < NARROW_PX) return;
  const stage = app.card.parentElement.getBoundingClientRect();
  placeCard(app, event.clientX - stage.left, event.clientY - stage.top, 18);
}

function anchorCard(app, pane, code) {
  if (app.width < NARROW_PX) return;
  const stage = app.card.parentElement.getBoundingClientRect();
  const target = pane.nodes.get(code).target.getBoundingClientRect();
  placeCard(app, target.right - stage.left, target.top + target.height / 2 - stage.top, 12);
}

/** Beside the point, on the side with room, never outside the stage. */
function placeCard(app, x, y, gap) {
  const { card } = app;
  const stage = card.parentElement;
  const [w, h] = [card.offsetWidth, card.offsetHeight];
  const left = x + gap + w <= stage.clientWidth ? x + gap : Math.max(0, x - gap - w);
  const top = Math.max(0, Math.min(stage.clientHeight - h, y - h / 2));
  card.style.transform = `translate(${left}px, ${top}px)`;
}

/** The unit's own years: interval band, line (dashed where not published), points by status. */
function sparkline(app, measure, code, current) {
  const [width, height, pad, head, foot] = [262, 104, 25, 20, 20];
  const cells = app.data.years.map((year, i) => ({ year, ...cellOf(measure, code, i) }));
  const values = cells.flatMap((cell) => [cell.value, cell.low, cell.high]).filter((value) => value !== null);
  const chart = svg("svg", { class: "spark", width, height, viewBox: `0 0 ${width} ${height}` });
  if (!values.length) return chart;
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const x = (i) => pad + (i * (width - 2 * pad)) / Math.max(1, cells.length - 1);
  const y = (value) => height - foot - ((value - low) / (high - low || 1)) * (height - foot - head);
  chart.append(svg("path", { class: "spark-zero", d: `M0 ${y(0)}H${width}` }));
  cells.forEach((cell, i) => {
    const next = cells[i + 1];
    if (next) chart.append(...sparkSpan(cell, next, x(i), x(i + 1), y));
  });
  cells.forEach((cell, i) => {
    if (cell.value !== null) chart.append(...sparkPoint(cell, x(i), y, cell.year === current));
    const text = valueText(app, measure, cell, { short: true }).replace(`${NBSP}%`, "");
    chart.append(svg("text", { x: x(i), y: y(cell.high ?? cell.value ?? 0) - 7, class: cell.year === current ? "now" : "" }, text));
    chart.append(svg("text", { x: x(i), y: height - 3, class: cell.year === current ? "now" : "" }, String(cell.year)));
  });
  return chart;
}

function sparkSpan(cell, next, x0, x1, y) {
  if (cell.value === null || next.value === null) return [];
  const parts = [];
  const ends = [cell, next].map((one) => [one.low ?? one.value, one.high ?? one.value]);
  if (cell.low !== null || next.low !== null) {
    parts.push(svg("path", { class: "spark-band", d: `M${x0} ${y(ends[0][0])}L${x1} ${y(ends[1][0])}V${y(ends[1][1])}L${x0} ${y(ends[0][1])}Z` }));
  }
  const solid = cell.status === "c" && next.status === "c";
  parts.push(svg("path", { class: `spark-line${solid ? "" : " dashed"}`, d: `M${x0} ${y(cell.value)}L${x1} ${y(next.value)}` }));
  return parts;
}

function sparkPoint(cell, x, y, current) {
  const cy = y(cell.value);
  const size = current ? 5 : 3.6;
  const parts = [];
  if (cell.low !== null) parts.push(svg("path", { class: "spark-interval", d: `M${x} ${y(cell.low)}V${y(cell.high)}` }));
  if (cell.status === "d") parts.push(svg("path", { class: "spark-dot hollow", d: `M${x} ${cy - size - 1}l${size + 1} ${size + 1}l${-size - 1} ${size + 1}l${-size - 1} ${-size - 1}z` }));
  else parts.push(svg("circle", { class: `spark-dot${cell.status === "c" ? "" : " hollow"}`, cx: x, cy, r: size }));
  return parts;
}

/* ------------------------------------------------------------------ table */

function tableView(app) {
  const { words, years } = app.data;
  const measure = measureOf(app);
  const caption = html("caption", {}, fill(words.table_caption, { measure: measureTitle(measure), level: app.data.level }));
  const head = html("tr", {}, headCell(app, "name", words.unit), ...years.map((year) => headCell(app, year, String(year))));
  const body = html("tbody", {}, ...sortedUnits(app).map((unit) => tableRow(app, measure, unit)));
  const table = html("table", {}, caption, html("thead", {}, head), body);
  return html("div", { class: "table", role: "region", tabindex: 0, "aria-label": measureTitle(measure), "data-focus": "table-region" }, table);
}

function headCell(app, column, label) {
  const { sort } = app;
  const order = sort?.column === column ? (sort.down ? "descending" : "ascending") : null;
  const turn = () => {
    app.sort = { column, down: sort?.column === column ? !sort.down : column !== "name" };
    render(app);
  };
  const arrow = { descending: " ▼", ascending: " ▲" }[order] ?? "";
  return html("th", { scope: "col", "aria-sort": order }, button({ "data-focus": `sort-${column}` }, label + arrow, turn));
}

function sortedUnits(app) {
  const { sort, units } = app;
  if (!sort) return units;
  const sign = sort.down ? -1 : 1;
  const value = (unit) => cellAt(app, unit.u, sort.column).value;
  return [...units].sort((first, second) => {
    if (sort.column === "name") return sign * first.name.localeCompare(second.name, "vi");
    const [a, b] = [value(first), value(second)];
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (a - b);
  });
}

function tableRow(app, measure, unit) {
  const dimmed = app.scope && !app.scope.has(unit.u);
  const groups = groupsOf(app, unit.u).map((group) => group.label).join(", ");
  const name = html("th", { scope: "row" }, unit.name, groups ? html("small", {}, groups) : "");
  const row = html("tr", { class: [app.selected.has(unit.u) ? "selected" : "", dimmed ? "dimmed" : ""].join(" ").trim() || null }, name);
  app.data.years.forEach((year, i) => {
    const cell = cellOf(measure, unit.u, i);
    const rest = cell.status === "m" ? [] : [intervalText(app, measure, cell), statusWord(app, cell)].filter(Boolean);
    const lines = rest.flatMap((text) => [" ", html("small", {}, text)]);
    row.append(html("td", { "data-status": cell.status }, html("span", { class: "amount" }, valueText(app, measure, cell)), ...lines));
  });
  return row;
}
