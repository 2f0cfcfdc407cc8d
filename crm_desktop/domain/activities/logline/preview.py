"""What will be saved, as a sentence. Nothing is saved that it does not tell."""

from __future__ import annotations

import datetime as dt

from babel import dates as babel_dates

from crm_desktop.base import formats
from crm_desktop.base.i18n import N_, _, ngettext, pgettext
from crm_desktop.domain.activities.kinds import TITLES
from crm_desktop.domain.activities.logline import signs
from crm_desktop.domain.activities.logline.model import FollowUp, LogLine, Surroundings
from crm_desktop.domain.activities.logline.outcomes import outcome_label

_IN = {
    "call": N_("Incoming call"),
    "visit": N_("Visit here"),
    "letter": N_("Letter received"),
    "email": N_("E-mail received"),
    "sms": N_("Text message received"),
    "chat": N_("Chat message received"),
}
_OUT = {
    "call": N_("Outgoing call"),
    "visit": N_("Our visit"),
    "letter": N_("Letter sent"),
    "email": N_("E-mail sent"),
    "sms": N_("Text message sent"),
    "chat": N_("Chat message sent"),
}
_OTHER_IN, _OTHER_OUT = N_("{kind}, incoming"), N_("{kind}, outgoing")
_PEOPLE = {"": N_("{kind} with {people}"), "in": N_("{kind} from {people}"), "out": N_("{kind} to {people}")}
_HOUR_MINUTES = 60


def sentence(line: LogLine, around: Surroundings, name: str = "") -> str:
    """The preview in the user's language.

    Args:
        line: as `parse` read it.
        around: the surroundings that it was read in.
        name: the contact whose page the line is typed on, for "Call back {name}".

    Returns:
        Such as "Call just now, left message. Reminder Mon 18 May 09:00 (in 11 days; moved from Sun 17
        May)." Each problem is a sentence of its own.
    """
    parts = [_what(line, around)]
    if line.follow_up:
        parts.append(_reminder(line.follow_up, around, name))
    parts += line.problems
    if line.text:
        parts.append(_("Note: {text}").format(text=line.text))
    return " ".join(parts)


def default_title(name: str) -> str:
    """The title of a follow-up that was given none."""
    return _("Call back {name}").format(name=name) if name else _("Call back")


def _what(line: LogLine, around: Surroundings) -> str:
    kind = _kind(line)
    if line.people:
        kind = _(_PEOPLE[line.direction]).format(kind=kind, people=formats.list_text(line.people))
    pieces = [_("{kind} {when}").format(kind=kind, when=_when(line, around))]
    if line.outcome:
        pieces.append(_lowered(outcome_label(line.outcome, around.outcomes)))
    if line.duration_s is not None:
        pieces.append(length_text(line.duration_s))
    pieces += [signs.tag_text(tag) for tag in line.tags]
    pieces += [f"${link}" for link in line.links]
    listed = pgettext("between parts of a sentence", ", ").join(pieces)
    return _("{sentence}.").format(sentence=listed)


def _kind(line: LogLine) -> str:
    title = _(TITLES.get(line.kind, line.kind))
    if line.direction == "in":
        return _(_IN[line.kind]) if line.kind in _IN else _(_OTHER_IN).format(kind=title)
    if line.direction == "out":
        return _(_OUT[line.kind]) if line.kind in _OUT else _(_OTHER_OUT).format(kind=title)
    return title


def _lowered(label: str) -> str:
    """A label inside a sentence begins small, unless it is all capitals."""
    return label if label.isupper() else label[:1].lower() + label[1:]


def _when(line: LogLine, around: Surroundings) -> str:
    if not line.at_is_given:
        return _("just now")
    at, now = line.at, around.now
    days = (at.date() - now.date()).days
    if line.is_planned:
        return _("planned for {day} {time} ({distance})").format(
            day=day_text(at.date(), now.date()), time=clock_text(at.timetz()), distance=_distance(days)
        )
    return _("on {day} {time} ({distance})").format(
        day=day_text(at.date(), now.date()), time=clock_text(at.timetz()), distance=_distance(days)
    )


def _reminder(follow_up: FollowUp, around: Surroundings, name: str) -> str:
    today = around.now.date()
    days = (follow_up.on - today).days
    time = clock_text(follow_up.at or around.follow_up_hour)
    where = _distance(days)
    if follow_up.moved_from:
        where = _("{distance}; moved from {day}").format(
            distance=where, day=day_text(follow_up.moved_from, today)
        )
    title = follow_up.title or (default_title(name) if name else "")
    if title:
        return _("Reminder {day} {time} ({distance}): {title}.").format(
            day=day_text(follow_up.on, today), time=time, distance=where, title=title.rstrip(".")
        )
    return _("Reminder {day} {time} ({distance}).").format(
        day=day_text(follow_up.on, today), time=time, distance=where
    )


def _distance(days: int) -> str:
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)


def day_text(day: dt.date, today: dt.date) -> str:
    """A day with its weekday, as short as the language writes it: "Mon 18 May"; the year if it is another one."""
    skeleton = "MMMEd" if day.year == today.year else "yMMMEd"
    return babel_dates.format_skeleton(skeleton, day, locale=formats.locale())


def clock_text(time: dt.time) -> str:
    """A time of day as the language writes it. The zone is the one the line was typed in; none is converted."""
    return formats.clock_text(time)


def length_text(seconds: int) -> str:
    """How long something took: "1 h 30 min"."""
    hours, minutes = divmod(seconds // _HOUR_MINUTES, _HOUR_MINUTES)
    if hours and minutes:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    if hours:
        return _("{hours} h").format(hours=hours)
    return _("{minutes} min").format(minutes=minutes)
