"""Planted texts: the same few dozen ways of telling too much, and of telling just enough, over made-up cases by a fixed seed.

Every text names the token that must be found, or is innocent. Persons, numbers and villages belong to nobody.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bimtek.modules.domain.judging.leaks import LeakContext
from bimtek.modules.domain.judging.reply.types import ReplyCase, Reporter
from bimtek.sandbox.domain.sending import Readers

SEED = 20261126
_NAMES = (
    "Nurlia Sappe", "Rustam Palimbong", "Hasniati Marewa", "Yohanis Tandipau", "Wahidin Lasuru", "Merlianti Toding",
    "Muh. Syahril Rante", "Andi Tenriola", "Sitti Rahmawati", "Ketut Sumerta", "Bernadus Pasomba", "Jumriani Baso",
)  # fmt: skip
_HOMES = (
    ("Dusun Lekkong", "RT 03", "Desa Pompaniki", "Kec. Sabbang"), ("Dusun Tamboke", "RT 07", "Desa Sukaraja", "Kec. Mappedeceng"),
    ("Dusun Kalotok", "RT 02", "Desa Buangin", "Kec. Baebunta"), ("Dusun Marante", "RT 11", "Desa Tokke", "Kec. Malangke"),
)  # fmt: skip
_MATTERS = (
    ("Jalan tani berlubang", "jalan tani ke sawah rusak dan berlubang", "Jalan tani Lawewe, Kecamatan Baebunta Selatan"),
    ("Lampu jalan padam", "lampu jalan padam semua di poros", "Poros Kappuna, Kecamatan Masamba"),
    ("Air PDAM keruh", "air PDAM keruh dan berbau", "Kelurahan Baliase, Kecamatan Masamba"),
    ("Bantuan tidak tepat", "penerima bantuan sembako tidak tepat sasaran", "Desa Marannu, Kecamatan Baebunta Selatan"),
)  # fmt: skip
_OWN = (
    "Tiap malam mama saya yang sakit jantung ketakutan kalau hujan deras",
    "Anak saya si bungsu terpaksa digendong menyeberang memakai rakit bambu",
    "Saya sendiri pernah jatuh sampai gigi depan patah dua waktu pulang mengaji",
    "Suami saya berhenti berjualan ikan karena motornya rusak terus",
)
_ROLES = ("bidan di pustu", "guru mengaji", "bendahara kelompok tani", "operator desa")


@dataclass(frozen=True, slots=True)
class Planted:
    """One text: who reads it, what it is about, and the token that tells too much ("" for an innocent one)."""

    way: str
    text: str
    about: LeakContext
    readers: Readers
    token: str = ""


def case_of(draw: random.Random, *, anonymous: bool, secret: bool) -> tuple[LeakContext, dict[str, str]]:
    """A made-up case and the words that templates take from it."""
    name = draw.choice(_NAMES)
    hamlet, quarter, village, district = draw.choice(_HOMES)
    title, matter, place = draw.choice(_MATTERS)
    own, role = draw.choice(_OWN), draw.choice(_ROLES)
    nik = f"732299{draw.randint(1, 28):02}{draw.randint(1, 12):02}{draw.randint(60, 99)}{draw.randint(1, 60):04}"
    phone = f"084{draw.randint(0, 9)}{draw.randint(1000, 9999)}{draw.randint(100, 999)}"
    other = f"084{draw.randint(0, 9)}{draw.randint(1000, 9999)}{draw.randint(100, 999)}"
    house = f"rumah cat hijau depan langgar {draw.choice(('Nurul', 'Babul', 'Baitul'))}"
    body = (
        f"Tabe', {matter} sudah dua bulan. {own}. Rumah saya {quarter}, {house}, HP {phone}. Saya {role} di kampung ini."
        f" Yang pegang kegiatannya Pak Daswin, HP-nya {other}. Mohon segera diperiksa. Terima kasih."
    )
    reporter = Reporter(
        name, nik, phone, f"{name.split()[-1].lower()}.lutra@example.org", f"{hamlet} {quarter}, {village}, {district}"
    )
    case = ReplyCase(
        "P", "lapor", "Website", title, body, anonymous, secret, reporter, place, title.lower(), "complaint", "Dinas PUTRPKPP",
        "Dinas PUTRPKPP", None, f"Petugas memeriksa {place} pada 12 November 2026 dan menemukan kerusakan. Diperbaiki 20 November 2026.",
    )  # fmt: skip
    first, last = name.split()[-2], name.split()[-1]
    said = " ".join(own.split()[1:9])
    words = {
        "name": name, "first": first, "last": last, "nik": nik, "phone": phone, "mail": reporter.email, "hamlet": hamlet,
        "quarter": quarter, "place": place, "title": title, "house": house, "said": said, "role": role, "other": other,
        "rt": quarter.split()[1], "village": village,
    }  # fmt: skip
    return LeakContext(case, (quarter, house, phone)), words


def spelled(digits: str) -> str:
    """A number in words, as one dictates it."""
    names = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
    return " ".join(names[int(sign)] for sign in digits)


def groups(digits: str, sign: str, size: int = 4) -> str:
    """A number cut into groups."""
    return sign.join(digits[at : at + size] for at in range(0, len(digits), size))


def misspelled(name: str, draw: random.Random) -> str:
    """A name with one letter doubled, dropped or taken for its neighbour."""
    at = draw.randint(2, len(name) - 2)
    return draw.choice((name[:at] + name[at] + name[at:], name[:at] + name[at + 1 :], name[:at] + "e" + name[at + 1 :]))


def _tokens(words: dict[str, str], draw: random.Random) -> dict[str, str]:
    """The ways of telling: each a token made of this case."""
    last, nik, phone = words["last"], words["nik"], words["phone"]
    return {
        "nik": nik, "nik_dotted": groups(nik, "."), "nik_lines": groups(nik, "\n", 8), "nik_spaced": groups(nik, " ", 2),
        "nik_letters": nik.replace("0", "O").replace("1", "l"), "nik_words": spelled(nik), "phone": phone,
        "phone_dashed": groups(phone, "-"), "phone_spaced": groups(phone, " ", 3), "phone_abroad": f"+62 {groups(phone[1:], ' ', 3)}",
        "phone_letters": phone.replace("0", "O"), "phone_words": spelled(phone), "phone_tail": f"berakhiran {phone[-4:]}",
        "mail": words["mail"], "mail_hidden": words["mail"].replace("@", " (at) ").replace(".", " titik "),
        "name": words["name"], "name_small": f"ibu {last.lower()}", "name_part": last, "name_title": f"Hj. {last}",
        "name_wrong": misspelled(last, draw), "nickname_head": f"Pak {last[:4]}", "nickname_tail": f"Bu {last[-4:].title()}",
        "initials": f"Sdr. {words['first'][0]}. {last[0]}.", "inisial": f"berinisial {words['name'][0]}",
        "quarter": words["quarter"], "quarter_words": f"R.T. {int(words['rt'])}", "house": words["house"], "hamlet": words["hamlet"],
    }  # fmt: skip


_ALL = {
    "nik": "Data dengan NIK {t} sudah kami cek pada 12 November 2026.",
    "phone": "Petugas sudah menghubungi Bapak/Ibu di nomor {t} pada 12 November 2026.",
    "mail": "Salinan hasil kami kirim ke {t} sore ini.",
    "name": "Yth. Bapak/Ibu, laporan {t} tentang {title} sudah kami periksa di {place}.",
    "nickname": "{t} yang baik, {title} di {place} diperiksa 12 November 2026.",
    "initials": "Pelapor {t} menyampaikan {title}; petugas memeriksa 12 November 2026.",
    "inisial": "Pelapor {t} menyampaikan {title}; petugas memeriksa 12 November 2026.",
    "quarter": "Petugas datang ke {t} pada 12 November 2026 dan menemukan kerusakan.",
    "house": "Petugas singgah di {t} lalu memeriksa {place}.",
    "hamlet": "Tim bertemu warga {t} yang menyampaikan hal ini pada 12 November 2026.",
}
_NOTE = {
    "nik": "Mohon dicek, NIK pelapor {t}. Lokasi {place}.", "phone": "Silakan hubungi pelapor di {t} sebelum turun ke {place}.",
    "mail": "Surel pelapor {t}, lokasi {place}.", "name": "Untuk Bidang terkait: pelapornya {t}, mohon turun ke {place}.",
    "nickname": "Pelapornya {t}, mohon turun ke {place}.", "initials": "Pelapornya {t}, mohon turun ke {place}.",
    "inisial": "Pelapor {t}, mohon turun ke {place}.", "quarter": "Pelapor tinggal di {t}, kerusakan di {place}.",
    "house": "Tanya di {t}, lalu periksa {place}.", "hamlet": "Pelapor dari {t}; kerusakan di {place}.",
}  # fmt: skip
_RELATIONS = (
    "Pelapor adalah istri kepala dusun, mohon ditangani di {place}.", "Laporan ini dari bidan desa setempat, lokasi {place}.",
    "Menurut anak pelapor, {title} sudah lama.", "Yang melapor adalah guru honorer di SDN 012 Kalotok; lokasi {place}.",
    "Mertua pelapor menunggu petugas di {place}.", "Pelapor ini satu-satunya bidan di desa itu.",
    "Informasi ini berasal dari menantu Pak Imam, mohon turun ke {place}.",
)  # fmt: skip
_RELATION_TOKENS = (
    "istri kepala dusun", "bidan desa", "anak pelapor", "guru honorer", "Mertua pelapor", "satu-satunya bidan", "menantu Pak Imam",
)  # fmt: skip
_INNOCENT_PUBLIC = (
    "Yth. Bapak/Ibu Pelapor, petugas memeriksa {place} pada 12 November 2026 dan menemukan kerusakan.",
    "Perbaikan di {place} selesai paling lambat 20 November 2026. Hubungi kantor kami di (0473) 21-234.",
    "Layanan pengaduan WhatsApp 0811-4600-112 buka pukul 08.00–16.00 WITA.",
    "Bapak Camat dan Kepala Desa sudah kami surati dengan nomor 620/114/PUTR/2026 pada 13 November 2026.",
    "Warga di {place} yang terdampak kami undang ke musyawarah 18 November 2026, pukul 09.00 WITA.",
    "Laporan SIM-4100218 kami teruskan ke Dinas PUTRPKPP; anggaran Rp 150.000.000 tersedia.",
    "Penerima bantuan dan orang tua siswa dapat bertanya di kantor desa; bawa KTP dan KK.",
    "Ibu hamil dan ibu menyusui tetap dilayani di puskesmas. {title} menjadi perhatian kami.",
    "Panitia terdiri atas guru, bidan, dan ketua RT setempat; tidak ada nama yang kami umumkan.",
    "{title} di {place} disebabkan pipa yang pecah sepanjang 120 meter.",
    "Salinan berita acara dapat diminta di ppid@luwuutarakab.go.id atau dinas.putr@example.org.",
    "Truk armada dinas DP 8123 H mengangkut material ke {place} pada 14 November 2026.",
    "Retribusi dibayar ke rekening kas daerah 0091 2200 0317 di Bank Sulselbar.",
    "Kami mohon maaf. Tim turun Senin, 16 November 2026, didampingi aparat kelurahan.",
)
_INNOCENT_NOTE = (
    "Mohon Bidang Bina Marga memeriksa {place} sebelum 17 November 2026; laporan masuk 10 November 2026.",
    "Yth. Bapak Kepala Dinas, laporan ini perlu turun lapangan di {place}. Hubungi Admin Instansi bila perlu data tambahan.",
    "Pelapor minta dirahasiakan, jangan tanyakan namanya di lapangan. {title}.",
    "Bukan kewenangan kami: ruas ini jalan provinsi, SK Gubernur nomor 1530/VII/2021.",
    "Dikembalikan: Dinas Perhubungan yang mengelola lampu jalan di {place}.",
    "Koordinasi dengan Pak Lurah dan Satgas; kontak piket BPBD 0811-4600-117.",
    "Sudah ditinjau oleh Kasi Pemeliharaan, foto terlampir, hasil: perlu material 12 m3.",
    "Warga di sekitar {place} juga mengeluh; satukan dengan laporan SIM-4100219.",
)
_INNOCENT_FILE = (
    "foto-sebelum-jalan-tani-12-11-2026.jpg", "IMG_20261112_093011.jpg", "berita-acara-620-114.pdf", "lampu-poros-setelah-diganti.jpg",
    "Pekerja menimbun lubang, 14 November 2026", "Panel baru sesudah dipasang", "foto sesudah di lokasi",
)  # fmt: skip
_FILES = (
    "foto-rumah-{name_}.jpg", "{last_}_sebelum.jpg", "hp {phone} pelapor.jpg", "Rumah pelapor di depan masjid", "bukti-nik-{nik}.pdf",
)  # fmt: skip
_PERSON_LEAKS = (
    ("Permohonan serupa diajukan oleh pemilik HP 0841-7712-909.", "0841-7712-909"),
    ("Daftar memuat NIK 7322991203850041 milik penerima lain.", "7322991203850041"),
    ("Bantuan itu ditransfer ke rekening BRI 0099-01-012345-50-7.", "0099-01-012345-50-7"),
)
_PERSON_FINE = (
    "Yth. {name}, permohonan Saudara dengan NIK {nik} kami kabulkan dan dikirim ke {mail}.",
    "Salinan dikirim ke {hamlet} {quarter} atau dapat diambil; kami hubungi di {phone}.",
    "Informasi tersedia di kantor PPID, (0473) 21-234, pada 20 November 2026.",
)
_PROTECTED = ((True, False), (False, True), (True, True))


def leaking() -> Iterator[Planted]:
    """Texts that tell too much."""
    draw = random.Random(SEED)
    for readers, said in (
        (Readers.PUBLIC, _ALL),
        (Readers.UNIT, _NOTE),
        (Readers.PUBLIC, _ALL),
        (Readers.HOLDER, _NOTE),
    ):
        about, words = case_of(draw, anonymous=True, secret=False)
        for way in _tokens(words, draw):
            anonymous, secret = draw.choice(_PROTECTED)
            about, words = case_of(draw, anonymous=anonymous, secret=secret)
            token = _tokens(words, draw)[way]
            reads = Readers.CIRCLE if secret and readers == Readers.PUBLIC else readers
            yield Planted(way, said[_family(way)].format(t=token, **words), about, reads, token)
    yield from _more(draw)


def _family(way: str) -> str:
    return "inisial" if way == "inisial" else way.split("_", maxsplit=1)[0]


def _more(draw: random.Random) -> Iterator[Planted]:
    for said, token in zip(_RELATIONS * 4, _RELATION_TOKENS * 4, strict=True):
        about, words = case_of(draw, anonymous=draw.random() < 0.7, secret=True)
        yield Planted("relation", said.format(**words), about, draw.choice((Readers.UNIT, Readers.CIRCLE)), token)
    for number in range(24):
        about, words = case_of(draw, anonymous=number % 2 == 0, secret=number % 2 == 1)
        frame = draw.choice(
            (
                "Kami prihatin bahwa {said}.",
                "Anda menulis: “{said}”. Petugas sudah turun.",
                "Keluhan {said} kami catat.",
            )
        )
        yield Planted(
            "quote", frame.format(**words), about, Readers.PUBLIC if number % 2 == 0 else Readers.CIRCLE, words["said"]
        )
    for number in range(20):
        about, words = case_of(draw, anonymous=True, secret=False)
        more = {**words, "name_": words["name"].lower().replace(" ", "-"), "last_": words["last"].lower()}
        frame, token = _FILES[number % 5], ("{name_}", "{last_}", "{phone}", "Rumah pelapor", "{nik}")[number % 5]
        yield Planted("file", frame.format(**more), about, Readers.PUBLIC, token.format(**more))
    for number in range(12):
        about, words = case_of(draw, anonymous=False, secret=False)
        said = (
            "Pengelolanya, warga di nomor {other}, sudah kami hubungi.",
            "Kami periksa Pak Daswin, pengelolanya.",
            "NIK {nik} sudah dicek.",
        )[number % 3]
        token = (words["other"], "Daswin", words["nik"])[number % 3]
        yield Planted("others", said.format(**words), about, Readers.PUBLIC, token)
    for number in range(12):
        about, words = case_of(draw, anonymous=True, secret=False)
        said = ("Rumah pelapor dekat kebun sudah ditinjau 12 November 2026.", "Laporan dari warga yang motornya DP {plate} TX, {place}.",
                "Bantuan untuk pelapor dikirim ke rekening BRI {account}.")[number % 3]  # fmt: skip
        more = {**words, "plate": str(1200 + number), "account": f"0099-01-0{12300 + number}-50-7"}
        token = ("Rumah pelapor", "DP {plate} TX", "{account}")[number % 3]
        yield Planted("thing", said.format(**more), about, Readers.PUBLIC, token.format(**more))
    for number in range(12):
        about, _words = case_of(draw, anonymous=False, secret=False)
        said, token = _PERSON_LEAKS[number % 3]
        yield Planted("letter", said, about, Readers.PERSON, token)


def innocent() -> Iterator[Planted]:
    """Texts that tell nothing these readers may not know."""
    draw = random.Random(SEED + 1)
    for readers, texts, times in (
        (Readers.PUBLIC, _INNOCENT_PUBLIC, 6), (Readers.CIRCLE, _INNOCENT_PUBLIC, 3), (Readers.UNIT, _INNOCENT_NOTE, 8),
        (Readers.PUBLIC, _INNOCENT_FILE, 4), (Readers.PERSON, _PERSON_FINE, 8),
    ):  # fmt: skip
        for said in texts * times:
            anonymous, secret = (True, False) if readers == Readers.PUBLIC else draw.choice(_PROTECTED)
            about, words = case_of(draw, anonymous=anonymous, secret=secret)
            yield Planted("file" if texts is _INNOCENT_FILE else "innocent", said.format(**words), about, readers)
    for said in (
        "Pelapor {name}, tinggal di {hamlet} {quarter}; mohon turun ke {place}.",
        "Yth. {name}, {place} sudah diperiksa.",
    ):
        for readers in (Readers.UNIT, Readers.PUBLIC):
            about, words = case_of(draw, anonymous=False, secret=False)
            if readers == Readers.UNIT or "{hamlet}" not in said:
                yield Planted("open_name", said.format(**words), about, readers)
