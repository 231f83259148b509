/** What the map's modules hand to each other. The payload's part is written by `build_payload` in `district_map.py`. */

type Status = "c" | "d" | "e" | "m";
type Point = [x: number, y: number];
type Ring = Point[];
type Box = { x0: number; y0: number; x1: number; y1: number };
type Ink = "dark" | "light";
/** The years of a figure: the one shown, and in a comparison the other one too. */
type Slot = "year" | "compare";

/* ------------------------------------------------------------------ payload */

/** The empty end of a figure is left out. */
type PackedCell = [
  value: number | null, status?: Status, low?: number | null, high?: number | null, source?: number | null, open?: 1 | null,
  mark?: string | null, decimals?: number | null, weak?: number | null, caveat?: string | null,
];

interface Classes {
  /** A class starts at its break; there is one class more than breaks. */
  breaks: number[];
  colors_light: string[];
  colors_dark: string[];
  labels: string[] | null;
}

interface Measure {
  id: string;
  label: string;
  unit: string;
  decimals: number;
  decimals_published: number;
  diverging: boolean;
  signed: boolean;
  note: string;
  source: string;
  classes: Classes;
  /** By unit code, one figure for each year. */
  values: Record<string, PackedCell[]>;
}

interface Group {
  id: string;
  label: string;
  style: "outline" | "symbol";
  symbol: string;
  units: string[];
}

interface Place {
  name: string;
  /** A path of the commands M, L, H, V and Z. */
  d: string;
  lx: number;
  ly: number;
}

interface PackedUnit extends Place {
  u: string;
}

interface Geometry {
  w: number;
  h: number;
  units: PackedUnit[];
  outline: string;
  neighbours?: Place[];
}

interface StatusWords {
  word: string;
  mark: string;
  explain: string;
}

type WordName =
  | "interval" | "interval_signed" | "class_first" | "class_middle" | "class_last" | "at_year" | "figure" | "figure_empty" | "table_caption"
  | "unit" | "units" | "measure" | "year" | "year_first" | "year_second" | "previous" | "next" | "play" | "pause" | "tools" | "copy" | "copied"
  | "copy_by_hand" | "full" | "shrink" | "svg" | "png" | "file" | "place" | "estimate_note" | "statistical" | "adds" | "views" | "compare" | "table"
  | "differences" | "differences_note" | "difference" | "points" | "legend" | "in_scope" | "zero" | "undecided" | "dimmed" | "source" | "bad_url" | "decimal" | "group";

type Words = Record<WordName, string> & { status: Record<Status, StatusWords> };

type Colours = Record<"ink_dark" | "ink_light" | "missing" | "border" | "group" | "selected", string>;

interface View {
  year: number;
  measure: string;
  selected: string[];
  /** Nothing means every unit. */
  scope: string[] | null;
  /** The last choice of a year that the server knew of; absent in the payload's own first view. */
  turn?: number;
}

/** The page's own filter: what its boxes are called, and by option the units of a group (nothing: every unit). */
interface Filter {
  year: string;
  group: string;
  scopes: Record<string, string[] | null>;
}

/** What Python writes of a map (`build_payload`). */
interface SentMap {
  geometry: Geometry;
  years: number[];
  measures: Measure[];
  groups: Group[];
  sources: string[];
  words: Words;
  palette: Record<Ink, Colours>;
  level: number;
  compact: boolean;
  /** Whether the map keeps its choices in the address; "read": it takes them from there and never writes. */
  url: boolean | "read";
  /** Size of the labels in pixels; by the width of the map where it is not said. */
  letters?: number;
  filter: Filter | null;
  view: View;
}

/** A map at its place: what it is called there, and the height it is held to. */
interface Payload extends SentMap {
  key: string;
  height?: number | null;
}

/* ------------------------------------------------------------------ figures */

interface CellParts {
  low: number | null;
  high: number | null;
  source: number | null;
  /** On which side of zero the truth lies is not decided. */
  open?: boolean;
  /** Stands after the number where there is room: how well it is known, what is wrong with its source. */
  mark?: string;
  /** Where the number has fewer than its measure. */
  decimals?: number;
  /** Of a weak source. */
  weak?: boolean;
  /** What follows the number where there is room: a weak source, an inferred year. */
  caveat?: string;
}

type KnownCell = CellParts & { status: "c" | "d" | "e"; value: number };
type MissingCell = CellParts & { status: "m"; value: null };
type Cell = KnownCell | MissingCell;

interface Unit extends PackedUnit {
  rings: Ring[];
}

interface Look {
  cell: Cell;
  colour: string;
  dimmed: boolean;
  ink: string;
  texture: string | null;
}

/* ------------------------------------------------------------------ the running map */

