"""A control of the hall asks for what its act needs: its form holds the fields, not only the question."""

from __future__ import annotations

import re

import pytest

from tests.web.workshops.hall import Hall

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
