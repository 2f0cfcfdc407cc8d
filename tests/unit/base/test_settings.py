from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.base import settings as declared
from crm_desktop.base.i18n import N_
from crm_desktop.base.setting_file import SettingFile
from crm_desktop.base.settings import Scope, Setting, Settings, one_of, texts, whole_number

THEME = Setting("window.theme", "system", one_of("system", "light", "dark"), N_("Theme"), Scope.MACHINE)
START = Setting("labels.start", 1, whole_number(1, 100), N_("First label"))
FILES = Setting("files.recent", (), texts(), N_("Recent files"))
COUNTRY = Setting("sender.country", "DK", declared.text(2), N_("Own country"), Scope.DATABASE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def open_settings(folder: Path) -> Settings:
    stores = {
        Scope.MACHINE: SettingFile(folder / "machine.json"),
        Scope.USER: SettingFile(folder / "user.json"),
    }
    return Settings([THEME, START, FILES, COUNTRY], stores)


def test_default_until_set_and_kept_after(folder: Path) -> None:
    settings = open_settings(folder)
    assert settings.get(START) == 1
    settings.set(START, 5)
    settings.set(FILES, ("a.crm", "b.crm"))
    again = open_settings(folder)
    assert again.get(START) == 5
    assert again.get(FILES) == ("a.crm", "b.crm")
    again.reset(START)
    assert open_settings(folder).get(START) == 1


def test_each_scope_has_its_file(folder: Path) -> None:
    settings = open_settings(folder)
    settings.set(THEME, "dark")
    settings.set(START, 5)
    assert json.loads((folder / "machine.json").read_text())["values"] == {"window.theme": "dark"}
    assert json.loads((folder / "user.json").read_text())["values"] == {"labels.start": 5}


def test_bad_value_falls_back_and_is_reported_once(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "user.json").write_text('{"schema": 1, "values": {"labels.start": 900}}')
    settings = open_settings(folder)
    with caplog.at_level(logging.WARNING):
        assert settings.get(START) == 1
        assert settings.get(START) == 1
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1
    assert "labels.start" in told[0]
    assert "not a whole number from 1 to 100" in told[0]


def test_bad_value_cannot_be_set(folder: Path) -> None:
    settings = open_settings(folder)
    with pytest.raises(ValueError, match="1 to 100"):
        settings.set(START, 0)
    assert not (folder / "user.json").exists()


def test_unknown_keys_survive(folder: Path) -> None:
    (folder / "user.json").write_text('{"schema": 7, "values": {"of.a.newer.version": [1, 2]}}')
    open_settings(folder).set(START, 9)
    assert json.loads((folder / "user.json").read_text()) == {
        "schema": 7,
        "values": {"labels.start": 9, "of.a.newer.version": [1, 2]},
    }


def test_two_windows_do_not_wipe_each_others_settings(folder: Path) -> None:
    one, two = open_settings(folder), open_settings(folder)
    one.set(START, 3)
    two.set(FILES, ("a.crm",))
    again = open_settings(folder)
    assert (again.get(START), again.get(FILES)) == (3, ("a.crm",))


@given(st.binary(max_size=200))
def test_damaged_file_is_kept_aside(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    path = folder / "user.json"
    path.write_bytes(content)
    assert open_settings(folder).get(START) == 1
    aside = folder / "user.damaged.json"
    assert aside.read_bytes() == content


def test_undeclared_and_doubled_settings_are_mistakes(folder: Path) -> None:
    stray = Setting("stray", 1, whole_number(0, 9), N_("Stray"))
    with pytest.raises(KeyError):
        open_settings(folder).get(stray)
    with pytest.raises(ValueError, match="twice"):
        Settings([START, START], {})


def test_settings_of_the_file_come_and_go_with_it(folder: Path) -> None:
    class InMemory:
        def __init__(self, values: dict[str, Any]) -> None:
            self.values = values

        def load(self) -> Mapping[str, Any]:
            return self.values

        def save(self, key: str, value: Any) -> None:
            self.values[key] = value

        def remove(self, key: str) -> None:
            self.values.pop(key, None)

    settings = open_settings(folder)
    assert settings.get(COUNTRY) == "DK"
    with pytest.raises(KeyError):
        settings.set(COUNTRY, "KR")
    store = InMemory({"sender.country": "BR"})
    settings.attach(Scope.DATABASE, store)
    assert settings.get(COUNTRY) == "BR"
    settings.set(COUNTRY, "KR")
    assert store.values == {"sender.country": "KR"}
