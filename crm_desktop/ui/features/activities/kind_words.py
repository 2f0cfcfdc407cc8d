"""The word that makes a task of a line, in the language of the window."""

from __future__ import annotations

from crm_desktop.base.i18n import language

_TASK = {"da": "opgave", "ko": "할 일", "pt": "tarefa", "zh": "待办"}


def task_word() -> str:
    """As the log bar understands it; the English word is understood everywhere."""
    return _TASK.get(language().split("_")[0], "task")
