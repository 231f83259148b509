/**
 * Buttons of a Plotly chart for Streamlit Components v2: address, full screen, SVG, PNG.
 *
 * The chart is Streamlit's own element; it is looked up by the class of its key at the moment a button is pressed,
 * because Streamlit may draw it later than the buttons and anew at any rerun. Plotly's library is not within reach
 * here, but its drawing is: the picture is put together from the SVG layers on the page. All wording arrives from
 * `chart_tools.py`.
 */

const XML_NS = "http://www.w3.org/XML/1998/namespace";
/** How long the chart may take to come back to its own height after full screen. */
const SHRINK_MS = 3000;
/** To this part of its height a chart is pressed so that the screen shows all of it; a higher one scrolls. */
const LEAST_PART = 0.7;
/** Below this width a picture has smaller type and margins. */
const NARROW_PX = 560;
/** Layers that serve the pointer only. */
const LEFT_OUT = [".draglayer", ".zoomlayer", ".selectionlayer", ".menulayer", ".hoverlayer", ".scrollbar"].join();
/** Attributes that a picture keeps; styles are written anew. */
const KEPT = [
  "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "fx", "fy", "d", "points", "width", "height",
  "viewBox", "preserveAspectRatio", "transform", "offset", "clipPathUnits", "maskUnits", "maskContentUnits",
  "gradientUnits", "gradientTransform", "spreadMethod", "patternUnits", "patternContentUnits", "patternTransform",
];
/** Streamlit's variables that the style sheet reads. */
const THEME = ["--st-text-color", "--st-background-color", "--st-secondary-background-color", "--st-link-color", "--st-button-radius", "--st-font"];
const SHAPES = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];
/** Styles of drawn things with the value SVG assumes where nothing is written. */
const STROKE_STYLES = { "stroke-width": "1", "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4" };
const FONT_STYLES = { "font-size": "", "font-weight": "400", "font-style": "normal", "letter-spacing": "normal", "text-anchor": "start" };

/** One set of buttons per mount point. */
const apps = new WeakMap();

export default function mount({ data, parentElement }) {
  let app = apps.get(parentElement);
  if (!app) {
    app = createApp(parentElement);
    apps.set(parentElement, app);
  }
  app.data = data;
  render(app);
  return () => {
    destroy(app);
    apps.delete(parentElement);
  };
}

/* ------------------------------------------------------------------ life cycle */

function createApp(parent) {
  const root = html("div", { class: "ct" });
  parent.append(root);
  const app = { parent, root, full: null, abort: new AbortController() };
  app.resize = new ResizeObserver(() => app.full && frameChart(app));
  app.resize.observe(root);
  document.addEventListener("fullscreenchange", () => onFullscreen(app), { signal: app.abort.signal });
  return app;
}

function destroy(app) {
  app.abort.abort();
  app.resize.disconnect();
  if (app.full) {
    document.exitFullscreen().catch(() => {});
    leaveFull(app);
  }
  app.root.remove();
}

/** A rerun changes the texts, never the buttons: one that has the focus keeps it. */
function render(app) {
  const { root, data } = app;
  if (!root.firstChild) build(app);
  const { words, title } = data;
  app.group.setAttribute("aria-label", `${words.tools}: ${title}`);
  for (const tool of Object.keys(app.buttons)) label(app, tool, tool === "full" && app.full ? words.shrink : words[tool]);
  app.heading.replaceChildren(html("p", { class: "title" }, title), html("p", {}, data.subtitle));
  app.foot.replaceChildren(...data.notes.map((note) => html("p", {}, note)));
  if (app.full) frameChart(app);
}

function build(app) {
  const actions = { copy: copyAddress, full: toggleFull, svg: saveSvg, png: savePng };
  // Phones without full screen for pages get no button that does nothing.
  if (!document.fullscreenEnabled) delete actions.full;
  app.buttons = {};
  for (const [tool, act] of Object.entries(actions)) {
    app.buttons[tool] = html("button", { type: "button", "data-tool": tool });
    app.buttons[tool].onclick = () => act(app);
  }
  app.said = html("span", { class: "sr", role: "status" });
  app.group = html("div", { class: "tools", role: "group" }, ...Object.values(app.buttons), app.said);
  app.heading = html("div", { class: "heading" });
  app.foot = html("div", { class: "foot" });
  app.root.append(html("div", { class: "head" }, app.heading, app.group), app.foot);
}

