"""What the shell is told of the day."""

from __future__ import annotations

from crm_desktop.base.i18n import N_
from crm_desktop.ui.features.today.board import count_due
from crm_desktop.ui.features.today.commands import COMMANDS, PAGE
from crm_desktop.ui.features.today.page import TodayPage
from crm_desktop.ui.features.today.palette import hit_actions
from crm_desktop.ui.pages import Feature

FEATURE = Feature(
    id=PAGE,
    title=N_("Today"),
    icon="layout-dashboard",
    commands=COMMANDS,
    make_page=TodayPage,
    hit_actions=hit_actions,
    count=count_due,
)
