// Runs in every measured page before its own scripts. Looks at each frame and notes when what is waited for is painted.
(selectors, dims) => {
  // Maps may live in shadow trees, which selectors do not enter: remember the roots.
  const roots = [document];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    return root;
  };
  const all = (selector) => roots.filter((root) => root === document || root.host.isConnected).flatMap((root) => [...root.querySelectorAll(selector)]);
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const shapes = () => all(selectors.shapes).filter(isSeen);
  const small = document.createElement("canvas");
  small.width = small.height = 96;
  const pixels = (canvas) => {
    const context = small.getContext("2d", { willReadFrequently: true });
    context.clearRect(0, 0, 96, 96);
    if (canvas.width && canvas.height) context.drawImage(canvas, 0, 0, 96, 96);
    return context.getImageData(0, 0, 96, 96).data;
  };
  // Districts are coloured; text and frames around them are grey.
  const isColoured = (data) => {
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 40 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 40) return true;
    return false;
  };
  const isCanvas = selectors.shapes === "canvas";
  const isDrawn = () => (isCanvas ? shapes().some((canvas) => isColoured(pixels(canvas))) : shapes().length > 0);
  /** What the map looks like: it changes exactly when the picture does. */
  const mark = () =>
    shapes().map((shape) => (isCanvas ? hash(pixels(shape)) : getComputedStyle(shape).fill + getComputedStyle(shape).opacity)).join() + (dims(shapes(), all) ?? "");
  const hash = (data) => data.reduce((sum, value, i) => (sum * 31 + value * (i + 1)) | 0, 7);
  const textOf = (selector) => all(selector)[0]?.textContent ?? "";
  const numberOf = (text) => Number(text.replace(",", ".").match(/\d+(\.\d+)?/)?.[0] ?? NaN);
  const bench = {
    first: null, card: null, change: null, input: null, wanted: null, before: null, mark,
    seen: () => ({ shapes: shapes().length, dimmed: dims(shapes(), all), year: textOf(selectors.year), value: textOf(selectors.value), wanted: bench.wanted }),
    box() {
      const boxes = shapes().map((shape) => shape.getBoundingClientRect());
      if (!boxes.length) return null;
      const x = Math.min(...boxes.map((b) => b.left)), y = Math.min(...boxes.map((b) => b.top));
      return { x, y, width: Math.max(...boxes.map((b) => b.right)) - x, height: Math.max(...boxes.map((b) => b.bottom)) - y };
    },
    watch(wanted) {
      Object.assign(bench, { change: null, input: null, before: mark(), wanted });
    },
    holds() {
      const { year, rate, tolerance, dimmed } = bench.wanted;
      if (!isDrawn() || mark() === bench.before) return false;
      if (dimmed !== undefined) return (dims(shapes(), all) ?? dimmed) === dimmed;
      return textOf(selectors.year).trim() === year && Math.abs(numberOf(textOf(selectors.value)) - rate) <= tolerance;
    },
  };
  window.bench = bench;
  // The last touch before the change is the choice itself; what opened the list came earlier.
  for (const type of ["pointerdown", "click", "keydown", "input"]) {
    window.addEventListener(type, (event) => bench.wanted && bench.change === null && (bench.input = event.timeStamp), { capture: true });
  }
  const painted = (name) => {
    bench[name] = undefined;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => (bench[name] = performance.now());
    channel.port2.postMessage(0);
  };
  const look = () => {
    requestAnimationFrame(look);
    if (bench.first === null && isDrawn()) painted("first");
    if (bench.card === null && all(selectors.card).some(isSeen)) painted("card");
    if (bench.wanted && bench.input !== null && bench.change === null && bench.holds()) painted("change");
  };
  requestAnimationFrame(look);
};
