"""Alembic's way in: migrates on the connection, and inside the transaction, that `migrate.py` hands over."""

from alembic import context

from aa_magics.history.migrate import VERSION_TABLE
from aa_magics.history.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
