"""The icon of each kind of activity, in every feature that shows them."""

from __future__ import annotations

from crm_desktop.domain.activities import kinds

KIND_ICONS = {
    kinds.CALL: "phone",
    kinds.MEETING: "handshake",
    kinds.VISIT: "map-pin",
    kinds.TASK: "square-check",
    kinds.LETTER: "file-text",
    kinds.EMAIL: "mail",
    kinds.SMS: "message-square",
    kinds.CHAT: "message-circle",
    kinds.SOCIAL: "share-2",
    kinds.WEBINAR: "presentation",
    kinds.SITE_VISIT: "globe",
    kinds.NOTE: "sticky-note",
    kinds.PRINT_PIECE: "printer",
}
