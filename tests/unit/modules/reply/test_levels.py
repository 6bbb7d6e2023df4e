"""What a reply earns for each criterion."""

from __future__ import annotations

import pytest

from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.modules.domain.judging.reply.types import CRITERIA, FLAGS, MAX_REPLY, ReplyCase


def test_a_whole_reply_earns_every_level_and_may_be_sent(road: ReplyCase, good: str) -> None:
    told = judge_reply(road, good)
    assert told.levels == {key: top for key, (_, top) in CRITERIA.items()}
    assert not any(told.flags.values())
    assert told.verdict == "send"


def test_a_good_reply_without_the_usual_phrases_keeps_most_of_its_points(road: ReplyCase) -> None:
    told = judge_reply(
        road,
        (
            "Ibu dan Bapak di Salulemo, dua orang sampai jatuh di lubang dekat jembatan kayu itu tentu membuat takut lewat. Tanggal 7 Mei "
            "orang Bina Marga membawa meteran ke sana: sembilan lubang dalam 400 meter. Ini jalan kabupaten, jadi Dinas PUTRPKPP yang wajib "
            "memperbaikinya. Regu kami menambalnya 18 sampai 20 Mei. Ada yang terlewat? Tuliskan di bawah laporan ini."
        ),
    )
    assert told.share >= 0.8


@pytest.mark.parametrize(
    "stuffed",
    [
        "Salam: ada. Temuan: ada. Tindakan: segera. Kewenangan: sesuai tugas. Waktu: 18 Mei. Kontak: loket. Terima kasih: ya.",
        (
            "Diperiksa, ditemukan, ditindaklanjuti, dikoordinasikan, segera, kewenangan, tanggung jawab, menurut Perda, loket, hubungi, jalan, "
            "Salulemo, 7 Mei 2026, 18 Mei 2026, terima kasih, mohon maaf"
        ),
        (
            "jalan kabupaten berlubang Salulemo Tarobok Baebunta Bina Marga petugas mengukur lubang jembatan kayu tim pemeliharaan menambal "
            "kewenangan Dinas PUTRPKPP loket telepon terima kasih maaf Yth"
        ),
    ],
)
def test_a_heap_of_magic_words_earns_under_a_third_and_is_rejected(road: ReplyCase, stuffed: str) -> None:
    told = judge_reply(road, stuffed)
    assert told.share < 0.3
    assert told.verdict == "reject"


def test_an_empty_reply_earns_nothing(road: ReplyCase) -> None:
    told = judge_reply(road, "  \n ")
    assert set(told.levels.values()) == {0}
    assert told.flags["hollow"]


def test_a_bare_thanks_is_not_a_salutation(road: ReplyCase) -> None:
    assert (
        judge_reply(road, "Terima kasih laporannya. Lubang di Salulemo sudah kami periksa.").levels["salutation"] == 0
    )


def test_a_reproach_cancels_the_thanks(road: ReplyCase) -> None:
    told = judge_reply(road, "Terima kasih. Lubang itu salah warga sendiri yang malas gotong royong.")
    assert told.levels["empathy"] == 0
    assert told.levels["language"] == 0


def test_passing_on_to_nobody_named_is_no_action(road: ReplyCase) -> None:
    told = judge_reply(
        road, "Yth. Pelapor, laporan Anda sudah kami teruskan kepada pihak terkait untuk ditindaklanjuti."
    )
    assert told.levels["action"] == 0
    assert told.flags["hollow"]


def test_the_day_of_a_check_alone_is_no_timeframe(road: ReplyCase) -> None:
    told = judge_reply(road, "Petugas Bina Marga mengukur jalan Salulemo pada 7 Mei 2026 dan menemukan 9 lubang.")
    assert told.levels["timeframe"] == 0
    assert told.levels["finding"] == 2


def test_soon_is_a_vague_timeframe(road: ReplyCase) -> None:
    assert judge_reply(road, "Lubang di Salulemo segera ditambal tim pemeliharaan kami.").levels["timeframe"] == 1


