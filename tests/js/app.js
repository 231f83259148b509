/** A map without a page: what the pure modules compute from, made of the golden payload. */

import { readFileSync } from "node:fs";

import { boundsOf, parsePath } from "../../lib/drawing/assets/map/geometry.js";
import { firstState } from "../../lib/drawing/assets/map/state.js";

export const golden = JSON.parse(readFileSync(new URL("golden.json", import.meta.url), "utf8"));

export function figures({ measure = "rate", year = 2024, compare = null, scope = null } = {}) {
  const data = structuredClone(golden.payload);
  const units = data.geometry.units.map((unit) => ({ ...unit, rings: parsePath(unit.d) }));
  return {
    data,
    units,
    measures: new Map(data.measures.map((one) => [one.id, one])),
    byCode: new Map(units.map((unit) => [unit.u, unit])),
    bounds: boundsOf(units.flatMap((unit) => unit.rings)),
    state: { ...firstState(data.view), measure, year, compare },
    dark: false,
    colours: data.palette.light,
    selected: new Set(data.view.selected),
    scope: scope && new Set(scope),
  };
}
