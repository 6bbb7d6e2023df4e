"""Replies, hand-over notes and marked samples: texts are judged by what they say of the case at hand."""

from __future__ import annotations

from bimtek.modules.domain.judging.reply.types import CRITERIA
from bimtek.modules.domain.kinds.write_reply import SPOILT
from tests.unit.modules.kinds.sheets import judge, make

HEAP = (
    "sapaan empati temuan tindakan waktu kewenangan saluran terima kasih mohon maaf segera tanggal petugas dinas " * 4
)


def test_a_model_reply_meets_every_criterion_and_marks_its_passages() -> None:
    for seed in range(3):
        question = make("write_reply", seed).questions[0]
        verdict = judge("write_reply", question, question.model)
        assert [part.title for part in verdict.parts] == [label for label, _ in CRITERIA.values()]
        assert all(0 <= mark.start < mark.end <= len(str(question.model)) for mark in verdict.marks)
        assert verdict.marks


def test_hollow_words_and_heaps_of_words_are_no_reply() -> None:
    question = make("write_reply").questions[0]
    for text in (SPOILT, HEAP):
        verdict = judge("write_reply", question, text)
        assert verdict.level <= 1
        assert verdict.better == question.model


def test_the_reply_to_another_report_is_not_the_reply_to_this_one() -> None:
    light = make("write_reply", scenarios=["street-light"]).questions[0]
    card = make("write_reply", scenarios=["ktp-blank"]).questions[0]
    assert judge("write_reply", light, card.model).level < judge("write_reply", light, light.model).level


def test_a_hand_over_note_that_lacks_a_part_names_the_question_still_asked() -> None:
    question = make("handover").questions[0]
    lines = str(question.model).splitlines()
    verdict = judge("handover", question, "\n".join(line for line in lines if not line.startswith("Tenggat")))
    assert verdict.level < 4
    assert "Kapan batas akhirnya?" in verdict.said


def test_an_office_in_a_hand_over_note_is_not_taken_for_an_address() -> None:
    for seed in range(8):
        for question in make("handover", seed, scenarios=["waste-pile"], count=1).questions:
            assert not judge("handover", question, question.model).fatal


def test_a_neighbouring_level_of_a_marked_sample_is_half_right() -> None:
    question = next(q for q in make("mark_reply", count=4).questions if len(q.options) == 3 and q.model == "2")
    assert [judge("mark_reply", question, level).level for level in "012"] == [0, 2, 4]
