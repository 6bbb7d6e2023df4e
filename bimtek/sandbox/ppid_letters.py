"""Printable letters of a request: receipt, notice of extension, sheet of the harm test, written answer, and the objection's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.decision_inputs import COSTS, MEDIA, RULINGS
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.models import Case
from bimtek.sandbox.ppid_notice import window_words
from bimtek.sandbox.ppid_page import ANSWERS, Acts, acts_of, decided_by, given_of, on
from bimtek.sandbox.ppid_words import APPLICANTS, DECISIONS, DELIVER, OBTAIN, applicant_of, contact, identity
from bimtek.sandbox.report_words import asked_for
from bimtek.sandbox.world import deadlines, ppid_content, unit_name
from bimtek.web.words import day

Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A printable letter: its title, its day, (term, value) lines, its running text, and who signs it by post."""

    title: str
    on: date | None
    lines: Lines
    text: str = ""
    signs: str = ""


def kinds(case: Case, acts: Acts) -> list[tuple[str, str]]:
    """The letters of a request that exist by now: the last part of the address, and the word."""
    words = {
        "tanda-terima": _("Tanda terima"), "perpanjangan": _("Pemberitahuan perpanjangan"),
        "uji-konsekuensi": _("Lembar uji konsekuensi"), "pemberitahuan": _("Pemberitahuan tertulis"),
        "tanda-terima-keberatan": _("Tanda terima keberatan"), "jawaban-keberatan": _("Jawaban keberatan"),
    }  # fmt: skip
    return [(kind, word) for kind, word in words.items() if _MAKERS[kind](case, acts)]


def letter(session: Session, case: Case, kind: str) -> Letter | None:
    """A letter of a request, or None before there is one."""
    make = _MAKERS.get(kind)
    return make(case, acts_of(session, case)) if make else None


def _day(entry: Entry) -> date | None:
    return entry.sim_at.date() if entry.sim_at else None


def _head(case: Case) -> Lines:
    told = case.reporter
    name = ", ".join(filter(None, (str(told.get("name") or ""), str(told.get("organisation") or ""))))
    return [(_("Nomor pendaftaran"), case.registration or _("belum didaftarkan")), (_("Nama pemohon"), name)]


def _applicant(case: Case) -> Lines:
    told = case.reporter
    return [
        *_head(case), (_("Alamat"), str(told.get("address") or "")),
        (_("Pekerjaan"), str(told.get("organisation") or _("tidak ada pada formulir permohonan"))),
        (_("Telepon atau surel"), contact(told)), (_("Informasi yang diminta"), asked_for(case)),
    ]  # fmt: skip


def _receipt(case: Case, acts: Acts) -> Letter | None:
    if Action.REGISTER not in acts:
        return None
    told = case.reporter
    request = deadlines().settings.request
    clock = _(
        "%(n)d hari kerja sejak diterima; dapat diperpanjang %(m)d hari kerja, satu kali, dengan alasan tertulis.",
        n=request["answer"].days, m=request["extension"].days,
    )  # fmt: skip
    lines = [
        *_head(case), (_("Jenis pemohon"), APPLICANTS[applicant_of(case)]), (_("Identitas"), identity(told)),
        (_("Alamat"), str(told.get("address") or "")), (_("Telepon atau surel"), contact(told)),
        (_("Diterima"), day(case.received_at.date())), (_("Informasi yang diminta"), asked_for(case)),
        (_("Tujuan penggunaan"), str(told.get("purpose") or "")),
        (_("Cara memperoleh"), OBTAIN.get(str(told.get("obtain")), "")),
        (_("Cara mengirimkan"), DELIVER.get(str(told.get("deliver")), "")), (_("Batas jawaban"), clock),
    ]  # fmt: skip
    title = _("Tanda bukti penerimaan permohonan informasi")
    return Letter(title, _day(acts[Action.REGISTER]), lines, signs=_("Petugas pelayanan informasi"))


def _extension(case: Case, acts: Acts) -> Letter | None:
    given, entry = given_of(acts, (Action.EXTEND,))
    if entry is None:
        return None
    lines = [*_head(case), (_("Alasan"), given["reason"])]
    if case.first_due:
        lines.append((_("Jawaban paling lambat"), day(case.first_due)))
    return Letter(_("Pemberitahuan perpanjangan waktu"), _day(entry), lines, signs="PPID")


