"""The open file in the top bar: its name, and a word when it is not as usual; a click tells who is here."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from crm_desktop.base.formats import moment_text, number_text
from crm_desktop.base.i18n import _, ngettext, pgettext
from crm_desktop.services.presence import Present
from crm_desktop.ui.people import name_of
from crm_desktop.ui.shell.popup import PopupPanel
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.labels import TextLabel

_LONGEST_NAME = 220
_ICONS = {"text_2": "file", "text_3": "users", "warn": "lock", "bad": "circle-alert"}


class FileChip(QPushButton):
    """Icon, name of the file, state in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("fileChip")
        self.setProperty("quiet", True)
        self.setAutoDefault(False)
        self._theme = theme
        self._colour = "text_2"
        self._name_text = ""
        self._icon = QLabel()
        self._name = TextLabel(theme, role="body", colour="text_2")
        self._state = TextLabel(theme, role="caption_strong", colour="text_3")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(6)
        for part in (self._icon, self._name, self._state):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(part)
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as what it says."""
        return QSize(self._row.sizeHint().width(), max(30, super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as what it says."""
        return self.sizeHint()

    def show_file(self, name: str, path: str) -> None:
        """Another file."""
        metrics = QFontMetrics(self._theme.font("body"))
        self._name_text = name
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _LONGEST_NAME))
        self.setToolTip(path)
        self._tell()

    def show_state(self, text: str, colour: str) -> None:
        """A translated word or two, and the token of its colour."""
        self._colour = colour if text else "text_2"
        self._state.setText(text)
        self._state.setVisible(bool(text))
        self._state.set_colour("text_2" if self._colour == "text_3" else self._colour)
        self._restyle()
        self._tell()

    @property
    def state_text(self) -> str:
        """What stands beside the name."""
        return self._state.text()

    def set_compact(self, *, compact: bool) -> None:
        """Leave out the name where there is no room for it; a state that matters stays."""
        self._name.setVisible(not compact)
        self.updateGeometry()

    def _tell(self) -> None:
        words = _("File {name}").format(name=self._name_text)
        self.setAccessibleName(f"{words}, {self._state.text()}" if self._state.text() else words)
        self.updateGeometry()

    def _restyle(self) -> None:
        colour = "text_3" if self._colour in ("text_2", "text_3") else self._colour
        self._icon.setPixmap(self._theme.pixmap(_ICONS[self._colour], colour, 16, self.devicePixelRatioF()))


class PeoplePanel(PopupPanel):
    """Where the file lies, and who has it open: name, computer, since when, what they do."""

    def __init__(
        self, theme: Theme, path: str, people: tuple[Present, ...], state: str, parent: QWidget
    ) -> None:
        super().__init__(_("File"), parent)
        self.setFixedWidth(340)
        self.column.addWidget(TextLabel(theme, path, "caption", "text_2", wrap=True))
        if state:
            self.column.addWidget(TextLabel(theme, state, wrap=True))
        count = len(people)
        if count:
            text = ngettext("{n} has the file open", "{n} have the file open", count)
            alone = _("Only you have the file open") if count == 1 else ""
            self.column.addWidget(
                TextLabel(theme, alone or text.format(n=number_text(count)), "strong", wrap=True)
            )
        for person in people:
            self.column.addWidget(_PersonLine(theme, person))


class _PersonLine(QWidget):
    """One of those who are here; a screen reader reads it as one line."""

    def __init__(self, theme: Theme, person: Present) -> None:
        super().__init__()
        name = name_of(person)
        shown = _("{name} (you)").format(name=name) if person.is_self else name
        since = moment_text(person.since, "short")
        text = _("{computer}, since {time}") if person.name else _("since {time}")
        about = [text.format(computer=person.host, time=since)]
        if person.is_editing:
            about.append(_("is editing a record"))
        icon = QLabel()
        icon.setPixmap(theme.pixmap("user", "text_2", 16, self.devicePixelRatioF()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(icon)
        row.addWidget(TextLabel(theme, shown))
        row.addWidget(TextLabel(theme, " · ".join(about), "caption", "text_2", wrap=True), 1)
        self.setAccessibleName(", ".join([shown, *about]))


def file_state(
    *, is_read_only: bool, is_network: bool, here: int, is_stuck: bool, is_unwritable: bool, is_gone: bool
) -> tuple[str, str]:
    """What the chip says of a file, translated, and the colour token of it.

    Args:
        is_read_only: it was opened for reading only.
        is_network: it lies on a share.
        here: how many have it open, we among them.
        is_stuck: saving has waited for more than ten seconds.
        is_unwritable: the last save failed because of the disk or of the file's rights.
        is_gone: it is not where it was opened: moved, deleted, or its share or stick is away.
    """
    if is_gone:
        return pgettext("file", "not found"), "bad"
    if is_unwritable:
        return _("cannot write"), "bad"
    if is_stuck:
        return _("waiting"), "warn"
    if is_read_only:
        return _("read-only"), "warn"
    if here > 1:
        return ngettext("shared · {n} here", "shared · {n} here", here).format(n=number_text(here)), "text_3"
    return (_("shared"), "text_3") if is_network else ("", "text_2")
