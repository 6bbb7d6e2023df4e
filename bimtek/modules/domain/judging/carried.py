"""Judge what acts carry beside the public answer: notes, hand-overs, reasons, topics, file names and captions of photos.

Fatal is only what the public can read, or an identity that reached somebody who must not see it: `case.sight` holds who sees
what (domain report 3.5; the simulation's setting). The rest costs levels of the criterion `identity`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bimtek.modules.domain.history import PUBLIC_ACTS, Act, History
from bimtek.modules.domain.judging.leak_words import KINDS
from bimtek.modules.domain.judging.leaks import REPORTER, Leak, LeakContext, find_leaks
from bimtek.modules.domain.judging.reply.types import ReplyCase
from bimtek.modules.domain.judging.reply.types import Reporter as Person
from bimtek.modules.domain.judging.types import Criterion, Critical, Facts
from bimtek.sandbox.domain.case import sight
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.domain.sending import CARRIES, Readers, carried, readers_of

RULE_SEEN = (
    "SP4N-LAPOR!: nama pelapor Anonim tidak diketahui publik dan perangkat daerah; NIK, nomor HP, dan alamat hanya untuk Admin"
    " Instansi (siapa melihat apa adalah setelan simulasi)."
)
RULE_OTHERS = "UU 27/2022: data pribadi orang lain tidak dibuka tanpa dasar."
_OPEN = (Readers.PUBLIC, Readers.CIRCLE)
_NUMBERS = frozenset(("nik", "kk", "phone", "email", "bank"))
_POINTING = frozenset(("address", "family", "role", "quote"))
_FIELDS = {
    "note": "Catatan", "reason": "Alasan", "message": "Pesan", "evidence": "Nama berkas bukti", "captions": "Keterangan foto",
    "title": "Topik", "reported_title": "Judul", "text": "Balasan", "material": "Bahan", "blackened": "Keterangan penghitaman",
    "refusal": "Alasan penolakan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A leak in one field of an act, who could read it, and whether it fails the report."""

    act: Act
    field: str
    leak: Leak
    readers: Readers
    fatal: bool


def context_of(truth: Mapping[str, Any], facts: Facts) -> LeakContext:
    """A report as the leak detector reads it."""
    own = Person(**{name: str(facts.reporter.get(name) or "") for name in ("name", "nik", "phone", "email", "address")})
    case = ReplyCase(
        case_id=facts.number, platform=facts.desk, title=facts.title, body=facts.body, anonymous=facts.anonymous,
        secret=facts.secret, reporter=own, place=facts.place, topic=str(truth.get("topic") or ""), facts=str(truth.get("facts") or ""),
    )  # fmt: skip
    sensitive = tuple(str(word) for word in truth.get("sensitive_words") or () if word)
    return LeakContext(case, sensitive, str(truth.get("matter") or ""))


def tells(truth: Mapping[str, Any], facts: Facts, action: Action, given: Mapping[str, Any]) -> bool:
    """Whether an act carries a certain leak: cheap, to ask before a whole report is judged for a note."""
    return any(leak.certain for _field, _words, leak in leaks_of(context_of(truth, facts), facts, action, given))


def leaks_of(
    about: LeakContext, facts: Facts, action: Action, given: Mapping[str, Any]
) -> Iterator[tuple[str, str, Leak]]:
    """(field, its words, leak) of everything that an act would reveal to those who will read it, hints too."""
    if action in CARRIES:
        readers = readers_of(action, facts.desk, secret=facts.secret)
        for field, words in carried(action, given):
            for leak in find_leaks(words, about, readers):
                yield field, words, leak


def told_by(truth: Mapping[str, Any], facts: Facts, history: History) -> list[Told]:
    """Every certain leak in what the learner's acts carried. Of a public answer's own text only numbers are taken here:
    the judge of replies answers for the rest of it."""
    about, found = context_of(truth, facts), []
    for act in history.acts:
        if not act.own or act.action not in CARRIES:
            continue
        readers = readers_of(act.action, facts.desk, secret=facts.secret)
        for field, _words, leak in leaks_of(about, facts, act.action, act.input):
            judged = field == "text" and act.action in PUBLIC_ACTS
            if leak.certain and not (judged and leak.kind not in _NUMBERS):
                found.append(Told(act, field, leak, readers, _fatal(leak, readers, facts)))
    return found


def _fatal(leak: Leak, readers: Readers, facts: Facts) -> bool:
    """What points to the reporter fails where anybody can read it, or where the reader's own desk would not show it."""
    if leak.who != REPORTER:
        return False
    if readers in _OPEN:
        return leak.kind != "quote"
    seen = sight(Role.LIAISON, anonymous=facts.anonymous, secret=facts.secret)
    if leak.kind == "name":
        return not seen.name
    if leak.kind in _NUMBERS:
        return (facts.anonymous or facts.secret) and not seen.identity
    return leak.kind in _POINTING and not seen.name


def critical_of(told: Told) -> Critical:
    """A fatal leak as a critical error, with the passage."""
    fact = f"{where(told)} memuat {_kind(told.leak)}: “{told.leak.passage}”."
    return Critical("leaked_identity", fact, RULE_SEEN, told.leak.advice, told.act.number, told.leak.passage)


def criterion_of(told: Told) -> Criterion:
    """The criterion `identity` after a leak: nothing left for a fatal one, one level for what the public can read of
    others, two where a unit was told more than it needs."""
    mild = told.leak.who == REPORTER and told.readers not in _OPEN
    level = 0 if told.fatal else 2 if mild else 1
    reason = f"{where(told)} menunjuk {'pelapor' if told.leak.who == REPORTER else 'orang lain'}. {told.leak.reason}"
    fact = f"“{told.leak.passage}”"
    return Criterion(
        "identity", level, reason, fact, RULE_SEEN if told.leak.who == REPORTER else RULE_OTHERS, told.leak.advice
    )


def where(told: Told) -> str:
    """The field in words, with its readers where they are officers."""
    name = _FIELDS.get(told.field, "Tulisan")
    return f"{name} kepada perangkat daerah" if told.readers == Readers.UNIT else name


def _kind(leak: Leak) -> str:
    name = KINDS[leak.kind]
    return name if name.isupper() else name[0].lower() + name[1:]
