"""What the palette finds among contacts, and what can be done with one without opening it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from crm_desktop.base.errors import NotFoundError
from crm_desktop.base.i18n import N_, _
from crm_desktop.base.ids import EntityRef
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.contacts.records import EMAIL, PHONE
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.services.search import find
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.features.contacts.detail.preference_row import is_refused
from crm_desktop.ui.features.contacts.words import REF_ICONS
from crm_desktop.ui.palette_parts import Finder, Found, HitAction

_SHOWN = 3
"""Numbers and addresses of one record that are offered; the first ones are the preferred ones."""


def _find_people(context: AppContext, text: str, most: int, cancel: CancelToken) -> list[Found]:
    return [
        Found(
            hit.title,
            " · ".join(part for part in (hit.subtitle, hit.matched, hit.next_step) if part),
            hit.ref,
        )
        for hit in find(context, text, most, cancel)
    ]


FINDERS = (Finder("@", N_("people and companies"), _find_people),)


def hit_actions(context: AppContext, ref: EntityRef) -> Sequence[HitAction]:
    """Call, write, copy; runs in a worker thread."""
    if ref.kind not in REF_ICONS:
        return ()
    try:
        record = queries.load(context, ref)
    except NotFoundError:
        return ()
    phones = [(p.value, p.normalized or p.value) for p in record.usable_points(PHONE)[:_SHOWN]]
    mails = [p.value for p in record.usable_points(EMAIL)[:_SHOWN]]
    today = context.clock.today()
    refused = {preference.channel for preference in record.preferences if is_refused(preference, today)}
    calls = [
        HitAction(
            _("Call {number}").format(number=shown),
            "phone",
            _opens(f"tel:{quote(number, safe='+;=')}", shown),
            subtitle=_("Do not call") if refused & {"phone", "all"} else "",
            order=10,
        )
        for shown, number in phones
    ]
    letters = [
        HitAction(
            _("E-mail to {address}").format(address=mail), "mail", _opens(f"mailto:{mail}", mail), order=20
        )
        for mail in mails
    ]
    copies = [
        HitAction(_("Copy {text}").format(text=text), "copy", _copies(text), order=60)
        for text in (*(shown for shown, _number in phones), *mails)
    ]
    return [*calls, *letters, *copies]


def _opens(address: str, shown: str) -> Callable[[CommandWindow], None]:
    """Hands an address to the program that the system has for it; where there is none, it can be copied."""

    def run(window: CommandWindow) -> None:
        if not QDesktopServices.openUrl(QUrl(address)):
            window.session.notices.say(
                _("This computer has no program for “{address}”.").format(address=shown),
                action=(_("Copy"), lambda: QGuiApplication.clipboard().setText(shown)),
            )

    return run


def _copies(text: str) -> Callable[[CommandWindow], None]:
    def run(window: CommandWindow) -> None:
        QGuiApplication.clipboard().setText(text)
        window.session.notices.say(_("Copied: {text}").format(text=text))

    return run
