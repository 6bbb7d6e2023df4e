"""The evaluation in words: titles, faults, how actions stand; and the sheets for the office."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.evaluation import planning, services
from bimtek.evaluation.domain import plans, survey
from bimtek.evaluation.domain.content import Form
from bimtek.workshops.services import Workshop

SHAPES = {
    "done": "done", "doing": "doing", "not_yet": "todo", "dropped": "blocked", "planned": "todo", "due": "waiting",
    "later": "todo", "over": "blocked",
}  # fmt: skip


def form_title(form: Form, key: str) -> str:
    """The title of a questionnaire; that of a day names the day."""
    day = key.partition("-")[2]
    return _("%(title)s, hari ke-%(day)s", title=_(form.title), day=day) if day else _(form.title)


def state_words() -> dict[str, str]:
    """How an action stands, in words."""
    return {
        "done": _("Selesai"), "doing": _("Berjalan"), "not_yet": _("Belum"), "dropped": _("Tidak jadi"),
        "planned": _("Belum dicatat"), "due": _("Menunggu catatan"), "later": _("Belum waktunya"), "over": _("Tidak diminta"),
    }  # fmt: skip


def survey_faults(found: Mapping[str, str]) -> dict[str, str]:
    """What is missing in a questionnaire, by key."""
    words = {"choose": _("Pilih satu jawaban."), "long": _("Paling panjang %(n)d karakter.", n=survey.MOST_WORDS)}
    return {key: words[code] for key, code in found.items()}


def plan_faults(found: Mapping[str, str]) -> dict[str, str]:
    """What is missing in a plan, by field."""
    words = {
        "empty": _("Isi bagian ini."), "long": _("Terlalu panjang; ringkaskan."), "days": _("Pilih 30, 60, atau 90 hari."),
        "count": _("Isi %(least)d sampai %(most)d tindakan.", least=plans.LEAST, most=plans.MOST),
        "noted": _("Rencana ini sudah dicatat perkembangannya dan tidak dapat diubah lagi."),
    }  # fmt: skip
    return {key: words[code] for key, code in found.items()}


def note_refusal(code: str) -> str:
    """Why a note was not taken, in words."""
    return {
        "state": _("Pilih dahulu keadaannya."), "early": _("Belum waktunya: catatan ini dapat diisi setelah harinya tiba."),
        "over": _("Tindakan ini sudah selesai atau tidak jadi; tidak ada catatan lagi."),
    }[code]  # fmt: skip


def _book(title: str) -> tuple[io.BytesIO, Any, Any]:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(title[:31])
    page.set_footer("&LBimtek (SIMULASI)&R&P/&N")
    return out, book, page


def survey_sheet(session: Session, target: Workshop, key: str) -> bytes | None:
    """A questionnaire's figures and words as XLSX; None below the least number of replies."""
    found = services.survey_summary(session, target.id, key)
    if found is None or not found.shown:
        return None
    out, book, page = _book(_("Kuesioner"))
    bold = book.add_format({"bold": True})
    page.write_string(0, 0, f"{form_title(found.form, key)} (SIMULASI)", bold)
    page.write_string(1, 0, target.title)
    page.write_string(2, 0, _("%(n)d dari %(all)d peserta mengisi", n=found.replies, all=found.asked))
    for column, text in enumerate([_("Pernyataan"), _("Rata-rata"), *map(str, survey.SCALE)]):
        page.write_string(4, column, text, bold)
    row = 5
    for one in found.said:
        page.write_string(row, 0, one.question.text)
        if one.mean is not None:
            page.write_number(row, 1, round(one.mean, 2))
        for column, count in enumerate(one.counts, 2):
            page.write_number(row, column, count)
        row += 1
    for question, texts in found.words:
        row += 1
        page.write_string(row, 0, question.text, bold)
        for text, times in texts:
            row += 1
            page.write_string(row, 0, text)
            page.write_number(row, 1, times)
        row += 1
    page.set_column(0, 0, 70)
    book.close()
    return out.getvalue()


def plan_sheet(session: Session, target: Workshop) -> bytes:
    """Everybody's actions as XLSX, one line an action; who has not sent a plan has a line that says so."""
    out, book, page = _book(_("Rencana tindak lanjut"))
    bold, words = book.add_format({"bold": True}), state_words()
    page.write_string(0, 0, _("Rencana tindak lanjut (SIMULASI)"), bold)
    page.write_string(1, 0, target.title)
    heads = [
        _("No"),
        _("Nama"),
        _("Unit kerja"),
        _("Atasan langsung (jabatan)"),
        _("Tindakan"),
        _("Hasil"),
        _("Hari"),
        _("Bukti"),
    ]
    for column, text in enumerate([*heads, *(f"{days}" for days in plans.DAYS)]):
        page.write_string(3, column, text, bold)
    row = 4
    for seat, plan in planning.plans_of_class(session, target.id):
        actions = plan.actions if plan and plan.sent_at else []
        lines: list[planning.Planned | None] = [*actions] or [None]
        for one in lines:
            page.write_number(row, 0, seat.number)
            texts = [seat.name, seat.unit, plan.superior if plan and plan.sent_at else ""]
            if one is None:
                texts.append(_("belum dikirim"))
            else:
                texts += [one.action.action, one.action.output, str(one.action.days), one.action.evidence]
                noted = {days: f"{words[state]}. {note}".strip() for days, state, note, _by in one.notes}
                texts += [noted.get(days, "") for days in plans.DAYS]
            for column, text in enumerate(texts, 1):
                page.write_string(row, column, text)
            row += 1
    page.set_column(0, 0, 5)
    page.set_column(1, 10, 24)
    page.freeze_panes(4, 2)
    book.close()
    return out.getvalue()
