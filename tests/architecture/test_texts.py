"""What a person reads goes through gettext."""

from __future__ import annotations

import ast

from crm_desktop.base import errors
from tests.architecture.source import calls, has_words, place, sources

WIDGETS = (
    "QLabel",
    "QPushButton",
    "QCheckBox",
    "QRadioButton",
    "QGroupBox",
    "QAction",
    "QMenu",
    "QDockWidget",
)
SETTERS = ("Text", "WindowTitle", "Title", "ToolTip", "StatusTip", "WhatsThis", "PlaceholderText")
SETTERS += ("AccessibleName", "AccessibleDescription", "InformativeText", "LabelText", "HeaderLabels")
ADDERS = ("addAction", "addMenu", "addItem", "addItems", "addTab", "addRow", "insertItem", "showMessage")
QUESTIONS = ("information", "warning", "critical", "question")
SHOWING_CALLS = frozenset([*WIDGETS, *(f"set{name}" for name in SETTERS), *ADDERS, *QUESTIONS])
USER_ERRORS = frozenset(
    name
    for name, thing in vars(errors).items()
    if isinstance(thing, type) and issubclass(thing, errors.UserError) and thing is not errors.ValidationError
)


def texts_of(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that may be text, those inside a list too."""
    arguments = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg != "objectName")]
    inner = [item for each in arguments if isinstance(each, ast.List | ast.Tuple) for item in each.elts]
    return arguments + inner


def is_log_call(call: ast.Call) -> bool:
    """`log.warning(…)` has the same name as a message box's, and is not for the user."""
    return (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "log"
    )


def test_no_untranslated_text_in_the_window() -> None:
    found = [
        f"{place(path, text)} {name}({ast.unparse(text)})"
        for path in sources("crm_desktop/ui")
        for name, call in calls(path)
        if name in SHOWING_CALLS and not is_log_call(call)
        for text in texts_of(call)
        if has_words(text)
    ]
    assert not found, "\n".join(found)


def test_no_untranslated_error_for_the_user() -> None:
    found = []
    for path in sources("crm_desktop"):
        for name, call in calls(path):
            # the first argument of EnvironmentProblem is its reason, an id
            texts = call.args[1:] if name == "EnvironmentProblem" else call.args
            if name in USER_ERRORS:
                found += [f"{place(path, text)} {ast.unparse(text)}" for text in texts if has_words(text)]
    assert not found, "\n".join(found)
