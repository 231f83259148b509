/** A scene on the stage: headline, what shows it, what is said, where it comes from. */

import { blockOf } from "./blocks.js";
import { drawLine } from "./line.js";
import { drawMap, placeMap } from "./map.js";
import { codeOf } from "./meeting.js";
import { sceneOf } from "./own.js";
import { html, svg } from "../shared/dom.js";

/** Units of the stage: its width lying and standing, its margins, the room of headline and foot, its second column and the gap. */
const [LYING, HIGH, STANDING, MARGIN] = [1920, 1080, 1080, 72];
const [HEADLINE, FOOT, STANDING_FOOT, SIDE, GAP] = [190, 112, 150, 560, 48];
/** The second column beside a map, with its legend, and how high that is: the map gets the rest. */
const [LEGEND_SIDE, LEGEND_HIGH] = [440, 540];
/** Units of an em. */
const EM = 24;
/** Between the foot and what stands above it, and below it. */
const FOOT_AIR = 40;
/** Height of a chart in the second column, and where the sentences there need more room. */
const [CHART, LOW_CHART] = [340, 250];
/** Headlines and sentences shrink by these steps until they fit; none is smaller than the stage's own letters. */
const HEADLINE_EM = [2.5, 2.25, 2, 1.8, 1.6, 1.4, 1.25];
const SAID_EM = [1.25, 1.15, 1.08, 1];
/** Standing, how high what shows a scene is: a map alone, a map with more below it, bars, a line, any other chart. */
const STANDING_ROOM = { alone: 1030, map: 570, rank: 740, line: 560, chart: 720 };
/** Standing, what the legend takes below a map alone. */
const LEGEND = 530;
const VISUALS = new Set(["map", "line", "rank", "chart"]);

/**
 * How large the stage is: pixels of one unit, units across and down. Standing it is as high as its window.
 * @type {(width: number, height: number) => StageSize}
 */
export function stageSize(width, height) {
  if (height > width) return { unit: width / STANDING, width: STANDING, height: Math.floor((STANDING * height) / width), standing: true };
  const unit = Math.min(width / LYING, height / HIGH);
  return { unit, width: LYING, height: HIGH, standing: false };
}

/**
 * Draws where the meeting is, on a stage of the window's size or another.
 * @type {(show: Show, size?: StageSize) => void}
 */
