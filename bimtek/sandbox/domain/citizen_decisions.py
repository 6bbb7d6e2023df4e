"""What an applicant does when a request was decided."""

from __future__ import annotations

from bimtek.sandbox.domain.citizen_mind import Mind, Temper, draw, moved, pick, rating_of
from bimtek.sandbox.domain.citizen_replies import DecisionWorth, Reaction
from bimtek.sandbox.domain.lifecycle import Action


def after_decision(
    mind: Mind, worth: DecisionWorth, seed: str, temper: Temper, *, on_objection: bool = False
) -> tuple[Mind, Reaction | None]:
    """What an applicant does about a decision: accept, object on the ground the law gives for it, or, after the answer to an
    objection, go to the Komisi Informasi; None is silence until the window has passed."""
    rules, change = temper.decision, temper.change
    least, spread = temper.hours["decision"]
    hours = float(least + draw(seed, "decision-delay", spread))
    trust = rules["right"] if worth.right else rules["wrong"]
    trust += (change["late"] if worth.late else 0) + rules["reasons" if worth.reasons_given else "no_reasons"]
    mind = moved(mind, trust, 0 if worth.right else change["patience_per_round"])
    ground = _ground(worth)
    if ground is None:
        if draw(seed, "decision-silent", 10) < temper.silence["of_ten"]:
            return mind, None
        return mind, Reaction(
            Action.SETTLE, hours, pick(temper.said["accepts"], seed, "accepts"), rating_of(mind, temper)
        )
    if on_objection:
        if worth.right or mind.patience >= rules["disputes_below_patience"]:
            return mind, None
        return mind, Reaction(Action.GO_TO_DISPUTE, hours, pick(temper.said["dispute"], seed, "dispute"))
    text = pick(temper.said[f"objection_{ground}"], seed, "objection")
    return mind, Reaction(Action.OBJECT, hours, text, ground=ground)


def _ground(worth: DecisionWorth) -> str | None:
    """The ground of Pasal 35 UU 14/2008 that fits, or None when there is nothing to object to. No answer at
    all (c) is objected to by neglect (openings.py); e is not played: nobody waits for what was granted."""
    if not worth.fair_cost:
        return "f"
    if worth.right and worth.late:
        return "g"
    if not worth.given:
        refused = not worth.right or not worth.reasons_given
        return ("b" if worth.periodic else "a") if refused else None
    return None if worth.right and worth.reasons_given else "d"
