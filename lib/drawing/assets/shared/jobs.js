/** Files that the server makes in the background: begun by a button, told how far, given up or fetched. */

import { html } from "./dom.js";

const ASKED_MS = 600;

/**
 * Buttons that each begin a file, in one line; while one is made the line tells how far it is. `job` is the address of a job
 * before its name; `of` (empty: nothing) tells buttons of the same words apart for those who hear them; `body`: what each is made
 * from, where that is sent along.
 * @type {(files: [label: string, address: string][], job: string, words: JobWords, of: string, body?: () => string | null) => HTMLElement}
 */
export function jobButtons(files, job, words, of, body = () => null) {
  const place = html("div", { class: "jobs", role: "status" });
  /** @type {(...said: Element[]) => void} */
  const offer = (...said) => place.replaceChildren(...files.map(([label, address]) => {
    const begin = html("button", { type: "button", class: "plain", "aria-label": of ? `${label}, ${of}` : label }, label);
    begin.onclick = () => make(label, address);
    return begin;
  }), ...said);
  /** @type {(label: string, address: string) => Promise<void>} */
  async function make(label, address) {
    const told = html("span", {}, words.making);
    const cancel = html("button", { type: "button", class: "plain" }, words.cancel);
    let given = false;
    place.replaceChildren(told, cancel);
    try {
      let state = await answerOf(address, "POST", body());
      cancel.onclick = () => {
        given = true;
        answerOf(job + state.job, "DELETE");
      };
      while (["waiting", "running"].includes(state.state) && !given) {
        told.textContent = `${words.making} (${label})${state.of ? `: ${state.done}/${state.of}` : ""}`;
        await new Promise((done) => setTimeout(done, ASKED_MS));
        state = await answerOf(job + state.job, "GET");
      }
      if (state.state === "ready") {
        html("a", { href: `${job}${state.job}&lay=1`, download: true }).click();
        offer(html("span", {}, words.done));
      } else {
        offer(...(given ? [] : [html("span", {}, state.reason ? `${words.failed}: ${state.reason}` : words.failed)]));
      }
    } catch {
      offer(html("span", {}, words.failed));
    }
  }
  offer();
  return place;
}

/** @type {(address: string, method: string, body?: string | null) => Promise<JobState>} */
async function answerOf(address, method, body = null) {
  const answer = await fetch(address, { method, body });
  return answer.json();
}
