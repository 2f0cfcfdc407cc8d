"""The outcomes that a new file begins with; an office edits them as its own list."""

from __future__ import annotations

from dataclasses import replace

from crm_desktop.base.i18n import N_, _
from crm_desktop.domain.activities.records import Outcome

LEFT_MESSAGE, NO_ANSWER, REACHED = "left_message", "no_answer", "reached"
INTERESTED, NOT_INTERESTED, MEETING_AGREED = "interested", "not_interested", "meeting_agreed"
CALL_BACK, WRONG_NUMBER = "call_back", "wrong_number"

_CALLS = ("call", "sms", "chat")

_BUILT_IN = (
    Outcome(REACHED, N_("Reached"), ("ok",), color="green"),
    Outcome(
        LEFT_MESSAGE, N_("Left message"), ("lm",), _CALLS, is_attempt_only=True, color="amber", next_days=3
    ),
    Outcome(NO_ANSWER, N_("No answer"), ("na",), _CALLS, is_attempt_only=True, color="grey", next_days=1),
    Outcome(CALL_BACK, N_("Asked to call back"), ("cb",), _CALLS, color="blue", next_days=1),
    Outcome(INTERESTED, N_("Interested"), ("int",), is_success=True, color="pink", next_days=7),
    Outcome(MEETING_AGREED, N_("Meeting agreed"), ("ma",), is_success=True, color="pink"),
    Outcome(NOT_INTERESTED, N_("Not interested"), ("ni",), is_stop=True, color="blue"),
    Outcome(WRONG_NUMBER, N_("Wrong number"), ("wn",), _CALLS, is_attempt_only=True, color="red"),
)
"""Success is pink and failure blue, as the paper planners marked them (S30)."""


def built_in() -> tuple[Outcome, ...]:
    """The list of a new file, named in the language of the window."""
    return tuple(replace(outcome, name=_(outcome.name)) for outcome in _BUILT_IN)
