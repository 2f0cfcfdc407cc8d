"""What people do with people, and what of it counts as being in touch."""

from __future__ import annotations

from collections.abc import Mapping

from crm_desktop.base.i18n import N_

CALL, MEETING, VISIT, TASK, LETTER = "call", "meeting", "visit", "task", "letter"
EMAIL, SMS, CHAT, SOCIAL, WEBINAR, SITE_VISIT = "email", "sms", "chat", "social", "webinar", "site_visit"
NOTE, PRINT_PIECE = "note", "print_piece"

TITLES: Mapping[str, str] = {
    CALL: N_("Call"),
    MEETING: N_("Meeting"),
    VISIT: N_("Visit"),
    TASK: N_("Task"),
    LETTER: N_("Letter"),
    EMAIL: N_("E-mail"),
    SMS: N_("Text message"),
    CHAT: N_("Chat"),
    SOCIAL: N_("Social media"),
    WEBINAR: N_("Webinar"),
    SITE_VISIT: N_("Visit of our site"),
    NOTE: N_("Note"),
    PRINT_PIECE: N_("Mailing"),
}
"""Kind -> English title, marked for translation. In the order in which a chooser lists them."""

KINDS = tuple(TITLES)

TOUCH_KINDS = frozenset({CALL, MEETING, VISIT, LETTER, EMAIL, SMS, CHAT, SOCIAL, WEBINAR})
"""Kinds that reach a person. A note or a task is about them; a mailing goes to everybody."""

MEETING_KINDS = frozenset({MEETING, VISIT})
"""Kinds in which people sit together: what the questions about meetings count."""

PLANNED, DONE, NOT_HELD, CANCELLED = "planned", "done", "not_held", "cancelled"
STATUSES: Mapping[str, str] = {
    PLANNED: N_("Planned"),
    DONE: N_("Done"),
    NOT_HELD: N_("Not held"),
    CANCELLED: N_("Cancelled"),
}

OUT, IN = "out", "in"
DIRECTIONS: Mapping[str, str] = {OUT: N_("Outgoing"), IN: N_("Incoming")}

WITH, ORGANIZER, COPY, ABOUT = "with", "organizer", "cc", "about"
ROLES: Mapping[str, str] = {
    WITH: N_("With"),
    ORGANIZER: N_("Organizer"),
    COPY: N_("Informed"),
    ABOUT: N_("About"),
}
"""How somebody took part; only `WITH` and `ORGANIZER` count as being in touch."""
