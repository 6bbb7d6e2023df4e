"""What a certificate states so that it can be checked from paper: a signed part, the holder it commits to, a signature.

The signed part holds no personal data: the holder stands in it as a salted hash. So the name can be removed from the database
while the chain and the signature stay whole, and whoever has the paper can still show that it is theirs.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

#: The first word of every statement; another way of writing one gets another word.
HEAD = "BIMTEK1"
PASSED, ATTENDED = "kelulusan", "keikutsertaan"
KINDS = (PASSED, ATTENDED)
MOST_LETTERS = 4000
_PARTS = re.compile(r"^\s*BIMTEK1\s*(\{[^{}]*\})\s*(\[[^\[\]]*\])\s*([A-Za-z0-9_-]{86})\s*$")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who the certificate is about, as printed; `salt` keeps the commitment from being guessed by trying names."""

    salt: str
    name: str
    nip: str
    post: str

    def commitment(self) -> str:
        """What the signed part holds of the holder: 128 bits of SHA-256 over salt, name, NIP and post."""
        text = "\x1f".join((self.salt, self.name, self.nip, self.post))
        return encoded(hashlib.sha256(text.encode("utf-8")).digest()[:16])


@dataclass(frozen=True, slots=True)
class Claims:
    """What is signed: number, kind, what was attended and when, JP, mean level (None: attendance alone), the root hash of the
    evidence, the holder's commitment, and the key it is signed with."""

    number: str
    kind: str
    title: str
    starts_on: date
    ends_on: date
    hours: float
    mean: float | None
    issued_on: date
    evidence: str
    holder: str
    key: str

    def text(self) -> str:
        """The exact text that is signed: one JSON object, keys sorted, no spaces."""
        told: dict[str, Any] = {
            "b": plain(self.title), "c": self.holder, "d": self.issued_on.isoformat(), "e": self.evidence, "h": self.hours,
            "j": self.kind, "k": self.key, "n": self.number, "t": f"{self.starts_on.isoformat()}/{self.ends_on.isoformat()}",
        }  # fmt: skip
        if self.mean is not None:
            told["r"] = self.mean
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as read from paper: `signed` is the exact text the signature is over."""

    claims: Claims
    holder: Holder
    signed: str
    signature: bytes

    @property
    def is_of_holder(self) -> bool:
        """Whether the person named is the one who was signed for."""
        return self.holder.commitment() == self.claims.holder


def plain(text: str) -> str:
    """A text without the brackets that part a statement, on one line."""
    return " ".join(re.sub(r"[{}\[\]]", " ", text).split())


def encoded(data: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decoded(text: str) -> bytes:
    """The bytes of base64url without padding; raises ValueError for anything else."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def write(claims: Claims, holder: Holder, signature: bytes) -> str:
    """The whole statement, as the QR code carries it: four lines that a person can read."""
    told = json.dumps([holder.salt, holder.name, holder.nip, holder.post], ensure_ascii=False, separators=(",", ":"))
    return "\n".join((HEAD, claims.text(), told, encoded(signature)))


def read(text: str) -> Statement | None:
    """A statement out of what was scanned or pasted; None for anything that is none. Says nothing about its signature."""
    found = _PARTS.match(text) if len(text) <= MOST_LETTERS else None
    if found is None:
        return None
    try:
        told, holder = json.loads(found[1]), json.loads(found[2])
        claims = claims_of(told)
        if not all(isinstance(part, str) for part in holder):
            return None
        return Statement(claims, Holder(*holder), found[1], decoded(found[3]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def claims_of(told: dict[str, Any]) -> Claims:
    """The claims of a signed text that was parsed; raises KeyError, ValueError or TypeError for what is none."""
    starts, _, ends = told["t"].partition("/")
    if told["j"] not in KINDS:
        raise ValueError("kind")
    return Claims(
        number=str(told["n"]), kind=told["j"], title=str(told["b"]), starts_on=date.fromisoformat(starts),
        ends_on=date.fromisoformat(ends), hours=float(told["h"]), mean=float(told["r"]) if "r" in told else None,
        issued_on=date.fromisoformat(told["d"]), evidence=str(told["e"]), holder=str(told["c"]), key=str(told["k"]),
    )  # fmt: skip
