"""A trainer keeps classes in the browser: groups, colleagues, a copy, the archive; and who keeps the platform makes accounts."""

from __future__ import annotations

from tests.e2e.conftest import Arrive
from tests.e2e.hall import Hall


def test_a_class_is_parted_shared_amended_copied_and_archived(arrive: Arrive, fresh_hall: Hall, width: str) -> None:
    me = arrive(fresh_hall, width)
    me.sign_in()
    me.go("/akun", "accounts")
    me.write("Nama lengkap", "Rekan Contoh")
    me.write("Nama pengguna", "rekan.contoh")
    me.press("Buat akun", "account-made")
    me.sees("hanya tampil sekali")
    me.go("/akun/sandi", "own-password")
    me.go("/kelas/1/fasilitator", "class-trainers")
    me.write("Nama pengguna", "rekan.contoh")
    me.press("Tambahkan", "class-trainers-two")
    me.sees("Rekan Contoh ditambahkan")
    me.go("/kelas/1/kelompok", "groups")
    me.write("Jumlah kelompok", "10")
    me.press("Lihat pratinjau", "groups-preview")
    me.sees("Pratinjau: 10 kelompok")
    me.press("Simpan pembagian ini", "groups-saved")
    me.press("Batalkan", "groups-taken-back")
    me.sees("dibatalkan untuk")
    me.go("/kelas/1/ubah", "class-amend")
    me.press("Simpan perubahan")
    me.sees("Tidak ada yang berubah.")
    me.go("/kelas/1/salin", "class-copy")
    me.write("Nama kelas baru", "Kelas salinan")
    me.write("Hari pertama", "2027-01-11")
    me.press("Salin kelas", "class-copied")
    me.sees("Sebelum hari H")
    me.press("Tandai selesai", "class-ticked")
    me.go("/kelas/1/arsip", "class-archive")
    me.press("Arsipkan", "class-archived")
    me.sees("Kelas ini ada di arsip.")
    me.go("/kelas", "classes-with-archive")
    me.sees("Kelas salinan")
