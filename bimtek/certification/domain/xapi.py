"""Journal entries as xAPI 1.0.3 statements: who learned what, when and how well, for a learning record store (LRS).

People stand in them as account numbers alone. No answer, reply or free text leaves the platform: people type names into those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from bimtek.journal.domain import Entry
from bimtek.modules.domain.attempt import FAILED, HELPED, PASSED
from bimtek.modules.domain.exercise import FULL_MARK

_ISSUED = "certificate_issued"
PLATFORM = "Bimtek (SIMULASI)"
#: Ids are named from here, so that the same entry has the same id on every run, on every machine.
_NAMESPACE = UUID("bd3185a0-d1a6-4cb9-816b-902a62a3b9e0")
#: The mark of a copied entry in its data (bimtek.journal.services.COPIED_FROM): nothing was learned by copying.
_COPIED = "copied_from"
_ADL, _STREAMS = "http://adlnet.gov/expapi/verbs/", "http://activitystrea.ms/schema/1.0/"
#: IRI, Indonesian, English. Sources: ADL verbs (adlnet.gov, used by xAPI and cmi5); Activity Streams 1.0 base schema; the Tin
#: Can registry. No vocabulary has "revoked", and an IRI may not be made up in another's domain (xAPI 1.0.3, part 2, 3.1): what
#: comes nearest is "retract", taking back what was published. "voided" is about statements, not about certificates.
VERBS: Mapping[str, tuple[str, str, str]] = {
    "initialized": (_ADL + "initialized", "memulai", "initialized"),
    "passed": (_ADL + "passed", "lulus", "passed"),
    "failed": (_ADL + "failed", "belum lulus", "failed"),
    "completed": (_ADL + "completed", "menyelesaikan", "completed"),
    "submitted": (_STREAMS + "submit", "menyerahkan", "submitted"),
    "earned": ("http://id.tincanapi.com/verb/earned", "memperoleh", "earned"),
    "retracted": (_STREAMS + "retract", "mencabut", "retracted"),
}
_TYPE = "http://adlnet.gov/expapi/activities/"


@dataclass(frozen=True, slots=True)
class _Told:
    """What an entry says: a verb, about which activity (path, type, name unless a title is given), with which result."""

    verb: str
    path: str
    type: str
    name: str
    result: Mapping[str, Any] = field(default_factory=dict)


def _ended(success: bool | None, score: Mapping[str, float] | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {"completion": True}
    if success is not None:
        told["success"] = success
    if score:
        told["score"] = dict(score)
    return told


def _verb_of(success: bool | None) -> str:
    return "completed" if success is None else "passed" if success else "failed"


def _share(value: float) -> float:
    return round(max(-1.0, min(1.0, float(value))), 4)


def _out_of_four(mark: float | None) -> dict[str, float] | None:
    """Marks and levels go from 0 to 4 (FULL_MARK)."""
    return None if mark is None else {"scaled": _share(mark / FULL_MARK), "raw": mark, "min": 0, "max": FULL_MARK}


def _exercise(entry: Entry, verb: str, result: Mapping[str, Any] | None = None, kind: str = "simulation") -> _Told:
    code = str(entry.data["exercise"])
    return _Told(verb, f"exercise/{quote(code, safe='')}", _TYPE + kind, f"Latihan {code}", result or {})


def _exercise_finished(entry: Entry) -> _Told | None:
    status, mark = entry.data["status"], entry.data.get("mark")
    if status not in (PASSED, FAILED, HELPED):
        return None
    success = None if status == HELPED else status == PASSED
    return _exercise(entry, _verb_of(success), _ended(success, _out_of_four(mark)))


def _sitting(entry: Entry, verb: str, result: Mapping[str, Any] | None = None) -> _Told:
    kind = str(entry.data["kind"])
    return _Told(verb, f"test/{quote(kind, safe='')}", _TYPE + "assessment", f"Tes {kind}", result or {})


def _sitting_finished(entry: Entry) -> _Told:
    """A test that judges nobody (passed is None) is completed, not passed."""
    success, share = entry.data.get("passed"), entry.data.get("share")
    score = None if share is None else {"scaled": _share(share)}
    return _sitting(entry, _verb_of(success), _ended(success, score))


def _plan_sent(entry: Entry) -> _Told:
    return _Told(
        "submitted", f"{entry.scope}/plan", _TYPE + "performance", "Rencana tindak lanjut", {"completion": True}
    )


def _certificate(entry: Entry, verb: str) -> _Told:
    """By its number alone: the signed text and the signature are no business of an LRS."""
    number = str(entry.data["number"])
    return _Told(verb, f"certificate/{quote(number, safe='')}", "", f"Sertifikat {number}")


def _refresher(entry: Entry) -> _Told:
    criterion, success = str(entry.data["criterion"]), bool(entry.data["passed"])
    path, name = f"refresher/{quote(criterion, safe='')}", f"Penyegaran {criterion}"
    return _Told(
        _verb_of(success), path, _TYPE + "assessment", name, _ended(success, _out_of_four(entry.data.get("level")))
    )


#: A sheet handed in carries no score: the end of its exercise, recorded with it, does, and must not count twice.
_TELLERS: Mapping[str, Callable[[Entry], _Told | None]] = {
    "exercise_started": lambda entry: _exercise(entry, "initialized"),
    "exercise_finished": _exercise_finished,
    "sheet_handed_in": lambda entry: _exercise(entry, "submitted"),
    "reading_finished": lambda entry: _exercise(entry, "completed", _ended(None), "lesson"),
    "sitting_started": lambda entry: _sitting(entry, "initialized"),
    "sitting_finished": _sitting_finished,
    "plan_sent": _plan_sent,
    _ISSUED: lambda entry: _certificate(entry, "earned"),
    "certificate_revoked": lambda entry: _certificate(entry, "retracted"),
    "refresher_finished": _refresher,
}
#: The kinds of entries that may say something about learning.
KINDS = tuple(_TELLERS)


def about_account(entry: Entry) -> int | None:
    """The account an entry is about ("account/12"); None for any other."""
    return int(entry.about.removeprefix("account/")) if entry.about.startswith("account/") else None


def _actor(entry: Entry, account_of: Callable[[Entry], int | None]) -> int | None:
    """Who did it; but a certificate is earned by whom it is about, not by the trainer who signed it."""
    if entry.kind == _ISSUED:
        return about_account(entry)
    return entry.actor_id if entry.actor_id is not None else account_of(entry)


def statement(
    entry: Entry, home: str, title: str = "", account_of: Callable[[Entry], int | None] = about_account
) -> dict[str, Any] | None:
    """An entry as an xAPI statement; None for what says nothing about anybody's learning, and for copies. The id comes from the
    entry's hash: sent again it is the same statement, which an LRS takes once. `account_of` answers for entries without actor."""
    teller = _TELLERS.get(entry.kind)
    told = teller(entry) if teller and _COPIED not in entry.data else None
    account = _actor(entry, account_of) if told else None
    if told is None or account is None:
        return None
    iri, here, english = VERBS[told.verb]
    made: dict[str, Any] = {
        "id": str(uuid5(_NAMESPACE, entry.hash)),
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": f"akun-{account}"}},
        "verb": {"id": iri, "display": {"id": here, "en": english}},
        "object": _activity(home, told.path, told.type, title or told.name),
        "context": _context(entry, home),
        "timestamp": entry.wall_at.isoformat() + "Z",
    }
    if told.result:
        made["result"] = dict(told.result)
    return made


def _activity(home: str, path: str, kind: str, name: str) -> dict[str, Any]:
    definition: dict[str, Any] = {"name": {"id": name}}
    if kind:
        definition["type"] = kind
    return {"objectType": "Activity", "id": f"{home.rstrip('/')}/xapi/{path}", "definition": definition}


def _context(entry: Entry, home: str) -> dict[str, Any]:
    """Where it happened; beginning and end of one try (or test) share a registration."""
    context: dict[str, Any] = {"platform": PLATFORM, "language": "id"}
    if entry.about.startswith(("attempt/", "sitting/")):
        context["registration"] = str(uuid5(_NAMESPACE, f"{home}|{entry.about}"))
    if entry.scope.startswith("class/"):
        group = _activity(home, entry.scope, _TYPE + "course", f"Kelas {entry.scope.removeprefix('class/')}")
        # As parent for reports by activity, as grouping for those that roll up a course: stores differ in which they read.
        context["contextActivities"] = {"parent": [group], "grouping": [group]}
    return context
