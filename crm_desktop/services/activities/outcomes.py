"""The list of outcomes that an office keeps."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _, language
from crm_desktop.domain.activities.outcomes import built_in, shown, stored
from crm_desktop.domain.activities.records import Outcome
from crm_desktop.domain.contacts.rules import clean_text
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.context import AppContext
from crm_desktop.storage import activity_writing as writing
from crm_desktop.storage.queries import activities as queries


def outcomes(context: AppContext) -> tuple[Outcome, ...]:
    """The file's outcomes in their order; the built-in ones until somebody changes them or uses the first."""
    with context.store.read() as connection:
        there = queries.outcomes(connection) or built_in(two_letters())
    return tuple(map(shown, there))


def two_letters() -> str:
    """The language of the window, as grammar and words are named."""
    return language().split("_")[0]


def save(context: AppContext, wanted: Sequence[Outcome]) -> None:
    """Replaces the list: its order, names, codes and meanings. One that is missing is only hidden: old entries keep it.

    Raises:
        ValidationError: two have the same code or name, or one has no name; nothing was saved.
    """
    cleaned = [stored(_cleaned(outcome)) for outcome in wanted]
    _check(cleaned)
    with context.store.write(Step(_("Change the outcomes"))) as work:
        there = queries.outcomes(work.connection) or built_in(two_letters())
        kept = {outcome.key for outcome in cleaned}
        hidden = [dataclasses.replace(o, is_hidden=True) for o in there if o.key not in kept]
        writing.put_outcomes(work, context.store.dataset_id, [*cleaned, *hidden])


def new_key(name: str, taken: Sequence[Outcome]) -> str:
    """A key for a new outcome, made of its name."""
    base = "_".join(fold(name).split()) or "outcome"
    keys = {outcome.key for outcome in taken}
    number = 1
    while (key := base if number == 1 else f"{base}_{number}") in keys:
        number += 1
    return key


def _cleaned(outcome: Outcome) -> Outcome:
    codes = tuple(fold(code) for code in outcome.codes if fold(code))
    return dataclasses.replace(outcome, name=clean_text(outcome.name), codes=codes)


def _check(outcomes: Sequence[Outcome]) -> None:
    seen: dict[str, str] = {}
    for outcome in outcomes:
        if not outcome.name:
            raise ValidationError({"name": _("An outcome needs a name.")})
        for word in {fold(outcome.name), *outcome.codes}:
            other = seen.setdefault(word, outcome.key)
            if other != outcome.key:
                raise ValidationError({"codes": _("Two outcomes are called “{word}”.").format(word=word)})
