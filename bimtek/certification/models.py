"""Certificates as they were issued, the evidence they rest on, what was sent back, who signs a class's paper, the public
keys, how far statements were sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bimtek.certification.domain.statement import KINDS
from bimtek.extensions import Model

_KINDS = ", ".join(f"'{kind}'" for kind in KINDS)


class Certificate(Model):
    """One certificate. It outlives the account: `account_id` and `workshop_id` are numbers, no keys. `signed` is the exact text
    the signature is over; holder and salt stand beside it and can be erased without touching it. `entry` is the number of its
    entry in the chain of certificates."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("serial"),
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint(f"kind in ({_KINDS})", name="kind_known"),
        CheckConstraint("(revoked_at is null) = (revoked_by is null)", name="revoked_whole"),
        Index("ix_certificate_workshop_id", "workshop_id"),
        Index("ix_certificate_account_id", "account_id"),
        Index(
            "uq_certificate_standing", "account_id", "workshop_id", "kind", unique=True,
            sqlite_where=text("revoked_at is null"), postgresql_where=text("revoked_at is null"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[int]
    number: Mapped[str]
    kind: Mapped[str]
    account_id: Mapped[int]
    workshop_id: Mapped[int]
    name: Mapped[str | None]
    nip: Mapped[str | None]
    post: Mapped[str | None]
    salt: Mapped[str | None]
    title: Mapped[str]
    place: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours: Mapped[float]
    mean: Mapped[float | None]
    issued_on: Mapped[date]
    materials: Mapped[list[Any]] = mapped_column(JSON)
    signer: Mapped[dict[str, str]] = mapped_column(JSON)
    signed: Mapped[str]
    signature: Mapped[str]
    entry: Mapped[int]
    issued_at: Mapped[datetime]
    issued_by: Mapped[int]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None]
    revoke_reason: Mapped[str] = mapped_column(default="")
    erased_at: Mapped[datetime | None]


class CertificateEvidence(Model):
    """One row of what a certificate rests on, as it stood at sign-off (domain.evidence). `stream`, `entry` and `entry_hash`
    name the journal entry behind it, where one stands behind it."""

    __tablename__ = "certificate_evidence"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    label: Mapped[str]
    value: Mapped[str]
    source: Mapped[str]
    stream: Mapped[str]
    entry: Mapped[int]
    entry_hash: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)


class CertificateSeries(Model):
    """The last serial given out; one row, changed in the transaction that signs, so that no number is left out or given twice."""

    __tablename__ = "certificate_series"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class CertificateReturn(Model):
    """What a trainer sent back instead of signing: why, and up to which entry of the person's journal. Newer work, or a
    trainer's word (`lifted_at`), brings it into the queue again."""

    __tablename__ = "certificate_return"
    __table_args__ = (Index("ix_certificate_return_workshop_id_account_id", "workshop_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int]
    account_id: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str]
    entry: Mapped[int]
    returned_at: Mapped[datetime]
    returned_by: Mapped[int]
    lifted_at: Mapped[datetime | None]


class CertificateSigner(Model):
    """Who signs the paper of a class: name and post as they are to be printed."""

    __tablename__ = "certificate_signer"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    name: Mapped[str]
    post: Mapped[str]


class PublishedKey(Model):
    """A public key that certificates were signed with. The private one never comes here."""

    __tablename__ = "published_key"

    id: Mapped[str] = mapped_column(primary_key=True)
    public: Mapped[str]
    since: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class XapiCursor(Model):
    """Up to which entry of a stream everything was sent to a learning record store and accepted; no row: nothing yet. It only
    ever grows."""

    __tablename__ = "xapi_cursor"

    stream: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    sent_at: Mapped[datetime]
