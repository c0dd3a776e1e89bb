"""Runs with their steps and cells; agents."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")


def upgrade() -> None:
    op.create_table(
        "aa_runs",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("goal", sa.Text, nullable=False),
        sa.Column("frames", sa.JSON, nullable=False),
        sa.Column("agents", sa.JSON, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("notebook", sa.Text),
        sa.Column("plan", sa.JSON),
        sa.Column("failure", sa.JSON),
        sa.Column("owner_host", sa.Text, nullable=False),
        sa.Column("owner_pid", sa.Integer, nullable=False),
        sa.Column("owner_started", sa.Double, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("aa_runs_started", "aa_runs", ["started", "id"])
    op.create_table(
        "aa_steps",
        _run_id(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("recipe", sa.Text),
        sa.Column("params", sa.JSON, nullable=False),
        sa.Column("uses", sa.JSON, nullable=False),
        sa.Column("creates", sa.JSON, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
    )
    op.create_table(
        "aa_cells",
        _run_id(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("cell_type", sa.String(16), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("info", sa.JSON, nullable=False),
    )
    op.create_table(
        "aa_agents",
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("on", sa.Boolean),
        sa.Column("uses", sa.Integer, nullable=False),
    )


def _run_id() -> sa.Column[str]:
    run = sa.ForeignKey("aa_runs.id", ondelete="CASCADE")
    return sa.Column("run_id", sa.String(64), run, primary_key=True)
