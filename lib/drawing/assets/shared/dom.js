/** Elements of HTML and SVG, for the buttons of map and charts and for all that the map draws. */

const SVG_NS = "http://www.w3.org/2000/svg";

/** @type {<E extends Element>(element: E, values: Record<string, any>) => E} */
export function attributes(element, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/** @type {<K extends keyof HTMLElementTagNameMap>(tag: K, values?: Record<string, unknown>, ...children: (Node | string)[]) => HTMLElementTagNameMap[K]} */
export function html(tag, values = {}, ...children) {
  const element = attributes(document.createElement(tag), values);
  element.append(...children.filter((child) => child !== ""));
  return element;
}

/** @type {<K extends keyof SVGElementTagNameMap>(tag: K, values?: Record<string, unknown>, ...children: (Node | string)[]) => SVGElementTagNameMap[K]} */
export function svg(tag, values = {}, ...children) {
  const element = attributes(document.createElementNS(SVG_NS, tag), values);
  element.append(...children);
  return element;
}

/** @type {(values: Record<string, unknown>, label: string, onClick: (event: MouseEvent) => unknown) => HTMLButtonElement} */
export function button(values, label, onClick) {
  const element = html("button", { type: "button", ...values }, label);
  element.onclick = onClick;
  return element;
}
