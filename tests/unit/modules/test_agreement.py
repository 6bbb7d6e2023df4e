"""Agreement in figures that a textbook would give."""

from __future__ import annotations

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain.agreement import agreement, band, weighted_kappa
from bimtek.modules.domain.calibration import differences, load_samples
from tests.bench.agreement import weighted_kappa as bench_kappa


def test_nobody_looked_at_is_no_agreement() -> None:
    empty = agreement([], 4)
    assert (empty.n, empty.kappa, empty.adjacent) == (0, None, None)


def test_full_agreement_over_several_levels_is_one() -> None:
    told = agreement([(0, 0), (2, 2), (4, 4)], 4)
    assert (told.exact, told.adjacent, told.kappa) == (1.0, 1.0, 1.0)


def test_one_and_the_same_level_everywhere_tells_nothing() -> None:
    assert weighted_kappa([(4, 4)] * 30) is None
    assert agreement([(4, 4)] * 30, 4).exact == 1.0


def test_a_known_table_gives_its_known_kappa() -> None:
    pairs = [(1, 1)] * 4 + [(1, 2)] + [(2, 2)] * 3 + [(2, 3)] + [(3, 3)] * 5 + [(3, 1)]
    # seen: (1 + 1 + 4) / 15; chance from the margins 5,4,6 and 5,4,6: sum (a-b)^2 * left * right / 225 = 328 / 225
    assert weighted_kappa(pairs) == pytest.approx(1 - (6 / 15) / (328 / 225))


def test_the_figure_is_the_one_the_bench_prints() -> None:
    pairs = [(0, 1), (1, 1), (2, 2), (2, 1), (4, 3), (3, 3), (0, 0)]
    first, second = zip(*pairs, strict=True)
    assert weighted_kappa(pairs) == pytest.approx(bench_kappa(first, second))


def test_one_more_look_changes_n_by_one_and_says_which_way() -> None:
    before, after = agreement([(2, 2), (4, 4)], 4), agreement([(2, 2), (4, 4), (2, 3)], 4)
    assert (after.n - before.n, after.higher - before.higher, after.lower) == (1, 1, 0)


def test_adjacent_says_nothing_on_a_scale_of_two_levels() -> None:
    assert agreement([(0, 1), (1, 1)], 1).adjacent is None


def test_opposite_marks_are_worse_than_chance() -> None:
    kappa = weighted_kappa([(0, 4), (4, 0)])
    assert kappa is not None
    assert band(kappa) == "none"
    assert [band(value) for value in (0.1, 0.3, 0.5, 0.7, 0.9)] == [
        "slight",
        "fair",
        "moderate",
        "substantial",
        "almost",
    ]


def test_the_samples_cover_every_verdict_every_flag_and_many_sectors() -> None:
    samples = load_samples(SEED_DIR / "calibration").values()
    assert len(samples) == 12
    assert {sample.verdict for sample in samples} == {"send", "improve", "reject"}
    assert len({sample.sector for sample in samples}) == 12
    assert {flag for sample in samples for flag in sample.flags} == {
        "leaks_reporter", "names_accused", "overpromises", "blames_citizen", "internal_note", "hollow",
    }  # fmt: skip


def test_the_difference_says_how_much_higher_the_other_was() -> None:
    assert differences({"action": 2, "finding": 0}, {"action": 1, "finding": 2}) == {"action": -1, "finding": 2}
