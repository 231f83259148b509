/** The way to a page's printed version, as `paper.py` in `lib/ui` writes it. */
interface PaperData { address: string; label: string }
