"""Questionnaires of a class: opened by a trainer, filled in once by each officer, kept apart from who filled them in
(docs/decisions/0015)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.evaluation import apart
from bimtek.evaluation.domain import survey
from bimtek.evaluation.domain.content import Evaluation, Form, load_evaluation
from bimtek.evaluation.domain.survey import Summary
from bimtek.evaluation.models import SurveyDone, SurveyGate, SurveyReply
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.web.words import WITA
from bimtek.workshops import agenda, hall_acts
from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop

OPENED, CLOSED, GIVEN = "survey_opened", "survey_closed", "survey_given"
DAILY, FINAL = "harian", "akhir"


@lru_cache(maxsize=1)
def content() -> Evaluation:
    """The questionnaires and suggestions of seed/evaluation.toml."""
    return load_evaluation(SEED_DIR / "evaluation.toml")


def keys_of(session: Session, workshop_id: int) -> list[str]:
    """The questionnaires of a class: one a day where it has several days, and the one at its end."""
    days = agenda.days_of(session, workshop_id)
    return [f"{DAILY}-{day}" for day in range(1, days + 1) if days > 1] + [FINAL]


def form_of(key: str) -> Form | None:
    """The questions of a questionnaire; that of a day has the day in its key."""
    return content().form_of(key.partition("-")[0])


def is_open(session: Session, workshop_id: int, key: str) -> bool:
    """Whether it may be filled in now."""
    row = session.get(SurveyGate, (workshop_id, key))
    return row is not None and row.is_open


def set_open(session: Session, trainer: Person, target: Workshop, key: str, opened: bool, wall: datetime) -> bool:
    """Open or close a questionnaire; False when it stood so already, or does not exist in this class. One that is still open
    though the agenda lost its day can be closed."""
    if (opened and key not in keys_of(session, target.id)) or is_open(session, target.id, key) == opened:
        return False
    _put(session, target.id, key, opened, wall)
    _joined, people = workshops.joined_count(session, target.id)
    data: dict[str, object] = {"form": key, "people": people}
    workshops.record(session, target, trainer, OPENED if opened else CLOSED, wall, data)
    return True


def _put(session: Session, workshop_id: int, key: str, opened: bool, wall: datetime) -> None:
    session.merge(SurveyGate(workshop_id=workshop_id, form=key, is_open=opened, changed_at=wall))
    session.flush()
    if not opened and survey.joins_results(_waiting(session, workshop_id, key), content().least_replies):
        mine = (SurveyReply.workshop_id == workshop_id, SurveyReply.form == key)
        session.execute(update(SurveyReply).where(*mine).values(is_shown=True))
        apart.mix(session, workshop_id, key)


def _waiting(session: Session, workshop_id: int, key: str) -> int:
    query = select(func.count()).select_from(SurveyReply).where(SurveyReply.workshop_id == workshop_id)
    return session.scalar(query.where(SurveyReply.form == key, SurveyReply.is_shown.is_(False))) or 0


def has_given(session: Session, person: Person, key: str) -> bool:
    """Whether somebody has filled it in."""
    return session.get(SurveyDone, (person.id, key)) is not None


def open_in(session: Session, workshop_id: int) -> list[str]:
    """The questionnaires that are open in a class, without those whose day the agenda no longer has."""
    query = select(SurveyGate.form).where(SurveyGate.workshop_id == workshop_id, SurveyGate.is_open)
    opened = sorted(session.scalars(query))
    return [key for key in opened if key in keys_of(session, workshop_id)] if opened else []


def listed(session: Session, workshop_id: int) -> list[str]:
    """The questionnaires a trainer sees: those of the class, before them any that was opened for a day the agenda lost."""
    keys = keys_of(session, workshop_id)
    known = session.scalars(select(SurveyGate.form).where(SurveyGate.workshop_id == workshop_id))
    return [*sorted(set(known) - set(keys)), *keys]


def asks_for_plans(session: Session, workshop_id: int) -> bool:
    """Whether the class is at its plans: its final questionnaire is open, or somebody has filled it in."""
    return is_open(session, workshop_id, FINAL) or given_count(session, workshop_id, FINAL) > 0


def not_given(session: Session, person: Person, keys: Sequence[str]) -> list[str]:
    """Those of the questionnaires that somebody has not filled in."""
    if not keys:
        return []
    given = set(session.scalars(select(SurveyDone.form).where(SurveyDone.account_id == person.id)))
    return [key for key in keys if key not in given]


def give(session: Session, person: Person, key: str, given: Mapping[str, str], wall: datetime) -> dict[str, str]:
    """Fill a questionnaire in, once; faults by field as codes, "closed" or "given" under "form" where it is not to be filled
    in. What was answered stands apart from who gave it (apart.py), and in no journal entry."""
    form = form_of(key)
    if form is None or person.workshop_id is None or key not in open_in(session, person.workshop_id):
        return {"form": "closed"}
    if has_given(session, person, key):
        return {"form": "given"}
    if found := survey.faults(form, given):
        return found
    session.add(SurveyDone(account_id=person.id, form=key, workshop_id=person.workshop_id))
    apart.put_in(session, person.workshop_id, key, survey.answers(form, given), (wall + WITA).date())
    stream = f"class/{person.workshop_id}"
    target = workshops.workshop(session, person.workshop_id)
    journal.record(
        session, stream=stream, scope=stream, kind=GIVEN, about=f"account/{person.id}", actor_id=person.id,
        actor_role=person.role.value, sim_at=workshops.sim_now(target, wall), wall_at=wall, data={"form": key},
    )  # fmt: skip
    return {}


def survey_summary(session: Session, workshop_id: int, key: str = FINAL) -> Summary | None:
    """What a class said in a questionnaire, as of its last closing; None for one that does not exist."""
    form = form_of(key)
    if form is None:
        return None
    query = select(SurveyReply.answers).where(SurveyReply.workshop_id == workshop_id, SurveyReply.form == key)
    replies = list(session.scalars(query.where(SurveyReply.is_shown).order_by(SurveyReply.id)))
    _joined, asked = workshops.joined_count(session, workshop_id)
    return survey.summary(form, replies, asked, content().least_replies, _waiting(session, workshop_id, key))


def given_count(session: Session, workshop_id: int, key: str) -> int:
    """How many have filled it in."""
    query = select(func.count()).select_from(SurveyDone)
    return session.scalar(query.where(SurveyDone.workshop_id == workshop_id, SurveyDone.form == key)) or 0


def _back(session: Session, _trainer: Person, target: Workshop, entry: Entry, wall: datetime) -> bool:
    _put(session, target.id, str(entry.data["form"]), entry.kind == CLOSED, wall)
    return True


hall_acts.register(OPENED, _back, "surveys")
hall_acts.register(CLOSED, _back, "surveys")
