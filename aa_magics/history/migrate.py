"""Bringing a database to the newest schema, safely when several kernels start at once."""

import threading
import time

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from aa_magics.errors import HistoryError

HEAD = "0002"
VERSION_TABLE = "aa_version"
ATTEMPTS = 20

_one_at_a_time = threading.Lock()  # Alembic keeps the migration under way in module globals


def schema_version(connection: Connection) -> str | None:
    """Return the schema that the database is at, none for a new one."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return found


def is_current(engine: Engine, where: str) -> bool:
    """Return whether the database is at the newest schema, at the price of two small queries.

    Raises HistoryError for one that a newer aa_magics made.
    """
    with engine.connect() as connection:
        return _is_current(connection, where)


def upgrade(writer: Engine, where: str) -> None:
    """Apply the migrations that are missing, or wait for whoever is applying them.

    SQLite lets one process begin to write, and the next then finds nothing left to do. Elsewhere whoever comes
    second fails, so it looks again.
    """
    for attempt in range(ATTEMPTS):
        try:
            with _one_at_a_time, writer.begin() as connection:
                if not _is_current(connection, where):
                    _migrate(connection)
            return
        except DBAPIError:
            if writer.dialect.name == "sqlite" or attempt == ATTEMPTS - 1:
                raise
            time.sleep(0.1)


def _is_current(connection: Connection, where: str) -> bool:
    found = schema_version(connection)
    if found is not None and found > HEAD:
        raise HistoryError(
            f"The history database {where} was made by a newer aa_magics (schema {found}, here {HEAD}).",
            "Update this one: pip install --upgrade aa_magics",
        )
    return found == HEAD


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "aa_magics.history:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
