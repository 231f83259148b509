/** The files of one kind on the page of all files, as `files.py` in `lib/ui` writes them. */

interface OfferedWay { label: string; address: string; job: boolean }
interface OfferedFile { name: string; about: string; ways: OfferedWay[] }
interface FilesData { label: string; offers: OfferedFile[]; job: string; words: JobWords }
