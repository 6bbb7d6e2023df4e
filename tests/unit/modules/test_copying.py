"""Texts that match are put before a trainer: planted copies come first, what the case itself says never counts."""

from __future__ import annotations

import random

from bimtek.modules.domain.copying import MOST_PAIRS, Written, longest_common, matches, runs

MATERIAL = "Petugas Bina Marga memeriksa ruas itu pada 11 November 2026 dan menemukan tujuh lubang di dekat jembatan."
HABIT = "Bapak dan Ibu dapat menanggapi di halaman ini atau datang ke loket kami pada jam kerja"
WORDS = (  # noqa: SIM905 -- words to draw from read better as a text
    "kami sudah telah akan petugas warga jalan lampu air sampah kantor pekan lalu besok siang pagi tim alat bahan "
    "kiriman jadwal surat laporan keluhan masukan pemeriksaan pekerjaan perbaikan pengantaran pengukuran pencatatan "
    "penjelasan penyelesaian pelayanan"
).split()


def own_text(rng: random.Random, words: int = 45) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(words))


def hall(copies: int) -> list[Written]:
    """118 officers who each write an own text around the same material and habit; the first ones are copied by others."""
    rng = random.Random(7)
    texts = [own_text(rng) for _ in range(118)]
    for n in range(copies):
        texts[60 + n] = texts[n].replace("kami", "Kami", 1) + " terima kasih banyak"
    return [Written(n, n, f"{MATERIAL} {text}. {HABIT}.", MATERIAL) for n, text in enumerate(texts)]


def test_five_planted_copies_among_118_come_first() -> None:
    found = matches(hall(5))
    assert {(match.first.person, match.second.person) for match in found[:5]} == {(n, 60 + n) for n in range(5)}
    assert all(match.share > 0.8 for match in found[:5])
    assert found[0].per_thousand < 1


def test_what_the_case_says_and_what_everybody_says_is_no_copy() -> None:
    assert all(match.share < 0.3 for match in matches(hall(0)))


def test_nobody_copies_from_oneself() -> None:
    text = own_text(random.Random(1))
    assert matches([Written(1, 7, text), Written(2, 7, text)]) == ()


def test_short_texts_tell_nothing() -> None:
    assert (
        matches([Written(1, 1, "Terima kasih atas laporannya."), Written(2, 2, "Terima kasih atas laporannya.")]) == ()
    )


def test_the_common_passage_is_shown_as_it_was_written() -> None:
    text = "Awal saja. Kami menambal tujuh lubang di dekat jembatan besok pagi. Akhir."
    assert longest_common(text, runs("kami menambal tujuh lubang di dekat jembatan besok pagi")) == (
        "Kami menambal tujuh lubang di dekat jembatan besok pagi"
    )
    assert longest_common(text, set()) == ""


def test_the_list_is_bounded() -> None:
    text = own_text(random.Random(3))
    two_each = [Written(n, n // 2, text + f" {n}", "") for n in range(6)]
    assert len(matches(two_each)) <= MOST_PAIRS
