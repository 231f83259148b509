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

  // A page come to by the navigation has a bare address until the server has said what it shows: two entries of the
  // history for one step, and the bare one would lead back to an unfiltered page. The second takes the first one's place,
  // unless the reader has done something in between.
  const push = history.pushState.bind(history);
  let bare = "";
  history.pushState = (state, unused, url) => {
    const to = new URL(url ?? location.href, location.href);
    const arrives = to.pathname !== location.pathname;
    if (!arrives && to.pathname === bare) history.replaceState(state, unused, url);
    else push(state, unused, url);
    bare = arrives && !to.search ? to.pathname : "";
  };
  const acted = (/** @type {Event} */ { target }) => {
    if (!(target instanceof Element && target.closest("[data-testid=stSidebarNav]"))) bare = "";
  };
  for (const kind of ["pointerdown", "keydown", "popstate"]) addEventListener(kind, acted, true);
})();
