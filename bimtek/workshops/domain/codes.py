"""Card codes: six signs that survive being read aloud in a loud hall and typed on a phone."""

from __future__ import annotations

from random import Random

#: No 0/O, 1/I/L, 5/S, 8/B, 2/Z: signs that look alike on a printed card.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 6


def make_codes(count: int, random: Random, taken: set[str]) -> list[str]:
    """`count` different codes that are not in `taken`; `random` must be unguessable outside tests."""
    found: list[str] = []
    used = set(taken)
    while len(found) < count:
        code = "".join(random.choice(ALPHABET) for _ in range(LENGTH))
        if code not in used:
            used.add(code)
            found.append(code)
    return found


def normalise(typed: str) -> str:
    """What was typed as a code: capitals, without spaces and hyphens; anything else is kept and will not be found."""
    return "".join(sign for sign in typed.upper() if sign not in " -._\t\n")[:20]


def spaced(code: str) -> str:
    """K7M4PX as K7M 4PX, the way the card shows it."""
    return f"{code[:3]} {code[3:]}"
