/** What the server says of a file it makes (`files.py`). */
interface JobState { job: string; state: string; done: number; of: number; reason?: string }
type JobWords = Record<"making" | "cancel" | "failed" | "done", string>;
/**
 * What a name leads to. `also`: what else it is found by, codes of a unit or other words for a thing to do (`action`).
 * `beside`: where it can be compared, the parameter that names it in a link, its code and its short name.
 */
interface MoreOfPlace { also?: string[]; action?: boolean; asked?: boolean; beside?: [parameter: string, code: string, name: string] }
/** Key without accents, name, what it is, where it leads. */
type FoundPlace = [key: string, name: string, what: string, to: string, more?: MoreOfPlace];
type SearchIndex = FoundPlace[];
