"""What a citizen does when nothing comes, when a report is closed, and when a request was decided."""

from __future__ import annotations

from bimtek.sandbox.domain.citizen_mind import Mind, Temper, draw, moved, pick, rating_of
from bimtek.sandbox.domain.citizen_replies import DecisionWorth, Reaction, Voice
from bimtek.sandbox.domain.lifecycle import Action, Role


def after_silence(mind: Mind, days: int, seed: str, temper: Temper) -> tuple[Mind, Reaction | None]:
    """The mind after so many working days past the due date without a word, counted from the mind at that date, and the step
    taken by then: ask again, write at another desk, speak of the Ombudsman. Some ask once and then fall silent for good."""
    if days <= 0:
        return mind, None
    rules, since = temper.waiting, days - mind.patience // temper.waiting["patience_per_day"]
    after = moved(mind, rules["trust_per_day"] * days, rules["patience_lost_per_day"] * days)
    gives_up = draw(seed, "gives-up", 10) < rules["gives_up_of_ten"]
    voice = Voice({}, temper, seed)
    if since < rules["asks_again"] or (gives_up and since >= rules["other_desk"]):
        return after, None
    if since < rules["other_desk"]:
        return after, Reaction(Action.ANSWER, 0.0, voice.says("waiting_asks", hari=days))
    step = "waiting_escalates" if since >= rules["escalates"] else "waiting_other_desk"
    return after, Reaction(Action.REPEAT, 0.0, voice.says(step, hari=days))


def after_closing(mind: Mind, by: Role, temper: Temper, *, answered: bool) -> tuple[Mind, int | None]:
    """The mind after a report was closed, and the rating: only who settles the matter rates it; a report that others close
    without an answer costs trust."""
    if by == Role.REPORTER:
        return mind, rating_of(mind, temper)
    return moved(mind, 0 if answered else temper.change["closed_unanswered"]), None


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
    """The ground of Pasal 35 UU 14/2008 that fits, or None when there is nothing to object to."""
    if not worth.answered:
        return "c"
    if not worth.fair_cost:
        return "f"
    if worth.right and worth.late:
        return "g"
    if not worth.given:
        refused = not worth.right or not worth.reasons_given
        return ("b" if worth.periodic else "a") if refused else None
    if not worth.fulfilled:
        return "e"
    return None if worth.right and worth.reasons_given else "d"
