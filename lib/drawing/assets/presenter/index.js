/** A meeting in the browser: scenes, keys, names asked for, a second window with the speaker's notes. No request. */

import { arrangementOf } from "./arrangement.js";
import { askOf, openAsk } from "./ask.js";
import { editorOf } from "./editor.js";
import { writeHeadline } from "./headline.js";
import { drawMap, mapHost } from "./map.js";
import { asked, codeOf, commandOf, jumped, opened, returned, stepped } from "./meeting.js";
import { notesWindow } from "./notes.js";
import { sceneOf } from "./own.js";
import { printButtons, printing } from "./printing.js";
import { drawScene, prepared } from "./scene.js";
import { PLAY_MS } from "../map/years.js";
import { TRAILING } from "../shared/address.js";
import { html } from "../shared/dom.js";

const DIGITS_MS = 2500;
const SWIPE_PX = 50;
const NOTES = "notes";

const read = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id)).textContent ?? "";
const deck = /** @type {Deck} */ (JSON.parse(read("deck")));
const stage = html("main", { class: "stage" });
const channel = new BroadcastChannel(`deck-${deck.edition}`);
/** The last key that the other window sent. */
let heard = "";
/** The window with the notes, or the one it belongs to: where a file opened from a disk has no channel. */
let partner = /** @type {Window | null} */ (globalThis.opener);

if (window.name.startsWith(NOTES)) notesWindow(deck, channel, partner);
else present();

function present() {
  const show = /** @type {Show} */ ({
    deck, stage, meeting: opened(deck.order, ""), dark: matchMedia("(prefers-color-scheme: dark)").matches,
    unit: 1, parts: /** @type {Lookup<HTMLElement>} */ (new Map()), mapKey: "presenter", mapUnit: 1, mapYear: null, timer: undefined, digits: "", lines: new Map(), draw: () => {},
    entries: [], writing: false, write: () => {}, print: () => {}, mayLeave: () => true,
  });
  const arrangement = arrangementOf(show, () => rearranged(show));
  show.meeting = opened(orderOf(show), addressed(show) ?? "");
  const mapStyle = read("map-css");
  show.print = printing(show, mapStyle);
  const parts = { body: html("div", { class: "body" }), map: mapHost(mapStyle), veil: html("div", { class: "veil", hidden: true }), laser: html("div", { class: "laser", hidden: true }), help: helpOf(show), ask: askOf(show, (code) => go(show, asked(show.meeting, code))), edit: editorOf(show, arrangement), tools: toolsOf(show), kept: arrangement.line };
  for (const [key, part] of Object.entries(parts)) show.parts.set(key, part);
  stage.append(parts.map, parts.body);
  document.body.append(stage, parts.tools, parts.kept, parts.edit, parts.ask, parts.help, parts.veil, parts.laser);
  show.draw = () => draw(show);
  show.write = () => writeHeadline(show, codeOf(show.meeting), (text) => arrangement.headline(codeOf(show.meeting), text));
  show.mayLeave = arrangement.mayLeave;
  stage.addEventListener("dblclick", (event) => /** @type {HTMLElement} */ (event.target).closest(".body > h1") && show.write());
  stage.addEventListener("unit-chosen", (event) => {
    go(show, asked(show.meeting, `huyen-${/** @type {CustomEvent} */ (event).detail}`));
    // The keys lead through the meeting again, not through the map.
    stage.focus();
  });
  addEventListener("keydown", (event) => onStageKey(show, event));
  // A keyboard on the screen makes the window smaller under what is being written.
  addEventListener("resize", () => show.writing || show.draw());
  addEventListener("hashchange", () => {
    const code = addressed(show);
    if (code && code !== codeOf(show.meeting)) go(show, opened(show.meeting.order, code));
    else tellWhereUnknown(show);
  });
  addEventListener("pointermove", (event) => Object.assign(parts.laser.style, { left: `${event.clientX}px`, top: `${event.clientY}px` }));
  listenTouch(show);
  channel.onmessage = (event) => hear(show, event.data);
  addEventListener("message", (event) => {
    if (event.source === partner) hear(show, event.data);
    if (event.source === window.parent && event.data?.deck === "asked-to-leave") goHome(show);
  });
  document.fonts?.ready.then(() => show.writing || show.draw());
  show.draw();
  tellWhereUnknown(show);
  prepareMap(show);
  stage.tabIndex = -1;
  stage.focus();
}

/**
 * Laying out the map's labels takes longer than a step may: it is done while the first scene is looked at.
 * @type {(show: Show) => void}
 */
function prepareMap(show) {
  const first = deck.order.map((code) => deck.scenes[code].blocks.find(({ kind }) => kind === "map")).find(Boolean);
  if (first) setTimeout(() => prepared(show, /** @type {MapBlock} */ (first)), 50);
}

