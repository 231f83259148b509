/** The chart on the page, which is Streamlit's. */

import { plainColour } from "../shared/files.js";

/**
 * The chart's container, named by its key as Streamlit 1.67 writes it, and Plotly's element within.
 * @type {(app: ChartApp) => Chart | null}
 */
export function findChart(app) {
  const host = /** @type {HTMLElement | null} */ (document.querySelector(`.st-key-${app.data.key.trim().replace(/[^\w-]/g, "-")}`));
  const plot = /** @type {HTMLElement | null | undefined} */ (host?.querySelector(".js-plotly-plot"));
  return host && plot?.parentElement ? { host, plot, box: plot.parentElement } : null;
}

/** @type {(app: ChartApp) => string} */
export function paperOf(app) {
  return plainColour(getComputedStyle(app.root).getPropertyValue("--st-background-color") || "#ffffff").hex;
}
