"""Does a sentence put the fault on the citizen, threaten, belittle, or ask to withdraw? Told by what the sentence does.

A list of rude words is never long enough; so most patterns name a turn of speech (a reproach of what the citizen should
have done, a cause laid on citizens, a condition with a threat, a wish that the report would go away) and leave the words open.
"""

from __future__ import annotations

import re
from typing import Final

YOU: Final = (
    r"(?:anda|saudara|saudari|sdr|pelapor|bapak|ibu|bpk|pak|bu|kak|kakak|situ|kamu|warga|masyarakat|petani|pedagang|pasien"
    r"|pelanggan|pengguna|pemohon|penerima|peserta|pengadu|orang ?tua|wali murid|wajib pajak|penumpang|pengendara|nelayan"
    r"|pengunjung|mahasiswa|siswa|pemilik|peternak|penduduk|pembeli|yang bersangkutan|ybs)"
)
_COMPLAIN = (
    r"(?:(?:meng|di)?(?:keluh|adu)\w*|(?:me|di)?lapor(?:kan)?|mem?protes\w*|protes|komplain|curhat|(?:mem)?viral\w*|menyebar\w*"
    r"|memposting|mengunggah|(?:mem|di)?per(?:soal|masalah)kan|menuduh|tuduh\w*|menuntut|menyalahkan|(?:mem|di)besar-besarkan"
    r"|memperpanjang|ribut|gaduh|ngomel|marah-marah|berkomentar|mencaci|menjelek\w*|menuding|berprasangka|berburuk sangka)"
)
_REPORT = (
    r"(?:laporan|aduan|pengaduan|keluhan|unggahan|postingan|tulisan|komentar|video|status|tuntutan|gugatan)(?:nya)?"
)
_CALM = r"(?:ragu|sungkan|segan|takut|khawatir|cemas|malu|enggan|bosan)"
_WISH = (
    r"(?:mohon|minta|memohon|meminta|sarankan|saran kami|sebaiknya|hendaknya|seyogianya|harap|berharap|tolong|dapatkah|bersedia|"
    r"berkenan|agar|supaya|kiranya|alangkah|demi|silakan|imbau|mengimbau|ada baiknya|lebih baik|mending|jangan|tidak usah|bijak)"
)


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)


