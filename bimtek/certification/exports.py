"""The certificates and records of a class as a sheet or CSV: one line a person, also who has none."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from bimtek.certification.queue import Candidate, Queue
from bimtek.certification.words import kind_word
from bimtek.web.spreadsheet import Cell, comma_separated, xlsx
from bimtek.workshops.services import Workshop


def heads() -> list[str]:
    """The columns."""
    return [
        _("No"), _("Nama"), _("NIP"), _("Jabatan"), _("Unit kerja"), _("Nomor sertifikat"), _("Jenis"), _("Tanggal"), _("JP"),
        _("Rata-rata kriteria"), _("Butir prosedur"), _("Kehadiran"), _("Unit tercapai"), _("Keadaan"),
    ]  # fmt: skip


def lines(queue: Queue) -> list[Sequence[Cell]]:
    """One line a person; who holds several certificates has the one that stands."""
    return [_line(one) for one in queue.people]


def _line(one: Candidate) -> Sequence[Cell]:
    row, record = one.standing, one.record
    return [
        one.seat.number, one.seat.name, one.nip, one.seat.post, one.seat.unit, row.number if row else "",
        kind_word(row.kind) if row else "", row.issued_on.isoformat() if row else "", row.hours if row else None,
        record.mean, record.of("procedure").value, record.shown.attended, sum(unit.is_done for unit in record.shown.units),
        group_words()[one.group],
    ]  # fmt: skip


def group_words() -> dict[str, str]:
    """The word of each group of the queue."""
    return {
        "ready": _("Siap disahkan"), "second": _("Penilai kedua"), "returned": _("Dikembalikan"),
        "incomplete": _("Belum lengkap"), "signed": _("Disahkan"),
    }  # fmt: skip


def sheet(target: Workshop, queue: Queue) -> bytes:
    """As XLSX."""
    return xlsx(_("Daftar sertifikat"), f"{target.title}, {target.place}", heads(), lines(queue), {10, 11})


def csv(queue: Queue) -> bytes:
    """As CSV."""
    return comma_separated(heads(), lines(queue))
