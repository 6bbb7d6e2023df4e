"""What makes the judge trustworthy on replies nobody here has seen: stuffing fails, plain words pass, hostile text does neither."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.modules.domain.judging.reply.types import MAX_REPLY, ReplyCase, Reporter
from bimtek.sandbox.domain.generator import Generator, Report, load_generator

SEEDS = ("balai", "rongkong")


@cache
def generator() -> Generator:
    return load_generator(SEED_DIR)


def case_of(report: Report) -> ReplyCase:
    """A report as the officer who answers it has it, with the owner as the officer's own office."""
    units = {unit["id"]: unit["name"] for unit in tomllib.loads((SEED_DIR / "units.toml").read_text("utf-8"))["unit"]}
    owner = units.get(str(report.truth.get("owner")), str(report.truth.get("owner") or ""))
    person = {name: str(report.reporter.get(name) or "") for name in ("name", "nik", "phone", "email", "address")}
    return ReplyCase(
        case_id=report.number,
        platform=report.desk,
        channel=report.channel,
        title=report.title,
        body=report.body,
        anonymous=report.anonymous,
        secret=report.secret,
        reporter=Reporter(**person),
        place=report.place,
        topic=str(report.truth.get("topic") or ""),
        classification=str(report.truth.get("report_class", "")),
        owner=owner,
        officer_office=owner,
        received=report.received.date(),
        facts=str(report.truth.get("facts", "")),
    )


@pytest.mark.parametrize("scenario", generator().scenario_ids)
def test_the_model_reply_of_a_scenario_raises_no_flag_and_earns_four_fifths(scenario: str) -> None:
    for seed in SEEDS:
        report = generator().generate_case(seed, scenario, datetime(2026, 11, 9, 8, 30), 3)
        told = judge_reply(case_of(report), str(report.truth["better_reply"]))
        assert not [flag for flag, raised in told.flags.items() if raised]
        assert told.share >= 0.8


@pytest.mark.parametrize("scenario", generator().scenario_ids)
def test_no_better_example_opens_who_reported_or_speaks_to_colleagues(scenario: str) -> None:
    report = generator().generate_case("contoh", scenario, datetime(2026, 11, 9, 8, 30), 3)
    case = case_of(report)
    for why in judge_reply(case, "Sudah.").because.values():
        told = judge_reply(case, why.better)
        assert not told.flags["leaks_reporter"], why.better
        assert not told.flags["internal_note"], why.better
        assert not told.flags["names_accused"], why.better


@pytest.mark.parametrize(
    "stuffed",
    [
        "Sapaan, empati, pokok masalah, hasil pemeriksaan, tindakan, waktu, kewenangan, saluran lanjutan, bahasa yang baik.",
        "Sapaan: Yth. Empati: terima kasih. Temuan: sudah diperiksa. Tindakan: ditangani. Waktu: segera. Saluran: tanggapan.",
        "Diperiksa. Ditemukan. Ditangani. Segera. Berwenang. Loket. Terima kasih. Maaf. Salulemo. Mei. Jalan.",
        (
            "Yth. petugas petugas petugas memeriksa memeriksa hasil hasil temuan temuan tindakan tindakan tanggal tanggal kewenangan "
            "kewenangan peraturan peraturan loket loket terima kasih terima kasih"
        ),
        "Temuan: …. Tindakan: …. Waktu: …. Kewenangan: …. Saluran: ….",
        "#Responsif #Solutif #Tuntas #SalamSehat Temuan valid! Aksi terukur! Jadwal presisi! Kewenangan jelas! Empati maksimal!",
    ],
)
def test_words_of_the_rubric_alone_earn_under_thirty_percent_and_are_not_sent(road: ReplyCase, stuffed: str) -> None:
    told = judge_reply(road, stuffed)
    assert told.share < 0.3
    assert told.flags["hollow"]
    assert told.verdict == "reject"


def test_the_report_pasted_back_is_no_answer(road: ReplyCase) -> None:
    told = judge_reply(road, road.body)
    assert told.levels["finding"] == 0
    assert told.share < 0.3
    assert told.verdict != "send"


def test_the_good_reply_of_another_case_is_rejected(power: ReplyCase, good: str) -> None:
    told = judge_reply(power, good)
    assert told.verdict == "reject"
    assert told.share < 0.55


