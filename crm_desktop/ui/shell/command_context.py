"""What commands depend on, gathered from all over the main window."""

from __future__ import annotations

from crm_desktop.ui.commands.spec import UiContext
from crm_desktop.ui.shell.file_on_view import FileOnView


def command_context(
    file: FileOnView | None, *, theme_mode: str, has_toast: bool, recent_files: tuple[str, ...]
) -> UiContext:
    """The context of now.

    Args:
        file: the open file; None without one, and while its first page is not there yet.
        theme_mode: one of `theme.MODES`.
        has_toast: a toast with a button is on view.
        recent_files: what the files used last are called.
    """
    page = file.page() if file is not None else None
    if file is None or page is None:
        return UiContext(theme_mode=theme_mode, recent_files=recent_files)
    workspace, beside = file.workspace, file.workspace.beside
    state = beside.seen_in(page.state())
    return UiContext(
        has_file=True,
        page=workspace.page_id,
        selected=state.selected,
        total=state.total,
        has_record=state.record is not None,
        record_kind=state.record.kind if state.record else "",
        is_trash=state.is_trash,
        has_panel=beside.is_open,
        is_read_only=file.session.context.store.is_read_only,
        undo_label=file.undo.undo_label,
        redo_label=file.undo.redo_label,
        can_go_back=workspace.history.can_go_back or page.can_go_up() or beside.is_open,
        can_go_forward=workspace.history.can_go_forward or beside.can_go_forward,
        has_toast=has_toast,
        is_sidebar_on=state.is_sidebar_on,
        is_table_on=state.is_table_on,
        is_compact_on=state.is_compact_on,
        theme_mode=theme_mode,
        recent_files=recent_files,
    )
