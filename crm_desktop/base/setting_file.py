"""The settings of one scope in one JSON file: `{"schema": 1, "values": {...}}`."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from crm_desktop.base.private_files import write_private

log = logging.getLogger(__name__)

SCHEMA = 1
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Schema number -> what makes values of that schema into values of the next; 1 is the first."""


class SettingFile:
    """A `SettingStore` over one file. Others may write it too, so each save starts from the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Mapping[str, Any]:
        """All stored values; none when there is no file yet, or a damaged one (which is kept aside)."""
        return self._read()[1]

    def save(self, key: str, value: Any) -> None:
        """Store one value; old or new file after a crash, never half. Raises OSError."""
        schema, values = self._read()
        self._write(schema, {**values, key: value})

    def remove(self, key: str) -> None:
        """Forget one value. Raises OSError."""
        schema, values = self._read()
        if values.pop(key, None) is not None:
            self._write(schema, values)

    def _read(self) -> tuple[int, dict[str, Any]]:
        try:
            document = json.loads(self._path.read_text("utf-8"))
            schema, values = document["schema"], document["values"]
            if not isinstance(schema, int) or not isinstance(values, dict):
                raise TypeError("schema or values have the wrong type")
        except FileNotFoundError:
            return SCHEMA, {}
        except (ValueError, KeyError, TypeError) as error:  # ValueError covers bad JSON and bad UTF-8
            self._set_aside(error)
            return SCHEMA, {}
        return self._upgraded(schema, values)

    def _upgraded(self, schema: int, values: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Values in the present schema; those of a newer version are used as they are, with their number."""
        if schema < SCHEMA:
            backup = self._path.with_suffix(f".schema{schema}.json")
            write_private(backup, self._path.read_bytes())
            for step in range(schema, SCHEMA):
                values = MIGRATIONS[step](values)
            self._write(SCHEMA, values)
            return SCHEMA, values
        return schema, values

    def _set_aside(self, error: Exception) -> None:
        aside = self._path.with_suffix(".damaged.json")
        self._path.replace(aside)
        log.warning(
            "settings file could not be read (%s); kept as %s, starting from defaults", error, aside.name
        )

    def _write(self, schema: int, values: Mapping[str, Any]) -> None:
        document = {"schema": schema, "values": dict(sorted(values.items()))}
        write_private(self._path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
