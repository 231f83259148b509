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
  //
  // Streamlit may tell what the page to come asks for before it has changed the address to that page: said of the page that is
  // left, it would make a step of its own there, or take away what the reader had put beside. And what the browser alone keeps
  // in the address the server does not name until its next run: leaving it out says nothing new.
  const push = history.pushState.bind(history);
  /** How the parameters begin that the browser alone keeps (`links.BROWSER_PREFIX`). */
  const OWN = "bd_";
  const shared = (/** @type {URL | Location} */ { search }) =>
    [...new URLSearchParams(search)].filter(([name]) => !name.startsWith(OWN)).map(String).sort().join("&");
  let acted = false;
  let leaving = false;
  history.pushState = (state, unused, url) => {
    const to = new URL(url ?? location.href, location.href);
    const arrives = to.pathname !== location.pathname;
    if (!arrives && (leaving || shared(to) === shared(location))) return;
    if (arrives || acted) push(state, unused, url);
    else history.replaceState(state, unused, url);
    acted = leaving = false;
  };
  const note = (/** @type {Event} */ { type, target }) => {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    const onward = link instanceof HTMLAnchorElement && link.origin === location.origin && link.pathname !== location.pathname;
    // A press of another button, or with a key held, opens another window: the next act says that the reader is still here.
    leaving = onward && (leaving || type === "click");
    // The second half of a double click on a page's name.
    acted ||= !(target instanceof Element && target.closest("[data-testid=stSidebarNav]"));
  };
  for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, note, true);
  addEventListener("popstate", () => (acted = leaving = false));
})();
