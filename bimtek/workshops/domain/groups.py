"""Groups of even size out of a class: who sits with whom, by rule and never by chance, so that a preview is what is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Neighbours on the roster together; like units together; or dealt out, so that every group has some of each.
WAYS = ("roster", "unit", "mixed")
MOST_GROUPS = 40
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Member:
    """Who is to be put into a group; `kind` is the kind of unit ("kecamatan"), "" when it is not known."""

    account_id: int
    number: int
    unit: str
    kind: str = ""


def parted(members: Sequence[Member], count: int, way: str) -> list[list[Member]]:
    """`count` groups whose sizes differ by one at most, each in the order of the seats; no group is empty, so fewer people
    than groups make fewer groups. Raises ValueError for a way that does not exist or a count out of bounds."""
    if way not in WAYS or not 1 <= count <= MOST_GROUPS:
        raise ValueError(f"no such parting: {way} into {count}")
    count = min(count, len(members))
    ordered = sorted(members, key=_by_seat if way == "roster" else _by_kind)
    parts = [ordered[n::count] for n in range(count)] if way == "mixed" else _chunks(ordered, count)
    return [sorted(part, key=_by_seat) for part in parts]


def names_for(count: int, word: str) -> list[str]:
    """The names of `count` new groups: the word and a number."""
    return [f"{word} {n}" for n in range(1, count + 1)]


def _by_seat(member: Member) -> int:
    return member.number


def _by_kind(member: Member) -> tuple[bool, str, str, int]:
    """Kinds side by side, unknown ones last, people of one unit next to each other."""
    return not member.kind, member.kind, member.unit.casefold(), member.number


def _chunks(ordered: Sequence[Member], count: int) -> list[list[Member]]:
    found, start = [], 0
    for left in range(count, 0, -1):
        size = -(-(len(ordered) - start) // left)
        found.append(list(ordered[start : start + size]))
        start += size
    return found
