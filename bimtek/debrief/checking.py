"""Before two replies are shown: who would be known by them. After the vote: what the rubric says of both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from bimtek.debrief.domain import taking_out
from bimtek.debrief.domain.mirror import MirrorRow, Wanted
from bimtek.debrief.domain.taking_out import Found
from bimtek.modules import hall_replies
from bimtek.modules.domain.judging.leak_words import KINDS
from bimtek.modules.domain.judging.reply.types import CRITERIA, ReplyCase
from bimtek.modules.hall_replies import NOTHING_BEHIND, Behind
from bimtek.sandbox.domain import personal_data
from bimtek.workshops import services as workshops

FIELDS = ("question", "situation", "text_a", "text_b")
#: Kinds that personal_data finds and the leak detector names otherwise.
_ADDRESS_REASON = "Orang sekampung tahu siapa yang tinggal di situ."
_HIDDEN = "[disamarkan]"
#: Before a hall a number that is not known as an office's own is somebody's, whosoever.
_NUMBERS = frozenset(("nik", "kk", "phone", "email", "bank", "plate", "number"))


@dataclass(frozen=True, slots=True)
class Field:
    """One text that the hall would read, with the journal entry it came from ("" for the trainer's own words)."""

    name: str
    text: str
    source: str = ""


def fields_of(mirror: MirrorRow | Wanted) -> list[Field]:
    """Everything of a mirror that the hall would read."""
    return [
        Field("question", mirror.question), Field("situation", mirror.situation),
        Field("text_a", mirror.text_a, mirror.source_a), Field("text_b", mirror.text_b, mirror.source_b),
    ]  # fmt: skip


def findings(session: Session, workshop_id: int, fields: list[Field]) -> dict[str, list[Found]]:
    """What would reveal somebody, by field: citizens (the leak detector, personal data), people of the class, the writer's
    own unit, numbers of reports."""
    seats = workshops.seats_of(session, workshop_id)
    names = [seat.name for seat in seats]
    names += [trainer.name for trainer in workshops.trainers_of(session, workshop_id)]
    units = {seat.account_id: seat.unit for seat in seats}
    found = {}
    for field in fields:
        lies = hall_replies.behind(session, workshop_id, field.source) if field.source else None
        own_unit = units.get(lies.writer, "") if lies else ""
        found[field.name] = _in_text(field.text, names, lies, own_unit)
    return found


def _in_text(text: str, names: list[str], lies: Behind | None, own_unit: str) -> list[Found]:
    about = lies.about if lies else NOTHING_BEHIND
    known = known_words() | frozenset(re.findall(r"\w+", about.told.casefold()))
    found = [*taking_out.names_in(text, names, known), *taking_out.numbers_in(text), *_personal(text)]
    # the holder of a matter may be named, also when the writer works there
    if lies and own_unit and own_unit.casefold() not in lies.case.owner.casefold():
        found += taking_out.unit_in(text, own_unit)
    for leak in hall_replies.leaks_to_all(text, about):
        kind = KINDS.get(leak.kind, leak.kind)
        certain = leak.certain or leak.kind in _NUMBERS
        found.append(Found(leak.start, leak.end, leak.passage, kind, leak.reason, _HIDDEN, certain))
    return taking_out.merged(found)


def _personal(text: str) -> list[Found]:
    return [
        Found(span.start, span.end, span.text, KINDS[span.kind], _ADDRESS_REASON, personal_data.MASKS[span.kind])
        for span in personal_data.find(text)
        if span.kind == "address"  # numbers and names are found by the detector, which knows an office's own
    ]


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Words of places and offices of the regency: no part of a name is told by them alone."""
    return frozenset(word.casefold() for unit in workshops.units() for word in re.findall(r"\w+", unit.name))


def is_leaking(found: Mapping[str, list[Found]]) -> bool:
    """Whether anything certain was found: then nothing is shown."""
    return any(one.certain for listed in found.values() for one in listed)


def masked(session: Session, workshop_id: int, fields: list[Field]) -> dict[str, str]:
    """The texts with everything certain taken out, by field."""
    found = findings(session, workshop_id, fields)
    return {field.name: taking_out.taken_out(field.text, found[field.name]) for field in fields}


def rubric_view(session: Session, workshop_id: int, mirror: MirrorRow) -> dict[str, Any]:
    """What the judge of replies says of both texts as they are shown: per criterion asked the level, of how many, and why. A reason
    that would name somebody is left out."""
    names = [seat.name for seat in workshops.seats_of(session, workshop_id)]
    view: dict[str, Any] = {}
    for letter, text, source in (("a", mirror.text_a, mirror.source_a), ("b", mirror.text_b, mirror.source_b)):
        lies = hall_replies.behind(session, workshop_id, source) if source else None
        case = lies.case if lies else _own_words(mirror)
        judged = hall_replies.judge_words(case, text)
        view[letter] = {
            key: {"level": judged.levels[key], "of": CRITERIA[key][1], "reason": _nameless(judged.because[key].reason, names)}
            for key in mirror.criteria
            if key in judged.levels
        }  # fmt: skip
    return view


def _own_words(mirror: MirrorRow) -> ReplyCase:
    """A case for words that none lies behind: its file holds what the fuller of both texts states, else nothing stated in
    either could ever count as found or done."""
    fuller = max((mirror.text_a, mirror.text_b), key=lambda text: (sum(map(str.isdigit, text)), len(text)))
    said = mirror.situation or mirror.question
    return ReplyCase(title=said, body=said, topic=said, facts=f"{said} {fuller}")


def _nameless(reason: str, names: list[str]) -> str:
    return "" if taking_out.names_in(reason, names, known_words()) else reason
