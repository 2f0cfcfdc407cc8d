"""Errors that are sentences for a person; everything else is a bug.

Each says what happened, what is safe, and what to do next. Texts are translated by the one who raises.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any


class UserError(Exception):
    """Something the user can understand and act on.

    Attributes:
        what: what happened, one sentence.
        advice: what is safe and what to do next; may be empty.
    """

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors of worker processes reach the one that waits for them, whatever their `__init__` takes."""
        return _restored, (type(self), self.args, self.__dict__)

    def __str__(self) -> str:
        """The whole message on one line."""
        return f"{self.what} {self.advice}".strip()


def _restored(cls: type[UserError], args: tuple[Any, ...], attributes: dict[str, Any]) -> UserError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(attributes)
    return error


class ValidationError(UserError):
    """Values that cannot be saved. `fields` maps field key -> translated reason."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


class ConflictError(UserError):
    """Somebody else changed the same field meanwhile; both values are kept.

    Attributes:
        field: key of the field.
        base, mine, theirs: the value as it was loaded, as it was to be saved, as it stands now.
        shown: theirs as the field shows it; such a text may be typed, too.
        who: who saved theirs; "" when the file does not know.
        at: when they did (aware); None when the file does not know.
    """

    def __init__(
        self,
        what: str,
        *,
        field: str,
        base: object,
        mine: object,
        theirs: object,
        shown: str | None = None,
        advice: str = "",
        who: str = "",
        at: dt.datetime | None = None,
    ) -> None:
        super().__init__(what, advice)
        self.field, self.base, self.mine, self.theirs = field, base, mine, theirs
        self.shown = ("" if theirs is None else str(theirs)) if shown is None else shown
        self.who, self.at = who, at


class PermissionDenied(UserError):  # noqa: N818 - the trade's word (architecture 5.3)
    """The user may not do this."""


class NotFoundError(UserError):
    """Nothing fits what was asked for."""


class AmbiguousError(UserError):
    """Several records fit; `candidates` are translated lines, each beginning with a ref."""

    def __init__(self, what: str, candidates: Sequence[str], advice: str = "") -> None:
        super().__init__(what, advice)
        self.candidates = list(candidates)


class EnvironmentProblem(UserError):  # noqa: N818 - the architecture's word
    """The machine or the file is in the way: disk full, locked, damaged, newer, foreign.

    Attributes:
        reason: stable id: disk_full, io_error, locked, read_only, damaged, foreign, newer, hostile, missing,
            exists, network, not_a_file, taken_back.
    """

    def __init__(self, reason: str, what: str, advice: str = "") -> None:
        super().__init__(what, advice)
        self.reason = reason
