"""The linter of scenarios finds what would spoil a class, at the file and the line where it stands, and nothing else."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.scenario_lint_dates import calendar_findings
from bimtek.sandbox.domain.scenario_lint_files import LINE_FIELDS, places_in
from bimtek.sandbox.domain.scenario_linting import LintFinding, Reference, lint_files, lint_seed, load_reference

SCENARIOS = SEED_DIR / "scenarios"
#: One shipped scenario a kind of story; each is clean before something is planted in it.
LAMP, CUT, DRAIN, VAGUE, SPAM, AUDIT, BUDGET, SPLIT = (
    "street-light", "power-cut", "baruga-road-drain", "vague-accusation", "spam-test", "ppid-audit-file",
    "ppid-apbd-summary", "school-roof-and-bridge",
)  # fmt: skip


@cache
def _reference() -> Reference:
    return load_reference(SEED_DIR)


def _plant(folder: Path, name: str, key: str, value: str) -> int:
    """Write a shipped scenario with one field changed or one wording added; the line on which that stands."""
    lines = (SCENARIOS / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    if key in LINE_FIELDS:
        number = next(at for at, line in enumerate(lines) if line.startswith(f"{key} = '''")) + 1
        lines.insert(number, value)
    else:
        found = [at for at, line in enumerate(lines) if line.startswith(f"{key} = ")]
        number = found[0] if found else 1
        lines[number : number + len(found)] = [f"{key} = {value}"]
    (folder / f"{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return number + 1


def _found(folder: Path) -> list[LintFinding]:
    return lint_files(folder, _reference())


def _without(folder: Path, name: str, *starts: str) -> None:
    """Write a shipped scenario without the lines that begin so."""
    lines = (SCENARIOS / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(starts)]
    (folder / f"{name}.toml").write_text("\n".join(kept) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", [LAMP, CUT, DRAIN, VAGUE, SPAM, AUDIT, BUDGET, SPLIT])
def test_a_clean_scenario_gives_no_finding(tmp_path: Path, name: str) -> None:
    shutil.copy(SCENARIOS / f"{name}.toml", tmp_path)
    assert _found(tmp_path) == []


PLANTED = [
    # form
    (LAMP, "weight", "99", "weight", "terlalu besar"),
    (LAMP, "tone", '"gripe"', "tone", "daftar"),
    (LAMP, "since", "[1, 2]", "since", "tidak dikenal"),
    (LAMP, "holder", '"pln"', "holder", "holder"),
    (LAMP, "since_days", "[-3, 20]", "since_days", "negatif"),
    (LAMP, "id", '"street-lamp"', "id", "nama berkas"),
    # what is named exists
    (LAMP, "owner", '"dinas-angin"', "owner", "satuan kerja"),
    (LAMP, "category", '"angin"', "category", "kategori"),
    (LAMP, "districts", '["Atlantis"]', "districts", "kecamatan"),
    (BUDGET, "dip", '"tidak-ada"', "request.dip", "daftar informasi publik"),
    # the story can end
    (CUT, "holder", '"dishub"', "holder", "competence = other"),
    (CUT, "holder", '"setda"', "holder", "sama dengan owner"),
    (CUT, "level", '"provinsi"', "level", "tingkat nasional"),
    (DRAIN, "targets", '["dinkes"]', "targets", "tidak pernah selesai"),
    (AUDIT, "objection", '"c"', "request.objection", "keberatan"),
    (AUDIT, "action", '"Permohonan ditolak dengan surat tertulis pada {d+7}."', "office.action", "keberatan"),
    (LAMP, "action", '"Lampu dipasang teknisi Dinas Perhubungan pada {d+15}."', "office.action", "batas 14 hari"),
    (BUDGET, "action", '"Berkas PDF dikirim ke surel pemohon pada {d+12}."', "office.action", "batas 10 hari"),
    # no truth is missing
    (LAMP, "finding", '"..............."', "office.finding", "kosong"),
    (LAMP, "what", "Lampu {di} padam karena {hantu} lewat tiap malam", "say.what", "{hantu}"),
    (LAMP, "acara", '["yasinan", "yasinan"]', "slots.acara", "dua kali"),
    # days that can be
    (LAMP, "harm", "Janjinya {d+3} sudah menyala tapi tetap gelap", "say.harm", "belum tiba"),
    (LAMP, "finding", '"Teknisi Dinas Perhubungan memeriksa pada {d+9}, {rusak}."', "office.finding", "lebih lambat"),
    (LAMP, "extra", "Sejak 30 Februari lampu itu padam terus", "say.extra", "kalender"),
    (LAMP, "extra", "Sejak 31/04/2026 lampu itu padam terus", "say.extra", "kalender"),
    (LAMP, "extra", "Teknisi datang Senin, 10 November 2026 lalu pulang", "say.extra", "Selasa"),
    (LAMP, "extra", "Tiang itu berdiri sejak tahun 1899 di situ", "say.extra", "1899"),
    (LAMP, "extra", "Lampu padam jam 25 malam terus menerus", "say.extra", "jam"),
    (LAMP, "finding", '"Teknisi memeriksa pada Senin, {d+2}: lampu padam."', "office.finding", "nama hari"),
    # nothing may belong to a real person
    (LAMP, "extra", "NIK saya 7322011203850001 kalau perlu dicek", "say.extra", "16 angka"),
    (LAMP, "extra", "NIK saya 7322 0112 0385 0001 kalau perlu dicek", "say.extra", "16 angka"),
    (LAMP, "extra", "Hubungi saya di 0812-4455-6677 kapan saja", "say.extra", "telepon"),
    (LAMP, "extra", "Hubungi saya di +62 812 4455 6677 kapan saja", "say.extra", "telepon"),
    (LAMP, "extra", "Hubungi kantor di (0473) 21999 kapan saja", "say.extra", "telepon"),
    (LAMP, "extra", "Kirim ke pelapor@gmail.com kalau sudah menyala", "say.extra", "surel"),
    (LAMP, "extra", "Petugasnya ber-NIP 198501012010011001 menurut papan", "say.extra", "NIP"),
    (LAMP, "extra", "Fotonya ada di https://foto.situs.id/lampu semua", "say.extra", "tautan"),
    # variety, register, tone
    (LAMP, "finding", '"Teknisi memeriksa pada {d+2}: lampu padam~mi karena {rusak}."', "office.finding", "partikel"),
    (LAMP, "what", "Lampu jalan {di} padam~kah semua tiap malam", "say.what", "partikel"),
    (LAMP, "ask", "mohon lampunya segera diperbaiki", "say.ask", "generator"),
    (LAMP, "ask", "lampunya diperbaiki yg dekat pasar", "say.ask", "generator"),
    (LAMP, "ask", "lampunya diperbaiki terima kasih", "say.ask", "generator"),
    (LAMP, "what", "Lampu jalan {di} [padam|mati tiap malam", "say.what", "kurung siku"),
    (LAMP, "titles", "lampu [jalan|] padam lagi", "say.titles", "spasi ganda"),
    (LAMP, "harm", "Kios di situ tutup [lebih cepat|], warga takut lewat", "say.harm", "tanda baca"),
    (LAMP, "note", '"Lokasi panel (dekat pasar. Jangan melempar ke PLN."', "office.note", "berpasangan"),
    (LAMP, "authority", '"Lampu padam akibat ulah warga yang mencantol kabel."', "office.authority", "menyalahkan"),
    (LAMP, "action", '"Kami pastikan PLN menyalakan lampu pada {d+5}."', "office.action", "menjanjikan"),
    (LAMP, "action", '"Lampu pasti menyala pada {d+5}."', "office.action", "menjanjikan"),
]


@pytest.mark.parametrize(("name", "key", "value", "field", "words"), PLANTED)
def test_a_planted_fault_is_found_at_its_file_and_line(
    tmp_path: Path, name: str, key: str, value: str, field: str, words: str
) -> None:
    line = _plant(tmp_path, name, key, value)
    hits = [finding for finding in _found(tmp_path) if finding.field == field and words in finding.message]
    assert {(hit.file, hit.line, hit.warning) for hit in hits} == {(f"{name}.toml", line, False)}
    assert all(hit.advice for hit in hits)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Mobilnya DP 1234 XX parkir di bawah tiang", "nomor polisi"),
        ("Katanya Bupati Sulaiman mau datang melihat", "orang nyata"),
        ("Tiang itu rubuh 29 Februari malam di situ", "setiap tahun"),
    ],
)
def test_what_only_may_be_wrong_is_a_warning(tmp_path: Path, value: str, words: str) -> None:
    line = _plant(tmp_path, LAMP, "extra", value)
    assert [(hit.line, hit.warning) for hit in _found(tmp_path) if words in hit.message] == [(line, True)]


@pytest.mark.parametrize(
    "value",
    [
        "NIK saya 7322990101900001 dan nomor saya 0841-2233-4455",
        "Kirim ke pelapor@example.com atau lihat https://example.org/lampu",
        "Biayanya 1.250.000.000 rupiah menurut papan proyek",
        "Menurut UU Nomor 28 Tahun 1999 uang itu harus jelas",
        "Kata Bupati Luwu Utara dan Camat Masamba akan menyala",
        "Teknisi datang Selasa, 10 November 2026 jam 24.00 malam",
        "Waktu 29 Februari 2028 nanti semoga sudah terang",
        "Nomor NIP di papan 198501012010011000 tulisan tangan",
    ],
)
def test_simulated_identifiers_and_possible_days_are_left_alone(tmp_path: Path, value: str) -> None:
    _plant(tmp_path, LAMP, "extra", value)
    assert _found(tmp_path) == []


@pytest.mark.parametrize("action", ["Tanggal menyalanya belum dapat kami pastikan hari ini.", "Waktunya tidak pasti."])
def test_saying_that_something_is_not_sure_is_no_promise(tmp_path: Path, action: str) -> None:
    _plant(tmp_path, LAMP, "action", f'"Teknisi memasangnya pada {{d+5}}. {action}"')
    assert _found(tmp_path) == []


def test_a_slot_that_nobody_uses_is_found_at_its_line(tmp_path: Path) -> None:
    text = (SCENARIOS / f"{LAMP}.toml").read_text(encoding="utf-8")
    text = text.replace("[slots]\n", '[slots]\nwarna = ["putih", "kuning"]\n')
    (tmp_path / f"{LAMP}.toml").write_text(text, encoding="utf-8")
    line = text[: text.index("warna = ")].count("\n") + 1
    assert [(hit.line, hit.field) for hit in _found(tmp_path)] == [(line, "slots.warna")]


def test_a_deferred_report_that_nobody_can_complete_is_found(tmp_path: Path) -> None:
    text = (SCENARIOS / f"{VAGUE}.toml").read_text(encoding="utf-8")
    start, facts = text.index("completes = '''"), text.index("[[facts]]")
    rest = text[text.index("'''", start + 16) :]
    text = f"{text[:start]}completes = '''\nSudah saya jawab.\nItu saja dulu.\nSilakan diproses.\n{rest}"
    if facts < start:  # what the citizen tells only when asked would complete it too
        text = text[:facts] + text[text.index("\n[", text.rindex("[[facts]]") + 9) :]
    (tmp_path / f"{VAGUE}.toml").write_text(text, encoding="utf-8")
    line = text[: text.index("completes = ")].count("\n") + 1
    hits = [hit for hit in _found(tmp_path) if hit.field == "reactions.completes" and "evidence" in hit.message]
    assert [hit.line for hit in hits] == [line]


def test_an_archived_report_is_not_waited_for(tmp_path: Path) -> None:
    text = (SCENARIOS / f"{SPAM}.toml").read_text(encoding="utf-8").rstrip("\n")
    fact = "[[facts]]\nabout = \"place\"\ntold = '''\nDi {dusun}.\nDekat {patokan}.\n'''\n"
    (tmp_path / f"{SPAM}.toml").write_text(f"{text}\n\n{fact}", encoding="utf-8")
    hits = [hit for hit in _found(tmp_path) if hit.field == "facts"]
    assert [hit.line for hit in hits] == [text.count("\n") + 3]


def test_a_hidden_fact_that_every_wording_tells_already_is_found(tmp_path: Path) -> None:
    text = (SCENARIOS / f"{LAMP}.toml").read_text(encoding="utf-8").rstrip("\n")
    fact = "[[facts]]\nabout = \"place\"\ntold = '''\nItu {di}.\nTempatnya {di} tadi.\n'''\n"
    lines = [line for line in f"{text}\n\n{fact}".splitlines() if "{di}" in line or not _in_core(text, line)]
    (tmp_path / f"{LAMP}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    hits = [hit for hit in _found(tmp_path) if hit.field == "facts.0.about"]
    assert [hit.line for hit in hits] == [lines.index('about = "place"') + 1]


def _in_core(text: str, line: str) -> bool:
    """Whether a line is a wording of brief or what."""
    core = text[text.index("brief = '''") : text.index("harm = '''")]
    return f"\n{line}\n" in core and " = " not in line and line not in ("'''", "")


def test_fewer_than_twelve_ways_of_saying_it_are_found_and_near_identical_ones_count_once(tmp_path: Path) -> None:
    lines = (SCENARIOS / f"{LAMP}.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("what = '''")
    end = lines.index("'''", start)
    lines[start + 1 : end] = [f"Lampu jalan {{di}} padam semua sejak {number} hari lalu" for number in range(3, 15)]
    (tmp_path / f"{LAMP}.toml").write_text("\n".join(lines), encoding="utf-8")
    hits = [hit for hit in _found(tmp_path) if "cara mengatakan" in hit.message]
    assert [(hit.line, hit.field) for hit in hits] == [(start + 1, "say.what")]
    assert "hanya 6 cara" in hits[0].message


def test_a_line_of_another_scenario_is_a_fault_word_for_word_and_a_warning_nearly_so(tmp_path: Path) -> None:
    said = "Sumur tua di belakang balai {di} berbau aneh sejak kemarin malam"
    first = _plant(tmp_path, CUT, "what", said)
    line = _plant(tmp_path, LAMP, "what", said)
    hits = [hit for hit in _found(tmp_path) if "sama dengan" in hit.message]
    assert [(hit.file, hit.line, hit.warning) for hit in hits] == [(f"{LAMP}.toml", line, False)]
    assert f"{CUT}.toml:{first}" in hits[0].message
    _plant(tmp_path, LAMP, "what", said.replace("kemarin", "kemaren"))
    assert [hit.warning for hit in _found(tmp_path) if "hampir sama" in hit.message] == [True]


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text('id = "broken"\ntitle = \n', encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes('id = "latin"\ntitle = "Jalan ke café"\n'.encode("latin-1"))
    assert [(hit.file, hit.line) for hit in _found(tmp_path)] == [("broken.toml", 2), ("latin.toml", 2)]


def test_a_missing_field_is_told_at_its_table(tmp_path: Path) -> None:
    _without(tmp_path, LAMP, "finding = ")
    hit = next(hit for hit in _found(tmp_path) if hit.field == "office.finding")
    lines = (tmp_path / f"{LAMP}.toml").read_text(encoding="utf-8").splitlines()
    assert hit.line == lines.index("[office]") + 1


def test_the_lines_of_fields_wordings_and_list_items_are_known() -> None:
    text = "a = [\n  \"x\", # one\n  'y,]',\n]\n[say]\nwhat = '''\n\nfirst\n  second\n'''\n[[facts]]\nabout = 1\n[[facts]]\nabout = 2\n"
    places = places_in(text)
    assert {name: places[name] for name in ("a", "a.0", "a.1", "say", "say.what", "say.what.0", "say.what.1")} == {
        "a": 1, "a.0": 2, "a.1": 3, "say": 5, "say.what": 6, "say.what.0": 8, "say.what.1": 9,
    }  # fmt: skip
    assert (places["facts.0.about"], places["facts.1.about"]) == (12, 14)


def test_a_seed_too_small_for_a_class_is_told_as_a_whole(tmp_path: Path) -> None:
    shutil.copy(SCENARIOS / f"{LAMP}.toml", tmp_path)
    found = lint_seed(tmp_path, _reference())
    told = " ".join(finding.message for finding in found)
    assert all(not finding.warning and finding.line == 0 for finding in found)
    for words in ("hanya 1 skenario", "Baruga Sulsel", "PPID", "ditolak", "dikabulkan sebagian"):
        assert words in told


def _calendar(folder: Path, days: str) -> Path:
    path = folder / "calendar.toml"
    path.write_text(
        f'[[year]]\nyear = 2026\nbasis = "x"\nholidays = [\n{days}\n]\njoint_leave = []\n', encoding="utf-8"
    )
    return path


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ('"2026-01-01",\n"2026-02-30",', "tidak ada di kalender"),
        ('"2026-01-01",\n"2027-05-01",', "daftar tahun 2026"),
        ('"2026-01-01",\n2026-02-30,', "tidak terbaca"),
    ],
)
def test_an_impossible_holiday_is_a_fault_with_its_line(tmp_path: Path, days: str, words: str) -> None:
    found = calendar_findings(_calendar(tmp_path, days), (), None)
    assert [(hit.line, hit.warning) for hit in found] == [(6, False)]
    assert words in found[0].message


def test_a_year_without_a_table_of_holidays_is_a_warning(tmp_path: Path) -> None:
    path = _calendar(tmp_path, '"2026-01-01",')
    found = calendar_findings(path, (2026, 2031), lambda year: year == 2026)
    assert [(hit.file, hit.warning) for hit in found] == [("calendar.toml", True)]
    assert "2031" in found[0].message
    assert "tidak pasti" in found[0].message


def test_the_shipped_seed_has_no_faults() -> None:
    faults = [finding for finding in lint_seed(SCENARIOS, _reference()) if not finding.warning]
    assert [f"{fault.file}:{fault.line} {fault.field}: {fault.message}" for fault in faults] == []
