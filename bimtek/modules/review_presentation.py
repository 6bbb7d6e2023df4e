"""What the marking pages say: the piece with its passages, each criterion with the machine's level and the person's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.modules import marking, presentation, review_queries, review_words
from bimtek.modules.domain import review
from bimtek.modules.domain.judging.reply.types import CRITERIA as REPLY_CRITERIA
from bimtek.modules.domain.judging.types import CRITERIA, CaseJudgement
from bimtek.modules.domain.review import Override, Scale
from bimtek.modules.review_models import BlindMark, Dispute
from bimtek.modules.review_services import Piece
from bimtek.people import services as people
from bimtek.sandbox import presentation as desks
from bimtek.sandbox import services as sandboxes
from bimtek.workshops import services as workshops

PAGES = (
    "reviews.queue",
    "reviews.waiting",
    "reviews.by_criterion",
    "reviews.samples",
    "reviews.agreement",
    "copying.pairs",
)


def tabs(session: Session, target: workshops.Workshop, current: str) -> list[tuple[str, str, int | None, bool]]:
    """The ways between the marking pages of one class."""
    words = (_("Antrean"), _("Sanggahan"), _("Satu kriteria"), _("Kalibrasi"), _("Kesepakatan"), _("Tulisan mirip"))
    counts = {"reviews.waiting": review_queries.disputes_waiting(session, target.id)}
    return [
        (url_for(point, kelas=target.id), word, counts.get(point), point == current)
        for point, word in zip(PAGES, words, strict=True)
    ]


@dataclass(slots=True)
class MarkLine:
    """One thing to mark: what the machine says of it, what counts now, and what a person said."""

    key: str
    label: str
    maximum: int
    machine: int | None
    level: int | None
    reason: str = ""
    fact: str = ""
    rule: str = ""
    passage: str = ""
    said: str = ""
    changed: bool = False

    @property
    def kind(self) -> str:
        """The shape of the level that counts."""
        level = self.level or 0
        return "done" if level >= self.maximum else "help" if level else "fatal"


@dataclass(slots=True)
class Material:
    """What a marker reads: the citizen's text, what happened, what is true of the case. No name, no level."""

    page: Any
    thread: list[Any]
    truth: list[tuple[str, str]]
    text: str
    pieces: list[presentation.Piece] = field(default_factory=list)


def material(session: Session, piece: Piece, wall: datetime, *, passages: bool) -> Material:
    """The piece as it is read; with `passages` the machine's marks stand in the answer, which a second marker may not see."""
    desk = sandboxes.desk_of(session, piece.sandbox.account_id, wall, main=True)
    assert desk is not None  # noqa: S101 -- a judged case lies in a sandbox
    page = desks.report_page(session, desk, piece.case)
    reply, notice = piece.machine.reply, piece.machine.notice
    text = reply.text if reply else notice.text if notice else ""
    shown = list(presentation.pieces(reply)) if reply and passages else [presentation.Piece(text)] if text else []
    thread = [replace(item, pictures=[]) for item in page.thread if not text or item.text.strip() != text.strip()]
    return Material(page, thread, _truth(piece), text, shown)


def _truth(piece: Piece) -> list[tuple[str, str]]:
    """What is right in this case, for the one who marks."""
    truth, rules = piece.case.truth, marking.rules()
    rows = [
        (_("Klasifikasi"), rules.classes.get(str(truth.get("report_class")), "")),
        (_("Kategori"), rules.categories.get(str(truth.get("category")), "")),
        (_("Pemegang"), rules.office(truth.get("holder") or truth.get("owner"))),
        (_("Temuan"), str(truth.get("finding") or truth.get("facts") or "")),
        (_("Tindakan"), str(truth.get("action") or "")),
        (_("Kewenangan"), str(truth.get("authority") or "")),
        (_("Data pribadi di isi"), ", ".join(str(word) for word in truth.get("sensitive_words", ()))),
    ]
    return [(str(term), str(value)) for term, value in rows if value]


@dataclass(slots=True)
class MarkPage:
    """One case before a trainer."""

    material: Material
    case_lines: list[MarkLine]
    reply_lines: list[MarkLine]
    error_lines: list[MarkLine]
    share: int
    machine_share: int
    mastered: bool


def mark_page(session: Session, piece: Piece, wall: datetime) -> MarkPage:
    """Everything the page of one case shows."""
    overrides = marking.overrides_of(session, piece.case.id)
    said = review_words.said_of(overrides, piece.machine)
    lines = [_line(piece, scale, said, overrides) for scale in review.scales(piece.machine).values()]
    faults = [_line(piece, scale, said, overrides) for scale in review.errors(piece.machine).values()]
    return MarkPage(
        material(session, piece, wall, passages=True),
        [line for line in lines if line.key.startswith("case:")],
        [line for line in lines if line.key.startswith("reply:")],
        sorted(faults, key=lambda line: not (line.level or line.machine or line.changed)),
        round(piece.counting.share * 100), round(piece.machine.share * 100), piece.counting.mastered,
    )  # fmt: skip


