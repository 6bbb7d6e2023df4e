"""Forms are equally hard by rule, one's own tests share no item, time ends when it should, marks are what was answered."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from bimtek.modules.domain.items import ItemBank
from bimtek.modules.domain.sitting import (
    Form,
    build_form,
    end_of,
    is_over,
    known_units,
    mark_answers,
    mark_of,
    weakest_unit,
)
from tests.factories.items import large_bank, rules, small_bank

NINE = datetime(2026, 11, 9, 1, 0)
PRE, POST, EXAM = (0, 2, 0), (1, 1, 1), (1, 3, 1)


def profile(bank: ItemBank, form: Form) -> Counter[tuple[str, int]]:
    return Counter((bank.items[place.code].unit, bank.items[place.code].difficulty) for place in form)


def codes(form: Form) -> set[str]:
    return {place.code for place in form}


def test_any_two_forms_have_the_same_difficulty_profile_and_as_many_procedure_items() -> None:
    bank = large_bank()
    forms = [build_form(bank, "exam", bank.units, f"kelas|{seat}", EXAM) for seat in range(40)]
    assert all(profile(bank, form) == profile(bank, forms[0]) for form in forms)
    procedure = {sum(bank.items[place.code].kind == "procedure" for place in form) for form in forms}
    assert procedure == {20}
    assert [len(form) for form in forms] == [40] * 40


def test_the_same_seed_gives_the_same_form_and_a_neighbour_gets_another() -> None:
    bank = large_bank()
    mine = build_form(bank, "exam", bank.units, "kelas|7", EXAM)
    assert mine == build_form(bank, "exam", bank.units, "kelas|7", EXAM)
    neighbour = build_form(bank, "exam", bank.units, "kelas|8", EXAM)
    assert len(codes(mine) & codes(neighbour)) < 30
    shared = {place.code: place.order for place in neighbour}
    assert any(shared.get(place.code, place.order) != place.order for place in mine)


@pytest.mark.parametrize("bank", [large_bank(), small_bank()], ids=["large", "small"])
@pytest.mark.parametrize("seat", range(12))
def test_pre_test_and_post_test_of_one_person_share_no_item(bank: ItemBank, seat: int) -> None:
    pre = build_form(bank, "pre", bank.units, f"kelas|{seat}", PRE)
    post = build_form(bank, "post", bank.units, f"kelas|{seat}", POST, without=codes(pre))
    assert not codes(pre) & codes(post)
    assert (len(pre), len(post)) == (2 * len(bank.units), 3 * len(bank.units))


def test_every_option_is_shown_once_in_an_order_of_its_own() -> None:
    bank = large_bank()
    form = build_form(bank, "exam", bank.units, "kelas|1", EXAM)
    assert all(sorted(place.order) == [0, 1, 2, 3] for place in form)
    assert len({place.order for place in form}) > 10


def test_where_a_difficulty_runs_out_the_nearest_one_stands_in_for_everybody_alike() -> None:
    bank = small_bank()
    forms = [build_form(bank, "exam", ["U1"], f"kelas|{seat}", (0, 0, 3)) for seat in range(9)]
    assert profile(bank, forms[0]) == {("U1", 3): 1, ("U1", 2): 2}
    assert all(profile(bank, form) == profile(bank, forms[0]) for form in forms)


def test_a_unit_without_items_and_an_exhausted_bank_only_shorten_the_form() -> None:
    bank = small_bank()
    assert len(build_form(bank, "pre", ["U1", "U2"], "x", PRE)) == 2
    assert len(build_form(bank, "pre", ["U1"], "x", (9, 9, 9))) == 6
    assert build_form(bank, "pre", ["U1"], "x", PRE, without=set(bank.items)) == ()


def test_extra_time_is_added_to_the_limit_and_a_test_without_limit_never_ends() -> None:
    exam, pre = rules().tests["exam"], rules().tests["pre"]
    assert end_of(exam, NINE) == NINE + timedelta(minutes=60)
    assert end_of(exam, NINE, minutes=10, percent=25) == NINE + timedelta(minutes=85)
    assert end_of(pre, NINE, minutes=10) is None
    assert not is_over(None, NINE + timedelta(days=9), rules())


def test_an_answer_on_its_way_still_counts_and_a_later_one_does_not() -> None:
    end = NINE + timedelta(minutes=60)
    late = timedelta(seconds=rules().lateness.seconds)
    assert not is_over(end, end + late - timedelta(seconds=1), rules())
    assert is_over(end, end + late, rules())


def answered(bank: ItemBank, form: Form, right: set[str]) -> dict[str, int]:
    """Right for these items, wrong for the others."""
    return {
        place.code: bank.items[place.code].right if place.code in right else (bank.items[place.code].right + 1) % 4
        for place in form
    }


def test_a_mark_names_shares_of_units_and_of_procedure() -> None:
    bank = small_bank()
    form = build_form(bank, "post", bank.units, "x", POST)
    mine = {place.code for place in form if place.code.startswith("u1")}
    mark = mark_of(mark_answers(bank, form, answered(bank, form, mine)), rules().tests["post"], rules())
    assert (mark.share, mark.passed, mark.per_unit) == (0.5, False, {"U1": 1.0, "U6": 0.0})
    assert mark.procedure_met is False
    assert weakest_unit(mark) == "U6"


def test_exactly_the_pass_share_passes_and_the_pre_test_judges_nobody() -> None:
    bank = large_bank(units=8)
    form = build_form(bank, "post", bank.units, "x", POST)
    right = {place.code for place in form[:18]}
    marked = mark_answers(bank, form, answered(bank, form, right))
    assert mark_of(marked, rules().tests["post"], rules()).passed is True
    marked = mark_answers(bank, form, answered(bank, form, {place.code for place in form[:17]}))
    assert mark_of(marked, rules().tests["post"], rules()).passed is False
    assert mark_of(marked, rules().tests["pre"], rules()).passed is None


def test_an_open_question_is_wrong_and_an_item_no_longer_in_the_bank_counts_for_nobody() -> None:
    bank = small_bank()
    form = build_form(bank, "pre", ["U1"], "x", PRE)
    assert [one.right for one in mark_answers(bank, form, {})] == [False, False]
    assert mark_answers(ItemBank({}), form, {form[0].code: 0}) == ()
    assert mark_of((), rules().tests["pre"], rules()).share == 0


def test_a_unit_is_known_only_when_all_its_items_are_right() -> None:
    bank = small_bank()
    form = build_form(bank, "pre", bank.units, "x", PRE)
    all_of_u1 = {place.code for place in form if place.code.startswith("u1")}
    one_of_u6 = next(place.code for place in form if place.code.startswith("u6"))
    marked = mark_answers(bank, form, answered(bank, form, all_of_u1 | {one_of_u6}))
    assert known_units(marked, rules()) == {"U1"}
    assert known_units((), rules()) == set()


def test_with_everything_right_no_unit_is_the_weakest() -> None:
    bank = small_bank()
    form = build_form(bank, "pre", bank.units, "x", PRE)
    marked = mark_answers(bank, form, answered(bank, form, codes(form)))
    assert weakest_unit(mark_of(marked, rules().tests["pre"], rules())) is None
