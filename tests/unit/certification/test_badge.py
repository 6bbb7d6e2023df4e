"""The badge against the published Open Badges 3.0 schemas and the W3C's own test vector; its proof, its token, its privacy."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft201909Validator, FormatChecker

from bimtek.certification.domain import badge
from bimtek.certification.domain.badge import BadgeFacts, as_jwt, canonical, credential, did, read_jwt, signed, verified
from bimtek.certification.domain.keys import PublicKey, private_key
from bimtek.certification.domain.statement import decoded, encoded

HERE = Path(__file__).parent / "schemas"
SCHEMAS = ("ob_v3p0_achievementcredential_schema.json", "ob_v3p0_achievementcredential_schema_jsonld.json")
PRIVATE, OTHER = private_key(bytes(range(32))), private_key(bytes(32))
KEYS = {key.id: key for key in (OTHER.public, PRIVATE.public)}
NAME, NIP = "Andi Nurhaliza Daeng Ngai", "198703142011012003"
PASSED = BadgeFacts(
    number="SERT/2026/0042", kind="kelulusan", title="Bimtek SP4N-LAPOR! – “Tingkat Dasar”", issuer_name="Diskominfo Sulsel",
    issuer_url="https://bimtek.example.go.id/", hours=16.5, mean=3.25, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 4),
    issued_on=date(2026, 3, 5), holder_name=NAME, holder_id="urn:uuid:7d1c3f9e-6d0a-4c39-9a52-1f2f5a3e9b10",
    criteria_text="Rata-rata tingkat paling sedikit 2,5 dan semua modul selesai.",
    results=[("Ketepatan disposisi", 3.0), ("Bahasa jawaban", 3.5)], evidence_root="kq2yQ1cVhJf0mHc3JX6mYg",
    evidence=[("Modul 3", "Menjawab 12 aduan dalam simulasi"), ("Ujian", "Skor 84 dari 100")],
)  # fmt: skip
ATTENDED = replace(PASSED, kind="keikutsertaan", mean=None, results=[], number="SERT/2026/0043")
VARIANTS = [
    replace(
        facts,
        holder_name=NAME if named else None,
        mean=3.25 if mean else None,
        evidence=PASSED.evidence if proven else [],
        evidence_root=PASSED.evidence_root if proven else "",
        issuer_url=PASSED.issuer_url if public else "",
    )
    for facts in (PASSED, ATTENDED)
    for named in (True, False)
    for mean in (True, False)
    for proven in (True, False)
    for public in (True, False)
]


@pytest.fixture(scope="module", params=SCHEMAS)
def schema(request: pytest.FixtureRequest) -> Draft201909Validator:
    """Each published schema, checked with the draft that it names itself."""
    text = json.loads((HERE / request.param).read_text("utf-8"))
    assert text["$schema"] == "https://json-schema.org/draft/2019-09/schema#"
    return Draft201909Validator(text, format_checker=FormatChecker())


def told(document: object) -> str:
    """A document as it leaves the house."""
    return json.dumps(document, ensure_ascii=False)


def changed(value: Any) -> Iterator[Any]:
    """The value again and again, each time with one letter of one string or of one member's name changed."""
    if isinstance(value, str):
        for place in {0, len(value) // 2, len(value) - 1} if value else ():
            yield value[:place] + ("B" if value[place] == "A" else "A") + value[place + 1 :]
    elif isinstance(value, dict):
        for name, part in value.items():
            yield {(next(changed(key)) if key == name else key): kept for key, kept in value.items()}
            yield from (value | {name: other} for other in changed(part))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in changed(part))


@pytest.mark.parametrize("facts", VARIANTS)
def test_every_badge_keeps_to_the_published_schema(facts: BadgeFacts, schema: Draft201909Validator) -> None:
    for document in (credential(facts, PRIVATE.public), signed(facts, PRIVATE)):
        assert [error.message for error in schema.iter_errors(document)] == []


@pytest.mark.parametrize("broken", ["validFrom", "issuer", "credentialSubject", "type", "@context"])
def test_the_schema_would_refuse_a_badge_without(broken: str, schema: Draft201909Validator) -> None:
    document = credential(PASSED, PRIVATE.public)
    del document[broken]
    assert not schema.is_valid(document)


def test_the_schema_knows_the_kinds_and_results_we_name(schema: Draft201909Validator) -> None:
    for facts, kind in ((PASSED, "Certificate"), (ATTENDED, "CertificateOfCompletion")):
        document = credential(facts, PRIVATE.public)
        achievement = document["credentialSubject"]["achievement"]
        assert achievement["achievementType"] == kind
        achievement["achievementType"] = "Attendance"
        assert not schema.is_valid(document)
    document = credential(PASSED, PRIVATE.public)
    document["credentialSubject"]["achievement"]["resultDescription"][1]["resultType"] = "Level"
    assert not schema.is_valid(document)


