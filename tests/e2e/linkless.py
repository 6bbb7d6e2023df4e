"""What a person does whose link is gone, told once for every journey without one."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

from tests.bench.product import Facts
from tests.e2e.deskwork import ADMIN, LIAISON, fill_verification
from tests.e2e.hall import let_days_pass
from tests.e2e.visitor import Visitor

SEND_LATER = "Kirim bila tersambung"


def hall_of_its_own(made: tuple[Path, Facts], folder: Path) -> tuple[Path, Facts]:
    """A copy of the hall four days on, for a journey that stops the server or moves the clock."""
    source, facts = made
    path = folder / "hall.sqlite"
    path.write_bytes(source.read_bytes())
    let_days_pass(path, 4)
    return path, facts


def two_disposed(me: Visitor) -> tuple[str, str]:
    """Two reports verified and disposed, before their liaison, with the list open and the pack on the device."""
    one, two = me.hall.arrived(me.account, right_act="dispose")[:2]
    me.go("/meja")
    me.be(ADMIN)
    for number in (one, two):
        me.go(f"/meja/laporan/{number}?tindakan=verify")
        fill_verification(me, number)
    me.be(LIAISON)
    ready(me, one, two)
    return one, two


def ready(me: Visitor, *numbers: str, act: str = "follow_up") -> None:
    """Wait until the device holds these reports as this role sees them: with this among their acts."""
    kept: dict[str, list[str]] = {}
    for _ in range(100):
        found = me.page.evaluate("a => localStorage.getItem('bimtek-pack:' + a)", str(me.account))
        cases = json.loads(found)["cases"] if found else []
        kept = {one["number"]: [act["name"] for act in one["acts"]] for one in cases}
        if all(act in kept.get(number, []) for number in numbers):
            return
        me.page.wait_for_timeout(200)
    raise AssertionError((numbers, kept))


def cut(me: Visitor) -> None:
    me.context.set_offline(True)
    me.sees("Sambungan terputus, lanjutkan saja.")


def back(me: Visitor) -> None:
    me.context.set_offline(False)


def tap(me: Visitor, number: str) -> None:
    """Tap a report where it is listed."""
    me.page.locator(f"a[href*='{number}']").locator("visible=true").first.click()
    expect(me.page.locator("#luring h1")).to_be_focused()


def write(me: Visitor, text: str, act: str = "Tindak Lanjut") -> None:
    button = me.page.locator("#luring").get_by_role("button", name=act, exact=True)
    if button.count() and button.get_attribute("aria-pressed") == "false":
        button.click()
    me.page.locator("#luring-text").fill(text)


def send(me: Visitor, text: str, act: str = "Tindak Lanjut") -> None:
    write(me, text, act)
    me.act(SEND_LATER).click()
    expect(me.page.locator("#luring [data-waits]").last).to_contain_text(text)


def outbox(me: Visitor) -> int:
    return int(me.page.evaluate("() => Object.keys(localStorage).filter(n => n.startsWith('bimtek-outbox:')).length"))


def emptied(me: Visitor) -> None:
    """Wait until nothing waits on this device any more; what came back is shown with its reason."""
    left: list[str] = []
    for _ in range(100):
        left = me.page.evaluate(
            "() => Object.keys(localStorage).filter(n => n.startsWith('bimtek-outbox:')).map(n => localStorage[n])"
        )
        if not left or all("returned" in one for one in left):
            break
        me.page.wait_for_timeout(200)
    assert left == []


def order_of(me: Visitor) -> list[tuple[str, str]]:
    """(number, act) of what was accepted at this person's desk, as the journal has it."""
    return me.hall.ask(  # type: ignore[return-value]
        "select c.number, json_extract(j.data, '$.action') from journal_entry j"
        " join sandbox s on j.stream = 'sandbox/' || s.id join \"case\" c on j.about = 'case/' || c.id"
        " where s.account_id = ? and j.kind = 'case_moved' and j.actor_role = 'liaison' order by j.number",
        me.account,
    )
