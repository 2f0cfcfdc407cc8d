"""The program: a verb goes to the command line, none to the window."""

from __future__ import annotations

import sys

from crm_desktop.base.i18n import _
from crm_desktop.cli.program import REFUSED, WindowRequest, run


def main() -> int:
    """Does what the command line asks; returns the exit status."""
    asked = run(sys.argv[1:])
    return asked if isinstance(asked, int) else _open_window(asked)


def _open_window(asked: WindowRequest) -> int:
    try:
        from crm_desktop.ui import app
    except ImportError as problem:  # a library of the system that Qt needs
        advice = _("The window cannot open: {reason}. The verbs of the command line work without it.")
        sys.stderr.write(advice.format(reason=problem) + "\n")
        return REFUSED
    if asked.is_self_test:
        return app.self_test()
    if asked.demo is not None:
        return app.demo(asked.demo)
    return app.run_window(
        asked.file, practice=asked.is_practice, debug=asked.debug, log_filter=asked.log_filter
    )


if __name__ == "__main__":
    sys.exit(main())
