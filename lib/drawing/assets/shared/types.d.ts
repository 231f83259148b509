/** What the server says of a file it makes (`files.py`). */
interface JobState { job: string; state: string; done: number; of: number; reason?: string }
type JobWords = Record<"making" | "cancel" | "failed" | "done", string>;
