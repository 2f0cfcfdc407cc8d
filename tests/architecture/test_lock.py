"""requirements.lock is complete, fits pyproject.toml, and names no place to fetch from."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINNED = {
    canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, re.M)
}


def test_every_dependency_is_pinned_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *project["optional-dependencies"]["build"],
    ]
    for requirement in map(Requirement, wanted):
        version = PINNED.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not in requirements.lock"
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


def test_every_pin_has_hashes_and_no_address() -> None:
    entries = re.split(r"\n(?=[a-z])", "\n".join(line for line in LOCK.splitlines() if "#" not in line))
    assert all("--hash=sha256:" in entry for entry in entries if entry.strip())
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|(?<!\w)/\w", LOCK)
