"""The scenarios of seed/ are whole, and a faulty file is told all its faults."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.generator_places import load_places, load_unit_names
from bimtek.sandbox.domain.generator_plan import rng_for
from bimtek.sandbox.domain.phrasing import compile_phrase, phrase_fault, render, speak_particles
from bimtek.sandbox.domain.scenario import RIGHT_ACTS, Scenario, load_categories, load_scenarios, reference_faults

REAL = SEED_DIR / "scenarios" / "street-light.toml"


@cache
def _shipped() -> tuple[Scenario, ...]:
    loaded = load_scenarios(SEED_DIR / "scenarios")
    assert loaded.faults == ()
    return loaded.scenarios


def _changed(tmp_path: Path, **changes: str) -> Path:
    """A directory with the street-light scenario in which whole `name = value` lines are exchanged."""
    lines = REAL.read_text(encoding="utf-8").splitlines()
    for name, value in changes.items():
        lines = [f"{name} = {value}" if line.startswith(f"{name} = ") else line for line in lines]
    (tmp_path / "street-light.toml").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_at_least_24_scenarios_are_shipped() -> None:
    assert len(_shipped()) >= 24


def test_every_class_and_every_right_first_act_is_practised() -> None:
    assert {scenario.report_class for scenario in _shipped()} == {
        "information_request",
        "aspiration",
        "complaint",
        "supervised_complaint",
    }
    acts = {scenario.right_act for scenario in _shipped()}
    assert acts == set().union(*RIGHT_ACTS.values())


def test_owners_categories_and_districts_exist() -> None:
    places = load_places(SEED_DIR / "places.toml")
    units = load_unit_names(SEED_DIR / "units.toml")
    categories = load_categories(SEED_DIR / "categories.toml")
    assert reference_faults(_shipped(), units, categories, {place.district for place in places}) == ()


def test_an_own_matter_belongs_to_a_unit_it_may_be_disposed_to() -> None:
    with (SEED_DIR / "units.toml").open("rb") as file:
        level = {unit["id"]: unit["level"] for unit in tomllib.load(file)["unit"]}
    assert {level[scenario.owner] for scenario in _shipped()} == {"kabupaten"}
    assert all(level[scenario.holder] == scenario.level != "kabupaten" for scenario in _shipped() if scenario.holder)


def test_a_secret_matter_is_marked_sensitive_and_asks_for_protection() -> None:
    violence = next(scenario for scenario in _shipped() if scenario.id == "domestic-violence")
    assert violence.sensitive
    assert violence.urgency == "urgent"
    assert violence.protection.none < 5


def test_a_reference_to_an_unknown_unit_is_reported() -> None:
    faults = reference_faults(_shipped()[:1], units=[], categories=[], districts=[])
    assert {fault.where for fault in faults} >= {"owner", "category"}


def test_all_faults_of_one_file_are_reported_together(tmp_path: Path) -> None:
    loaded = load_scenarios(_changed(tmp_path, report_class='"gripe"', weight="99", timing='"later"'))
    assert loaded.scenarios == ()
    assert {fault.where for fault in loaded.faults} >= {"report_class", "weight", "timing"}


def test_a_file_that_is_no_toml_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("id = ", encoding="utf-8")
    loaded = load_scenarios(tmp_path)
    assert [fault.file for fault in loaded.faults] == ["broken.toml"]


def test_an_id_that_differs_from_its_file_is_refused(tmp_path: Path) -> None:
    loaded = load_scenarios(_changed(tmp_path, id='"street-lamp"'))
    assert [fault.where for fault in loaded.faults] == ["id"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"right_act": '"defer"'}, "missing"),
        ({"competence": '"other"'}, "holder"),
        ({"right_act": '"archive"'}, "archive_reason"),
        ({"since_days": "[90, 3]"}, "since_days"),
    ],
)
def test_a_truth_that_contradicts_itself_is_refused(tmp_path: Path, changes: dict[str, Any], named: str) -> None:
    loaded = load_scenarios(_changed(tmp_path, **changes))
    assert named in " ".join(fault.message for fault in loaded.faults)


def test_an_unknown_slot_is_named(tmp_path: Path) -> None:
    text = REAL.read_text(encoding="utf-8").replace("{titik} titik lampu", "{tidak_ada} titik lampu")
    (tmp_path / "street-light.toml").write_text(text, encoding="utf-8")
    assert "{tidak_ada}" in load_scenarios(tmp_path).faults[0].message


@pytest.mark.parametrize(
    "text", ["jalan [rusak|hancur", "jalan ] rusak", "jalan | rusak", "di {desa", "di {Desa Besar}"]
)
def test_a_damaged_phrase_is_told(text: str) -> None:
    assert phrase_fault(text)


def test_a_phrase_speaks_one_of_its_wordings_with_the_slots_filled() -> None:
    phrase = compile_phrase("Jalan {di} [rusak [parah|berat]|hancur]~mi")
    spoken = {render(phrase, {"di": "di Radda"}, rng_for(number)) for number in range(40)}
    assert spoken == {"Jalan di Radda rusak parah~mi", "Jalan di Radda rusak berat~mi", "Jalan di Radda hancur~mi"}


@pytest.mark.parametrize(
    ("spoken", "expected"), [(0, "rusak, belum lagi"), (1, "rusak mi, belum lagi"), (2, "rusak mi, belum pi lagi")]
)
def test_only_as_many_particles_are_spoken_as_the_manner_has(spoken: int, expected: str) -> None:
    assert speak_particles("rusak~mi, belum~pi lagi", spoken, 0) == expected
