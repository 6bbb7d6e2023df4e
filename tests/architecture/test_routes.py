"""Access is a property of the route table."""

from __future__ import annotations

from flask import Flask

from bimtek.web.access import Audience, audience_of

#: The few pages without a sign-in, each with a reason beside its view.
PUBLIC = {
    "web.start",
    "web.set_language",
    "health.health",
    "people.sign_in",
    "people.sign_out",
    "workshops.join",
    "verification.check",
    "verification.of_number",
    "verification.from_paper",
    "verification.keys",
    "verification.page_to_keep",
    "refresher_door.link",
    "refresher_door.enter",
    "refresher_door.calendar",
    "metrics.metrics",
}


def _views(app: Flask) -> dict[str, object]:
    return {name: view for name, view in app.view_functions.items() if name != "static"}


def test_every_route_declares_its_audience(app: Flask) -> None:
    assert [name for name, view in _views(app).items() if audience_of(view) is None] == []


def test_the_public_pages_are_these_few_and_say_why(app: Flask) -> None:
    public = {name: view for name, view in _views(app).items() if audience_of(view) == Audience.PUBLIC}
    assert set(public) == PUBLIC
    assert all(getattr(view, "public_because", "") for view in public.values())


def test_no_get_route_shares_its_view_with_a_writing_method_unless_it_is_a_form(app: Flask) -> None:
    """A GET never starts, joins or uses up anything: views that act take POST alone, or show a form on GET."""
    forms = {"people.sign_in", "workshops.join", "workshops.classes", "workshops.import_roster", "sandbox.digitise"}
    both = {r.endpoint for r in app.url_map.iter_rules() if {"GET", "POST"} <= (r.methods or set())}
    assert both <= forms | {name for name in both if name.startswith("workshops.")}


def test_every_page_of_somebody_else_is_refused_before_sign_in(app: Flask) -> None:
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.endpoint == "static" or audience_of(view) == Audience.PUBLIC or "GET" not in (rule.methods or set()):
            continue
        values = {name: "1" if "int" in str(rule) else "x" for name in rule.arguments}
        path = rule.rule
        for name, value in values.items():
            path = path.replace(f"<int:{name}>", "1").replace(f"<{name}>", value)
        answer = client.get(path)
        assert answer.status_code in (302, 401), f"{path}: {answer.status_code}"
