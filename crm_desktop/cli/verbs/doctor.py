"""`doctor`: versions, places, fonts; what to say when asking for help."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import Any

import click

from crm_desktop import __version__
from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _, language
from crm_desktop.cli.output import show_json, show_table
from crm_desktop.cli.session import Session

_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "uharfbuzz", "pypdfium2")


@click.command(help=_("Show versions, places and fonts: what to tell when you ask for help."))
@click.pass_obj
def command(session: Session) -> None:
    """Shows the state of the installation."""
    facts = _facts(session)
    if session.is_json:
        show_json(facts)
    else:
        show_table([(key, _text(value)) for key, value in facts.items()])


def _facts(session: Session) -> dict[str, Any]:
    from crm_desktop import wiring
    from crm_desktop.base import formats, paths
    from crm_desktop.printing.fonts import print_fonts
    from crm_desktop.storage import driver

    try:
        file = str(session.path(wiring.build_settings(session.paths)))
    except UserError:
        file = ""
    return {
        "program": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": driver.dbapi2.sqlite_version,
        **{name.lower(): _version(name) for name in _PACKAGES},
        "language": language(),
        "locale": str(formats.locale()),
        "file": file,
        "settings": str(session.paths.config),
        "data": str(session.paths.data),
        "logs": str(session.paths.logs),
        "resources": str(paths.resources()),
        "fonts": [source.path.name for source in print_fonts().order("")],
    }


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # a frozen program carries no package lists
        return ""


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else value or _("none")