def test_the_reply_window_is_a_channel_and_not_a_timeframe(road: ReplyCase) -> None:
    told = judge_reply(
        road, "Laporan jalan Salulemo sudah kami periksa. Bapak/Ibu punya waktu 10 hari untuk menanggapi."
    )
    assert told.levels["channel"] == 1
    assert told.levels["timeframe"] == 0


def test_a_reply_about_another_village_is_rejected(road: ReplyCase) -> None:
    told = judge_reply(
        road,
        "Yth. Pelapor, kerusakan jalan di Desa Pincara Kecamatan Masamba sudah diperiksa dan ditambal 18 Mei 2026.",
    )
    assert told.verdict == "reject"
    assert told.levels["finding"] == told.levels["action"] == told.levels["timeframe"] == told.levels["authority"] == 0


def test_a_wrong_holder_makes_authority_zero_and_rejects(road: ReplyCase, power: ReplyCase) -> None:
    told = judge_reply(road, "Yth. Pelapor, jalan Salulemo adalah jalan nasional yang menjadi kewenangan BBPJN.")
    assert (told.levels["authority"], told.verdict) == (0, "reject")
    told = judge_reply(power, "Yth. Ibu, pemadaman listrik di Tolada menjadi tanggung jawab Dinas Perhubungan.")
    assert (told.levels["authority"], told.verdict) == (0, "reject")


def test_another_holder_with_its_reason_is_right(power: ReplyCase) -> None:
    told = judge_reply(
        power,
        (
            "Yth. Ibu, maaf atas listrik yang padam di Tolada. Jaringan listrik dikelola PLN sehingga perbaikannya menjadi wewenang PLN. Kami "
            "menghubungi PLN pada 8 Mei 2026: trafo rusak. PLN mengganti trafo pada 12 Mei 2026. Silakan balas laporan ini bila masih padam."
        ),
    )
    assert told.levels["authority"] == 2
    assert told.verdict == "send"


@pytest.mark.parametrize(
    "rough",
    [
        "Jln tsb sdh dicek, nnti dikerja krn blm ada dana. Mhn sabar ya.",
        "Sehubungan dengan hal tersebut di atas, bersama ini disampaikan bahwa pengaduan dimaksud telah diproses sebagaimana mestinya.",
    ],
)
def test_short_forms_and_stiff_words_lower_the_language(road: ReplyCase, rough: str) -> None:
    assert judge_reply(road, rough).levels["language"] < 2


def test_every_passage_stands_in_the_reply_and_every_lack_has_an_example(road: ReplyCase, good: str) -> None:
    text = f"{good[:120]}. Mhn ditunggu."
    told = judge_reply(road, text)
    assert set(told.because) == {*CRITERIA, *FLAGS}
    for key, why in told.because.items():
        assert text[why.start : why.end] == why.passage
        assert why.reason
        if key in CRITERIA:
            assert bool(why.better) == (told.levels[key] < CRITERIA[key][1])


def test_the_better_example_speaks_of_this_case(road: ReplyCase) -> None:
    told = judge_reply(road, "Terima kasih.")
    assert "Salulemo" in told.because["substance"].better
    assert "7 Mei 2026" in told.because["finding"].better


def test_the_same_reply_is_judged_the_same_twice(road: ReplyCase, good: str) -> None:
    assert judge_reply(road, good) == judge_reply(road, good)


@pytest.mark.parametrize(
    "hostile", ["(" * 12_000, "\n" * 12_000, "Ibu N. di " * 1_200, "1 Februari " * 1_100, "kami periksa " * 900]
)
def test_hostile_text_is_read_in_bounded_time(road: ReplyCase, hostile: str) -> None:
    told = judge_reply(road, hostile + "x" * MAX_REPLY)
    assert told.verdict in {"reject", "improve"}


def test_a_case_with_missing_fields_is_read_as_empty() -> None:
    case = ReplyCase.from_mapping({"case_id": "X", "reporter": None, "received": "kemarin", "anonymous": "ya"})
    assert (case.reporter.name, case.received, case.protected) == ("", None, False)
    assert judge_reply(case, "Yth. Pelapor, terima kasih.").levels["salutation"] == 1
