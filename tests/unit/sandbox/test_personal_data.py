"""What is personal in a text, what only looks like it, and how it is masked."""

from __future__ import annotations

import time

import pytest

from bimtek.sandbox.domain.personal_data import MAX_TEXT, Span, find, mask

NAME, ADDRESS = "Hamida Lantara", "Dusun Pammase RT 02, Desa Salulemo, Kec. Baebunta"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("NIK saya 7322994510800001.", "nik", "7322994510800001"),
        ("NIK 7322 9945 1080 0001 ya", "nik", "7322 9945 1080 0001"),
        ("hubungi 0840-1000-2233 nanti", "phone", "0840-1000-2233"),
        ("WA +62 840 1000 2233", "phone", "+62 840 1000 2233"),
        ("surel hamida.l@example.org.", "email", "hamida.l@example.org"),
        ("rumah di RT 02/RW 03 situ", "address", "RT 02/RW 03"),
        ("tinggal di Jalan Melati No. 17 itu", "address", "Jalan Melati No. 17"),
        ("Perumahan Baliase Indah Blok C/14", "address", "Perumahan Baliase Indah Blok C/14"),
        ("pedagang kios C-12 itu", "address", "kios C-12"),
        ("rumahnya pas di samping kios pupuk", "address", "rumahnya pas di samping kios pupuk"),
        ("dari Dusun Pammase tadi", "address", "Dusun Pammase"),
        ("Ibu Hamida menulis", "name", "Hamida"),
        ("Ibu H. menulis", "name", "H."),
        ("HAMIDA LANTARA", "name", "HAMIDA LANTARA"),
    ],
)
def test_personal_data_is_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(span.kind, span.text) for span in find(text, NAME, ADDRESS)]


@pytest.mark.parametrize(
    "text",
    [
        "NIP 197904112006041000",
        "NIP 19790411 200604 1 000",
        "Rp1.240.000 dan Rp 85.000.000",
        "pada 23–27 Februari 2026 pukul 08.00",
        "laporan SIM-1124 dan SIM-B210",
        "telepon (0473) 00-418",
        "objek pajak 73.22.030.011.004-0127.0",
        "pengaduan@kab.go.id",
        "Desa Salulemo, Kecamatan Baebunta",
        "jalan poros Salulemo rusak",
        "Pak Camat datang",
        "Dinas Lingkungan Hidup memeriksa",
        "harga 0,85 per liter",
    ],
)
def test_numbers_of_offices_money_and_places_are_not_personal(text: str) -> None:
    assert find(text, NAME, ADDRESS) == []


def test_a_common_part_of_a_name_counts_only_behind_a_form_of_address() -> None:
    assert find("RSUD Andi Djemma", "Andi Tenri") == []
    assert [span.text for span in find("Pak Andi menelepon", "Andi Tenri")] == ["Andi"]


def test_masking_says_what_was_hidden_and_keeps_the_rest() -> None:
    text = "Saya Hamida, NIK 7322994510800001, HP 084010002233, Dusun Pammase RT 02."
    assert mask(text, find(text, NAME, ADDRESS)) == (
        "Saya [nama disamarkan], NIK [NIK disamarkan], HP [nomor HP disamarkan], [alamat disamarkan]."
    )


def test_masked_text_holds_nothing_more_to_find() -> None:
    text = "Hamida Lantara 084010002233 hamida@example.org Jalan Melati No. 17"
    assert find(mask(text, find(text, NAME)), NAME) == []


def test_overlapping_spans_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        mask("abcdef", [Span(0, 4, "name", "abcd"), Span(2, 5, "name", "cde")])


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "0",
        "1 ",
        "Jalan ",
        "RT ",
        "A ",
        "Jalan Aaaa Bbbb ",
        "@",
        "a@",
        "rumah saya ",
        "Dusun A-A-A-",
        "08",
        "Pak N. ",
    ],
)
def test_hostile_text_takes_linear_time(part: str) -> None:
    text = (part * MAX_TEXT)[:MAX_TEXT]
    start = time.process_time()
    find(text, NAME, ADDRESS)
    assert time.process_time() - start < 0.5
