"""Errors that nobody caught: of Python in any thread, of destructors, and of Qt."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_HARMLESS = ("propagateSizeHints",)


class ErrorHooks(QObject):
    """Logs every stray error, and shows those of Python; an exception in a slot does not stop the program."""

    _arrived = Signal(object)

    def __init__(self, show: Callable[[BaseException], object]) -> None:
        super().__init__()
        self._show = show
        self._arrived.connect(self._on_arrived)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        sys.unraisablehook = self._on_unraisable
        self._qt_before = qInstallMessageHandler(_log_qt)

    def remove(self) -> None:
        """Put the former hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        log.critical("uncaught", exc_info=(kind, error, trace))
        self._arrived.emit(error)

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.critical("uncaught in a thread", exc_info=args.exc_value)
            self._arrived.emit(args.exc_value)

    def _on_unraisable(self, args: Any) -> None:
        log.error("unraisable in %r: %s", args.object, args.err_msg, exc_info=args.exc_value)

    def _on_arrived(self, error: BaseException) -> None:
        self._show(error)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if not any(part in text for part in _HARMLESS):
        logging.getLogger("crm_desktop.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
