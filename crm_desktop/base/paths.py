"""The folders the program may write to, and the one that holds its own files.

`CRM_HOME` puts everything below one folder: tests do that, and so does somebody who carries the program on a
stick. A frozen program finds a folder `crm-desktop-home` beside itself without being told.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from crm_desktop.base.private_files import make_private_folder
from crm_desktop.base.resource_files import resources

__all__ = ["APP_NAME", "Paths", "resources"]

APP_NAME = "crm-desktop"


@dataclass(frozen=True, slots=True)
class Paths:
    """The user's folders.

    Attributes:
        config: settings.
        state: logs, drafts, window places, the list of files last used.
        cache: what can be made again.
        data: where a new address file goes unless the user says otherwise, and the backups.
    """

    config: Path
    state: Path
    cache: Path
    data: Path

    @classmethod
    def below(cls, home: Path) -> Paths:
        """All four inside `home`."""
        return cls(home / "config", home / "state", home / "cache", home / "data")

    @classmethod
    def of_user(cls) -> Paths:
        """As the environment says: CRM_HOME, else the portable folder, else the system's places."""
        if home := os.environ.get("CRM_HOME"):
            return cls.below(Path(home).expanduser().absolute())
        portable = Path(sys.executable).resolve().parent / f"{APP_NAME}-home"
        if getattr(sys, "frozen", False) and portable.is_dir():
            return cls.below(portable)
        dirs = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
        return cls(dirs.user_config_path, dirs.user_state_path, dirs.user_cache_path, dirs.user_data_path)

    @property
    def logs(self) -> Path:
        """Where the program's log and crash file go."""
        return self.state / "logs"

    def make(self) -> Paths:
        """Create what is missing, each for the user alone (0700). Returns itself.

        Raises:
            EnvironmentProblem: a folder cannot be made, or is a link that belongs to somebody else.
        """
        for folder in (self.config, self.state, self.cache, self.data, self.logs):
            make_private_folder(folder)
        return self