_SHOULD = _any(
    r"\b(?:andai\w*|seandainya|andaikata)\s(?!kami\b)(?:(?!kami\b)[^.]){3,90}\b(?:tidak (?:akan|perlu|mungkin)|tentu|pasti|niscaya)\b",
    rf"\b(?:kalau|jika|bila)\s(?:saja\s)?(?:\w+\s){{0,2}}{YOU}\s(?:tidak|mau|rajin|lebih)\b(?:(?!kami\b)[^.]){{3,90}}\b(?:tentu|pasti|"
    r"niscaya)\b(?!\s(?:kami|dapat|boleh|bisa|saja|berhak))",
    rf"\b(?:sepatutnya|seyogianya|seyogyanya|sewajarnya|selayaknya)\s(?:\w+\s){{0,4}}{YOU}\b(?!\s(?:dapat|terima|menerima|mendapat|di|ter))",
    r"\b(?:andai\w*|kalau|jika|seandainya)\s[^.]{0,70}\b(?:(?:sejak|dari) (?:dulu|awal|semula)|tepat waktu|lebih (?:awal|"
    r"rajin|tertib|hati-hati|teliti))\b[^.]{0,90}\b"
    r"(?:tentu|pasti|niscaya|tidak (?:akan|perlu|se\w{4,}))\b",
    rf"\b(?:se)?(?:harus|mesti|patut|layak)nya\s(?:\w+\s){{0,2}}{YOU}\b(?!\s(?:dapat|terima|menerima|di|ter))",
    rf"\b{YOU}\s(?:\w+\s){{0,3}}(?:se)?(?:harus|mesti|patut)nya\s(?!(?:menerima|mendapat|sudah menerima|di|ter))",
    rf"\b(?:jika|kalau|andai\w*|bila|seandainya|coba)\s(?:saja\s)?(?:\w+\s){{0,2}}{YOU}\s[^.]{{3,90}}\b(?:tentu|pasti|mungkin|niscaya)\s"
    r"tidak\b|\b(?:jika|kalau|andai\w*|bila|coba)\s(?:saja\s)?(?:\w+\s){0,2}"
    rf"{YOU}\s[^.]{{3,90}}\btidak (?:akan\s)?(?:se\w{(4,)} (?:ini|itu|sekarang)|akan ter|jatuh|celaka|begini|begitu|rugi|"
    rf"telat|kehilangan|ada masalah)",
    rf"\b(?:dulu|dahulu|harap|mestinya|sebaiknya|hendaknya|tanya\w*|cek|periksa|baca|pahami|pikir\w*|pelajari)\b[^.]{{0,70}}\bsebelum\s"
    rf"(?:\w+\s){{0,2}}{_COMPLAIN}",
    rf"\bsebelum\s(?:\w+\s){{0,2}}{_COMPLAIN}[^.]{{0,50}}\b(?:dulu|dahulu|baca|cek|pahami|pikir|tanya|pelajari)\w*",
)
_CAUSE = _any(
    rf"\bandil\s(?:\w+\s)?{YOU}\b|\b(?:kekeliruan|kesalahan|kelalaian)\s(?:\w+\s){{0,2}}(?:di|pada)\s(?:pihak\s)?{YOU}\b",
    rf"(?<!bukan )\b{YOU}(?:lah)?\s(?:sendiri\s)?yang\s(?:lalai|ceroboh|keliru|teledor|abai|salah)\b|\b{YOU}\s(?:\w+\s){{0,3}}terlalu\s(?:terburu\S*|"
    r"peka|sensitif|berlebihan|perasa|curiga|berharap|gampang|mudah)\b",
    rf"\b(?:karena|akibat|sebab|lantaran|gara-gara|disebabkan|ulah|dipicu)\s(?:oleh\s)?(?:\w+\s){{0,2}}{YOU}\s(?:\w+\s){{0,5}}?"
    r"(?:berlebihan|sembarang\w*|seenaknya|lalai|malas|boros|abai|enggan|jorok|ceroboh|bandel|nakal|membuang|menunggak|lupa|"
    r"ngebut|kurang (?:teliti|sabar|peduli|hati|disiplin|tertib|aktif|paham)|(?:tidak|tak|enggan) (?:mau|tertib|disiplin|peduli|"
    r"aktif|menjaga|membayar|teliti|hati|patuh|mengikuti|membaca|datang|segera|merawat|mengurus|bertanya|paham|mengerti|melengkapi"
    r"|sabar))",
    rf"\b(?:kurangnya|rendahnya|minimnya|tidak adanya)\s(?:kesadaran|kepedulian|disiplin|partisipasi|pemahaman|pengertian)\s(?:\w+\s){{0,2}}{YOU}",
    rf"\b(?:ulah|perilaku|kebiasaan|kelakuan|kelalaian|kecerobohan|kesalahan|kemalasan|kekeliruan|keteledoran)\s(?:\w+\s){{0,2}}?{YOU}\b",
    rf"\b{YOU}\s(?:sendiri(?:lah)?|pula|juga)\s(?:yang|(?:\w+\s){{0,2}}(?:tidak|kurang|lalai|salah|terlambat|malas|membuang|menyebabkan))",
    rf"\b{YOU}\s(?:\w+\s){{0,2}}(?:terlalu|kurang|memang)\s(?:siang|lambat|teliti|sabar|cermat|paham|peduli|menuntut|cerewet|manja|"
    r"emosi\w*|cepat|banyak|sering|malas|aktif|rajin|bersyukur)",
    r"\b(?:kalau|jika|andai\w*|coba)\s(?:\w+\s){0,3}(?:lapor\w*|dilapor\w*|datang|diurus|bertanya|tanya)\b[^.]{0,30}\btidak (?:akan )?se\w{4,}",
    r"\b(?:salah|risiko|kesalahan|tanggungan)\s(?:anda|saudara|bapak|ibu|situ|pelapor)?\s?sendiri\b",
)
_HUSH = _any(
    rf"\b(?:menyayangkan|menyesalkan|kecewa (?:dengan|atas)|tidak habis pikir)\s(?:atas\s)?(?:sikap|tindakan|langkah|cara|keputusan)\s{YOU}\b",
    rf"\b(?:tidak|tak|nggak|ndak) bisa (?:mem)?baca\b[^.]{{0,40}}\b{YOU}\b|\bkami heran\b|\borang lain (?:tidak|saja|bisa)\b[^.]{{0,40}}\b{YOU}\b",
    rf"\b(?:jangan|tidak usah|tidak perlu|tak perlu|berhenti|stop|daripada|ketimbang|bukannya|bukan (?:hanya|cuma|malah)|tidak "
    r"(?:mudah|gampang|asal|lantas|langsung|serta-merta|terburu-buru|sembarangan|berhak)|bisanya|pintar|pandai|hobi|terlalu (?:mudah|"
    rf"cepat|banyak|sering)|gemar|asyik|sibuk|asal|sekadar|hanya bisa|cuma bisa)\s(?:(?!{_CALM}|dan\b|tetapi\b)\w+\s){{0,3}}?{_COMPLAIN}"
    r"(?!\s(?:\w+\s){0,2}(?:ulang|kembali|lagi|dua kali|kepada|ke)\b)",
    r"\b(?:menghabiskan|membuang(?:-buang)?|menyita)\swaktu\s(?:petugas|kami|dinas|kerja)",
    r"\b(?:mengganggu|merepotkan|memberatkan)\s(?:kerja|kinerja|pekerjaan|tugas)?\s?(?:kami|petugas|dinas|aparat)\b",
    r"\bmasa(?:k| sih)?\s(?:begitu saja\s|itu saja\s)?(?:di(?:per)?(?:soal|masalah|ribut|keluh)\w*|tidak (?:mampu|bisa|mau))",
    rf"\b{YOU}\s(?:itu\s)?kan\s(?:sudah|tahu|bisa|punya|juga)|\bsudah tahu\s[^.]{{3,60}}\b(?:masih|kok|kenapa)",
    r"\b(?:kenapa|mengapa|ngapain|buat apa|siapa suruh|salah siapa)\s(?:masih|tidak|baru|malah|harus|juga)?\b(?=[^.]{0,80}\?)"
    r"(?![^.]{0,80}\bkami\b)",
    r"\b(?:kalau|jika|bila)\s(?:tidak (?:suka|mau|puas|terima|setuju)|keberatan)\b[^.]{0,30}\b(?:pindah\w*|cari|silakan (?:cari|"
    r"pindah\w*|urus)|tidak usah|jangan|keluar)",
    r"\b(?:pindah(?:kan)?|cari)\s(?:saja\s)?(?:\w+\s){0,2}(?:sekolah|tempat|daerah|desa|puskesmas|kabupaten)\slain\b",
    rf"\b{YOU}\s(?:\w+\s){{0,6}}tidak (?:berhak|pantas|layak|perlu)\s(?:ikut\s)?(?:{_COMPLAIN}|bicara|bertanya|menilai|campur|tahu)",
)
_THREAT = _any(
    rf"\b(?:bila|jika|kalau|apabila)\s{YOU}\s(?:masih|tetap|terus|nekat)\b[^.]{{3,60}}\b(?:terhambat|dipersulit|dihentikan|ditunda|dicabut|dicoret)\b",
    r"\bmempertanggung ?jawabkan\s(?:\w+\s){0,2}?(?:ucapan|laporan|aduan|tuduhan|pernyataan|tulisan|perkataan)",
    r"\b(?:apabila|jika|bila|kalau|andai\w*)\s(?:\w+\s){0,2}?(?:laporan|aduan|tuduhan|pengaduan|keterangan)\w*\s(?:\w+\s){0,3}?(?:tidak|tak)\s"
    r"(?:dapat |bisa )?(?:ter|di|benar)\w*[^.]{0,80}\b(?:pelapor|proses|tindak|hukum|sanksi|konsekuensi|tanggung|polisi|akibat|tuntut)",
    rf"\b{YOU}\s(?:\w+\s){{0,3}}(?:dapat|bisa|akan|kami)\s(?:kami\s)?(?:di)?(?:pidana\w*|tuntut|proses hukum|gugat|polisikan|"
    rf"laporkan (?:balik|ke polisi)"
    r"|penjara\w*|jerat|sanksi|blokir|panggil paksa|proses$|proses\.)",
    r"\b(?:berujung|berakhir|berurusan)\s(?:\w+\s){0,2}(?:polisi|pidana|hukum|penjara|meja hijau|pengadilan|aparat)",
    r"\b(?:bila|jika|kalau|apabila)\s(?:\w+\s){0,3}(?:terus|tetap|masih|berulang\w*|lagi)\s(?:\w+\s){0,4}?"
    rf"(?:{_COMPLAIN}|membuat laporan|menulis|mengirim)(?=[^.]*\b(?:catat|blokir|tindak|proses|sanksi|cabut|hentikan|abaikan|tutup|laporkan))",
    rf"\b(?:catat|mencatat|tandai|blokir|memblokir|cabut|mencabut|hentikan|menghentikan|tinjau ulang|pertimbangkan)\s(?:\w+\s){{0,3}}?{YOU}\s"
    r"(?:\w+\s){0,2}(?:bila|jika|kalau|apabila)",
    r"\b(?:jangan sampai|awas)\s(?:\w+\s){0,4}(?:polisi|hukum|tuntut\w*|menyesal|pidana)",
    r"\b(?:fitnah|pencemaran nama|uu ite|pasal 27|laporan palsu|keterangan palsu|hoaks)\b",
)
_WITHDRAW = _any(
    r"\b(?:cabut|dicabut|mencabut|tarik|menarik|ditarik|batalkan|dibatalkan|membatalkan|hapus|menghapus|dihapus|ralat|meralat|"
    rf"diralat|tutup|menutup|ditutup|akhiri|mengakhiri|hentikan|menghentikan|turunkan|menurunkan|urungkan|"
    rf"mengurungkan)\s(?:\w+\s){{0,4}}?{_REPORT}\b",
    rf"\b{_REPORT}\s(?:(?!kami\b|tetap\b)[\w/-]+\s){{0,5}}?(?:dicabut|cabut|ditarik|tarik|dibatalkan|batalkan|dihapus|hapus|diralat|ralat|"
    r"ditutup saja|diakhiri|diturunkan|diurungkan|tidak (?:di)?(?:lanjutkan|teruskan|perpanjang))\b",
    r"\b(?:masalah|persoalan|hal|perkara|urusan|kejadian)\s(?:ini|itu|tersebut)\s(?:\w+\s){0,2}?tidak\s(?:perlu\s|usah\s)?di"
    r"(?:teruskan|lanjutkan|perpanjang|besar\S*|ungkit\S*|persoalkan|permasalahkan)\b",
    rf"\btidak (?:melanjutkan|meneruskan|memperpanjang)\s(?:\w+\s){{0,3}}{_REPORT}\b",
)
_KEEPS = _any(
    r"\b(?:tidak|bukan|tanpa|belum)\s(?:akan|perlu|harus|boleh|pernah|ada)\s(?:\w+\s){0,3}?(?:di|me|kami)?(?:cabut|tarik|batal|hapus|tutup|hentikan)",
    r"\b(?:kami|sistem)\s(?:\w+\s)?(?:tutup|menutup|hapus|akhiri|batalkan)",
)
_ABOUT_WITHDRAWAL = re.compile(
    r"\b(?:cara|ingin|mau|bisakah|hendak)\s(?:\w+\s){0,2}(?:me)?(?:narik|tarik|cabut|ncabut|batalkan|mbatalkan|ralat|hapus|nghapus)",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:kami|petugas kami|dinas)\s(?:\w+\s)?(?:yang\s)?(?:lalai|salah|keliru|terlambat|kurang|lambat)"
    r"|\b(?:bukan|tidak karena)\s(?:\w+\s){0,3}(?:salah|kesalahan|kelalaian|kekeliruan|karena)",
    re.IGNORECASE,
)


def blames(text: str) -> bool:
    """True when a sentence reproaches, silences or threatens the citizen; a fault the office takes on itself is none."""
    if _OURS.search(text) and not _THREAT.search(text):
        return False
    return any(pattern.search(text) for pattern in (_SHOULD, _CAUSE, _HUSH, _THREAT))


def asks_to_withdraw(text: str, asked: str) -> bool:
    """True when a sentence wishes the report away (convention 12); not where the citizen asked how that is done."""
    if _KEEPS.search(text) or _ABOUT_WITHDRAWAL.search(asked):
        return False
    return bool(_WITHDRAW.search(text) and re.search(rf"\b{_WISH}\b", text, re.IGNORECASE))
