"""Makes `tests/data/schemas/N.crm.gz`: a file of this schema with something of everything, made by the program itself.

Once a schema is released its file is never made again: later versions are tested on whether they can bring it up to
date. Run it when SCHEMA_VERSION has been raised (or, before the first release, when the schema has changed):

    .venv/bin/python -m tests.data.make_schema_file
"""

from __future__ import annotations

import gzip
import socket
import tempfile
from pathlib import Path

from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services import undo
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.contacts.queries import resolve
from crm_desktop.storage import driver
from crm_desktop.storage.header import SCHEMA_VERSION
from tests.factories.contexts import open_inline
from tests.factories.people import EVERYONE, person
from tests.services.test_ops import COMPLETE

SCHEMAS = Path(__file__).parent / "schemas"


def fill(path: Path) -> None:
    """A few records with everything in them, one in the trash, one step undone."""
    context = open_inline(path, create=True)
    for record in (COMPLETE, *EVERYONE[1:], person("Undone Person")):
        ops.create(context, record)
    undo.undo(context)
    ops.trash(context, Selection.of(resolve(context, "João da Silva").id))
    ref = resolve(context, "王小明")
    ops.set_field(context, ref, "account_no", queries.load(context, ref).account_no, "W-1")
    context.close()


def main() -> None:
    target = SCHEMAS / f"{SCHEMA_VERSION}.crm.gz"
    with tempfile.TemporaryDirectory() as folder:
        path, compact = Path(folder) / "full.crm", Path(folder) / "compact.crm"
        fill(path)
        connection = driver.connect(path)
        connection.execute(
            "vacuum into ?", (str(compact),)
        )  # nothing of what was deleted, such as who had it open
        connection.close()
        content = compact.read_bytes()
        for private in (socket.gethostname(), folder):
            if private.encode() in content:
                raise RuntimeError(f"the file tells of the machine that made it: {private}")
    target.write_bytes(gzip.compress(content, mtime=0))
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
