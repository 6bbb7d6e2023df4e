"""Made-up people: names of the groups of Luwu Utara, and identifiers that cannot belong to anybody.

A Faker provider over our own lists: Faker's id_ID knows no name of this region, no NIK, and half of its phone numbers are
assigned. NIK: area part 732299, which no district has; birth date with day + 40 for women. Phone: 0840-0849, assigned to
nobody. E-mail: example.org. Source of the rules: domain-ppid D.5 and D.6.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from faker import Generator
from faker.providers import BaseProvider

from bimtek.sandbox.domain.citizen_language import Language, NameGroup

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


class CitizenProvider(BaseProvider):  # type: ignore[misc]
    """Draws citizens from the name groups; one provider for one stream of random numbers, nothing shared."""

    def __init__(self, rng: random.Random, language: Language) -> None:
        generator = Generator()
        generator.random = rng
        super().__init__(generator)
        self._rng, self._groups = rng, language.names

    def person(self, year: int) -> Person:
        """Somebody between 19 and 68 years old in `year`."""
        female = self._rng.random() < 0.45
        name = self.full_name(female=female)
        mailbox = "".join(letter for letter in name.lower() if letter.isalpha())[:18]
        email = f"{mailbox}{10 + int(self._rng.random() * 90)}@example.org" if self._rng.random() < 0.6 else None
        phone = f"084{int(self._rng.random() * 10**9):09}"
        return Person(name, female, self.nik(year, female=female), phone, email)

    def full_name(self, *, female: bool) -> str:
        """A full name after the manner of one of the groups."""
        group = self._group()
        first = str(self.random_element(group.female if female else group.male))
        last = str(self.random_element(group.last))
        title = self._rng.random()
        if "Wayan" in group.male:
            return f"{'Ni' if female else 'I'} {first} {last}"
        if group is self._groups[0] and title < 0.16:
            prefix = "Andi" if title < 0.07 else ("Sitti" if female else "Muh.")
            return f"{prefix} {first} {last}" if first != prefix else f"{first} {last}"
        return f"{first} {last}"

    def nik(self, year: int, *, female: bool) -> str:
        """A national identity number of the area that does not exist."""
        born = year - 19 - int(self._rng.random() * 50)
        day = 1 + int(self._rng.random() * 28) + (40 if female else 0)
        month = 1 + int(self._rng.random() * 12)
        return f"{NIK_AREA}{day:02}{month:02}{born % 100:02}{1 + int(self._rng.random() * 60):04}"

    def _group(self) -> NameGroup:
        drawn = self._rng.random()
        for group in self._groups:
            drawn -= group.share
            if drawn < 0:
                return group
        return self._groups[-1]
