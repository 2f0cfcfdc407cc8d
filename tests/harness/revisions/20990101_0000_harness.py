"""A revision that only the harnesses know: it rebuilds the largest table, adds a column, a table and data.

It does by its own statements what Alembic's batch mode does (copy, drop, rename). Batch mode itself writes the
constraints of a table in an order that changes from one run of Python to the next, and the program compares the
schema of a file letter by letter.

Revision ID: 20990101_0000
Revises: 20261124_0900
"""

from alembic import op

revision = "20990101_0000"
down_revision = "20261124_0900"
branch_labels = None
depends_on = None

NEW_TABLE = (
    """CREATE TABLE errand (
    id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_errand PRIMARY KEY (id),
    CONSTRAINT fk_errand_party_id_party FOREIGN KEY(party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    "CREATE INDEX ix_errand_party_id ON errand (party_id)",
)


def upgrade() -> None:
    """Copy, drop and rename of `party`: what loses its children where foreign keys are left on."""
    connection = op.get_bind()
    found = connection.exec_driver_sql(
        "select sql from sqlite_schema where tbl_name = 'party' and sql is not null order by type = 'index', name"
    )
    table, *indexes = [row[0] for row in found]
    columns = ", ".join(f'"{row[1]}"' for row in connection.exec_driver_sql("pragma table_info(party)"))
    key = "CONSTRAINT pk_party"
    op.execute(
        table.replace("CREATE TABLE party (", "CREATE TABLE party_new (").replace(
            key, f"harness_length INTEGER DEFAULT 0 NOT NULL,\n    {key}"
        )
    )
    connection.exec_driver_sql(f"insert into party_new ({columns}) select {columns} from party")
    op.execute("drop table party")
    op.execute("alter table party_new rename to party")
    for statement in (*indexes, *NEW_TABLE):
        op.execute(statement)
    op.execute("update party set harness_length = length(display_name)")
