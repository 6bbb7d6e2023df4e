"""A certificate as an Open Badges 3.0 credential, so that a wallet or another system can read and check it without us.

The signing is ours, with `cryptography`: openbadgeslib 4.6.3 signs no eddsa-jcs-2022 (only eddsa-rdfc-2022, which wants a
JSON-LD processor), and its JWT takes PEM files through PyJWT for what is one call of the key we already have.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bimtek.certification.domain.keys import PrivateKey, PublicKey
from bimtek.certification.domain.statement import PASSED, decoded, encoded

#: The order is the standard's: its schema refuses another one.
CONTEXT = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
SUITE = "eddsa-jcs-2022"
#: Certificates are dated in the local time of Sulawesi Selatan.
WITA = timezone(timedelta(hours=8))
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"  # multicodec: the bytes after it are an Ed25519 public key
_SIGNATURE_SIZE = 64


@dataclass(frozen=True, slots=True)
class BadgeFacts:
    """What a badge is made of. `issuer_url` is "" without a public address, `mean` None for attendance alone, `holder_name` None
    once it was removed; `holder_id` names the holder without saying who it is; evidence is (name, description), without personal data."""

    number: str
    kind: str
    title: str
    issuer_name: str
    issuer_url: str
    hours: float
    mean: float | None
    starts_on: date
    ends_on: date
    issued_on: date
    holder_name: str | None
    holder_id: str
    criteria_text: str
    results: Sequence[tuple[str, float]]
    evidence_root: str
    evidence: Sequence[tuple[str, str]]
    revoked: bool = False


def credential(facts: BadgeFacts, key: PublicKey) -> dict[str, Any]:
    """The badge, not yet signed: the same facts and key always give the same document.

    Raises ValueError for a revoked certificate: a file cannot be called back, and revocation lists need a public address.
    """
    if facts.revoked:
        raise ValueError("a revoked certificate gets no badge")
    issuer = {"id": did(key), "type": ["Profile"], "name": facts.issuer_name}
    if facts.issuer_url:
        issuer["url"] = facts.issuer_url
    told: dict[str, Any] = {
        "@context": list(CONTEXT),
        "id": _urn(facts, key, "credential"),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Sertifikat {facts.kind}: {facts.title}",
        "issuer": issuer,
        "validFrom": _moment(facts.issued_on).isoformat(),
        "credentialSubject": _subject(facts, key),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if facts.evidence:
        told["evidence"] = [{"type": ["Evidence"], "name": name, "narrative": text} for name, text in facts.evidence]
    return told


def _subject(facts: BadgeFacts, key: PublicKey) -> dict[str, Any]:
    """Who has achieved what: the holder by an opaque id and a salted hash of the name, as long as there is a name."""
    described, results = [], []
    for place, (name, kind, most, value) in enumerate(_figures(facts)):
        meant = {
            "id": _urn(facts, key, f"result/{place}"),
            "type": ["ResultDescription"],
            "name": name,
            "resultType": kind,
        }
        described.append(meant | ({"valueMin": "0", "valueMax": most} if most else {}))
        results.append({"type": ["Result"], "resultDescription": meant["id"], "value": value})
    subject: dict[str, Any] = {
        "id": facts.holder_id,
        "type": ["AchievementSubject"],
        "licenseNumber": facts.number,
        "activityStartDate": _moment(facts.starts_on).isoformat(),
        "activityEndDate": _moment(facts.ends_on).isoformat(),
        "achievement": {
            "id": _urn(facts, key, "achievement"),
            "type": ["Achievement"],
            # Of the published list this is the value for having taken part, whether or not anything was assessed.
            "achievementType": "Certificate" if facts.kind == PASSED else "CertificateOfCompletion",
            "inLanguage": "id",
            "name": facts.title,
            "description": f"{facts.title}, {_figure(facts.hours).replace('.', ',')} JP, {facts.starts_on} s.d. {facts.ends_on}",
            "criteria": {"narrative": facts.criteria_text},
            "resultDescription": described,
        },
        "result": results,
    }
    if facts.evidence_root:
        subject["narrative"] = f"Semua bukti terikat pada akar hash {facts.evidence_root}"
    if facts.holder_name is not None:
        subject["identifier"] = [_identity(facts.holder_name, _urn(facts, key, "salt").removeprefix("urn:uuid:"))]
    return subject


def _figures(facts: BadgeFacts) -> Iterable[tuple[str, str, str, str]]:
    """Name, type, highest value ("" for none) and value of everything measured."""
    yield "Jam pelajaran (JP)", "ext:LessonHours", "", _figure(facts.hours)
    if facts.mean is not None:
        yield "Rata-rata tingkat", "RubricScore", "4", _figure(facts.mean)
    for name, level in facts.results:
        yield name, "RubricCriterion", "4", _figure(level)


def _identity(name: str, salt: str) -> dict[str, Any]:
    """The name as the standard hashes it. The salt stands beside it: this shows a name to be right, but hides it from nobody who
    can try a list of names, so a badge goes to its holder alone."""
    hashed = hashlib.sha256((name + salt).encode("utf-8")).hexdigest()
    return {
        "type": "IdentityObject", "hashed": True, "identityType": "name", "identityHash": f"sha256${hashed}", "salt": salt,
    }  # fmt: skip


def _figure(value: float) -> str:
    """A number as text, at most two decimals: JSON numbers are written differently by different programs, text is not."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _moment(day: date) -> datetime:
    """The start of a day in WITA."""
    return datetime.combine(day, time(), WITA)


