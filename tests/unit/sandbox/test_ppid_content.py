"""The content of the PPID desk is whole, says where it comes from, and a faulty file is told all its faults."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pydantic import ValidationError

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.generator_places import load_unit_names
from bimtek.sandbox.domain.ppid_content import PpidContent, load_ppid_content
from bimtek.sandbox.domain.scenario import Scenario, load_scenarios

REAL = SEED_DIR / "ppid"


@cache
def _shipped() -> PpidContent:
    return load_ppid_content(REAL)


@cache
def _requests() -> tuple[Scenario, ...]:
    return tuple(scenario for scenario in load_scenarios(SEED_DIR / "scenarios").scenarios if scenario.desk == "ppid")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REAL, tmp_path / "ppid"))


def _replace(directory: Path, file: str, old: str, new: str) -> None:
    path = directory / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _faults(directory: Path) -> str:
    with pytest.raises(ValueError, match=r"\.toml") as caught:
        load_ppid_content(directory)
    return str(caught.value)


def test_the_law_has_ten_grounds_and_seven_objections() -> None:
    assert "".join(ground.letter for ground in _shipped().grounds) == "abcdefghij"
    assert "".join(objection.letter for objection in _shipped().objections) == "abcdefg"


def test_a_ground_an_objection_an_entry_and_a_role_are_found_or_missing() -> None:
    content = _shipped()
    assert content.ground("h") is content.grounds[7]
    assert content.objection("g") is content.objections[6]
    assert content.entry("apbd-ringkasan") is content.dip[0]
    assert content.role("atasan") is content.roles[2]
    assert content.ground("k") is content.objection("h") is content.entry("tidak-ada") is content.role("bupati") is None


def test_a_valid_request_has_ten_parts_and_an_annex_for_each_kind_of_applicant() -> None:
    assert len(_shipped().request_parts) == 10
    assert [annex.applicant for annex in _shipped().annexes] == ["person", "group", "legal_entity"]


def test_the_registers_keep_the_order_of_the_book() -> None:
    assert [column.key for column in _shipped().request_register] == [
        "number", "date", "name", "address", "contact", "occupation", "information", "purpose", "held", "form", "kind",
        "decision", "reason", "notified_on", "delivered_on", "cost",
    ]  # fmt: skip
    assert [column.key for column in _shipped().objection_register][-4:] == [
        "decision",
        "decided_on",
        "superior",
        "reaction",
    ]


def test_the_list_of_public_information_has_entries_of_every_open_class_and_units_that_exist() -> None:
    units = load_unit_names(SEED_DIR / "units.toml")
    classes = Counter(entry.information_class for entry in _shipped().dip)
    assert sum(classes.values()) >= 24
    assert set(classes) == {"berkala", "serta_merta", "setiap_saat"}
    assert [entry.unit for entry in _shipped().dip if entry.unit not in units] == []


def _required(decision: str) -> list[str]:
    return [part.key for part in _shipped().notice_parts(decision) if decision in part.required_for]


def test_a_partial_grant_must_name_what_is_blacked_out_and_a_full_grant_need_not() -> None:
    assert "blackout" in _required("grant_part")
    assert "blackout" not in _required("grant")


def test_a_refusal_must_hold_the_parts_of_the_refusal_notice() -> None:
    assert _required("refuse") == [
        "held", "decision", "number", "name", "address", "occupation", "contact", "information", "reason",
    ]  # fmt: skip


def test_an_answer_that_nothing_is_held_must_name_the_holder() -> None:
    assert _required("not_held") == ["held", "holder"]


def test_unconfirmed_practice_is_told_from_what_a_source_says() -> None:
    assert _shipped().grounds[0].unconfirmed
    assert not _shipped().objections[0].unconfirmed


def test_content_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValidationError):
        _shipped().grounds[0].name = "lain"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("grounds.toml", 'letter = "j"', 'letter = "k"', "grounds.toml ground 10 letter"),
        ("grounds.toml", 'letter = "j"', 'letter = "i"', "grounds.toml: huruf harus a, b"),
        ("objections.toml", "\n[[objection]]", "\n[[keberatan]]", "tabel 'keberatan' tidak dikenal"),
        ("objections.toml", 'letter = "g"', 'letter = "f"', "objections.toml: huruf harus"),
        ("answer_parts.toml", 'key = "holder"', 'key = "held"', "answer_parts.toml: key 'held' ganda"),
        ("answer_parts.toml", 'required_for = ["not_held"]', "", "answer_parts.toml answer 2: "),
        ("answer_parts.toml", "\nadvised_for", '\nrequired_for = ["refuse"]\nadvised_for', "tidak boleh wajib dan"),
        ("register.toml", 'source = "', 'asal = "', "register.toml request 1 asal"),
        ("register.toml", 'key = "date"', 'key = "number"', "register.toml: key 'number' ganda"),
        ("request_parts.toml", 'gaps = ["purpose"]', "", "kekurangan 'purpose' tidak dipakai"),
        ("request_parts.toml", 'applicant = "group"', 'applicant = "person"', "lampiran untuk 'group' tidak ada"),
        ("dip.toml", 'person_in_charge = "Kepala', 'person_in_charge = "Andi', "bukan jabatan"),
        ("dip.toml", '"berkala"', '"dikecualikan"', "dip.toml entry 1 information_class"),
        ("dip.toml", 'id = "lkjip"', 'id = "rkpd"', "dip.toml: id 'rkpd' ganda"),
        ("dip.toml", 'form = ["hardcopy", "softcopy"]', "form = []", "dip.toml entry 1 form"),
        ("dip.toml", 'source = "Kolom', '# "', "dip.toml: source belum diisi"),
        ("roles.toml", 'key = "atasan"', 'key = "ppid"', "roles.toml: peran 'atasan' tidak ada"),
        ("roles.toml", "[[role]]", "[role]", "roles.toml"),
    ],
)
def test_a_slip_in_a_file_is_told_with_its_place(copied: Path, file: str, old: str, new: str, told: str) -> None:
    _replace(copied, file, old, new)
    assert told in _faults(copied)


def test_faults_of_several_files_are_told_together(copied: Path) -> None:
    (copied / "register.toml").unlink()
    (copied / "roles.toml").write_text("[[role]", encoding="utf-8")
    (copied / "objections.toml").write_text("", encoding="utf-8")
    _replace(copied, "grounds.toml", 'letter = "c"', 'letter = "?"')
    told = _faults(copied)
    assert "register.toml: berkas tidak ada" in told
    assert "roles.toml: " in told
    assert "objections.toml objection: tidak ada tabel [[objection]]" in told
    assert "grounds.toml ground 3 letter" in told


def test_a_directory_without_files_is_told_file_by_file(tmp_path: Path) -> None:
    assert _faults(tmp_path).count("berkas tidak ada") == 7


def test_the_head_of_every_file_explains_how_to_correct_it() -> None:
    for path in REAL.glob("*.toml"):
        head = path.read_text(encoding="utf-8").split("\n[[", 1)[0]
        assert "Cara membetulkan" in head, path.name


def test_requests_of_every_decision_are_practised() -> None:
    decisions = Counter(scenario.request.decision for scenario in _requests() if scenario.request)
    assert decisions.keys() == {"grant", "grant_part", "refuse", "not_held"}
    grounds = {s.request.ground for s in _requests() if s.request and s.request.decision == "refuse"}
    assert grounds == {"a", "h", "j"}


def test_a_request_for_listed_information_names_an_entry_of_the_same_class_and_unit() -> None:
    listed = [scenario for scenario in _requests() if scenario.request and scenario.request.dip]
    assert len(listed) >= 6
    for scenario in listed:
        assert scenario.request is not None
        entry = _shipped().entry(scenario.request.dip)
        assert entry is not None, scenario.id
        assert (entry.information_class, entry.unit) == (scenario.request.information_class, scenario.owner)


def test_some_requests_are_incomplete_spoken_or_need_more_time() -> None:
    told = [scenario.request for scenario in _requests() if scenario.request]
    assert any(request.incomplete for request in told)
    assert sum(bool(request.extension) for request in told) >= 2
    assert {request.applicant for request in told} == {"person", "group", "legal_entity"}
    assert any("spoken_request" in scenario.traps for scenario in _requests())


def test_nobody_asks_for_information_without_an_identity() -> None:
    assert {scenario.protection.none for scenario in _requests()} == {100}


def test_slots_of_a_request_are_plain_words() -> None:
    for path in sorted((SEED_DIR / "scenarios").glob("ppid-*.toml")):
        slots = tomllib.loads(path.read_text(encoding="utf-8"))["slots"]
        assert not [value for values in slots.values() for value in values if "{" in value], path.name
