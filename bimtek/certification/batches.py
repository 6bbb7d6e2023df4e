"""All certificates of a class as files: made one after the other beside the requests, watched by counting the files. Nothing
rests on it: a batch that stopped half-way goes on where it stopped, in whatever process."""

from __future__ import annotations

import hashlib
import shutil
import threading
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app, has_app_context
from sqlalchemy.orm import Session

from bimtek.certification import paper
from bimtek.certification.models import Certificate
from bimtek.extensions import db
from bimtek.journal.domain import Entry
from bimtek.workshops import erasing

ALL, ARCHIVE, TOTAL = "semua.pdf", "sertifikat.zip", "jumlah"
#: A batch in which nothing happened for so many seconds has stopped.
STILL = 20.0
#: So many batches of a class are kept; older ones give way.
KEPT = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """How far a batch is: its folder, files made, of how many, whether it is done, whether it stands still."""

    folder: Path
    made: int
    total: int
    done: bool
    stopped: bool


def key_of(rows: Sequence[Certificate]) -> str:
    """The name of the batch of exactly these certificates: the same ones are not made twice."""
    told = "\n".join(f"{row.id}:{row.signature}:{row.name}" for row in rows)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]


def standing(folder: Path) -> Batch | None:
    """How far the batch in a folder is; None where none was begun."""
    mark = folder / TOTAL
    if not mark.is_file():
        return None
    total, made = int(mark.read_text("ascii")), len(list(folder.glob("*.pdf")))
    done = (folder / ARCHIVE).is_file()
    newest = max((_touched(path) for path in folder.iterdir()), default=0.0)
    return Batch(folder, min(made, total), total, done, not done and time.time() - newest > STILL)


def _touched(path: Path) -> float:
    """When a file was changed last; 0 for one that was finished and renamed while somebody looked."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def begin(app: Flask, folder: Path, ids: Sequence[int], address: str) -> None:
    """Make the files of these certificates in a thread of their own; a batch that is being made is left alone."""
    found = standing(folder)
    if found is not None and not found.stopped:
        return
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / TOTAL, str(len(ids) + 1).encode("ascii"))  # the last one is the file of all
    _make_room(folder)
    threading.Thread(target=_make, args=(app, folder, list(ids), address), daemon=True).start()


def root_of(app: Flask, workshop_id: int) -> Path:
    """Where the files of a class lie."""
    return Path(app.extensions["settings"].instance_dir) / "certificates" / str(workshop_id)


def on_entry(_session: Session, entry: Entry) -> None:
    """Listener: somebody's personal data were removed, so the files that name them go; they are made again when asked for."""
    if entry.kind == erasing.ERASED and has_app_context():
        shutil.rmtree(root_of(current_app, int(entry.stream.removeprefix("class/"))), ignore_errors=True)


def _make_room(folder: Path) -> None:
    others = sorted((p for p in folder.parent.iterdir() if p != folder), key=lambda p: p.stat().st_mtime)
    for old in others[: max(0, len(others) - KEPT + 1)]:
        shutil.rmtree(old, ignore_errors=True)


def _make(app: Flask, folder: Path, ids: Sequence[int], address: str) -> None:
    with app.test_request_context(base_url=None):  # words are looked up as in a request, in Indonesian
        prepared, first = [], None
        for number in ids:
            row = db.session.get(Certificate, number)
            if row is None:
                continue
            first = first or row
            prepared.append(paper.prepared(db.session(), row, address))
            target = folder / f"{row.number}.pdf"
            if not target.exists():
                _write(target, paper.pdf_of(prepared[-1:], row))
        if first is not None:
            _write(folder / ALL, paper.pdf_of(prepared, first))
            _archive(folder)
        db.session.remove()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: a file that is there is finished."""
    beside = path.with_suffix(".part")
    beside.write_bytes(data)
    beside.replace(path)


def _archive(folder: Path) -> None:
    beside = folder / "sertifikat.part"
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as out:  # PDFs are compressed already
        for path in sorted(folder.glob("*.pdf")):
            if path.name != ALL:
                out.write(path, path.name)
    beside.replace(folder / ARCHIVE)
