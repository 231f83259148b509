/** The map of communes as a picture of its own: what is looked at, with heading, classes and notes, every style written out. */

import { attributes, svg } from "../shared/dom.js";
import { ownFonts, plainColour } from "../shared/files.js";
import { textWidth, wrapped } from "../shared/text_width.js";
import { drawnNames } from "./names.js";
import { headingOf, viewBox } from "./view.js";

const [WIDTH, PAD, MOST_HIGH] = [1280, 32, 860];

/** @type {(look: CommuneLook & { root: HTMLElement }) => { text: string, name: string, width: number, height: number }} */
export function picture({ layer, state, theme, root }) {
  const { measure, district, chosen } = state;
  const entry = layer.measures[measure];
  const look = getComputedStyle(root);
  const ink = plainColour(look.color).hex;
  const paper = plainColour(look.getPropertyValue("--st-background-color") || "#ffffff").hex;
  const family = ownFonts(look.fontFamily);
  const background = svg("rect", { fill: paper });
  const page = svg("svg", { "font-family": family, fill: ink }, svg("title", {}, headingOf(layer, state)), background);
  let y = PAD;
  const write = (/** @type {string} */ text, /** @type {number} */ size, weight = 400) => {
    for (const line of wrapped(text, `${weight} ${size}px ${family}`, WIDTH - 2 * PAD)) {
      y += size * 0.95;
      page.append(svg("text", { x: PAD, y, "font-size": size, "font-weight": weight }, line));
      y += size * 0.45;
    }
  };
  write(headingOf(layer, state), 27, 700);
  y += 12;

  const room = WIDTH - 2 * PAD;
  const at = viewBox(layer, district, { width: room, height: Math.min(MOST_HIGH, room * (layer.h / layer.w)) });
  const line = (/** @type {number} */ width) => ({ stroke: ink, "stroke-width": width / at.scale, "stroke-linejoin": "round" });
  const high = at.height * at.scale;
  page.append(svg("svg", { x: PAD, y, width: room, height: high, viewBox: [at.x, at.y, at.width, at.height].join(" ") },
    ...layer.neighbours.map((d) => svg("path", { d, fill: ink, "fill-opacity": 0.05 })),
    ...layer.units.map((unit) => {
      const known = unit.c[measure];
      const within = !district || unit.f.includes(district);
      return svg("path", { d: unit.d, fill: known === null ? "none" : entry.colors[theme][known], opacity: within ? 1 : 0.3, ...line(1), "stroke-opacity": 0.45 });
    }),
    ...layer.districts.map((unit) => svg("path", { d: unit.d, fill: "none", ...line(2) })),
    ...layer.units.filter((unit) => unit.u === chosen).map((unit) => svg("path", { d: unit.d, fill: "none", ...line(5) })),
    svg("g", { "font-weight": 700, "text-anchor": "middle", "paint-order": "stroke", "stroke-linejoin": "round" },
      ...drawnNames({ layer, state, theme, at, family, paper }))));
  y += high + 30;

  let x = PAD;
  for (const [text, colour] of [...entry.classes.map((text, index) => [text, entry.colors[theme][index]]), [entry.blank ?? layer.words.blank, "none"]]) {
    const wide = 34 + textWidth(text, `400 17px ${family}`) + 26;
    if (x + wide > WIDTH - PAD) [x, y] = [PAD, y + 28];
    page.append(svg("rect", { x, y: y - 14, width: 24, height: 16, fill: colour, stroke: ink }), svg("text", { x: x + 32, y, "font-size": 17 }, text));
    x += wide;
  }
  y += 12;
  for (const note of [layer.words.note, layer.words.statistical]) write(note, 15);

  const height = Math.ceil(y + PAD / 2);
  attributes(page, { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` });
  attributes(background, { width: WIDTH, height });
  const name = [layer.words.file, entry.id, district].filter(Boolean).join("_");
  return { text: new XMLSerializer().serializeToString(page), name, width: WIDTH, height };
}
