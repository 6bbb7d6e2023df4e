"""Are the words fit to be read: brackets, particles, register, tone, and nothing that could belong to a real person."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bimtek.sandbox.domain.phrasing import phrase_fault
from bimtek.sandbox.domain.scenario_lint_files import LintFinding, Passage, Reference, ScenarioFile

#: Office texts that citizens read; `note` is for the answering officer only.
PUBLIC = frozenset({"office.matter", "office.finding", "office.action", "office.authority", "office.better_reply"})
_TILDE = re.compile(r"~(\w*)")
_PARTICLES = frozenset({"mi", "ji", "pi", "ki", "kodong", "di"})
_ADDED_WORDS = re.compile(r"\b(yg|terima kasih|terimakasih|makasih|mohon|tolong|kami harap)\b", re.IGNORECASE)
_BLAME = re.compile(
    r"\b(?:salah|kesalahan|kelalaian|ulah|akibat ulah) (?:dari )?(?:warga|pelapor|pemohon|bapak|ibu|anda|saudara|masyarakat)\b"
    r"|\bsalah sendiri\b|\bseharusnya (?:warga|pelapor|pemohon|bapak|ibu|anda|saudara)\b"
    r"|\b(?:warga|pelapor|pemohon|bapak/ibu|anda|saudara) (?:yang )?(?:lalai|keliru|salah|bandel|ceroboh|tidak mau tahu)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(r"\bkami (?:pastikan|jamin|menjamin|memastikan)\b|\bdijamin\b", re.IGNORECASE)
_SURE = re.compile(r"\bpasti\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:belum|tidak|kurang)\b[^.;:]{0,25}$", re.IGNORECASE)  # "belum dapat kami pastikan" is honest

_EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s\])}|]+"
    r"|(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:id|com|net|org|info|ly|me|link|xyz|app|io)\b(?:/[^\s\])}|]*)?",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"(?:^|[./@])(?:example\.(?:com|net|org|id)|[\w-]+\.(?:example|test|invalid)|example)(?:[/:]|$)", re.IGNORECASE
)
_DIGITS = re.compile(r"(?<![\w.,])\+?\(?\d(?:\)?[ .\-]?\(?\d){7,24}(?![\w])")
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}|\d{4}-\d{2}-\d{2}")
_PLATE = re.compile(r"\b(?:DP|DD|DW|DC|DN|DT|DM|DB|B|L|D|F)\s?\d{1,4}\s?[A-Z]{1,3}\b")
_TITLED = re.compile(
    r"\b(?:Presiden|Menteri|Gubernur|Bupati|Wali Kota|Camat|Lurah|Kepala Desa|Kades|Sekda|Kapolres|Kapolsek|Dandim|Danramil"
    r"|Kepala Dinas|Kadis|Kajari|Haji|Hj?\.|Drs?\.|Ir\.|Prof\.)\s+([A-Z][a-z]{2,})"
)
#: Words that follow a title without being a person's name.
_AFTER_TITLES = (
    "Dinas Badan Kantor Bagian Bidang Seksi Desa Kelurahan Kecamatan Kabupaten Kota Provinsi Negeri Republik Indonesia Sulawesi "
    "Selatan Utara Timur Barat Tengah Luwu Raya Sulsel Dalam Luar Pekerjaan Umum Perhubungan Pertanian Kesehatan Pendidikan "
    "Sosial Keuangan Desa Nomor Tahun Tentang Yang Dan Simulasi Komunikasi Lingkungan Pemberdayaan Perikanan Perdagangan"
)
_NO_NAME = frozenset(_AFTER_TITLES.split())


def word_findings(file: ScenarioFile, reference: Reference) -> Iterator[LintFinding]:
    """What is wrong with the words of one scenario, each wording on its own."""
    for passage in file.passages:
        yield from _marks(file, passage)
        yield from _register(file, passage)
        yield from _identifiers(file, passage)
        yield from _persons(file, passage, reference.place_words)


def _marks(file: ScenarioFile, passage: Passage) -> Iterator[LintFinding]:
    text = passage.text
    if passage.table and passage.table != "slots" and (fault := phrase_fault(text)):
        yield file.on(passage, fault, "Lengkapi pasangan kurungnya; garis | hanya di dalam [ ].")
    if passage.table == "office" and text.count("(") != text.count(")"):
        yield file.on(passage, "kurung biasa tidak berpasangan", "Lengkapi pasangan kurungnya.")
    spoken = passage.table in ("say", "reactions", "facts") or passage.field == "request.purposes"
    for match in _TILDE.finditer(text):
        if spoken and match.group(1) in _PARTICLES:
            continue
        if spoken:
            known = " ".join(sorted(_PARTICLES))
            yield file.on(
                passage,
                f"partikel '{match.group()}' tidak dikenal",
                f"Pakai salah satu: {known}.",
                offset=match.start(),
            )
        else:
            yield file.on(passage, f"partikel '{match.group()}' dalam teks resmi atau isian tampil apa adanya",
                          "Hapus partikelnya: jawaban memakai bahasa Indonesia baku.", offset=match.start())  # fmt: skip


def _register(file: ScenarioFile, passage: Passage) -> Iterator[LintFinding]:
    if passage.field == "say.ask":
        for match in _ADDED_WORDS.finditer(passage.text):
            message = f"'{match.group()}' di say.ask: kata ini ditambahkan sendiri oleh generator"
            yield file.on(passage, message, "Mulai langsung dengan yang diminta.", offset=match.start())
    if passage.field in PUBLIC:
        for match in _BLAME.finditer(passage.text):
            message = f"'{match.group()}' menyalahkan warga"
            yield file.on(passage, message, "Sebut keadaannya tanpa menyalahkan.", offset=match.start())
        for match in (*_PROMISE.finditer(passage.text), *_SURE.finditer(passage.text)):
            if _DENIED.search(passage.text[: match.start()]):
                continue
            message = f"'{match.group()}' menjanjikan yang tidak dapat dipegang sendiri"
            yield file.on(passage, message, "Sebut siapa mengerjakan apa dan kapan.", offset=match.start())


def _identifiers(file: ScenarioFile, passage: Passage) -> Iterator[LintFinding]:
    text = passage.text
    for match in _EMAIL.finditer(text):
        if not _EXAMPLE.search(match.group(1)):
            yield file.on(passage, f"alamat surel '{match.group()}' bisa milik orang nyata",
                          "Pakai alamat di example.com atau example.org.", offset=match.start())  # fmt: skip
    for match in _URL.finditer(_EMAIL.sub(lambda found: " " * len(found.group()), text)):
        if not _EXAMPLE.search(match.group()):
            yield file.on(passage, f"tautan '{match.group()}' menuju situs nyata",
                          "Hapus tautannya atau pakai example.org.", offset=match.start())  # fmt: skip
    for match in _DIGITS.finditer(text):
        if told := _number_fault(match.group()):
            yield file.on(passage, told[0], told[1], offset=match.start(), warning=told[2])
    for match in _PLATE.finditer(text):
        yield file.on(passage, f"nomor polisi '{match.group()}' bisa milik kendaraan nyata",
                      "Sebut kendaraannya tanpa nomor polisi.", offset=match.start(), warning=True)  # fmt: skip


def _number_fault(written: str) -> tuple[str, str, bool] | None:
    """What is wrong with a long number, what to do, and whether it is only a warning."""
    if _MONEY.fullmatch(written) or _DATE.match(written):
        return None
    digits = re.sub(r"\D", "", written)
    if len(digits) == 18:
        return (
            None if digits.endswith("000") else (f"NIP '{written}' tidak berakhir 000", "Akhiri NIP dengan 000.", False)
        )
    if len(digits) == 16:
        advice = "Awali NIK atau nomor KK dengan 732299, atau pakai isian {nik}."
        return None if digits.startswith("732299") else (f"nomor 16 angka '{written}' bisa NIK nyata", advice, False)
    national = f"0{digits[2:]}" if digits.startswith("62") and written.startswith(("+", "62")) else digits
    if national.startswith("0") and 8 <= len(national) <= 14:
        simulated = "0840" <= national[:4] <= "0849"
        advice = "Pakai isian {hp}, atau nomor yang diawali 0840 sampai 0849."
        return None if simulated else (f"nomor telepon '{written}' bisa milik orang nyata", advice, False)
    if len(digits) >= 10:
        return (
            f"nomor panjang '{written}' bisa nomor rekening atau identitas nyata",
            "Hapus atau pendekkan nomornya.",
            True,
        )
    return None


def _persons(file: ScenarioFile, passage: Passage, place_words: Collection[str]) -> Iterator[LintFinding]:
    for match in _TITLED.finditer(passage.text):
        name = match.group(1)
        if name not in _NO_NAME and name not in place_words:
            message = f"'{match.group()}' terbaca sebagai nama orang nyata"
            yield file.on(
                passage, message, "Sebut jabatannya saja, atau pakai {oknum}.", offset=match.start(), warning=True
            )
