"""How Indonesian text is cut into sentences, words, stems and dates."""

from __future__ import annotations

import pytest

from bimtek.modules.domain.judging.reply.phrases import PhraseBook
from bimtek.modules.domain.judging.reply.text import days, read, stems, words


def test_a_title_or_an_initial_does_not_end_a_sentence() -> None:
    told = read("Yth. Ibu N. Sappe, selamat siang. SP4N-LAPOR! dikelola pusat. Rp1.200.000 kembali.", {})
    assert [part.text for part in told] == [
        "Yth. Ibu N. Sappe, selamat siang.",
        "SP4N-LAPOR! dikelola pusat.",
        "Rp1.200.000 kembali.",
    ]


def test_a_sentence_knows_where_it_stands() -> None:
    text = "Satu.\n\n  Dua tiga.  Empat"
    assert [text[part.start : part.end] for part in read(text, {})] == ["Satu.", "Dua tiga.", "Empat"]


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("pemeriksaan", "periksa"),
        ("mengukur", "ukur"),
        ("menambal", "tambal"),
        ("dikirimkan", "kirim"),
        ("penyaluran", "salur"),
        ("diperbaiki", "baik"),
        ("memasang", "pasang"),
        ("laporannya", "lapor"),
    ],
)
def test_affixes_lead_back_to_the_root(word: str, root: str) -> None:
    assert root in stems(word)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("23–27 Februari 2026", [(23, 2), (27, 2)]),
        ("tgl 13/5/2026", [(13, 5)]),
        ("9 dan 12 Oktober", [(9, 10), (12, 10)]),
        ("18 s.d. 19/5", [(18, 5), (19, 5)]),
        ("tanggal 11 masih", [(11, 0)]),
        ("pukul 09.00", []),
        ("UU 23/2014", []),
    ],
)
def test_dates_are_read_as_written(text: str, found: list[tuple[int, int]]) -> None:
    assert [(day.day, day.month) for day in days(text)] == found


def test_a_short_form_is_read_as_its_words() -> None:
    assert [token.word for token in words("tks yg", {"tks": "terima kasih", "yg": "yang"})] == [
        "terima",
        "kasih",
        "yang",
    ]


def test_a_phrase_allows_a_gap_of_three_words_and_no_more() -> None:
    book = PhraseBook({"note": ["mohon .. arahan"]})
    assert book.find(words("mohon segera kami diberi arahan", {})).keys() == {"note"}
    assert not book.find(words("mohon segera nanti kami diberi arahan", {}))


def test_a_phrase_cannot_begin_with_a_gap() -> None:
    with pytest.raises(ValueError, match="gap"):
        PhraseBook({"note": [".. arahan"]})
