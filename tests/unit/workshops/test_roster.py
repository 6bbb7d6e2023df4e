"""A list as organisers make it becomes people, faults and ignored lines; nothing is guessed and no row is lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.workshops.domain.roster import Line, Roster, plain_name, read_roster
from bimtek.workshops.domain.roster_header import recognise
from bimtek.workshops.domain.sheets import SheetFault, Table, read_table
from bimtek.workshops.domain.unit_matching import load_units

DATA = Path(__file__).parents[2] / "data" / "rosters"
UNITS = load_units(SEED_DIR / "units.toml")
HEADER = "No;Nama;NIP;Jabatan;Unit Kerja;Kelompok\n"


def read(data: bytes) -> Roster:
    table = read_table(data, "peserta.csv")
    assert isinstance(table, Table), table
    roster = read_roster(table, UNITS)
    assert isinstance(roster, Roster), roster
    lines = [person.line for person in roster.people] + [ignored.line for ignored in roster.ignored_lines]
    assert sorted(lines) == list(range(1, len(table.rows) + 1))
    return roster


def file(name: str) -> Roster:
    return read((DATA / name).read_bytes())


def rows(*lines: str, header: str = HEADER) -> list[Line]:
    return read((header + "\n".join(lines)).encode()).people


def codes(person: Line) -> set[tuple[str, str]]:
    return {(fault.code, fault.severity) for fault in person.faults}


def test_the_demo_class_has_118_people_without_a_fault() -> None:
    people = read((SEED_DIR / "demo_roster.csv").read_bytes()).people
    assert len(people) == 118
    assert all(not person.faults and person.unit_match.id for person in people)
    assert all(len(person.nip) == 18 and person.nip.endswith("000") for person in people)
    assert people[4].name == "Abd. Rahman Marpaung, A.Md."
    assert (people[4].line, people[4].group) == (6, "Kelompok 5")


def test_a_printed_list_with_split_header_merged_cells_and_two_signatures_is_read() -> None:
    roster = file("split_header_merged.xlsx")
    assert [(person.line, person.name, person.unit_match.id, person.group) for person in roster.people] == [
        (7, "Siti Contohwati, S.Sos.", "dinkes", "Kelas A"),
        (8, "Budi Umpama", "dinkes", "Kelas A"),
        (9, "Rina Misalnya, S.H.", "kec-masamba", "Kelas A"),
    ]
    assert all(person.faults == [] for person in roster.people)
    why = {ignored.line: ignored.why for ignored in roster.ignored_lines}
    assert why[6] == "nomor kolom"
    assert why[10] == "hanya nomor urut"
    assert why[12].startswith("penutup daftar")
    assert why[16] == "di bawah daftar"


def test_each_fault_is_told_at_its_line() -> None:
    found = {person.line: codes(person) for person in file("faulty_lines.csv").people}
    assert found == {
        2: {("name_missing", "stop")},
        3: {("nip_damaged", "stop")},
        4: {("nip_length", "stop")},
        5: {("nip_length", "stop")},
        6: {("nip_letters", "stop")},
        7: {("nip_date", "warn")},
        8: {("nip_missing", "warn")},
        9: {("formula", "stop")},
        10: {("unit_unknown", "warn")},
        11: {("duplicate", "stop")},
        12: {("duplicate", "stop"), ("nip_missing", "warn")},
        13: {("duplicate", "stop")},
        14: {("control_character", "stop")},
        15: {("too_long", "stop")},
        16: {("formula", "warn")},
        17: {("unit_unknown", "warn")},
    }


def test_a_number_that_lost_its_digits_is_damaged_and_a_formula_is_not_taken() -> None:
    people = file("numbers_and_formulas.xlsx").people
    assert [codes(person) for person in people] == [
        {("nip_damaged", "stop")},
        {("formula", "stop")},
        {("nip_damaged", "stop")},
        {("formula", "warn")},
    ]
    assert people[1].name.startswith("=HYPERLINK")
    assert "rusak oleh aplikasi lembar kerja" in people[0].faults[0].message


@pytest.mark.parametrize(
    "written", ["1.97805E+17", "1,97805E+17", "1.97805312005011e+17", "197805312005011000.0", "197805312005011000,00"]
)
def test_every_form_of_a_damaged_nip_stops_the_line(written: str) -> None:
    (person,) = rows(f"1;Ani Contoh;{written};Staf;Dinas Sosial;")
    assert codes(person) == {("nip_damaged", "stop")}
    assert person.nip == written


@pytest.mark.parametrize(
    "written",
    ["19800101 200501 2 000", "198001012005012000", "'198001012005012000", "NIP. 19800101 200501 2 000",
     "19800101.200501.2.000", "19800101\u00a0200501 2 000"],
)  # fmt: skip
def test_the_digits_of_a_nip_are_joined(written: str) -> None:
    (person,) = rows(f"1;Ani Contoh;{written};Staf;Dinas Sosial;")
    assert (person.nip, person.faults) == ("198001012005012000", [])


@pytest.mark.parametrize(("header", "expected"), [("NIP / NIK", set()), ("NIP", {("nip_length", "stop")})])
def test_sixteen_digits_are_a_nik_only_where_the_column_says_so(header: str, expected: set[tuple[str, str]]) -> None:
    (person,) = rows("1;Ani Contoh;7322990101800001;Dinas Sosial", header=f"No;Nama;{header};Instansi\n")
    assert codes(person) == expected


def test_staff_of_a_state_company_need_no_nip() -> None:
    company, office = rows("1;Ani Contoh;-;Staf;PT PLN (Persero) ULP Masamba;", "2;Budi Umpama;-;Staf;Dinas Sosial;")
    assert company.faults == []
    assert codes(office) == {("nip_missing", "warn")}
    assert office.can_be_taken


def test_the_same_person_twice_stops_the_later_line_only() -> None:
    first, second = rows(
        "1;Drs. Ani Contoh, M.Si.;198001012005012000;Staf;Dinas Sosial;",
        "2;ANI CONTOH;198001012005012000;Staf;Dinsos;",
    )
    assert first.faults == []
    assert codes(second) == {("duplicate", "stop")}
    assert "baris 2" in second.faults[0].message


def test_one_nip_beside_two_names_stops_both_lines() -> None:
    people = rows("1;Ani Contoh;198001012005012000;;Dinas Sosial;", "2;Budi Umpama;198001012005012000;;Dinas Sosial;")
    assert [codes(person) for person in people] == [{("duplicate", "stop")}] * 2


def test_namesakes_with_two_nips_only_warn_and_in_two_units_do_not() -> None:
    _, same_unit, other_unit = rows(
        "1;Ani Contoh;198001012005012000;;Dinas Sosial;",
        "2;Ani Contoh;198102022006022000;;Dinas Sosial;",
        "3;Ani Contoh;198203032007032000;;Dinas Kesehatan;",
    )
    assert codes(same_unit) == {("duplicate", "warn")}
    assert other_unit.faults == []


def test_two_damaged_nips_alike_are_not_one_person() -> None:
    people = rows("1;Ani Contoh;1.97805E+17;;Dinas Sosial;", "2;Budi Umpama;1.97805E+17;;Dinas Kesehatan;")
    assert [codes(person) for person in people] == [{("nip_damaged", "stop")}] * 2


def test_titles_do_not_make_another_person_but_stay_in_the_name() -> None:
    assert plain_name("Dr. H. Ani Contoh, S.H., M.H.") == plain_name("ani  contoh") == "ani contoh"
    (person,) = rows("1;  Dr. H. Ani Contoh, S.H., M.H. ;198001012005012000;;Dinas Sosial;")
    assert person.name == "Dr. H. Ani Contoh, S.H., M.H."


def test_a_post_of_the_committee_does_not_end_the_list() -> None:
    people = rows("1;Ani Contoh;198001012005012000;Panitia;Dinas Sosial;", "2;Budi Umpama;-;Panitia;Bulog;")
    assert len(people) == 2


def test_a_person_without_number_and_nip_whose_post_is_in_the_committee_stays() -> None:
    people = rows("Ani Contoh;-;Ketua Panitia;Bulog", "Budi Umpama;-;Staf;Bulog", header="Nama;NIP;Jabatan;Instansi\n")
    assert len(people) == 2


@pytest.mark.parametrize(
    "closing",
    [";;;;Masamba, 20 November 2019;", ";Jumlah;;;118 orang;", ";Mengetahui,;;;Panitia Pelaksana;",
     ";;;;Masamba,      November 2019;", "Total;;;;;118"],
)  # fmt: skip
def test_nobody_below_the_closing_of_the_list_is_taken(closing: str) -> None:
    block = (closing, ";Kepala Dinas;;;Ketua Panitia;", ";Drs. Contoh Pejabat;;;Contoh Ketua, S.E.;")
    assert [person.name for person in rows("1;Ani Contoh;-;;Bulog;", *block)] == ["Ani Contoh"]


def test_a_list_that_goes_on_after_a_page_break_is_read_on() -> None:
    people = rows("1;Ani Contoh;-;;Bulog;", "Jumlah;;;;;1", HEADER.strip(), "2;Budi Umpama;-;;Bulog;")
    assert [person.name for person in people] == ["Ani Contoh", "Budi Umpama"]


def test_a_title_between_the_people_is_passed_over() -> None:
    roster = read((HEADER + "KELOMPOK SATU;;;;;\n1;Ani Contoh;-;;Bulog;\n").encode())
    assert [person.line for person in roster.people] == [3]


def test_a_numbered_line_with_a_unit_but_no_name_is_a_person_without_name() -> None:
    (person,) = rows("1;;;Sekretaris;Dinas Sosial;")
    assert ("name_missing", "stop") in codes(person)


def test_a_number_written_into_the_name_stops_the_line() -> None:
    (person,) = rows('1;"Ani Contoh\nNIP. 198001012005012000";Dinas Sosial', header="No;Nama / NIP;Instansi\n")
    assert ("name_digits", "stop") in codes(person)


def test_a_signature_block_below_the_nip_column_holds_nobody() -> None:
    block = (";;Masamba, 20 Nov 2019;;;", ";;Kepala Dinas;;;", ";;NIP. 19700101 199001 1 000;;;")
    assert [person.name for person in rows("1;Ani Contoh;-;;Bulog;", *block)] == ["Ani Contoh"]
    assert [person.name for person in rows("1;Ani Contoh;-;;Bulog;", block[1])] == ["Ani Contoh"]


def test_a_list_without_a_header_cannot_be_read() -> None:
    table = read_table(b"1;Ani Contoh;198001012005012000\n", "a.csv")
    assert isinstance(table, Table)
    fault = read_roster(table, UNITS)
    assert isinstance(fault, SheetFault)
    assert fault.code == "no_header"


def test_two_lists_side_by_side_are_not_halved_in_silence() -> None:
    roster = read(b"No;Nama;NIP;No;Nama;NIP\n1;Ani Contoh;-;2;Budi Umpama;-\n")
    assert any("nama" in note for note in roster.notes)


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("Nama", "name"), ("NAMA PESERTA", "name"), ("Nama Lengkap", "name"), ("NIP", "nip"), ("NIP/NIK", "nip"),
        ("NIP / NIK", "nip"), ("Jabatan", "post"), ("Unit Kerja", "unit"), ("Instansi", "unit"), ("OPD", "unit"),
        ("Asal Instansi", "unit"), ("Unit Kerja / Instansi", "unit"), ("Unit Kerja/\nInstansi", "unit"),
        ("Perangkat Daerah", "unit"), ("SKPD", "unit"), ("Nama OPD", "unit"), ("Kelompok", "group"),
        ("Kelas", "group"), ("No", "number"), ("No.", "number"), ("Tanda Tangan", "signature"), ("TTD", "signature"),
        ("Ket", "note"), ("Ket.", "note"), ("No. HP", None), ("Kelas Jabatan", None), ("Namanya Ani", None),
        ("N A M A", "name"), ("N I P", "nip"),
    ],
)  # fmt: skip
def test_the_header_words_of_organisers_are_known(word: str, field: str | None) -> None:
    assert recognise(word) == field


NAME = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM .,;'\"\t", min_size=3, max_size=40).map(str.strip).filter(
    lambda text: sum(character.isalpha() for character in text) >= 2 and text[0].isalpha()
)  # fmt: skip
UNIT = st.sampled_from([unit.name for unit in UNITS])


@given(
    st.lists(st.tuples(NAME, UNIT, st.integers(1, 99)), min_size=1, max_size=12),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=50, deadline=None)
def test_any_list_of_people_comes_back_as_written(
    people: list[tuple[str, str, int]], delimiter: str, encoding: str
) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(["No", "Nama Peserta", "NIP", "Instansi", "Kelompok"])
    for number, (name, unit, group) in enumerate(people, start=1):
        writer.writerow([number, name, f"19800101200501{number % 2 + 1}{number:02}0", unit, f"Kelompok {group}"])
    roster = read(written.getvalue().encode(encoding))
    assert [(person.name, person.unit, person.group) for person in roster.people] == [
        (name, unit, f"Kelompok {group}") for name, unit, group in people
    ]
    assert all(person.unit_match.name == person.unit for person in roster.people)


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=10))
@settings(max_examples=60, deadline=None)
def test_any_cells_below_a_header_lose_no_row(cells: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([HEADER.strip().split(";"), *cells])
    table = read_table(written.getvalue().encode("utf-8", "replace"), "a.csv")
    if isinstance(table, Table):
        roster = read_roster(table, UNITS)
        assert isinstance(roster, Roster)
        assert len(roster.people) + len(roster.ignored_lines) == len(table.rows)