def _line(piece: Piece, scale: Scale, said: Mapping[str, str], overrides: Mapping[str, Override]) -> MarkLine:
    now = {**review.scales(piece.counting), **review.errors(piece.counting)}[scale.key]
    line = MarkLine(
        scale.key, review_words.label_of(scale.key), scale.maximum, scale.level, now.level,
        said=said.get(scale.key, ""), changed=scale.key in overrides and scale.key in said,
    )  # fmt: skip
    return _explained(line, piece.machine)


def _explained(line: MarkLine, machine: CaseJudgement) -> MarkLine:
    """The machine's own reason beside its level."""
    kind, _colon, name = line.key.partition(":")
    if kind == review.CASE:
        item = machine.criterion(name)
        line.reason, line.fact, line.rule = item.reason, item.fact, item.rule
    elif kind == review.CRITICAL_ERROR:
        error = next((one for one in machine.criticals if one.code == name), None)
        line.reason, line.rule = (error.fact, error.rule) if error else (_("Mesin tidak menemukannya."), "")
    elif machine.reply is not None:
        because = machine.reply.because.get(name, {})
        line.reason, line.passage = str(because.get("reason", "")), str(because.get("passage", ""))
    return line


@dataclass(slots=True)
class Compared:
    """One criterion of a piece marked twice or three times."""

    label: str
    maximum: int
    machine: int
    first: int
    second: int
    third: int | None
    apart: bool
    decided: int


def compared(marks: Mapping[int, BlindMark], machine: CaseJudgement) -> list[Compared]:
    """First, second and third mark beside each other; what is disputed first."""
    second, third = marks[2], marks.get(3)
    disputed = set(review.apart(second.first, second.levels))
    tops = {key: scale.maximum for key, scale in review.scales(machine).items()}
    rows = []
    for key, level in second.levels.items():
        last = third.levels.get(key) if third else None
        decided = last if last is not None else second.first[key]
        rows.append(
            Compared(
                review_words.label_of(key), tops.get(key, 4), second.machine[key], second.first[key], level, last,
                key in disputed, decided,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (not row.apart, -abs(row.first - row.second)))


@dataclass(slots=True)
class Twice:
    """A piece with a second mark, in the list below the queue."""

    case_id: int
    title: str
    differing: int
    waiting: int
    third: bool


def marked_twice(session: Session, target: workshops.Workshop) -> list[Twice]:
    """The pieces of a class that have a second mark, those waiting for a third first."""
    rows = []
    for case_id, turns in review_queries.marks_of_class(session, target.id).items():
        case = sandboxes.case_by_id(session, case_id)
        if case is not None and 2 in turns:
            differing = len(review.apart(turns[2].first, turns[2].levels, by=1))
            waiting = len(review_queries.open_thirds(turns))
            rows.append(Twice(case_id, case.title, differing, waiting, 3 in turns))
    return sorted(rows, key=lambda row: -row.waiting)


def names(session: Session, accounts: set[int | None]) -> dict[int, str]:
    """The names of trainers by account."""
    found = (people.person(session, account) for account in accounts if account)
    return {person.id: person.name for person in found if person}


@dataclass(slots=True)
class DisputeLine:
    """A dispute in words."""

    row: Dispute
    number: str
    label: str
    maximum: int
    kind: str
    word: str


def dispute_line(row: Dispute, number: str) -> DisputeLine:
    """One dispute as pages show it."""
    kind, word = review_words.DISPUTE_WORDS[row.state]
    return DisputeLine(row, number, review_words.label_of(row.key), maximum_of(row.key), kind, str(word))


def maximum_of(key: str) -> int:
    """The top of a key's scale."""
    kind, _colon, name = key.partition(":")
    if kind == review.REPLY:
        return REPLY_CRITERIA[name][1]
    return 4 if kind == review.CASE else 1


def criterion_options() -> list[tuple[str, str]]:
    """Every criterion that can be gone through over all people, as the options of a list."""
    case = [(f"case:{key}", str(_(label))) for key, label in CRITERIA.items() if key != "reply"]
    reply = [
        (f"reply:{key}", str(_("Balasan: %(name)s", name=_(label)))) for key, (label, _top) in REPLY_CRITERIA.items()
    ]
    return [("", str(_("Pilih kriteria"))), *case, *reply]