function label(app, tool, word) {
  app.buttons[tool].textContent = word;
  app.buttons[tool].setAttribute("aria-label", `${word}: ${app.data.title}`);
}

/** The chart's container, named by its key as Streamlit 1.67 writes it, and Plotly's element within. */
function findChart(app) {
  const host = document.querySelector(`.st-key-${app.data.key.trim().replace(/[^\w-]/g, "-")}`);
  const plot = host?.querySelector(".js-plotly-plot");
  return plot ? { host, plot, box: plot.parentElement } : null;
}

/* ------------------------------------------------------------------ address to copy */

async function copyAddress(app) {
  const { words } = app.data;
  if (!(await copied())) return offerAddress(app.group, words.copy_by_hand);
  label(app, "copy", words.copied);
  app.said.textContent = words.copied;
  setTimeout(() => {
    label(app, "copy", app.data.words.copy);
    app.said.textContent = "";
  }, COPIED_MS);
}

/* ------------------------------------------------------------------ full screen */

function toggleFull(app) {
  const asked = app.full ? document.exitFullscreen() : findChart(app)?.host.requestFullscreen();
  // A browser may refuse; the page then simply stays as it is.
  asked?.catch(() => {});
}

function onFullscreen(app) {
  const chart = findChart(app);
  const full = Boolean(chart) && document.fullscreenElement === chart.host;
  if (full === Boolean(app.full)) return;
  if (full) enterFull(app, chart);
  else leaveFull(app);
}

function enterFull(app, chart) {
  // Pressed again before the chart is back at its own height: that height is known from the first time.
  app.own ??= { height: chart.plot.clientHeight, scrolled: scrolledAncestors(chart.host) };
  app.full = chart;
  moveInto(app, chart);
  render(app);
  app.buttons.full.focus();
}

/** Browsers make everything outside the element that fills the screen inert: the buttons go along, with their styles. */
function moveInto(app, { host }) {
  const look = getComputedStyle(app.root);
  app.guest = html("div");
  for (const name of THEME) app.guest.style.setProperty(name, look.getPropertyValue(name));
  const sheets = [...app.root.getRootNode().querySelectorAll("style")].map((sheet) => sheet.cloneNode(true));
  app.guest.attachShadow({ mode: "open" }).append(...sheets, app.root);
  app.root.classList.add("full");
  host.append(app.guest);
}

function moveBack(app) {
  app.root.classList.remove("full");
  app.parent.append(app.root);
  app.guest.remove();
  app.buttons.full.focus({ preventScroll: true });
}

/** The chart takes what heading and notes leave; one that this would press too much keeps its height and scrolls. */
function frameChart(app) {
  const { host, box } = app.full;
  const [head, foot] = [app.root.firstChild.offsetHeight, app.foot.offsetHeight];
  style(host, { padding: `${head}px 16px ${foot}px`, overflow: "auto", background: paperOf(app) });
  const room = innerHeight - head - foot;
  style(box, { height: `${room < LEAST_PART * app.own.height ? app.own.height : room}px` });
}

function leaveFull(app) {
  const { host, box } = app.full;
  app.full = null;
  moveBack(app);
  style(host, { padding: null, overflow: null, background: null });
  // Streamlit takes the height of the box for the chart's: only when the chart has shrunk may the box let go.
  style(box, { height: `${app.own.height}px` });
  const end = performance.now() + SHRINK_MS;
  const release = () => {
    if (app.full) return;
    if (box.firstElementChild?.clientHeight !== app.own.height && performance.now() < end) return requestAnimationFrame(release);
    style(box, { height: null });
    for (const [element, top] of app.own.scrolled) element.scrollTop = top;
    app.own = null;
  };
  release();
  render(app);
}

function style(element, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) element.style.removeProperty(name);
    else element.style.setProperty(name, value, "important");
  }
}

/** While the chart is away from the page the page is shorter, and a scroll position near its end would be lost. */
function scrolledAncestors(element) {
  const found = [];
  for (let node = element.parentElement; node; node = node.parentElement) if (node.scrollTop) found.push([node, node.scrollTop]);
  return found;
}

/* ------------------------------------------------------------------ pictures */

