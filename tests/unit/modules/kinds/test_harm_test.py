"""The harm test: parts, ground, two consequences, period, decision."""

from __future__ import annotations

import itertools

import pytest

from bimtek.modules.domain.kinds.harm_test import NONE, SPOILT
from bimtek.modules.domain.kinds.worksheet import Question, many
from tests.unit.modules.kinds.sheets import REQUESTS, choices, commonest_place, judge, longest_is_right, make

OPEN = {"ppid-apbd-summary", "ppid-evacuation-map", "ppid-procurement-plan", "ppid-spoken-request"}
EXEMPT = [name for name in REQUESTS if name not in OPEN]
HEAP = (
    "dikuasai tersedia Pasal 17 huruf h keberatan Atasan PPID 30 hari kerja biaya bentuk materi dihitamkan alasan keputusan"
    " ditolak dikabulkan uji konsekuensi rahasia pribadi undang-undang"
)
#: Written as people write, not as the file has it.
HONEST = {
    "ppid-aid-list": (
        "Kalau NIK dan rekening dibuka, penipu bisa mengajukan pinjaman online atas nama penerima, dan keluarganya dipermalukan.",
        "Penerima aman dari penipuan, sedangkan warga tetap bisa memeriksa apakah bantuan tepat sasaran dari nama dan desanya.",
    ),
    "ppid-audit-file": (
        "Saksi bisa diancam sehingga mengubah keterangannya, dan bukti dapat dihilangkan sebelum orang itu dimintai pertanggungjawaban.",
        "Pemeriksaan dapat selesai dengan tuntas dan pelapor terlindungi; warga menunggu, tetapi hasilnya nanti boleh diminta.",
    ),
    "ppid-medical-record": (
        "Tetangga akan tahu penyakit pasien lalu menjauhinya, dan ia bisa dipecat dari pekerjaannya karena malu.",
        "Pasien tetap percaya kepada dokter; kalau memang perlu untuk perkara, pemohon dapat meminta izin tertulis darinya.",
    ),
    "ppid-population-data": (
        "NIK dan nomor KK bisa dipakai untuk mendaftar pinjaman, menipu lewat pesan, atau memalsukan dukungan.",
        "Penduduk terlindungi, dan program lembaga itu tetap dapat direncanakan dari rekap jumlah per umur.",
    ),
    "ppid-personnel-list": (
        "Bidan atau guru bisa didatangi ke rumahnya, dan nilai tes pegawai menjadi bahan ejekan tetangga sehingga mereka malu.",
        "Kehidupan pribadi pegawai tetap tenang, dan warga masih bisa mengawasi siapa yang bertugas dari nama serta jabatannya.",
    ),
    "ppid-work-contract": (
        "Rekening direktur dapat dibobol dan keluarganya diteror, padahal nomor itu tidak menunjukkan mutu pekerjaan.",
        "Direktur dan tenaga ahli aman, sementara nilai kontrak, gambar, dan jadwal masih bisa diperiksa warga.",
    ),
    "ppid-evacuation-map": (
        "Warga tahu harus lari ke mana, sekolah dapat berlatih dengan peta itu, dan lebih banyak orang selamat.",
        "Orang akan panik dan tersesat karena tidak punya peta evakuasi, bisa ada korban, dan pemda melanggar kewajibannya.",
    ),
    "ppid-procurement-plan": (
        "Pengusaha kecil bisa bersiap untuk ikut paket pengadaan, penawaran lebih bersaing, dan harganya lebih murah.",
        "Orang curiga ada permainan titipan karena rencana pengadaan hanya diketahui orang tertentu, dan itu melanggar kewajiban.",
    ),
    "ppid-spoken-request": (
        "Petani mengetahui alat ada di kelompok mana, jadi bisa meminjam secara bergantian dan ikut mengawasi bantuannya.",
        "Petani curiga dan iri kepada kelompok lain, alatnya menganggur, dan dinas melanggar kewajiban melayani.",
    ),
    "ppid-apbd-summary": (
        "Dengan membaca anggaran, warga bisa mengawasi belanja dan mengusulkan perbaikan di musrenbang.",
        "Warga akan curiga karena kabar bohong tentang anggaran beredar, dan pemda melanggar kewajiban mengumumkannya.",
    ),
}


