/** Files that can be carried away: what each is, and its buttons and links. */

import { html } from "../shared/dom.js";
import { jobButtons } from "../shared/jobs.js";

/** @type {(component: { data: FilesData, parentElement: ShadowRoot }) => () => void} */
export default function component({ data, parentElement }) {
  const rows = data.offers.map(({ name, about, ways }) => {
    const links = ways.filter((way) => !way.job).map((way) => html("a", { href: way.address, target: "_blank", "aria-label": `${way.label}, ${name}` }, way.label));
    const begun = ways.filter((way) => way.job).map((way) => /** @type {[string, string]} */ ([way.label, way.address]));
    const buttons = begun.length ? [jobButtons(begun, data.job, data.words, name)] : [];
    return html("li", {}, html("b", {}, name), html("span", { class: "about" }, about), html("div", { class: "ways", role: "group", "aria-label": name }, ...buttons, ...links));
  });
  const root = html("ul", { class: "ct files", "aria-label": data.label }, ...rows);
  parentElement.querySelector(".ct")?.remove();
  parentElement.append(root);
  return () => root.remove();
}
