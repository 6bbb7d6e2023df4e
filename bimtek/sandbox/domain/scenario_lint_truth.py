"""Is the hidden truth whole: can the story end well, and does everything it names exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bimtek.sandbox.domain.phrasing import Choice, Filled, compile_phrase, phrase_fault, slots_in
from bimtek.sandbox.domain.scenario import STANDARD_SLOTS, Scenario, is_day_slot, reference_faults
from bimtek.sandbox.domain.scenario_lint_files import LintFinding, Reference, ScenarioFile

#: By what a wording is known to supply a missing thing: slots, or words.
_SUPPLIES: dict[str, tuple[frozenset[str], str]] = {
    "place": (
        frozenset({"di", "desa", "nama_desa", "kec", "nama_kec", "tempat", "patokan", "dusun", "alamat"}),
        r"lokasi|tempat|alamat",
    ),
    "time": (
        frozenset({"tgl", "hari", "jam", "bulan", "lama", "tahun", "waktu"}),
        r"tanggal|pukul|\bjam\b|\bhari\b|kemarin|minggu|bulan",
    ),
    "who": (frozenset({"oknum", "nama"}), r"nama|orangnya|petugas|pegawai|kepala|\bpak\b|\bbu\b"),
    "evidence": (frozenset(), r"foto|bukti|video|rekam|kuitansi|kwitansi|nota|surat|berkas|lampir|tangkapan|salinan|saksi"),
    "identity": (frozenset({"nama", "nik", "hp", "alamat"}), r"\bktp\b|identitas|\bnama\b|\bnik\b"),
    "address": (frozenset({"alamat", "tempat", "dusun", "rt"}), r"alamat"),
    "contact": (frozenset({"hp"}), r"nomor|telepon|\bhp\b|\bwa\b|surel|email|e-mail"),
    "proxy": (frozenset(), r"kuasa"),
    "purpose": (frozenset(), r"tujuan|guna|keperluan|untuk|dipakai"),
    "decree": (frozenset(), r"\bsk\b|akta|akte|pengesahan|keputusan|anggaran dasar|badan hukum"),
}  # fmt: skip
_FEWEST_WORDS = 5  # a wording that says what is meant has more to say than "sudah saya lengkapi"
_NAMED = {"place": "tempat", "time": "waktu", "what": "apa yang terjadi", "who": "siapa", "evidence": "bukti"}
_EMPTY = re.compile(
    r"^[\W_]*(?:belum ada|tidak ada|nihil|kosong|todo|tba|xxx+|diisi nanti|isi di sini)?[\W_]*$", re.IGNORECASE
)


def truth_findings(file: ScenarioFile, reference: Reference) -> Iterator[LintFinding]:
    """What is missing or contradicts itself in the truth of one scenario."""
    yield from _slot_findings(file)
    yield from _empty_findings(file)
    if file.scenario is None:
        return
    yield from _reference_findings(file, file.scenario, reference)
    yield from _competence_findings(file, file.scenario, reference)
    yield from _completion_findings(file, file.scenario)
    yield from _request_findings(file, file.scenario, reference)
    yield from _fact_findings(file, file.scenario)


def _slots_of(text: str) -> list[str]:
    return [] if phrase_fault(text) else list(slots_in(compile_phrase(text)))


def _slot_findings(file: ScenarioFile) -> Iterator[LintFinding]:
    slots = file.raw.get("slots")
    own = set(slots) if isinstance(slots, dict) else set()
    used: set[str] = set()
    for passage in file.passages:
        if not passage.table or passage.table == "slots" or passage.field == "request.period":
            if passage.table != "slots" or any(mark in passage.text for mark in "{}[]|"):
                yield from _plain_text(file, passage.field, passage.text, passage.line)
            continue
        names = _slots_of(passage.text)
        used.update(names)
        for name in dict.fromkeys(names):
            if name not in own and name not in STANDARD_SLOTS and not is_day_slot(name):
                offset = max(passage.text.find("{" + name + "}"), 0)
                message = f"isian {{{name}}} dipakai tetapi tidak ada"
                yield file.on(passage, message, "Tambahkan di [slots] atau betulkan ejaannya.", offset=offset)
    for name in sorted(own - used):
        yield file.at(
            f"slots.{name}", f"isian {name} tidak dipakai", f"Pakai {{{name}}} dalam teks atau hapus barisnya."
        )
    for name in sorted(own & STANDARD_SLOTS):
        yield file.at(
            f"slots.{name}", f"isian {name} sudah disediakan sistem, nilainya di sini tidak terpakai", "Beri nama lain."
        )
    for name in sorted(own):
        values = slots[name] if isinstance(slots, dict) and isinstance(slots[name], list) else []
        if len({str(value) for value in values}) < len(values):
            message = f"isian {name} memuat nilai yang sama dua kali"
            yield file.at(
                f"slots.{name}", message, "Hapus yang ganda: dua peserta bersebelahan harus mendapat nilai berbeda."
            )


def _plain_text(file: ScenarioFile, field: str, text: str, line: int) -> Iterator[LintFinding]:
    """A text that is shown as it stands: brackets in it would reach the reader."""
    if any(mark in text for mark in "{}[]|~"):
        message = "tanda kurung, garis, atau ~ di sini tampil apa adanya kepada pembaca"
        yield LintFinding(file.name, line, field, message, "Tulis teks biasa tanpa isian dan pilihan.")


def _empty_findings(file: ScenarioFile) -> Iterator[LintFinding]:
    for passage in file.passages:
        if passage.field in ("office.matter", "office.finding", "office.action", "office.authority") and _EMPTY.match(
            passage.text
        ):
            name = passage.field.partition(".")[2]
            yield file.on(passage, f"{name} kosong", "Tulis siapa memeriksa apa, kapan, dan apa hasilnya.")


def _reference_findings(file: ScenarioFile, scenario: Scenario, reference: Reference) -> Iterator[LintFinding]:
    for fault in reference_faults((scenario,), reference.levels, reference.categories, reference.districts):
        kind = "kecamatan" if "district" in fault.where else "kategori" if "categor" in fault.where else "satuan kerja"
        table = {"kecamatan": "places", "kategori": "categories", "satuan kerja": "units"}[kind]
        advice = f"Pakai {kind} yang ada di seed/{table}.toml."
        yield file.at(fault.where, f"{kind} {fault.message}", advice)


def _competence_findings(file: ScenarioFile, scenario: Scenario, reference: Reference) -> Iterator[LintFinding]:
    holder, owner = scenario.holder, scenario.owner
    levels = reference.levels
    if levels.get(owner, "kabupaten") != "kabupaten":
        yield file.at("owner", f"'{owner}' bukan satuan kerja kabupaten, jadi tidak dapat menerima disposisi",
                      "Isi owner dengan satuan kerja kabupaten; pemegang wewenang di luar masuk holder.")  # fmt: skip
    if holder and holder == owner:
        yield file.at("holder", "pemegang wewenang sama dengan owner", "Isi holder dengan instansi di luar kabupaten.")
    elif holder and levels.get(holder) == "kabupaten":
        yield file.at("holder", f"'{holder}' satuan kerja kabupaten, padahal competence = other",
                      "Isi holder dengan instansi di luar kabupaten, atau tulis competence = own.")  # fmt: skip
    elif holder and levels.get(holder, scenario.level) != scenario.level:
        yield file.at(
            "level", f"holder '{holder}' berada di tingkat {levels[holder]}", f'Tulis level = "{levels[holder]}".'
        )
    if scenario.competence == "own" and scenario.level != "kabupaten":
        yield file.at("level", "urusan sendiri harus di tingkat kabupaten", 'Tulis level = "kabupaten".')
    if scenario.targets and not {owner, holder} & set(scenario.targets):
        yield file.at("targets", "targets tidak memuat owner atau holder: disposisi yang benar tidak pernah selesai",
                      f"Tambahkan '{holder or owner}' pada targets.")  # fmt: skip
    if scenario.right_act == "archive" and (scenario.missing or scenario.facts):
        where = "missing" if scenario.missing else "facts"
        yield file.at(
            where, "laporan yang diarsipkan tidak ditunggu kelengkapannya", "Hapus bidang ini atau ganti right_act."
        )


def _completion_findings(file: ScenarioFile, scenario: Scenario) -> Iterator[LintFinding]:
    """A deferred report can be completed: some later wording gives what is missing."""
    if scenario.right_act != "defer":
        return
    own = set(scenario.slots)
    lacking: Iterable[str] = (
        [scenario.missing] if scenario.missing else scenario.request.incomplete if scenario.request else ()
    )
    for thing in lacking:
        given = any(_supplies(text, thing, own) for text in scenario.reactions.completes)
        told = any(
            fact.about == thing and any(_supplies(text, thing, own) for text in fact.told) for fact in scenario.facts
        )
        if not given and not told:
            yield file.at("reactions.completes", f"tidak satu pun jawaban melengkapi '{thing}', jadi laporan tidak dapat selesai",
                          f"Tulis kalimat yang memberi {_NAMED.get(thing, thing)}.")  # fmt: skip


def _supplies(text: str, thing: str, own: set[str]) -> bool:
    names = set(_slots_of(text))
    if thing not in _SUPPLIES:  # what, detail: anything told at some length
        return bool(names & own) or len(text.split()) >= _FEWEST_WORDS
    slots, words = _SUPPLIES[thing]
    return bool(names & slots) or re.search(words, text, re.IGNORECASE) is not None


def _request_findings(file: ScenarioFile, scenario: Scenario, reference: Reference) -> Iterator[LintFinding]:
    request = scenario.request
    if request is None:
        return
    if request.dip and reference.entries is not None and request.dip not in reference.entries:
        yield file.at("request.dip", f"'{request.dip}' tidak ada dalam daftar informasi publik",
                      "Pakai id yang ada di seed/ppid/dip.toml atau kosongkan.")  # fmt: skip
    if request.decision == "refuse" and (request.objection != "a" or "request.objection" not in file.places):
        yield file.at("request.objection", "penolakan tanpa jalan keberatan: pemohon keberatan karena ditolak (Pasal 35 huruf a)",
                      'Tulis objection = "a" pada [request].')  # fmt: skip
    if request.decision in ("refuse", "grant_part"):
        told = f"{scenario.office.action} {scenario.office.better_reply}".casefold()
        if "keberatan" not in told:
            yield file.at("office.action", "jawaban tidak menyebut hak mengajukan keberatan",
                          "Sebut: keberatan dapat diajukan kepada Atasan PPID dalam 30 hari kerja.")  # fmt: skip
    if request.decision == "refuse" and request.information_class != "dikecualikan":
        yield file.at("request.information_class", "informasi yang ditolak bukan informasi dikecualikan",
                      'Tulis information_class = "dikecualikan" atau ganti decision.')  # fmt: skip


def _fact_findings(file: ScenarioFile, scenario: Scenario) -> Iterator[LintFinding]:
    """A hidden fact is worth asking for: it is not what every way of telling says already."""
    always = set.intersection(*(_always(text) for text in (*scenario.say.what, *scenario.say.brief)))
    for number, fact in enumerate(scenario.facts):
        told = [set(_slots_of(text)) for text in fact.told]
        if all(names and names <= always for names in told):
            said = ", ".join(sorted("{" + name + "}" for name in set.union(*told)))
            message = f"warga sudah selalu menyebut {said}: tidak ada yang perlu ditanyakan"
            yield file.at(f"facts.{number}.about", message, "Isi told dengan hal baru, atau jangan sebut di say.")


def _always(text: str) -> set[str]:
    """The slots that stand in every wording of a text."""
    names: set[str] = set()
    for part in compile_phrase(text):
        if isinstance(part, Filled):
            names.update(part.names)
        elif isinstance(part, Choice):
            each = [set(slots_in(option)) for option in part.options]
            names |= set.intersection(*each)
    return names
