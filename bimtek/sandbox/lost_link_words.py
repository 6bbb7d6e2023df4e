"""What the page says while the link is gone. These words travel with the pack: no page is heavier for them."""

from __future__ import annotations

from flask_babel import gettext as _


def words() -> dict[str, str]:
    """Each word of the script in this person's language; {n}, {t} and {case} are filled in on the device."""
    return {
        "back": _("Kembali"),
        "as": _("Sambungan terputus. Yang tampil ialah keadaan pukul %(t)s; yang baru di server belum ada di sini.", t="{t}"),
        "linked": _("Sambungan sudah kembali."),
        "full": _("Buka halaman lengkap"),
        "role": _("Anda bertindak sebagai"),
        "internal": _("Catatan internal"),
        "earlier": _("%(n)s hal sebelumnya tidak disimpan di perangkat.", n="{n}"),
        "acts": _("Tindakan"),
        "who": _("Siapa yang membaca"),
        "send": _("Kirim bila tersambung"),
        "later": _("Terkirim sendiri begitu sambungan kembali. Bila ada yang perlu dilihat dahulu, tulisan kembali kepada Anda."),
        "empty": _("Tulis isinya dahulu."),
        "lacks": _("Isi dahulu: %(field)s.", field="{field}"),
        "choose": _("Pilih dahulu: %(field)s.", field="{field}"),
        "long": _("Tulisan paling banyak %(n)s karakter.", n="{n}"),
        "waits": _("Menunggu dikirim"),
        "queued": _("%(case)s: menunggu dikirim.", case="{case}"),
        "sent": _("%(case)s: diterima server.", case="{case}"),
        "returned": _("Belum terkirim, tulisan Anda disimpan sebagai draf."),
        "of": _("%(case)s, %(act)s.", case="{case}", act="{act}"),
        "again": _("Buka formulirnya"),
        "drop": _("Buang tulisan ini"),
        "others": _("Laporan terbuka lain di perangkat ini"),
        "none": _("Untuk laporan ini tidak ada tindakan yang dapat ditulis tanpa sambungan."),
        "notHere": _("Halaman ini memerlukan sambungan. Laporan yang terbuka tetap dapat dibaca dari daftar."),
        "order": _("Tindakan sebelumnya pada laporan ini belum terkirim, jadi yang ini ditahan. Periksa, lalu kirim lagi."),
        "session": _("Sesi di perangkat ini berakhir atau kursi dipindahkan. Masuk lagi dengan kode kartu; tulisan Anda tetap di sini."),
        "full_storage": _("Penyimpanan perangkat penuh. Salin tulisan Anda sebelum menutup halaman."),
    }  # fmt: skip
