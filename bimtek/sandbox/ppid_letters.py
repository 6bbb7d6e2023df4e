"""Printable letters of a request: the receipt, the sheet of the harm test, the written answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.models import Case
from bimtek.sandbox.ppid_page import ANSWERS, acts_of, given_of
from bimtek.sandbox.ppid_words import DECISIONS, notice_lines
from bimtek.sandbox.world import ppid_content
from bimtek.web.words import day


@dataclass(frozen=True, slots=True)
class Letter:
    """A printable letter: its title, its day, (term, value) lines, and its running text."""

    title: str
    on: date | None
    lines: list[tuple[str, str]]
    text: str


def letter(session: Session, case: Case, kind: str) -> Letter | None:
    """The receipt, the harm test's sheet, or the written answer of a request, or None before there is one."""
    acts = acts_of(session, case)
    head = [(_("Nomor pendaftaran"), case.registration or ""), (_("Pemohon"), str(case.reporter.get("name") or ""))]
    if kind == "tanda-terima" and Action.REGISTER in acts:
        lines = [
            *head,
            (_("Informasi yang diminta"), case.body),
            (_("Jawaban paling lambat"), day(case.first_due) if case.first_due else ""),
        ]
        return Letter(_("Tanda bukti penerimaan permohonan informasi"), _day(acts[Action.REGISTER]), lines, "")
    if kind == "uji-konsekuensi" and Action.TEST_HARM in acts:
        return Letter(_("Lembar uji konsekuensi"), _day(acts[Action.TEST_HARM]), [*head, *_sheet(acts)], "")
    given, answer = given_of(acts, ANSWERS)
    if kind == "pemberitahuan" and answer:
        stated = [tuple(line.split(": ", 1)) for line in notice_lines(Action(answer.data["action"]), given)]
        lines = [*head, (_("Keputusan"), DECISIONS.get(case.decision or "", "")), *[(one[0], one[-1]) for one in stated],
                 (_("Hak pemohon"), _("Keberatan kepada Atasan PPID dalam 30 hari kerja."))]  # fmt: skip
        return Letter(_("Pemberitahuan tertulis"), _day(answer), lines, str(given.get("text") or ""))
    return None


def _sheet(acts: dict[Action, Entry]) -> list[tuple[str, str]]:
    given = acts[Action.TEST_HARM].data["input"]
    ground = ppid_content().ground(str(given["ground"]))
    return [
        (_("Isi informasi"), given["content"]),
        (_("Dasar hukum"), f"Pasal 17 huruf {ground.letter}: {ground.name}" if ground else ""),
        (_("Akibat bila dibuka"), given["if_opened"]),
        (_("Akibat bila ditutup"), given["if_closed"]),
        (_("Jangka waktu"), given["period"]),
    ]


def _day(entry: Entry) -> date | None:
    return entry.sim_at.date() if entry.sim_at else None
