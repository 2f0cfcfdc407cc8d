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


_TITLES = {outcome.key: outcome.name for outcome in _BUILT_IN}


def built_in(language: str = "en") -> tuple[Outcome, ...]:
    """The list of a new file, named in English as it is stored, with the codes of `language` ("da", "ko", …)."""
    words = _words(language)
    return tuple(
        replace(outcome, codes=words[outcome.key].codes if outcome.key in words else ())
        for outcome in _BUILT_IN
    )


def shown(outcome: Outcome) -> Outcome:
    """An outcome as it is called in the language of the window, unless the office gave it a name of its own."""
    return replace(outcome, name=_(outcome.name)) if outcome.name == _TITLES.get(outcome.key) else outcome


def shown_name(name: str) -> str:
    """The same for a name alone, as the file has it."""
    return _(name) if name in _TITLES.values() else name


def stored(outcome: Outcome) -> Outcome:
    """The other way round: one that still has its usual name is stored with the English one."""
    title = _TITLES.get(outcome.key, "")
    return replace(outcome, name=title) if title and outcome.name == _(title) else outcome


def words_of(outcome: Outcome, language: str) -> OutcomeWord:
    """How an outcome of the file is typed in a line: its name and codes, and what people call a built-in one.

    The codes of `language` count too while the office has not changed those that its file began with.
    """
    known = _words(language).get(outcome.key)
    names = dict.fromkeys((outcome.name, *(known.names if known else ())))
    usual = {word.codes for words in DEFAULT_OUTCOMES.values() for word in words if word.key == outcome.key}
    more = known.codes if known and outcome.codes in usual else ()
    codes = dict.fromkeys((*outcome.codes, *more))
    return OutcomeWord(outcome.key, tuple(codes), tuple(names), frozenset(outcome.kinds))
