"""Put a report's text together: opening, the matter, where and since when, harm, what is asked, closing."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bimtek.sandbox.domain.citizen_language import Language, Manner, mistype, write
from bimtek.sandbox.domain.phrasing import Phrase, compile_phrase, render, speak_particles
from bimtek.sandbox.domain.scenario import Scenario

if TYPE_CHECKING:
    from bimtek.sandbox.domain.citizen_identity import CitizenProvider, Person

BRIEF = 16  # a text of fewer words says the matter in one go
BODY_LIMIT = 3000  # the platform cuts here (domain-lapor 3.1)
_SMALL = frozenset({"di", "dan", "ke", "yang", "dari"})


def citizen(rng: random.Random, language: Language) -> CitizenProvider:
    """Whoever writes. Faker is read when the first citizen is made: a start of the platform makes none."""
    from bimtek.sandbox.domain.citizen_identity import CitizenProvider

    return CitizenProvider(rng, language)


@dataclass(frozen=True, slots=True)
class Voice:
    """The compiled words of one scenario."""

    titles: tuple[Phrase, ...]
    brief: tuple[Phrase, ...]
    what: tuple[Phrase, ...]
    harm: tuple[Phrase, ...]
    extra: tuple[Phrase, ...]
    ask: tuple[Phrase, ...]
    where: tuple[Phrase, ...]


def voice_of(scenario: Scenario, language: Language) -> Voice:
    """Compile a scenario's words; sentences that fit its tone from seed/language are added to its own."""
    say, shared = scenario.say, language.phrases
    compiled = {
        name: tuple(compile_phrase(line) for line in getattr(say, name))
        for name in ("titles", "brief", "what", "harm", "extra", "ask", "where")
    }
    if not compiled["where"] and scenario.spot:
        compiled["where"] = shared["where"]
    return Voice(**compiled)


@dataclass(frozen=True, slots=True)
class Written:
    """A finished text and the strings in it that are personal data."""

    title: str
    body: str
    sensitive: tuple[str, ...]


def pick(phrases: Sequence[Phrase], values: Mapping[str, str], rng: random.Random) -> str:
    """One of the phrases, spoken."""
    return render(phrases[int(rng.random() * len(phrases))], values, rng)


