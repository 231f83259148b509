/**
 * The way from a page into the meeting: its document fills the screen in a frame over the page, in the same click.
 *
 * While it is shown the address is the meeting's own, so that a link or a reload leads to the same scene.
 */

import { html } from "../shared/dom.js";

/**
 * @typedef {{ address: string, file: string, slides: string, all: string, job: string, words: Record<"start" | "file" | "slides" | "all_slides" | "making" | "cancel" | "failed", string> }} PresentData
 * @typedef {{ job: string, state: string, done: number, of: number, reason?: string }} JobState
 */

const ASKED_MS = 600;

/** @type {(component: { data: PresentData, parentElement: ShadowRoot }) => () => void} */
export default function component({ data, parentElement }) {
  const start = html("button", { type: "button", class: "start" }, data.words.start);
  start.onclick = () => present(data, start);
  const root = html("div", { class: "ct" }, start, html("a", { href: data.file, download: true }, data.words.file), slidesPart(data));
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
    if (event.data?.deck === "at") history.replaceState(history.state, "", `${data.address}#${event.data.code}`);
  }, { signal: end.signal });
  document.addEventListener("fullscreenchange", () => document.fullscreenElement || windowed || leave(), { signal: end.signal });
  frame.onload = () => frame.contentWindow?.focus();
  document.body.append(frame);
  // Without the right to the whole screen the meeting fills the window.
  frame.requestFullscreen?.().catch(() => {});
}

/**
 * The slides are made in the background: how far they are is told, they can be given up, then they are there.
 * @type {(data: PresentData) => HTMLElement}
 */
function slidesPart(data) {
  const { words } = data;
  const place = html("div", { class: "slides", role: "status" });
  const ask = () => [[words.slides, data.slides], [words.all_slides, data.all]].map(([label, address]) => {
    const begin = html("button", { type: "button", class: "plain" }, label);
    begin.onclick = () => make(address);
    return begin;
  });
  /** @type {(address: string) => Promise<void>} */
  async function make(address) {
    const told = html("span", {}, words.making);
    const cancel = html("button", { type: "button", class: "plain" }, words.cancel);
    let given = false;
    place.replaceChildren(told, cancel);
    try {
      let job = await answerOf(address, "POST");
      cancel.onclick = () => {
        given = true;
        answerOf(data.job + job.job, "DELETE");
      };
      while (["waiting", "running"].includes(job.state) && !given) {
        told.textContent = job.of ? `${words.making}: ${job.done}/${job.of}` : words.making;
        await new Promise((done) => setTimeout(done, ASKED_MS));
        job = await answerOf(data.job + job.job, "GET");
      }
      if (job.state === "ready") html("a", { href: `${data.job}${job.job}&lay=1`, download: true }).click();
      place.replaceChildren(...ask(), ...(given || job.state === "ready" ? [] : [html("span", {}, job.reason ? `${words.failed}: ${job.reason}` : words.failed)]));
    } catch {
      place.replaceChildren(...ask(), html("span", {}, words.failed));
    }
  }
  place.append(...ask());
  return place;
}

/** @type {(address: string, method: string) => Promise<JobState>} */
async function answerOf(address, method) {
  const answer = await fetch(address, { method });
  return answer.json();
}
