"""What features add to the palette: kinds of things to find behind a sign, and what can be done with a hit.

A feature lists these in its `Feature` declaration; the palette knows none of them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm_desktop.base.ids import EntityRef
from crm_desktop.base.progress import CancelToken
from crm_desktop.services.context import AppContext

if TYPE_CHECKING:
    from crm_desktop.ui.commands.window import CommandWindow


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found.

    Attributes:
        ref: the record it is; None for what is no record, such as a day.
        icon: "" for the icon of the record's kind.
        run: what choosing it does; None opens the record.
    """

    title: str
    subtitle: str = ""
    ref: EntityRef | None = None
    icon: str = ""
    run: Callable[[CommandWindow], object] | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds things of one kind.

    Attributes:
        sign: typed first, it leaves only this kind: "@", "$", "#", ":".
        title: what it finds, as the palette's foot says it; marked with N_.
        find: (context, text without the sign, most results, cancel) -> best first; runs in a worker thread. Raises
            CancelledError once it is told to stop, at the next key: the sooner, the sooner come the hits for that.
        is_general: also asked when no sign was typed.
    """

    sign: str
    title: str
    find: Callable[[AppContext, str, int, CancelToken], Sequence[Found]]
    is_general: bool = True


@dataclass(frozen=True, slots=True)
class HitAction:
    """One thing that can be done with a record without opening it first.

    Attributes:
        title: translated, such as "Call +45 33 11 22 33".
        run: does it, on the GUI thread.
        order: the palette lists by this number.
    """

    title: str
    icon: str
    run: Callable[[CommandWindow], object]
    subtitle: str = ""
    order: int = 50


HitActions = Callable[[AppContext, EntityRef], Sequence[HitAction]]
"""The actions that a feature has for a record; runs in a worker thread. Empty for kinds it does not know."""
