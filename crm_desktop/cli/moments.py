"""Points in time as they are typed: `--as-of 2026-05-01`, `--as-of 2026-05-01T14:30`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from crm_desktop.base.i18n import _

if TYPE_CHECKING:
    _MomentType = click.ParamType[dt.datetime]
else:
    _MomentType = click.ParamType  # older versions of click have no generic one


class Moment(_MomentType):
    """An ISO date or date with time. Without a zone it is the computer's; a date alone means its end."""

    name = "time"

    def convert(
        self, value: str | dt.datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime:
        """The moment, aware. Fails in words."""
        if isinstance(value, dt.datetime):
            return value
        try:
            if len(value) <= len("2026-05-01"):
                last = dt.datetime.combine(dt.date.fromisoformat(value), dt.time.max)
                return last.astimezone()
            return dt.datetime.fromisoformat(value).astimezone()
        except (ValueError, OverflowError):
            self.fail(
                _("“{value}” is no time; write 2026-05-01 or 2026-05-01T14:30.").format(value=value),
                param,
                ctx,
            )
