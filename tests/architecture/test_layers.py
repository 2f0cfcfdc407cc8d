from __future__ import annotations

import subprocess
import sys

from tests.architecture.source import PACKAGE, ROOT, sources


def test_import_contracts_hold() -> None:
    check = "from importlinter.cli import lint_imports_command as check; check()"
    done = subprocess.run(
        [sys.executable, "-c", check, "--no-logo"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_documentation_lists_every_package_and_resource_folder() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    packages = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("*/**/__init__.py")}
    folders = {path.name for path in (ROOT / "resources").iterdir() if path.is_dir()}
    missing = [name for name in sorted(packages | folders) if f"`{name}/`" not in text]
    assert not missing, f"docs/architecture.md says nothing of {missing}"


def test_readme_opens_with_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    opening = [line.strip() for line in lines[:12]]
    assert "python3 bootstrap.py run" in " ".join(opening)
    assert "python3 bootstrap.py test" in " ".join(opening)
    assert "python3 bootstrap.py test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_contributing_guide_names_every_harness() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    harnesses = [
        path.stem for path in sources("tests/harness") if "--full" in path.read_text("utf-8").split('"""')[1]
    ]
    missing = [name for name in harnesses if f"tests.harness.{name} --full" not in guide]
    assert not missing, f"CONTRIBUTING.md does not say how to run {missing}"
