"""What runs took, how their steps stand and which answer they are; calls of models; consents; what was spent."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")
LONG = sa.Text().with_variant(mysql.LONGTEXT, "mysql", "mariadb")


def upgrade() -> None:
    for column in (
        sa.Column("reports", sa.JSON),
        sa.Column("calls", sa.Integer),
        sa.Column("input_tokens", sa.Integer),
        sa.Column("output_tokens", sa.Integer),
        sa.Column("cost", sa.Double),
        sa.Column("answered_by", sa.String(64)),
        sa.Column("key", sa.String(64)),
    ):
        op.add_column("aa_runs", column)
    op.create_index("aa_runs_key", "aa_runs", ["key", "started"])
    op.create_table(
        "aa_calls",
        sa.Column("run_id", sa.String(64), sa.ForeignKey("aa_runs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("pending", sa.Boolean, nullable=False),
        sa.Column("most", sa.Double),
        sa.Column("step", sa.Text),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("input_tokens", sa.Integer, nullable=False),
        sa.Column("output_tokens", sa.Integer, nullable=False),
        sa.Column("cost", sa.Double),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("sent", LONG),
        sa.Column("answer", LONG),
        sa.Column("failure", LONG),
    )
    op.create_index("aa_calls_started", "aa_calls", ["started"])
    op.create_table(
        "aa_spends",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("cost", sa.Double),
    )
    op.create_table(
        "aa_consents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("notebook", sa.Text, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("given", MOMENT, nullable=False),
    )
