/** The speaker's window: what is said, what comes next, the time. It steers the other window and never shows the room anything. */

import { commandOf } from "./meeting.js";
import { html } from "../shared/dom.js";

/** @type {(deck: Deck, channel: BroadcastChannel, partner: Window | null) => void} */
export function notesWindow(deck, channel, partner) {
  const { words } = deck;
  const began = Date.now();
  const part = (/** @type {string} */ name) => html("div", { class: name });
  const [now, notes, next, clock] = ["now", "notes", "next", "clock"].map(part);
  document.body.classList.add("speaker");
  document.title = words.speaker;
  document.body.append(html("main", {}, now, notes, next, clock));
  const hear = (/** @type {any} */ message) => {
    if (message?.deck !== "at") return;
    now.replaceChildren(html("p", {}, message.place), html("h1", {}, message.headline));
    notes.replaceChildren(...message.notes.map((/** @type {string} */ line) => html("p", {}, line)));
    next.replaceChildren(html("p", {}, words.coming), html("h2", {}, message.coming || words.end));
  };
  channel.addEventListener("message", (event) => hear(event.data));
  addEventListener("message", (event) => event.source === partner && hear(event.data));
  const send = (/** @type {object} */ message) => {
    channel.postMessage(message);
    partner?.postMessage(message, "*");
  };
  addEventListener("keydown", (event) => {
    const command = commandOf(event);
    // Names are asked for where the room sees them.
    if (!command || ["type", "ask", "full", "leave", "notes", "help", "edit", "headline", "handout"].includes(command.do)) return;
    event.preventDefault();
    send({ deck: "do", command, id: `${Date.now()} ${Math.random()}` });
  });
  const tick = () => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
    const time = new Date();
    clock.textContent = `${two(time.getHours())}:${two(time.getMinutes())}   ${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  };
  setInterval(tick, 1000);
  tick();
  send({ deck: "hello" });
}
