/** Names of communes on the map, drawn: those of the known first, in an ink that is read on their ground. */

import { contrast } from "../map/colour.js";
import { svg } from "../shared/dom.js";
import { textWidth } from "../shared/text_width.js";
import { namesWithRoom } from "./view.js";

/** Fewer known communes than this are all to be read. */
const FEW = 20;

/**
 * Texts in the drawing's own units for the part of it that is seen `at`; `paper` is the colour around those of no class.
 * @type {(look: CommuneLook & { at: ViewBox, family: string, paper: string }) => SVGElement[]}
 */
export function drawnNames({ layer, state, theme, at, family, paper }) {
  const { measure, district, chosen } = state;
  const palette = layer.palette[theme];
  const colours = layer.measures[measure].colors[theme];
  const size = Math.max(12, Math.min(18, (at.width * at.scale) / 52));
  const font = `700 ${size}px ${family}`;
  const shown = (/** @type {CommuneShape} */ unit) => !district || unit.f.includes(district);
  const few = layer.units.filter((unit) => unit.c[measure] !== null).length < FEW;
  // The highest first: it is the one that is looked for.
  const wanted = (/** @type {CommuneShape} */ unit) => (unit.u === chosen ? 100 : few ? (unit.c[measure] ?? -1) + 1 : 0);
  return namesWithRoom(layer, at, size, (text) => textWidth(text, font), wanted, shown, (unit) => unit.s[measure]).map(({ unit, lines, x, y }) => {
    const known = unit.c[measure];
    const ground = known === null ? null : colours[known];
    const ink = ground === null ? palette.ink : contrast(palette.dark, ground) >= contrast(palette.light, ground) ? palette.dark : palette.light;
    const step = (size * 1.15) / at.scale;
    const top = y - ((lines.length - 1) * step) / 2 + (size * 0.35) / at.scale;
    return svg("text", { class: ground === null ? "blank" : "", "font-size": size / at.scale, fill: ink, stroke: ground ?? paper, "stroke-width": (size * 0.28) / at.scale },
      ...lines.map((line, index) => svg("tspan", { x, y: top + index * step }, line)));
  });
}
