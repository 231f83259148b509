/**
 * A page on paper: its printed version lies over the live page while the browser prints, whatever asked for that (Ctrl+P, a
 * menu, a program). The live page itself is made for screens: a browser would cut its map and tables.
 */

import { html } from "../shared/dom.js";

/** The browser's own parts of the address: what is chosen on the map. */
const OWN = "bd_";
const ONLY_PAPER = "@media screen {#paper {display: none;}} @media print {html, body {height: auto !important; overflow: visible !important; background: #FFFFFF !important;} body > :not(#paper) {display: none !important;}}";
/** @type {WeakMap<ShadowRoot, () => void>} */
const mounted = new WeakMap();

/** @type {(component: { data: PaperData, parentElement: ShadowRoot }) => () => void} */
export default function component({ data, parentElement }) {
  mounted.get(parentElement)?.();
  const link = html("a", { href: data.address, target: "_blank" }, data.label);
  link.onpointerenter = link.onfocus = () => (link.href = asked(data.address));
  const root = html("div", { class: "ct" }, link);
  parentElement.append(root);
  const end = new AbortController();
  addEventListener("beforeprint", () => lay(asked(data.address)), { signal: end.signal });
  addEventListener("afterprint", () => document.getElementById("paper")?.remove(), { signal: end.signal });
  const leave = () => {
    end.abort();
    root.remove();
    mounted.delete(parentElement);
  };
  mounted.set(parentElement, leave);
  return leave;
}

/**
 * The printed version of what the page shows now.
 * @type {(address: string) => string}
 */
function asked(address) {
  const wanted = new URL(address, location.href);
  new URLSearchParams(location.search).forEach((value, name) => name.startsWith(OWN) && wanted.searchParams.set(name, value));
  return wanted.href;
}

/**
 * Lays the document of an address over the page. The browser waits for this and for nothing else before it prints: the
 * document is asked for in the same breath.
 * @type {(address: string) => void}
 */
function lay(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  try {
    request.send();
  } catch {
    return;
  }
  if (request.status !== 200) return;
  const made = new DOMParser().parseFromString(request.responseText, "text/html");
  const styles = [...made.querySelectorAll("style")].map((style) => style.textContent).join("\n");
  // What is said of paper holds for the whole document, the rest for the shadow alone, whose host takes the root's place.
  const [pages] = styles.match(/@page \{(?:[^{}]|\{[^{}]*\})*\}/) ?? [""];
  const within = styles.replace(pages, "").replace(/(^|[\s,{}])(?::root|html)(?=\s*[{,])/g, "$1:host").replace(/(^|[\s,{}])body(?=\s*[{,])/g, "$1.paper");
  document.getElementById("paper")?.remove();
  const host = html("div", { id: "paper", lang: made.documentElement.lang });
  const sheet = html("div", { class: "paper" });
  made.querySelectorAll("script, button").forEach((part) => part.remove());
  sheet.append(...made.body.childNodes);
  host.attachShadow({ mode: "open" }).append(html("style", {}, within), sheet);
  host.append(html("style", {}, `${pages} ${ONLY_PAPER}`));
  document.body.append(host);
}
