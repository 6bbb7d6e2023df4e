"""What does not hold of a certificate, and why an act on one was refused, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from bimtek.certification.verifying import Fault


def fault_words(fault: Fault) -> str:
    """What does not hold of a certificate, with the row it stands in."""
    told = {"about": fault.about, "was": fault.was, "now": fault.now or _("tidak ada")}
    words = {
        "signed": _("Teks yang ditandatangani tidak terbaca."),
        "key": _("Kunci %(about)s tidak dikenal di sini.", **told),
        "signature": _("Tanda tangan tidak cocok: teks sertifikat berubah sesudah ditandatangani."),
        "column": _("Kolom %(about)s tidak sama dengan yang ditandatangani (%(was)s, sekarang %(now)s).", **told),
        "holder": _("Nama, NIP, atau jabatan tidak sama dengan yang ditandatangani."),
        "entry": _("Catatan pengesahannya dalam jurnal berubah atau hilang."),
        "evidence": _("Bukti “%(about)s” berubah sesudah disahkan; sekarang tertulis %(now)s.", **told),
        "evidence_gone": _("Satu baris bukti hilang."),
        "root": _("Bukti-buktinya bukan yang ditandatangani."),
        "chain": _("Rantai jurnal putus: %(about)s.", **told),
        "rewritten": _("Jurnal %(about)s ditulis ulang sesudah pengesahan.", **told),
        "source": _("Catatan jurnal di balik “%(about)s” berubah atau hilang.", **told),
        "mark": _("Nilai “%(about)s” berubah tanpa catatan jurnal: %(was)s, sekarang %(now)s.", **told),
        "gap": _("Nomor urut melompat: seharusnya %(was)s, tertulis %(now)s.", **told),
    }  # fmt: skip
    return f"{words.get(fault.code, fault.code)} [{fault.row}]"


def why_not(code: str) -> str:
    """Why a sign-off, a return or a revocation was refused."""
    return {
        "not_ready": _("Syaratnya belum terpenuhi."), "already": _("Sudah disahkan atau sudah dicabut."),
        "not_here": _("Orang atau sertifikat ini tidak ada di kelas ini."), "no_reason": _("Tulis alasannya."),
    }.get(code, code)  # fmt: skip
