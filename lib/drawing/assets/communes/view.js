/** What of the communes is seen: the part of the drawing, and the names that find room in it. No DOM. */

/**
 * The box of the drawing for a former district (or all of it), with the shape of the room it is drawn in.
 * @type {(layer: CommuneLayer, district: string, room: { width: number, height: number }) => ViewBox}
 */
export function viewBox(layer, district, room) {
  const of = layer.districts.find((unit) => unit.u === district);
  // A commune may reach over the old border: its own box counts too.
  const boxes = of ? [of.b, ...layer.units.filter((unit) => unit.f.includes(district)).map((unit) => unit.b)] : [[0, 0, layer.w, layer.h]];
  const [x0, y0] = [Math.min(...boxes.map((b) => b[0])), Math.min(...boxes.map((b) => b[1]))];
  const [x1, y1] = [Math.max(...boxes.map((b) => b[2])), Math.max(...boxes.map((b) => b[3]))];
  const margin = of ? 0.06 * Math.max(x1 - x0, y1 - y0) : 0;
  const scale = Math.min(room.width / (x1 - x0 + 2 * margin), room.height / (y1 - y0 + 2 * margin));
  const [width, height] = [room.width / scale, room.height / scale];
  // Beyond the drawing there is nothing: what is seen stays within it where it has room.
  const within = (/** @type {number} */ from, /** @type {number} */ length, /** @type {number} */ all) => (length > all ? (all - length) / 2 : Math.max(0, Math.min(from, all - length)));
  return { x: within((x0 + x1 - width) / 2, width, layer.w), y: within((y0 + y1 - height) / 2, height, layer.h), width, height, scale };
}

/** Where a wanted name may stand, in parts of its size from its place. */
const AROUND = [[0, 0], [0, -0.4], [0, 0.4], [-0.4, 0], [0.4, 0], [-0.55, -0.3], [0.55, -0.3], [-0.55, 0.3], [0.55, 0.3], [0, -0.8], [0, 0.8]];

/**
 * Names that have room and touch no other: first the `wanted`, which may be wider than their shape, then from the
 * largest to the smallest those that fit the box of theirs. Places are in units of the drawing; `widthOf` gives a text's
 * width in pixels.
 * @type {(layer: CommuneLayer, view: ViewBox, size: number, widthOf: (text: string) => number, wanted: (unit: CommuneShape) => number, shown: (unit: CommuneShape) => boolean, value: (unit: CommuneShape) => string) => NameLabel[]}
 */
export function namesWithRoom(layer, view, size, widthOf, wanted, shown, value) {
  /** @type {NameLabel[]} */
  const placed = [];
  const area = (/** @type {CommuneShape} */ unit) => (unit.b[2] - unit.b[0]) * (unit.b[3] - unit.b[1]);
  /** @type {(unit: CommuneShape, lines: string[], by: number[]) => NameLabel} */
  const labelAt = (unit, lines, [right, down]) => {
    const width = Math.max(...lines.map((line) => widthOf(line))) / view.scale;
    const height = (lines.length * size * 1.15) / view.scale;
    const [x, y] = [unit.x + right * width, unit.y + down * height];
    return { unit, lines, x, y, box: { x0: x - width / 2, x1: x + width / 2, y0: y - height / 2, y1: y + height / 2 } };
  };
  /** @type {(label: NameLabel) => boolean} */
  const hasRoom = ({ unit, box }) => {
    const fits = wanted(unit) > 0 || (box.x1 - box.x0 < (unit.b[2] - unit.b[0]) * 0.94 && box.y1 - box.y0 < (unit.b[3] - unit.b[1]) * 0.8);
    const inside = box.x0 >= view.x && box.x1 <= view.x + view.width && box.y0 >= view.y && box.y1 <= view.y + view.height;
    const free = placed.every((other) => box.x1 <= other.box.x0 || box.x0 >= other.box.x1 || box.y1 <= other.box.y0 || box.y0 >= other.box.y1);
    return fits && inside && free;
  };
  const order = [...layer.units].filter(shown).sort((a, b) => wanted(b) - wanted(a) || area(b) - area(a));
  for (const unit of order) {
    const name = linesOf(bare(unit.n), (text) => widthOf(text) / view.scale, unit.b[2] - unit.b[0]);
    const said = value(unit);
    // What is known is named in any case: beside its place where that is taken, at last without its value.
    const variants = said ? [[...name, said], name] : [name];
    const places = wanted(unit) ? AROUND : [[0, 0]];
    const label = variants.flatMap((lines) => places.map((by) => labelAt(unit, lines, by))).find(hasRoom);
    if (label) placed.push(label);
  }
  return placed;
}

/**
 * A name without "Xã" or "Phường", which every one begins with.
 * @type {(name: string) => string}
 */
function bare(name) {
  return name.replace(/^\S+ /, "");
}

/**
 * One line where it fits, else two.
 * @type {(name: string, widthOf: (text: string) => number, room: number) => string[]}
 */
function linesOf(name, widthOf, room) {
  const words = name.split(" ");
  if (words.length < 2 || widthOf(name) < room * 0.9) return [name];
  const middle = Math.ceil(words.length / 2);
  return [words.slice(0, middle).join(" "), words.slice(middle).join(" ")];
}

/**
 * The communes of a district, or all, those with something known first, from the highest class to the lowest.
 * @type {(layer: CommuneLayer, district: string, measure: number) => CommuneShape[]}
 */
export function listed(layer, district, measure) {
  const units = layer.units.filter((unit) => !district || unit.f.includes(district));
  // Within a class they keep the layer's order, which is that of the published rates.
  return [...units].sort((a, b) => (b.c[measure] ?? -1) - (a.c[measure] ?? -1));
}

/**
 * What is seen, in words: of the district that is looked at, or of all.
 * @type {(layer: CommuneLayer, state: { measure: number, district: string }) => string}
 */
export function headingOf(layer, { measure, district }) {
  return (layer.districts.find((unit) => unit.u === district)?.h ?? layer.seen)[measure];
}
