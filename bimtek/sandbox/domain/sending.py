"""What leaves an officer's hands: which fields of an act carry words to somebody, and who will read them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bimtek.sandbox.domain.lifecycle import Action, Desk


class Readers(StrEnum):
    """Who reads what an act carries (domain report 3.5)."""

    PUBLIC = "public"  # everybody, on the public page
    CIRCLE = "circle"  # a Rahasia report: its reporter, the Admin Instansi and the unit it was disposed to
    UNIT = "unit"  # the officers who go on with it; of an Anonim reporter they learn no name
    HOLDER = "holder"  # an institution outside the kabupaten, by way of the Admin Nasional
    PERSON = "person"  # the reporter or applicant, and nobody else
    INSIDE = "inside"  # a desk that sees the identity by law: PPID and the Atasan PPID


#: The fields of each act that carry words, and their readers; of an act that is not here nothing leaves the desk.
_PUBLIC, _PERSON, _UNIT = Readers.PUBLIC, Readers.PERSON, Readers.UNIT
CARRIES: Mapping[Action, tuple[Readers, tuple[str, ...]]] = {
    Action.HANDLE: (_PUBLIC, ("text",)),
    Action.FIRST_RESPONSE: (_PUBLIC, ("text",)),
    Action.FOLLOW_UP: (_PUBLIC, ("text", "evidence")),
    Action.CLOSE: (_PUBLIC, ("note",)),
    Action.MODERATE: (_PUBLIC, ("title",)),
    Action.RECORD_ACT: (_PUBLIC, ("text", "captions")),
    Action.RESPOND: (_PUBLIC, ("text",)),
    Action.FINISH: (_PUBLIC, ("note",)),
    Action.VERIFY: (_UNIT, ("note",)),
    Action.SEND_BACK: (_UNIT, ("reason",)),
    Action.REDISPOSE: (_UNIT, ("reason",)),
    Action.NOTE: (_UNIT, ("note",)),
    Action.NOT_OUR_AUTHORITY: (Readers.HOLDER, ("reason",)),
    Action.TRANSFER: (Readers.HOLDER, ("reported_title", "reason")),
    Action.DEFER: (_PERSON, ("message",)),
    Action.ARCHIVE: (_PERSON, ("reason",)),
    Action.ASK_CLARITY: (_PERSON, ("message",)),
    Action.DECLINE: (_PERSON, ("reason",)),
    Action.ASK_COMPLETION: (_PERSON, ("message",)),
    Action.EXTEND: (_PERSON, ("reason",)),
    Action.GRANT: (_PERSON, ("text", "material")),
    Action.GRANT_PARTLY: (_PERSON, ("text", "material", "blackened")),
    Action.REFUSE: (_PERSON, ("text", "refusal")),
    Action.DECLARE_NOT_HELD: (_PERSON, ("text",)),
    Action.HAND_OVER: (_PERSON, ("note",)),
    Action.ANSWER_OBJECTION: (_PERSON, ("text",)),
    Action.OPEN_REQUEST: (Readers.INSIDE, ("reason",)),
    Action.OPEN_OBJECTION: (Readers.INSIDE, ("reason",)),
    Action.SPLIT: (Readers.INSIDE, ("reason",)),
}
#: Acts that answer the citizen: what they promise is kept or not.
PROMISING = frozenset(
    {
        Action.HANDLE, Action.FIRST_RESPONSE, Action.FOLLOW_UP, Action.RECORD_ACT, Action.RESPOND, Action.GRANT,
        Action.GRANT_PARTLY, Action.EXTEND, Action.ANSWER_OBJECTION, Action.DECLARE_NOT_HELD,
    }
)  # fmt: skip


def carried(action: Action, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(field, words) of everything an act carries to somebody, in the order of its form; empty when nothing does."""
    _readers, names = CARRIES.get(action, (None, ()))
    found = [(name, str(given.get(name) or "").strip()) for name in names if name != "captions"]
    if "captions" in names:
        found += [("captions", str(one.get("caption") or "").strip()) for one in given.get("pictures") or ()]
    return [(name, words) for name, words in found if words]


def readers_of(action: Action, desk: str, *, secret: bool) -> Readers:
    """Who reads what this act carries: a Rahasia report has no public page, and the PPID desk sees its applicant."""
    readers = CARRIES[action][0]
    if readers == Readers.PUBLIC and secret:
        return Readers.CIRCLE
    return Readers.INSIDE if readers == Readers.UNIT and desk == Desk.PPID else readers