function saveSvg(app) {
  const made = picture(app);
  if (made) saveVector(made.text, app.data.file);
}

async function savePng(app) {
  const made = picture(app);
  if (made) await savePixels(made, app.data.file);
}

/** The chart as a document of its own: heading, drawing, notes, with every style written into the elements. */
function picture(app) {
  const chart = findChart(app);
  const layers = [...(chart?.plot.querySelectorAll(".svg-container > .main-svg") ?? [])];
  if (!layers.length) return null;
  const { title, subtitle, notes } = app.data;
  const frame = layers[0].getBoundingClientRect();
  const narrow = frame.width < NARROW_PX;
  const over = overhang(layers, frame);
  const pad = narrow ? 16 : 28;
  const page = { pad, y: pad, ink: plainColour(getComputedStyle(app.root).color).hex };
  page.width = Math.ceil(frame.width + over.left + over.right + 2 * pad);
  page.family = ownFonts(getComputedStyle(app.root).fontFamily);
  page.root = svg("svg", {}, svg("title", {}, [title, subtitle].filter(Boolean).join(", ")));
  if (chart.box.ariaLabel) page.root.append(svg("desc", {}, chart.box.ariaLabel));
  const background = svg("rect", { fill: paperOf(app) });
  page.root.append(background);
  write(page, title, { size: narrow ? 20 : 26, weight: 700 });
  if (subtitle) write(page, subtitle, { size: narrow ? 15 : 18 });
  page.y += 12 + over.top;
  const drawing = svg("g", { transform: `translate(${pad + over.left} ${page.y})` });
  const ground = plainColour(getComputedStyle(layers[0]).backgroundColor);
  if (ground.alpha) drawing.append(svg("rect", { width: frame.width, height: frame.height, fill: ground.hex, "fill-opacity": ground.alpha }));
  drawing.append(...layers.flatMap((layer) => [...layer.children].map((child) => standalone(child))).filter(Boolean));
  page.root.append(drawing);
  page.y += frame.height + over.bottom + 16;
  for (const note of notes) write(page, note, { size: narrow ? 13 : 14 });
  const height = Math.ceil(page.y + pad * 0.7);
  attributes(page.root, { width: page.width, height, viewBox: `0 0 ${page.width} ${height}` });
  attributes(background, { width: page.width, height });
  return { text: new XMLSerializer().serializeToString(page.root), width: page.width, height };
}

/** How far labels reach beyond the chart; the page cuts them there, the picture makes room. */
function overhang(layers, frame) {
  const over = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const text of layers.flatMap((layer) => [...layer.querySelectorAll("text")])) {
    const place = text.getBoundingClientRect();
    if (!place.width || text.closest(LEFT_OUT)) continue;
    over.left = Math.max(over.left, Math.ceil(frame.left - place.left));
    over.right = Math.max(over.right, Math.ceil(place.right - frame.right));
    over.top = Math.max(over.top, Math.ceil(frame.top - place.top));
    over.bottom = Math.max(over.bottom, Math.ceil(place.bottom - frame.bottom));
  }
  return over;
}

function paperOf(app) {
  return plainColour(getComputedStyle(app.root).getPropertyValue("--st-background-color") || "#ffffff").hex;
}

/** Text over the width of the page, broken into lines where it is longer, within a word where the word alone is. */
function write(page, text, { size, weight = 400 }) {
  const canvas = write.canvas ??= document.createElement("canvas").getContext("2d");
  canvas.font = `${weight} ${size}px ${page.family}`;
  const fits = (line) => canvas.measureText(line).width <= page.width - 2 * page.pad;
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (fits(longer)) {
      lines[lines.length - 1] = longer;
      continue;
    }
    if (lines.at(-1)) lines.push("");
    for (const sign of word) {
      if (lines.at(-1) && !fits(lines.at(-1) + sign)) lines.push("");
      lines[lines.length - 1] += sign;
    }
  }
  for (const line of lines) {
    page.y += size * 0.95;
    const written = svg("text", { x: page.pad, y: page.y, "font-family": page.family, "font-size": size, "font-weight": weight, fill: page.ink }, line);
    written.setAttributeNS(XML_NS, "xml:space", "preserve");
    page.root.append(written);
    page.y += size * 0.45;
  }
}

