"""Fatal flags: what makes a reply dangerous, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.modules.domain.judging.reply.types import ReplyCase


@pytest.mark.parametrize(
    "telling",
    [
        "Yth. Ibu Hamida, lubang di Salulemo sudah diukur.",
        "Selamat siang Ibu H., lubang di Salulemo sudah diukur.",
        "Kepada pelapor di Dusun Pammase, lubang sudah diukur.",
        "Kami sudah menelepon 0840-1000-2233 dan lubang sudah diukur.",
        "Data atas NIK 7322 9945 1080 0001 sudah kami terima.",
        "Yth. Bapak/Ibu, suami Ibu sudah kami temui di lokasi.",
        "Pelapor adalah ketua kelompok tani yang rumahnya di dekat jembatan.",
        "Terima kasih, Ibu penjual kue yang menulis laporan ini.",
        "Yth. Ibu mandor kebun, lubang sudah diukur.",
        'Pada foto dengan keterangan "motor saya jatuh di sini" terlihat lubangnya.',
    ],
)
def test_what_tells_who_reported_is_a_leak(road: ReplyCase, telling: str) -> None:
    told = judge_reply(road, telling)
    assert told.flags["leaks_reporter"]
    assert told.verdict == "reject"
    assert told.because["leaks_reporter"].passage in telling


@pytest.mark.parametrize(
    "harmless",
    [
        "Yth. Bapak/Ibu Pelapor, lubang di Salulemo sudah diukur.",
        "Bapak/Ibu warga Salulemo, lubang sudah diukur dan dapat ditanyakan ke (0473) 00-310.",
        "Para pedagang dan warga dapat menghubungi WhatsApp dinas 0811-0000-310.",
        "Pengawas ruas, Bapak Lantera Putra, dapat ditemui di kantor UPT.",
        "Yth. Bapak/Ibu yang kami hormati, identitas pelapor kami jaga.",
    ],
)
def test_a_group_an_office_or_an_officer_is_no_leak(road: ReplyCase, harmless: str) -> None:
    assert not judge_reply(road, harmless).flags["leaks_reporter"]


def test_the_name_of_a_reporter_without_protection_is_no_leak_but_the_number_is(road: ReplyCase) -> None:
    known = replace(road, anonymous=False)
    assert not judge_reply(known, "Yth. Ibu Hamida, lubang di Salulemo sudah diukur.").flags["leaks_reporter"]
    assert judge_reply(known, "Yth. Ibu Hamida, kami menelepon 084010002233.").flags["leaks_reporter"]


def test_a_named_person_told_guilty_is_an_accusation_and_a_fair_word_is_none(road: ReplyCase) -> None:
    assert judge_reply(road, "Mandor Rudianto terbukti menggelapkan dana jalan Salulemo.").flags["names_accused"]
    fair = "Dugaan terhadap pelaksana pekerjaan masih diperiksa; kami belum menyimpulkan kesalahan siapa pun."
    assert not judge_reply(road, fair).flags["names_accused"]


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("Kami jamin bulan depan jalan Salulemo sudah mulus dan tidak akan pernah rusak lagi.", True),
        ("Jangan cemas, anggarannya pasti disetujui DPRD.", True),
        ("Kami belum dapat memastikan tanggalnya.", False),
        ("Petugas datang untuk memastikan kondisi jalan.", False),
        ("Jalan seperti itu pasti melelahkan bagi warga.", False),
        ("Kerahasiaan Bapak/Ibu kami jamin.", False),
    ],
)
def test_certainty_about_what_others_decide_is_overpromised(road: ReplyCase, text: str, *, promised: bool) -> None:
    assert judge_reply(road, text).flags["overpromises"] is promised


@pytest.mark.parametrize(
    "text",
    [
        "Salah sendiri lewat malam-malam, jangan cuma pintar mengeluh.",
        "Demi kebaikan bersama, mohon laporan ini dicabut.",
        "Kalau tidak bisa membuktikan, Saudara dapat dipidana karena fitnah.",
    ],
)
def test_blame_threat_and_a_plea_to_withdraw_are_flagged(road: ReplyCase, text: str) -> None:
    assert judge_reply(road, text).flags["blames_citizen"]


@pytest.mark.parametrize(
    "text",
    [
        "Yth. Pelapor, jalan sudah dicek. Mohon arahan pimpinan sebelum tayang.",
        "Disposisi: Kabid Bina Marga untuk ditelaah.",
        "DRAFT - belum diparaf.",
        "Jalan Salulemo sudah dicek. Bu Kabid, dijawab begini saja kah?",
    ],
)
def test_words_for_colleagues_are_an_internal_note(road: ReplyCase, text: str) -> None:
    assert judge_reply(road, text).flags["internal_note"]


def test_a_supervisor_named_in_a_plain_sentence_is_no_note(road: ReplyCase) -> None:
    assert not judge_reply(road, "Kepala Bidang Bina Marga memeriksa jalan Salulemo pada 7 Mei 2026.").flags[
        "internal_note"
    ]
