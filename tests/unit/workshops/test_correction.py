"""What a correction changes, and what it cannot be: plain rules over rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bimtek.config import SEED_DIR
from bimtek.workshops.domain.calendar import load_calendar
from bimtek.workshops.domain.correctable import seed_limits, seed_texts
from bimtek.workshops.domain.correction import (
    NONE,
    Corrections,
    Part,
    Row,
    changed_days,
    corrected_units,
    fault_of,
    name_taken,
    retired,
    unit_key,
)
from bimtek.workshops.domain.unit_matching import load_units, match_unit

AT = datetime(2026, 11, 9, 1, 0)
SOURCE = "Keputusan Bupati Nomor 1 Tahun 2026"
UNITS = load_units(SEED_DIR / "units.toml")
RENAMED = {"name": "Dinas Kesehatan Masyarakat", "short": "Dinkesmas", "also": [], "retired": False}
NEW = {
    "name": "Dinas Contoh Baru",
    "short": "Discob",
    "also": ["Dinas Coba"],
    "kind": "dinas",
    "level": "kabupaten",
    "retired": False,
}


def _row(
    part: Part, key: str, value: dict[str, Any] | None, number: int = 1, at: datetime = AT, source: str = SOURCE
) -> Row:
    return Row(number, part, key, value, source, 1, at)


def test_a_free_day_moves_what_is_counted_over_it_and_a_day_taken_back_counts_again() -> None:
    seed = load_calendar(SEED_DIR / "calendar.toml")
    wednesday, christmas = date(2026, 11, 11), date(2026, 12, 25)
    given = Corrections([
        _row(Part.HOLIDAY, wednesday.isoformat(), {"kind": "local", "name": "Hari Jadi"}),
        _row(Part.HOLIDAY, christmas.isoformat(), {"kind": "working", "name": ""}, 2),
    ])  # fmt: skip
    changed = seed.changed(changed_days(given))
    assert changed.why(wednesday) == "Hari Jadi"
    assert changed.due_date(date(2026, 11, 9), 3) == date(2026, 11, 13)
    assert seed.due_date(date(2026, 11, 9), 3) == date(2026, 11, 12)
    assert changed.is_working_day(christmas)
    assert not seed.is_working_day(christmas)


def test_the_newest_counts_and_null_gives_back_what_seed_says() -> None:
    key, day = "2026-11-11", date(2026, 11, 11)
    rows = [
        _row(Part.HOLIDAY, key, {"kind": "local", "name": "Satu"}),
        _row(Part.HOLIDAY, key, {"kind": "local", "name": "Dua"}, 2),
    ]
    assert changed_days(Corrections(rows)) == {day: "Dua"}
    given = Corrections([*rows, _row(Part.HOLIDAY, key, None, 3)])
    assert changed_days(given) == {}
    assert [row.id for row in given.history(Part.HOLIDAY, key)] == [3, 2, 1]


def test_days_and_limits_are_known_as_they_stood_at_an_instant() -> None:
    later = AT + timedelta(hours=1)
    given = Corrections([
        _row(Part.DEADLINE, "verification", {"days": 4}), _row(Part.DEADLINE, "verification", {"days": 9}, 2, later),
    ])  # fmt: skip
    then = given.as_of(AT)
    assert then.of(Part.DEADLINE)["verification"].value == {"days": 4}
    assert given.as_of(AT) is then
    assert given.as_of(later) is given
    assert not given.as_of(AT - timedelta(seconds=1)).of(Part.DEADLINE)


def test_a_renamed_unit_is_known_by_both_names_and_a_retired_one_stays_in_the_list() -> None:
    given = Corrections(
        [
            _row(Part.UNIT, "dinkes", RENAMED),
            _row(Part.UNIT, "setwan", RENAMED | {"name": "Sekretariat Dewan", "short": "Setwan", "retired": True}, 2),
            _row(Part.UNIT, "gone", RENAMED, 3),
        ]
    )
    units = corrected_units(UNITS, given)
    assert [unit.id for unit in units] == [unit.id for unit in UNITS]
    assert match_unit("Dinas Kesehatan Masyarakat", units).id == "dinkes"
    assert match_unit("Dinkes", units).id == "dinkes"
    assert retired(given) == {"setwan"}
    assert corrected_units(UNITS, NONE) == UNITS


def test_a_new_unit_comes_last_under_a_key_of_its_own() -> None:
    units = corrected_units(UNITS, Corrections([_row(Part.UNIT, "dinas-contoh-baru", NEW)]))
    assert units[:-1] == UNITS
    assert match_unit("Dinas Coba", units).id == "dinas-contoh-baru"
    assert unit_key("Dinas Contoh Baru", {"dinas-contoh-baru"}) == "dinas-contoh-baru-2"
    assert unit_key("???", ()) == "unit"


def test_a_name_of_another_unit_is_not_given_twice_however_it_is_written() -> None:
    assert name_taken(["DINAS  kesehatan"], "setda", UNITS) == "Dinas Kesehatan"
    assert name_taken(["Dinas Kesehatan"], "dinkes", UNITS) is None


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        (Part.DEADLINE, "verification", {"days": 0}), (Part.DEADLINE, "verification", {"days": 121}),
        (Part.DEADLINE, "verification", {"days": True}), (Part.DEADLINE, "verification", {"days": "3"}),
        (Part.DEADLINE, "../x", {"days": 3}), (Part.DEADLINE, "verification", {}),
        (Part.HOLIDAY, "2026-02-30", {"kind": "local", "name": "Hari"}),
        (Part.HOLIDAY, "2036-01-01", {"kind": "local", "name": "Hari"}),
        (Part.HOLIDAY, "2026-01-05", {"kind": "feast", "name": "Hari"}),
        (Part.HOLIDAY, "2026-01-05", {"kind": "local", "name": ""}),
        (Part.UNIT, "dinkes", RENAMED | {"name": "x"}), (Part.UNIT, "dinkes", RENAMED | {"also": ["ab"] * 11}),
        (Part.UNIT, "Dinkes", RENAMED), (Part.TEXT, "ground.a", {"explanation": "x" * 601}),
    ],
)  # fmt: skip
def test_what_is_out_of_bounds_is_said(part: Part, key: str, value: dict[str, Any]) -> None:
    assert fault_of(_row(part, key, value))


def test_what_is_within_bounds_is_sound_and_a_source_is_never_left_out() -> None:
    assert fault_of(_row(Part.DEADLINE, "completion.complaint", {"days": 120})) is None
    assert fault_of(_row(Part.UNIT, "dinas-contoh-baru", NEW)) is None
    assert fault_of(_row(Part.DEADLINE, "verification", {"days": 3}, source="")) is not None
    assert fault_of(_row(Part.DEADLINE, "verification", None, source="")) is None


def test_every_limit_and_text_of_seed_could_be_corrected_to_what_it_says() -> None:
    for limit in seed_limits(SEED_DIR / "deadlines.toml"):
        assert fault_of(_row(Part.DEADLINE, limit.key, {"days": limit.days}, source=limit.source)) is None
    for text in seed_texts(SEED_DIR / "ppid"):
        assert fault_of(_row(Part.TEXT, text.key, {"explanation": text.explanation}, source=text.source)) is None
