"""The store's one door: workbooks, their figures, publications and the history, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lib.store import backup, blobs, folders, publications, submissions
from lib.store.engine import Database, database
from lib.store.records import NewPublication, NewSubmission, Publication, Submission, Value
from lib.store.schema import prepare


def open_store(url: str | None = None) -> Store:
    """The store at ``url``, else where the setting ``[store] url`` says, else in the project's own file; made on first use.

    Raises :class:`lib.base.findings.DataError` for an address that cannot be used, a database that does not answer, a file
    that is no store, and one of a newer release.
    """
    opened = database(url)
    try:
        prepare(opened)
    except BaseException:
        opened.close()
        raise
    return Store(opened)


class Store:
    """An open store, for any number of threads. Whatever is kept stays: rows are added, never changed or taken away.

    Every method raises :class:`lib.base.findings.DataError` where the database does not do its work; further ones are told
    by the functions behind them.
    """

    def __init__(self, opened: Database) -> None:
        self._database = opened

    def close(self) -> None:
        """Let go of every connection; a store that is used again opens new ones."""
        self._database.close()

    def keep(self, content: bytes) -> str:
        """Keep bytes; their digest (SHA-256 in hexadecimal)."""
        with self._database.writing() as connection:
            return blobs.keep(connection, content)

    def content(self, digest: str) -> bytes:
        """The bytes of a digest (:func:`lib.store.blobs.content`)."""
        with self._database.reading() as connection:
            return blobs.content(connection, digest)

    def receive(self, new: NewSubmission, content: bytes, values: Iterable[Value]) -> Submission:
        """Keep a workbook with its figures, whole or not at all (:func:`lib.store.submissions.receive`)."""
        figures = tuple(values)
        with self._database.writing() as connection:
            return submissions.receive(connection, new, content, figures)

    def receive_all(self, handed: Iterable[tuple[NewSubmission, bytes, Iterable[Value]]]) -> tuple[Submission, ...]:
        """Keep several workbooks in one transaction: all of them or none."""
        given = [(new, content, tuple(values)) for new, content, values in handed]
        with self._database.writing() as connection:
            return tuple(submissions.receive(connection, *one) for one in given)

    def submissions(self) -> tuple[Submission, ...]:
        """Everything that was received, newest first."""
        with self._database.reading() as connection:
            return submissions.submissions(connection)

    def submission(self, number: int) -> Submission:
        """One submission (:func:`lib.store.submissions.submission`)."""
        with self._database.reading() as connection:
            return submissions.submission(connection, number)

    def chain(self, number: int) -> tuple[Submission, ...]:
        """A submission and what it corrects, the first one first (:func:`lib.store.submissions.chain`)."""
        with self._database.reading() as connection:
            return submissions.chain(connection, number)

    def values(self, number: int) -> tuple[Value, ...]:
        """The figures of a submission, by unit, division and column (:func:`lib.store.submissions.values`)."""
        with self._database.reading() as connection:
            return submissions.values(connection, number)

    def publish(self, new: NewPublication, files: Mapping[str, bytes], after: int | None) -> Publication:
        """Put an edition in place, whole or not at all (:func:`lib.store.publications.publish`).

        ``after``: the number of the publication that the publisher saw as current; None before the first.
        """
        with self._database.writing() as connection:
            return publications.publish(connection, new, files, after)

    def roll_back(self, to: int, actor: str, reason: str, after: int | None) -> Publication:
        """Put the edition of a publication in place again (:func:`lib.store.publications.roll_back`)."""
        with self._database.writing() as connection:
            return publications.roll_back(connection, to, actor, reason, after)

    def current(self) -> Publication | None:
        """The newest publication; None before the first."""
        with self._database.reading() as connection:
            return publications.current(connection)

    def history(self) -> tuple[Publication, ...]:
        """Every publication, newest first."""
        with self._database.reading() as connection:
            return publications.history(connection)

    def files(self, edition: str) -> Mapping[str, str]:
        """Name -> digest of an edition's files (:func:`lib.store.publications.files`)."""
        with self._database.reading() as connection:
            return publications.files(connection, edition)

    def materialise(self, edition: str, under: Path) -> Path:
        """The edition's files as the folder ``under/edition``, whole (:func:`lib.store.folders.materialise`)."""
        return folders.materialise(edition, self.files(edition), self.content, under)

    def backup(self, path: Path) -> None:
        """The whole store as one file, whatever the database (:func:`lib.store.backup.write`)."""
        with self._database.reading() as connection:
            backup.write(connection, path)

    def restore(self, path: Path) -> None:
        """Fill an empty store from a backup, whole or not at all (:func:`lib.store.backup.read`)."""
        with self._database.writing() as connection:
            backup.read(connection, path)
