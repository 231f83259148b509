"""The tables of the store. What makes them in a database are the migrations; both are compared in the tests.

Rows are only ever added. Numbers are given by the store itself under the writers' lock, so that they ascend without a gap on
every database. Moments are texts (ISO 8601, UTC) and objects are JSON texts: the same on every database and in a backup.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

BLOBS = Table(
    "blobs",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
)
SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("received_at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("form_version", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("standard", Text, nullable=False),
    Column("preliminary", Boolean, nullable=False),
    Column("boundaries", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("digest", Text, ForeignKey("blobs.digest"), nullable=False),
    Column("corrects", Integer, ForeignKey("submissions.id")),
    Column("reason", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("doubts", Text, nullable=False),
    Index("submissions_of_form", "form", "year"),
)
VALUES = Table(
    "submission_values",
    METADATA,
    Column("submission", Integer, ForeignKey("submissions.id"), primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("division", Text, primary_key=True),
    Column("column", Text, primary_key=True),
    Column("value", Double, nullable=False),
    Column("cell", Text, nullable=False),
    Column("sheet", Text, nullable=False),
)
PUBLICATIONS = Table(
    "publications",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("published_at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("before", Integer, ForeignKey("publications.id")),
    Column("edition", Text, nullable=False),
    Column("restores", Integer, ForeignKey("publications.id")),
    Column("base", Text, nullable=False),
)
ACCEPTED = Table(
    "publication_submissions",
    METADATA,
    Column("publication", Integer, ForeignKey("publications.id"), primary_key=True),
    Column("submission", Integer, ForeignKey("submissions.id"), primary_key=True),
)
#: ``number``: the order of the changes and of the waivers, from 0.
CHANGES = Table(
    "publication_changes",
    METADATA,
    Column("publication", Integer, ForeignKey("publications.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("change", Text, nullable=False),
)
WAIVERS = Table(
    "waivers",
    METADATA,
    Column("publication", Integer, ForeignKey("publications.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("rule", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", Text, nullable=False),
)
EDITION_FILES = Table(
    "edition_files",
    METADATA,
    Column("edition", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("digest", Text, ForeignKey("blobs.digest"), nullable=False),
)