def _sheet(case: Case, acts: Acts) -> Letter | None:
    given, entry = given_of(acts, (Action.TEST_HARM,))
    if entry is None:
        return None
    lines = [
        *_head(case), (_("Isi informasi"), given["content"]), (_("Dasar hukum"), _ground(given["ground"])),
        (_("Akibat bila dibuka"), given["if_opened"]), (_("Akibat bila ditutup"), given["if_closed"]),
        (_("Jangka waktu"), given["period"]),
        (_("Badan publik dan satuan kerja"), f"{_('Pemerintah Kabupaten Luwu Utara')}, {unit_name(case.unit) or ''}"),
    ]  # fmt: skip
    return Letter(_("Lembar uji konsekuensi"), _day(entry), lines, signs="PPID")


def _ground(chosen: str) -> str:
    ground = ppid_content().ground(chosen)
    return f"UU 14/2008 Pasal 17 huruf {ground.letter}: {ground.name}" if ground else ""


def _notice(case: Case, acts: Acts) -> Letter | None:
    given, entry = given_of(acts, ANSWERS)
    if entry is None:
        return None
    decision = decided_by(entry)
    held = (
        _("Tidak berada di bawah penguasaan badan publik ini")
        if decision == "not_held"
        else _("Dikuasai badan publik ini")
    )
    told = {
        _("Badan publik yang menguasai"): unit_name(given.get("holder")) or given.get("holder"),
        _("Materi yang diberikan"): given.get("material"), _("Bagian yang dihitamkan"): given.get("blackened"),
        _("Dasar pengecualian"): _ground(str(given.get("ground") or "")), _("Alasan penolakan"): given.get("refusal"),
        _("Bentuk penyerahan"): MEDIA.get(str(given.get("medium"))), _("Biaya dan pembayaran"): COSTS.get(str(given.get("cost"))),
        _("Lampiran"): _("Lembar uji konsekuensi") if decision in ("refuse", "grant_part") else "",
    }  # fmt: skip
    lines = [*_applicant(case), (_("Status informasi"), held), (_("Keputusan"), DECISIONS[decision])]
    lines += [(term, str(value)) for term, value in told.items() if value]
    title = _("Surat penolakan permohonan informasi") if decision == "refuse" else _("Pemberitahuan tertulis")
    return Letter(
        title, _day(entry), [*lines, (_("Hak pemohon"), window_words())], str(given.get("text") or ""), "PPID"
    )


def _objection_lines(case: Case, acts: Acts) -> Lines:
    objection = ppid_content().objection(case.objection_ground or "")
    named = f"{objection.letter}: {objection.name}" if objection else ""
    return [
        (_("Nomor register keberatan"), case.objection_number or ""), *_head(case),
        (_("Keberatan diterima"), on(acts.get(Action.OBJECT))), (_("Alasan keberatan (Pasal 35)"), named),
    ]  # fmt: skip


def _objection_receipt(case: Case, acts: Acts) -> Letter | None:
    if Action.REGISTER_OBJECTION not in acts:
        return None
    filed, _entry = given_of(acts, (Action.OBJECT,))
    lines = [*_objection_lines(case, acts), (_("Kasus posisi"), str(filed.get("text") or ""))]
    if case.completion_due:
        lines.append((_("Tanggapan Atasan PPID paling lambat"), day(case.completion_due)))
    entry = acts[Action.REGISTER_OBJECTION]
    return Letter(_("Tanda terima keberatan"), _day(entry), lines, signs=_("Petugas pelayanan informasi"))


def _objection_answer(case: Case, acts: Acts) -> Letter | None:
    given, entry = given_of(acts, (Action.ANSWER_OBJECTION,))
    if entry is None:
        return None
    days = deadlines().settings.request["dispute_window"].days
    right = _("Sengketa dapat diajukan ke Komisi Informasi dalam %(n)d hari kerja sesudah jawaban ini.", n=days)
    lines = [*_objection_lines(case, acts), (_("Keputusan"), RULINGS[given["ruling"]]), (_("Hak pemohon"), right)]
    return Letter(_("Jawaban atas keberatan"), _day(entry), lines, str(given["text"]), _("Atasan PPID"))


_MAKERS: dict[str, Callable[[Case, Acts], Letter | None]] = {
    "tanda-terima": _receipt,
    "perpanjangan": _extension,
    "uji-konsekuensi": _sheet,
    "pemberitahuan": _notice,
    "tanda-terima-keberatan": _objection_receipt,
    "jawaban-keberatan": _objection_answer,
}
