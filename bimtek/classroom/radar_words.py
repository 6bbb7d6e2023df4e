"""Why somebody is stuck, in words, and what to say or do when walking over."""

from __future__ import annotations

from flask_babel import gettext as _

from bimtek.classroom.domain.board import BoardRow
from bimtek.classroom.domain.radar import REFUSED_IN_A_ROW, Reason
from bimtek.classroom.presentation import once_a_language

#: One letter a reason: what a live answer carries in place of words.
LETTERS: dict[Reason, str] = {
    Reason.HAND: "h", Reason.FATAL: "f", Reason.HINTS: "p", Reason.FAILED_CHECKS: "c", Reason.REFUSED: "r",
    Reason.LINK: "l", Reason.QUIET: "q",
}  # fmt: skip


@once_a_language
def short_words() -> dict[str, str]:
    """Each reason by its letter, short enough for a column of the grid; two more for those who are at zero."""
    return {
        "h": _("angkat tangan"), "f": _("kesalahan fatal"), "p": _("petunjuk habis"), "c": _("gagal periksa"),
        "r": _("ditolak berturut"), "l": _("sambungan putus"), "q": _("diam"), "0": _("belum masuk"), "1": _("belum mulai"),
    }  # fmt: skip


@once_a_language
def _reasons() -> dict[Reason, str]:
    return {
        Reason.HAND: _("Angkat tangan, antrean ke-%(n)s", n="{n}"),
        Reason.FATAL: _("Kesalahan fatal"),
        Reason.HINTS: _("Tiga petunjuk sudah dibuka"),
        Reason.FAILED_CHECKS: _("Tiga kali gagal periksa"),
        Reason.REFUSED: _("%(n)s tindakan ditolak berturut-turut", n="{n}"),
        Reason.LINK: _("Perangkatnya tidak tersambung"),
        Reason.QUIET: _("Tidak bergerak"),
    }


def reason_words(row: BoardRow, reason: Reason) -> str:
    """A reason in words for the help list and for one person."""
    number = row.person.hand if reason is Reason.HAND else row.person.refused_row
    return _reasons()[reason].replace("{n}", str(number))


@once_a_language
def _nudges() -> dict[Reason, str]:
    return {
        Reason.HAND: _("Datangi dan minta ia menunjukkan di layar bagian mana yang ditanyakan."),
        Reason.FATAL: _("Tanyakan siapa yang dirugikan langkah tadi, lalu mulai percobaan baru bersama."),
        Reason.HINTS: _("Minta ia membacakan petunjuk terakhir, lalu kerjakan satu langkah berdampingan."),
        Reason.FAILED_CHECKS: _(
            "Minta ia membacakan jawaban pemeriksaan dengan suara keras, lalu tanya apa yang kurang."
        ),
        Reason.REFUSED: _("Buka alasan penolakan di layarnya dan tanyakan langkah apa yang harus lebih dahulu."),
        Reason.LINK: _("Periksa wifi dan layarnya; drafnya tersimpan di perangkat dan terkirim saat tersambung."),
        Reason.QUIET: _("Tanyakan apa yang sedang ia baca, lalu tunjukkan tombol emas di berandanya."),
    }


def nudge(reason: Reason) -> str:
    """What to say or do when walking over: one sentence."""
    return _nudges()[reason]


def shape_of(reason: Reason) -> tuple[str, str]:
    """Shape and tone of a reason: a critical error is a cross and red, the rest asks for a look."""
    return ("fatal", "bad") if reason is Reason.FATAL else ("help", "warn")


@once_a_language
def legend() -> tuple[tuple[str, str], ...]:
    """Each reason with what makes it one, in the order in which they go before one another."""
    words = short_words()
    meanings = {
        "h": _("peserta meminta bantuan; selalu paling atas, menurut antrean"),
        "f": _("sebuah laporan atau latihan berakhir dengan kesalahan fatal dan belum diulang"),
        "p": _("ketiga petunjuk pada langkah ini sudah dibuka"),
        "c": _("tiga kali atau lebih gagal periksa pada langkah ini"),
        "r": _("%(n)d tindakan atau lebih ditolak tanpa satu pun diterima di antaranya", n=REFUSED_IN_A_ROW),
        "l": _("perangkatnya tidak bertanya ke server lebih dari 45 detik"),
        "q": _("tidak berbuat apa-apa selama batas diam kelas ini"),
    }
    return tuple((words[letter], meaning) for letter, meaning in meanings.items())
