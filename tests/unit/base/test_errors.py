"""Errors for people cross from one process to another whole."""

import datetime as dt
import pickle

import pytest

from crm_desktop.base.errors import (
    AmbiguousError,
    ConflictError,
    EnvironmentProblem,
    UserError,
    ValidationError,
)

AT = dt.datetime(2026, 5, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "error",
    [
        UserError("What happened.", "What to do."),
        ValidationError({"name": "A name is needed."}),
        EnvironmentProblem("locked", "The file is busy.", "Wait."),
        AmbiguousError("Two fit.", ["contact:1  Anna"]),
        ConflictError("Bo changed it.", field="name", base="a", mine="b", theirs="c", who="Bo", at=AT),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_comes_back_as_it_was(error):
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert vars(back) == vars(error)
