"""Bringing a file to the schema of this program, all or nothing (architecture 5.13)."""

from __future__ import annotations

import logging
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import StaticPool

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.storage import driver
from crm_desktop.storage.dialects import sqlite_triggers
from crm_desktop.storage.engine import raw, set_pragmas
from crm_desktop.storage.header import APPLICATION_ID, SCHEMA_VERSION

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
SCHEMA_DIGEST = "4197aebf0b7b7a7d672c5e190f51e1cbfe0e33c3ef8a778bf78079f342f76e13"
"""`schema_digest` of a file at SCHEMA_VERSION; a test makes a new file and compares."""


def upgrade_file(
    path: Path, *, versions: tuple[Path, ...] = (), schema_version: int = SCHEMA_VERSION
) -> None:
    """Upgrades the file at `path` to the newest revision in one transaction.

    Args:
        path: an existing file; an empty one becomes a new customer file.
        versions: further folders of revisions (the migration harness brings its own).
        schema_version: the number written into the header.

    Raises:
        EnvironmentProblem: the machine was in the way, or the result did not check out; the file is as before.
    """
    connection = driver.connect(path)
    try:
        _upgrade(connection, versions, schema_version)
    finally:
        connection.close()


def fresh_schema() -> list[str]:
    """`schema_text` of a new file of this version, made in memory; what a hostile file is compared with."""
    connection = driver.connect_memory()
    _upgrade(connection, (), SCHEMA_VERSION)
    return sqlite_triggers.schema_text(connection)


def _upgrade(connection: driver.Connection, versions: tuple[Path, ...], schema_version: int) -> None:
    from alembic import command  # a quarter of the time that "crm-desktop find" takes to start; rarely needed
    from alembic.config import Config

    # Batch mode drops and renames tables: with foreign keys on that would delete every child row.
    set_pragmas(connection, foreign_keys=False)
    engine = sa.create_engine(
        "sqlite://", module=driver.dbapi2, creator=lambda: connection, poolclass=StaticPool
    )

    @event.listens_for(engine, "begin")
    def _begin(opened: sa.Connection) -> None:
        opened.exec_driver_sql("BEGIN EXCLUSIVE")

    with engine.begin() as opened:
        bare = raw(opened)
        before = _row_counts(bare)
        sqlite_triggers.drop_triggers(bare)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        folders = (MIGRATIONS / "versions", *versions)
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", "\n".join(str(f).replace("%", "%%") for f in folders))
        config.attributes["connection"] = opened
        command.upgrade(config, "head")
        sqlite_triggers.make_triggers(bare)
        _check(bare, before)
        bare.execute(f"pragma application_id = {APPLICATION_ID}")
        bare.execute(f"pragma user_version = {schema_version}")
    log.info("schema is now %s", schema_version)


def _row_counts(connection: driver.Connection) -> dict[str, int]:
    return {
        table: connection.execute(f'select count(*) from "{table}"').fetchone()[0]
        for table in sqlite_triggers.user_tables(connection)
    }


def _check(connection: driver.Connection, before: dict[str, int]) -> None:
    after = _row_counts(connection)
    lost = [table for table, count in before.items() if after.get(table, count) != count]
    broken = connection.execute("pragma foreign_key_check").fetchall()
    if lost or broken:
        log.error("upgrade refused: row counts differ in %s, %s broken references", lost, len(broken))
        raise EnvironmentProblem(
            "damaged",
            _("The file could not be brought to the new version: a check of the result failed."),
            _("It is as it was before. Keep using the old version and report this."),
        )
