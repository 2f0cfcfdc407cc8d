"""The icons the program draws, and how resources/icons.json is made from the Lucide package.

python-lucide keeps its 1,900 icons in a database of its own which only the standard `sqlite3` opens; the
program itself never uses that module, so the few icons it needs are copied once, by a developer:

    python -m crm_desktop.ui.theme.icon_set

Lucide is under the ISC licence, which the file repeats.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from crm_desktop.base.resource_files import resources

ICONS_FILE = "icons.json"

NAMES = (
    "app-window", "arrow-left", "arrow-right", "arrow-up-down", "ban", "bell", "book-open", "building",
    "calendar-clock", "calendar-days", "circle", "corner-down-left", "ellipsis", "file-text", "handshake",
    "message-square", "paperclip", "presentation", "cake", "layout-dashboard", "list-todo",
    "check", "chevron-down", "chevron-right", "chevron-up", "circle-alert", "circle-check", "circle-question-mark",
    "clock", "command", "contact", "copy", "download", "file", "file-plus", "folder-open", "funnel",
    "globe", "house", "info", "list", "lock", "mail", "map-pin", "maximize-2", "message-circle",
    "minus", "moon", "panel-left", "pencil", "phone", "pin", "plus", "printer", "redo-2", "refresh-cw",
    "rotate-ccw-clock", "save", "search", "search-x", "settings", "share-2", "sparkles", "square-check",
    "star", "sticky-note", "sun", "table", "tag", "tags", "trash", "triangle-alert", "undo-2", "upload",
    "user", "user-plus", "users", "x",
)  # fmt: skip

MIRRORED = frozenset(
    {"arrow-left", "arrow-right", "chevron-right", "chevron-up", "panel-left", "undo-2", "redo-2", "list"}
)
"""Icons that point along the line of reading, and so turn round in a right-to-left window."""


def icons_file() -> Path:
    """Where the icons lie."""
    return resources() / ICONS_FILE


def load_icons() -> dict[str, str]:
    """Name -> SVG text with `currentColor`, from resources/icons.json."""
    icons: dict[str, str] = json.loads(icons_file().read_text(encoding="utf-8"))["icons"]
    return icons


def build(target: Path) -> None:
    """Write the icons of NAMES to `target`. Raises KeyError when Lucide no longer has one of them."""
    from lucide import get_icon_list, lucide_icon  # a developer's tool, not part of a start

    missing = set(NAMES) - set(get_icon_list())
    if missing:
        raise KeyError(", ".join(sorted(missing)))
    icons = {name: _tidy(lucide_icon(name)) for name in NAMES}
    text = json.dumps({"source": "Lucide, ISC licence, lucide.dev", "icons": icons}, indent=1)
    target.write_text(text + "\n", encoding="utf-8")


def _tidy(svg: str) -> str:
    """One line, without the class names that only a web page needs."""
    return re.sub(r"\s+", " ", re.sub(r' class="[^"]*"', "", svg)).replace("> <", "><").strip()


if __name__ == "__main__":
    build(icons_file())
