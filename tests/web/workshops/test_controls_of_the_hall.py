"""A control of the hall asks for what its act needs: its form holds the fields, not only the question."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bimtek.extensions import db
from bimtek.workshops import gates, hall_acts, tasks
from bimtek.workshops import services as workshops
from tests.web.workshops.hall import Hall, forget_request

#: Where a control stands, where its form goes, and the fields without which it does nothing.
NEEDED = [
    ("kendali", "kendali/tugas", ("title", "detail", "minutes")),
    ("kendali", "kendali/jam", ("speed",)),
    ("kendali", "lepas", ("sure",)),
    ("kursi/{account}", "kursi/{account}/kartu", ("sign_out",)),
]


@pytest.mark.parametrize(("page", "action", "fields"), NEEDED)
def test_a_control_holds_the_fields_of_its_act(hall: Hall, page: str, action: str, fields: tuple[str, ...]) -> None:
    account = hall.seats()[0].account_id
    text = hall.trainer().get(f"/kelas/{hall.class_id}/{page.format(account=account)}").text
    where = action.format(account=account)
    forms = re.findall(rf'<form[^>]*action="[^"]*/{where}".*?</form>', text, re.DOTALL)
    assert any(all(f'name="{name}"' in form for name in fields) for form in forms), forms


def _form(text: str, action: str) -> dict[str, Any]:
    form = re.search(rf'<form[^>]*action="[^"]*/{action}".*?</form>', text, re.DOTALL)
    assert form
    seen = re.search(r'name="seen" value="([^"]*)"', form[0])
    assert seen
    return {"seen": seen[1]}


def test_time_is_added_once_by_a_double_tap_also_without_a_task(hall: Hall) -> None:
    trainer = hall.trainer()
    at = f"/kelas/{hall.class_id}/kendali"
    seen = _form(trainer.get(at).text, "waktu")
    trainer.send(f"{at}/waktu", minutes="5", **seen)
    trainer.send(f"{at}/waktu", minutes="5", **seen)
    forget_request()
    kinds = [entry.kind for entry in hall_acts.recent(db.session(), hall.class_id)]
    assert kinds.count(hall_acts.TIME_ADDED) == 1


def test_an_older_page_of_steps_opens_nothing_that_somebody_closed_since(hall: Hall) -> None:
    trainer = hall.trainer()
    at = f"/kelas/{hall.class_id}/kendali"
    page = trainer.get(at).text
    seen, units = _form(page, "langkah"), set(re.findall(r'name="open" value="(U\d)"', page))
    trainer.send(f"{at}/langkah", open=sorted(units - {"U3"}), **seen)
    trainer.send(f"{at}/langkah", open=sorted(units - {"U5"}), **seen)
    forget_request()
    assert "U3" in gates.closed(db.session(), hall.class_id)
    assert "U5" not in gates.closed(db.session(), hall.class_id)


def test_a_task_set_twice_or_for_minutes_that_are_no_number_comes_back_with_what_was_typed(hall: Hall) -> None:
    trainer = hall.trainer()
    at = f"/kelas/{hall.class_id}/kendali"
    seen = _form(trainer.get(at).text, "tugas")
    refused = trainer.post(
        f"{at}/tugas", data={"csrf_token": trainer.token, "title": "Unit 3", "minutes": "15 menit", **seen}
    )
    assert refused.status_code == 422
    assert 'value="15 menit"' in refused.text
    trainer.send(f"{at}/tugas", title="Unit 3", minutes="15", **seen)
    again = trainer.post(f"{at}/tugas", data={"csrf_token": trainer.token, "title": "Unit 4", "minutes": "20", **seen})
    assert again.status_code == 422
    assert 'value="Unit 4"' in again.text
    forget_request()
    task = tasks.task_of(db.session(), hall.class_id)
    assert task is not None
    assert task.title == "Unit 3"


def test_a_class_in_the_archive_shows_no_controls(hall: Hall) -> None:
    trainer = hall.trainer()
    with hall.app.app_context():
        target = workshops.workshop(db.session(), hall.class_id)
        target.archived_at = target.created_at
        db.session.commit()
    page = trainer.get(f"/kelas/{hall.class_id}/kendali").text
    assert "diarsipkan" in page
    assert f'action="/kelas/{hall.class_id}/kendali' not in page
