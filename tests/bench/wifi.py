"""Pages on a weak wifi: Chromium behind `weak_link`, a trainee's at 360 px with its CPU slowed four times for an old phone, the
trainer's as fast as this machine.

"Usable" is strict: painted and its script run, counted from the tap (trying the link, redirects and the answer to a form included). What the
page fetches before it is loaded counts as its bytes and requests; what a browser had kept costs nothing. `python -m tests.bench.wifi`
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bimtek.extensions import db
from tests.bench.driver import served
from tests.bench.product import Facts, SignIn, make, prepare
from tests.bench.weak_link import Link, weak_link

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
#: How much slower than this machine a device computes: an old phone, the trainer's laptop.
OLD_PHONE, OWN_PACE = 4, 1
PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1366, "height": 768}
#: Seconds within which a page should be usable: the first with nothing kept, and every later one.
GOAL_FIRST, GOAL_LATER = 3.0, 1.0
REPLY = (
    "Yth. Bapak/Ibu Pelapor, terima kasih atas laporannya. Petugas kami memeriksa lokasi pada Selasa, 10 November 2026 dan "
    "menemukan kerusakan pada panel. Dinas Perhubungan mengganti panel paling lambat 20 November 2026."
)
#: When a tap was made, kept for the page that follows it.
_TAPPED = "addEventListener('click', () => sessionStorage.setItem('tapped', Date.now()), true)"
_MEASURE = """after_a_tap => {
  const page = performance.getEntriesByType('navigation')[0];
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  if (!paint || !page.loadEventEnd) return null;
  const parts = performance.getEntriesByType('resource').filter(
    e => e.startTime < page.loadEventStart && e.initiatorType !== 'fetch' && e.transferSize > 0);
  const since = after_a_tap ? performance.timeOrigin - Number(sessionStorage.getItem('tapped')) : 0;
  return {
    usable: (since + Math.max(paint.startTime, page.domContentLoadedEventEnd)) / 1000,
    answered: (since + page.responseStart) / 1000,
    bytes: page.transferSize + parts.reduce((sum, e) => sum + e.transferSize, 0),
    requests: 1 + page.redirectCount + parts.length,
    hosts: [...new Set(parts.map(e => new URL(e.name).host))].filter(host => host !== location.host),
    blocking: parts.filter(e => e.renderBlockingStatus === 'blocking').map(e => new URL(e.name).pathname),
  };
}"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one page cost one person: seconds until usable and until its first byte, bytes and requests on the wire, other
    hosts asked, files that the browser waited for before it painted."""

    usable: float
    answered: float
    bytes: int
    requests: int
    hosts: list[str]
    blocking: list[str]


@dataclass(slots=True)
class Person:
    """Somebody at a device behind the weak link; `seen` holds each page under its name."""

    context: BrowserContext
    link: Link
    slower: int = OLD_PHONE
    seen: dict[str, Seen] = field(default_factory=dict)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.add_init_script(_TAPPED)
        slow = self.context.new_cdp_session(self.page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": self.slower})

    def go(self, name: str, path: str) -> None:
        """Open an address."""
        self.page.goto(f"http://127.0.0.1:{self.link.port}{path}", wait_until="load")
        self.note(name)

    def press(self, name: str, words: str) -> None:
        """Tap a button and wait for the page that follows."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.get_by_role("button", name=words, exact=True).locator("visible=true").first.click()
        self.note(name, after_a_tap=True)

    def dwell(self) -> None:
        """Stay until the page has fetched what it fetches by itself: nobody writes or reads a reply in half a second."""
        self.page.wait_for_load_state("networkidle")

    def note(self, name: str, after_a_tap: bool = False) -> None:
        """Write down what the page now shown cost."""
        found: Any = self.page.wait_for_function(_MEASURE, arg=after_a_tap).json_value()
        self.seen[name] = Seen(**found)

    def forgotten(self, browser: Browser) -> Person:
        """The same person, signed in, in a browser that has kept no file."""
        again = browser.new_context(viewport=self.page.viewport_size, storage_state=self.context.storage_state())
        return Person(_patient(again), self.link, self.slower, self.seen)


def _patient(context: BrowserContext) -> BrowserContext:
    context.set_default_timeout(60_000)
    return context


def arrive(browser: Browser, link: Link, viewport: Any = PHONE, slower: int = OLD_PHONE) -> Person:
    """Somebody new, with nothing kept."""
    return Person(_patient(browser.new_context(viewport=viewport)), link, slower)


def look_at(path: str, people: list[SignIn]) -> None:
    """Let the desks of these people catch up with the class's clock, as they are in a hall at work: forty days at once, on
    the first look, cost a quarter of a second of the server that has nothing to do with the wifi."""
    from bimtek.sandbox import services as sandboxes
    from bimtek.web.shell import utc_now
    from bimtek.web.transaction import command_transaction

    app = make(path)
    with app.app_context():
        with command_transaction() as session:
            for who in people:
                desk = sandboxes.desk_of(session, who.account_id, utc_now(), main=True)
                if desk is not None:
                    sandboxes.catch_up(session, desk.sandbox, desk.moment)
        db.session.remove()
        db.engine.dispose()


