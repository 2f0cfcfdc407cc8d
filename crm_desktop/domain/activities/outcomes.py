"""The outcomes that a new file begins with; an office edits them as its own list."""

from __future__ import annotations

from dataclasses import replace

from crm_desktop.base.i18n import N_, _
from crm_desktop.domain.activities.kinds import CALL, CHAT, MEETING, SMS, VISIT, WEBINAR
from crm_desktop.domain.activities.logline import DEFAULT_OUTCOMES, OutcomeWord
from crm_desktop.domain.activities.records import Outcome

_CALLS = (CALL, SMS, CHAT)
_MEETINGS = (MEETING, VISIT, WEBINAR)

_BUILT_IN = (
    Outcome("reached", N_("Reached"), color="green"),
    Outcome("left_message", N_("Left message"), (), _CALLS, is_attempt_only=True, color="amber", next_days=3),
    Outcome("no_answer", N_("No answer"), (), _CALLS, is_attempt_only=True, color="grey", next_days=1),
    Outcome("busy", N_("Line busy"), (), _CALLS, is_attempt_only=True, color="grey", next_days=1),
    Outcome("call_back", N_("Asked to call back"), (), _CALLS, color="teal", next_days=2),
    Outcome("interested", N_("Interested"), is_success=True, color="pink", next_days=7),
    Outcome("meeting_agreed", N_("Meeting agreed"), is_success=True, color="pink"),
    Outcome("not_interested", N_("Not interested"), is_stop=True, color="blue"),
    Outcome("wrong_number", N_("Wrong number"), (), _CALLS, is_attempt_only=True, color="red"),
    Outcome(
        "not_held", N_("Did not take place"), (), _MEETINGS, is_attempt_only=True, color="orange", next_days=1
    ),
)
"""Success is pink and failure blue, as paper planners were marked (S30)."""


def _words(language: str) -> dict[str, OutcomeWord]:
    return {word.key: word for word in DEFAULT_OUTCOMES.get(language, DEFAULT_OUTCOMES["en"])}


def built_in(language: str = "en") -> tuple[Outcome, ...]:
    """The list of a new file: named in the language of the window, with the codes of `language` ("da", "ko", …)."""
    words = _words(language)
    return tuple(
        replace(outcome, name=_(outcome.name), codes=words[outcome.key].codes if outcome.key in words else ())
        for outcome in _BUILT_IN
    )


def words_of(outcome: Outcome, language: str) -> OutcomeWord:
    """How an outcome of the file is typed in a line: its name and codes, and what people call a built-in one."""
    known = _words(language).get(outcome.key)
    names = dict.fromkeys((outcome.name, *(known.names if known else ())))
    return OutcomeWord(outcome.key, outcome.codes, tuple(names), frozenset(outcome.kinds))
