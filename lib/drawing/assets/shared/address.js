/** The page's address, to be copied. */

import { html } from "./dom.js";

export const COPIED_MS = 2000;

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
