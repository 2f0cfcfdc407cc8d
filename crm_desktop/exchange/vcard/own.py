"""What this program writes into a vCard beyond the standards, so that nothing of a record is lost.

Parameters `X-CRM-…` carry the fields of an item that vCard has no place for; properties `X-CRM-…` the fields
of the record: scalars as text, lists one JSON object per item. Other programs ignore both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crm_desktop.domain.contacts.records import (
    CustomValue,
    ExternalId,
    ExtraProperty,
    Fact,
    ImportantDate,
    Membership,
    Preference,
)


@dataclass(frozen=True, slots=True)
class OwnParameter:
    """A parameter that fills a field of an item.

    Attributes:
        field: name of the field.
        default: the value for which nothing is written.
        read: from the parameter's text; raises ValueError for what cannot be.
        write: the text of a value.
    """

    field: str
    default: Any = ""
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str


def _date(field: str) -> OwnParameter:
    return OwnParameter(field, None, dt.date.fromisoformat, dt.date.isoformat)


def _flag(field: str, *, default: bool | None) -> OwnParameter:
    return OwnParameter(
        field, default, lambda text: text.lower() == "yes", lambda value: "yes" if value else "no"
    )


_VALIDITY = {"X-CRM-FROM": _date("valid_from"), "X-CRM-TO": _date("valid_to")}

POINT_PARAMETERS: Mapping[str, OwnParameter] = {
    "X-CRM-EXT": OwnParameter("ext"),
    "X-CRM-STATUS": OwnParameter("status", "ok"),
    **_VALIDITY,
}

SERVICE_PARAMETERS: Mapping[str, OwnParameter] = {
    **POINT_PARAMETERS,
    "X-SERVICE-TYPE": OwnParameter("service", read=str.lower),
    "SERVICE-TYPE": OwnParameter("service", read=str.lower),
}
"""What is understood at messengers and profiles: also Apple's and RFC 9554's name of the service."""

ADDRESS_PARAMETERS: Mapping[str, OwnParameter] = {
    "X-CRM-ORG-LINE": OwnParameter("org_line"),
    "X-CRM-CARE-OF": OwnParameter("care_of"),
    "X-CRM-DISTRICT": OwnParameter("dependent_locality"),
    "X-CRM-SORTING-CODE": OwnParameter("sorting_code"),
    "X-CRM-QUALITY": OwnParameter("quality", "ok"),
    "X-CRM-SEASON-FROM": OwnParameter("season_from"),
    "X-CRM-SEASON-TO": OwnParameter("season_to"),
    "LABEL": OwnParameter("label"),
    **_VALIDITY,
}

ROLE_PARAMETERS: Mapping[str, OwnParameter] = {
    "X-CRM-PRIMARY": _flag("is_primary", default=None),
    "X-CRM-FROM": _date("from_on"),
    "X-CRM-TO": _date("to_on"),
    "X-CRM-END-REASON": OwnParameter("end_reason"),
}

DATE_PARAMETERS: Mapping[str, OwnParameter] = {
    "X-CRM-LABEL": OwnParameter("label"),
    "X-CRM-CALENDAR": OwnParameter("calendar", "gregorian"),
    "X-CRM-LEAP-RULE": OwnParameter("leap_rule", "feb28"),
}

NOTE_PARAMETERS: Mapping[str, OwnParameter] = {"X-CRM-PINNED": _flag("is_pinned", default=False)}

FACT_PARAMETERS: Mapping[str, OwnParameter] = {
    "X-CRM-LABEL": OwnParameter("label"),
    "X-CRM-LEARNED-ON": _date("learned_on"),
}

ATTACHMENT_PARAMETERS: Mapping[str, OwnParameter] = {
    "X-CRM-FILENAME": OwnParameter("filename"),
    "X-CRM-CAPTION": OwnParameter("caption"),
    "X-CRM-MIME": OwnParameter("mime"),
}

SCALARS: Mapping[str, str] = {
    "X-CRM-NATIVE-NAME": "native_name",
    "X-CRM-NAME-ORDER": "name_order",
    "X-CRM-ACCOUNT-NO": "account_no",
    "X-CRM-SOURCE": "source",
    "X-CRM-SOURCE-DETAIL": "source_detail",
    "X-CRM-LEGAL-NAME": "legal_name",
    "X-CRM-LABEL-NAME": "label_name",
    "X-CRM-NAME-RULE": "name_rule",
    "X-CRM-TIER": "tier",
    "X-CRM-NEXT-STEP": "next_step_text",
    "X-CRM-OCCUPATION": "occupation",
}
"""Property -> text field of the record."""

LISTS: Mapping[str, tuple[str, type]] = {
    "X-CRM-PREFERENCE": ("preferences", Preference),
    "X-CRM-FACT": ("facts", Fact),
    "X-CRM-GROUP": ("memberships", Membership),
    "X-CRM-CUSTOM": ("custom", CustomValue),
    "X-CRM-DATE": ("dates", ImportantDate),
    "X-CRM-ID": ("external_ids", ExternalId),
    "X-CRM-EXTRA": ("extras", ExtraProperty),
}
"""Property -> list of the record and what its JSON object describes."""

KIND, ARCHIVED, ATTACHMENT = "X-CRM-KIND", "X-CRM-ARCHIVED", "X-CRM-ATTACHMENT"
NEXT_STEP_ON = "X-CRM-NEXT-STEP-ON"

FIELD = "X-CRM-FIELD"
"""Parameter of the URL that is the record's own website and none of its list."""

WEBSITE = "website"