/** A copy that needs no style sheet, or nothing for what is not seen. Definitions are kept whole. */
function standalone(element, defined = false) {
  const tag = element.localName;
  const look = getComputedStyle(element);
  if (!defined && (element.matches(LEFT_OUT) || look.display === "none" || look.opacity === "0")) return null;
  const copy = bareCopy(element, tag);
  if (look.opacity !== "1") copy.setAttribute("opacity", look.opacity);
  for (const name of ["clip-path", "mask"]) {
    const reference = localReference(look.getPropertyValue(name)) ?? localReference(element.getAttribute(name));
    if (reference) copy.setAttribute(name, reference);
  }
  if (tag === "text") return element.textContent.trim() ? writtenText(copy, element) : null;
  if (tag === "stop") writeColour(copy, "stop-color", look.stopColor, look.stopOpacity);
  if (tag === "image") return keepImage(copy, element);
  if (SHAPES.includes(tag)) return writeShape(copy, look) || defined ? copy : null;
  const inside = defined || tag === "defs";
  if (inside && element.id) copy.id = element.id;
  copy.append(...[...element.children].map((child) => standalone(child, inside)).filter(Boolean));
  return copy.childElementCount || inside ? copy : null;
}

/** Fill and stroke as attributes; false where neither can be seen. */
function writeShape(copy, look) {
  if (look.visibility === "hidden") return false;
  const filled = writeColour(copy, "fill", look.fill, look.fillOpacity);
  const width = parseFloat(look.strokeWidth);
  const stroked = width > 0 && writeColour(copy, "stroke", look.stroke, look.strokeOpacity);
  if (look.fillRule !== "nonzero") copy.setAttribute("fill-rule", look.fillRule);
  if (look.shapeRendering !== "auto") copy.setAttribute("shape-rendering", look.shapeRendering);
  if (stroked) writeStyles(copy, look, STROKE_STYLES);
  return filled || stroked;
}

/** A colour (or a reference to a pattern) with its opacity; whether anything can be seen of it. */
function writeColour(copy, name, value, opacity) {
  const reference = localReference(value);
  const { hex, alpha } = reference ? { hex: reference, alpha: 1 } : value === "none" ? { hex: value, alpha: 0 } : plainColour(value);
  const seen = Number((alpha * Number(opacity)).toFixed(3));
  copy.setAttribute(name, seen ? hex : "none");
  if (seen && seen !== 1) copy.setAttribute(name === "stop-color" ? "stop-opacity" : `${name}-opacity`, seen);
  return seen > 0;
}

/** Only what differs from the value assumed; lengths without their unit, which not every program reads. */
function writeStyles(copy, look, assumed) {
  for (const [name, usual] of Object.entries(assumed)) {
    const value = look.getPropertyValue(name).replaceAll("px", "");
    if (value !== usual) copy.setAttribute(name, value);
  }
}

/** `url(#id)` without the address of the page some browsers put before it. */
function localReference(value) {
  const id = value?.match(/^url\(.*#([^"')]+)["']?\)/)?.[1];
  return id ? `url(#${id})` : null;
}

/** Text, its lines and the pieces set differently in it. */
function writtenText(copy, element) {
  const look = getComputedStyle(element);
  if (look.visibility === "hidden") return null;
  writeColour(copy, "fill", look.fill, look.fillOpacity);
  if (parseFloat(look.strokeWidth) > 0 && look.stroke !== "none" && writeColour(copy, "stroke", look.stroke, look.strokeOpacity)) writeStyles(copy, look, STROKE_STYLES);
  copy.setAttribute("font-family", ownFonts(look.fontFamily));
  writeStyles(copy, look, FONT_STYLES);
  if (look.whiteSpace === "pre") copy.setAttributeNS(XML_NS, "xml:space", "preserve");
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.data);
    // A link, too, becomes a piece of text: a picture points nowhere.
    else copy.append(writtenText(bareCopy(child, "tspan"), child) ?? "");
  }
  return copy;
}

function bareCopy(element, tag) {
  const copy = svg(tag);
  for (const name of KEPT) if (element.hasAttribute(name)) copy.setAttribute(name, element.getAttribute(name));
  return copy;
}

/** A picture within the chart stays only if it travels along. */
function keepImage(copy, element) {
  const source = element.href.baseVal;
  return source.startsWith("data:") ? attributes(copy, { href: source }) : null;
}
