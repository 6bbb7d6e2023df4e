"""What makes a reply wrong or dangerous: another place, a wrong holder, an accusation, a promise, a reproach, a note."""

from __future__ import annotations

import re

from bimtek.modules.domain.judging.reply.phrases import Hit
from bimtek.modules.domain.judging.reply.signals import Reading, Said

_CITIZEN = re.compile(
    r"\b(?:anda|saudara|pelapor|bapak|ibu|bpk|pak|bu|warga|masyarakat|petani|pedagang|pasien|pemilik|orang tua|pelanggan|"
    r"pengguna|situ|kamu|penerima|peserta|wali murid|pemohon|wajib pajak|yang bersangkutan)\b",
    re.IGNORECASE,
)
_WARD = re.compile(
    r"\b(?:rahasia|kerahasiaan|identitas|perlindungan|keselamatan|data (?:bapak|ibu|anda))\b", re.IGNORECASE
)
_BY_LAW = re.compile(
    r"\bdijamin\s(?:oleh\s|dalam\s)?(?:uu|undang|peraturan|perda|perbup|permen|perpres|pasal)", re.IGNORECASE
)
_ABSOLUTE = re.compile(
    r"\b(?:100\s?(?:%|persen)|seratus persen|selama-?lamanya|selamanya|sampai kapan ?pun"
    r"|tidak akan pernah|semua orang|sedikit ?pun|"
    r"sehari pun|seumur hidup|kapan saja|setiap (?:warga|orang)|tanpa kecuali|bebas (?:banjir|macet|debu"
    r"|sampah))",
    re.IGNORECASE,
)
_SURE = re.compile(r"\b(?:pasti|jamin|dijamin|menjamin|lolos|janji|berjanji)\b", re.IGNORECASE)
#: Words that may stand between a denial and the firm word it takes back: "tidak dapat kami jamin".
_LINKS = frozenset(
    [
        "dapat",
        "bisa",
        "mampu",
        "berani",
        "boleh",
        "akan",
        "kami",
        "ada",
        "yang",
        "pernah",
        "sanggup",
        "mungkin",
        "ingin",
        "hendak",
    ]
)
# Certainty without any of the usual words.
_BEYOND = re.compile(
    r"\b(?:tidak ada|tanpa|tak ada|jangan)\s(?:ada\s)?(?:keraguan|ragu)\b(?=[^.]*\bakan\b)|\b(?:tidak|tak) (?:satu|sehelai|"
    r"sebutir|seorang|sedikit) ?pun\s"
    r"(?:\w+\s){0,3}(?:akan|tersisa|lagi)|\b(?:takkan|tidak akan|tak akan|tidak mungkin)\s(?:\w+\s){0,2}(?:pernah|lagi|"
    r"terulang|gagal|ditolak|meleset)\b"
    r"|\btidak akan ada\s(?:\w+\s){0,2}(?:satu|seorang|sedikit) ?pun\b|\bselama-?lamanya\b(?!\s\S+(?:\s\S+)?\s?(?:hari|bulan|minggu))"
    r"|\bakan kami (?:penjarakan|pecat)\b"
    r"|\bsudah (?:barang )?(?:pasti|tentu)\s(?:\w+\s){0,3}(?:lolos|cair|setuju|disetujui|diterima|dikabulkan|dibangun|"
    r"menang)|\bsumpah\b|\bbertaruh\b",
    re.IGNORECASE,
)
_ASSURED = re.compile(
    r"\b(?:akan|besok|lusa|depan|nanti|tahun ini|bulan ini|minggu ini|semua|seluruh|tidak ada lagi|selesai|cair|terbit|"
    r"tuntas|dijatuhi|dipecat|diganti|segera|mulai|"
    r"disetujui|dikabulkan|mendapat|menerima|dapat|masuk)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:terbit|lolos|dikabulkan|disetujui|cair|selesai|tuntas|bebas|aktif|menang|lulus|diterima"
    r"|dibangun|diganti|jernih|"
    r"pulih|normal|tersedia|merampungkan|menuntaskan|terpilih|dipecat|dihukum|ditangkap|turun|naik|sembuh"
    r"|menyala|beres|rampung)\b",
    re.IGNORECASE,
)