def _asked(scenario: str, seed: object = "uji") -> dict[str, Question]:
    return {q.key.removeprefix("u1-"): q for q in make("harm_test", seed, scenarios=[scenario], count=1).questions}


def _level(question: Question, text: str) -> int:
    return judge("harm_test", question, text).level


def test_each_request_asks_six_things_in_the_order_of_the_sheet() -> None:
    sheet = make("harm_test", count=2)
    parts = ["part", "ground", "opened", "closed", "period", "decision"]
    assert [question.key for question in sheet.questions] == [f"u{n}-{part}" for n in (1, 2) for part in parts]


@pytest.mark.parametrize("scenario", REQUESTS)
def test_the_model_answers_earn_all_in_every_wording(scenario: str) -> None:
    for seed in range(8):
        for question in _asked(scenario, seed).values():
            assert judge("harm_test", question, question.model).level == 4, question.model


@pytest.mark.parametrize("scenario", EXEMPT)
def test_what_is_exempt_is_closed_and_nothing_else(scenario: str) -> None:
    asked = _asked(scenario)
    closed = {option.label for option in asked["part"].options if option.value in many(asked["part"].model)}
    rows = dict(asked["part"].materials[1].rows[1:])  # type: ignore[arg-type]
    assert NONE not in many(asked["part"].model)
    assert all(rows[label] == "ya" for label in closed)
    partly = any(told == "ya" for label, told in rows.items() if label not in closed)
    assert asked["decision"].model == ("grant_part" if partly else "refuse")
    assert asked["ground"].model in "abcdefghij"


@pytest.mark.parametrize("scenario", sorted(OPEN))
def test_open_information_has_no_ground_no_period_and_is_granted(scenario: str) -> None:
    asked = _asked(scenario)
    assert (asked["part"].model, asked["ground"].model, asked["decision"].model) == ([NONE], NONE, "grant")
    right = next(option for option in asked["period"].options if option.value == asked["period"].model)
    assert right.label.startswith("Tidak ada")


def test_the_way_out_is_offered_whether_information_is_open_or_not() -> None:
    for scenario in REQUESTS:
        asked = _asked(scenario)
        for key in ("part", "ground"):
            assert asked[key].options[-1].value == NONE
        assert any(option.label.startswith("Tidak ada") for option in asked["period"].options)
        assert len(asked["period"].options) == 4
        assert len(asked["ground"].options) == 5


def test_the_part_that_changes_with_the_wording_is_closed_too() -> None:
    found = set()
    for seed in range(10):
        question = _asked("ppid-personnel-list", seed)["part"]
        found |= {option.label for option in question.options if option.value in many(question.model)}
    assert len(found) > 4


def test_a_ground_that_protects_persons_is_not_offered_against_its_twin() -> None:
    for scenario in EXEMPT:
        for seed in range(12):
            offered = {option.value for option in _asked(scenario, seed)["ground"].options}
            assert not {"h", "j"} <= offered


@pytest.mark.parametrize("scenario", REQUESTS)
@pytest.mark.parametrize(
    "text", [SPOILT, HEAP, f"{HEAP} {SPOILT}", "Demi keamanan dan kepentingan umum.", "Sesuai peraturan yang berlaku."]
)
def test_empty_phrases_and_heaps_of_legal_words_say_nothing(scenario: str, text: str) -> None:
    asked = _asked(scenario)
    assert _level(asked["opened"], text) <= 1
    assert _level(asked["closed"], text) <= 1


