/** The map of today's communes, as `commune_layer.py` writes it. */

interface CommuneShape {
  u: string; n: string; d: string; x: number; y: number; b: number[];
  /** Former districts. */
  f: string[];
  /** Class of each measure, null where nothing is known; what is written. */
  c: (number | null)[]; t: string[];
  /** The value that stands with the name on the map, empty where none does. */
  s: string[];
}
interface CommuneMeasure { id: string; label: string; colors: Record<"light" | "dark", string[]>; classes: string[]; blank?: string }
interface CommuneLayer {
  w: number; h: number; units: CommuneShape[]; neighbours: string[];
  districts: { u: string; n: string; d: string; b: number[]; h: string[] }[];
  /** What is seen of the whole, a sentence a measure; a district has its own. */
  seen: string[];
  measures: CommuneMeasure[]; palette: Record<"light" | "dark", Record<"ink" | "dark" | "light", string>>; words: Record<string, string>;
}
/** What is looked at: the commune that is outlined, the former district and the measure the page opens at (empty: everything, the first). */
interface CommuneView { chosen: string; district: string; measure?: string }
/** What is drawn, and how. */
interface CommuneLook { layer: CommuneLayer; state: { measure: number; district: string; chosen: string }; theme: "light" | "dark" }
declare var communesView: CommuneView | undefined;
interface ViewBox { x: number; y: number; width: number; height: number; scale: number }
interface NameLabel { unit: CommuneShape; lines: string[]; x: number; y: number; box: { x0: number; x1: number; y0: number; y1: number } }
