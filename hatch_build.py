"""Compiles the translations while a wheel is made; the compiled files are not in the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface[Any]):
    """Writes each `crm_desktop.mo` beside its `crm_desktop.po`."""

    PLUGIN_NAME = "compile-translations"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Runs before the files of the wheel are gathered."""
        for text in Path(self.root, "resources", "locale").glob("*/LC_MESSAGES/*.po"):
            with text.open("rb") as source, text.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source, locale=text.parent.parent.name))
