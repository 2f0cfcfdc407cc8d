"""The moment of an activity, typed as people write it: day, hour, how long, or the whole day."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.activities.logline import Surroundings, parse
from crm_desktop.domain.activities.logline.preview import clock_text
from crm_desktop.domain.activities.records import ActivityRecord
from crm_desktop.ui.features.activities.next_step import day_typed
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.number_box import NumberBox

_MINUTE_S = 60
_LONGEST_MIN = 31 * 24 * 60


def time_typed(text: str, around: Surroundings) -> dt.time:
    """The hour that was typed: "14:05", "14.05", "2 pm".

    Raises:
        ValidationError: it is none.
    """
    for typed in (text.strip(), f"{text.strip()}:00"):
        line = parse(f">{around.now.date() + dt.timedelta(days=1):%Y-%m-%d} {typed}", around)
        follow_up = line.follow_up
        if follow_up is not None and follow_up.at is not None and not (line.text or follow_up.title):
            return follow_up.at
    raise ValidationError({"at": _("This is no time of day. Type it like {time}.").format(time="14:05")})


class WhenEdit(QWidget):
    """Day, hour and length beside each other."""

    def __init__(self, record: ActivityRecord, zone: dt.tzinfo) -> None:
        super().__init__()
        self._zone = zone
        at = record.at.astimezone(zone)
        self._shown = (date_text(at.date()), clock_text(at.timetz()))
        self._at = at
        self.day = ComposingLineEdit()
        self.day.setText(self._shown[0])
        self.day.setAccessibleName(_("Day"))
        self.time = ComposingLineEdit()
        self.time.setText(self._shown[1])
        self.time.setAccessibleName(_("Time"))
        self.all_day = QCheckBox(_("All day"))
        self.all_day.setChecked(record.is_all_day)
        self.length = NumberBox()
        self.length.setRange(0, _LONGEST_MIN)
        self.length.setSuffix(_(" min"))
        self.length.setSpecialValueText(_("Length"))
        self.length.setAccessibleName(_("Length in minutes"))
        self.length.setValue(round((record.duration_s or 0) / _MINUTE_S))
        self.time.setVisible(not record.is_all_day)
        self.all_day.toggled.connect(lambda on: self.time.setVisible(not on))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget, stretch in ((self.day, 3), (self.time, 2), (self.length, 2), (self.all_day, 0)):
            row.addWidget(widget, stretch)

    def moment(self, around: Surroundings) -> dt.datetime:
        """What was typed (UTC); the seconds stay when nothing else was. Raises ValidationError."""
        if (self.day.text(), self.time.text()) == self._shown:
            return self._at.astimezone(dt.UTC)
        day = self._at.date()
        if self.day.text() != self._shown[0]:
            typed = day_typed(self.day.text(), around)
            if typed is None:
                raise ValidationError({"at": _("The day is missing.")})
            day = typed
        time = self._at.timetz().replace(tzinfo=None)
        if not self.all_day.isChecked() and self.time.text() != self._shown[1]:
            time = time_typed(self.time.text(), around)
        return dt.datetime.combine(day, time, self._zone).astimezone(dt.UTC)

    def duration(self, before: int | None) -> int | None:
        """The length in seconds; that of before when its minutes are still the same."""
        minutes = self.length.value()
        if before is not None and round(before / _MINUTE_S) == minutes:
            return before
        return minutes * _MINUTE_S if minutes else None
