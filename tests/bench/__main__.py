"""`make bench`: every figure as a multiple of the floor, measured in this run on this machine."""

from __future__ import annotations

import itertools
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import board, provisioning
from tests.bench.driver import Browser, Server, cpu_each, p95_at, served
from tests.bench.product import Facts, SignIn, prepare

TIMES = 150
PEOPLE = 32
#: Seconds after which what the last sign-ins changed stands on the board (live answers are kept for one).
SETTLED = 3


def sign_in(server: Server, who: SignIn) -> Browser:
    """A trainee's browser that has joined by card, as the pages ask for it."""
    browser = Browser(server.port)
    page = browser.get("/masuk")
    _, names, _ = browser.post("/masuk", {"code": who.code}, page)
    status, text, headers = browser.post(
        "/masuk", {"code": who.code, "account": str(who.account_id), "confirm": "join"}, names
    )
    if status != 302:
        raise AssertionError(f"could not join: {status} {text[:400]}")
    browser.get(headers["Location"])
    return browser


def trainer(server: Server, facts: Facts) -> Browser:
    """The trainer's browser, signed in."""
    browser = Browser(server.port)
    page = browser.get("/fasilitator/masuk")
    status, text, _ = browser.post("/fasilitator/masuk", {"username": facts.username, "password": facts.password}, page)
    if status != 302:
        raise AssertionError(f"trainer could not sign in: {status} {text[:400]}")
    return browser


def act(browser: Browser) -> Callable[[], object]:
    """Send one internal note, follow-up or verification after another on this person's own reports, as the page does:
    the form is fetched once outside the measured call, then posted with a fresh command id each time."""
    listing = browser.get("/meja?group=unverified")
    numbers = itertools.cycle(re.findall(r"/meja/laporan/(SIM-[0-9D]+)", listing) or ["none"])
    # A hard case shows a notice instead of its form: the first page with a form is taken.
    pages = (browser.get(f"/meja/laporan/{next(numbers)}?tindakan=verify") for _ in range(10))
    page = next(page for page in pages if 'name="category"' in page)
    category = re.search(r'name="category".*?<option value="([^"]{2,})"', page, re.DOTALL)
    count = itertools.count()

    def post() -> None:
        number = next(numbers)
        form = {
            "title": "Judul yang dirapikan", "report_class": "complaint", "category": category[1] if category else "",
            "unit": "dishub", "note": "", "command_id": f"bench-{id(browser)}-{next(count)}",
        }  # fmt: skip
        status, text, _ = browser.post(f"/meja/laporan/{number}/verify", form, page)
        if status not in (302, 409):
            raise AssertionError(f"verify {number}: {status} {text[:300]}")

    return post


def replies(browsers: list[Browser]) -> Callable[[], object]:
    """Send a public answer to a disposed report each time: the dearest act, with the reply judged."""
    text = (
        "Yth. Bapak/Ibu Pelapor, terima kasih atas laporannya. Petugas kami memeriksa lokasi pada Selasa, 10 November 2026 dan "
        "menemukan kerusakan pada panel. Dinas Perhubungan mengganti panel paling lambat 20 November 2026 karena lampu di jalan "
        "kabupaten adalah tugas kami. Bapak/Ibu dapat membalas di halaman ini."
    )
    work = []
    for browser in browsers:
        page = browser.get("/meja")
        browser.post("/meja/peran", {"role": "liaison"}, page)
        listing = browser.get("/meja?group=waiting")
        numbers = dict.fromkeys(re.findall(r"/meja/laporan/(SIM-[0-9D]+)", listing))
        work += [(browser, number, page, _seen(browser, number, page, text)) for number in numbers]
    todo = iter(work)

    def post() -> None:
        browser, number, page, seen = next(todo)
        form = {"text": text, "evidence": "", "command_id": f"reply-{number}", "seen": seen}
        status, answer, _ = browser.post(f"/meja/laporan/{number}/follow_up", form, page)
        if status != 302:
            raise AssertionError(f"reply {number}: {status} {answer[:300]}")

    return post


def _seen(browser: Browser, number: str, page: str, text: str) -> str:
    """The seal of the summary that comes before a reply goes out."""
    _, summary, _ = browser.post(f"/meja/laporan/{number}/follow_up", {"text": text, "evidence": ""}, page)
    found = re.search(r'name="seen"[^>]*value="([^"]+)"', summary)
    return found[1] if found else ""


def _rows(label: str, floor: float, value: float, goal: float, unit: str = "ms CPU") -> None:
    times = value / floor
    verdict = "ok" if times <= goal else "ABOVE GOAL"
    print(f"{label:<44} {value:8.2f} {unit}  {times:5.2f} x floor   goal <= {goal}   {verdict}")