PLAIN = [
    (
        "Ibu, Bapak, lubang dekat jembatan kayu itu memang berbahaya. Kamis 7 Mei regu Bina Marga mengukurnya: sembilan lubang dalam empat "
        "ratus meter. Jalan ini milik kabupaten, maka merawatnya pekerjaan Dinas PUTRPKPP. Dari 18 sampai 20 Mei orang-orang kami menambalnya. "
        "Masih ada yang luput? Tulis saja di bawah laporan ini."
    ),
    (
        "Selamat pagi. Dua orang jatuh di Salulemo, dan itu membuat kami sedih. Orang Bina Marga datang 7 Mei, menghitung 9 lubang sepanjang "
        "400 m. Ruas ini tercatat sebagai jalan kabupaten menurut SK Bupati sehingga Dinas PUTRPKPP yang merawat. Tim kami menambalnya 18–20 "
        "Mei. Kantor kami buka pukul 08.00–15.00 bila ingin bertanya."
    ),
    (
        "Halo, Kak. Syukurlah Kakak memberi tahu. Tanggal 7 Mei pengawas kami berdiri di mulut jembatan kayu dan mencatat 9 lubang. Lubang di "
        "Salulemo urusan Dinas PUTRPKPP karena statusnya jalan kabupaten. Kami menutupnya dengan aspal pada 18–20 Mei. Kabari kami lewat kolom "
        "ini kalau ada yang terbuka lagi."
    ),
    (
        "Tabe', Bapak dan Ibu di Baebunta. Lewat jalan poros Salulemo dengan lubang sedalam itu tentu melelahkan. Hasil ukur petugas Bina Marga "
        "7 Mei: 9 lubang, 400 meter. Karena ini jalan kabupaten, tanggung jawabnya pada Dinas PUTRPKPP. Pekerjaan menambal berlangsung 18 sampai 20 "
        "Mei oleh tim pemeliharaan. Pertanyaan? Balas laporan ini."
    ),
    (
        "Assalamu'alaikum. Maaf, kami terlambat tahu soal jalan di dekat jembatan kayu Salulemo. Sesudah diukur Bina Marga pada 7 Mei ternyata "
        "ada 9 lubang. SK Bupati menaruh ruas ini di tangan Dinas PUTRPKPP, jadi kami yang wajib memperbaiki: tim pemeliharaan menambal 18–20 "
        "Mei 2026. Silakan datang ke loket kami bila tambalannya rusak."
    ),
    (
        "Bapak/Ibu, jatuh di jalan sendiri itu menyakitkan. Kami sudah ke Salulemo 7 Mei; sembilan lubang kami ukur di ruas 400 meter dekat "
        "jembatan kayu. Jalan kabupaten dirawat Dinas PUTRPKPP menurut SK Bupati. Delapan belas sampai dua puluh Mei tim pemeliharaan "
        "menambalnya. Bila kurang rapi, kirim foto di kolom tanggapan."
    ),
    (
        "Salam, Bapak/Ibu Pelapor. Kabar tentang jalan poros Salulemo menolong kami. Pengukuran Bina Marga tanggal 7/5/2026 mendapati 9 lubang di "
        "dekat jembatan kayu. Ruas kabupaten seperti ini tugas Dinas PUTRPKPP. Lubangnya ditambal tim kami 18–20/5/2026. Nomor untuk bertanya "
        "lagi: SIM-0001."
    ),
    (
        "Warga Salulemo yang baik, kami memahami rasa takut setiap melewati jembatan kayu. Petugas mengukur 7 Mei 2026: 400 meter, 9 lubang. "
        "Dinas PUTRPKPP, pengelola jalan kabupaten, menambalnya lewat tim pemeliharaan pada 18–20 Mei 2026. Tanggapan dapat ditulis di sini "
        "sampai sepuluh hari ke depan."
    ),
    (
        "Selamat siang, Pak, Bu. Terima kasih. Sembilan lubang di poros Salulemo, itu yang dicatat Bina Marga ketika mengukur pada 7 Mei. "
        "Memelihara jalan kabupaten adalah kewajiban kami di Dinas PUTRPKPP. Tambalan dikerjakan tim pemeliharaan kami tanggal 18, 19, dan 20 "
        "Mei. Mau menanyakan sesuatu? Mampirlah ke kantor UPT di Baebunta."
    ),
    (
        "Kepada Bapak/Ibu di Salulemo. Semoga yang jatuh lekas pulih. Yang kami temukan bersama Bina Marga 7 Mei: 9 lubang sepanjang 400 meter, "
        "paling dalam di dekat jembatan kayu. Sebab ruas ini jalan kabupaten, Dinas PUTRPKPP yang bertanggung jawab. Mulai 18 Mei tim kami "
        "menambal dan selesai 20 Mei. Beri tahu kami di laporan ini bila belum."
    ),
]


@pytest.mark.parametrize("plain", PLAIN)
def test_a_good_reply_in_plain_words_of_its_own_earns_four_fifths(road: ReplyCase, plain: str) -> None:
    told = judge_reply(road, plain)
    assert told.share >= 0.8
    assert not [flag for flag, raised in told.flags.items() if raised]


@pytest.mark.parametrize(
    "hostile",
    [
        "🙏🙏🙏 👍🏽 ✅ " * 300,
        "te\u200bri\u200bma ka\u200bsih\u200b" * 200,
        "Спасибо за отчет. 谢谢您的报告。 شكرا لك " * 60,
        "<script>alert('Yth. Bapak/Ibu')</script><b>diperiksa</b><img src=x onerror=alert(1)>" * 30,
        "a" * MAX_REPLY,
        "Yth. " * 2_000,
        "nol satu dua tiga " * 600,
        "1 2 3 4 5 6 7 8 9 0 " * 600,
        '"' * 5_000 + "(" * 5_000,
        "\x00\x07\ufeff\u202e" * 500,
    ],
)
def test_hostile_text_neither_crashes_nor_passes(road: ReplyCase, hostile: str) -> None:
    told = judge_reply(road, hostile)
    assert told.verdict != "send"
    assert told.share < 0.5


def test_words_hidden_by_signs_of_no_width_are_read_as_one_word(road: ReplyCase, good: str) -> None:
    hidden = good.replace("lubang", "lu\u200bbang").replace("terima kasih", "terima\u00a0kasih")
    assert judge_reply(road, hidden).levels == judge_reply(road, good).levels


SENTENCES = tomllib.loads((SEED_DIR / "reply_judge" / "sentences.toml").read_text("utf-8"))


@pytest.mark.parametrize("flag", ["blames_citizen", "internal_note", "overpromises"])
def test_the_written_sentences_are_heard_as_they_are_meant(road: ReplyCase, flag: str) -> None:
    faulty, fair = SENTENCES[flag]["faulty"], SENTENCES[flag]["fair"]
    heard = sum(judge_reply(road, text).flags[flag] for text in faulty)
    wrongly = sum(judge_reply(road, text).flags[flag] for text in fair)
    assert heard >= 0.85 * len(faulty)
    assert wrongly <= 0.1 * len(fair)
