"""When it happened or will happen, and what comes next; `parsing` tells the rules."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TypeAlias

from crm_desktop.base.i18n import _
from crm_desktop.domain.activities.kinds import NOTE, TASK
from crm_desktop.domain.activities.logline.days import Day, resolve
from crm_desktop.domain.activities.logline.forms import value_of
from crm_desktop.domain.activities.logline.model import FollowUp, Surroundings
from crm_desktop.domain.activities.logline.moments import Moment
from crm_desktop.domain.activities.logline.reading import LITERAL, Reading

Place: TypeAlias = tuple[int, int]

_DAYS_OF = {"day": 1, "week": 7}
_TITLE = re.compile(r"[\s,;:.\-–—，。；、\x00]*([^\x00]*)")


@dataclass(frozen=True, slots=True)
class _Setting:
    """A moment in prose, with what stands around it in its clause."""

    moment: Moment
    start: int
    """Where it begins, with the words that lead to it."""
    clause: Place
    on: dt.date
    is_ahead: bool
    has_before: bool
    has_after: bool

    @property
    def is_alone(self) -> bool:
        """Whether the clause says nothing else."""
        return not self.has_before and not self.has_after


def read_moments(reading: Reading) -> None:
    """When it happened or will happen, and the follow-up."""
    for moment in reading.moments:
        if moment.is_explicit and reading.is_free(moment.start, moment.end):
            _read_explicit(reading, moment)
    if reading.line.kind == NOTE:
        return  # what a note says of days is for people to read
    deadlines_last = sorted(
        reading.moments, key=lambda moment: reading.lead_before(moment.start, "deadlines") < moment.start
    )
    for moment in deadlines_last:
        if not moment.is_explicit and reading.is_free(moment.start, moment.end):
            _read_prose(reading, moment)


def _read_explicit(reading: Reading, moment: Moment) -> None:
    on = _date_of(reading, moment, is_over=False)
    typed = reading.text[moment.start : moment.end].lstrip(">+ ")
    if on is None:
        reading.problems.append(_("{date} does not exist.").format(date=typed))
    elif on < reading.today:
        reading.problems.append(_("{date} is in the past.").format(date=typed))
    elif reading.line.kind == TASK:
        if not reading.line.at_is_given:
            _set_time(reading, moment, on, moment.start)
    elif reading.line.follow_up is None:
        _set_follow_up(reading, moment, moment.start, on, _title(reading, moment.end, len(reading.low)))


def _read_prose(reading: Reading, moment: Moment) -> None:
    start = reading.lead_before(moment.start, "date_leads")
    begin, end = clause = reading.clause_at(moment.start)
    if _is_only_figures(reading, moment, start) or _is_conditional(reading, begin, start, end):
        return
    is_opening = begin < reading.opening_end
    on = _date_of(reading, moment, is_over=reading.is_over and is_opening and not reading.is_coded)
    if on is None:
        return
    has_before = reading.has_words(_unread(reading, begin, start))
    has_after = reading.has_words(_unread(reading, moment.end, end))
    is_ahead = _is_ahead(reading, moment, on)
    setting = _Setting(moment, start, clause, on, is_ahead, has_before, has_after)
    if is_opening:
        _read_in_opening(reading, setting)
    else:
        _read_in_later_clause(reading, setting)


def _is_only_figures(reading: Reading, moment: Moment, start: int) -> bool:
    """Whether "5/6" may be a share or a size: it counts after "on", or where it is a piece by itself."""
    day = moment.day
    if day is None or day.sense != "figures" or day.year is not None or start < moment.start:
        return False
    is_piece = bool(moment.clock) or reading.is_clean_right(moment.end)
    return not (reading.is_clean_left(moment.start) and is_piece)


def _is_conditional(reading: Reading, begin: int, place: int, end: int) -> bool:
    """Whether words of the clause say that nothing is to be done on the day: "if", "not", "expires"."""
    before, clause = reading.low[begin:place], reading.masked()[begin:end]
    return any(
        forms.denied.search(before) or forms.undone.search(clause) or forms.facts.search(clause)
        for forms in reading.languages
    )


def _read_in_opening(reading: Reading, setting: _Setting) -> None:
    """A day in the clause of the kind: when it happened or will, or the follow-up of what is over."""
    is_beside = reading.is_clean_left(setting.start) or reading.is_clean_right(setting.moment.end)
    if not is_beside and setting.has_before and setting.has_after:
        return
    if setting.is_ahead and reading.is_over:
        if reading.line.follow_up is None:
            _set_follow_up(reading, setting.moment, setting.start, setting.on, None)
    elif not reading.line.at_is_given:
        _set_time(reading, setting.moment, setting.on, setting.start)


def _read_in_later_clause(reading: Reading, setting: _Setting) -> None:
    """A day in a clause of its own: the follow-up with its title, or the time of what has not taken place yet."""
    has_kind, is_known = reading.has_kind, reading.has_kind or bool(reading.line.outcome)
    is_own_time = has_kind and setting.is_alone and not reading.line.at_is_given
    if is_own_time and not (setting.is_ahead and reading.is_over):
        _set_time(reading, setting.moment, setting.on, setting.start)
    elif not setting.is_ahead or reading.line.follow_up is not None:
        return
    elif not setting.has_after or (
        not setting.has_before and (is_known or _begins_with_kind(reading, setting.moment.end))
    ):
        begin, end = setting.clause
        title = _title(reading, begin, setting.start) or _title(reading, setting.moment.end, end)
        _set_follow_up(reading, setting.moment, setting.start, setting.on, title)


def _begins_with_kind(reading: Reading, place: int) -> bool:
    """Whether something to be done follows: "Thursday call"."""
    words = re.compile(r"[\s\x00]*").match(reading.low, place)
    begin = words.end() if words else place
    kinds = (kind for forms in reading.languages for kind in forms.kinds)
    return any(regex.match(reading.low, begin) and not word.is_done for regex, word in kinds)


def _unread(reading: Reading, start: int, end: int) -> str:
    """A part of the line with outcomes shown again: they are words of a title."""
    letters = list(reading.low[start:end])
    for chip in reading.chips:
        if chip.kind == "outcome" and start <= chip.start and chip.end <= end:
            letters[chip.start - start : chip.end - start] = reading.text[chip.start : chip.end]
    return "".join(letters)


def _has_time(moment: Moment) -> bool:
    return moment.clock is not None or bool(moment.day and moment.day.offset_minutes)


def _is_ahead(reading: Reading, moment: Moment, on: dt.date) -> bool:
    if _has_time(moment):
        return _at(reading, moment, on) > reading.around.now
    return on > reading.today


def _date_of(reading: Reading, moment: Moment, *, is_over: bool) -> dt.date | None:
    if moment.day is None:
        return reading.today
    if moment.day.offset_minutes:
        return _minutes_later(reading, moment.day).date()
    return resolve(moment.day, reading.today, is_over=is_over)


def _minutes_later(reading: Reading, day: Day) -> dt.datetime:
    """So many minutes of the clock on the wall, which at the end of summer is not the same as of the world."""
    later = reading.around.now.astimezone(dt.UTC) + dt.timedelta(minutes=day.offset_minutes)
    return later.astimezone(reading.around.now.tzinfo)


def _at(reading: Reading, moment: Moment, on: dt.date) -> dt.datetime:
    """The moment in the user's own time zone."""
    if moment.day and moment.day.offset_minutes:
        return _minutes_later(reading, moment.day)
    time = moment.clock.time() if moment.clock else reading.around.follow_up_hour
    return in_zone(dt.datetime.combine(on, time), reading.around.now)


