/** One map of one year: drawn once for a layout, then only coloured and lettered anew. */

import { lookOf } from "./colour.js";
import { cellAt, groupsOf, measureOf, yearAt } from "./figures.js";
import { boxAround, edgesCross, overlap, segmentInBox } from "./geometry.js";
import { LINE, layoutPane } from "./labels.js";
import { textures } from "./textures.js";
import { figureSentence, fill, fullText, valueText } from "./words.js";
import { attributes, html, svg } from "../shared/dom.js";
import { textWidth } from "../shared/text_width.js";

/** @type {(app: App, stage: Element, slot: Slot) => BarePane} */
export function createPane(app, stage, slot) {
  const figure = html("figure", { class: "pane" });
  stage.append(figure);
  return { slot, figure, id: `${app.id}-${slot}` };
}

/** @type {(app: App, bare: BarePane, maxHeight: number) => Pane} */
export function drawPane(app, bare, maxHeight) {
  const pane = /** @type {Pane} */ (bare);
  const width = Math.floor(pane.figure.clientWidth);
  const layout = layoutPane(app, width, maxHeight);
  pane.layout = layout;
  pane.svg = svg("svg", { width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}`, role: "group" });
  pane.nodes = /** @type {Lookup<any>} */ (new Map(app.units.map((unit) => [unit.u, { unit }])));
  const transform = `translate(${layout.tx} ${layout.ty}) scale(${layout.scale})`;
  const layer = (/** @type {string} */ name, hidden = true) => {
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
  updatePane(app, pane);
  return pane;
}

/** @type {(app: App, pane: Pane, group: SVGElement) => void} */
function drawContext(app, pane, group) {
  const { neighbours = [] } = app.data.geometry;
  group.setAttribute("mask", `url(#${pane.id}-mask)`);
  for (const { d } of neighbours) if (d) group.append(svg("path", { d }));
  const names = svg("g", { class: "context-names", "aria-hidden": "true" });
  const { layout } = pane;
  const size = Math.max(10, layout.fonts.size * 0.85);
  /** @type {Box[]} */
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

/**
 * Room for a neighbour's name: inside the picture, off the units, the labels, their leaders and the year.
 * @type {(app: Figures, layout: Layout, box: Box) => boolean}
 */
function isFree(app, layout, box) {
  if (box.x0 < 0 || box.y0 < 0 || box.x1 > layout.width || box.y1 > layout.height) return false;
  if (overlap(box, layout.year.box, 4) || layout.labels.some((label) => overlap(label.box, box, 4))) return false;
  const leaders = layout.labels.filter((label) => label.kind !== "inside");
  if (leaders.some((label) => segmentInBox(label.anchor, [label.x - 14, label.y], box))) return false;
  return !app.units.some((unit) => edgesCross(unit.rings.map((ring) => ring.map(layout.project)), box));
}

/** @type {(app: App, pane: Pane, layer: (name: string) => SVGElement) => void} */
function drawUnits(app, pane, layer) {
  const [fills, hatches, dims, borders] = ["fills", "textures", "dims", "borders"].map((name) => layer(name));
  const [groups, halos, selections, hovers] = ["groups", "halos", "selections", "hovers"].map((name) => layer(name));
  for (const unit of app.units) {
    const node = pane.nodes.get(unit.u);
    const add = (/** @type {SVGElement} */ group) => {
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

/** @type {(app: App, pane: Pane) => void} */
function drawLabels(app, pane) {
  const group = svg("g", { class: "labels", "aria-hidden": "true" });
  const { layout } = pane;
  for (const label of layout.labels) if (label.kind !== "inside") group.append(...leaderOf(layout, label));
  for (const label of layout.labels) group.append(labelOf(pane, label));
  pane.svg.append(group);
}

/** @type {(layout: Layout, label: Label) => SVGElement[]} */
function leaderOf(layout, label) {
  const [ax, ay] = label.anchor;
  if (label.kind === "badge") {
    return Math.hypot(label.x - ax, label.y - ay) < 6 ? [] : [svg("path", { class: "leader", d: `M${ax} ${ay}L${label.x} ${label.y}` })];
  }
  const d = `M${ax} ${ay}L${label.x - 14} ${label.y}H${label.x - 4}`;
  return [svg("path", { class: "leader halo", d }), svg("path", { class: "leader", d }), svg("circle", { class: "anchor", cx: ax, cy: ay, r: 2.6 })];
}

/** @type {(pane: Pane, label: Label) => SVGElement} */
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
  const first = inside ? label.y - (label.lines.length * line) / 2 : label.y;
  const name = svg("text", { class: "name", "font-size": size, x: label.x, y: first },
    ...label.lines.map((text, index) => svg("tspan", { x: label.x, y: first + index * line }, text)));
  const x = inside ? label.x : label.valueX;
  node.value = svg("text", { class: "value", "font-size": size, x, y: inside ? first + label.lines.length * line : label.y });
  group.append(name, node.value);
  return group;
}

/**
 * Transparent shapes on top: what the pointer and the keyboard meet.
 * @type {(app: App, pane: Pane, group: SVGElement) => void}
 */
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

/** @type {(app: App, pane: Pane) => void} */
export function updatePane(app, pane) {
  const year = yearAt(app, pane.slot);
  const measure = measureOf(app);
  pane.year.textContent = String(year);
  pane.svg.setAttribute("aria-label", figureSentence(app, year));
  for (const [code, node] of pane.nodes) {
    const look = lookOf(app, code, year);
    node.fill.setAttribute("fill", look.colour);
    attributes(node.texture, { fill: look.texture ? `url(#${pane.id}-${look.texture})` : "none", "data-status": look.cell.status });
    attributes(node.dim, { opacity: look.dimmed ? 0.74 : 0 });
    updateLabel(app, pane, node, look, measure);
    updateTarget(app, node, look, measure, year);
  }
  if (pane.list) pane.list.replaceChildren(...badgeItems(app, pane, year));
}

/** @type {(app: App, pane: Pane, node: PaneNode, look: Look, measure: Measure) => void} */
function updateLabel(app, pane, node, look, measure) {
  if (node.value) node.value.textContent = valueText(app, measure, look.cell, { short: true });
  const inside = node.label.classList.contains("inside");
  const plain = look.dimmed || !inside;
  node.label.classList.toggle("dimmed", look.dimmed);
  node.label.style.setProperty("--ink", plain ? "" : look.ink);
  node.label.style.setProperty("--paper", plain ? "" : look.colour);
}

/** @type {(app: App, node: PaneNode, look: Look, measure: Measure, year: number) => void} */
function updateTarget(app, node, look, measure, year) {
  const code = node.unit.u;
  const chosen = app.selected.has(code);
  const labels = groupsOf(app, code).map((group) => group.label);
  const where = [node.unit.name, ...labels].join(", ");
  const text = `${where}. ${measure.label}, ${fill(app.data.words.at_year, { year })}: ${fullText(app, measure, look.cell)}`;
  attributes(node.target, { "aria-label": text, "aria-pressed": String(chosen) });
  for (const part of [node.selection, node.halo]) part.classList.toggle("on", chosen);
}

/** @type {(app: App, pane: Pane, year: number) => HTMLElement[]} */
function badgeItems(app, pane, year) {
  const measure = measureOf(app);
  return pane.layout.labels
    .filter((label) => label.kind === "badge")
    .sort((first, second) => first.number - second.number)
    .map((label) =>
      html("li", { value: label.number, "data-unit": label.unit.u },
        html("b", {}, label.name), " ", html("span", {}, valueText(app, measure, cellAt(app, label.unit.u, year), { short: true }))));
}
