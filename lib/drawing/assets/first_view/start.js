/**
 * Stands in the page itself. Streamlit is fetched and started when the first view has been painted and its map answers:
 * beside it, on a slow line or a weak machine, the reader would wait for both. Whatever becomes of the first view, it starts.
 */
(() => {
  const later = /** @type {HTMLTemplateElement} */ (document.getElementById("first-view-later"));
  const LATEST_MS = 1500;
  let started = false;
  const start = () => {
    if (!started) document.body.append(document.importNode(later.content, true));
    started = true;
  };
  addEventListener("first-view-ready", start);
  setTimeout(start, LATEST_MS);
})();
