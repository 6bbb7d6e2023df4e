"""What makes a reply wrong or dangerous: another place, a wrong holder, an accusation, a promise, a reproach, a note."""

from __future__ import annotations

import re

from bimtek.modules.domain.judging.reply.signals import Reading, Said

# Places other than villages that a reply of another case would name.
_NOTE_MARK = re.compile(
    r"^\s*[\[(*@#]?\s*(?:draft?|konsep|disposisi|memo|nodin|catatan|cat|note|internal)\b\s*[:\-–(\[]|(?<!\w)@\w+"
    r"|\[[^\]]{0,160}(?:konsep|draft?|koreksi|"
    r"petunjuk|arahan|paraf|isi|internal|catatan|cek|kadis|kabid)[^\]]{0,160}\]|\bv(?:ersi)?\s?\d\b|\bdraft\b"
    r"|\b(?:kabid|kadis|kasi|kasubag|kapus|sekdis|sekcam|kabag|irban|min|admin)\b[^.:\n]{0,30}:|^\s*(?:utk|untuk)\s(?:kabid"
    r"|kasi|admin|bidang)"
    r"|^\s*(?:pak|bu|bapak|ibu)\s(?:sek\w*|kadis|kabid|kasi|kasubag|kabag|kaban)\b|\b(?:noted"
    r"|tolong|mohon|harap)\s(?:pak|bu)\s(?:kabid|kadis|kasi|sek\w+|camat|kabag)",
    re.IGNORECASE | re.MULTILINE,
)
_CITIZEN = re.compile(
    r"\b(?:anda|saudara|pelapor|bapak|ibu|bpk|pak|bu|warga|masyarakat|petani|pedagang|pasien|pemilik|orang tua|pelanggan|"
    r"pengguna|situ|kamu|penerima|peserta|wali murid|pemohon|wajib pajak|yang bersangkutan)\b",
    re.IGNORECASE,
)
_WARD = re.compile(
    r"\b(?:rahasia|kerahasiaan|identitas|perlindungan|keselamatan|data (?:bapak|ibu|anda))\b", re.IGNORECASE
)
_ABSOLUTE = re.compile(
    r"\b(?:100\s?(?:%|persen)|seratus persen|selama-?lamanya|selamanya|sampai kapan ?pun"
    r"|tidak akan pernah|semua orang|sedikit ?pun|"
    r"sehari pun|seumur hidup|kapan saja|setiap (?:warga|orang)|tanpa kecuali|bebas (?:banjir|macet|debu"
    r"|sampah))",
    re.IGNORECASE,
)
_SURE = re.compile(r"\b(?:pasti|jamin|dijamin|menjamin|lolos|janji|berjanji)\b", re.IGNORECASE)
_OUTCOME = re.compile(
    r"\b(?:terbit|lolos|dikabulkan|disetujui|cair|selesai|tuntas|bebas|aktif|menang|lulus|diterima"
    r"|dibangun|diganti|jernih|"
    r"pulih|normal|tersedia|merampungkan|menuntaskan|terpilih|dipecat|dihukum|ditangkap|turun|naik|sembuh"
    r"|menyala|beres|rampung)\b",
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
        if named and (guilt or not said.has("fair")):
            return said
        if (role and guilt and not said.has("fair") and _condemns(said)) or loket:
            return said
    return None


def _condemns(said: Said) -> bool:
    return bool(
        re.search(
            r"\b(?:terbukti|memang|jelas|sengaja|pelaku\w*|bersalah|biang|nakal|oknum|keterlaluan"
            r"|dicopot|dipenjara|dipecat)\b",
            said.sentence.text,
            re.IGNORECASE,
        )
    )


def promise(reading: Reading) -> tuple[Said, bool] | None:
    """The sentence that promises for certain, and whether it promises without bound; a ward's or a plain
    word of sympathy is none (rubric, overpromises and convention 9)."""
    for said in reading.said:
        hits = [hit for hit in said.classes.get("certain", ()) if not _unsure(said, hit.first) or _never(said, hit)]
        excused = said.classes.get("certain_ok", ())
        hits = [hit for hit in hits if not any(ok.first <= hit.first < ok.last for ok in excused)]
        if hits and hits[0].first == 0 and said.sentence.tokens[0].word == "pastikan":
            continue  # an order to the citizen: "Pastikan KTP dibawa"
        if not hits or (_WARD.search(said.sentence.text) and not _ABSOLUTE.search(said.sentence.text)):
            continue
        if said.has("hardship") and not said.has("action") and not _OUTCOME.search(said.sentence.text):
            continue
        if said.sentence.text.endswith("?") or _own_plan(said, reading):
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


def _unsure(said: Said, at: int) -> bool:
    """ "Belum pasti", "tidak menjamin": a denial right before makes the promise none; "jangan cemas, pasti" does not."""
    return any(
        1 <= at - no.first <= 2 and said.sentence.tokens[no.first].word != "jangan"
        for no in said.classes.get("negation", ())
    )


def _never(said: Said, hit: object) -> bool:
    return bool(re.search(r"tidak akan|tidak mungkin", said.sentence.text, re.IGNORECASE)) and hit is not None


def reproach(reading: Reading) -> Said | None:
    """The sentence that blames, threatens or belittles the citizen, or asks to withdraw (rubric, convention 12)."""
    for said in reading.said:
        text = said.sentence.text
        if said.has("withdraw"):
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
    return said is not None and said.has("withdraw") and not said.has("blame")


def note(reading: Reading) -> Said | None:
    """The sentence meant for colleagues (rubric, internal_note): an order, a request for approval, a draft mark."""
    for said in reading.said:
        if said.has("internal") or _NOTE_MARK.search(said.sentence.text):
            return said
    return None
