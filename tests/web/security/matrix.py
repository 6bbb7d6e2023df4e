"""Who may do what, derived: a route's audience mark, the things its address names, and the few lines declared here.

Nothing here asks the application's own checks; tests/web/security/test_access_matrix.py asks every route as everybody and
compares, and scripts/document-access writes docs/access-matrix.md from it. A route with an argument that stands nowhere here
makes both fail: whose thing it is has to be said before it can be served."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from bimtek.web.access import Audience, audience_of

#: Everybody who may come to an address; all things belong to `owner`, who sits in the class of lead, facilitator, observer.
ACTORS = {
    "anonymous": "nobody signed in",
    "owner": "the trainee whose thing it is",
    "neighbour": "another trainee of the same class",
    "stranger": "a trainee of another class",
    "lead": "trainer who keeps the class",
    "facilitator": "trainer who steers the class",
    "observer": "trainer who only watches the class",
    "other_trainer": "trainer of another class",
    "admin": "trainer who keeps the platform, without a part in the class",
}
TRAINEES, TRAINERS = ("owner", "neighbour", "stranger"), ("lead", "facilitator", "observer", "other_trainer", "admin")
RIGHTS = {"lead": 3, "facilitator": 2, "observer": 1, "other_trainer": 0, "admin": 0}
WATCH, STEER, KEEP = 1, 2, 3
WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})

#: What an answer can be. `open`: served; `door`: to the sign-in; `forbidden`: 403; `absent`: 404; `method`: 405.
OPEN, DOOR, FORBIDDEN, ABSENT, METHOD = "open", "door", "forbidden", "absent", "method"

#: Arguments that name a thing of one trainee when a trainee's page has them.
PERSONAL = frozenset({
    "number", "branch_id", "attempt_id", "sitting_id", "dispute_id", "action_id", "certificate_id", "sha256", "message_id",
})  # fmt: skip
#: Arguments that name a thing inside a class when a trainer's page has them.
OF_A_CLASS = frozenset({"workshop_id", "account_id", "case_id"})
#: Arguments that name content of the platform, the same for everybody, or a choice on the page.
SHARED = frozenset({"unit", "code", "kind", "key", "name", "act", "choice", "part", "filename"})
#: Always beside workshop_id, account_id or case_id: they name something inside what those name.
INSIDE = frozenset({"hand_id", "line_id", "session_id", "token"}) | PERSONAL

#: Pages of those who keep the platform.
ADMIN_ONLY = frozenset({"accounts", "corrections", "unit_corrections"})
#: What changes the class itself, and the pages that only lead there.
KEEPING = frozenset({
    "agenda.put_line", "agenda.remove_line", "agenda.take_over", "class_keeping.amend", "class_keeping.amending",
    "class_keeping.archive", "class_keeping.archiving", "class_trainers.add", "class_trainers.change", "class_trainers.remove",
    "certificates.revoke", "certification.signer", "seats.erase",
})  # fmt: skip
#: Pages to read that show or begin something only who steers may see: cards' codes, somebody's screen, lists to bring in.
STEERING_TO_READ = frozenset({
    "workshops.bring_roster", "workshops.preview", "steering.controls", "catching_up.page", "class_keeping.copying",
    "seats.card", "shoulder.watch", "shoulder.watch_rows",
})  # fmt: skip
#: Pages about one class that take it from the query (?kelas=): the newest of the trainer's own when none is asked for.
BY_QUERY = frozenset({
    "classroom.board", "classroom.board_rows", "copying.pairs", "reviews.agreement", "reviews.by_criterion",
    "reviews.mark_sample", "reviews.queue", "reviews.sample", "reviews.samples", "reviews.waiting",
})  # fmt: skip
#: What sits in a hall: a trainer sits in none, so nothing is found there.
OF_A_SEAT = frozenset({"news"})
#: Addresses of things that do not exist in a fresh installation.
NOT_THERE = frozenset({"corrections.give_back"})
#: Without its token it does not exist, whoever asks.
BY_TOKEN = frozenset({"metrics.metrics"})
#: A request that does not say whose device it comes from is sent to the door, whoever is signed in there.
OF_A_DEVICE = frozenset({"lost_link.deliver"})
#: Where a right that is missing in one's own class is "not found" instead of "not yours".
HIDDEN = frozenset({"shoulder", "reviews"})


@dataclass(frozen=True, slots=True)
class Place:
    """One route and method."""

    rule: Rule
    method: str
    audience: Audience

    @property
    def room(self) -> str:
        """The blueprint."""
        return str(self.rule.endpoint).partition(".")[0]

    @property
    def needs(self) -> int:
        """The right in a class that this place asks for."""
        if self.rule.endpoint in KEEPING:
            return KEEP
        writes = self.method in WRITING or self.rule.endpoint in STEERING_TO_READ
        return STEER if writes else WATCH


def places(app: Flask) -> Iterator[Place]:
    """Every route with every method it answers, static files apart."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        if rule.endpoint == "static":
            continue
        who = audience_of(app.view_functions[rule.endpoint])
        if who is None:
            raise AssertionError(f"{rule.rule} has no audience")
        unknown = rule.arguments - PERSONAL - OF_A_CLASS - SHARED - INSIDE
        if unknown:
            raise AssertionError(f"{rule.rule}: say in tests/web/security/matrix.py whose thing {sorted(unknown)} is")
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield Place(rule, method, who)


def expected(place: Place, actor: str) -> str:
    """What an actor gets, all things being the owner's and of the owner's class."""
    if place.audience == Audience.PUBLIC:
        return ABSENT if place.rule.endpoint in BY_TOKEN else OPEN
    if place.rule.endpoint in OF_A_DEVICE and actor in TRAINEES:
        return DOOR
    if actor == "anonymous":
        return DOOR
    if place.audience == Audience.SIGNED_IN:
        return ABSENT if actor in TRAINERS and place.room in OF_A_SEAT else _of_a_person(place, actor)
    if (place.audience == Audience.TRAINEE) != (actor in TRAINEES):
        return FORBIDDEN
    return _of_a_person(place, actor) if actor in TRAINEES else _of_a_trainer(place, actor)


def _of_a_person(place: Place, actor: str) -> str:
    return ABSENT if actor != "owner" and place.rule.arguments & PERSONAL else OPEN


def _of_a_trainer(place: Place, actor: str) -> str:
    if place.room in ADMIN_ONLY:
        return FORBIDDEN if actor != "admin" else ABSENT if place.rule.endpoint in NOT_THERE else OPEN
    if not place.rule.arguments & OF_A_CLASS and place.rule.endpoint not in BY_QUERY:
        return OPEN
    has = RIGHTS[actor]
    if has == 0:
        return ABSENT
    if has >= place.needs:
        return OPEN
    return ABSENT if place.room in HIDDEN else FORBIDDEN


def shown_path(rule: Rule) -> str:
    """The address with its arguments as names."""
    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule)
