/** What the modules of the charts' buttons hand to each other. The payload is written by `chart_tools.py`. */

type Tool = "copy" | "full" | "svg" | "png";

interface ChartPayload {
  key: string;
  title: string;
  subtitle: string;
  notes: string[];
  file: string;
  words: Record<Tool | "tools" | "copied" | "copy_by_hand" | "shrink", string>;
}

/** Streamlit's container of the chart, Plotly's element in it, and the box between whose height Streamlit watches. */
interface Chart {
  host: HTMLElement;
  plot: HTMLElement;
  box: HTMLElement;
}

interface ChartApp {
  data: ChartPayload;
  parent: ShadowRoot;
  root: HTMLElement;
  /** The chart while it fills the screen. */
  full: Chart | null;
  /** The chart's height on the page, and what was scrolled there. */
  own: { height: number; scrolled: [element: Element, top: number][] } | null;
  /** Holds the buttons while they are with the chart. */
  guest: HTMLElement;
  /** Phones have none for the full screen. */
  buttons: Map<Tool, HTMLButtonElement>;
  group: HTMLElement;
  said: HTMLElement;
  head: HTMLElement;
  heading: HTMLElement;
  foot: HTMLElement;
  abort: AbortController;
  resize: ResizeObserver;
  render(): void;
}

/** A picture while it is put together: `y` is where the next thing goes. */
interface ChartPage {
  pad: number;
  y: number;
  ink: string;
  width: number;
  family: string;
  root: SVGSVGElement;
}

type Overhang = Record<"left" | "right" | "top" | "bottom", number>;
