"""Reports in words: findings as recommendations, states, percent; and the words a trainer adds."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people.domain import Person
from bimtek.reporting.domain.findings import Finding
from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop

KEPT = "report_words_kept"
#: The parts of the report a trainer writes, and the longest each may be.
PARTS = ("ground", "aim", "course", "conclusion")
MOST_LETTERS = 2000


def percent(share: float | None) -> str:
    """A share as offices write it: 83 %, or a dash for none."""
    return "–" if share is None else f"{share * 100:.0f} %"


def number(value: float | None, digits: int = 1) -> str:
    """A number with a comma: 3,2, or a dash for none."""
    return "–" if value is None else f"{value:.{digits}f}".replace(".", ",")


def part_words() -> dict[str, tuple[str, str]]:
    """The parts a trainer writes: title, and what stands there while nothing was written."""
    return {
        "ground": (_("Dasar"), _("Undangan dan surat tugas panitia.")),
        "aim": (
            _("Maksud dan tujuan"),
            _("Peserta mampu menangani laporan warga sampai tuntas: sederhana, cepat, tepat, dan terkoordinasi, dengan identitas"
              " pelapor terlindungi; serta memperkuat tugas PPID."),
        ),
        "course": (
            _("Metode dan jalannya kegiatan"),
            _("Setiap peserta bekerja di meja simulasi sendiri. Bacaan singkat, contoh yang dikerjakan bersama, latihan terbimbing,"
              " lalu kerja mandiri dengan penilaian seketika dan alasannya."),
        ),
        "conclusion": (_("Kesimpulan"), ""),
    }  # fmt: skip


def finding_words(one: Finding) -> str:
    """A recommendation, with the figure it comes from."""
    words = {
        "error": _(
            "Bahas bersama kesalahan fatal %(about)s (%(n)d kali); tugaskan satu kasus ulang kepada yang melakukannya.",
            about=one.about, n=one.figure,
        ),
        "criterion": _("Ulangi latihan pada kriteria %(about)s: rata-rata %(n)s dari 4, di bawah batas 3,2.", about=one.about, n=number(one.figure)),
        "unit": _("Lanjutkan unit %(about)s sesudah kelas: baru %(n)s peserta menyelesaikannya.", about=one.about, n=percent(one.figure)),
        "gain": _(
            "Kenaikan ternormalisasi %(n)s tergolong rendah (di bawah 0,3); tambah waktu praktik atau kurangi materi.",
            n=number(one.figure, 2),
        ),
        "attendance": _("Rata-rata kehadiran %(n)s, di bawah 80 %%; perjelas surat tugas dan jadwal per sesi.", n=percent(one.figure)),
        "reaction": _("Perbaiki: %(about)s Peserta menilainya %(n)s dari 5.", about=one.about, n=number(one.figure)),
        "absent": _("Jadwalkan kelas susulan untuk %(n)d peserta yang tidak pernah masuk.", n=one.figure),
        "plans": _("Tagih rencana tindak lanjut dari %(n)d peserta.", n=one.figure),
    }  # fmt: skip
    return words[one.kind]


def kept_words(session: Session, workshop_id: int) -> dict[str, str]:
    """What a trainer wrote for the report of a class, by part; {} before anything was."""
    found = journal.newest_of_stream(session, f"class/{workshop_id}", [KEPT], 10**9)
    return dict(found[0].data["words"]) if found else {}


def keep_words(session: Session, trainer: Person, target: Workshop, given: dict[str, str], wall: datetime) -> bool:
    """Keep what a trainer wrote; False when nothing changed."""
    words = {part: given.get(part, "").replace("\r\n", "\n").strip()[:MOST_LETTERS] for part in PARTS}
    if words == kept_words(session, target.id):
        return False
    workshops.record(session, target, trainer, KEPT, wall, {"words": words})
    return True
