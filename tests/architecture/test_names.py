from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import place, sources, tree_of

BANNED = ("manager", "helper", "util", "handler", "processor", "data", "info", "misc")
"""A class or module that needs such a word has no clear job."""


def last_word(name: str) -> str:
    """`ContactHelpers` gives `helper`, `some_data` gives `data`."""
    words = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)
    word = words[-1].lower() if words else ""
    return word[:-1] if word.endswith("s") and word[:-1] in BANNED else word


@pytest.mark.parametrize(
    ("name", "word"), [("ContactHelpers", "helper"), ("some_data", "data"), ("Database", "database")]
)
def test_last_word(name: str, word: str) -> None:
    assert last_word(name) == word


def test_no_class_or_module_has_an_empty_name() -> None:
    found = []
    for path in sources("crm_desktop"):
        if last_word(path.stem) in BANNED:
            found.append(str(path))
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef) and last_word(node.name) in BANNED:
                found.append(f"{place(path, node)} {node.name}")
    assert not found
