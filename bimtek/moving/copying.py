"""Copy one class into another database of the same schema, in one transaction of the target: look for what is in the way, write,
compare every row, look whether the whole is sound."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Integer, Table, and_, func, insert, select, text, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bimtek.moving.belongings import ACCOUNTS, CERTIFICATES, INSTALLATION, MAY_BE_THERE, SHARED, Belongings

_CHUNK = 1000
#: A class of ten thousand is read some rows at a time.
_FEW = {"yield_per": _CHUNK}
Row = dict[str, Any]


class InTheWay(Exception):  # noqa: N818 -- what the organiser reads is the sentence, not the class
    """The class cannot be copied into this target; says why."""


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos a class's journal names: all, those no longer kept where the class was, those the target has not yet."""

    named: frozenset[str]
    lost: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """What was copied: rows by table, the photos beside them, and what the organiser should know."""

    rows: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    photos: Photos | None = None


def copy_class(source: Connection, target: Session, what: Belongings, workshop_id: int) -> Report:
    """Write everything that belongs to the class into the target and compare it; raises InTheWay. The caller commits."""
    mover = _Mover(source, target.connection(), what, Report())
    if not source.scalar(select(func.count()).where(_column(what, "workshop", "id") == workshop_id)):
        raise InTheWay(f"Kelas {workshop_id} tidak ada di basis data asal.")
    mover.look()
    try:
        for table in what.order:
            if table.name not in INSTALLATION:
                mover.copy(table)
        mover.after()
    except IntegrityError as error:
        raise InTheWay(f"Basis data tujuan menolak satu baris: {error.orig}") from error
    mover.compare()
    return mover.report


def _column(what: Belongings, table: str, name: str) -> Any:
    return next(one for one in what.order if one.name == table).c[name]


