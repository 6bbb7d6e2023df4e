"""A written unit is matched when it is clearly meant, and left to a person when it is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.workshops.domain.unit_matching import Unit, load_units, match_unit

UNITS = load_units(SEED_DIR / "units.toml")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_every_name_the_seed_knows_finds_its_own_unit(unit: Unit) -> None:
    assert {match_unit(name, UNITS).id for name in (unit.name, unit.short, *unit.also)} == {unit.id}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Kec. Masamba", "kec-masamba"),
        ("KECAMATAN MASAMBA", "kec-masamba"),
        ("Kantor Camat Seko", "kec-seko"),
        ("Kec Bonebone", "kec-bone-bone"),
        ("Kel. Bone Bone", "kel-bone-bone"),
        ("Kel. Bone", "kel-bone"),
        ("Kel. Bone Tua", "kel-bone-tua"),
        ("Kel. Bone Kec. Masamba", "kel-bone"),
        ("Kecamatan Masamba, Kelurahan Bone", "kel-bone"),
        ("Kec. Sukamaju", "kec-sukamaju"),
        ("Kec. Sukamaju Sel.", "kec-sukamaju-selatan"),
        ("Kecamatan Malangke, Kabupaten Luwu Utara", "kec-malangke"),
        ("Din. Kesehatan Kab. Luwu Utara", "dinkes"),
        ("Dinas Komunikasi dan Informatika", "diskominfosp"),
        ("Dinas Kesehatn", "dinkes"),
        ("Kelurahan Kapuna", "kel-kappuna"),
        ("SETDA LUTRA", "setda"),
        ("PT. PLN (Persero)", "pln"),
        ("Dinas Pendidikan", "disdikbud"),
        ("Dinas Pendidikan Provinsi", "disdikprov"),
        ("Kantor Pertanahan", "bpn"),
    ],
)
def test_the_ways_organisers_write_a_unit_find_it(written: str, expected: str) -> None:
    assert match_unit(written, UNITS).id == expected


@pytest.mark.parametrize(
    "written",
    [
        "", "Masamba", "Bone", "Bone Bone", "Dinas", "Badan", "Kecamatan", "Sekretariat", "Kabupaten Luwu Utara",
        "Kecamatan Bone", "Kelurahan Masamba", "Kecamatan Sabbang Utara", "Kel. Bone Kec. Bone Bone", "Desa Malangke",
        "Dinas Pertanahan", "Dinas Peternakan", "Badan Pembangunan", "BPJS", "Andi Djemma", "Puskesmas Seko",
        "Dinas Kesehatan Kabupaten Luwu Timur", "Dinas Sosial Kota Palopo", "Dinas Perhubungan Provinsi", "sda", '"',
    ],
)  # fmt: skip
def test_a_unit_that_is_not_clearly_meant_gets_no_id(written: str) -> None:
    assert match_unit(written, UNITS).id is None


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Masamba", "Kecamatan Masamba"),
        ("Desa Pattimang, Kec. Malangke", "Kecamatan Malangke"),
        ("Dinas Koperasi dan UKM", "Dinas Perdagangan, Perindustrian, Koperasi dan Usaha Kecil Menengah"),
        ("Dinas Sosial Kota Palopo", "Dinas Sosial"),
        ("Dinas Kesehatan Kabupaten Luwu Timur", "Dinas Kesehatan"),
    ],
)
def test_an_unclear_unit_comes_with_the_nearest_one_as_a_hint(written: str, hint: str) -> None:
    found = match_unit(written, UNITS)
    assert (found.id, found.name, found.how) == (None, hint, "suggestion")


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_matching(written: str) -> None:
    found = match_unit(written, UNITS)
    assert 0 <= found.score <= 100
    assert found.id is None or found.id in {unit.id for unit in UNITS}


def test_without_known_units_nothing_is_matched() -> None:
    assert match_unit("Dinas Kesehatan", ()).id is None
    assert match_unit("Kecamatan Seko", ()).id is None