def main() -> None:
    """Print every figure; nothing is asserted."""
    provisioning.main()
    with tempfile.TemporaryDirectory() as folder:
        facts = prepare(str(Path(folder) / "product.sqlite"))
        with (
            served("-m", "tests.bench.floor", str(Path(folder) / "floor.sqlite")) as floor,
            served("-m", "tests.bench.product", str(Path(folder) / "product.sqlite")) as product,
        ):
            base = _pages(floor, product, facts)
    board.main(base)


def _pages(floor: Server, product: Server, facts: Facts) -> float:
    """Print what each page costs; returns what the floor costs here and now."""
    plain = Browser(floor.port)
    me = sign_in(product, facts.trainees[0])
    steering = trainer(product, facts)
    number = re.findall(r"/meja/laporan/(SIM-[0-9D]+)", me.get("/meja"))[0]
    floors = [cpu_each(floor, lambda: plain.get("/1"), TIMES) for _ in range(2)]
    figures = {
        "list page (40 reports)": (cpu_each(product, lambda: me.get("/meja?group=all"), TIMES), 2.0),
        "report page": (cpu_each(product, lambda: me.get(f"/meja/laporan/{number}"), TIMES), 2.0),
        "trainee's home": (cpu_each(product, lambda: me.get("/beranda"), TIMES), 2.0),
        "board, 118 people": (cpu_each(product, lambda: steering.get("/papan"), 80), 2.5),
    }
    time.sleep(SETTLED)  # the board shows who is here: only once that stands is a poll an unchanged one
    poll = re.search(r'data-poll="([^"]+)"[^>]*data-version="([^"]+)"', steering.get("/papan"))
    if poll:
        asked, version = poll[1].replace("&amp;", "&"), poll[2]
        ask = {"X-Live": "1", "X-Version": version}
        unchanged = cpu_each(product, lambda: steering.get(asked, ask), TIMES)
        figures["unchanged poll"] = (unchanged, 0.3)
    people = [sign_in(product, who) for who in facts.trainees[1 : PEOPLE + 1]]
    acts = [act(browser) for browser in people]
    turn = itertools.cycle(acts)

    def next_act() -> object:
        return next(turn)()

    verified = cpu_each(product, next_act, 300, warm=40)
    figures["act with journal and judgement (verify)"] = (verified, 4.0)
    answer = replies(people)
    figures["act with reply judged"] = (cpu_each(product, answer, 120, warm=20), 4.0)
    floors.append(cpu_each(floor, lambda: plain.get("/1"), TIMES))
    base = statistics.median(floors)
    print(
        f"{'floor: 40 rows by an index':<44} {base:8.2f} ms CPU   1.00 x floor   ({', '.join(f'{f:.2f}' for f in floors)})"
    )
    for label, (value, goal) in figures.items():
        _rows(label, base, value, goal)
    crowd = [sign_in(product, who) for who in facts.trainees[PEOPLE + 1 : 2 * PEOPLE + 1]]
    _crowd(floor, crowd)
    print(f"memory after this run: {product.memory():.0f} MB (floor {floor.memory():.0f} MB)")
    _weights(product, me, steering, number)
    return base


def _crowd(floor: Server, people: list[Browser]) -> None:
    plain = [Browser(floor.port) for _ in people]
    base = p95_at([(lambda b=b: b.get("/1")) for b in plain], 8)
    listing = p95_at([(lambda b=b: b.get("/meja?group=all")) for b in people], 8)
    acting = p95_at([act(b) for b in people], 8)
    print(f"{'floor p95 at 32':<44} {base:8.0f} ms")
    _rows("list p95 at 32", base, listing, 3.0, "ms p95")
    _rows("act p95 at 32", base, acting, 3.0, "ms p95")


def _weights(product: Server, me: Browser, steering: Browser, number: str) -> None:
    """Bytes over the wire: the first load with its files, later pages without."""
    fresh = Browser(product.port)
    page = fresh.get("/masuk")
    total = fresh.bytes
    for path in dict.fromkeys(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)):
        fresh.ask("GET", path.replace("&amp;", "&"))
        total += fresh.bytes
    print(f"{'first load, page with its files':<44} {total / 1000:8.1f} kB   goal <= 100")
    for label, browser, path in (
        ("home", me, "/beranda"), ("list of 40", me, "/meja?group=all"), ("report", me, f"/meja/laporan/{number}"), ("board", steering, "/papan"),
    ):  # fmt: skip
        started = time.perf_counter()
        browser.get(path)
        took = (time.perf_counter() - started) * 1000
        print(
            f"{'later page: ' + label:<44} {browser.bytes / 1000:8.1f} kB   goal <= {25 if label == 'board' else 15}   ({took:.0f} ms)"
        )


if __name__ == "__main__":
    main()
