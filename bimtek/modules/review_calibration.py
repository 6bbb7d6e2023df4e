"""Calibration of trainers: mark a sample alone, then see the others, the reference and the machine. No real mark moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.journal import services as journal
from bimtek.modules.domain.agreement import Pair
from bimtek.modules.domain.calibration import Sample, load_samples
from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.modules.domain.judging.reply.types import CRITERIA, VERDICTS, ReplyJudgement
from bimtek.modules.review_models import CalibrationMark
from bimtek.modules.review_projection import CALIBRATED, project
from bimtek.modules.review_queries import calibrations
from bimtek.modules.review_services import Done
from bimtek.people.domain import Person
from bimtek.workshops import services as workshops


@lru_cache(maxsize=1)
def samples() -> dict[str, Sample]:
    """The samples of seed/calibration, read once."""
    return load_samples(SEED_DIR / "calibration")


@lru_cache(maxsize=64)
def machine_on(code: str) -> ReplyJudgement:
    """What the machine gives a sample."""
    sample = samples()[code]
    return judge_reply(sample.case, sample.text)


def marks_on(session: Session, target: workshops.Workshop) -> dict[str, dict[int, CalibrationMark]]:
    """What the trainers of a class gave the samples: sample, then trainer."""
    found: dict[str, dict[int, CalibrationMark]] = defaultdict(dict)
    accounts = [person.id for person in workshops.trainers_of(session, target.id)]
    for row in calibrations(session, accounts):
        found[row.sample][row.account_id] = row
    return dict(found)


def calibrate(
    session: Session, trainer: Person, target: workshops.Workshop, code: str, levels: Mapping[str, int | None],
    verdict: str, wall: datetime,
) -> Done:  # fmt: skip
    """Keep what a trainer gives a sample, alone and once: the first look is what calibration is about. Refused unless
    each criterion has a level of its scale and the reply a verdict."""
    if code in marks_on(session, target) and trainer.id in marks_on(session, target)[code]:
        return Done(None, "Anda sudah menilai contoh ini.")
    given: dict[str, int] = {}
    for key, (label, top) in CRITERIA.items():
        level = levels.get(f"reply:{key}")
        if level is None or not 0 <= level <= top:
            return Done(None, f"Beri tingkat untuk {label}.", f"reply:{key}")
        given[key] = level
    if verdict not in VERDICTS:
        return Done(None, "Pilih putusan.", "verdict")
    stream = f"class/{target.id}"
    entry = journal.record(
        session, stream=stream, scope=stream, kind=CALIBRATED, about=f"sample/{code}", actor_id=trainer.id,
        actor_role=trainer.role.value, sim_at=workshops.sim_now(target, wall), wall_at=wall,
        data={"sample": code, "levels": given, "verdict": verdict},
    )  # fmt: skip
    project(session, entry)
    return Done(entry)


def pairs(session: Session, target: workshops.Workshop) -> tuple[dict[str, list[Pair]], dict[str, list[Pair]]]:
    """(reference and trainer, machine and trainer) per criterion over all samples marked in a class."""
    with_reference: dict[str, list[Pair]] = defaultdict(list)
    with_machine: dict[str, list[Pair]] = defaultdict(list)
    for code, marks in marks_on(session, target).items():
        if code not in samples():
            continue
        for mark in marks.values():
            for key, level in mark.levels.items():
                with_reference[key].append((samples()[code].levels[key], level))
                with_machine[key].append((machine_on(code).levels[key], level))
    return with_reference, with_machine
