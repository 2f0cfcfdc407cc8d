"""What the shell is told of mailing labels: no page yet, one command."""

from __future__ import annotations

from crm_desktop.base.i18n import N_
from crm_desktop.ui.features.labels.commands import COMMANDS
from crm_desktop.ui.features.labels.palette import hit_actions
from crm_desktop.ui.pages import Feature

FEATURE = Feature(id="labels", title=N_("Labels"), icon="printer", commands=COMMANDS, hit_actions=hit_actions)
