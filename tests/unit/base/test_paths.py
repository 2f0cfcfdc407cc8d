from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.paths import Paths, resources
from crm_desktop.base.private_files import make_private_folder, write_private

posix_only = pytest.mark.skipif(os.name == "nt", reason="file modes are a POSIX matter")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_resources_hold_the_programs_files() -> None:
    assert (resources() / "locale").is_dir()


def test_home_by_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_HOME", str(tmp_path / "stick"))
    paths = Paths.of_user()
    assert {paths.config, paths.state, paths.cache, paths.data} == {
        tmp_path / "stick" / name for name in ("config", "state", "cache", "data")
    }


def test_frozen_program_finds_the_folder_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRM_HOME")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "crm-desktop"))
    (tmp_path / "crm-desktop-home").mkdir()
    assert Paths.of_user() == Paths.below(tmp_path / "crm-desktop-home")


def test_system_places_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRM_HOME")
    assert "crm-desktop" in Paths.of_user().config.parts


@posix_only
def test_folders_are_private_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        paths = Paths.below(tmp_path / "home").make()
    finally:
        os.umask(old)
    assert {mode(folder) for folder in (paths.config, paths.state, paths.cache, paths.data, paths.logs)} == {
        0o700
    }


@posix_only
def test_open_folder_of_ours_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    make_private_folder(folder)
    assert mode(folder) == 0o700


def test_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EnvironmentProblem, match="cannot be made") as caught:
        make_private_folder(tmp_path / "file" / "folder")
    assert caught.value.reason == "io_error"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can make another's link")
def test_link_of_another_user_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    (tmp_path / "real").mkdir()
    link.symlink_to(tmp_path / "real")
    os.chown(link, 65534, 65534, follow_symlinks=False)
    with pytest.raises(EnvironmentProblem, match="another user"):
        make_private_folder(link)


@posix_only
def test_written_file_is_private_and_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "note"
    write_private(target, b"old")
    write_private(target, b"new")
    assert target.read_bytes() == b"new"
    assert mode(target) == 0o600
    assert list(tmp_path.glob(".note*")) == []


def test_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "note"
    write_private(target, b"old")

    def full_disk(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_private(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["note"]
