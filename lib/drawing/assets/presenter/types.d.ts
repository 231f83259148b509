/** What the presenter's modules hand to each other. The deck is written by `deck.py`. */

interface DeckTone { kind: "good" | "open" | "bad" | "none"; symbol: string; word: string; light: string; dark: string }
interface MapBlock { kind: "map"; measure: string; first: number; year: number; focus: string[] }
interface LinePoint { year: number; value: number; low: number; high: number; status: Status; text: string; shape: "circle" | "diamond" | "square"; filled: boolean; below: boolean }
interface LineBlock {
  kind: "line"; unit: string; indicator: string; name: string; title: string; points: LinePoint[]; lines: [from: number, to: number, status: Status][];
  /** Year, modest value, ambitious value. */
  path: [number, number, number][]; label: string;
  /** The scale's end and its written ticks. */
  top: number; ticks: [value: number, written: string][];
}
interface RankRow { unit: string; name: string; value: number; low: number; high: number; status: Status; text: string; tone: DeckTone }
interface RankBlock { kind: "rank"; title: string; rows: RankRow[]; line: number | null; label: string; low: number; high: number }
/** A chart drawn for both themes, as HTML. */
interface ChartBlock { kind: "chart"; title: string; light: string; dark: string }
interface DeckCard { heading: string; goal: string; value: string; words: string; notes: string[]; tone: DeckTone; why: string[] }
interface CardsBlock { kind: "cards"; cards: DeckCard[] }
interface TableBlock { kind: "table"; title: string; columns: string[]; rows: string[][]; prose: boolean }
interface TextBlock { kind: "text"; heading: string; lines: string[] }
type Block = MapBlock | ChartBlock | LineBlock | RankBlock | CardsBlock | TableBlock | TextBlock;

interface Scene {
  title: string; headline: string; lead: string[]; blocks: Block[]; statuses: string[]; sources: string; notes: string[]; refs: string[];
}
/** A scene as it was chosen and written anew; null where nothing was. */
interface Entry {
  code: string; shown: boolean; headline: string | null; notes: string | null;
  /** Of a scene of one's own: what stands in it. */
  lines?: string[];
  /** The figures that its texts came with, as they were written then. */
  seen?: Record<string, string>;
}
interface SavedSet {
  version: 1; edition: string; group: string; districts: string[]; year: number; beside: string[]; paces: string[]; scenes: Entry[];
}
/** Key without accents, name, what it is, code of its scene. */
type DeckPlace = [key: string, name: string, what: string, code: string];
interface Deck {
  /** Whether its order is that of a saved set. */
  arranged: boolean;
  edition: string; language: string; selected: string; group: string; districts: string[]; beside: string[]; paces: string[]; figures: Record<string, [text: string, what: string]>; year: number; years: number[]; order: string[]; scenes: Record<string, Scene>; places: DeckPlace[];
  /** Files of the set as it was arranged: their labels and addresses, the address of a job before its name. */
  files: { begin: [label: string, address: string][]; job: string; words: JobWords };
  map: SentMap | null; palette: Record<"light" | "dark", Record<string, any>>; words: Record<string, string>;
}

/** Where a meeting is: the place in the set, and the scenes asked for on the way, the last one shown. */
interface Meeting { order: string[]; index: number; asides: string[] }
type Command =
  | { do: "next" | "previous" | "first" | "last" | "back" | "full" | "black" | "white" | "play" | "laser" | "help" | "theme" | "notes" | "leave" | "ask" | "edit" | "headline" | "handout" }
  | { do: "digit" | "type"; text: string } | { do: "enter" };

/** Pixels of one unit of a stage, its units across and down. */
interface StageSize { unit: number; width: number; height: number; standing: boolean }
interface Show {
  deck: Deck; stage: HTMLElement; meeting: Meeting; dark: boolean; unit: number; parts: Lookup<HTMLElement>;
  /** The name of its map: where its view is found. */
  mapKey: string;
  /** Pixels of a unit as the map is drawn, which may be shown smaller. */
  mapUnit: number;
  /** The map's year while it plays. */
  mapYear: number | null; timer: number | undefined; digits: string; lines: Map<string, LineChart>;
  /** The set as it was chosen and written anew. */
  entries: Entry[];
  /** While the headline is written on the stage. */
  writing: boolean;
  draw(): void;
  write(): void;
  /** Prints the shown scenes, one a page, or each above its notes. */
  print(handout: boolean): void;
  /** Whether the meeting can be left: where something would be lost, the reader is asked. */
  mayLeave(): boolean;
}
/** What the editor and the stage write into. */
interface Arrangement {
  /** Says on opening that an arrangement is kept. */
  line: HTMLElement;
  /** Whether what is on the stage differs from the default. */
  own(): boolean;
  changed(): void;
  headline(code: string, text: string | null): void;
  take(entries: Entry[]): void;
  drop(): void;
  saved(): void;
  mayLeave(): boolean;
}
interface LineChart { host: SVGSVGElement; shown: LineShape | null; frame: number }
/** A line chart's numbers, in which one glides into the other. */
interface LineShape { top: number; values: Map<number, number> }
