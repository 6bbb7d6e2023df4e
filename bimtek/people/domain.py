"""Who a person is to the platform."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do here; an officer's desk role inside the simulation is another matter (sandbox)."""

    TRAINEE = "trainee"
    TRAINER = "trainer"


@dataclass(frozen=True, slots=True)
class Person:
    """The acting person as services see one."""

    id: int
    name: str
    role: Role
    language: str = "id"
    seat: int | None = None
    workshop_id: int | None = None
    admin: bool = False
    password_once: bool = False
