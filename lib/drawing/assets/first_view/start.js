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

  // One step of the history for each act of the reader. A page come to by the navigation has a bare address until the server
  // has said what it shows, and playing years are told one by one: what no act led to takes the place of the entry before.
  const push = history.pushState.bind(history);
  let acted = false;
  history.pushState = (state, unused, url) => {
    const arrives = new URL(url ?? location.href, location.href).pathname !== location.pathname;
    if (arrives || acted) push(state, unused, url);
    else history.replaceState(state, unused, url);
    acted = false;
  };
  const note = (/** @type {Event} */ { target }) => {
    // The second half of a double click on a page's name.
    acted ||= !(target instanceof Element && target.closest("[data-testid=stSidebarNav]"));
  };
  for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, note, true);
  addEventListener("popstate", () => (acted = false));
})();
