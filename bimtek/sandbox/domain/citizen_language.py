"""How citizens write: openings, closings, short forms, particles, typing errors; read from seed/language.

The shares follow a real export of 2,127 reports (domain-lapor 7.3): half the texts have about 49 words, 38 % say *mohon*,
31 % *terima kasih*, 17 % write *yg*. `tests/bench/realism.py` prints what the generator reaches beside them.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bimtek.sandbox.domain.phrasing import Phrase, compile_phrase

#: Shares of the figures above; a short text has less room, so a share is asked for a little more often than it is wanted.
SHARES: Mapping[str, float] = {
    "salam": 0.1, "greeting": 0.125, "yth": 0.11, "tabe": 0.14, "halo": 0.13, "mohon": 0.4, "tolong": 0.12,
    "thanks": 0.365, "hope": 0.22, "photo": 0.025, "threat": 0.045, "dated": 0.34, "rt_rw": 0.155, "nik": 0.05,
    "phone": 0.006, "signoff": 0.05, "short_yg": 0.21, "short_all": 0.095, "typo": 0.14, "lower": 0.08,
    "capitals": 0.01, "stop_left_out": 0.25, "title_case": 0.83,
}  # fmt: skip
#: Words of a report by share of the reports: 12 % have fewer than 15, half have 49 or fewer.
LENGTHS = ((0.0, 3), (0.18, 12), (0.2, 19), (0.32, 29), (0.5, 46), (0.7, 66), (0.88, 108), (0.97, 155), (1.0, 220))
#: Channel, share and how long its texts are against the web form. Source: export 2021-2024; websites named for this kabupaten.
CHANNELS = (
    ("Website", 0.545, 1.0), ("Android", 0.222, 1.0), ("Website - pemerintah-kabupaten-luwu-utara", 0.076, 1.0),
    ("Hotline Service", 0.073, 1.0), ("Instagram", 0.038, 0.3), ("SMS", 0.02, 0.66), ("Email Instansi", 0.009, 1.2),
    ("Tatap Muka", 0.005, 1.0), ("Whatsapp", 0.006, 0.7), ("Pos Surat", 0.003, 1.4), ("Facebook", 0.003, 0.5),
)  # fmt: skip
#: Channels of the other desks with their shares and lengths: the sandbox's proposal, no export of them is published.
DESK_CHANNELS: Mapping[str, tuple[tuple[str, float, float], ...]] = {
    "lapor": CHANNELS,
    "baruga": (
        ("Aplikasi Baruga", 0.3, 1.0), ("Website Baruga", 0.2, 1.1), ("Facebook", 0.25, 1.0), ("Instagram", 0.15, 0.9),
        ("Whatsapp", 0.1, 1.0),
    ),
    "ppid": (("Formulir web PPID", 0.45, 1.0), ("Surel", 0.3, 1.15), ("Datang langsung", 0.15, 0.8), ("Surat", 0.1, 1.3)),
}  # fmt: skip
#: What nobody does at the other desks, by desk: an aduan on social media has no letter's address.
_LEFT_OUT: Mapping[str, frozenset[str]] = {
    "lapor": frozenset(),
    "baruga": frozenset({"yth"}),
    "ppid": frozenset({"threat"}),
}
_WORD = re.compile(r"[A-Za-z]{6,}")


@dataclass(frozen=True, slots=True)
class NameGroup:
    """The names of one group of people, with its share of the reporters."""

    share: float
    male: tuple[str, ...]
    female: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """Compiled phrases by name, word lists, name groups, short forms and the frame of the model reply."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    words: Mapping[str, tuple[str, ...]]
    names: tuple[NameGroup, ...]
    short_forms: Mapping[str, str]
    shortened: re.Pattern[str]
    frames: Mapping[str, Phrase]


_WORD_LISTS = ("landmarks", "hamlets", "streets", "panggilan")