def _urn(facts: BadgeFacts, key: PublicKey, part: str) -> str:
    """The id of one part of a certificate: no address, and always the same for the same number and key."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{key.id}/{facts.number}/{part}").urn


def signed(facts: BadgeFacts, private: PrivateKey) -> dict[str, Any]:
    """The badge with its proof inside (W3C Data Integrity, eddsa-jcs-2022)."""
    document = credential(facts, private.public)
    proof = _proof(document, private.public)
    key = load_pem_private_key(private.pem(), password=None)
    if not isinstance(key, Ed25519PrivateKey):  # cannot be: for the type checker
        raise TypeError("not an Ed25519 key")
    # A list of one: the stricter of the published schemas takes nothing else.
    return document | {"proof": [proof | {"proofValue": _base58btc(key.sign(_hashes(document, proof)))}]}


def verified(document: dict[str, Any], keys: dict[str, PublicKey]) -> bool:
    """Whether one of the known keys issued and signed exactly this document; says nothing about its schema or its date."""
    try:
        (proof,), plain = document["proof"], {name: value for name, value in document.items() if name != "proof"}
        key = _known(document["issuer"]["id"], keys)
        signature = _unbase58btc(proof["proofValue"])
        # Everything in the proof is settled by key and document, so that nothing in it can be another's choice.
        if key is None or proof != _proof(plain, key) | {"proofValue": proof["proofValue"]}:
            return False
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, _hashes(plain, _proof(plain, key)))
    except (InvalidSignature, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return False
    return True


def _proof(document: dict[str, Any], key: PublicKey) -> dict[str, Any]:
    """The proof without its signature. It has no `created`: the moment of writing the file is no fact about the certificate."""
    return {
        "@context": document["@context"],
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "proofPurpose": "assertionMethod",
        "verificationMethod": f"{did(key)}#{_multikey(key)}",
    }


def _hashes(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """What eddsa-jcs-2022 signs: the hash of the proof without its signature, then the hash of the document without its proof."""
    return b"".join(hashlib.sha256(canonical(part).encode("utf-8")).digest() for part in (proof, document))


def canonical(value: object) -> str:
    """RFC 8785 (JCS) for what has no fractions and only ASCII names of members, as our documents do."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def as_jwt(facts: BadgeFacts, private: PrivateKey) -> str:
    """The badge inside a signed token (Open Badges 3.0, "JSON Web Token Proof Format")."""
    document = credential(facts, private.public)
    told = ".".join(
        encoded(canonical(part).encode("utf-8")) for part in (_header(private.public), document | _claims(document))
    )
    return f"{told}.{encoded(private.sign(told))}"


def read_jwt(token: str, keys: dict[str, PublicKey]) -> dict[str, Any] | None:
    """The badge out of a token that one of the known keys signed; None for every other token."""
    try:
        told, _, signature = token.rpartition(".")
        header, payload = (json.loads(decoded(part)) for part in told.split("."))
        key = next((key for key in keys.values() if header == _header(key)), None)
        # Base64 can be written in several ways that mean the same; only ours counts.
        if key is None or encoded(decoded(signature)) != signature or not key.accepts(told, decoded(signature)):
            return None
        document = {name: value for name, value in payload.items() if name not in {"iss", "jti", "nbf", "sub"}}
        return document if payload == document | _claims(document) and payload["iss"] == did(key) else None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None


def _header(key: PublicKey) -> dict[str, Any]:
    """The standard wants `jwk` or `kid` and allows nothing else; `jwk` needs no address to look the key up at."""
    return {"alg": "EdDSA", "typ": "JWT", "jwk": {"kty": "OKP", "crv": "Ed25519", "x": key.text}}


def _claims(document: dict[str, Any]) -> dict[str, Any]:
    """What the token repeats of the badge; a reader has to find both alike."""
    return {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "nbf": int(datetime.fromisoformat(document["validFrom"]).timestamp()),
        "sub": document["credentialSubject"]["id"],
    }


def did(key: PublicKey) -> str:
    """The issuer's name made of the key itself: whoever has it needs to ask nobody."""
    return f"did:key:{_multikey(key)}"


def _known(name: str, keys: dict[str, PublicKey]) -> PublicKey | None:
    """Which of the known keys bears this did:key."""
    return next((key for key in keys.values() if did(key) == name), None)


def _multikey(key: PublicKey) -> str:
    return _base58btc(_ED25519 + key.raw)


def _base58btc(data: bytes) -> str:
    """Bytes as multibase base58btc: a "z", a "1" for every zero byte in front, then the number in base 58."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def _unbase58btc(text: str) -> bytes:
    """The signature in such a text; raises ValueError for anything that is not exactly how we would write one."""
    number = 0
    for letter in text[1 : 2 * _SIGNATURE_SIZE]:
        number = number * 58 + _BASE58.index(letter)
    data = (number % 256**_SIGNATURE_SIZE).to_bytes(_SIGNATURE_SIZE, "big")
    if _base58btc(data) != text:
        raise ValueError("not a signature")
    return data
