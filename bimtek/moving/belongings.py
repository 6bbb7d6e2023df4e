"""What belongs to a class: for each table, which of its rows. Numbers are never changed: entries of the journal name seats, cases and
streams by number, and what they say is hashed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, MetaData, String, Table, cast, literal, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

#: Chains of the whole installation, not of one class: taken over as a whole, or found to be the same.
CERTIFICATES, SETTINGS, ACCOUNTS = "certificates", "settings", "accounts"
SHARED = (CERTIFICATES, SETTINGS, ACCOUNTS)
#: Tables whose rows stand for the installation: they are brought up to date or left alone, not copied.
INSTALLATION = ("certificate_series", "throttle")
#: Rows that a target may hold already, when they are the same: trainers of several classes, keys, corrections; how far the chains
#: of the installation were handed over is the target's own affair.
MAY_BE_THERE = ("account", "published_key", "correction", "xapi_cursor")

Where = ColumnElement[bool]


class Tables:
    """The tables by their names, and columns as `t["case", "id"]`."""

    def __init__(self, metadata: MetaData) -> None:
        self.known = {table.name: table for table in metadata.sorted_tables}

    def __getitem__(self, place: tuple[str, str]) -> Any:
        table, column = place
        return self.known[table].c[column]

    def has(self, table: str, column: str) -> bool:
        """Whether a table has such a column."""
        return column in self.known[table].c


@dataclass(frozen=True, slots=True)
class Belongings:
    """The tables in an order in which rows find what they point at, each with which rows belong to the class."""

    order: list[Table]
    where: dict[str, Where]


#: Rows that hang on a row of another table: table → (its column, the other table, that table's column); in an order in which
#: each finds the rule of the one it hangs on.
_HANGING = {
    "case": ("sandbox_id", "sandbox", "id"),
    "attempt": ("account_id", "seat", "account_id"),
    "draft": ("account_id", "seat", "account_id"),
    "extra_time": ("account_id", "seat", "account_id"),
    "refresher_free_days": ("account_id", "seat", "account_id"),
    "refresher_notice": ("account_id", "seat", "account_id"),
    "refresher_reminder": ("account_id", "seat", "account_id"),
    "refresher_visit": ("account_id", "seat", "account_id"),
    "planned_action": ("account_id", "seat", "account_id"),
    "calibration_mark": ("account_id", "facilitator", "account_id"),
    "certificate_evidence": ("certificate_id", "certificate", "id"),
    "attendance_mark": ("session_id", "class_session", "id"),
    "message_read": ("message_id", "hall_message", "id"),
    "mirror_vote": ("mirror_id", "mirror", "id"),
    "follow_up": ("action_id", "planned_action", "id"),
    "blind_mark": ("case_id", "case", "id"),
    "dispute": ("case_id", "case", "id"),
    "judgement": ("case_id", "case", "id"),
    "mark_override": ("case_id", "case", "id"),
}


#: Chains of a class beside its own: kind → the table whose numbers they bear (the ledger of branches bears its main sandbox's).
_NUMBERED = {"sandbox": "sandbox", "branches": "sandbox", "mirror": "mirror"}


def belongings(connection: Connection, metadata: MetaData, workshop_id: int) -> Belongings:
    """What belongs to a class in the database behind `connection`; raises LookupError for a table or a chain nobody has
    thought of."""
    tables = Tables(metadata)
    where: dict[str, Where] = {}
    for name, table in tables.known.items():
        if name == "workshop":
            where[name] = table.c.id == workshop_id
        elif name in ("published_key", "correction"):
            where[name] = true()
        elif name != "account" and tables.has(name, "workshop_id"):
            where[name] = table.c.workshop_id == workshop_id
    for name, (column, other, key) in _HANGING.items():
        where[name] = tables[name, column].in_(select(tables[other, key]).where(where[other]))
    streams = _streams(tables, where, workshop_id)
    where["journal_entry"] = or_(*(one(tables["journal_entry", "stream"]) for one in streams))
    where["xapi_cursor"] = or_(*(one(tables["xapi_cursor", "stream"]) for one in streams))
    where["account"] = tables["account", "id"].in_(_accounts(connection, tables, where, workshop_id))
    _look_for_forgotten(connection, tables["journal_entry", "stream"])
    if forgotten := set(tables.known) - set(where) - set(INSTALLATION):
        raise LookupError(f"tables without a rule: {', '.join(sorted(forgotten))}")
    return Belongings(list(tables.known.values()), where)


def _streams(tables: Tables, where: dict[str, Where], workshop_id: int) -> list[Any]:
    """Ways to say of a column that it names a stream of the class, or one of the installation."""

    def numbered(kind: str, table: str) -> Any:
        names = select(literal(f"{kind}/").concat(cast(tables[table, "id"], String))).where(where[table])
        return lambda column: column.in_(names)

    return [
        lambda column: column == f"class/{workshop_id}",
        *(numbered(kind, table) for kind, table in _NUMBERED.items()),
        lambda column: column.in_(SHARED),
    ]


def _look_for_forgotten(connection: Connection, stream: Any) -> None:
    known = or_(stream.in_(SHARED), *(stream.startswith(f"{kind}/") for kind in ("class", *_NUMBERED)))
    if forgotten := connection.scalar(select(stream).where(~known).limit(1)):
        raise LookupError(f"a chain without a rule: {forgotten}")


def _accounts(connection: Connection, tables: Tables, where: dict[str, Where], workshop_id: int) -> list[int]:
    """Everybody who sits in the class, leads it, or is named by a row of it."""
    found = set(
        connection.scalars(select(tables["account", "id"]).where(tables["account", "workshop_id"] == workshop_id))
    )
    for name, rule in where.items():
        if name == "journal_entry":
            continue
        for column in tables.known[name].c:
            points = any(key.target_fullname == "account.id" for key in column.foreign_keys)
            if points or column.name in ("issued_by", "revoked_by", "returned_by"):
                found.update(connection.scalars(select(column).where(rule, column.is_not(None)).distinct()))
    acting = select(tables["journal_entry", "actor_id"]).where(
        tables["journal_entry", "scope"] == f"class/{workshop_id}", tables["journal_entry", "actor_id"].is_not(None)
    )
    found.update(connection.scalars(acting.distinct()))
    existing = select(tables["account", "id"]).where(tables["account", "id"].in_(sorted(found)))
    return sorted(connection.scalars(existing))
