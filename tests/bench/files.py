"""Customer files of n made-up people, made once and kept in the bench folder."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path

from crm_desktop.base.changes import Step
from crm_desktop.services.context import AppContext
from crm_desktop.storage import migrations
from crm_desktop.storage.migrate import SCHEMA_DIGEST
from crm_desktop.storage.writing import Names, Writer
from tests.bench import measuring, people
from tests.factories.contexts import open_inline

BATCH = 2_000
"""People in one transaction: nobody else waits for this file."""


def filled(count: int) -> Path:
    """A file with `count` people and the companies they work for, filled through the store's own writer."""
    return measuring.made(f"filled-{count}-{schema()}.crm", lambda path: _fill(path, count))


def schema() -> str:
    """Eight hex digits that change with the structure of a file, so that an old one is not taken for a new one."""
    versions = sorted(Path(migrations.__file__).parent.glob("versions/*.py"))
    text = SCHEMA_DIGEST.encode() + b"".join(path.read_bytes() for path in versions)
    return hashlib.sha256(text).hexdigest()[:8]


def opened(count: int) -> AppContext:
    """The same file, open."""
    return open_inline(filled(count))


def _fill(path: Path, count: int) -> None:
    context = open_inline(path, create=True)
    names = Names(context.store.dataset_id, is_bulk=True)
    everyone = map(people.record, people.people(count))
    with context.store.long_step(Step("Fill", "import")) as step:
        while batch := list(itertools.islice(everyone, BATCH)):
            with step.transaction() as work:
                work.touched = set()
                writer = Writer(work, names, context.store.locale)
                for record in batch:
                    writer.add(record)
                writer.flush()
    context.close()
