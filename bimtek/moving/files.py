"""What of a class lies beside the database: the photos that its journal names by their hash. Papers of certificates are not taken
along: they are made anew from the rows and their signatures."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from bimtek.moving.copying import InTheWay, Photos
from bimtek.sandbox import baruga_page, pictures


def photos_of(source: Connection, workshop_id: int, folder: Path, into: Path | None) -> Photos:
    """Look only; `into` is the target's instance folder, None when both use the same one."""
    with Session(source) as session:
        named = frozenset(baruga_page.pictures_of_class(session, workshop_id))
    lost = pictures.missing(folder, named)
    absent = pictures.missing(into, named - set(lost)) if into else []
    return Photos(named, tuple(lost), tuple(absent))


def bring(photos: Photos, folder: Path, into: Path) -> None:
    """Copy what is absent and look whether all of it is what the journal names; raises InTheWay. Done before the rows are kept: a
    photo nobody names harms nobody, a row whose photo is missing does."""
    try:
        pictures.copy(folder, into, photos.absent)
    except OSError as error:
        raise InTheWay(f"Foto tidak dapat disalin: {error.strerror or error}.") from error
    kept = photos.named - set(photos.lost)
    if wrong := [*pictures.missing(into, kept), *pictures.altered(into, kept)]:
        raise InTheWay(f"Sesudah disalin, {len(wrong)} foto bukan yang dicatat jurnal, misalnya {wrong[0]}.")
