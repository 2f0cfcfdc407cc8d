"""Rows read from pages without SQLite are the rows that SQLite wrote."""

import random

import pytest

from crm_desktop.storage import driver, row_pages


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "rows.db"
    rng = random.Random(4)
    rows = {
        n.to_bytes(16, "big"): (
            "é漢x" * rng.choice((0, 5, 200, 700, 3000)),
            rng.choice((None, 0, 1, -1, 127, -40_000, 2**31, 2**47, -(2**62))),
            rng.randbytes(rng.randrange(50)),
            rng.choice((None, 0.5)),
        )
        for n in range(400)
    }
    connection = driver.connect(path, mode="rwc")
    connection.execute(
        "create table t (id blob primary key, a text, b integer, c blob, d real) without rowid"
    )
    connection.executemany(
        "insert into t values (?, ?, ?, ?, ?)", [(key, *rest) for key, rest in rows.items()]
    )
    connection.close()
    return path, rows


def test_every_row_is_read_with_all_its_values_however_long(written):
    path, rows = written
    found = {r.key: tuple(r.values()[1:]) for r in row_pages.records(path.read_bytes()) if r.key}
    assert found == rows


def test_random_damage_is_passed_over_without_a_word(written):
    path, _rows = written
    image = path.read_bytes()
    rng = random.Random(5)
    for _ in range(20):
        hurt = bytearray(image)
        for _ in range(200):
            hurt[rng.randrange(len(hurt))] = rng.randrange(256)
        for record in row_pages.records(bytes(hurt[: rng.randrange(len(hurt))])):
            if record.key is not None:
                try:
                    record.values()
                except ValueError:
                    continue
