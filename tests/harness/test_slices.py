"""A slice of every harness, with its control, in the run of all tests. The full runs are in CONTRIBUTING.md."""

import os

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tests.harness import damaged, faults, kill, power_cut, rescue, upgrade, watchdog
from tests.harness.memory import Memory

pytestmark = [
    pytest.mark.harness,
    pytest.mark.skipif(os.name == "nt", reason="kill -9, fork and the file layer of POSIX"),
]

MODES = pytest.mark.parametrize("filesystem", ["ext4", "nfs4"])


@MODES
def test_no_kill_loses_or_tears_a_step(filesystem):
    line = kill.run(filesystem, kills=12, writers=3, seed=1)
    assert line["steps"] > 0
    assert (line["lost"], line["torn"], line["problems"], line["died"]) == (0, 0, 0, 0)


def test_control_writers_that_acknowledge_too_early_are_found_out():
    assert kill.run("ext4", kills=12, writers=3, seed=1, is_hasty=True)["lost"] > 0


@MODES
def test_an_import_cut_off_is_taken_back(filesystem):
    line = kill.cut_long_steps(filesystem, kills=3, seed=2)
    assert line["wrong"] == 0


@MODES
def test_no_power_cut_loses_or_damages_anything(filesystem):
    line = power_cut.run(filesystem, cuts=40, seed=1, rounds=1)
    assert line["ok"] == 40, line


def test_control_a_disk_that_ignores_syncs_is_found_out():
    assert power_cut.run("ext4", cuts=12, seed=1, is_lying=True, rounds=1)["ok"] < 12


@pytest.mark.parametrize("error", faults.ERRORS)
@pytest.mark.parametrize("operation", faults.OPERATIONS)
def test_a_full_or_failing_disk_is_told_in_words_and_the_file_is_intact(operation, error):
    stride = {"import": 300, "restore": 350, "backup": 150, "upgrade": 200, "open": 30}.get(operation, 60)
    assert faults.run(operation, error, stride, seed=1)["_details"] == []


def test_control_a_swallowed_fault_is_found_out():
    assert faults.run("control", "I/O error", 60, seed=1, how=("once", "dies"))["wrong"] > 0


@pytest.mark.parametrize(("written", "opened"), damaged.PLACES)
def test_damaged_files_are_answered_in_words_and_left_alone(written, opened):
    assert damaged.run(written, opened, files=40, seed=1)["_details"] == []


def test_control_a_program_that_writes_before_it_looks_is_found_out():
    assert damaged.run("ext4", "ext4", files=4, seed=1, is_control=True)["altered"] == 4


@MODES
def test_an_upgrade_killed_anywhere_is_old_or_new(filesystem):
    assert upgrade.run(filesystem, stride=40, seed=1)["_details"] == []


def test_control_an_upgrade_without_its_transaction_is_found_out():
    assert upgrade.run("ext4", stride=60, seed=1, is_careless=True)["wrong"] > 0


def test_foreign_keys_are_off_during_an_upgrade_and_the_count_would_notice_if_not():
    outcomes = [line["children of the rebuilt table"] for line in upgrade.cascades()]
    assert outcomes == ["5 of 5 rows kept", "refused, file as before"]


def test_what_lies_outside_ruined_pages_is_rescued():
    lines = rescue.measure(people=1500, seed=1)
    assert all(float(line["outside rescued"]) >= rescue.ENOUGH and not line["problems"] for line in lines), (
        lines
    )
    assert any(float(line["simple reader"]) < rescue.ENOUGH for line in lines), "the control did not fail"


def test_the_rescue_of_a_damaged_file_ends_well_or_in_words():
    assert rescue.run(files=8, seed=1)["_details"] == []


def test_the_window_never_stands_still_for_long():
    """With room for a machine that is slower, or busy, than that of the full run."""
    found = watchdog.run(watchdog.Plan(2_000, seed=1, rounds=1))["_session"]
    assert (found.end, found.errors) == ("", [])
    assert [str(stall) for stall in found.stalls if stall.cpu_ms > 4 * watchdog.LIMIT_MS] == []


def test_control_a_sleep_on_the_windows_thread_is_found_out():
    found = watchdog.run(watchdog.Plan(2_000, seed=1, is_sleepy=True))["_session"]
    assert [stall for stall in found.stalls if "_sleep_on_the_window" in stall.stack]


def test_what_the_window_holds_does_not_grow():
    assert watchdog.quick().grows == []


def test_control_a_window_that_keeps_a_little_of_each_round_is_found_out(qapp):
    """The full run plays a whole session that leaks."""
    window = QWidget()
    for is_leaky in (False, True):
        memory = Memory()
        for _round in range(8):
            if is_leaky:
                QVBoxLayout(QWidget(window)).addWidget(QLabel("kept"))
                QVBoxLayout(QWidget(window)).addWidget(QLabel("kept"))
            memory.note_objects()
        assert bool(memory.grows) == is_leaky
    window.deleteLater()
