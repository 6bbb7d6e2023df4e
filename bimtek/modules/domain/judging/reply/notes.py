"""Is a sentence meant for colleagues: an order, a request for approval, a word about the answer itself, a draft mark?

A public reply may well say that the matter was passed on, proposed or is waiting for a budget. So none of these words is a
note by itself; a note is an order to a colleague, or it talks about how, when and by whom the answer is to be written.
"""

from __future__ import annotations

import re
from typing import Final

_POST: Final = (
    r"(?:kabid|kadis|kadin|kasi|kasie|kasubag|kasubbag|kapus|sekdis|sekda|sekcam|sekdin|kabag|kaban|kasat|korwil|irban|plt|plh|admin|operator|"
    r"staf|verifikator|koordinator|sekretaris|direktur|wadir|kepala (?:puskesmas|bidang|seksi|dinas|upt|uptd|bagian|badan|sub ?bagian)"
    r"|camat|lurah|(?:seksi|bidang|bagian|sub ?bagian|upt|tim|petugas)(?: [\w&]+){0,3}|(?:rekan|teman|kawan)(?:-\w+)?(?: \w+){0,2})"
)
_ANSWER = (
    r"(?:jawaban|balasan|konsep|draft?|redaksi|kalimat|paragraf|naskah|bahan (?:jawaban|ini)|tanggapan ini|angka(?:nya)?|"
    r"poin|baris|narasi|data ini|laporan ini)"
)
_CALL = r"(?:pak|bu|bapak|ibu|bpk|bang|mas|mbak|kanda|dinda)"


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)