/** @type {(show: Show) => void} */
function draw(show) {
  document.documentElement.dataset.theme = show.dark ? "dark" : "light";
  const colours = show.deck.palette[show.dark ? "dark" : "light"];
  for (const key of ["ink", "muted", "grid", "target", "surface"]) document.documentElement.style.setProperty(`--${key}`, colours[key]);
  drawScene(show);
  const foot = /** @type {HTMLElement} */ (stage.querySelector("footer"));
  // The line about a kept arrangement stands above the sources.
  document.body.style.setProperty("--foot", `${innerHeight - foot.getBoundingClientRect().top}px`);
  tell(show);
}

/**
 * The scene that the address names, if there is one; signs that a chat adds to a link are left out.
 * @type {(show: Show) => string | undefined}
 */
function addressed(show) {
  const code = decoded(location.hash.slice(1)).toLowerCase().replace(TRAILING, "");
  return sceneOf(deck, show.entries, code) && code;
}

/** @type {(text: string) => string} */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Says that the address names no scene there is, until the next step. */
function tellWhereUnknown(/** @type {Show} */ show) {
  show.stage.querySelector(".unknown")?.remove();
  if (!location.hash.slice(1) || addressed(show)) return;
  show.stage.append(html("p", { class: "unknown", role: "status" }, show.deck.words.no_scene));
}

/** @type {(show: Show, meeting: Meeting) => void} */
function go(show, meeting) {
  if (codeOf(meeting) !== codeOf(show.meeting)) {
    stopYears(show);
    show.mapYear = null;
  }
  show.meeting = meeting;
  show.stage.querySelector(".unknown")?.remove();
  /** @type {HTMLElement} */ (show.parts.get("kept")).hidden = true;
  if (addressed(show) !== codeOf(meeting)) history.replaceState(null, "", `#${codeOf(meeting)}`);
  /** @type {HTMLElement} */ (show.parts.get("veil")).hidden = true;
  show.draw();
}

/** @type {(show: Show, event: KeyboardEvent) => void} */
function onStageKey(show, event) {
  const ask = /** @type {HTMLElement} */ (show.parts.get("ask"));
  if (!ask.hidden || show.writing) return;
  const inMap = /** @type {HTMLElement} */ (event.target).closest?.(".map-host") && ["Enter", " ", "Home", "End"].includes(event.key);
  const command = commandOf(event);
  if (!command || inMap) return;
  const button = /** @type {HTMLElement} */ (event.target).closest?.("button, summary");
  if (button && [" ", "Enter"].includes(event.key)) return;
  event.preventDefault();
  perform(show, command);
}

/** @type {(show: Show, command: Command) => void} */
function perform(show, command) {
  const part = (/** @type {string} */ key) => /** @type {HTMLElement} */ (show.parts.get(key));
  const { meeting } = show;
  const veil = (/** @type {string} */ colour) => {
    const { hidden, dataset } = part("veil");
    part("veil").hidden = !hidden && dataset.colour === colour;
    part("veil").dataset.colour = colour;
  };
  switch (command.do) {
    case "next": return go(show, stepped(meeting, 1));
    case "previous": return go(show, stepped(meeting, -1));
    case "first": return go(show, jumped(meeting, 1));
    case "last": return go(show, jumped(meeting, Infinity));
    case "back": return go(show, returned(meeting));
    case "digit":
      show.digits += command.text;
      return void setTimeout(() => (show.digits = ""), DIGITS_MS);
    case "enter":
      if (show.digits) go(show, jumped(meeting, Number(show.digits)));
      show.digits = "";
      return;
    case "type": return openAsk(show, command.text);
    case "ask": return openAsk(show, "");
    case "black": return veil("black");
    case "white": return veil("white");
    case "laser": return void (part("laser").hidden = !part("laser").hidden);
    case "help": return void (part("help").hidden = !part("help").hidden);
    case "edit": return openEditor(show);
    case "play": return play(show);
    case "theme":
      show.dark = !show.dark;
      return show.draw();
    case "full":
      if (window.parent !== window) return window.parent.postMessage({ deck: "full" }, "*");
      return void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    case "notes": return openNotes(show);
    case "headline": return show.write();
    case "handout": return show.print(true);
    case "leave": return leave(show);
  }
}

/** @type {(show: Show) => void} */
function openEditor(show) {
  const editor = /** @type {HTMLElement} */ (show.parts.get("edit"));
  editor.hidden = !editor.hidden;
  if (editor.hidden) return;
  editor.dispatchEvent(new Event("open"));
  /** @type {HTMLElement | null} */ (editor.querySelector("button"))?.focus();
}

/** @type {(show: Show) => string[]} */
function orderOf(show) {
  const order = show.entries.filter(({ shown }) => shown).map(({ code }) => code);
  return order.length ? order : deck.order;
}

/**
 * Another set: the scene shown stays, within it or beside it; one that is no more gives way to the first.
 * @type {(show: Show) => void}
 */
function rearranged(show) {
  const code = codeOf(show.meeting);
  go(show, opened(orderOf(show), sceneOf(deck, show.entries, code) ? code : ""));
}

