/** Textures of the statuses, and samples of colours and textures for legends. */

import { inkOn } from "./colour.js";
import { svg } from "../shared/dom.js";

/**
 * Hatch for estimates, dots for projections, cross-hatch for gaps: in dark and light ink, in screen pixels.
 * @type {(app: App, pane: Pane) => SVGElement}
 */
export function textures(app, pane) {
  const defs = svg("defs");
  const unscale = `scale(${1 / pane.layout.scale})`;
  const shapes = { e: ["M0 0V7"], d: [], m: ["M0 0V8", "M0 0H8"] };
  for (const ink of /** @type {Ink[]} */ (["dark", "light"])) {
    const colour = app.colours[`ink_${ink}`];
    for (const [status, paths] of Object.entries(shapes)) {
      const size = status === "m" ? 8 : status === "d" ? 9 : 7;
      const pattern = svg("pattern", { id: `${pane.id}-${status}-${ink}`, width: size, height: size, patternUnits: "userSpaceOnUse" });
      pattern.setAttribute("patternTransform", `${unscale} rotate(45)`);
      for (const d of paths) pattern.append(svg("path", { d, stroke: colour, "stroke-width": 1.7, "stroke-opacity": 0.42 }));
      if (status === "d") pattern.append(svg("circle", { cx: 4.5, cy: 4.5, r: 1.5, fill: colour, "fill-opacity": 0.6 }));
      defs.append(pattern);
    }
  }
  const { w, h } = app.data.geometry;
  const fade = svg("radialGradient", { id: `${pane.id}-fade`, cx: "50%", cy: "50%", r: "72%" });
  fade.append(svg("stop", { offset: "72%", "stop-color": "white" }), svg("stop", { offset: "100%", "stop-color": "black" }));
  const mask = svg("mask", { id: `${pane.id}-mask`, maskUnits: "userSpaceOnUse", x: 0, y: 0, width: w, height: h });
  mask.append(svg("rect", { width: w, height: h, fill: `url(#${pane.id}-fade)` }));
  defs.append(fade, mask);
  return defs;
}

/** @type {(app: Figures, colour: string, status: Status | null) => SVGElement} */
export function swatch(app, colour, status) {
  const box = svg("svg", { class: "swatch", width: 30, height: 18, "aria-hidden": "true" });
  box.append(svg("rect", { x: 0.5, y: 0.5, width: 29, height: 17, fill: colour, stroke: app.colours.border }));
  if (status) box.append(swatchTexture(app, colour, status));
  return box;
}

/**
 * The textures once more as plain shapes: a pattern's id would belong to a pane.
 * @type {(app: Figures, colour: string, status: Status) => SVGElement}
 */
function swatchTexture(app, colour, status) {
  const ink = app.colours[`ink_${inkOn(app, colour)}`];
  if (status === "d") {
    const dots = svg("g", { fill: ink, "fill-opacity": 0.6 });
    for (const [cx, cy] of [[5, 5], [12, 12], [18, 5], [25, 12]]) dots.append(svg("circle", { cx, cy, r: 1.6 }));
    return dots;
  }
  let d = "M-4 18L14 0M6 18L24 0M16 18L34 0";
  if (status === "m") d += "M14 18L-4 0M24 18L6 0M34 18L16 0";
  return svg("path", { d, stroke: ink, "stroke-width": 1.6, "stroke-opacity": 0.6 });
}

/** @type {(app: Figures) => SVGElement} */
export function outlineSwatch(app) {
  const frame = svg("rect", { x: 2, y: 2, width: 26, height: 14, fill: "none", stroke: app.colours.group, "stroke-width": 3.2 });
  return svg("svg", { class: "swatch", width: 30, height: 18, "aria-hidden": "true" }, frame);
}

/**
 * A "0" on the sample of the class that straddles zero.
 * @type {(app: Figures, colour: string) => SVGElement}
 */
export function zeroMark(app, colour) {
  return svg("text", { x: 15, y: 14, "font-size": 13, "font-weight": 800, "text-anchor": "middle", fill: app.colours[`ink_${inkOn(app, colour)}`] }, "0");
}
