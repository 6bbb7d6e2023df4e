"""Recommendations follow from figures, name them, and none follows from what was not measured."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bimtek.reporting.domain.findings import MOST_OF_A_KIND, WEAK_LEVEL, Evidence, findings


def test_a_class_that_was_not_measured_gets_no_advice() -> None:
    assert findings(Evidence(0, 0)) == []


def test_what_is_weak_is_named_with_its_figure_the_gravest_first() -> None:
    found = findings(
        Evidence(
            118, 110, 0.7, 0.2, {"Jawaban": 2.1, "Tutup": 3.9}, {"U1 Terima": 0.2, "U2 Golongkan": 0.9},
            {"Identitas bocor": 4}, {"Ruang nyaman.": 2.0}, plans_sent=100,
        )
    )  # fmt: skip
    assert [(one.kind, one.about, one.figure) for one in found] == [
        ("error", "Identitas bocor", 4), ("criterion", "Jawaban", 2.1), ("unit", "U1 Terima", 0.2), ("gain", "", 0.2),
        ("attendance", "", 0.7), ("reaction", "Ruang nyaman.", 2.0), ("absent", "", 8), ("plans", "", 10),
    ]  # fmt: skip


def test_a_class_that_did_well_is_not_scolded() -> None:
    assert findings(Evidence(5, 5, 1.0, 0.6, {"Jawaban": WEAK_LEVEL}, {"U1": 0.5}, {}, {"Ruang": 3.5}, 5)) == []


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.floats(0, 4), max_size=12))
def test_one_weakness_never_crowds_out_the_others_and_what_is_not_weak_is_not_named(criteria: dict[str, float]) -> None:
    found = findings(Evidence(9, 9, 1.0, 0.5, criteria, plans_sent=8))
    assert [one.kind for one in found].count("criterion") <= MOST_OF_A_KIND
    assert found.pop().kind == "plans"
    assert all(one.figure < WEAK_LEVEL for one in found)
