"""Alembic's entry: it runs on the connection it is given, never on one of its own."""

from __future__ import annotations

from alembic import context

from models import tables  # noqa: F401  every table known
from models.tables.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
)
context.run_migrations()