/** @type {(show: Show) => void} */
function leave(show) {
  const open = ["edit", "help", "veil", "laser", "kept"].map((key) => /** @type {HTMLElement} */ (show.parts.get(key))).filter((part) => !part.hidden);
  if (open.length) return open.forEach((part) => (part.hidden = true));
  if (document.fullscreenElement) return void document.exitFullscreen();
  goHome(show);
}

/** @type {(show: Show) => void} */
function goHome(show) {
  if (!show.mayLeave()) return;
  if (window.parent !== window) return window.parent.postMessage({ deck: "leave" }, "*");
  const home = document.documentElement.dataset.home;
  if (home) location.assign(home);
}

/* ------------------------------------------------------------------ the map's years */

/** @type {(show: Show) => void} */
function play(show) {
  const block = /** @type {MapBlock | undefined} */ (sceneOf(deck, show.entries, codeOf(show.meeting))?.blocks.find(({ kind }) => kind === "map"));
  if (!block) return;
  if (show.timer) return stopYears(show);
  const { years } = deck;
  show.mapYear = block.first;
  show.timer = window.setInterval(() => {
    const next = years.indexOf(/** @type {number} */ (show.mapYear)) + 1;
    if (next >= years.length) return stopYears(show);
    show.mapYear = years[next];
    drawMap(show, block, Number(show.stage.dataset.mapHeight));
  }, PLAY_MS);
  drawMap(show, block, Number(show.stage.dataset.mapHeight));
}

/**
 * The map stays in the year it has come to, and says so, until the next scene.
 * @type {(show: Show) => void}
 */
function stopYears(show) {
  clearInterval(show.timer);
  show.timer = undefined;
}

/* ------------------------------------------------------------------ help, buttons, touch */

/** @type {(show: Show) => HTMLElement} */
function helpOf(show) {
  const { words } = deck;
  const rows = Object.keys(words).filter((key) => key.startsWith("keys.")).map((key) => {
    const [sign, ...told] = words[key].split("|");
    return html("tr", {}, html("th", { scope: "row" }, sign.trim()), html("td", {}, told.join("|").trim()));
  });
  return html("div", { class: "help", role: "dialog", "aria-label": words.help, hidden: true }, html("header", {}, html("h2", {}, words.help), ...printButtons(show)), html("table", {}, html("tbody", {}, ...rows)));
}

/** @type {(show: Show) => HTMLElement} */
function toolsOf(show) {
  const { words } = deck;
  const tool = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {Command} */ command) => {
    const made = html("button", { type: "button", "aria-label": label, title: label }, sign);
    made.onclick = () => perform(show, command);
    return made;
  };
  return html("nav", { class: "tools", "aria-label": words.tools },
    tool("‹", words.previous, { do: "previous" }), tool("›", words.next, { do: "next" }), tool("⌕", words.ask, { do: "ask" }), tool("▷", words.play, { do: "play" }),
    tool("◐", words.theme, { do: "theme" }), tool("⛶", words.full, { do: "full" }), tool("✎", words.edit, { do: "edit" }), tool("?", words.help, { do: "help" }), tool("×", words.leave, { do: "leave" }));
}

/** @type {(show: Show) => void} */
function listenTouch(show) {
  /** @type {{ x: number, y: number } | null} */
  let start = null;
  addEventListener("touchstart", (event) => {
    const [touch, ...others] = event.touches;
    start = others.length ? null : { x: touch.clientX, y: touch.clientY };
  }, { passive: true });
  addEventListener("touchend", (event) => {
    const [touch] = event.changedTouches;
    if (!start || !touch || show.writing) return;
    const [dx, dy] = [touch.clientX - start.x, touch.clientY - start.y];
    if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 1.5 * Math.abs(dy)) perform(show, { do: dx < 0 ? "next" : "previous" });
    else if (!(/** @type {Element} */ (event.target).closest?.("button, input, summary, .map-host"))) document.body.classList.toggle("touched");
    start = null;
  }, { passive: true });
}

/* ------------------------------------------------------------------ two windows in step */

/** @type {(show: Show) => void} */
function openNotes(show) {
  partner = open(location.href, `${NOTES}-${deck.edition}`, "popup,width=1100,height=760");
  tell(show);
}

/** @type {(show: Show) => void} */
function tell(show) {
  const { meeting } = show;
  const next = meeting.order[meeting.index + 1] ?? "";
  const { headline, notes } = /** @type {Scene} */ (sceneOf(deck, show.entries, codeOf(meeting)));
  const coming = next && sceneOf(deck, show.entries, next)?.headline;
  const message = { deck: "at", code: codeOf(meeting), headline, notes, coming, place: `${meeting.index + 1} / ${meeting.order.length}` };
  channel.postMessage(message);
  partner?.postMessage(message, "*");
  if (window.parent !== window) window.parent.postMessage(message, "*");
}

/** @type {(show: Show, message: any) => void} */
function hear(show, message) {
  if (message?.deck === "hello") tell(show);
  // What came both ways counts once.
  if (message?.deck !== "do" || message.id === heard) return;
  heard = message.id;
  perform(show, message.command);
}
