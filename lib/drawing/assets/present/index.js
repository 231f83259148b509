/**
 * The way from a page into the meeting: its document fills the screen in a frame over the page, in the same click.
 *
 * While it is shown the address is the meeting's own, so that a link or a reload leads to the same scene.
 */

import { html } from "../shared/dom.js";
import { jobButtons } from "../shared/jobs.js";

/**
 * @typedef {{ address: string, slides: string, job: string, words: Record<"start" | "slides", string>, files: JobWords }} PresentData
 */

/** @type {(component: { data: PresentData, parentElement: ShadowRoot }) => () => void} */
export default function component({ data, parentElement }) {
  const start = html("button", { type: "button", class: "start" }, data.words.start);
  start.onclick = () => present(data, start);
  const root = html("div", { class: "ct" }, start, jobButtons([[data.words.slides, data.slides]], data.job, data.files, ""));
  parentElement.querySelector(".ct")?.remove();
  parentElement.append(root);
  return () => root.remove();
}

/** @type {(data: PresentData, start: HTMLElement) => void} */
function present(data, start) {
  const page = location.href;
  const frame = html("iframe", { src: data.address, title: data.words.start, allow: "fullscreen; clipboard-write" });
  frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;background:Canvas";
  const end = new AbortController();
  /** Whether the frame fills the window alone, the screen given back on purpose. */
  let windowed = false;
  /** Whether the meeting is there to be asked. */
  let answers = false;
  const leave = () => {
    end.abort();
    if (document.fullscreenElement) document.exitFullscreen();
    frame.remove();
    history.replaceState(history.state, "", page);
    start.focus();
  };
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow) return;
    if (event.data?.deck === "leave") leave();
    if (event.data?.deck === "full") {
      windowed = Boolean(document.fullscreenElement);
      if (windowed) document.exitFullscreen();
      else frame.requestFullscreen();
    }
    if (event.data?.deck !== "at") return;
    answers = true;
    history.replaceState(history.state, "", `${data.address}#${event.data.code}`);
  }, { signal: end.signal });
  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement || windowed) return;
    // Esc gives the screen back before the meeting hears of it: it may have to ask whether something is to be lost.
    if (answers) frame.contentWindow?.postMessage({ deck: "asked-to-leave" }, location.origin);
    else leave();
  }, { signal: end.signal });
  frame.onload = () => frame.contentWindow?.focus();
  document.body.append(frame);
  // Without the right to the whole screen the meeting fills the window.
  frame.requestFullscreen?.().catch(() => {});
}
