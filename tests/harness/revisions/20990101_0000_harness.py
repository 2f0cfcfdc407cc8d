"""A revision that only the harnesses know: it rebuilds the largest table, adds a column, a table and data.

Revision ID: 20990101_0000
Revises: 20261124_0900
"""

import sqlalchemy as sa
from alembic import op

revision = "20990101_0000"
down_revision = "20261124_0900"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Copy, drop and rename of `party`: what loses its children where foreign keys are left on."""
    with op.batch_alter_table("party", recreate="always", table_kwargs={"sqlite_with_rowid": False}) as batch:
        batch.add_column(sa.Column("harness_length", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.execute("update party set harness_length = length(display_name)")
    op.create_table(
        "errand",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("party_id", sa.LargeBinary(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("deleted", sa.Boolean, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("id", name="pk_errand"),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name="fk_errand_party_id_party", deferrable=True, initially="DEFERRED"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_errand_party_id", "errand", ["party_id"])
