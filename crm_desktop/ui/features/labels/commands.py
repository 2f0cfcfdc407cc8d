"""The commands of mailing labels."""

from __future__ import annotations

from crm_desktop.base.i18n import N_, _
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext, with_file
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.pages import Page


def has_people(context: UiContext) -> str:
    """Possible with somebody in the list."""
    return with_file(context) or ("" if context.total or context.selected else _("The list is empty."))


def open_labels(window: CommandWindow) -> None:
    """Labels for the chosen records if there are several, else for the whole list."""
    from crm_desktop.ui.features.labels.dialog import LabelsDialog  # loads all of printing, on demand

    page = window.page()
    if not isinstance(page, Page):
        return
    chosen, everything = page.target(), page.everything()
    targets = [target for target in (chosen, everything) if target is not None]
    if chosen is not None and chosen.count < 2:  # one row is always chosen: it is where the user looks
        targets.reverse()
    if targets:
        LabelsDialog(window.session, targets, window.widget).open()


COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        id="labels.print",
        title=N_("Mailing &labels…"),
        category=N_("Mailings"),
        icon="printer",
        shortcuts=("Ctrl+Shift+P",),
        menus=(MenuPlace("file", 2, 0), MenuPlace("context.contacts", 3, 0)),
        when=has_people,
        opens_dialog=True,
        help=N_("A PDF of address labels for the chosen contacts or the whole list."),
        handler=open_labels,
    ),
)
