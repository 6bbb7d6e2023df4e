"""Does a reply let a reader learn who reported? Each way of telling is found by itself, with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bimtek.modules.domain.judging.reply.described import described
from bimtek.modules.domain.judging.reply.phrases import knowledge
from bimtek.modules.domain.judging.reply.signals import Reading
from bimtek.modules.domain.judging.reply.traces import hints_told, numbers_told
from bimtek.sandbox.domain import personal_data

_PERSON = r"(?:bapak|ibu|pak|bu|saudar[ai]|sdr\.?|kak|kakak|mas|mbak|anda|pelapor)"
_KIN = (
    r"(?:anak|putr[ai]|istri|suami|ayah|ibunda|ayahanda|adik|kakak|almarhum(?:ah)?|mama|nenek|kakek|keponakan|menantu"
    r"|mertua|cucu|ipar|sepupu|tetangga|kerabat|ibu kandung|orang tua|saudara kandung|paman|bibi|om|tante)"
)
_KIN_OF = re.compile(
    rf"\b{_KIN}(?:nda|nya)?(?:\s(?:kandung|ipar|laki-laki|perempuan|bungsu|sulung|tiri|sekolah))?"
    rf"(?:\s(?:dari|si))?\s(?-i:Bapak|Ibu|Pak|Bu|Saudar[ai]|Sdr|Anda|Kakak|pelapor|Pelapor)\b(?!/)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    rf"\bpelapor\s(?:\w+\s){{0,3}}?(?:satu-satunya|{_KIN}|kepala|ketua|guru|pemilik|tinggal|warga|pedagang|penjual|bekerja|beralamat"
    r"|yang\s(?:tinggal|rumahnya|bekerja|berdagang|berjualan|beralamat))\b|\bbertetangga\b|\bbersebelahan\b"
    rf"|\bsebagai\s(?:seorang\s)?{_KIN}\b|\b(?:bapak|ibu|anda|saudara)\s(?:dan|serta|beserta"
    rf"|bersama)\s(?!para)(?:ibunda|mama|anak|istri|suami|ayah|adik|nenek|kakek|mertua)\b"
    r"|\b(?:rumah|kediaman|kios|lapak|warung|toko|ruko|kebun|sawah|bengkel|kamar)\s(?:milik\s)?(?-i:Bapak|Ibu|Saudar[ai]|Anda|pelapor)\b"
    r"|\b(?:(?:pelapor|bapak|ibu|anda) (?:\w+ ){0,3}rumahnya"
    r"|(?:tinggal di|beralamat di|yang tinggal|yang bertempat|berdomisili)(?!\s(?:di )?(?:kawasan|wilayah|daerah|sekitar|sepanjang))"
    r"|(?<!maupun )(?<!atau )(?<!meminta )(?<!menanyakan )alamat (?:bapak|ibu|anda|pelapor)(?!/))\b"
    r"|\b(?:bapak|ibu|saudara|anda)\s(?:yang\s)?(?:berdiri|ikut|hadir|menemani|mendampingi|menunjukkan)\s(?:di\s)?(?:dekat"
    r"|bersama|petugas|kami|tim)"
    r"|\b(?:menemui|bertemu|berbincang|menelepon|mendatangi)\s(?:langsung\s)?(?:dengan\s)?(?-i:Bapak|Ibu|pelapor)\b(?!/)",
    re.IGNORECASE,
)
_ROLE = (
    r"guru|dosen|pendeta|ustaz\w*|imam|haji|hajjah|pemilik|penjual|pedagang|ketua|sekretaris|bendahara|operator|kepala|bidan|"
    r"perawat|dokter|sopir|supir|petani|nelayan|tukang|kader|anggota|mahasisw[ai]|siswa|siswi|karyawan\w*|pegawai|buruh|"
    r"honorer|janda|duda|wali|pengurus|mantan|pensiunan|kepala dusun|pengusaha|pengepul|penjaga|satpam|tenaga|staf|peternak"
    r"|perangkat|penyewa|penghuni|pengelola|jemaat|majelis|pemangku|penjahit|peserta|pelamar|ojek|kondektur|juru"
)
_ADDRESSED_ROLE = re.compile(
    rf"(?<![\w/-])(?:bapak|ibu|pak|bu|saudar[ai]|sdr\.?|kak)\s(?:yang\s)?(?:(?:adalah|sebagai|selaku|bekerja)\s)*(?:{_ROLE})\b"
    rf"|\b(?:yth\.?|kepada)\s(?:{_ROLE})\s(?:\w+\s){{0,3}}(?:di\s)?(?:blok|kios|lapak|los|rt|dusun|kelas|no)\b",
    re.IGNORECASE,
)
_WHO_WROTE = re.compile(
    r"(?<![\w/-])(?:bapak|ibu|pak|bu|saudar[ai]|kak)\s(?:(?!kami\b)\w+\s){0,6}?yang\s(?:menulis|melapor\w*|mengunggah|mengirim|tinggal"
    r"|bekerja|mengikuti|"
    r"berjualan|berdagang|mengajar|memiliki|punya|rumahnya|sedang|sudah|menjaga|merawat|bersebelahan|baru|kehilangan|mengalami)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:foto|gambar|video|unggah\w*|keterangan|lampiran)[^.\n]{0,80}[\"“”'‘][^\"“”\n]{0,120}\b(?:saya"
    r"|kami|mama|bapak saya|ku|rumah)\b",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    rf"(?<![\w/-]){_PERSON}\s(?:[A-Z]\S*\s){{0,3}}(?:\(?(?:warga|dari|di|asal|penduduk)\s)(?P<p>(?:Dusun\s"
    rf"|Desa\s|Kelurahan\s)?[A-Z][\w-]+)",
    re.IGNORECASE,
)

# "Yth. Bapak mandor Afdeling 3": behind one form of address at the head stands what tells one person from all others.
_OPENING = re.compile(
    r"^\W*(?:(?:yth\.?|kepada|halo|hai|selamat \w+|salam|assalamu\S+|tabe'?"
    r"|dari)[,.\s]+){0,3}(?:bapak|ibu|pak|bu|saudar[ai]|sdr\.?)"
    r"\s(?P<w>[a-z]{3,20})\b",
    re.IGNORECASE,
)
_FOR_ALL = frozenset(
    (
        "pelapor",
        "yang",
        "dan",
        "kami",
        "sekalian",
        "semua",
        "warga",
        "terhormat",
        "sekeluarga",
        "terima",
        "atas",
        "mohon",
        "terkasih",
        "budiman",
        "masyarakat",
        "pengguna",
        "maaf",
        "laporan",
        "untuk",
        "kita",
        "dimana",
        "pelanggan",
        "saudara",
        "tentang",
        "soal",
        "mengenai",
        "karena",
        "telah",
        "sudah",
        "bahwa",
        "pemohon",
        "pengadu",
        "camat",
        "kepala",
        "bupati",
        "ibu",
        "bapak",
        "tercinta",
        "baik",
        "hebat",
        "perihal",
        "permohonan",
        "aduan",
        "kebetulan",
        "tidak",
        "dapat",
        "bisa",
        "perlu",
        "tenang",
        "dengan",
        "mestinya",
        "seharusnya",
        "harusnya",
        "harus",
        "harap",
        "memang",
        "juga",
        "pasti",
        "tentu",
        "akan",
        "boleh",
        "cukup",
        "silakan",
        "minta",
        "punya",
        "wajib",
        "berhak",
        "masih",
        "belum",
        "jangan",
        "sebaiknya",
        "pernah",
        "pada",
        "di",
        "selamat",
        "salam",
        "siang",
        "sore",
        "pagi",
    )
)


@dataclass(frozen=True, slots=True)
class Leak:
    """One passage that tells who reported, and in what way."""

    start: int
    end: int
    way: str


def leaks(reading: Reading) -> list[Leak]:
    """Every passage that points to the reporter, the surest first.

    A NIK, the reporter's own number, e-mail or house are leaks in any case; name, hamlet, relation, role and own
    words are leaks where the case is anonymous or secret (rubric, flag leaks_reporter and convention 8).
    """
    case, text = reading.case, reading.text
    found = [*_data(reading), *_family(reading), *(Leak(*trace) for trace in numbers_told(case, text))]
    if case.protected:
        traces = (*hints_told(case, text), *described(case, text))
        found += [*_hidden(reading), *(Leak(*trace) for trace in traces)]
    return found


def _data(reading: Reading) -> Iterator[Leak]:
    case, text = reading.case, reading.text
    spans = personal_data.find(text, case.reporter.name, case.reporter.address)
    place = f"{case.place} {case.facts}".lower()
    for span in spans:
        if span.kind == "nik" or (span.kind == "email" and span.text.lower() == case.reporter.email.lower()):
            yield Leak(span.start, span.end, span.kind)
        elif span.kind == "phone" and (
            _digits(span.text)[-9:] == _digits(case.reporter.phone)[-9:] or _to_reporter(text, span.start)
        ):
            yield Leak(span.start, span.end, "phone")
        elif (
            span.kind == "address"
            and not _range(text, span.end)
            and span.text.lower() not in place
            and (case.protected or any(sign.isdigit() for sign in span.text))
            and _of_reporter(span.text, reading)
        ):
            yield Leak(span.start, span.end, "address")
        elif span.kind == "name" and case.protected and not _someone_else(text, span, case.reporter.name):
            yield Leak(span.start, span.end, "name")


def _family(reading: Reading) -> Iterator[Leak]:
    """A relation told with its owner ("istri Bapak"): of a named reporter it is a leak too."""
    matter = "" if reading.case.protected else f"{reading.case.facts} {reading.case.topic} {reading.case.title}".lower()
    for match in _KIN_OF.finditer(reading.text):
        if re.split(r"\W", match.group().lower())[0] in matter.split():
            continue  # the birth certificate of a child is the matter itself
        if not re.search(r"[Bb]apak/|[Ii]bu/", reading.text[match.start() : match.end() + 1]):
            yield Leak(match.start(), match.end(), "family")


def _hidden(reading: Reading) -> Iterator[Leak]:
    text = reading.text
    for pattern, way in ((_TELLS, "home"), (_ADDRESSED_ROLE, "role"), (_WHO_WROTE, "own"), (_CAPTION, "caption")):
        for match in pattern.finditer(text):
            if not (
                way in {"role", "own"}
                and re.search(
                    r"(?:bapak|ibu)\s?/\s?$"
                    r"|sdr\s?/\s?$",
                    text[max(0, match.start() - 8) : match.start()],
                    re.IGNORECASE,
                )
            ):
                yield Leak(match.start(), match.end(), way)
    opening = _OPENING.search(text[:90])
    if opening and opening.group("w").islower() and opening.group("w") not in _FOR_ALL:
        yield Leak(opening.start("w"), opening.end("w"), "role")
    told = f"{reading.case.place} {reading.case.title} {reading.case.body} {reading.case.facts}".lower()
    home = {part.lower() for part in re.findall(r"[A-Z][\w-]{2,}", reading.case.reporter.address)}
    for match in _LOCAL.finditer(text):
        part = match.group("p").split()[-1].lower()
        if part in home and part not in told and part not in knowledge().common:
            yield Leak(match.start(), match.end(), "home")


def _of_reporter(address: str, reading: Reading) -> bool:
    """True when an address shares a word or number with the reporter's home or with what only the report tells."""
    known = f"{reading.case.reporter.address} {reading.case.body}".lower()
    parts = [
        part for part in re.findall(r"[\w-]+", address.lower()) if part not in knowledge().common and len(part) > 1
    ]
    parts = [part for part in parts if part not in {"jalan", "dusun", "rt", "rw", "no", "blok", "rumah", "perumahan"}]
    return any(re.search(rf"\b{re.escape(part)}\b", known) for part in parts)


