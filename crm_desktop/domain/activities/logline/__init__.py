"""One typed line about a contact: "called Bob, interested, next Tuesday 10". See `parsing` for the rules."""

from crm_desktop.domain.activities.logline.model import (
    KINDS,
    Chip,
    FollowUp,
    LogLine,
    OutcomeWord,
    Surroundings,
)
from crm_desktop.domain.activities.logline.outcomes import DEFAULT_OUTCOMES
from crm_desktop.domain.activities.logline.parsing import parse, prepare
from crm_desktop.domain.activities.logline.preview import default_title, sentence

__all__ = [
    "DEFAULT_OUTCOMES",
    "KINDS",
    "Chip",
    "FollowUp",
    "LogLine",
    "OutcomeWord",
    "Surroundings",
    "default_title",
    "parse",
    "prepare",
    "sentence",
]
