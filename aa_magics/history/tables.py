"""The tables: runs with their steps, cells and calls; agents as they are set and counted; consents; what was spent.

They are prefixed, as the database may be shared with other programs. A change here needs a migration.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Double, ForeignKey, Index, String, Text, TypeDecorator
from sqlalchemy.dialects import mysql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

Json = Any
LongText = Text().with_variant(mysql.LONGTEXT, "mysql", "mariadb")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored as UTC without a zone: what every database can keep and sort, to the microsecond."""

    impl = DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    type_annotation_map = {str: Text, float: Double, datetime: UtcDateTime, Json: JSON(none_as_null=True)}  # noqa: RUF012


class RunRow(Base):
    """A run. `plan` lacks the steps, which are rows; `text` is all that a search looks at, folded.

    `calls`, `input_tokens`, `output_tokens` and `cost` are what its calls took, None where none was made.
    """

    __tablename__ = "aa_runs"
    __table_args__ = (Index("aa_runs_started", "started", "id"), Index("aa_runs_key", "key", "started"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    goal: Mapped[str]
    frames: Mapped[Json]
    agents: Mapped[Json]
    engine: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    started: Mapped[datetime]
    seconds: Mapped[float]
    notebook: Mapped[str | None]
    plan: Mapped[Json | None]
    failure: Mapped[Json | None]
    reports: Mapped[Json | None]
    calls: Mapped[int | None]
    input_tokens: Mapped[int | None]
    output_tokens: Mapped[int | None]
    cost: Mapped[float | None]
    answered_by: Mapped[str | None] = mapped_column(String(64))
    key: Mapped[str | None] = mapped_column(String(64))
    owner_host: Mapped[str]
    owner_pid: Mapped[int]
    owner_started: Mapped[float]
    text: Mapped[str]
    steps: Mapped[list["StepRow"]] = relationship(
        order_by="StepRow.position", cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )
    cells: Mapped[list["CellRow"]] = relationship(
        order_by="CellRow.position", cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )


class StepRow(Base):
    __tablename__ = "aa_steps"

    run_id: Mapped[str] = mapped_column(String(64), ForeignKey(RunRow.id, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str]
    agent: Mapped[str]
    task: Mapped[str]
    recipe: Mapped[str | None]
    params: Mapped[Json]
    uses: Mapped[Json]
    creates: Mapped[Json]
    words: Mapped[Json]


class CellRow(Base):
    """A cell; `info` is its metadata (a name that SQLAlchemy keeps for itself)."""

    __tablename__ = "aa_cells"

    run_id: Mapped[str] = mapped_column(String(64), ForeignKey(RunRow.id, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cell_type: Mapped[str] = mapped_column(String(16))
    source: Mapped[str]
    info: Mapped[Json]


class CallRow(Base):
    """A call of a model, `pending` until its answer is recorded. `most` is what it counts where its cost is unknown."""

    __tablename__ = "aa_calls"
    __table_args__ = (Index("aa_calls_started", "started"),)

    run_id: Mapped[str] = mapped_column(String(64), ForeignKey(RunRow.id, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pending: Mapped[bool]
    most: Mapped[float | None]
    step: Mapped[str | None]
    agent: Mapped[str]
    engine: Mapped[str]
    host: Mapped[str]
    level: Mapped[str] = mapped_column(String(16))
    started: Mapped[datetime]
    seconds: Mapped[float]
    calls: Mapped[int]
    input_tokens: Mapped[int]
    output_tokens: Mapped[int]
    cost: Mapped[float | None]
    sha256: Mapped[str] = mapped_column(String(64))
    sent: Mapped[str | None] = mapped_column(LongText)
    answer: Mapped[str | None] = mapped_column(LongText)
    failure: Mapped[str | None] = mapped_column(LongText)


class SpendRow(Base):
    """What a call of a deleted run cost, and when: deleting a run does not give its money back."""

    __tablename__ = "aa_spends"

    id: Mapped[int] = mapped_column(primary_key=True)
    started: Mapped[datetime]
    cost: Mapped[float | None]


class ConsentRow(Base):
    """A person's word that from this notebook, at this level, text may go to this host for this engine."""

    __tablename__ = "aa_consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    notebook: Mapped[str]
    engine: Mapped[str]
    host: Mapped[str]
    level: Mapped[str] = mapped_column(String(16))
    given: Mapped[datetime]


class AgentRow(Base):
    """An agent that was switched on or off (None: neither, so the roster decides), or used by so many runs."""

    __tablename__ = "aa_agents"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    on: Mapped[bool | None]
    uses: Mapped[int]