def load_language(directory: Path) -> Language:
    """The language content of a directory, compiled; raises KeyError or TOMLDecodeError when the content is damaged."""
    written: dict[str, Any] = {}
    for name in ("openings", "sentences"):
        written |= tomllib.loads((directory / f"{name}.toml").read_text(encoding="utf-8"))
    lines = {name: tuple(line for line in text.splitlines() if line) for name, text in written.items()}
    groups = tomllib.loads((directory / "names.toml").read_text(encoding="utf-8"))["group"]
    short = tomllib.loads((directory / "short_forms.toml").read_text(encoding="utf-8"))["words"]
    frames = tomllib.loads((directory / "reply.toml").read_text(encoding="utf-8"))
    return Language(
        phrases={
            name: tuple(compile_phrase(line) for line in lines[name]) for name in lines if name not in _WORD_LISTS
        },
        words={name: lines[name] for name in _WORD_LISTS},
        names=tuple(
            NameGroup(g["share"] / 100, *(tuple(g[kind].split()) for kind in ("male", "female", "last")))
            for g in groups
        ),
        short_forms=short,
        shortened=re.compile(r"\b(" + "|".join(short) + r")\b"),
        frames={name: compile_phrase(text.strip()) for name, text in frames.items()},
    )


@dataclass(frozen=True, slots=True)
class Manner:
    """How one citizen writes this time; both twins of a pair write in the same manner, so that they are equally hard."""

    channel: str
    words: int
    said: frozenset[str]
    particles: int


#: So rare that chance alone would miss the published share in one class: spread evenly over the cases of a class instead.
RARE = ("capitals", "nik")


def draw_manner(rng: random.Random, desk: str = "lapor", rare: Mapping[str, float] | None = None) -> Manner:
    """A manner with the published shares; one draw for each property, in a fixed order. `rare` holds the draws of the rare
    properties, made by the caller so that they fall evenly over a class."""
    channel, factor = _channel(rng.random(), DESK_CHANNELS[desk])
    words = max(3, round(_length(rng.random()) * factor))
    drawn = {name: rng.random() for name in SHARES} | dict(rare or {})
    said = {name for name, share in SHARES.items() if drawn[name] < share}
    said -= _LEFT_OUT[desk]
    if desk == "lapor" and channel in {"Instagram", "SMS", "Whatsapp"}:
        said -= {"yth", "rt_rw", "capitals"}
        said |= {name for name in ("lower", "short_all") if rng.random() < 0.45}
    if words < 16:
        said -= {"yth", "signoff", "photo", "threat", "tabe", "hope", "rt_rw", "nik"}
        said -= {"salam", "greeting", "halo"} if rng.random() < 0.6 else {"halo"}
        said -= {"thanks"} if words < 12 else set()
    if "salam" in said or "greeting" in said:
        said -= {"tabe"}
    if "mohon" in said:
        said.discard("tolong")
    spoken = rng.random()
    particles = 0 if spoken < 0.25 else 1 if spoken < 0.65 else 2
    return Manner(channel, words, frozenset(said), particles)


def _channel(drawn: float, channels: tuple[tuple[str, float, float], ...]) -> tuple[str, float]:
    for name, share, factor in channels:
        drawn -= share
        if drawn < 0:
            return name, factor
    return channels[0][0], channels[0][2]


def _length(drawn: float) -> float:
    for (share, words), (next_share, next_words) in pairwise(LENGTHS):
        if drawn < next_share:
            return words + (next_words - words) * (drawn - share) / (next_share - share)
    return LENGTHS[-1][1]


def write(text: str, manner: Manner, language: Language) -> str:
    """The text as this citizen's hand leaves it: short forms, no capitals or nothing but capitals."""
    said = manner.said
    if "short_all" in said:
        forms = language.short_forms
        text = language.shortened.sub(lambda match: forms[match.group(1)], text)
    elif "short_yg" in said:
        text = text.replace(" yang ", " yg ")
    if "capitals" in said:
        return text.upper()
    return text.lower() if "lower" in said else text


def mistype(text: str, rng: random.Random) -> str:
    """One slip of the finger in a longer word: a letter lost or two exchanged. The first letter stays."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = words[int(rng.random() * len(words))]
    at = word.start() + 1 + int(rng.random() * (word.end() - word.start() - 3))
    if rng.random() < 0.5:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