def trainee(browser: Browser, link: Link, who: SignIn) -> Person:
    """Joins by card, looks at home, list and a report, answers a report; then the desk again with nothing kept."""
    me = arrive(browser, link)
    me.go("join, first visit", "/masuk")
    me.page.locator("#code").fill(who.code)
    me.press("join: names", "Lanjut")
    me.page.locator(f"input[type=radio][value='{who.account_id}']").check()
    me.press("join: is it you", "Lanjut")
    me.press("join: home", "Ya, ini saya. Masuk")
    me.go("home", "/beranda")
    me.go("desk list", "/meja?group=all")
    number = dispose(me)
    me.press("desk as liaison", "Ganti peran menjadi Pejabat Penghubung")
    me.go("report", f"/meja/laporan/{number}?tindakan=follow_up")
    me.page.locator("textarea[name=text]").fill(REPLY)
    me.dwell()
    me.press("reply: summary", "Kirim ke publik")
    me.dwell()
    me.press("reply sent", "Kirim sekarang")
    again = me.forgotten(browser)
    me.context.close()
    again.go("desk, first visit", "/meja?group=all")
    again.context.close()
    return again


def dispose(me: Person) -> str:
    """Verify a report and send it to an office; its number. A hard report shows a notice instead of its form: the next is taken."""
    for number in dict.fromkeys(re.findall(r"/meja/laporan/(SIM-[0-9D]+)", me.page.content())):
        me.go("report to verify", f"/meja/laporan/{number}?tindakan=verify")
        if me.page.locator("select[name=category]").count():
            break
    me.page.locator("input[name=report_class]").first.check()
    for name, value in (("category", 1), ("unit", 3)):
        me.page.locator(f"select[name={name}]").select_option(index=value)
    me.press("report verified", "Verifikasi dan disposisi")
    return number


def trainer(browser: Browser, link: Link, facts: Facts) -> Person:
    """Signs in on a laptop, opens the board of a class at work and the wall."""
    me = arrive(browser, link, LAPTOP, OWN_PACE)
    me.go("trainer's door, first visit", "/fasilitator/masuk")
    me.page.get_by_label("Nama pengguna").fill(facts.username)
    me.page.get_by_label("Kata sandi", exact=True).fill(facts.password)
    me.press("sign-in: board", "Masuk")
    me.go("board", "/papan")
    me.go("wall", "/kelas/1/layar")
    me.context.close()
    return me


def is_first(name: str) -> bool:
    """Whether a page was opened with nothing kept."""
    return name.endswith("first visit")


def chromium_path() -> str:
    """Where Chromium is; raises LookupError when there is none."""
    named = (os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    found = next(filter(None, named), None)
    if found is None:
        raise LookupError("Peramban Chromium tidak ditemukan: pasang paket chromium, atau isi variabel CHROMIUM.")
    return found


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


def main(runs: int = 3) -> None:
    """Print each page: median and worst of the runs, each with losses of its own; nothing is asserted."""
    found: dict[str, list[Seen]] = defaultdict(list)
    lost = carried = 0
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "wifi.sqlite")
        facts = prepare(path)
        look_at(path, facts.trainees[:runs])
        with served("-m", "tests.bench.product", path) as server, _chromium() as browser:
            for seed in range(runs):
                who = facts.trainees[seed]
                plays: list[Callable[[Link], Person]] = [
                    lambda link, who=who: trainee(browser, link, who),  # type: ignore[misc]
                    lambda link: trainer(browser, link, facts),
                ]
                for play in plays:
                    with weak_link(server.port, seed) as link:
                        for name, seen in play(link).seen.items():
                            found[name].append(seen)
                        lost, carried = lost + link.down.lost + link.up.lost, carried + link.down.carried
    print(f"weak wifi: RTT 400 ms, 400 kbit/s, 2 % lost ({lost} segments lost, {carried / 1000:.0f} kB down)")
    for name, rows in found.items():
        _line(name, rows)


def _line(name: str, rows: list[Seen]) -> None:
    goal = GOAL_FIRST if is_first(name) else GOAL_LATER
    times = [row.usable for row in rows]
    first_byte = statistics.median(row.answered for row in rows)
    last = rows[-1]
    verdict = "ok" if statistics.median(times) <= goal else "ABOVE GOAL"
    print(
        f"{name:<28} {last.bytes / 1000:6.1f} kB {last.requests:2d} requests  first byte {first_byte:4.2f} s  usable"
        f" {statistics.median(times):4.2f} s (worst {max(times):4.2f})   goal <= {goal:.0f} s   {verdict}"
    )


if __name__ == "__main__":
    main()
