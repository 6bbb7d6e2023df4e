"""A person's marks over the machine's: what counts, what is on the border, when a third decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bimtek.config import SEED_DIR
from bimtek.journal.domain import Entry
from bimtek.modules.domain import review
from bimtek.modules.domain.judging.reply.types import CRITERIA as REPLY
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Critical, ReplyMark
from bimtek.modules.domain.review import Override, apart, border, effective, errors, fold, scales

AT = datetime(2026, 11, 10, 9, 0)
MARGIN = 0.05


def reply(entry: int = 5, verdict: str = "send", **levels: int) -> ReplyMark:
    given = {key: levels.get(key, top) for key, (_, top) in REPLY.items()}
    share = sum(given[key] / top for key, (_, top) in REPLY.items()) / len(REPLY)
    flags = dict.fromkeys(
        ("leaks_reporter", "names_accused", "overpromises", "blames_citizen", "internal_note", "hollow"), False
    )
    return ReplyMark(entry, "Isi.", AT, given, flags, verdict, {}, share)


def judged(*levels: int, mark: ReplyMark | None = None, criticals: tuple[Critical, ...] = ()) -> CaseJudgement:
    keys = ("class", "category", "owner", "completeness", "identity", "timeliness", "closing")
    criteria = [Criterion(key, level, "") for key, level in zip(keys, levels, strict=False)]
    mark = mark or reply()
    return CaseJudgement((*criteria, Criterion("reply", 4, "")), criticals, mark, True)


def over(key: str, level: int, machine: int | None = 2, reply_entry: int = 5, judged_up_to: int = 9) -> Override:
    return Override(key, level, machine, "missed_fact", "", 7, 10, judged_up_to, reply_entry, "u6-2")


def changed(result: CaseJudgement, *overrides: Override) -> CaseJudgement:
    return effective(result, {item.key: item for item in overrides})


def test_without_overrides_the_machine_counts() -> None:
    result = judged(4, 2, 4)
    assert effective(result, {}) is result


def test_an_override_changes_one_level_and_the_sum_and_leaves_the_machine_alone() -> None:
    machine = judged(4, 2, 4, 4)
    counting = changed(machine, over("case:category", 4))
    assert machine.criterion("category").level == 2
    assert counting.criterion("category").level == 4
    assert (machine.share, counting.share) == (0.9, 1.0)
    assert not machine.mastered
    assert counting.mastered


def test_a_criterion_without_a_place_gets_no_level_by_an_override() -> None:
    machine = judged(4, 4)
    away = replace(machine, criteria=(*machine.criteria, Criterion("link", None, "", applies=False)))
    assert changed(away, over("case:link", 4)).criterion("link").level is None


def test_a_level_of_the_reply_moves_the_answer_as_a_whole() -> None:
    weak = reply(verdict="improve", action=0, timeframe=0, finding=0)
    machine = judged(4, 4, mark=weak)
    machine = replace(machine, criteria=(*machine.criteria[:-1], Criterion("reply", 2, "")))
    counting = changed(machine, *(over(f"reply:{key}", 2, 0) for key in ("action", "timeframe", "finding")))
    assert counting.reply is not None
    assert (counting.reply.verdict, counting.criterion("reply").level) == ("send", 4)
    assert weak.levels["action"] == 0


def test_marks_of_a_reply_rest_once_another_reply_was_sent() -> None:
    machine = judged(4, 4, mark=reply(entry=12, verdict="improve", action=0))
    counting = changed(machine, over("reply:action", 2, 0, reply_entry=5), over("case:class", 3, 4))
    assert counting.reply == machine.reply
    assert counting.criterion("class").level == 3


def test_a_reply_rejected_for_another_place_stays_rejected_when_only_its_greeting_is_raised() -> None:
    wrong = reply(verdict="reject", salutation=0, finding=0, action=0, timeframe=0, authority=0, substance=1)
    counting = changed(judged(4, mark=wrong), over("reply:salutation", 1, 0))
    assert counting.reply is not None
    assert counting.reply.verdict == "reject"
    raised = changed(judged(4, mark=wrong), over("reply:authority", 2, 0))
    assert raised.reply is not None
    assert raised.reply.verdict == "improve"


def test_a_lifted_critical_error_no_longer_fails_the_case() -> None:
    leak = Critical("leaked_identity", "Balasan memuat nama.", "", "", 5, "Ibu N")
    mark = replace(reply(verdict="reject"), flags={**reply().flags, "leaks_reporter": True})
    counting = changed(judged(4, 4, mark=mark, criticals=(leak,)), over("critical:leaked_identity", 0, 1))
    assert counting.criticals == ()
    assert counting.reply is not None
    assert (counting.reply.verdict, counting.reply.flags["leaks_reporter"]) == ("send", False)


def test_lifting_an_error_lifts_no_later_one() -> None:
    first = Critical("leaked_identity", "", "", "", 5)
    later = Critical("leaked_identity", "", "", "", 12)
    counting = changed(judged(4, criticals=(first, later)), over("critical:leaked_identity", 0, 1, judged_up_to=9))
    assert counting.criticals == (later,)


def test_a_trainer_may_set_an_error_the_machine_did_not_see() -> None:
    item = replace(over("critical:wrong_authority", 1, 0), note="Pemegangnya provinsi.")
    counting = changed(judged(4, 4), item)
    assert [(error.code, error.fact) for error in counting.criticals] == [("wrong_authority", "Pemegangnya provinsi.")]
    assert not counting.mastered


def entry(number: int, kind: str, **data: object) -> Entry:
    told = {"level": 3, "machine": 2, "reason": "other", "note": "", "judged": 4, "reply": 0, "rubric": "u6-2", **data}
    return Entry("sandbox/1", number, kind, "case/1", 7, "trainer", None, AT, told)


def test_the_journal_tells_which_overrides_stand() -> None:
    first = entry(5, review.OVERRIDDEN, key="case:class", level=3)
    second = entry(6, review.OVERRIDDEN, key="case:class", level=1)
    assert fold([first, second])["case:class"].level == 1
    undone = entry(7, review.UNDONE, key="case:class", entry=6)
    assert fold([first, second, undone])["case:class"].level == 3
    assert fold([first, second, undone, entry(8, review.RESTORED, key="case:class")]) == {}


@pytest.mark.parametrize(
    ("levels", "why"),
    [
        ((4, 4, 4, 4, 4, 4, 4), ""),
        ((3, 3, 3, 3, 3, 3, 3), "mean"),
        ((4, 4, 4, 4, 4, 4, 2), "level"),
        ((4, 4, 4, 4, 4, 4, 0), ""),
        ((0, 0, 1, 1, 0, 0, 1), ""),
    ],
)
def test_the_border_is_a_mean_near_the_line_or_gaps_of_one_level(levels: tuple[int, ...], why: str) -> None:
    assert border(judged(*levels), MARGIN) == why


def test_both_ends_of_the_margin_lie_on_the_border() -> None:
    ends = [judged(3, 3, 3, 3, 3, 2, 2), judged(4, 4, 3, 3, 3, 3, 3)]
    assert [round(result.share, 3) for result in ends] == [0.719, 0.844]
    assert [border(result, 0.05) for result in ends] == ["level", "mean"]
    assert [border(result, 0.082) for result in ends] == ["mean", "mean"]


def test_a_case_with_a_critical_error_or_still_open_is_not_on_the_border() -> None:
    near = judged(3, 3, 3, 3, 3, 3, 3)
    assert border(replace(near, criticals=(Critical("missed_deadline", "", "", ""),)), MARGIN) == ""
    waiting = replace(near, criteria=(*near.criteria, Criterion("link", None, "")))
    assert border(waiting, MARGIN) == ""


def test_a_third_decides_where_two_lie_more_than_one_level_apart() -> None:
    assert apart({"a": 4, "b": 2, "c": 0}, {"a": 2, "b": 3, "c": 0}) == ["a"]


def test_the_nine_parts_of_the_answer_are_marked_instead_of_the_whole() -> None:
    found = scales(judged(4, 4))
    assert "case:reply" not in found
    assert [key for key in found if key.startswith("reply:")] == [f"reply:{key}" for key in REPLY]
    assert errors(judged(4))["critical:leaked_identity"].level == 0


def test_every_setting_of_the_border_and_of_agreement_has_a_source() -> None:
    settings = review.load_settings(SEED_DIR / "review.toml")
    assert (settings.margin, settings.kappa, settings.exact, settings.adjacent, settings.few) == (
        0.05,
        0.7,
        0.7,
        0.95,
        20,
    )
    assert all(settings.sources.values())