@pytest.mark.parametrize("scenario", REQUESTS)
def test_the_right_words_in_a_heap_are_no_sentence(scenario: str) -> None:
    asked = _asked(scenario)
    for side in ("opened", "closed"):
        truth = asked[side].truth
        for few in (4, 8, 40):
            heap = " ".join((*str(truth["subject"]).split()[:few], *str(truth[side]).split()[:few]))
            assert _level(asked[side], heap) == 0
            assert _level(asked[side], ", ".join(heap.split())) == 0


@pytest.mark.parametrize("scenario", REQUESTS)
def test_the_same_text_in_both_boxes_fills_neither(scenario: str) -> None:
    asked = _asked(scenario)
    opened, closed = str(asked["opened"].model), str(asked["closed"].model)
    assert _level(asked["closed"], opened) <= 1
    assert _level(asked["opened"], closed) <= 1
    assert _level(asked["opened"], f"{opened} {closed}") <= 1
    assert _level(asked["closed"], f"{opened} {closed}") <= 1


@pytest.mark.parametrize("scenario", sorted(HONEST))
def test_own_words_on_this_information_are_understood(scenario: str) -> None:
    asked, (opened, closed) = _asked(scenario), HONEST[scenario]
    assert _level(asked["opened"], opened) >= 3
    assert _level(asked["closed"], closed) >= 3
    assert _level(asked["opened"], closed) <= 1
    assert _level(asked["closed"], opened) <= 1


@pytest.mark.parametrize("scenario", sorted(set(HONEST) - OPEN))
def test_what_is_written_of_other_information_does_not_fit_this_one(scenario: str) -> None:
    opened, _ = HONEST["ppid-apbd-summary"]
    assert _level(_asked(scenario)["opened"], opened) <= 1


def test_a_harm_averted_belongs_to_closing() -> None:
    asked = _asked("ppid-aid-list")
    text = "NIK penerima tidak dapat lagi dipakai menipu, meminjam uang, atau meneror keluarganya."
    assert _level(asked["closed"], text) >= 3
    assert _level(asked["opened"], text) <= 1


def test_a_weak_text_is_shown_its_empty_words_the_reason_and_a_better_one() -> None:
    question = _asked("ppid-aid-list")["opened"]
    text = "NIK penerima dapat disalahgunakan."
    verdict = judge("harm_test", question, text)
    assert verdict.better == question.model
    assert [text[mark.start : mark.end] for mark in verdict.marks] == ["dapat disalahgunakan"]
    assert [(part.level, part.maximum) for part in verdict.parts] == [(1, 1), (0, 3), (0, 1)]
    assert "Akibat konkret bila dibuka belum ada" in verdict.said


def test_one_harm_said_in_three_forms_is_one_harm() -> None:
    question = _asked("ppid-aid-list")["opened"]
    assert _level(question, "NIK penerima dapat dipakai menipu, ditipu oleh penipu, dan untuk penipuan.") == 2


def test_passages_lie_within_the_text_and_apart() -> None:
    question = _asked("ppid-audit-file")["opened"]
    text = f"{question.model} {SPOILT} {question.model}"
    marks = judge("harm_test", question, text).marks
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(one.end <= two.start for one, two in itertools.pairwise(marks))


@pytest.mark.parametrize("key", ["ground", "period", "decision"])
def test_no_choice_can_be_told_by_its_place_or_its_length(key: str) -> None:
    asked = [question for question in choices("harm_test", 12, count=10) if question.key.endswith(key)]
    assert commonest_place(asked) <= 0.5
    assert longest_is_right(asked) <= 0.5


@pytest.mark.parametrize("scenario", ["ppid-river-works", "ppid-form-incomplete", "street-light"])
def test_a_request_that_needs_no_test_is_refused(scenario: str) -> None:
    with pytest.raises(ValueError, match="tidak ada"):
        make("harm_test", scenarios=[scenario])
