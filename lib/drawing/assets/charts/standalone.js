/** Copies of drawn elements that need no style sheet. */

import { attributes, svg } from "../shared/dom.js";
import { ownFonts, plainColour } from "../shared/files.js";

export const XML_NS = "http://www.w3.org/XML/1998/namespace";
/** Layers that serve the pointer only. */
export const LEFT_OUT = [".draglayer", ".zoomlayer", ".selectionlayer", ".menulayer", ".hoverlayer", ".scrollbar"].join();

/** Attributes that a picture keeps; styles are written anew. */
const KEPT = [
  "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "fx", "fy", "d", "points", "width", "height",
  "viewBox", "preserveAspectRatio", "transform", "offset", "clipPathUnits", "maskUnits", "maskContentUnits",
  "gradientUnits", "gradientTransform", "spreadMethod", "patternUnits", "patternContentUnits", "patternTransform",
];

const SHAPES = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];
/** Styles of drawn things with the value SVG assumes where nothing is written. */
const STROKE_STYLES = { "stroke-width": "1", "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4" };
const FONT_STYLES = { "font-size": "", "font-weight": "400", "font-style": "normal", "letter-spacing": "normal", "text-anchor": "start" };

/**
 * A copy that needs no style sheet, or nothing for what is not seen. Definitions are kept whole.
 * @type {(element: Element, defined?: boolean) => Element | null}
 */
export function standalone(element, defined = false) {
  const tag = element.localName;
  const look = getComputedStyle(element);
  if (!defined && (element.matches(LEFT_OUT) || look.display === "none" || look.opacity === "0")) return null;
  const copy = bareCopy(element, tag);
  if (look.opacity !== "1") copy.setAttribute("opacity", look.opacity);
  for (const name of ["clip-path", "mask"]) {
    const reference = localReference(look.getPropertyValue(name)) ?? localReference(element.getAttribute(name));
    if (reference) copy.setAttribute(name, reference);
  }
  if (tag === "text") return element.textContent?.trim() ? writtenText(copy, element) : null;
  if (tag === "stop") writeColour(copy, "stop-color", look.stopColor, look.stopOpacity);
  if (tag === "image") return keepImage(copy, /** @type {SVGImageElement} */ (element));
  if (SHAPES.includes(tag)) return writeShape(copy, look) || defined ? copy : null;
  const inside = defined || tag === "defs";
  if (inside && element.id) copy.id = element.id;
  copy.append(...[...element.children].flatMap((child) => standalone(child, inside) ?? []));
  return copy.childElementCount || inside ? copy : null;
}

/**
 * Fill and stroke as attributes; false where neither can be seen.
 * @type {(copy: Element, look: CSSStyleDeclaration) => boolean}
 */
function writeShape(copy, look) {
  if (look.visibility === "hidden") return false;
  const filled = writeColour(copy, "fill", look.fill, look.fillOpacity);
  const width = parseFloat(look.strokeWidth);
  const stroked = width > 0 && writeColour(copy, "stroke", look.stroke, look.strokeOpacity);
  if (look.fillRule !== "nonzero") copy.setAttribute("fill-rule", look.fillRule);
  if (look.shapeRendering !== "auto") copy.setAttribute("shape-rendering", look.shapeRendering);
  if (stroked) writeStyles(copy, look, STROKE_STYLES);
  return filled || stroked;
}

/**
 * A colour (or a reference to a pattern) with its opacity; whether anything can be seen of it.
 * @type {(copy: Element, name: string, value: string, opacity: string) => boolean}
 */
function writeColour(copy, name, value, opacity) {
  const reference = localReference(value);
  const { hex, alpha } = reference ? { hex: reference, alpha: 1 } : value === "none" ? { hex: value, alpha: 0 } : plainColour(value);
  const seen = Number((alpha * Number(opacity)).toFixed(3));
  copy.setAttribute(name, seen ? hex : "none");
  if (seen && seen !== 1) copy.setAttribute(name === "stop-color" ? "stop-opacity" : `${name}-opacity`, String(seen));
  return seen > 0;
}

/**
 * Only what differs from the value assumed; lengths without their unit, which not every program reads.
 * @type {(copy: Element, look: CSSStyleDeclaration, assumed: Record<string, string>) => void}
 */
function writeStyles(copy, look, assumed) {
  for (const [name, usual] of Object.entries(assumed)) {
    const value = look.getPropertyValue(name).replaceAll("px", "");
    if (value !== usual) copy.setAttribute(name, value);
  }
}

/**
 * `url(#id)` without the address of the page some browsers put before it.
 * @type {(value: string | null) => string | null}
 */
function localReference(value) {
  const id = value?.match(/^url\(.*#([^"')]+)["']?\)/)?.[1];
  return id ? `url(#${id})` : null;
}

/**
 * Text, its lines and the pieces set differently in it.
 * @type {(copy: Element, element: Element) => Element | null}
 */
function writtenText(copy, element) {
  const look = getComputedStyle(element);
  if (look.visibility === "hidden") return null;
  writeColour(copy, "fill", look.fill, look.fillOpacity);
  const stroked = parseFloat(look.strokeWidth) > 0 && look.stroke !== "none";
  if (stroked && writeColour(copy, "stroke", look.stroke, look.strokeOpacity)) writeStyles(copy, look, STROKE_STYLES);
  copy.setAttribute("font-family", ownFonts(look.fontFamily));
  writeStyles(copy, look, FONT_STYLES);
  if (look.whiteSpace === "pre") copy.setAttributeNS(XML_NS, "xml:space", "preserve");
  for (const child of element.childNodes) {
    if (child instanceof Text) copy.append(child.data);
    // A link, too, becomes a piece of text: a picture points nowhere.
    else if (child instanceof Element) copy.append(writtenText(bareCopy(child, "tspan"), child) ?? "");
  }
  return copy;
}

/** @type {(element: Element, tag: string) => Element} */
function bareCopy(element, tag) {
  const kept = KEPT.filter((name) => element.hasAttribute(name)).map((name) => [name, element.getAttribute(name)]);
  return attributes(svg(/** @type {keyof SVGElementTagNameMap} */ (tag)), Object.fromEntries(kept));
}

/**
 * A picture within the chart stays only if it travels along.
 * @type {(copy: Element, element: SVGImageElement) => Element | null}
 */
function keepImage(copy, element) {
  const source = element.href.baseVal;
  return source.startsWith("data:") ? attributes(copy, { href: source }) : null;
}