def test_the_badge_says_what_the_certificate_says() -> None:
    document = credential(PASSED, PRIVATE.public)
    subject = document["credentialSubject"]
    described = {row["id"]: row for row in subject["achievement"]["resultDescription"]}
    figures = {described[row["resultDescription"]]["name"]: row["value"] for row in subject["result"]}
    assert figures == {
        "Jam pelajaran (JP)": "16.5",
        "Rata-rata tingkat": "3.25",
        "Ketepatan disposisi": "3",
        "Bahasa jawaban": "3.5",
    }
    assert {row.get("valueMax") for row in described.values()} == {None, "4"}
    assert document["@context"] == list(badge.CONTEXT)
    assert datetime.fromisoformat(document["validFrom"]).isoformat() == "2026-03-05T00:00:00+08:00"
    assert (subject["licenseNumber"], subject["achievement"]["name"]) == (PASSED.number, PASSED.title)
    assert document["evidence"][0] == {
        "type": ["Evidence"],
        "name": "Modul 3",
        "narrative": "Menjawab 12 aduan dalam simulasi",
    }
    assert PASSED.evidence_root in subject["narrative"]


def test_ids_are_no_addresses_and_do_not_repeat() -> None:
    def ids(value: Any) -> Iterator[str]:
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from ids(part)
        if isinstance(value, dict) and "id" in value:
            yield value["id"]

    found = {facts.number: set(ids(credential(facts, PRIVATE.public))) for facts in (PASSED, ATTENDED)}
    assert all(
        name.startswith(("urn:uuid:", "did:key:z6Mk")) or name == badge.SCHEMA
        for names in found.values()
        for name in names
    )
    assert found[PASSED.number] & found[ATTENDED.number] == {did(PRIVATE.public), PASSED.holder_id, badge.SCHEMA}
    assert "url" not in credential(replace(PASSED, issuer_url=""), PRIVATE.public)["issuer"]
    assert credential(PASSED, PRIVATE.public)["issuer"]["url"] == PASSED.issuer_url


def test_nobody_is_named() -> None:
    for text in (told(signed(PASSED, PRIVATE)), decoded(as_jwt(PASSED, PRIVATE).split(".")[1]).decode()):
        assert not [word for word in (*NAME.split(), NIP) if word in text]
    assert "identifier" not in credential(replace(PASSED, holder_name=None), PRIVATE.public)["credentialSubject"]


def test_whoever_has_the_name_can_check_it_as_the_standard_says() -> None:
    (row,) = credential(PASSED, PRIVATE.public)["credentialSubject"]["identifier"]
    assert row["identityHash"] == "sha256$" + hashlib.sha256((NAME + row["salt"]).encode()).hexdigest()
    example = badge._identity("a@example.com", "Kosher")["identityHash"]  # the standard's own example
    assert example == "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"


def test_a_revoked_certificate_gets_no_badge() -> None:
    for write in (signed, as_jwt):
        with pytest.raises(ValueError, match="revoked"):
            write(replace(PASSED, revoked=True), PRIVATE)


@pytest.mark.parametrize("facts", VARIANTS)
def test_the_same_facts_give_the_same_bytes_and_no_fractions(facts: BadgeFacts) -> None:
    again = copy.deepcopy(facts)
    assert told(signed(facts, PRIVATE)) == told(signed(again, PRIVATE))
    assert as_jwt(facts, PRIVATE) == as_jwt(again, PRIVATE)
    json.loads(told(signed(facts, PRIVATE)), parse_float=pytest.fail)


@pytest.mark.parametrize("facts", VARIANTS)
def test_the_proof_verifies_after_a_journey(facts: BadgeFacts) -> None:
    assert verified(json.loads(json.dumps(signed(facts, PRIVATE), indent=2, sort_keys=True)), KEYS)


def test_one_changed_letter_anywhere_breaks_the_proof() -> None:
    others = list(changed(signed(PASSED, PRIVATE)))
    assert len(others) > 200
    assert [other for other in others if verified(other, KEYS)] == []


def test_only_a_known_issuer_verifies() -> None:
    document = signed(PASSED, PRIVATE)
    assert not verified(document, {OTHER.public.id: OTHER.public})
    assert not verified(document | {"proof": signed(PASSED, OTHER)["proof"]}, KEYS)
    assert not verified(document | {"hashed": True}, KEYS)
    assert not verified(document | {"proof": [*document["proof"], *signed(PASSED, OTHER)["proof"]]}, KEYS)