_MARK = _any(
    r"^\W*(?:draft?|konsep|disposisi|memo|nodin|nota(?: dinas)?|internal|cc|fwd?|tembusan|tindasan|acc|up|u\.p\.|note|to do|"
    r"instruksi)\b\s*[:\-–(\[.]",
    r"^\W*(?:catatan|cat|nb|ket)\b\s*(?:[:\-–]\s*)?(?:untuk|utk|buat|bagi)?\s?(?:internal|admin|kabid|kasi|tim|redaksi|"
    r"pimpinan|atasan|operator|bidang)",
    r"\b(?:draft?|konsep)\s(?:jawaban|balasan|surat|awal|v\d|\d|ini|belum)|^\W*(?:draft?|konsep)\b(?!\s(?:peraturan|perbup|perda|rancangan|dokumen|kontrak|rkpd|apbdes|anggaran|perjanjian))|\bv(?:ersi)?\.?\s?\d\b",
    r"\[(?=[^\]]{0,160}[a-z])[^\]]{1,200}\]|<<[^>]{1,80}>>|\{[a-z_ ]{2,40}\}|\bx{3,}\b|_{4,}|\b(?:lorem|copas|template)\b",
    r"(?<!\w)@(?!\w*(?:lapor|pemkab|pemda|dinas|dis|humas|kominfo|pln|baruga|ombudsman|official|\w+\.\w))\w+",
    r"\((?:nanti|tolong|mohon|isi|diisi|cek|hapus|jangan|belum|menunggu|tunggu|minta|perlu|catatan|cat)\b[^)]{0,160}\)",
    r"\b(?:isi menyusul|menyusul dari (?:bidang|seksi)|belum (?:final|fix|diparaf|diacc)|\b(?:tunggu|menunggu|belum|blm|"
    r"tanpa)\s(?:\w+\s)?(?:ttd|tanda tangan)\b|\b(?:minta|mohon) ttd\b|paraf|di-?acc|acc (?:dari|pak|bu|kabid|kadis|"
    r"pimpinan))",
)
_ORDER = _any(
    r"\b(?:cat|catatan|nb|ket)\b\.?\s(?:untuk|buat|dari)\s(?:kabid|kadis|kasi|kasubb?ag|kapus|admin|tim|staf|sekretaris|pimpinan)",
    r"\b(?:repot|celaka|kena|malu) kita\b|\b(?:habis|setelah|sesudah) ini (?:di)?(?:arsipkan|tutup|hapus|close)\b|"
    r"\borang dalam\b|\bdisposisi (?:kadis|kabid|pimpinan|sekda)\b",
    rf"\b{_POST}\b[^.:;]{{0,25}}?[,:]?\s(?:tolong|mohon|harap|coba|monggo)\s(?!(?:hubungi|maaf|dihubungi|ditunggu|bersabar|menunggu))",
    rf"(?<!hubungi )\b(?:tolong|mohon|harap|coba|minta(?:kan)?)\s(?:kepada\s|ke\s)?(?:{_CALL}\s)?{_POST}\b(?!\s(?:dihubungi|ditemui|didatangi))",
    rf"^\W*(?:kepada|untuk|utk|buat|ytk|"
    rf"yth\.?)\s(?:yth\.?\s)?(?:{_CALL}\s)?{_POST}\b[^.]{{0,60}}?[:,]\s*(?:\w+\s){{0,4}}?(?:agar|segera|mohon|tolong|harap|"
    rf"untuk|supaya|klarifikasi|cek|turun|telaah|siapkan|pelajari|jawab|selesaikan|tindak)",
    r"^\W*(?:nb\.?\s)?(?:yth\.?\s)?(?:pak\s|bu\s|bid\.?\s?\w*|kabid\w*|kadis|kadin|kasie?|kasubb?ag|kapus|sekdis|sekda|"
    r"sekcam|kabag|kaban|irban|admin|operator|staf|verifikator)(?:\s[\w&.]+){0,3}\s?:",
    r"\b(?:kabid|kasi|kasubag|kasubbag|kapus|kadis|sekdis|staf|operator|admin)\b[^.]{0,20}\s(?:untuk|utk|agar|supaya|"
    r"segera)\s(?:segera\s)?(?:di)?(?:telaah|tindak|cek|proses|buat|siap|turun|koordinasi|jawab|pelajari|selesai|monitor|"
    r"kawal|laksana)",
    rf"^\W*{_CALL}\s(?!(?:camat|lurah)(?:\s\w+)?\s(?!(?:mohon|tolong)\b)\w)(?:{_POST}|sek\w*)\b|[,.]\s?(?:pak|bu)\s(?:kabid|kadis|kasi|sek\w*|kasubb?ag|camat)\b|\b(?:pak|"
    rf"bu)\s(?:kabid|kadis|kasi|kasubb?ag|sekdis)\b",
    rf"^\W*{_CALL},?\s(?:ini|berikut)\s(?:\w+\s)?{_ANSWER}",
    r"\b(?:lapor\w*|kabari|hubungi|serahkan|kirim\w*|info\w*|hasilnya)\s(?:\w+\s){0,3}?(?:ke|kepada|sama|pada)\s(?:saya|sy|sekretariat kita|grup)\b",
    r"\bmohon\s(?:arahan|petunjuk|atensi|koreksi|izin (?:pak|bu|kami jawab|menjawab|menayangkan)|disposisi|tanda tangan|"
    r"persetujuan|masukan pimpinan|dinaikkan|di-?acc)",
    r"\b(?:menunggu|tunggu|nunggu)\s(?:\w+\s)?(?:arahan|petunjuk|disposisi|paraf|acc|koreksi|ttd|tanda tangan|lampu hijau)\b",
    r"\b(?:sesuai|ikut|mengikuti)\s(?:lembar\s)?disposisi\s(?:bapak|ibu|pak|bu|kadis|kabid|pimpinan|bupati|sekda)|\b(?:lembar|isi) disposisi\b",
)
_TALK = _any(
    r"\bjangan sampai\s(?:\w+\s){0,2}(?:inspektorat|bupati|wakil bupati|wartawan|media|lsm|bpk|ombudsman|pelapor|pemohon|atasan|pimpinan|warga)\s"
    r"(?:tahu|tau|dengar|baca|curiga)\b|\brapat internal\b|\b(?:tunda|tahan)\s(?:dulu\s)?(?:jawaban|balasan)\b",
    r"\bcukup\s(?:kita\s)?(?:di)?(?:balas|jawab)\b|\bbahan jawaban\b|\b(?:meja|ruangan|ruang) saya\b|\buntuk (?:diketik|dirapikan|diparaf)\b",
    r"\b(?:ttd|stempel|cap|tanda tangan)\b[^.]{0,20}\bmenyusul\b|^\W*(?:siap,? laksanakan|siap,? (?:ndan|komandan|pak kadis))|\bndan\b",
    rf"\bsebelum\s(?:ini\s|{_ANSWER}\s(?:ini\s)?)?(?:di)?(?:kirim|tayang|naik|publish|publikasikan|unggah|posting|terbitkan|edarkan)\b",
    rf"\b(?:mohon|tolong|nanti|harap|coba|minta)\s(?:\w+\s){{0,4}}?(?:di)?(?:rapikan|edit|koreksi|haluskan|perhalus|revisi|"
    rf"hapus|paraf|cek|tambah\w*|lengkapi|isi)\b(?=[^.]*\b{_ANSWER})",
    rf"\b{_ANSWER}\b[^.]{{0,60}}\b(?:mohon|tolong|minta|harap|sudah ok\w*|boleh|siap)\s(?:\w+\s)?(?:di)?(?:rapikan|edit|"
    rf"koreksi|haluskan|revisi|hapus|paraf|cek|tayang\w*|naik\w*|kirim|periksa)\b",
    r"\b(?:jangan|tidak usah|tdk usah|tak usah)\s(?:\w+\s){0,2}?(?:dulu )?(?:di)?(?:balas|rilis|sebut\w*|buka|tulis|publikasi\w*|singgung|"
    r"ekspos\w*|jawab|tayang\w*|bocor\w*|keluar\w*)(?!\s(?:pintu|rumah|katup|keran))",
    r"\b(?:hapus|buang|coret)\s(?:\w+\s)?(?:baris|kalimat|bagian|catatan|paragraf)\b",
    r"\b(?:jawab\w*|balas\w*|jawaban)\s(?:\w+\s)?(?:seperlunya|normatif|singkat saja|umum saja|standar saja|cukup umum|begini saja|apa adanya saja)",
    r"\b(?:biar|supaya|agar)\s(?:\w+\s)?(?:tidak|tdk|tak|nggak|ndak)\s(?:\w+\s)?(?:viral|temuan|disorot|merah|kena)\b|"
    r"\bnanti (?:ramai|viral|dikira|repot kita)\b",
    r"\b(?:ini|laporan\w*|aduan\w*|terus|lalu|baru|langsung)\s(?:kita\s|di-?)(?:close|tutup saja|arsipkan saja|"
    r"selesaikan saja)\b|\bkita (?:close|jawab|balas|tegur diam)",
    r"\bsiapa yang (?:pegang|handle|jawab|urus|tangani|bertugas) ?(?:ini)?\?|\b(?:lewat|mepet|kejar|dekat) (?:tenggat|deadline|sla)\b",
    r"\b(?:pimpinan|atasan|bos|kadis|kabid|ajudan|sekda)\s(?:sudah|sdh|minta|tanya|marah|pesan|mau|bilang|belum)\b|\b(?:pak|"
    r"bu) (?:kadis|sekda|kabid|bupati) (?:minta|bilang|pesan|tanya|marah)",
    r"\barahan\s(?:pak|bu|bapak|ibu)?\s?(?:kadis|kabid|sekda|pimpinan|kaban|sekdis)\b",
    r"\b(?:pemohon|pelapor)\s(?:ini|itu)\s(?:lsm|wartawan|oposisi|timses|keluarga|orang)|\bhati-hati (?:menjawab|membalas|dengan pelapor)",
    r"\b(?:grup|group|wag)\s(?:wa|whatsapp|pengaduan|internal|dinas|pimpinan|lapor|opd)\b",
    r"\b(?:saya|sy)\s(?:buat|tulis|konsep\w*|edit|susun|kirim|rapikan)\b|\bsilakan (?:di)?tayang\w*|\bsebelum naik\b|"
    r"\b(?:siapkan|siap) bahan\b|\bkonsumsi internal\b",
)


def is_note(text: str) -> bool:
    """True when a sentence talks to colleagues or about the making of the answer (rubric, internal_note)."""
    return any(pattern.search(text) for pattern in (_MARK, _ORDER, _TALK))
