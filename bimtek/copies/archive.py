"""Copies of an installation: made while it runs, checked before they count, brought back on another machine. One file holds the
database, pictures and the installation's key; the certificate key stays out unless asked for (docs/operating.md)."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from bimtek.certification import keystore
from bimtek.config import Settings
from bimtek.journal import services as journal
from bimtek.sandbox.pictures import FOLDER as PICTURES

DATABASE, MANIFEST, KEYS = "bimtek.sqlite", "manifest.json", "certificate-keys"
FILES, FOLDERS = ("secret-key", "demo-password"), (PICTURES,)
SUFFIX = ".bimtek"
#: What a copy is called until it is whole: its database, and the file around it.
PARTS = (".db-part", ".part")
#: More than this no archive unpacks to: a hall of 118 is some 50 MB, its pictures a few hundred.
MOST_BYTES = 20 * 1024**3
MOST_PARTS = 200_000
_BLOCK = 1 << 20


class CopyError(Exception):
    """A copy that cannot be made or brought back, in words for who keeps the laptop."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished copy: where, how large, with how many people and entries."""

    path: Path
    size: int
    people: int
    entries: int


def database_of(settings: Settings) -> Path:
    """The SQLite file of an installation; raises CopyError where the database is another's to copy."""
    prefix = "sqlite:///"
    if not settings.database_url.startswith(prefix):
        raise CopyError("Basis data ini bukan SQLite. Salin dengan alatnya sendiri: pg_dump.")
    return Path(settings.database_url.removeprefix(prefix))


def name_of(wall: datetime) -> str:
    """The name of a copy made at an instant (naive UTC): sorted by name is sorted by time."""
    return f"bimtek-{wall:%Y%m%d-%H%M%S}{SUFFIX}"


