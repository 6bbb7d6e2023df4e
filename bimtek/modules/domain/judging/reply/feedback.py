"""Why a level was given, in kind words, with the passage and one better sentence that fits the case."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from bimtek.config import SEED_DIR
from bimtek.modules.domain.judging.reply.casefile import CaseFile, open_file
from bimtek.modules.domain.judging.reply.notes import is_note
from bimtek.modules.domain.judging.reply.phrases import knowledge
from bimtek.modules.domain.judging.reply.text import Sentence
from bimtek.modules.domain.judging.reply.types import Because, ReplyCase

MAX_PASSAGE = 400
# What the file tells only the officer must not come back as an example for the public page.
_NOT_PUBLIC = re.compile(r"\b(?:pelapor|tertutup|rahasia|kerahasiaan|tidak untuk umum|korban)\b", re.IGNORECASE)


@cache
def reasons(seed: Path = SEED_DIR) -> Mapping[str, Mapping[str, list[str] | str]]:
    """The reasons and better sentences of the seed directory; raises OSError when the file is missing."""
    with (seed / "reply_judge" / "reasons.toml").open("rb") as file:
        return tomllib.load(file)


def because(case: ReplyCase, text: str, key: str, level: int, place: tuple[int, int] | None, top: int) -> Because:
    """The reason for a level of a criterion or a flag (0 or 1); the better sentence only where something is missing."""
    words = reasons()[key]
    start, end = place or (0, 0)
    end = min(end, start + MAX_PASSAGE)
    flawed = level < top
    better = str(words["better"]).format_map(_parts(case)) if flawed else ""
    return Because(text[start:end], start, end, words["reason"][level], better)


def flag_because(case: ReplyCase, text: str, key: str, raised: bool, place: tuple[int, int] | None) -> Because:
    """The reason for a flag: the passage and a better sentence where it is raised."""
    level = int(raised)
    return because(case, text, key, level, place if raised else None, top=2 if raised else 0)


@lru_cache(maxsize=1024)
def _parts(case: ReplyCase) -> dict[str, str]:
    file = open_file(case)
    office = case.officer_office or "kami"
    topic = re.sub(r"\s*\([^)]*\)", "", case.topic or case.title).rstrip(".!? ") or "hal yang dilaporkan"
    owner = _holder(case.owner) or office
    asked = case.platform == "ppid" or case.classification == "permintaan_informasi"
    kind = "permohonan informasi" if asked else "laporan"
    return {
        "topic": topic,
        "kind": kind,
        "Kind": kind.capitalize(),
        "why": _fact(file, ("rule", "role", "own_task", "refuses"), dated=False)
        or f"Urusan {topic} termasuk tugas {owner}, karena itu {'kami yang menanganinya' if file.own_matter else 'kami meneruskannya ke sana'}.",
        "place": case.place or "tempat yang dilaporkan",
        "office": office,
        "owner": owner,
        "call": "Yth. Bapak/Ibu Pelapor",
        "number": case.case_id,
        "check": _fact(file, ("check", "found", "visits"))
        or f"Petugas {office} memeriksa {topic} pada tanggal … dan menemukan ….",
        "act": _fact(file, ("action", "forward"), last=True) or f"Petugas {office} menangani {topic} mulai tanggal ….",
    }


def _holder(owner: str) -> str:
    """The first holder named: a known office keeps its whole name ("Dinas Pemuda, Olahraga dan Pariwisata")."""
    first = re.split(r"\s*[(;]", owner)[0].strip()
    return first if first in knowledge().full_names else first.split(",")[0]


def _fact(file: CaseFile, kinds: tuple[str, ...], *, last: bool = False, dated: bool = True) -> str:
    """A sentence of the case's file that may stand in public: the first check, the last act with a day, or the reason."""
    fit = [
        sentence
        for sentence, classes in zip(file.fact_sentences, file.fact_classes, strict=True)
        if bool(sentence.days) is dated and not classes.isdisjoint(kinds) and _public(sentence, file)
    ]
    if not fit:
        return ""
    chosen = fit[-1] if last else fit[0]
    return chosen.text[:1].upper() + chosen.text[1:300]


def _public(sentence: Sentence, file: CaseFile) -> bool:
    """True when a sentence of the file names neither reporter nor accused and is no word among colleagues."""
    words = {token.word for token in sentence.tokens}
    hidden = {part.lower() for part in file.case.reporter.name.split() if len(part) > 2} | file.accused
    return not _NOT_PUBLIC.search(sentence.text) and not is_note(sentence.text) and not words & hidden