def in_zone(local: dt.datetime, now: dt.datetime) -> dt.datetime:
    """`local`, which is naive, in the zone of `now`.

    `datetime.astimezone()` knows the offset of one moment only. The offset of another day is then asked of the
    system, as long as that is in the zone of `now`.
    """
    try:
        if isinstance(now.tzinfo, dt.timezone) and now.astimezone().utcoffset() == now.utcoffset():
            return local.astimezone()
    except (OverflowError, OSError):
        pass  # a year that the system's clock does not reach
    return local.replace(tzinfo=now.tzinfo)


def _set_time(reading: Reading, moment: Moment, on: dt.date, start: int) -> None:
    at = _at(reading, moment, on)
    is_planned = _is_ahead(reading, moment, on)
    reading.line = replace(reading.line, at=at, at_is_given=True, is_planned=is_planned)
    if moment.clock and moment.until:
        begin, end = (dt.datetime.combine(on, clock.time()) for clock in (moment.clock, moment.until))
        if end > begin:
            reading.line = replace(reading.line, duration_s=int((end - begin).total_seconds()))
    reading.chip("date", start, moment.end, at.isoformat())


def _set_follow_up(reading: Reading, moment: Moment, start: int, on: dt.date, title: Place | None) -> None:
    time = moment.clock.time() if moment.clock else None
    if moment.day and moment.day.offset_minutes:
        time = _minutes_later(reading, moment.day).time().replace(second=0, microsecond=0)
    day = next_working_day(on, reading.around)
    words = ""
    if title:
        words = reading.text[slice(*title)]
        reading.chips = [chip for chip in reading.chips if chip.end <= title[0] or title[1] <= chip.start]
    follow_up = FollowUp(day, time, words, on if day != on else None)
    reading.line = replace(reading.line, follow_up=follow_up)
    meaning = day.isoformat() if time is None else dt.datetime.combine(day, time).isoformat()
    reading.chip("follow_up", start, moment.end, meaning)
    if title:
        reading.chip("title", *title, words)


def next_working_day(on: dt.date, around: Surroundings) -> dt.date:
    """`on`, or the next day on which work is done; `on` itself where no day of a year is."""
    for days in range(366):
        day = on + dt.timedelta(days=days)
        if day.weekday() in around.working_days and day not in around.holidays:
            return day
    return on


def _title(reading: Reading, start: int, end: int) -> Place | None:
    """The place of the words between two places, up to the next piece that is understood."""
    match = _TITLE.match(_unread(reading, start, end))
    assert match is not None  # both parts may be empty
    words = match[1].rstrip(" \t\r\n,;:，；、")
    if not re.search(r"\w", words) or words.startswith(LITERAL):
        return None
    return start + match.start(1), start + match.start(1) + len(words)


def read_bare_days(reading: Reading) -> None:
    """A follow-up without its sign: `10d` as the last word, after a kind or an outcome. `5m` may be minutes."""
    is_only = re.search(r"[^\W\d_]", reading.low[: len(reading.low.rstrip()) - 1]) is None
    if reading.line.follow_up or not (reading.has_kind or reading.line.outcome or is_only):
        return
    for forms in reading.languages:
        match = forms.bare_days.search(reading.low)
        unit = value_of(forms.words.short_units, match["unit"]) if match else None
        if match and unit in _DAYS_OF:
            day = Day(*match.span(), "plus", offset_days=int(match["n"]) * _DAYS_OF[str(unit)])
            on = resolve(day, reading.today, is_over=False)
            if on is not None:
                moment = Moment(*match.span(), day, is_explicit=True)
                _set_follow_up(reading, moment, match.start(), on, None)
            return
