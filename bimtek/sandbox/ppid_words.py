"""What the PPID desk's acts are called in words: confirmations, thread lines, the parts of a request, facts beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from bimtek.sandbox.deadline_words import due_words
from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.decision_inputs import COSTS, LACKING, MEDIA, RULINGS
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import ppid_content, unit_name, world
from bimtek.web.words import day_short

APPLICANTS = {"person": "Perorangan", "group": "Kelompok orang", "legal_entity": "Badan hukum"}
OBTAIN = {"see": "Melihat atau membaca", "copy": "Mendapat salinan"}
DELIVER = {"visit": "Mengambil langsung", "post": "Dikirim lewat pos", "email": "Dikirim lewat surel"}
DECISIONS = {
    "grant": "Dikabulkan seluruhnya", "grant_part": "Dikabulkan sebagian", "refuse": "Ditolak", "not_held": "Bukan penguasaan",
}  # fmt: skip


def confirmation(action: Action) -> str:
    """What is said after an accepted act of this desk, or ""."""
    said = {
        Action.ASK_COMPLETION: _("Pemohon diminta melengkapi. Sepuluh hari kerja mulai dihitung sesudah lengkap."),
        Action.REGISTER: _("Terdaftar. Tanda terima dapat dicetak. Ganti peran menjadi PPID untuk menugaskan."),
        Action.ASSIGN: _("PPID Pelaksana ditugaskan. Jawaban ditunggu dalam batas waktunya."),
        Action.EXTEND: _("Diperpanjang tujuh hari kerja, satu kali ini saja."),
        Action.TEST_HARM: _("Lembar uji konsekuensi tersimpan dan dapat dicetak."),
        Action.GRANT: _("Pemberitahuan terkirim. Petugas menyerahkan informasinya."),
        Action.GRANT_PARTLY: _("Pemberitahuan terkirim. Petugas menyerahkan bagian yang terbuka."),
        Action.REFUSE: _("Penolakan terkirim dengan alasannya. Pemohon dapat mengajukan keberatan."),
        Action.DECLARE_NOT_HELD: _("Pemberitahuan terkirim: badan publik lain yang menguasai."),
        Action.HAND_OVER: _("Penyerahan tercatat di register."),
        Action.REGISTER_OBJECTION: _("Keberatan terdaftar. Ganti peran menjadi Atasan PPID untuk menjawab."),
        Action.ANSWER_OBJECTION: _("Jawaban keberatan terkirim."),
    }
    return said.get(action, "")


def event(action: Action, given: Any) -> str:
    """One line of the thread about an act of this desk, or ""."""
    ground = ppid_content().ground(str(given.get("ground") or ""))
    objection = ppid_content().objection(str(given.get("objection_ground") or ""))
    named = f"huruf {ground.letter}, {ground.name.lower()}" if ground else ""
    lines = {
        Action.ASK_COMPLETION: lambda: _(
            "Belum lengkap: %(what)s. %(message)s", what=", ".join(LACKING[part].lower() for part in given["lacking"]),
            message=given["message"],
        ),
        Action.REGISTER: lambda: _("Terdaftar dengan nomor %(number)s; tanda terima diberikan.", number=given["registration"]),
        Action.ASSIGN: lambda: _("Ditugaskan kepada PPID Pelaksana %(unit)s.", unit=unit_name(given["unit"]) or ""),
        Action.EXTEND: lambda: _("Diperpanjang tujuh hari kerja: %(reason)s", reason=given["reason"]),
        Action.TEST_HARM: lambda: _("Uji konsekuensi, Pasal 17 %(ground)s: %(content)s", ground=named, content=given["content"]),
        Action.HAND_OVER: lambda: _("Diserahkan: %(medium)s. %(note)s", medium=MEDIA[given["medium"]].lower(), note=given["note"]),
        Action.OBJECT: lambda: _("Keberatan atas alasan %(what)s.", what=_objection(objection)),
        Action.REGISTER_OBJECTION: lambda: _("Keberatan terdaftar dengan nomor %(number)s.", number=given["registration"]),
        Action.OBJECTION_LAPSE: lambda: _("Tiga puluh hari kerja lewat tanpa jawaban Atasan PPID."),
        Action.GO_TO_DISPUTE: lambda: _("Pemohon membawa sengketa ke Komisi Informasi."),
        Action.HEAR: lambda: _("Komisi Informasi memulai penyelesaian sengketa."),
        Action.RULE: lambda: _("Komisi Informasi memutus sengketa ini."),
        Action.END_WINDOW: lambda: _("Batas pengajuan lewat tanpa keberatan atau sengketa: permohonan selesai."),
        Action.LAPSE: lambda: _("Pemohon tidak melengkapi sampai batasnya: permohonan ditutup."),
    }  # fmt: skip
    return lines[action]() if action in lines else ""


def _objection(objection: Any) -> str:
    return f"{objection.letter}, {objection.name.lower()}" if objection else ""


def notice_lines(action: Action, given: Any) -> list[str]:
    """The stated parts of a written answer, one a line, under its text."""
    lines = []
    if given.get("material"):
        lines.append(_("Materi: %(what)s", what=given["material"]))
    if given.get("blackened"):
        lines.append(_("Dihitamkan: %(what)s", what=given["blackened"]))
    if ground := ppid_content().ground(str(given.get("ground") or "")):
        lines.append(_("Dasar: Pasal 17 huruf %(letter)s, %(name)s", letter=ground.letter, name=ground.name.lower()))
    if given.get("refusal"):
        lines.append(_("Alasan: %(what)s", what=given["refusal"]))
    if given.get("holder"):
        lines.append(_("Dikuasai oleh: %(name)s", name=unit_name(given["holder"]) or given["holder"]))
    if given.get("medium") and action != Action.HAND_OVER:
        lines.append(_("Bentuk: %(medium)s. Biaya: %(cost)s", medium=MEDIA[given["medium"]], cost=COSTS[given["cost"]]))
    if given.get("ruling"):
        lines.append(_("Putusan: %(what)s", what=RULINGS[given["ruling"]]))
    return lines


def form_parts(case: Case, state: CaseState) -> list[tuple[str, str, str, str]]:
    """The ten parts of a request as received: shape, its word, the part, what was given; NIK and telephone dotted."""
    told, rows = case.reporter, []
    nik, phone = str(told.get("nik") or ""), str(told.get("phone") or "")
    contact = ", ".join(filter(None, (f"{phone[:4]}••••••" if phone else "", str(told.get("email") or ""))))
    identity = told.get("decree") or (f"{nik[:6]}••••••••••" if nik else "")
    values = {
        "number": state.registration or "", "identity": identity, "address": told.get("address"), "contact": contact,
        "name": ", ".join(filter(None, (str(told.get("name") or ""), str(told.get("organisation") or "")))),
        "proxy": told.get("proxy"), "detail": case.body, "purpose": told.get("purpose"),
        "obtain": OBTAIN.get(str(told.get("obtain")), ""), "deliver": DELIVER.get(str(told.get("deliver")), ""),
    }  # fmt: skip
    kind = str(told.get("applicant") or "person")
    for part in ppid_content().request_parts:
        if part.only_for and kind not in part.only_for:
            continue
        value = str(values.get(part.key) or "")
        by_officer = part.filled_by == "officer" and not value
        shape, word = (
            ("done", _("Ada")) if value else ("todo", _("Belum diberi")) if by_officer else ("help", _("Tidak ada"))
        )
        shown = value if part.key != "detail" else _("lihat isi permohonan")
        rows.append((shape, word, part.name, shown or (_("diberikan petugas") if by_officer else _("tidak diisi"))))
    return rows


def facts(case: Case, state: CaseState, now: datetime) -> list[tuple[str, ...]]:
    """What stands beside a request: number, applicant, who works on it, decision, and the clocks that run."""
    kind = APPLICANTS.get(str(case.reporter.get("applicant") or "person"), "")
    rows: list[tuple[str, ...]] = [
        (_("Nomor pendaftaran"), state.registration or _("belum didaftarkan")),
        (_("Jenis pemohon"), kind),
        (_("PPID Pelaksana"), world().units.get(state.unit or "", _("belum ditugaskan"))),
    ]
    if state.decision:
        rows.append((_("Keputusan"), DECISIONS.get(state.decision, state.decision)))
    if objection := ppid_content().objection(state.objection_ground or ""):
        rows.append((_("Keberatan"), f"{objection.letter}: {objection.name}", state.objection_number or ""))
    if state.due:
        kind, due = state.due
        words = {"register": _("Periksa dan daftarkan"), "request": _("Jawaban"), "objection": _("Jawaban keberatan")}
        rows.append((words.get(kind, kind), day_short(due), due_words(due, now)[0]))
    if state.extended:
        rows.append((_("Perpanjangan"), _("sudah dipakai, tujuh hari kerja")))
    return rows
