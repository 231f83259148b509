/** Paths, boxes and lines. No DOM. */

/**
 * Rings of a polygon path made of M, L, H, V and Z commands (absolute or relative).
 * @type {(d: string) => Ring[]}
 */
export function parsePath(d) {
  const rings = [];
  let ring = [];
  let [x, y] = [0, 0];
  for (const [, command, text] of d.matchAll(/([MLHVZ])([^MLHVZ]*)/gi)) {
    const values = (text.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const relative = command === command.toLowerCase();
    const kind = command.toUpperCase();
    if (kind === "Z") {
      [x, y] = ring[0] ?? [x, y];
      continue;
    }
    if (kind === "M") rings.push((ring = []));
    const step = kind === "H" || kind === "V" ? 1 : 2;
    for (let i = 0; i + step <= values.length; i += step) {
      const nextX = kind === "V" ? x : values[i] + (relative ? x : 0);
      const nextY = kind === "H" ? y : values[i + step - 1] + (relative ? y : 0);
      [x, y] = [nextX, nextY];
      ring.push([x, y]);
    }
  }
  return rings.filter((points) => points.length > 2);
}

/** @type {(rings: Ring[]) => Box} */
export function boundsOf(rings) {
  const xs = rings.flatMap((ring) => ring.map((point) => point[0]));
  const ys = rings.flatMap((ring) => ring.map((point) => point[1]));
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** @type {(rings: Ring[], x: number, y: number) => boolean} */
export function contains(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const from = ring[i];
      const to = ring[j];
      if (from[1] > y === to[1] > y) continue;
      if (x < ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1]) + from[0]) inside = !inside;
    }
  }
  return inside;
}

/**
 * Does any edge of the rings enter the box? (Liang-Barsky clipping.)
 * @type {(rings: Ring[], box: Box) => boolean}
 */
export function edgesCross(rings, box) {
  return rings.some((ring) => ring.some((point, i) => segmentInBox(ring[i ? i - 1 : ring.length - 1], point, box)));
}

/** @type {(from: Point, to: Point, box: Box) => boolean} */
export function segmentInBox(from, to, box) {
  const ax = from[0];
  const ay = from[1];
  const bx = to[0];
  const by = to[1];
  // Asked for every edge of every unit at every place a label may have: nearly all lie to one side of the box.
  if ((ax < box.x0 && bx < box.x0) || (ax > box.x1 && bx > box.x1) || (ay < box.y0 && by < box.y0) || (ay > box.y1 && by > box.y1)) return false;
  let [t0, t1] = [0, 1];
  const [dx, dy] = [bx - ax, by - ay];
  for (const [p, q] of [[-dx, ax - box.x0], [dx, box.x1 - ax], [-dy, ay - box.y0], [dy, box.y1 - ay]]) {
    if (p === 0 && q < 0) return false;
    if (p < 0) t0 = Math.max(t0, q / p);
    if (p > 0) t1 = Math.min(t1, q / p);
    if (t0 > t1) return false;
  }
  return true;
}

/** @type {(rings: Ring[], box: Box) => boolean} */
export function boxInside(rings, box) {
  return contains(rings, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) && !edgesCross(rings, box);
}

/** @type {(a: Box, b: Box, gap?: number) => boolean} */
export function overlap(a, b, gap = 0) {
  return a.x0 < b.x1 + gap && b.x0 < a.x1 + gap && a.y0 < b.y1 + gap && b.y0 < a.y1 + gap;
}

/** @type {(x: number, y: number, width: number, height: number) => Box} */
export function boxAround(x, y, width, height) {
  return { x0: x - width / 2, x1: x + width / 2, y0: y - height / 2, y1: y + height / 2 };
}

/** @type {(a: [Point, Point], b: [Point, Point]) => boolean} */
export function crossing(a, b) {
  /** @type {(p: Point, q: Point, r: Point) => number} */
  const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a[0], a[1], b[0]) !== side(a[0], a[1], b[1]) && side(b[0], b[1], a[0]) !== side(b[0], b[1], a[1]);
}

/** @type {(ring: Ring) => number} */
export function ringArea(ring) {
  return ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length][1] - ring[(i + 1) % ring.length][0] * y, 0) / 2;
}
