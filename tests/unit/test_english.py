"""The memory of English: whole texts, texts with places, sentences; what people wrote themselves is never touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bimtek.web.english import FOLDER, Memory, load_memory

MEMORY = Memory(
    {
        "Belum ada balasan publik.": "No public reply yet.",
        "Masih terbaca: {}. {}": "Still readable: {}. {}",
        "Nama menunjuk satu orang.": "A name points to one person.",
        "{} dari {} selesai": "{1} in all, {0} done",
        "Tangani laporan sampai tuntas": "See a report through",
        "Belum diterjemahkan": "",
    }
)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Belum ada balasan publik.", "No public reply yet."),
        ("Masih terbaca: “RT 03”. Nama menunjuk satu orang.", "Still readable: “RT 03”. A name points to one person."),
        ("Belum ada balasan publik. Nama menunjuk satu orang.", "No public reply yet. A name points to one person."),
        ("3 dari 8 selesai", "8 in all, 3 done"),
        ("U6 Tangani laporan sampai tuntas", "U6 See a report through"),
        ("Tangani laporan sampai tuntas.", "See a report through."),
    ],
)
def test_what_is_remembered_is_said_in_english(text: str, english: str) -> None:
    assert MEMORY.english(text) == english


@pytest.mark.parametrize(
    "text",
    [
        "Jalan di desa kami rusak. Belum ada balasan publik.",  # a citizen who says one of our sentences stays a citizen
        "Belum diterjemahkan",
        "",
        "terbaca",
        "x" * 5000,
    ],
)
def test_what_is_not_wholly_ours_stays_as_it_was_written(text: str) -> None:
    assert MEMORY.english(text) is None


def test_every_file_of_the_memory_can_be_read_and_keeps_its_places() -> None:
    assert len(load_memory()) >= 0
    for path in FOLDER.glob("*.json"):
        for key, value in json.loads(path.read_text(encoding="utf-8")).items():
            places = value.count("{}") + sum(value.count(f"{{{n}}}") for n in range(9))
            assert not value or places == key.count("{}"), f"{path.name}: {key}"


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "unit_1.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"unit_1\.json"):
        load_memory(tmp_path)
