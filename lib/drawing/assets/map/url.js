/** The reader's choices in the address bar. */

const URL_KEYS = { measure: "bd_chiso", compare: "bd_sosanh", table: "bd_bang" };
/** The map's own year in addresses of old; the server reads it and keeps the one year in its own parameter. */
const FORMER_YEAR_KEY = "bd_nam";

/**
 * Takes over the choices an address names; what it names and the map does not have is noted as refused.
 * @type {(search: string, state: State, years: number[], measures: Map<string, Measure>) => void}
 */
export function readUrl(search, state, years, measures) {
  const params = new URLSearchParams(search);
  /** @type {(name: keyof typeof URL_KEYS, valid: (text: string) => boolean, apply: (text: string) => void) => void} */
  const take = (name, valid, apply) => {
    const text = params.get(URL_KEYS[name]);
    if (text === null) return;
    if (valid(text)) apply(text);
    else state.refused.push(`${URL_KEYS[name]}=${text.slice(0, 24)}`);
  };
  const isYear = (/** @type {string} */ text) => years.some((year) => String(year) === text);
  take("measure", (text) => measures.has(text), (text) => (state.measure = text));
  take("compare", isYear, (text) => (state.compare = Number(text)));
  take("table", (text) => text === "1", () => (state.table = true));
}

/**
 * The address `href` with the choices of `state`; what the server chose itself is not written, other parameters stay.
 * @type {(href: string, state: State) => string}
 */
export function addressOf(href, state) {
  const url = new URL(href);
  url.searchParams.delete(FORMER_YEAR_KEY);
  setParam(url, URL_KEYS.measure, state.measure === state.serverMeasure ? null : state.measure);
  setParam(url, URL_KEYS.compare, state.compare);
  setParam(url, URL_KEYS.table, state.table ? 1 : null);
  return url.href;
}

/** @type {(url: URL, name: string, value: string | number | null) => void} */
function setParam(url, name, value) {
  if (value === null) url.searchParams.delete(name);
  else if (url.searchParams.get(name) !== String(value)) url.searchParams.set(name, String(value));
}

/**
 * Keeps the reader's choices in the address, without history entry or rerun; a map that only reads it leaves it alone.
 * @type {(app: App) => void}
 */
export function writeUrl(app) {
  if (app.data?.url !== true || location.pathname !== app.path) return;
  const href = addressOf(location.href, app.state);
  if (href !== location.href) history.replaceState(history.state, "", href);
}