class Writer:
    """Writes the text of one report; used once."""

    def __init__(
        self,
        scenario: Scenario,
        voice: Voice,
        language: Language,
        manner: Manner,
        values: Mapping[str, str],
        rng: random.Random,
        desk: str = "lapor",
    ) -> None:
        self.desk = desk
        self.scenario, self.voice, self.manner, self.values, self.rng = scenario, voice, manner, values, rng
        self.shared, self.language = language.phrases, language

    def write(self, person: Person, address: str) -> Written:
        """Title, body and personal data, in this citizen's manner."""
        private = self._private() if self.scenario.tone != "bare" else []
        if self.scenario.tone == "bare":
            pieces = [self._of(self.voice.brief if self.manner.words < BRIEF * 2 else self.voice.what)]
        elif self.manner.words < BRIEF:
            pieces = self._brief()
        else:
            pieces = self._full(sum(len(piece.split()) for piece in private))
        if "typo" in self.manner.said and pieces:
            pieces[0] = mistype(pieces[0], self.rng)
        closing = self._closing() if self.scenario.tone != "bare" else []
        text = self._joined(self._opening(), pieces + private + closing)
        if "  " in text:  # a wording left out between two words
            text = text.replace("  ", " ").replace(" ,", ",")
        text = speak_particles(text, self.manner.particles, int(self.rng.random() * 8))
        body = write(text, self.manner, self.language)[:BODY_LIMIT]
        return Written(self._title(), body, self._sensitive(body, person, address))

    def _of(self, phrases: Sequence[Phrase]) -> str:
        return pick(phrases, self.values, self.rng)

    def _opening(self) -> str:
        if self.scenario.tone == "bare":
            return ""
        said = self.manner.said
        names = [name for name in ("yth", "salam", "greeting", "tabe", "halo") if name in said]
        parts = [self._of(self.shared.get(f"{name}_{self.desk}", self.shared[name])).strip() for name in names]
        if not parts:
            return ""
        parts[1:] = [part[0].lower() + part[1:] for part in parts[1:]]
        return ", ".join(parts) + (". " if self.rng.random() < 0.5 else ", ")

    def _brief(self) -> list[str]:
        text = self._of(self.voice.brief)
        if self.scenario.spot:
            text += f" {self._of(self.shared['where_short'])}"
        else:
            text += f", {self._of(self.shared['origin_short'])}"
        for name in ("mohon", "tolong"):
            if name in self.manner.said:
                text += f", {self._of(self.shared[f'{name}_short'])}"
        return [text]

    def _full(self, taken: int) -> list[str]:
        """The matter first, then as much as this citizen has to say, in the order in which people tell it."""
        room = self.manner.words - taken - (3 if "thanks" in self.manner.said else 0)
        told: dict[str, list[str]] = {name: [] for name in ("what", "where", "since", "harm", "extra", "ask")}
        told["what"].append(self._of(self.voice.what))
        room -= len(told["what"][0].split())
        asks = bool(self.voice.ask) and (
            self.rng.random() < 0.6 or not self.manner.said.isdisjoint(("mohon", "tolong"))
        )
        if asks:
            told["ask"].append(self._ask())
            room -= len(told["ask"][0].split())
        for part, phrases in self._more():
            if room <= 2:
                break
            piece = self._of(phrases)
            told[part].append(piece)
            room -= len(piece.split())
        return [piece for part in told.values() for piece in part]

    def _more(self) -> list[tuple[str, Sequence[Phrase]]]:
        """What else may be told, the likeliest first, no sentence twice."""
        rng, voice, scenario = self.rng, self.voice, self.scenario
        candidates: list[tuple[float, str, Sequence[Phrase]]] = []
        if scenario.timing != "none":
            dated = "_dated" if "dated" in self.manner.said else ""
            wish = rng.random() * (0.6 if dated else 1.6)
            candidates.append((wish, "since", self.shared[f"since_{scenario.timing}{dated}"]))
        if voice.where:
            candidates.append((rng.random() * 1.7, "where", voice.where))
        # "The next village is already fine" has no place in an emergency or in grief.
        common = () if scenario.care or scenario.urgency == "urgent" else self.shared[f"extra_{scenario.tone}"]
        for part, phrases, least in (("harm", voice.harm, 0.0), ("extra", voice.extra, 0.35), ("extra", common, 0.55)):
            for step, index in enumerate(_some(rng, len(phrases), 4)):
                candidates.append((least + step * 0.6 + rng.random() * 0.8, part, (phrases[index],)))
        candidates.sort(key=lambda candidate: candidate[0])
        return [(part, phrases) for _, part, phrases in candidates]

    def _ask(self) -> str:
        said = self.manner.said
        manner = "mohon" if "mohon" in said else "tolong" if "tolong" in said else "wish"
        return f"{self._of(self.shared[manner])} {self._of(self.voice.ask)}"

    def _private(self) -> list[str]:
        said = self.manner.said
        pieces = []
        if "rt_rw" in said:
            place = "rt_rw_event" if self.scenario.spot and self.rng.random() < 0.5 else "rt_rw_home"
            pieces.append(self._of(self.shared[place]))
        pieces += [self._of(self.shared[name]) for name in ("nik", "phone") if name in said]
        return pieces

    def _closing(self) -> list[str]:
        said = self.manner.said
        room = 2 if self.manner.words >= BRIEF else 1
        pieces = [
            self._of(self.shared[name])
            for name in ("photo", "threat")
            if name in said and self.scenario.tone == "complaint"
        ]
        closing = [self._of(self.shared[name]) for name in ("thanks", "hope") if name in said]
        signed = [self._of(self.shared["signoff"])] if "signoff" in said else []
        return pieces + closing[: room - 1 if room == 2 and signed else room] + signed

    def _joined(self, opening: str, pieces: list[str]) -> str:
        out = opening
        capital = not opening.endswith(", ") or self.rng.random() < 0.4
        hurried = "stop_left_out" in self.manner.said
        for number, piece in enumerate(pieces):
            text = piece.strip()
            out += text[0].upper() + text[1:] if capital else text
            if number + 1 == len(pieces):
                out += "" if hurried or text[-1] in ".?!" else "."
            elif text[-1] in ".?!":
                out, capital = out + " ", True
            else:
                capital = not hurried or self.rng.random() < 0.45
                out += ". " if capital else ", "
        return out

    def _title(self) -> str:
        if self.desk == "baruga" or not self.voice.titles:
            return ""  # at Baruga the topic is the moderator's to give
        title = speak_particles(self._of(self.voice.titles), 0, 0)
        if len(title) < 24 and self.scenario.spot and self.values["nama_desa"] not in title and self.rng.random() < 0.5:
            title += f" {self.values['di']}"
        if "capitals" in self.manner.said:
            return title.upper()
        if "title_case" in self.manner.said:
            words = title.split()
            return " ".join(
                word if word in _SMALL and at else word[0].upper() + word[1:] for at, word in enumerate(words)
            )
        return title[0].upper() + title[1:] if self.rng.random() < 0.7 else title.lower()

    def _sensitive(self, body: str, person: Person, address: str) -> tuple[str, ...]:
        """Which personal data stand in the body, exactly as written there."""
        values, said = self.values, self.manner.said
        if said.isdisjoint(("rt_rw", "nik", "phone", "signoff")):
            return (person.phone,) if person.phone in body else ()
        rt, rw = values["rt"], values["rw"]
        known = [person.nik, person.phone, person.name, address, f"RT {rt} RW {rw}", f"RT {rt}/RW {rw}"]
        found = [write(text, self.manner, self.language) for text in known]
        return tuple(text for text in found if text in body)


def _some(rng: random.Random, length: int, most: int) -> list[int]:
    """Up to `most` different positions below `length`, in random order."""
    chosen: list[int] = []
    for _ in range(min(length, most)):
        index = int(rng.random() * length)
        while index in chosen:
            index = (index + 1) % length
        chosen.append(index)
    return chosen
