"""Ed25519: a certificate's statement is signed with a private key that never enters the database, and checked with the public
one, which everybody may have."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from bimtek.certification.domain.statement import Statement, decoded, encoded

SIZE = 32


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half: 32 bytes, named by the first 8 characters of their hash."""

    raw: bytes

    @property
    def id(self) -> str:
        """How statements name it."""
        return encoded(hashlib.sha256(self.raw).digest())[:8]

    @property
    def text(self) -> str:
        """As people pass it on: base64url."""
        return encoded(self.raw)

    def accepts(self, text: str, signature: bytes) -> bool:
        """Whether this key signed exactly this text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode("utf-8"))
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The private half; its bytes never show in a repr or a log."""

    _key: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        return PublicKey(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, text: str) -> bytes:
        """The signature of a text; the same text always gives the same one."""
        return self._key.sign(text.encode("utf-8"))

    def pem(self) -> bytes:
        """As the key file holds it."""
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def __repr__(self) -> str:
        return f"PrivateKey({self.public.id})"


def private_key(seed: bytes) -> PrivateKey:
    """The key that grows from 32 random bytes; raises ValueError for another number of them."""
    return PrivateKey(Ed25519PrivateKey.from_private_bytes(seed))


def private_from_pem(data: bytes) -> PrivateKey:
    """The key of a file; raises ValueError for anything that is no Ed25519 key."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    found = load_pem_private_key(data, password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")  # noqa: TRY004 -- a wrong file, not a wrong call
    return PrivateKey(found)


def public_from_text(text: str) -> PublicKey:
    """A public key as people pass it on; raises ValueError for anything else."""
    raw = decoded(text.strip())
    if len(raw) != SIZE:
        raise ValueError("a public key has 32 bytes")
    return PublicKey(raw)


def is_signed(statement: Statement, keys: dict[str, PublicKey]) -> bool | None:
    """Whether a statement was signed by one of the known keys; None when its key is not known."""
    key = keys.get(statement.claims.key)
    return None if key is None else key.accepts(statement.signed, statement.signature)
