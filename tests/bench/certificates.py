"""Certificates: what the queue, the own record and the public check cost beside the floor; how long 118 sign-offs, papers and checks
take. `python -m tests.bench.certificates`"""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.driver import Browser, cpu_each, served
from tests.bench.product import make, prepare


def fill(path: str, signed: bool) -> tuple[float, float, float]:
    """Let everybody have shown everything; signed off, seconds of CPU for 118 sign-offs, 118 papers, 118 checks."""
    from bimtek.certification import issuing, keystore, paper, verifying
    from bimtek.certification.domain.statement import PASSED
    from bimtek.extensions import db
    from bimtek.people import services as people
    from bimtek.web.transaction import command_transaction
    from bimtek.workshops import services as workshops
    from tests.factories.classes import Made
    from tests.factories.records import attend, complete, plan_days

    app = make(path)
    with app.app_context():
        with command_transaction() as session:
            seats = workshops.seats_of(session, 1)
            persons = [person for seat in seats if (person := people.person(session, seat.account_id))]
            made = Made(1, workshops.trainers_of(session, 1)[0], persons)
            plan_days(session, made)
            attend(session, made, persons)
            for person in persons:
                complete(session, made, person)
        if not signed:
            return 0.0, 0.0, 0.0
        key, wall = (
            keystore.current(keystore.folder_of(app.extensions["settings"])),
            datetime.now(UTC).replace(tzinfo=None),
        )
        began = time.process_time()
        with command_transaction() as session:
            target = workshops.workshop(session, 1)
            wanted = {person.id: PASSED for person in persons}
            rows = issuing.sign_off(session, made.trainer, target, wanted, key, wall).certificates
        signing, began = time.process_time() - began, time.process_time()
        with app.test_request_context():
            for row in rows:
                paper.pdf(db.session(), [row], "")
        papers, began = time.process_time() - began, time.process_time()
        faults = sum(len(found) for _row, found in verifying.check_all(db.session()))
        checks = time.process_time() - began
        if faults:
            raise AssertionError(f"{faults} faults in fresh certificates")
        db.session.remove()
        db.engine.dispose()
        return signing, papers, checks


def main() -> None:
    """Print every figure; nothing is asserted of a time."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "product.sqlite")
        facts = prepare(path, arrived=False)
        signing, papers, checks = fill(path, signed=True)
        with (
            served("-m", "tests.bench.floor", str(Path(folder) / "floor.sqlite")) as floor,
            served("-m", "tests.bench.product", path) as product,
        ):
            from tests.bench.__main__ import sign_in, trainer

            plain, me, steering = Browser(floor.port), sign_in(product, facts.trainees[0]), trainer(product, facts)
            base = cpu_each(floor, lambda: plain.get("/1"), 150)
            pages = {
                "queue of 118, one person's evidence beside it": lambda: steering.get(
                    "/kelas/1/sertifikat?kelompok=signed"
                ),
                "one certificate checked whole, page": lambda: steering.get("/kelas/1/sertifikat/1"),
                "own record": lambda: me.get("/sertifikat"),
                "refresher page": lambda: me.get("/penyegaran"),
                "public check by number": lambda: Browser(product.port).get("/periksa/B-2026-0001"),
            }
            print(f"{'floor: 40 rows by an index':<48} {base:8.2f} ms CPU   1.00 x floor")
            for label, ask in pages.items():
                value = cpu_each(product, ask, 40)
                print(f"{label:<48} {value:8.2f} ms CPU  {value / base:5.2f} x floor")
    for label, value in (
        ("118 signed off in one batch", signing),
        ("118 papers, one PDF each", papers),
        ("118 checked whole", checks),
    ):
        print(f"{label:<48} {value:8.2f} s CPU   {value / 118 * 1000 / base:5.2f} x floor each")


if __name__ == "__main__":
    main()
