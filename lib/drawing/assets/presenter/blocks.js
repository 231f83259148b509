/** Blocks of a scene as elements: bars, cards, tables, sentences. Every text arrives written. */

import { html } from "../shared/dom.js";

/** So few rows can be large. */
const FEW = 6;
/** Units of the stage in a pixel of a chart drawn by the server (`stage_chart.py`). */
const CHART_PIXEL = 1.6;

/** @type {(show: Show, tone: DeckTone) => string} */
const toneOf = (show, tone) => (show.dark ? tone.dark : tone.light);

/** @type {(show: Show, block: Block) => HTMLElement} */
export function blockOf(show, block) {
  if (block.kind === "rank") return rankOf(show, block);
  if (block.kind === "cards") return html("div", { class: "cards" }, ...block.cards.map((card) => targetCard(show, card)));
  if (block.kind === "table") return table(block);
  if (block.kind === "text") return text(block);
  if (block.kind === "chart") return chart(show, block);
  throw new Error(`no element for ${block.kind}`);
}

/**
 * Bars from zero with their intervals, and across all of them what every one has to reach.
 * @type {(show: Show, block: RankBlock) => HTMLElement}
 */
function rankOf(show, block) {
  const { low, high } = block;
  const share = (/** @type {number} */ value) => ((value - low) / (high - low)) * 100;
  const across = (/** @type {number} */ from, /** @type {number} */ to) => `left:${share(from)}%;width:${share(to) - share(from)}%`;
  const written = block.rows.map((row) => `${row.tone.symbol} ${row.text}`);
  const letters = Math.max(0, ...written.map((text) => text.length));
  const list = html("div", { class: block.rows.length <= FEW ? "rows few" : "rows", style: `--rows:${block.rows.length};--written:${letters}` });
  for (const [index, row] of block.rows.entries()) {
    const bar = html("span", { class: `bar ${row.status}`, style: across(Math.min(0, row.value), Math.max(0, row.value)) });
    const span = html("span", { class: "span", style: across(row.low, row.high) });
    const track = html("span", { class: "track" }, bar, ...(row.status === "e" ? [span] : []));
    if (block.line !== null) track.append(html("span", { class: "line", style: `left:${share(block.line)}%` }));
    const name = html("span", { class: "name" }, row.name);
    const value = html("span", { class: "value" }, written[index]);
    list.append(html("div", { class: "row", style: `--tone:${toneOf(show, row.tone)}`, "data-unit": row.unit, title: row.tone.word }, name, track, value));
  }
  const title = html("p", { class: "block-title" }, block.title);
  const label = block.label ? html("p", { class: "line-label" }, block.label) : "";
  return html("div", { class: "rank" }, title, label, list);
}

/**
 * A chart as pages and paper have it: drawn by the server, no text in it is anything but text.
 * @type {(show: Show, block: ChartBlock) => HTMLElement}
 */
function chart(show, block) {
  const drawn = html("div", { class: "drawn" });
  drawn.style.setProperty("zoom", String(show.unit * CHART_PIXEL));
  drawn.innerHTML = show.dark ? block.dark : block.light;
  return html("div", { class: "chart" }, html("p", { class: "block-title" }, block.title), drawn);
}

/** @type {(show: Show, card: DeckCard) => HTMLElement} */
function targetCard(show, card) {
  return html("section", { class: "target", style: `--tone:${toneOf(show, card.tone)}` },
    html("h2", {}, card.heading), html("p", { class: "goal" }, card.goal), html("p", { class: /\d/.test(card.value) ? "value" : "value none" }, card.value),
    html("p", { class: "words" }, card.words), judgedWord(card), // The stage has room for one; how likely it is, the word tells when it is opened.
    html("p", { class: "note" }, card.notes[0] ?? ""));
}

/**
 * The judgement's word; a click or key on it opens why it is said.
 * @type {(card: DeckCard) => HTMLElement}
 */
function judgedWord(card) {
  const told = html("div", {}, ...card.why.map((line) => html("p", {}, line)));
  return html("details", { class: "judged", name: "why" }, html("summary", {}, `${card.tone.symbol} ${card.tone.word}`), told);
}

/** @type {(block: TableBlock) => HTMLElement} */
function table(block) {
  const head = html("tr", {}, ...block.columns.map((name) => html("th", { scope: "col" }, name)));
  const rows = block.rows.map(([name, ...cells]) => html("tr", {}, html("th", { scope: "row" }, name), ...cells.map((cell) => html("td", {}, cell))));
  return html("table", { class: block.prose ? "prose" : "" }, html("caption", {}, block.title), html("thead", {}, head), html("tbody", {}, ...rows));
}

/** @type {(block: TextBlock) => HTMLElement} */
function text(block) {
  return html("section", { class: "text" }, block.heading && html("h2", {}, block.heading), html("ul", {}, ...block.lines.map((line) => html("li", {}, line))));
}