def make(settings: Settings, target: Path, wall: datetime, *, with_keys: bool = False) -> Made:
    """Copy a running installation into the file `target`, whole or not at all. The copy is opened and checked before it takes
    its name; raises CopyError when the source is not sound or there is no room."""
    source = database_of(settings)
    if not source.exists():
        raise CopyError(f"Basis data belum ada: {source.name}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    database, beside = (target.with_suffix(part) for part in PARTS)
    try:
        _copy_database(source, database)
        counts = _checked(database)
        _pack(settings, database, beside, counts | {"made_at": wall.isoformat() + "Z"}, with_keys=with_keys)
        beside.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise CopyError(f"Salinan tidak dapat ditulis: {error.strerror or error}.") from error
    finally:
        database.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)
    return Made(target, target.stat().st_size, counts["people"], counts["entries"])


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own online copy, in one step: in WAL mode that reads one instant while others write; in portions it would begin
    anew after every write of another connection."""
    target.unlink(missing_ok=True)
    there, here = sqlite3.connect(f"file:{source.as_posix()}?mode=ro", uri=True), sqlite3.connect(target)
    with closing(there), closing(here):
        there.backup(here)
        here.execute("pragma journal_mode=delete")


def _checked(database: Path) -> dict[str, Any]:
    """The figures of a copied database that is sound; raises CopyError naming what is not."""
    with closing(sqlite3.connect(database)) as book:
        found = book.execute("pragma integrity_check").fetchone()[0]
        if found != "ok":
            raise CopyError(f"Basis data tidak utuh: {found}.")
        if book.execute("pragma foreign_key_check").fetchone():
            raise CopyError("Basis data tidak utuh: ada baris yang menunjuk ke baris yang tidak ada.")
        revision = book.execute("select version_num from alembic_version").fetchone()[0]
        people = book.execute("select count(*) from account where role = 'trainee'").fetchone()[0]
        entries = book.execute("select count(*) from journal_entry").fetchone()[0]
    engine = create_engine(f"sqlite:///{database.as_posix()}")
    try:
        with Session(engine) as session:
            faults = journal.check_chains(session)
    finally:
        engine.dispose()
    if faults:
        raise CopyError(f"Rantai jurnal putus: {faults[0].stream} catatan {faults[0].number}, {faults[0].why}.")
    return {"revision": revision, "people": people, "entries": entries}


def _parts(settings: Settings, database: Path, *, with_keys: bool) -> Iterator[tuple[str, Path]]:
    yield DATABASE, database
    single = [settings.instance_dir / name for name in FILES]
    within = [path for folder in FOLDERS for path in sorted((settings.instance_dir / folder).rglob("*"))]
    for path in single + within:
        if path.is_file():
            yield path.relative_to(settings.instance_dir).as_posix(), path
    key = keystore.folder_of(settings) / keystore.CURRENT
    if with_keys and key.is_file():
        yield f"{KEYS}/{keystore.CURRENT}", key


def _pack(settings: Settings, database: Path, target: Path, told: Mapping[str, Any], *, with_keys: bool) -> None:
    parts: dict[str, str] = {}
    with target.open("wb") as file:
        os.chmod(target, 0o600)  # noqa: PTH101 -- it holds everybody's names and the key of the sessions
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, path in _parts(settings, database, with_keys=with_keys):
                archive.write(path, name)
                parts[name] = _hash_of(path)
            archive.writestr(MANIFEST, json.dumps({"bimtek": 1, **told, "parts": parts}, indent=1, sort_keys=True))
        file.flush()
        os.fsync(file.fileno())


def _hash_of(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def _sync_folder(folder: Path) -> None:
    """So that the name outlives a power cut too; Windows does not know it for folders."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def restore(copy: Path, into: Path, wall: datetime, *, force: bool = False) -> dict[str, Any]:
    """Bring a copy back into an instance folder; the manifest. Everything is unpacked and checked beside it first; what was there
    is set aside, never deleted. Raises CopyError for a file that is no copy, a damaged one, and a folder in use without `force`."""
    if (into / DATABASE).exists() and not force:
        raise CopyError(f"{into} sudah berisi basis data. Pakai --force: yang lama disisihkan, tidak dihapus.")
    into.parent.mkdir(parents=True, exist_ok=True)
    beside = into.with_name(f"{into.name}.restore")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        told = _unpack(copy, beside)
        _checked(beside / DATABASE)
        if into.exists():
            _set_aside(into, beside, wall)
        beside.replace(into)
    except OSError as error:
        raise CopyError(f"Salinan tidak dapat dipulihkan: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return told


def _set_aside(into: Path, beside: Path, wall: datetime) -> None:
    """Make room without deleting; a signing key that the copy does not bring stays in use."""
    if not (beside / KEYS).exists() and (into / KEYS).exists():
        shutil.copytree(into / KEYS, beside / KEYS)
    if (into / DATABASE).exists():
        into.replace(into.with_name(f"{into.name}.lama-{wall:%Y%m%d-%H%M%S}"))
    else:
        shutil.rmtree(into)


def _unpack(copy: Path, beside: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(copy) as archive:
            told: dict[str, Any] = json.loads(archive.read(MANIFEST))
            parts = told["parts"]
            _bounded(archive, parts)
            for name, digest in parts.items():
                path = beside.joinpath(*PurePosixPath(name).parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as source, path.open("wb") as target:
                    shutil.copyfileobj(source, target, _BLOCK)
                path.chmod(0o600)
                if _hash_of(path) != digest:
                    raise CopyError(f"Salinan rusak: {name} bukan yang disimpan.")
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, AttributeError, TypeError) as error:
        raise CopyError("Berkas ini bukan salinan Bimtek, atau rusak.") from error
    if DATABASE not in parts:
        raise CopyError("Berkas ini bukan salinan Bimtek: basis datanya tidak ada.")
    return told


def _bounded(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> None:
    """Names stay inside the folder, sizes within reason; raises CopyError."""
    known = {info.filename: info.file_size for info in archive.infolist()}
    if len(parts) > MOST_PARTS or sum(known.get(name, 0) for name in parts) > MOST_BYTES:
        raise CopyError("Salinan ini terlalu besar untuk sebuah salinan Bimtek.")
    for name in parts:
        path = PurePosixPath(name)
        allowed = name in (DATABASE, *FILES) or (path.parts or ("",))[0] in (*FOLDERS, KEYS)
        if name not in known or not allowed or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise CopyError(f"Salinan ini memuat nama yang tidak dikenal: {name[:60]}.")
