"""What the PPID desk's acts are called in words: confirmations, thread lines, the parts of a request, facts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from bimtek.journal.domain import Entry
from bimtek.sandbox.deadline_words import row_due
from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.decision_inputs import COSTS, LACKING, MEDIA, RULINGS
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import deadlines, ppid_content, unit_name, world
from bimtek.web.words import day_short

APPLICANTS = {"person": "Perorangan", "group": "Kelompok orang", "legal_entity": "Badan hukum"}
OBTAIN = {"see": "Melihat atau membaca", "copy": "Mendapat salinan"}
DELIVER = {"visit": "Mengambil langsung", "post": "Dikirim lewat pos", "email": "Dikirim lewat surel"}
DECISIONS = {
    "grant": "Dikabulkan seluruhnya", "grant_part": "Dikabulkan sebagian", "refuse": "Ditolak", "not_held": "Bukan penguasaan",
}  # fmt: skip


def confirmation(action: Action) -> str:
    """What is said after an accepted act of this desk, or ""."""
    extension = deadlines().settings.request["extension"].days
    said = {
        Action.ASK_COMPLETION: _("Pemohon diminta melengkapi. Sepuluh hari kerja mulai dihitung sesudah lengkap."),
        Action.REGISTER: _("Terdaftar. Tanda terima dapat dicetak. Ganti peran menjadi PPID untuk menugaskan."),
        Action.ASSIGN: _("PPID Pelaksana ditugaskan. Jawaban ditunggu dalam batas waktunya."),
        Action.EXTEND: _("Diperpanjang %(n)d hari kerja, satu kali ini saja.", n=extension),
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
        Action.EXTEND: lambda: _(
            "Diperpanjang %(n)d hari kerja: %(reason)s", n=deadlines().settings.request["extension"].days, reason=given["reason"]
        ),
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


def identity(told: Mapping[str, Any]) -> str:
    """The applicant's proof of identity as the kind of applicant asks for it; a NIK is dotted, also the register's."""
    nik, decree = str(told.get("nik") or ""), str(told.get("decree") or "")
    if told.get("applicant") == "legal_entity":
        return decree
    return f"{nik[:6]}••••••••••" if nik else ""


def contact(told: Mapping[str, Any]) -> str:
    """Telephone, dotted, and e-mail: either is enough."""
    phone = str(told.get("phone") or "")
    return ", ".join(filter(None, (f"{phone[:4]}••••••" if phone else "", str(told.get("email") or ""))))


def _given(case: Case, state: CaseState) -> dict[str, str]:
    told = case.reporter
    values = {
        "number": state.registration, "identity": identity(told), "address": told.get("address"), "contact": contact(told),
        "name": ", ".join(filter(None, (str(told.get("name") or ""), str(told.get("organisation") or "")))),
        "proxy": told.get("proxy"), "purpose": told.get("purpose"), "obtain": OBTAIN.get(str(told.get("obtain"))),
        "deliver": DELIVER.get(str(told.get("deliver"))), "detail": _("lihat isi permohonan; nilai sendiri cukup jelas atau tidak"),
    }  # fmt: skip
    return {key: str(value or "") for key, value in values.items()}


def form_parts(case: Case, state: CaseState, acts: Mapping[Action, Entry]) -> list[tuple[str, str, str, str]]:
    """The ten parts of a request as received and its annex: shape, its word, the part, what was given. What lacked and
    was completed later says so."""
    values, kind = _given(case, state), applicant_of(case)
    completed = acts.get(Action.COMPLETE)
    asked = set(acts[Action.ASK_COMPLETION].data["input"]["lacking"]) if completed else set()
    said = (
        _("dilengkapi pemohon pada %(day)s", day=day_short(completed.sim_at)) if completed and completed.sim_at else ""
    )
    rows = []
    for part in ppid_content().request_parts:
        value = values.get(part.key, "")
        if asked & set(part.gaps) and (not value or part.key == "detail"):
            rows.append(("done", _("Dilengkapi"), part.name, said))
        elif part.key == "detail":
            rows.append(("doing", _("Untuk dinilai"), part.name, value))
        elif value:
            rows.append(("done", _("Ada"), part.name, value))
        elif part.filled_by == "officer":
            rows.append(("todo", _("Belum diberi"), part.name, _("diberikan petugas")))
        elif part.only_for and kind not in part.only_for:
            rows.append(("done", _("Tidak perlu"), part.name, _("tidak dikuasakan")))
        else:
            rows.append(("help", _("Tidak ada"), part.name, _("tidak diisi")))
    return [*rows, _annex(case, kind, asked, said)]


def _annex(case: Case, kind: str, asked: set[str], said: str) -> tuple[str, str, str, str]:
    """The annex of this kind of applicant; one that lacks the decree or the proxy is not whole."""
    named = next((annex.name for annex in ppid_content().annexes if annex.applicant == kind), "")
    name, told = _("Lampiran: %(what)s", what=named), case.reporter
    gap = {"legal_entity": "decree", "group": "proxy"}.get(kind, "")
    torn = bool(gap) and not told.get(gap)
    if asked & {"identity", gap if torn else "identity"}:
        return "done", _("Dilengkapi"), name, said
    if not told.get("identity_copy"):
        return "help", _("Tidak ada"), name, _("tidak terlampir")
    if torn:
        lacks = _("tanpa keputusan pengesahan") if gap == "decree" else _("tanpa surat kuasa")
        return "help", _("Belum semua"), name, lacks
    return "done", _("Ada"), name, _("terlampir")


def applicant_of(case: Case) -> str:
    """The kind of applicant: person, group or legal_entity."""
    kind = str(case.reporter.get("applicant") or "")
    return kind if kind in APPLICANTS else "person"


def facts(case: Case, state: CaseState, now: datetime) -> list[tuple[str, ...]]:
    """What stands beside a request: number, applicant, who works on it, decision, and the clocks that run."""
    rows: list[tuple[str, ...]] = [
        (_("Nomor pendaftaran"), state.registration or _("belum didaftarkan")),
        (_("Jenis pemohon"), APPLICANTS[applicant_of(case)]),
        (_("PPID Pelaksana"), world().units.get(state.unit or "", _("belum ditugaskan"))),
    ]
    if ground := ppid_content().ground(state.ground or ""):
        rows.append((_("Uji konsekuensi"), f"{ground.letter}: {ground.name}"))
    if state.decision:
        rows.append((_("Keputusan"), DECISIONS.get(state.decision, state.decision)))
    if objection := ppid_content().objection(state.objection_ground or ""):
        number = state.objection_number or _("belum didaftarkan")
        rows.append((_("Keberatan"), f"{objection.letter}: {objection.name}", number))
    if state.extended:
        rows.append((_("Perpanjangan"), _("sudah dipakai, hanya satu kali")))
    if due := row_due(state, now):
        what, _colon, left = due[0].partition(": ")
        rows.append((what, due[1], left))
    if state.rating:
        rows.append((_("Nilai pemohon"), _("%(n)d dari 5", n=state.rating)))
    return rows
