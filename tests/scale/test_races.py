"""What two and four processes may do to one desk, one class, one series of certificates, and to each other's pages."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bimtek.journal.models import JournalEntry
from bimtek.sandbox.models import Case, Sandbox
from tests.bench.driver import Browser
from tests.scale.conftest import Platform
from tests.scale.processes import at_once, elsewhere

pytestmark = pytest.mark.slow


def _form(browser: Browser) -> tuple[str, str, dict[str, str]]:
    """A report of this desk that can be verified: its number, its page, the form filled in."""
    listing = browser.get("/meja?group=unverified")
    for number in dict.fromkeys(re.findall(r"/meja/laporan/(SIM-[0-9D]+)", listing)):
        page = browser.get(f"/meja/laporan/{number}?tindakan=verify")
        category = re.search(r'name="category".*?<option value="([^"]{2,})"', page, re.DOTALL)
        if category:
            form = {"title": "Judul dirapikan", "report_class": "complaint", "unit": "dishub", "note": ""}
            return number, page, {**form, "category": category[1]}
    raise AssertionError("no report can be verified")


@pytest.mark.parametrize("count", [2, 4])
def test_a_double_tap_heard_by_several_processes_is_one_act(platform: Platform, count: int) -> None:
    person = platform.classes[0].people[count - 2]
    first = platform.browser(person.id, 0)
    number, page, form = _form(first)
    form["command_id"] = f"sekali-{count}"
    taps = [elsewhere(first, platform.ports[n]) for n in range(count)]
    answers = at_once([lambda one=one: one.post(f"/meja/laporan/{number}/verify", form, page) for one in taps])

    assert {status for status, _text, _headers in answers} == {302}
    with platform.looking() as session:
        query = select(func.count()).where(JournalEntry.command_id == form["command_id"])
        assert session.scalar(query) == 1
    platform.sound()


def test_different_acts_upon_one_desk_stand_one_after_the_other(platform: Platform) -> None:
    person = platform.classes[0].people[1]
    first = platform.browser(person.id, 0)
    number, page, form = _form(first)
    devices = [elsewhere(first, port) for port in platform.ports for _ in range(3)]

    def send(place: int, one: Browser) -> int:
        return one.post(f"/meja/laporan/{number}/verify", {**form, "command_id": f"lain-{place}"}, page)[0]

    statuses = at_once([lambda n=n, one=one: send(n, one) for n, one in enumerate(devices)])
    assert set(statuses) <= {302, 409, 422}
    with platform.looking() as session:
        query = select(JournalEntry.kind).where(JournalEntry.command_id.like("lain-%"))
        kinds = Counter(session.scalars(query))
    assert kinds["case_moved"] == 1  # verified once; the others were refused, and that is recorded
    platform.sound()


def test_what_fell_due_is_played_once_whoever_looks_first(platform: Platform) -> None:
    """The clock of a class jumps by weeks; four processes look at the same desks at the same moment."""
    from bimtek.workshops.models import Workshop

    made = platform.classes[1]
    with platform.writing() as session:
        session.get_one(Workshop, made.workshop_id).clock_sim += timedelta(days=45)
    people = made.people[:3]
    lookers = [platform.browser(person.id, process) for person in people for process in range(4)]
    at_once([lambda one=one: one.get("/meja") for one in lookers])
    with platform.looking() as session:
        ids = select(Sandbox.id).where(Sandbox.account_id.in_([person.id for person in people]))
        streams = [f"sandbox/{one}" for one in session.scalars(ids)]
        query = select(JournalEntry.about, JournalEntry.sim_at, JournalEntry.data).where(
            JournalEntry.stream.in_(streams), JournalEntry.kind.in_(["case_moved", "case_refused"])
        )
        played = Counter((about, at, data["action"]) for about, at, data in session.execute(query))
        behind = session.scalar(
            select(func.count())
            .select_from(Case)
            .where(Case.sandbox_id.in_(ids), Case.event_at <= _now(platform, made.workshop_id))
        )
    assert played
    assert set(played.values()) == {1}
    assert behind == 0
    platform.sound()


def _now(platform: Platform, workshop_id: int) -> object:
    from bimtek.workshops.models import Workshop

    with platform.looking() as session:
        return session.get_one(Workshop, workshop_id).clock_sim


def test_a_poll_at_another_process_hears_an_act_at_once(platform: Platform) -> None:
    made = platform.classes[0]
    trainee, trainer = platform.browser(made.people[3].id, 1), platform.browser(made.trainer.id, 2)
    trainer.get(f"/papan?kelas={made.workshop_id}")
    live = {"X-Live": "1"}
    _, _, board = trainer.ask("GET", f"/papan/baris?kelas={made.workshop_id}", headers=live)
    _, _, strip = trainee.ask("GET", "/aula/kabar", headers=live)
    page = trainee.get("/meja")

    status, _, _ = elsewhere(trainee, platform.ports[3]).post("/aula/tangan", {"about": "Mohon dibantu"}, page)
    assert status == 302
    seen, _, new = trainer.ask(
        "GET", f"/papan/baris?kelas={made.workshop_id}", headers={**live, "X-Version": board["X-Version"]}
    )
    assert (seen, new["X-Version"] != board["X-Version"]) == (200, True)
    told, text, _ = trainee.ask("GET", "/aula/kabar", headers={**live, "X-Version": strip["X-Version"]})
    assert told == 200
    assert "tangan" in text.lower()


def test_an_act_for_the_hall_is_taken_back_once(platform: Platform) -> None:
    from bimtek.workshops import hall_acts

    made = platform.classes[0]
    trainer = platform.browser(made.trainer.id, 0)
    at = f"/kelas/{made.workshop_id}"
    page = trainer.get(f"{at}/kendali")
    task = {"act": "set", "title": "Kerjakan U1", "detail": "", "minutes": "5"}
    status, text, _ = trainer.post(f"{at}/kendali/tugas", task, page)
    assert status == 302, text[:500]
    with platform.looking() as session:
        act = hall_acts.recent(session, made.workshop_id)[0]
    devices = [elsewhere(trainer, port) for port in platform.ports]
    at_once([lambda one=one: one.post(f"{at}/kendali/batal", {"act": str(act.number)}, page) for one in devices])
    with platform.looking() as session:
        undone = [one for one in hall_acts.recent(session, made.workshop_id) if one.kind == hall_acts.UNDONE]
        assert [one.data["of"] for one in undone] == [act.number]
    platform.sound()


def test_a_seat_taken_by_four_devices_at_once_opens_on_one(platform: Platform) -> None:
    from bimtek.workshops import services as workshops

    made = platform.classes[1]
    with platform.looking() as session:
        seat = next(one for one in workshops.seats_of(session, made.workshop_id) if one.account_id == made.people[5].id)
    doors = [Browser(port) for port in platform.ports]
    pages = [door.get("/masuk") for door in doors]
    form = {"code": seat.code, "account": str(seat.account_id), "confirm": "join"}
    both = list(zip(doors, pages, strict=True))
    joined = at_once([lambda d=door, p=page: d.post("/masuk", form, p)[0] for door, page in both])
    assert Counter(joined) == {302: 1, 200: 3}  # three are told that the seat is taken
    form["confirm"] = "move"
    assert set(at_once([lambda d=door, p=page: d.post("/masuk", form, p)[0] for door, page in both[1:]])) <= {302, 400}
    inside = [door.ask("GET", "/meja")[0] for door in doors]
    assert sorted(inside) == [200, 302, 302, 302]
    platform.sound()
