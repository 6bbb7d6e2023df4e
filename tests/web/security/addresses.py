"""Addresses of real things: every route argument gets the value of a thing that exists and is the owner's."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from tests.factories.two_halls import TwoHalls
from tests.web.security.matrix import BY_QUERY, Place

#: By endpoint where one argument name stands for different things.
_BY_ENDPOINT: dict[str, dict[str, Any]] = {
    "evaluation.survey": {"key": "akhir"}, "evaluation.give": {"key": "akhir"},
    "evaluation_of_class.open_survey": {"key": "akhir"}, "evaluation_of_class.survey_file": {"key": "akhir"},
    "corrections.day": {"key": "2026-11-18"}, "corrections.correct_day": {"key": "2026-11-18"},
    "corrections.limit": {"key": "verification"}, "corrections.correct_limit": {"key": "verification"},
    "corrections.text": {"key": "ground.a"}, "corrections.correct_text": {"key": "ground.a"},
    "corrections.give_back": {"part": "holiday", "key": "2026-11-18"},
    "unit_corrections.unit": {"key": "setda"}, "unit_corrections.correct_unit": {"key": "setda"},
    "ppid.letter": {"kind": "tanda-terima"}, "modules.start": {"code": "u6-t1"}, "modules.finish": {"code": "u6-baca"},
    "sandbox.act": {"name": "note"}, "sandbox.keep_draft": {"name": "follow_up"},
    "mirror.move": {"act": "buka"}, "care.choose": {"choice": "buka"},
    "reviews.sample": {"code": "k01-irigasi"}, "reviews.mark_sample": {"code": "k01-irigasi"},
    "lost_link.deliver": {"name": "follow_up"},
}  # fmt: skip


def values(rule: Rule, halls: TwoHalls, actor: str) -> dict[str, Any]:
    """A value for each argument; KeyError for a name nobody has placed."""
    endpoint, things = str(rule.endpoint), halls.things
    return {
        name: _BY_ENDPOINT.get(endpoint, {}).get(name) or _value(name, endpoint, halls, things, actor)
        for name in rule.arguments
    }


def _value(name: str, endpoint: str, halls: TwoHalls, things: dict[str, Any], actor: str) -> Any:
    room = endpoint.partition(".")[0]
    if name == "number":
        return things[{"baruga": "aduan", "ppid": "request", "verification": "certificate"}.get(room, "report")]
    if name == "account_id":
        return {"accounts": halls.theirs.trainer.id, "class_trainers": halls.observer.id}.get(room, halls.owner.id)
    if name == "attempt_id" and room == "sheets":
        return things["sheet_id"]
    if name == "sitting_id" and endpoint == "sittings.result":
        return things["finished_sitting"]
    if endpoint == "workshops.preview" and name == "key":
        person = halls.person(actor)
        return things["upload"].get(person.id if person else 0) or things["upload"][halls.ours.trainer.id]
    if endpoint == "certificates.file" and name == "name":
        return things["file"]
    return {"unit": "U6", "kind": "pre", **things}[name]


#: What a form must at least say for the thing it is about to be looked for.
_FORMS: dict[str, dict[str, str]] = {
    "attendance_sessions.shift": {"act": "open"}, "certification.send_back": {"orang": "{owner}", "alasan": "Lengkapi bukti."},
}  # fmt: skip


def form(place: Place, halls: TwoHalls) -> dict[str, str]:
    """What is posted there: mostly nothing."""
    return {name: text.format(owner=halls.owner.id) for name, text in _FORMS.get(str(place.rule.endpoint), {}).items()}


def address(app: Flask, rule: Rule, halls: TwoHalls, actor: str) -> str:
    """The address of a rule with real things in it; a page that takes its class from the query is asked for the owner's."""
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        path = adapter.build(rule.endpoint, values(rule, halls, actor))
    return f"{path}?kelas={halls.things['workshop_id']}" if rule.endpoint in BY_QUERY else path