/** What the reader chose: outlives reruns and visits to other pages. */
interface State {
  year: number;
  measure: string;
  compare: number | null;
  table: boolean;
  /** Parts of the address that named nothing the map has. */
  refused: string[];
  turn: number;
  pending: { turn: number; until: number } | null;
  unsent: { year: number; turn: number } | null;
  /** A year chosen in the page's filter whose view is on its way. */
  expected: { year: number; until: number } | null;
  serverYear: number;
  serverMeasure: string;
  /** When a running play was cut off by a new mount. */
  playedUntil?: number | null;
}

/** A map that is only asked for keys it has. */
interface Lookup<V> extends Map<string, V> {
  get(key: string): V;
}

/** What numbers, words, colours and layout are computed from. */
interface Figures {
  data: Payload;
  state: State;
  measures: Lookup<Measure>;
  units: Unit[];
  byCode: Lookup<Unit>;
  bounds: Box;
  dark: boolean;
  colours: Colours;
  selected: Set<string>;
  scope: Set<string> | null;
}

interface App extends Figures {
  id: string;
  parent: ShadowRoot;
  root: HTMLElement;
  body: HTMLElement;
  legend: HTMLElement;
  differences: HTMLElement;
  card: HTMLElement | null;
  playButton: HTMLElement;
  panes: Pane[];
  sort: { column: number | "name"; down: boolean } | null;
  cardUnit: { pane: Pane; code: string } | null;
  /** The unit that the keyboard is at. */
  active: string;
  full: boolean;
  width: number;
  formerWidth?: number;
  resizedAt: number;
  path: string;
  timer?: number;
  yearTimer?: number;
  /** While a picture is drawn, the fonts it is measured with. */
  pictureFonts: string | null;
  abort: AbortController;
  resize: ResizeObserver;
  send(selection: { unit: string; year: number; measure: string; add: boolean }): void;
  sendYear(choice: { year: number; turn: number } | null): void;
  /** Draws everything anew. */
  render(): void;
  /** Colours, values and counts only; the layout stands. */
  update(): void;
}

interface PaneNode {
  unit: Unit;
  fill: SVGElement;
  texture: SVGElement;
  dim: SVGElement;
  halo: SVGElement;
  selection: SVGElement;
  hover: SVGElement;
  target: SVGElement;
  label: SVGElement;
  /** A badge's value stands in the list below the map. */
  value?: SVGElement;
}

interface Pane {
  slot: Slot;
  figure: HTMLElement;
  id: string;
  layout: Layout;
  svg: SVGSVGElement;
  nodes: Lookup<PaneNode>;
  year: SVGElement;
  list?: HTMLElement;
}

/** A pane before it is drawn. */
type BarePane = Pick<Pane, "slot" | "figure" | "id">;

/* ------------------------------------------------------------------ label layout */

interface Fonts {
  size: number;
  /** Whether no label may be smaller. */
  fixed: boolean;
  family: string;
  of(factor: number, weight: number): string;
}

interface LabelText {
  unit: Unit;
  name: string;
  nameWidth: number;
  /** The name in two lines; none of a name of one word. */
  halves: { text: string; width: number }[];
  valueWidth: number;
}

interface Label extends LabelText {
  kind: "inside" | "callout" | "badge";
  /** The name as it is written. */
  lines: string[];
  factor: number;
  anchor: Point;
  x: number;
  y: number;
  box: Box;
  /** Where a callout's value starts. */
  valueX: number;
  /** A badge's. */
  number: number;
}

interface YearSpot {
  x: number;
  y: number;
  size: number;
  box: Box;
}

interface Layout {
  width: number;
  height: number;
  scale: number;
  narrow: boolean;
  fonts: Fonts;
  gap: number;
  tx: number;
  ty: number;
  right: number;
  labels: Label[];
  year: YearSpot;
  project(point: Point): Point;
}

/** A layout before its labels are placed. */
type BareLayout = Omit<Layout, "labels" | "year">;

/* ------------------------------------------------------------------ legend and pictures */

interface LegendRow {
  sample: SVGElement | string;
  text: string;
  small?: string;
  counts?: number[];
}

/** A picture while it is put together: `y` is where the next thing goes. */
interface Page {
  app: App;
  host: HTMLElement;
  years: number[];
  pad: number;
  y: number;
  family: string;
  width: number;
  root: SVGSVGElement;
  background: SVGElement;
}

/** The views that the second component hands over, by the map's key; see `_VIEW_JS` in `district_map.py`. */
/** What was chosen on the first view's map: by the name it is told under. */
declare var askedBeforeLive: Record<string, unknown> | undefined;
declare var districtMapViews: Map<string, View> | undefined;

interface MountCall {
  data: Payload;
  parentElement: ShadowRoot;
  setTriggerValue(name: string, value: unknown): void;
}