export function drawScene(show, size = stageSize(innerWidth, innerHeight)) {
  const code = codeOf(show.meeting);
  const scene = /** @type {Scene} */ (sceneOf(show.deck, show.entries, code));
  const { unit, width, height, standing } = size;
  const { stage } = show;
  show.unit = unit;
  stage.style.setProperty("--u", `${unit}px`);
  stage.style.fontSize = `${EM * unit}px`;
  stage.style.width = `${width * unit}px`;
  stage.style.height = `${height * unit}px`;
  stage.className = `stage ${standing ? "standing" : "lying"} scene-${code.split("-")[0]}`;
  stage.dataset.scene = code;
  const [body, map] = ["body", "map"].map((name) => /** @type {HTMLElement} */ (show.parts.get(name)));
  const visual = scene.blocks.find((block) => VISUALS.has(block.kind));
  const rest = scene.blocks.filter((block) => block !== visual);
  const across = visual?.kind === "map" ? LEGEND_SIDE : SIDE;
  stage.style.setProperty("--side", `${across / EM}em`);
  const heading = html("h1", {}, scene.headline);
  const footer = foot(show, scene);
  body.replaceChildren(heading, footer);
  // Sources may take a second line: what is above the foot has the less room.
  const below = Math.max(standing ? STANDING_FOOT : FOOT, footer.offsetHeight / unit + FOOT_AIR);
  const inner = { width: width - 2 * MARGIN, height: height - HEADLINE - below };
  const room = standing ? { width: inner.width, height: STANDING_ROOM[visual?.kind === "map" && !rest.length ? "alone" : /** @type {"map" | "rank" | "line" | "chart"} */ (visual?.kind ?? "line")] } : { width: inner.width - across - GAP, height: inner.height };
  const said = html("div", { class: "said" }, ...scene.lead.map((line) => html("p", {}, line)));
  if (visual) {
    const place = html("div", { class: "visual", style: `height:calc(var(--u) * ${room.height})` });
    if (visual.kind === "rank" || visual.kind === "chart") place.append(blockOf(show, visual));
    if (visual.kind === "line") place.append(lineOf(show, "main", visual, [room.width, room.height]));
    const side = html("div", { class: "side" }, said, ...rest.map((block) => (block.kind === "line" ? lineOf(show, "side", block, [standing ? inner.width : SIDE, CHART]) : blockOf(show, block))));
    footer.before(html("div", { class: "columns" }, place, side));
  } else {
    footer.before(html("div", { class: "whole" }, said, html("div", { class: "blocks" }, ...rest.map((block) => blockOf(show, block)))));
  }
  stage.dataset.mapHeight = String(room.height - (standing && !rest.length ? LEGEND : 0));
  // Out of sight it keeps its size: it can be drawn before it is shown.
  map.classList.toggle("off", visual?.kind !== "map");
  map.inert = visual?.kind !== "map";
  map.classList.toggle("alone", !rest.length);
  map.classList.toggle("standing", standing);
  fit(heading, HEADLINE_EM, () => heading.scrollHeight > (HEADLINE - 40) * unit);
  const box = /** @type {HTMLElement} */ (body.querySelector(".side, .whole"));
  const most = (standing && visual ? inner.height - room.height - 30 : inner.height) * unit;
  const legend = visual?.kind === "map" && !rest.length ? (standing ? 0 : LEGEND_HIGH) * unit : 0;
  fit(box, SAID_EM, () => box.scrollHeight > most - legend + 1);
  const small = /** @type {LineBlock | undefined} */ (rest.find((block) => block.kind === "line"));
  if (small && box.scrollHeight > most - legend + 1) lineOf(show, "side", small, [standing ? inner.width : SIDE, LOW_CHART]);
  placeMap(show, size, width - 2 * MARGIN, room.height, across / EM);
  // The map is laid out for its room, which stands only now.
  if (visual?.kind === "map") drawMap(show, visual, Number(stage.dataset.mapHeight));
}

/**
 * Draws a map that another scene will show, unless one is shown.
 * @type {(show: Show, block: MapBlock) => void}
 */
export function prepared(show, block) {
  const size = stageSize(innerWidth, innerHeight);
  const map = /** @type {HTMLElement} */ (show.parts.get("map"));
  if (!map.classList.contains("off") || size.standing) return;
  const room = size.height - HEADLINE - FOOT;
  placeMap(show, size, size.width - 2 * MARGIN, room, LEGEND_SIDE / EM);
  drawMap(show, block, room);
}

/** @type {(show: Show, slot: string, block: LineBlock, size: [number, number]) => Element} */
function lineOf(show, slot, block, size) {
  const chart = show.lines.get(slot) ?? { host: svg("svg", { class: "line-chart" }), shown: null, frame: 0 };
  show.lines.set(slot, chart);
  chart.host.style.height = `calc(var(--u) * ${size[1]})`;
  drawLine(show, chart, block, size);
  return chart.host;
}

/** @type {(show: Show, scene: Scene) => HTMLElement} */
function foot(show, scene) {
  const { deck, meeting } = show;
  const place = meeting.asides.length ? deck.words.aside : `${meeting.index + 1} / ${meeting.order.length}`;
  return html("footer", {},
    html("p", {}, html("span", { class: "statuses" }, scene.statuses.join("   ")), html("span", { class: "place" }, place)),
    html("p", {}, html("span", {}, scene.sources), html("span", { class: "edition" }, `${deck.words.edition} ${deck.edition}`)));
}

/** @type {(element: HTMLElement, steps: number[], tooLarge: () => boolean) => void} */
function fit(element, steps, tooLarge) {
  for (const step of steps) {
    element.style.fontSize = `${step}em`;
    if (!tooLarge()) return;
  }
}
