"""Names of people in the class never reach the wall; places, offices and common words do."""

from __future__ import annotations

import pytest

from bimtek.debrief.domain.taking_out import Found, merged, names_in, numbers_in, taken_out, unit_in

ROSTER = ("Andi Sulfiani Rahmatia, S.Sos.", "Drs. H. Baharuddin Tolla", "Nur Aeni", "Suharto", "Muh. Rizal")


def _passages(text: str) -> list[str]:
    return [found.passage for found in names_in(text, ROSTER, {"masamba", "baebunta", "andi"})]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Hormat kami, Andi Sulfiani Rahmatia", "Andi Sulfiani Rahmatia"),
        ("hormat kami, andi sulfiani rahmatia", "andi sulfiani rahmatia"),
        ("SULFIANI sudah memeriksa", "SULFIANI"),
        ("Petugas kami (Baharuddin) memeriksa", "Baharuddin"),
        ("Laporan diterima oleh Suharto kemarin", "Suharto"),
        ("Silakan hubungi Ibu Nur di loket", "Nur"),
        ("Silakan hubungi bapak Rizal di loket", "Rizal"),
        ("diperiksa nur aeni kemarin", "nur aeni"),
        ("diperiksa suharto kemarin", "suharto"),
        ("Silakan hubungi Bapak Andi di loket", "Andi"),
    ],
)
def test_a_name_is_found_in_whole_in_part_and_in_any_case(text: str, passage: str) -> None:
    assert _passages(text) == [passage]


@pytest.mark.parametrize(
    "text",
    [
        "Jalan Andi Djemma di Masamba rusak sepanjang 40 meter.",
        "Bapak/Ibu Pelapor, petugas kami memeriksa pompa di Desa Baebunta.",
        "Cahaya lampu sudah nur kembali.",
        "",
    ],
)
def test_places_and_common_parts_alone_are_no_names(text: str) -> None:
    assert _passages(text) == []


def test_a_place_that_is_also_a_part_of_a_name_stays() -> None:
    assert names_in("Kantor di Masamba buka pukul 08.00.", ["Siti Masamba"], {"masamba"}) == []


def test_the_number_of_a_report_is_found() -> None:
    found = numbers_in("Laporan SIM-4100218 dan SIM-B4100219, juga sim-d0004001.")
    assert [one.passage for one in found] == ["SIM-4100218", "SIM-B4100219", "sim-d0004001"]


def test_the_writers_own_unit_is_found_in_any_case_and_not_inside_a_word() -> None:
    assert [one.passage for one in unit_in("Kami dari KELURAHAN  Bone.", "Kelurahan Bone")] == ["KELURAHAN  Bone"]
    assert unit_in("Kelurahan Bonewae", "Kelurahan Bone") == []
    assert unit_in("apa saja", " ") == []


def test_what_is_certain_is_replaced_and_hints_are_left() -> None:
    text = "Ibu Nur Aeni tinggal di pojok"
    found = [*names_in(text, ROSTER), Found(24, 29, "pojok", "x", "", "[y]", certain=False)]
    assert taken_out(text, found) == "Ibu [nama disamarkan] tinggal di pojok"


def test_of_passages_that_overlap_the_surer_then_the_longer_stands() -> None:
    sure, long, other = (
        Found(2, 5, "", "sure", "", ""),
        Found(0, 6, "", "long", "", "", False),
        Found(8, 9, "", "", "", ""),
    )
    assert merged([long, other, sure]) == [sure, other]


def test_a_long_hostile_text_costs_no_more_than_its_length() -> None:
    assert len(names_in("Suharto " * 2000, ROSTER)) == 1
    assert names_in("a-" * 5000 + "'" * 5000, ROSTER) == []
