"""The page to take home lists the three weakest criteria with the own words, and nothing that tells who reported."""

from __future__ import annotations

from datetime import datetime

from bimtek.modules.domain.job_aid import RULES_ON_THE_PAGE, Told, lessons, without_persons
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, ReplyMark

FULL = {
    "salutation": 1,
    "empathy": 1,
    "substance": 2,
    "finding": 2,
    "action": 2,
    "timeframe": 2,
    "authority": 2,
    "channel": 1,
    "language": 2,
}
SECRETS = ("Hasnawati Rusli", "0841 2200 317")


def judged(parts: dict[str, int] | None = None, **levels: int) -> CaseJudgement:
    """A judgement with these case criteria and, when given, a reply with these levels below full."""
    criteria = tuple(
        Criterion(key, level, f"Alasan {key}.", f"Fakta {key} Hasnawati Rusli", f"Aturan {key}", f"Lebih baik {key}")
        for key, level in levels.items()
    )
    mark = None
    if parts is not None:
        because = {
            key: {"reason": f"Kurang {key}.", "passage": "Akan kami tindak lanjuti.", "better": "Lebih."}
            for key in FULL
        }
        mark = ReplyMark(1, "Teks", datetime(2026, 11, 9), {**FULL, **parts}, {}, "improve", because, 0.5)
    return CaseJudgement(criteria, (), mark, ended=True)


def test_exactly_the_three_lowest_are_listed_the_weakest_first() -> None:
    told = [Told(judged({"finding": 0, "timeframe": 1}, owner=1, category=3, closing=4), SECRETS)]
    assert [lesson.key for lesson in lessons(told)] == ["reply.finding", "owner", "reply.timeframe"]
    assert len(lessons(told)) == RULES_ON_THE_PAGE


def test_what_was_always_right_teaches_nothing() -> None:
    assert lessons([Told(judged({}, owner=4, category=4), SECRETS)]) == ()
    assert lessons([]) == ()


def test_the_whole_reply_is_named_by_its_parts_only() -> None:
    keys = {lesson.key for lesson in lessons([Told(judged({"action": 0}, reply=1))])}
    assert keys == {"reply.action"}


def test_the_example_is_the_worst_one_and_of_equal_ones_the_latest() -> None:
    first, second = judged(owner=1), judged(owner=1)
    changed = CaseJudgement((Criterion("owner", 1, "Alasan kedua.", "", "", ""),), (), None, ended=True)
    assert lessons([Told(first), Told(second), Told(changed)])[0].reason == "Alasan kedua."
    assert lessons([Told(first), Told(second), Told(changed)])[0].times == 3


def test_no_personal_data_leaves_the_case() -> None:
    lesson = lessons([Told(judged(owner=1), SECRETS)])[0]
    assert "Hasnawati" not in lesson.own
    clean = without_persons("Ibu hasnawati rusli, HP 0841 2200 317, RT 03 RW 01, NIK 7322994508880003.", SECRETS)
    for secret in ("hasnawati", "0841", "7322994508880003", "RT 03"):
        assert secret not in clean
