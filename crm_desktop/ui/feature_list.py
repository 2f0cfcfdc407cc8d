"""The features of the program, in the order of the rail. Only ui/app.py imports this."""

from __future__ import annotations

from crm_desktop.ui.features.activities.feature import FEATURE as ACTIVITIES
from crm_desktop.ui.features.contacts.feature import FEATURE as CONTACTS
from crm_desktop.ui.features.labels.feature import FEATURE as LABELS
from crm_desktop.ui.features.today.feature import FEATURE as TODAY
from crm_desktop.ui.pages import Feature

FEATURES: tuple[Feature, ...] = (TODAY, CONTACTS, ACTIVITIES, LABELS)