def _range(text: str, end: int) -> bool:
    """ "RT 01 s.d. RT 04" is a quarter, not a house."""
    return bool(re.match(r"\s?(?:s\.?d\.?|sampai|hingga|dan|[–-])\s?(?:RT)?\s?\d", text[end : end + 16], re.IGNORECASE))


def _someone_else(text: str, span: personal_data.Span, name: str) -> bool:
    """True when the name belongs to another: an office name ("RSUD Andi Djemma") or an officer ("Andi Saputra")."""
    own = name.lower().split()
    after = re.match(r"\s([A-Z][a-z]+)", text[span.end : span.end + 40])
    follows = after is not None and after.group(1).lower() not in own
    before = re.search(r"(\w+)\s$", text[max(0, span.start - 40) : span.start])
    titles = {*own, "bapak", "ibu", "pak", "bu", "saudara", "saudari", "sdr", "kak", "kakak", "yth", "haji", "bpk"}
    return follows or (before is not None and before.group(1)[:1].isupper() and before.group(1).lower() not in titles)


def _to_reporter(text: str, at: int) -> bool:
    """True when the words before a number say that it is the citizen's."""
    return bool(
        re.search(
            rf"\b{_PERSON}\b(?:\s(?:di|pada|dengan|ke|lewat|melalui|nomor|no\.?|hp|telepon|bernomor)){{1,4}}\s?$",
            text[max(0, at - 60) : at],
            re.IGNORECASE,
        )
    ) and not re.search(
        r"hubungi"
        r"|petugas",
        text[max(0, at - 60) : at],
        re.IGNORECASE,
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text) or "-"
