"""Certificates given by several processes at the same moment. In a file and so on a platform of its own: the marks here are
written by hand, and the races elsewhere ask whether every stored state is what the journal says."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.bench.driver import Browser
from tests.scale.conftest import Platform
from tests.scale.processes import at_once

pytestmark = pytest.mark.slow


def test_certificates_of_two_classes_are_numbered_without_gaps_by_four_processes(platform: Platform) -> None:
    from bimtek.certification.domain.statement import PASSED
    from bimtek.certification.models import Certificate
    from tests.factories.records import attend, complete, plan_days

    with platform.writing() as session:
        for made in platform.classes:
            plan_days(session, made)
            attend(session, made, made.people)
            for person in made.people:
                complete(session, made, person)
    acts = []
    for made in platform.classes:
        for place, person in enumerate(made.people):
            one = platform.browser(made.trainer.id, place % 4)
            page = one.get(f"/kelas/{made.workshop_id}/sertifikat")
            acts.append(
                (one, f"/kelas/{made.workshop_id}/sertifikat/sahkan", {"orang": str(person.id), "jenis": PASSED}, page)
            )
    answers = at_once([lambda a=a: _signed(*a) for a in acts])

    assert set(answers) == {302}
    with platform.looking() as session:
        rows = list(session.scalars(select(Certificate).order_by(Certificate.serial)))
        assert [row.serial for row in rows] == list(range(1, len(rows) + 1))
        assert {row.workshop_id for row in rows} == {made.workshop_id for made in platform.classes}
        assert len({(row.account_id, row.kind) for row in rows}) == len(rows) == len(acts)
        from bimtek.certification import verifying

        assert [fault for _row, faults in verifying.check_all(session) for fault in faults] == []
    platform.sound(projections=False)  # the marks above are written by hand


def _signed(one: Browser, path: str, form: dict[str, str], page: str) -> int:
    return one.post(path, form, page)[0]
