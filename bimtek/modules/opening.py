"""Which parts a trainee may begin now, as pages ask it, and which parts a trainer can hold back."""

from __future__ import annotations

from flask import Flask, g

from bimtek.extensions import db
from bimtek.modules import queries
from bimtek.workshops import gates, steering_views
from bimtek.workshops.services import Workshop


def held_back(unit: str, exercise: str) -> bool:
    """Template function: whether the class's trainer has not opened this part yet; asked of the database once a page."""
    if "desk" not in g or g.desk.sandbox.clock_sim is not None:
        return False
    if "closed_steps" not in g:
        g.closed_steps = gates.closed(db.session(), g.desk.sandbox.workshop_id)
    return gates.is_closed(g.closed_steps, unit, exercise)


def step_choices(target: Workshop) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The units taught in a class and their parts, in the order of the path; what counts by itself at the desk has no start to
    hold back."""
    taught = [module for module in queries.units_taught() if not target.units or module.code in target.units]
    return [
        (module.code, module.title, [(part.code, part.heading) for part in module.exercises if not part.is_counted_at_desk])
        for module in taught
    ]  # fmt: skip


def init_app(app: Flask) -> None:
    """Tell pages what is held back, and the hall's controls what can be."""
    app.jinja_env.globals["held_back"] = held_back
    steering_views.offer_steps(app, step_choices)
