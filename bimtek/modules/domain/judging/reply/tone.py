"""How a sentence sounds: like a reproach, a note to colleagues, a promise, an accusation, a word about the reporter.

Beside the patterns, a linear model over the words of a sentence and their neighbours hears what no list foresees. It learned
from the labelled replies and from the single sentences of `seed/reply_judge/sentences.toml`
(`python -m tests.bench.train_reply_judge`), and its weights stand in `seed/reply_judge/tone.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from bimtek.config import SEED_DIR
from bimtek.modules.domain.judging.reply.text import Sentence

TONES = SEED_DIR / "reply_judge" / "tone.json"
#: The class that a sentence joins when it sounds like a flag.
SOUNDS: Final[Mapping[str, str]] = {
    "blames_citizen": "reproach",
    "internal_note": "note",
    "overpromises": "sounds_sure",
    "names_accused": "sounds_accusing",
    "leaks_reporter": "sounds_personal",
}
#: What must be exceeded: a wrong reproach costs trust, a missed leak costs the reporter.
THRESHOLD: Final[Mapping[str, float]] = {
    "blames_citizen": 1.0,
    "internal_note": 1.0,
    "overpromises": 1.0,
    "names_accused": 0.6,
    "leaks_reporter": 0.8,
}
_ONE: Final = frozenset(
    ["anda", "saudara", "saudari", "pelapor", "bapak", "ibu", "pak", "bu", "kak", "kakak", "situ", "kamu", "kalian"]
)
_MANY: Final = frozenset(
    [
        "warga",
        "masyarakat",
        "petani",
        "pedagang",
        "pasien",
        "pelanggan",
        "pengguna",
        "penerima",
        "siswa",
        "murid",
        "penumpang",
        "nelayan",
    ]
)
_CITIZEN: Final = (
    _ONE
    | _MANY
    | frozenset(
        [
            "jangan",
            "mestinya",
            "seharusnya",
            "harusnya",
            "kalau",
            "masa",
            "kenapa",
            "sendiri",
            "protes",
            "mengeluh",
            "mengadu",
            "lapor",
            "melapor",
            "ribut",
            "sabar",
        ]
    )
)
_TO_CITIZENS: Final = frozenset(("blames_citizen", "leaks_reporter"))  # faults that need somebody spoken to
_SHORT = 7  # words, with the two signs for begin and end


@dataclass(frozen=True, slots=True)
class Tone:
    """One question to the ear: a weighted sum above zero says yes."""

    bias: float
    weights: Mapping[str, float]

    def hears(self, heard: tuple[str, ...]) -> bool:
        """True when the sum of what is heard exceeds zero."""
        return self.bias + sum(self.weights.get(name, 0.0) for name in heard) > 0


Tones = Mapping[str, Tone]


def heard_in(sentence: Sentence) -> tuple[str, ...]:
    """The words and neighbours of a sentence, persons and groups also by kind, in a fixed order."""
    words = ["<", *("#" if token.word[0].isdigit() else token.word for token in sentence.tokens), ">"]
    kinds = ["YOU" if word in _ONE else "GROUP" if word in _MANY else word for word in words]
    found = {
        *words,
        *(f"{one} {two}" for one, two in pairwise(words)),
        *(f"{one} {two}" for one, two in pairwise(kinds)),
    }
    signs = {
        "HAS YOU": bool(_ONE.intersection(words)),
        "HAS WE": "kami" in words,
        "ASKS": sentence.text.rstrip().endswith("?"),
        "CALLS": "!" in sentence.text,
        "COUNTS": "#" in words,
        "SHORT": len(words) < _SHORT,
    }
    return tuple(sorted(found | {name for name, here in signs.items() if here}))


def sounds(sentence: Sentence, tones: Tones) -> list[str]:
    """The classes a sentence joins by its sound."""
    if not tones or not sentence.tokens:
        return []
    heard = heard_in(sentence)
    words = {token.word for token in sentence.tokens if not token.word[0].isdigit()}
    known = sum(any(word in tone.weights for tone in tones.values()) for word in words)
    if 2 * known < len(words):
        return []  # a language the ear never heard
    spoken = bool(words & _CITIZEN)
    return [SOUNDS[flag] for flag, tone in tones.items() if tone.hears(heard) and (spoken or flag not in _TO_CITIZENS)]


def read_tones(data: Mapping[str, object]) -> Tones:
    """Tones from parsed JSON; raises KeyError or TypeError when the form is another."""
    rows = data["tones"]
    if not isinstance(rows, Mapping):
        raise TypeError("tones must be a table")
    return {
        flag: Tone(float(row["bias"]), {name: float(weight) for name, weight in row["weights"].items()})
        for flag, row in rows.items()
    }


@cache
def shipped_tones(path: Path = TONES) -> Tones:
    """The tones of the repository; none when the file is missing."""
    if not path.exists():
        return {}
    return read_tones(json.loads(path.read_text(encoding="utf-8")))
