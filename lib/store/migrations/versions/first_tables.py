"""The first tables, and what keeps their rows from being changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
TABLES = (
    "blobs",
    "submissions",
    "submission_values",
    "publications",
    "publication_submissions",
    "publication_changes",
    "waivers",
    "edition_files",
)


def upgrade() -> None:
    """Make the tables; let rows only be added."""
    op.create_table(
        "blobs",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("received_at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("form_version", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("preliminary", sa.Boolean, nullable=False),
        sa.Column("boundaries", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, sa.ForeignKey("blobs.digest"), nullable=False),
        sa.Column("corrects", sa.Integer, sa.ForeignKey("submissions.id")),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("doubts", sa.Text, nullable=False),
    )
    op.create_index("submissions_of_form", "submissions", ["form", "year"])
    op.create_table(
        "submission_values",
        sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id"), primary_key=True),
        sa.Column("unit", sa.Text, primary_key=True),
        sa.Column("division", sa.Text, primary_key=True),
        sa.Column("column", sa.Text, primary_key=True),
        sa.Column("value", sa.Double, nullable=False),
        sa.Column("cell", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("published_at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("before", sa.Integer, sa.ForeignKey("publications.id")),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("restores", sa.Integer, sa.ForeignKey("publications.id")),
        sa.Column("base", sa.Text, nullable=False),
    )
    op.create_table(
        "publication_submissions",
        sa.Column("publication", sa.Integer, sa.ForeignKey("publications.id"), primary_key=True),
        sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id"), primary_key=True),
    )
    op.create_table(
        "publication_changes",
        sa.Column("publication", sa.Integer, sa.ForeignKey("publications.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("change", sa.Text, nullable=False),
    )
    op.create_table(
        "waivers",
        sa.Column("publication", sa.Integer, sa.ForeignKey("publications.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
    )
    op.create_table(
        "edition_files",
        sa.Column("edition", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, sa.ForeignKey("blobs.digest"), nullable=False),
    )
    (_guard_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_sqlite)()


def downgrade() -> None:
    """There is no way back: nothing that was kept is taken away."""
    raise NotImplementedError


def _guard_sqlite() -> None:
    for table in TABLES:
        for event in ("update", "delete"):
            op.execute(
                f"create trigger {table}_no_{event} before {event} on {table} "
                "begin select raise(abort, 'rows are only added'); end"
            )


def _guard_postgresql() -> None:
    op.execute(
        "create function rows_are_only_added() returns trigger language plpgsql "
        "as $$ begin raise exception 'rows are only added'; end $$"
    )
    for table in TABLES:
        op.execute(
            f"create trigger {table}_only_added before update or delete or truncate on {table} "
            "for each statement execute function rows_are_only_added()"
        )
