/** The page's address, to be copied. */

import { button, html } from "./dom.js";

export const COPIED_MS = 2000;
/** Signs that a chat or a letter takes along with a link (`links.py` leaves out the same ones). */
export const TRAILING = /[\s.,;:!?)\]}>»"'”’…]+$/u;

/**
 * Keeps what a part of the page says in the address, until `signal`: Streamlit may replace the address by what the server
 * says of it, then `write` puts ours back; back or forward `read` follows what the address says again. Both are asked on
 * every page, also when the part's own has been left.
 * @type {(write: () => void, read: () => void, signal: AbortSignal) => void}
 */
export function keepAddress(write, read, signal) {
  // Where the browser tells of changes.
  /** @type {any} */ (globalThis).navigation?.addEventListener("currententrychange", (/** @type {{ navigationType: string | null }} */ { navigationType }) => {
    if (navigationType !== "traverse") queueMicrotask(write);
  }, { signal });
  addEventListener("popstate", read, { signal });
}

/**
 * Copies the page's address; false where the browser has no clipboard for it (without https).
 * @type {() => Promise<boolean>}
 */
export async function copied() {
  try {
    await navigator.clipboard.writeText(location.href);
    return true;
  } catch {
    return false;
  }
}

/**
 * The address in a selected field after `element`, to be copied by hand.
 * @type {(element: Element, words: string) => void}
 */
export function offerAddress(element, words) {
  const field = html("input", { class: "address", readonly: true, value: location.href, "aria-label": words });
  const line = html("label", { class: "address-label" }, words, field);
  element.after(line);
  field.addEventListener("blur", () => line.remove());
  field.focus();
  field.select();
}

/**
 * A button that copies the page's address and says so for a moment, also to screen readers by the `.said` beside it.
 * @type {(words: Record<"copy" | "copied" | "copy_by_hand", string>) => HTMLButtonElement}
 */
export function copyButton(words) {
  return button({ "data-focus": "copy" }, words.copy, async (event) => {
    const element = /** @type {HTMLElement} */ (event.currentTarget);
    const group = /** @type {HTMLElement} */ (element.parentElement);
    if (!(await copied())) return offerAddress(group, words.copy_by_hand);
    const said = /** @type {HTMLElement} */ (group.querySelector(".said"));
    element.textContent = said.textContent = words.copied;
    setTimeout(() => {
      element.textContent = words.copy;
      said.textContent = "";
    }, COPIED_MS);
  });
}
