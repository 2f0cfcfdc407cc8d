"""What the shell is told of activities: no page yet, but parts of the page of a record, commands, actions."""

from __future__ import annotations

from crm_desktop.base.i18n import N_
from crm_desktop.ui.features.activities.commands import COMMANDS
from crm_desktop.ui.features.activities.log_part import LogPart
from crm_desktop.ui.features.activities.palette import hit_actions
from crm_desktop.ui.features.activities.places import LOG_PART, TASK_PART, TIMELINE_PART
from crm_desktop.ui.features.activities.task_button import TaskButton
from crm_desktop.ui.features.activities.timeline_part import TimelinePart
from crm_desktop.ui.pages import Feature
from crm_desktop.ui.record_parts import Place, RecordPart

FEATURE = Feature(
    id="activities",
    title=N_("Activities"),
    icon="phone",
    commands=COMMANDS,
    hit_actions=hit_actions,
    record_parts=(
        RecordPart(key=TASK_PART, title=N_("Task"), place=Place.ACTIONS, build=TaskButton),
        RecordPart(key=LOG_PART, title=N_("Log"), place=Place.BELOW_HEADER, build=LogPart),
        RecordPart(key=TIMELINE_PART, title=N_("Timeline"), place=Place.TAB, build=TimelinePart),
    ),
)
