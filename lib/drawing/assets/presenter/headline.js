/** The headline of the scene shown, written where it stands: Enter ends, Esc takes back. */

/** @type {(show: Show, code: string, done: (text: string | null) => void) => void} */
export function writeHeadline(show, code, done) {
  const heading = /** @type {HTMLElement | null} */ (show.stage.querySelector(".body > h1"));
  if (!heading || show.writing) return;
  show.writing = true;
  heading.setAttribute("contenteditable", "plaintext-only");
  heading.setAttribute("role", "textbox");
  heading.setAttribute("aria-label", show.deck.words.headline);
  const end = (/** @type {boolean} */ taken) => {
    if (!show.writing) return;
    show.writing = false;
    const text = (heading.textContent ?? "").replace(/\s+/g, " ").trim();
    const own = Object.hasOwn(show.deck.scenes, code) ? show.deck.scenes[code].headline : null;
    const before = show.entries.find((entry) => entry.code === code)?.headline ?? null;
    done(taken ? (text && plain(text) !== plain(own ?? "") ? text : null) : before);
    show.stage.focus();
  };
  heading.addEventListener("keydown", (event) => {
    event.stopPropagation();
    // What an input method takes is no end.
    if (event.isComposing || event.keyCode === 229 || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    end(event.key === "Enter");
  });
  heading.addEventListener("blur", () => end(true));
  heading.focus();
  getSelection()?.selectAllChildren(heading);
}

/** @type {(text: string) => string} */
function plain(text) {
  return text.replaceAll("\u00a0", " ");
}
