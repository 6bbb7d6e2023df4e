"""One case of a broken road, with its reporter hidden, for the tests of the reply judge."""

from __future__ import annotations

from datetime import date

import pytest

from bimtek.modules.domain.judging.reply.types import ReplyCase, Reporter


@pytest.fixture
def road() -> ReplyCase:
    """An anonymous report about a kabupaten road, whose office is the officer's own."""
    return ReplyCase(
        case_id="U1",
        title="Jalan Poros Salulemo Berlubang",
        anonymous=True,
        body="Jalan poros di Salulemo berlubang dalam dekat jembatan kayu, sudah dua orang jatuh. Mandornya pak Rudianto "
        "bilang sudah dibayar lunas tapi tidak dikerja.",
        reporter=Reporter(
            "Hamida Lantara",
            "7322994510800001",
            "084010002233",
            "hamida@example.org",
            "Dusun Pammase RT 02, Desa Salulemo, Kec. Baebunta",
        ),
        place="Ruas Salulemo–Tarobok, Kecamatan Baebunta",
        topic="jalan kabupaten berlubang",
        classification="pengaduan_tidak_berkadar",
        owner="Dinas PUTRPKPP (Bidang Bina Marga)",
        officer_office="Dinas PUTRPKPP",
        received=date(2026, 5, 4),
        facts="Petugas Bina Marga mengukur pada 7 Mei 2026: 9 lubang sepanjang 400 m di dekat jembatan kayu. Ruas ini jalan kabupaten "
        "menurut SK Bupati. Tim pemeliharaan menambal 18–20 Mei 2026.",
    )


@pytest.fixture
def power(road: ReplyCase) -> ReplyCase:
    """A report about the power supply: the holder is PLN, the officer only passes it on."""
    return ReplyCase(
        case_id="U2",
        title="Listrik Padam di Tolada",
        body="Listrik padam tiap malam di Tolada sejak seminggu.",
        reporter=Reporter("Hamida Lantara"),
        place="Desa Tolada, Kecamatan Malangke",
        topic="pemadaman listrik",
        owner="PT PLN (Persero) ULP Masamba",
        officer_office="Diskominfo-SP",
        received=road.received,
        facts="Diskominfo-SP menghubungi PLN pada 8 Mei 2026: trafo di Tolada rusak. PLN mengganti trafo 12 Mei 2026.",
    )


@pytest.fixture
def good() -> str:
    """A reply with everything a supervisor wants to see."""
    return (
        "Yth. Bapak/Ibu Pelapor, terima kasih telah mengabarkan lubang di jalan poros Salulemo. Petugas Bina Marga mengukur ruas ini "
        "pada 7 Mei 2026 dan menemukan 9 lubang sepanjang 400 meter di dekat jembatan kayu. Karena statusnya jalan kabupaten menurut SK "
        "Bupati, perbaikannya menjadi tugas Dinas PUTRPKPP. Tim pemeliharaan kami menambal lubang itu pada 18–20 Mei 2026. Bila masih ada "
        "lubang sesudah tanggal itu, silakan menulis di kolom tanggapan laporan ini."
    )
