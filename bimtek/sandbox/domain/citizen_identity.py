"""Made-up people: names of the groups of Luwu Utara, and identifiers that cannot belong to anybody.

NIK: area part 732299, which no district has; birth date with day + 40 for women. Phone: 0840-0849, assigned to nobody.
E-mail: example.org. Source of the rules: domain-ppid D.5 and D.6.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from bimtek.sandbox.domain.citizen_language import Language

NIK_AREA = "732299"


@dataclass(frozen=True, slots=True)
class Person:
    """A simulated reporter."""

    name: str
    female: bool
    nik: str
    phone: str
    email: str | None

    def as_json(self, address: str) -> dict[str, str | None]:
        """The reporter as a report carries it."""
        return {"name": self.name, "nik": self.nik, "phone": self.phone, "email": self.email, "address": address}


def draw_person(rng: random.Random, language: Language, year: int) -> Person:
    """Somebody between 19 and 68 years old in `year`."""
    female = rng.random() < 0.45
    name = draw_name(rng, language, female=female)
    born = year - 19 - int(rng.random() * 50)
    day = 1 + int(rng.random() * 28) + (40 if female else 0)
    month = 1 + int(rng.random() * 12)
    serial = 1 + int(rng.random() * 60)
    nik = f"{NIK_AREA}{day:02}{month:02}{born % 100:02}{serial:04}"
    phone = f"084{int(rng.random() * 10)}{int(rng.random() * 100_000_000):08}"
    mailbox = "".join(letter for letter in name.lower() if letter.isalpha())[:18]
    email = f"{mailbox}{int(rng.random() * 90) + 10}@example.org" if rng.random() < 0.6 else None
    return Person(name, female, nik, phone, email)


def draw_name(rng: random.Random, language: Language, *, female: bool) -> str:
    """A full name after the manner of one of the groups."""
    drawn = rng.random()
    group = language.names[-1]
    for candidate in language.names:
        drawn -= candidate.share
        if drawn < 0:
            group = candidate
            break
    firsts = group.female if female else group.male
    first = firsts[int(rng.random() * len(firsts))]
    last = group.last[int(rng.random() * len(group.last))]
    title = rng.random()
    if "Wayan" in group.male:
        return f"{'Ni' if female else 'I'} {first} {last}"
    if group is language.names[0] and title < 0.16:
        prefix = "Andi" if title < 0.07 else ("Sitti" if female else "Muh.")
        return f"{prefix} {first} {last}" if first != prefix else f"{first} {last}"
    return f"{first} {last}"
