"""What the marking pages ask before anything else: who marks, which class, which piece; another's is not found."""

from __future__ import annotations

from flask import Blueprint, abort, g, request

from bimtek.extensions import db
from bimtek.modules import review_services
from bimtek.modules.review_services import Piece
from bimtek.web.security import whole
from bimtek.web.transaction import SAFE
from bimtek.workshops import services as workshops
from bimtek.workshops.class_access import me
from bimtek.workshops.domain.rights import Right

__all__ = ["bp", "chosen_class", "me", "piece_or_404"]

#: All pages of marking, disputes and calibration hang on one blueprint, so that the frame shows them as one place.
bp = Blueprint("reviews", __name__)


def chosen_class() -> tuple[workshops.Workshop | None, list[workshops.Workshop]]:
    """The class asked for by ?kelas=, or the newest, and all of this trainer; another trainer's is not found. The frame
    shows its clock."""
    own = workshops.workshops_of(db.session(), me())
    wish = request.args.get("kelas", type=whole)
    target = next((row for row in own if wish is None or row.id == wish), None)
    if target is None and wish is not None:
        abort(404)
    if target is not None:
        g.workshop = target
    return target, own


def piece_or_404(case_id: int) -> Piece:
    """A judged case of a class of this trainer; to write there the trainer must steer the class."""
    right = Right.WATCH if request.method in SAFE else Right.STEER
    piece = review_services.piece_for(db.session(), me(), case_id, right)
    if piece is None:
        abort(404)
    g.workshop = piece.workshop
    return piece