_CONDEMNED = re.compile(
    r"\b(?:terbukti|jelas|sengaja|pelaku\w*|bersalah|biang|nakal|oknum|keterlaluan|dicopot|dipenjara|dipecat|diberhentikan|"
    r"mengakui (?:kesalahan|perbuatan)\w*"
    r"|(?:kesalahan|salahnya) (?:ada )?(?:pada|di)|memang (?!sudah (?:menghentikan|mengembalikan)))\b",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\b(?:telah|sudah|selama ini|kerap|sering|selalu|suka)?\s?(?:menyalahgunakan|menyelewengkan|menggelapkan|"
    r"melakukan (?:pungli|pungutan|kecurangan|pelanggaran|korupsi)|"
    r"memeras|menipu|mencuri|memungut|mangkir|melanggar|mengorupsi|menilep|menyunat|memotong|menimbun|menerima (?:uang|suap|setoran|imbalan)|"
    r"meninggalkan tugas|lalai|menelantarkan|pilih kasih|bermain|bersekongkol|membekingi|merekayasa|memalsukan|indisipliner)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:diduga|dugaan|apakah|bila|jika|kalau|apabila|belum|tidak|dilarang|jangan|agar|supaya|larangan|laporan (?:tentang|"
    r"mengenai|bahwa|soal)|menyampaikan bahwa"
    r"|keluhan|bukan|cegah|mencegah|memotong (?:rumput|pohon|dahan|sapi|hewan))\b",
    re.IGNORECASE,
)


def wrong_place(reading: Reading) -> bool:
    """True when the reply speaks of another village or district and nowhere of the case's own (convention 5)."""
    return bool(reading.elsewhere) and not any(said.places for said in reading.said)


def wrong_holder(reading: Reading) -> Said | None:
    """The first sentence that gives the matter to an office that does not hold it, None when there is none."""
    file = reading.file
    right = file.holders | file.others
    for said in reading.said:
        if _wrong_status(said, reading):
            return said
        claims = said.has("own_task") or (said.has("holder") and not said.has("nobody"))
        if said.has("refuses"):
            if file.own_matter and said.offices & file.officer and not (said.offices & (right - file.officer)):
                return said
            if file.own_matter and said.offices - right - file.officer and not said.offices & (right - file.officer):
                return said
            continue
        allowed = {"camat"} if file.holders & {"camat", "desa"} else set()
        named = {unit for unit in said.offices - allowed if not unit.startswith(("kec-", "kel-"))}
        if claims and named and not named & (right | (file.officer if file.own_matter else frozenset())):
            if _mother_of(named, right) or _only_told(said):
                continue
            return said
        if said.has("own_task") and not file.own_matter and _claims_for_us(said):
            return said
    return None


def _wrong_status(said: Said, reading: Reading) -> bool:
    text = said.sentence.text.lower()
    named = set(re.findall(r"(?<!bukan )\bjalan (kabupaten|provinsi|nasional)\b", text))
    return bool(named and reading.file.statuses and not named & reading.file.statuses)


def _claims_for_us(said: Said) -> bool:
    return (
        bool(
            re.search(
                r"\b(?:tanggung jawab|kewenangan|wewenang|urusan|tugas|kewajiban)\skami\b",
                said.sentence.text,
                re.IGNORECASE,
            )
        )
        and not said.has("negation")
        and not said.has("forward")
        and not re.search(r"\b(?:sebatas|terbatas|hanya|cuma|sedangkan)\b", said.sentence.text, re.IGNORECASE)
    )


def _mother_of(named: set[str], right: frozenset[str]) -> bool:
    """The province named for one of its offices, or a ministry for its branch, is not wrong."""
    family = {"provinsi": {"dbmsulsel", "disdikprov", "esdm", "kehutanan"}, "polres": {"polres"}}
    return any(family.get(unit, set()) & right for unit in named)


def _only_told(said: Said) -> bool:
    """True when the office is the receiver of a letter or one that helps, not the holder."""
    return said.has("forward", "check") or (
        not said.has("own_task")
        and not re.search(
            r"wenang|urusan|tanggung ?jawab|ranah|di bawah|milik|dikelola|pengelola|\btugas|status",
            said.sentence.text,
            re.IGNORECASE,
        )
    )


def accusation(reading: Reading) -> Said | None:
    """The sentence that names or singles out the accused as guilty (rubric, names_accused); a fair one is none."""
    for said in reading.said:
        words = {token.word for token in said.sentence.tokens}
        named = bool(words & reading.file.accused)
        guilt = any(not said.denied(hit) for hit in said.classes.get("guilt", ()))
        role = any(re.search(rf"\b{role}\w*(?: \d)?", said.sentence.text.lower()) for role in reading.file.roles)
        loket = bool(re.search(r"petugas loket \d", said.sentence.text.lower()) and guilt)
        asked = reading.case.platform == "ppid" or "informasi" in reading.case.classification
        if named and (guilt or not (asked or said.has("fair"))):
            return said
        if role and said.has("sounds_accusing") and not said.has("fair"):
            return said
        if (role and not said.has("fair") and ((guilt and _condemns(said)) or _blamed_act(said))) or loket:
            return said
    return None


def _blamed_act(said: Said) -> bool:
    """ "Kesalahan ada pada mandor", "dikenal suka memungut": guilt without a word of the guilt list."""
    return bool(
        re.search(
            r"\b(?:kesalahan|salahnya|penyebabnya) (?:ada )?(?:pada|di|adalah)\b|\bdikenal (?:suka|sering)\b",
            said.sentence.text,
            re.IGNORECASE,
        )
    ) and not _OPEN.search(said.sentence.text)


def _condemns(said: Said) -> bool:
    """True when guilt is told as a fact of a person: in so many words, or as an act without any doubt, wish or rule."""
    text = said.sentence.text
    return bool(_CONDEMNED.search(text)) or bool(_DID.search(text) and not _OPEN.search(text))


def promise(reading: Reading) -> tuple[Said, bool] | None:
    """The sentence that promises for certain, and whether it promises without bound; a ward's or a plain
    word of sympathy is none (rubric, overpromises and convention 9)."""
    for said in reading.said:
        if _BEYOND.search(said.sentence.text):
            return said, True
        if said.has("sounds_sure") and not said.has("certain", "negation"):
            return said, False
        hits = [hit for hit in said.classes.get("certain", ()) if not _unsure(said, hit.first) or _never(said, hit)]
        excused = said.classes.get("certain_ok", ())
        hits = [hit for hit in hits if not any(ok.first <= hit.first < ok.last for ok in excused)]
        if hits and hits[0].first == 0 and said.sentence.tokens[0].word == "pastikan":
            continue  # an order to the citizen: "Pastikan KTP dibawa"
        if not hits or (
            (_WARD.search(said.sentence.text) or _BY_LAW.search(said.sentence.text))
            and not _ABSOLUTE.search(said.sentence.text)
        ):
            continue
        if said.has("hardship") and not said.has("action") and not _OUTCOME.search(said.sentence.text):
            continue
        if said.sentence.text.endswith("?") or _own_plan(said, reading) or _made_sure(said, hits):
            continue
        return said, bool(_ABSOLUTE.search(said.sentence.text))
    return None


def _own_plan(said: Said, reading: Reading) -> bool:
    """A firm word about the office's own act on a day that stands in the file is a plan, not a promise beyond its hands."""
    file = reading.file
    return (
        file.own_matter
        and bool(said.act_days)
        and not _SURE.search(said.sentence.text)
        and not _ABSOLUTE.search(said.sentence.text)
        and not said.offices - file.officer
        and not said.has("negation")
    )


def _made_sure(said: Said, hits: list[Hit]) -> bool:
    """ "Memastikan" for "to check": every firm word is of that root, and nothing to come hangs on it."""
    words = {said.sentence.tokens[hit.first].word for hit in hits}
    return words <= {"memastikan"} and not _ASSURED.search(said.sentence.text)


def _unsure(said: Said, at: int) -> bool:
    """ "Belum pasti", "tidak menjamin": a denial right before makes the promise none; "jangan cemas, pasti" does not."""
    words = [token.word for token in said.sentence.tokens]
    return any(
        words[no.first] != "jangan"
        and (1 <= at - no.first <= 2 or (0 < at - no.first <= 4 and set(words[no.first + 1 : at]) <= _LINKS))
        for no in said.classes.get("negation", ())
    )


def _never(said: Said, hit: object) -> bool:
    return bool(re.search(r"tidak akan|tidak mungkin", said.sentence.text, re.IGNORECASE)) and hit is not None


def reproach(reading: Reading) -> Said | None:
    """The sentence that blames, threatens or belittles the citizen, or asks to withdraw (rubric, convention 12)."""
    for said in reading.said:
        text = said.sentence.text
        if said.has("internal", "note"):
            continue  # a word to a colleague is another fault
        if said.has("withdraw", "reproach"):
            return said
        hits = [hit for hit in said.classes.get("blame", ()) if not _denied_blame(said, hit.first)]
        if hits and not said.has("apology", "own_fault"):
            return said
        if said.has("citizen_cause") and _CITIZEN.search(text) and not said.has("apology"):
            return said
    letters = [sign for sign in reading.text if sign.isalpha()]
    shouting = len(letters) > 30 and sum(sign.isupper() for sign in letters) > 0.8 * len(letters)
    return next((said for said in reading.said if said.has("threat")), None) if shouting else None


def _denied_blame(said: Said, at: int) -> bool:
    """ "Tidak perlu malu", "bukan salah Bapak": a denial right before takes the blame away."""
    return any(1 <= at - no.first <= 2 for no in said.classes.get("negation", ()))


def asks_kindly(reading: Reading) -> bool:
    """True when the only reproach is a polite plea to withdraw: no rude words, though as fatal."""
    said = reproach(reading)
    return said is not None and said.has("withdraw") and not said.has("blame", "reproach")


def note(reading: Reading) -> Said | None:
    """The sentence meant for colleagues (rubric, internal_note): an order, a request for approval, a draft mark."""
    for said in reading.said:
        if said.has("internal", "note"):
            return said
    return None
