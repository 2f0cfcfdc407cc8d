from __future__ import annotations

import ast
import re

from tests.architecture.source import place, sources, tree_of


def declarations() -> list[tuple[str, str, str]]:
    """Each `NAME = Setting("key", …)` of the program: where, name, key."""
    found = []
    for path in sources("crm_desktop"):
        for node in tree_of(path).body:
            call = getattr(node, "value", None)
            if not (isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(call, ast.Call)):
                continue
            if not ast.unparse(call.func).startswith("Setting"):
                continue
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            key = call.args[0]
            assert isinstance(key, ast.Constant), (
                f"{place(path, node)}: the key has to be readable in the source"
            )
            found.append((place(path, node), ast.unparse(target), str(key.value)))
    return found


def listed_names() -> set[str]:
    """Every name inside a tuple that gathers declarations (`DECLARED`, `SETTINGS`)."""
    return {
        name.id
        for path in sources("crm_desktop")
        for node in tree_of(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        if re.search(
            r"DECLARED|SETTINGS",
            ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target),
        )
        for name in ast.walk(node)
        if isinstance(name, ast.Name)
    }


def test_settings_have_one_stable_key_and_are_listed() -> None:
    settings = declarations()
    keys = [key for _where, _name, key in settings]
    assert len(keys) == len(set(keys)), "a key is declared twice"
    assert all(re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", key) for key in keys)
    listed = listed_names()
    missing = [(where, name) for where, name, _key in settings if name not in listed]
    assert not missing, f"declared but in no list, so reading it would fail: {missing}"