@pytest.mark.parametrize(
    "junk",
    [{}, [], None, {"proof": []}, {"proof": [{}], "issuer": "x"}, {"issuer": {"id": 1}, "proof": [{"proofValue": 2}]}],
)
def test_junk_does_not_verify(junk: Any) -> None:
    assert not verified(junk, KEYS)


@pytest.mark.parametrize("value", ["", "z", "z1", "0", 7, None, ["z"], "z" * 90, "z" + "1" * 64, "\ud800"])
def test_a_proof_value_that_is_none_does_not_verify(value: Any) -> None:
    document = signed(PASSED, PRIVATE)
    document["proof"][0]["proofValue"] = value
    assert not verified(document, KEYS)


def test_the_cryptosuite_is_the_w3cs() -> None:
    document = json.loads((HERE / "eddsa-jcs-2022_signedJCS.json").read_text("utf-8"))
    proof = document.pop("proof")
    signature = badge._unbase58btc(proof.pop("proofValue"))
    name = proof["verificationMethod"].partition("#")[2]
    number = 0
    for letter in name[1:]:
        number = number * 58 + badge._BASE58.index(letter)
    key = PublicKey(number.to_bytes(34, "big")[2:])
    assert proof["verificationMethod"] == f"{did(key)}#{name}"
    assert proof.keys() - badge._proof(document, key).keys() == {"created"}
    Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, badge._hashes(document, proof))


def test_texts_are_written_as_rfc_8785_shows() -> None:
    assert (
        canonical({"b": '€$\x0f\nA\'B"\\\\"/', "a": "\x7f\u2028ö"})
        == '{"a":"\x7f\u2028ö","b":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


@given(st.binary(min_size=64, max_size=64))
def test_base58_reads_what_it_writes(data: bytes) -> None:
    assert badge._unbase58btc(badge._base58btc(data)) == data


@given(st.text(), st.text(), st.floats(0, 4), st.floats(0, 1000))
def test_any_facts_make_a_badge_that_verifies(title: str, name: str, level: float, hours: float) -> None:
    facts = replace(PASSED, title=title, holder_name=name, results=[(title, level)], mean=level, hours=hours)
    assert verified(json.loads(json.dumps(signed(facts, PRIVATE))), KEYS)
    assert read_jwt(as_jwt(facts, PRIVATE), KEYS) == credential(facts, PRIVATE.public)


@pytest.mark.parametrize("facts", VARIANTS)
def test_the_token_reads_back(facts: BadgeFacts, schema: Draft201909Validator) -> None:
    token, document = as_jwt(facts, PRIVATE), credential(facts, PRIVATE.public)
    header, payload = (json.loads(decoded(part)) for part in token.split(".")[:2])
    assert header == {"alg": "EdDSA", "typ": "JWT", "jwk": {"kty": "OKP", "crv": "Ed25519", "x": PRIVATE.public.text}}
    assert payload == document | {
        "iss": did(PRIVATE.public),
        "jti": document["id"],
        "nbf": 1772640000,
        "sub": facts.holder_id,
    }
    assert schema.is_valid(payload)
    assert read_jwt(token, KEYS) == document


def test_a_changed_token_does_not_read() -> None:
    token = as_jwt(PASSED, PRIVATE)
    for place, letter in enumerate(token):
        other = token[:place] + ("B" if letter == "A" else "A") + token[place + 1 :]
        assert read_jwt(other, KEYS) is None
    assert read_jwt(token, {OTHER.public.id: OTHER.public}) is None


@pytest.mark.parametrize(
    "wrong",
    [{"iss": did(OTHER.public)}, {"nbf": 1}, {"sub": "urn:x"}, {"jti": "urn:x"}, {"issuer": {"id": "did:key:z6Mk"}}],
)
def test_a_token_that_contradicts_its_badge_does_not_read(wrong: dict[str, Any]) -> None:
    document = credential(PASSED, PRIVATE.public)
    parts = (badge._header(PRIVATE.public), document | badge._claims(document) | wrong)
    told = ".".join(encoded(canonical(part).encode()) for part in parts)
    assert read_jwt(f"{told}.{encoded(PRIVATE.sign(told))}", KEYS) is None


@pytest.mark.parametrize("junk", ["", ".", "..", "a.b.c", "e30.e30.", "W10.W10.W10", "ä.ö.ü", "\ud800"])
def test_junk_does_not_read(junk: str) -> None:
    assert read_jwt(junk, KEYS) is None