@dataclass(slots=True)
class _Mover:
    source: Connection
    target: Connection
    what: Belongings
    report: Report
    #: Entries of the target keep their ids; ours keep theirs unless one of them is taken, then all follow behind.
    behind: int = 0
    #: Shared chains that are not taken over, and how far the target's own reach in those that are.
    left_out: set[str] = field(default_factory=set)
    reach: dict[str, int] = field(default_factory=dict)
    #: Values written only when what they point at is there: (table, column) → key → value.
    later: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        return next(one for one in self.what.order if one.name == name)

    # -- before -----------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Whether anything in the target is in the way; decides how far shared chains are taken over."""
        taken = [name for name in self._own_tables() if self._is_taken(self.table(name))]
        if taken:
            raise InTheWay(
                "Basis data tujuan sudah memakai nomor yang sama di: "
                + ", ".join(taken)
                + ". Nomor tercatat dalam jurnal"
                " dan tidak dapat diganti; pakai basis data yang belum memuat nomor-nomor kelas ini."
            )
        for stream in SHARED:
            self._look_at_shared(stream)
        self._choose_ids()

    def _own_tables(self) -> Iterator[str]:
        return (t.name for t in self.what.order if t.name not in (*INSTALLATION, *MAY_BE_THERE, "journal_entry"))

    def _is_taken(self, table: Table) -> bool:
        keys = list(table.primary_key)
        query = select(*keys).where(self.what.where[table.name]).order_by(*keys)
        for some in self.source.execute(query, execution_options=_FEW).partitions(_CHUNK):
            wanted = [tuple(row) for row in some]
            there = keys[0].in_([row[0] for row in wanted]) if len(keys) == 1 else tuple_(*keys).in_(wanted)
            if self.target.execute(select(keys[0]).where(there).limit(1)).first():
                return True
        return False

    def _look_at_shared(self, stream: str) -> None:
        journal = self.table("journal_entry")
        chain = select(journal.c.number, journal.c.hash).where(journal.c.stream == stream).order_by(journal.c.number)
        ours, theirs = (list(one.execute(chain)) for one in (self.source, self.target))
        common = min(len(ours), len(theirs))
        self.reach[stream] = len(theirs)
        if [tuple(row) for row in ours[:common]] == [tuple(row) for row in theirs[:common]]:
            return
        if stream == ACCOUNTS:  # who made which account is the installation's own story; no class rests on it
            self.left_out.add(stream)
            self.report.remarks.append("Riwayat akun (accounts) tujuan dibiarkan; riwayat akun asal tidak ikut.")
        elif stream == CERTIFICATES and not self._has_certificates():
            self.left_out.add(stream)
        else:
            raise InTheWay(
                f"Rantai bersama {stream} di tujuan bukan awal dari rantai di asal: "
                + ("nomor sertifikat keduanya bertabrakan." if stream == CERTIFICATES else "koreksi keduanya berbeda.")
            )

    def _has_certificates(self) -> bool:
        table = self.table("certificate")
        return (
            self.source.execute(select(table.c.id).where(self.what.where["certificate"]).limit(1)).first() is not None
        )

    def _choose_ids(self) -> None:
        column = self.table("journal_entry").c.id
        low, high = self.source.execute(
            select(func.min(column), func.max(column)).where(self._rule("journal_entry"))
        ).one()
        if low is None:
            return
        if self.target.execute(select(column).where(column.between(low, high)).limit(1)).first():
            self.behind = (self.target.scalar(select(func.max(column))) or 0) + 1 - low
            self.report.remarks.append(
                "Nomor urut baris jurnal dimulai di belakang yang sudah ada; nama, nomor dan sidik tetap."
            )

    def _rule(self, name: str) -> Any:
        rule = self.what.where[name]
        if name != "journal_entry":
            return rule
        columns = self.table(name).c
        skip = [columns.stream.not_in(sorted(self.left_out))] if self.left_out else []
        new = [~and_(columns.stream == stream, columns.number <= n) for stream, n in self.reach.items() if n]
        return and_(rule, *skip, *new)

    # -- writing ----------------------------------------------------------------------------------------------------

    def copy(self, table: Table) -> None:
        """All rows of a table that belong to the class, some at a time, in the order of their keys."""
        keys = list(table.primary_key)
        order = [table.c.branch_of.is_not(None), *keys] if table.name == "sandbox" else keys
        count = 0
        rows = self.source.execute(select(table).where(self._rule(table.name)).order_by(*order), execution_options=_FEW)
        for some in rows.mappings().partitions(_CHUNK):
            made = [self._ready(table, dict(row)) for row in some]
            new = [row for row in made if not self._is_there(table, row)]
            if new:
                self.target.execute(insert(table), new)
            count += len(new)
        self.report.rows[table.name] = count

    def _ready(self, table: Table, row: Row) -> Row:
        if table.name == "journal_entry":
            row["id"] += self.behind
        elif table.name == "sandbox" and row["active_branch"] is not None:
            self.later.setdefault(("sandbox", "active_branch"), {})[row["id"]] = row["active_branch"]
            row["active_branch"] = None
        elif table.name == "workshop" and not self._knows_class(row["copied_from"]):
            self.report.remarks.append(f"Kelas ini disalin dari kelas {row['copied_from']}, yang tidak ada di tujuan.")
            row["copied_from"] = None
        return row

    def _knows_class(self, number: int | None) -> bool:
        column = self.table("workshop").c.id
        return number is None or self.target.scalar(select(column).where(column == number)) is not None

    def _is_there(self, table: Table, row: Row) -> bool:
        if table.name not in MAY_BE_THERE:
            return False
        keys = [column == row[column.name] for column in table.primary_key]
        found = self.target.execute(select(table).where(*keys)).mappings().first()
        if found is None:
            return False
        same = dict(found) == row or row.get("stream") in SHARED
        same = same or (table.name == "published_key" and found["public"] == row["public"])
        if not same:
            who = f"{table.name} {'/'.join(str(row[column.name]) for column in table.primary_key)}"
            raise InTheWay(f"Di tujuan ada {who} yang lain; nomornya tercatat dalam jurnal dan tidak dapat diganti.")
        return True

    def after(self) -> None:
        """What could be written only at the end: branches that were entered, the series of numbers, the counters of the target."""
        for (name, column), values in self.later.items():
            table = self.table(name)
            for key, value in values.items():
                self.target.execute(update(table).where(table.c.id == key).values({column: value}))
        series = self.table("certificate_series")
        last = self.source.scalar(select(series.c.last)) or 0
        if self._has_certificates() and last > (self.target.scalar(select(series.c.last)) or 0):
            self.target.execute(update(series).values(last=last))
        if self.target.dialect.name == "postgresql":
            for table in self.what.order:
                _move_counter(self.target, table)

    # -- afterwards -------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Every row that was sent stands in the target as it stood in the source. What may have been there before was looked at
        row by row; the chains of the installation are compared by their hashes."""
        for table in self.what.order:
            if table.name in INSTALLATION or (table.name in MAY_BE_THERE and table.name != "account"):
                continue
            rule = self.what.where[table.name]
            if table.name == "journal_entry":
                rule = and_(rule, table.c.stream.not_in(SHARED))
            if _digest(self.source, table, rule) != _digest(self.target, table, rule):
                raise InTheWay(f"Sesudah disalin, isi tabel {table.name} di tujuan tidak sama dengan asal.")


#: Columns that may differ between two databases and are no part of what a row says.
_OWN = {"journal_entry": {"id"}, "workshop": {"copied_from"}}


def _digest(connection: Connection, table: Table, rule: Any) -> tuple[int, int]:
    """How many rows, and a sum over what they say; the order in which a database hands them over does not matter."""
    count = total = 0
    own = _OWN.get(table.name, set())
    for row in connection.execute(select(table).where(rule), execution_options=_FEW).mappings():
        told = repr(sorted((name, value) for name, value in row.items() if name not in own))
        total += int.from_bytes(hashlib.sha256(told.encode("utf-8")).digest())
        count += 1
    return count, total


_BEHIND = text("select setval(cast(:s as regclass), greatest(nextval(cast(:s as regclass)), :n))")


def _move_counter(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows behind those that came with their numbers."""
    keys: Sequence[Any] = list(table.primary_key)
    if len(keys) != 1 or not isinstance(keys[0].type, Integer) or keys[0].foreign_keys:
        return
    name = connection.scalar(text("select pg_get_serial_sequence(:t, :c)"), {"t": f'"{table.name}"', "c": keys[0].name})
    last = connection.scalar(select(func.max(keys[0])))
    if name and last:
        connection.execute(_BEHIND, {"s": name, "n": last})
