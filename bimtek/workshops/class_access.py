"""What every page of one class asks first: a class of this trainer, and the right for what is wanted there. Another's class
is not found; in an own class a right that is missing is said in words. Reading asks for WATCH, writing for STEER at least."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from flask import Flask, abort, current_app, g, request
from flask_babel import gettext as _
from flask_login import current_user

from bimtek.extensions import db
from bimtek.people.domain import Person
from bimtek.web.transaction import SAFE
from bimtek.workshops import services
from bimtek.workshops.domain.rights import Right
from bimtek.workshops.services import Workshop

LARGEST = 2**31 - 1
_WAYS = "class_ways"


def me() -> Person:
    """The acting person."""
    return current_user.person  # type: ignore[no-any-return]


def forbid(why: str) -> NoReturn:
    """Answer 403 with the reason in words."""
    g.why_not = why
    abort(403)


def class_or_404(workshop_id: int, right: Right | None = None, *, archived_too: bool = False) -> Workshop:
    """A class in which this trainer has `right` (unasked: WATCH to read, STEER to write); the frame then shows its clock.
    Aborts with 404 for another's class, with 403 and a reason where the right is missing or the class is archived."""
    writes = request.method not in SAFE
    wanted = right or (Right.STEER if writes else Right.WATCH)
    found = services.workshop_and_right(db.session(), me(), min(workshop_id, LARGEST))
    if found is None:
        abort(404)
    target, own = found
    if own < wanted:
        forbid(_("Di kelas ini Anda tidak memegang hak itu. Minta penanggung jawab kelas memberikannya."))
    if writes and target.archived_at is not None and not archived_too:
        forbid(_("Kelas ini sudah diarsipkan. Keluarkan dahulu dari arsip untuk mengubahnya."))
    g.workshop, g.class_right = target, own
    return target


def may(right: Right) -> bool:
    """Whether the trainer of this page has a right in the class it is about: for buttons that only some may press."""
    return bool(g.get("class_right", 0) >= right)


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a class's page to another page about that class."""

    order: int
    href: str
    word: str
    text: str
    icon: str


def register_way(app: Flask, make: Callable[[Workshop], Way | None]) -> None:
    """Let a room offer a page about a class on the class's own page; None leaves it out."""
    app.extensions.setdefault(_WAYS, []).append(make)


def ways(target: Workshop) -> list[Way]:
    """The ways that rooms offer for a class, in their order."""
    made = (make(target) for make in current_app.extensions.get(_WAYS, ()))
    return sorted((way for way in made if way), key=lambda way: way.order)
