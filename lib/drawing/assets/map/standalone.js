/** Copies of drawn elements that need no style sheet. */

import { attributes, svg } from "../shared/dom.js";
import { plainColour } from "../shared/files.js";

/** Attributes that a picture keeps; styles are written anew. */
const KEPT = new Set(["x", "y", "cx", "cy", "r", "d", "width", "height", "viewBox", "transform", "mask", "data-unit", "data-status"]);

/**
 * A copy that needs no style sheet. Targets, hidden shapes and what only scripts need stay behind.
 * @type {(element: Element, scale: number) => Element | null}
 */
export function standalone(element, scale) {
  if (element.localName === "defs") return /** @type {Element} */ (element.cloneNode(true));
  const style = getComputedStyle(element);
  if (element.classList.contains("targets") || style.visibility === "hidden" || style.opacity === "0") return null;
  const copy = svg(/** @type {keyof SVGElementTagNameMap} */ (element.localName));
  for (const { name, value } of element.attributes) if (KEPT.has(name)) copy.setAttribute(name, value);
  if (["path", "circle", "text"].includes(element.localName)) writeStyle(copy, style, scale);
  if (element.localName === "text") return writtenText(copy, element, style);
  copy.append(...[...element.children].flatMap((child) => standalone(child, scale) ?? []));
  return copy;
}

/** @type {(copy: Element, style: CSSStyleDeclaration, scale: number) => void} */
function writeStyle(copy, style, scale) {
  for (const name of ["fill", "stroke"]) {
    const value = style.getPropertyValue(name);
    const pattern = value.match(/#([\w-]+)"?\)/)?.[1];
    const { hex, alpha } = pattern ? { hex: `url(#${pattern})`, alpha: 1 } : value === "none" ? { hex: value, alpha: 1 } : plainColour(value);
    const opacity = Number((alpha * Number(style.getPropertyValue(`${name}-opacity`))).toFixed(3));
    attributes(copy, { [name]: hex, [`${name}-opacity`]: opacity === 1 ? null : opacity });
  }
  if (style.opacity !== "1") copy.setAttribute("opacity", style.opacity);
  if (style.stroke === "none") return;
  // Other programs scale strokes with the shape: the width is given for that.
  const factor = style.getPropertyValue("vector-effect") === "non-scaling-stroke" && !copy.hasAttribute("x") && copy.localName === "path" ? scale : 1;
  attributes(copy, { "stroke-width": Number((parseFloat(style.strokeWidth) / factor).toFixed(3)), "stroke-linejoin": style.strokeLinejoin });
}

/**
 * Text with a halo is written twice, halo first: not every program knows an order of painting.
 * @type {(copy: SVGElement, element: Element, style: CSSStyleDeclaration) => SVGElement}
 */
function writtenText(copy, element, style) {
  const size = parseFloat(style.fontSize);
  attributes(copy, { "font-size": size, "font-weight": style.fontWeight, "text-anchor": style.textAnchor === "start" ? null : style.textAnchor });
  if (style.fontStyle !== "normal") copy.setAttribute("font-style", style.fontStyle);
  if (style.letterSpacing !== "normal") attributes(copy, { "letter-spacing": parseFloat(style.letterSpacing) });
  // Nor does every program know a central baseline.
  if (style.dominantBaseline === "central") attributes(copy, { y: Number(element.getAttribute("y")) + size * 0.35 });
  copy.textContent = element.textContent;
  if (style.stroke === "none") return copy;
  const halo = attributes(/** @type {SVGElement} */ (copy.cloneNode(true)), { fill: copy.getAttribute("stroke"), "aria-hidden": "true" });
  for (const name of ["stroke", "stroke-width", "stroke-linejoin", "stroke-opacity"]) copy.removeAttribute(name);
  return svg("g", {}, halo, copy);
}
