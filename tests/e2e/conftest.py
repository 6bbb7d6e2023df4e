"""A served hall of 118 and real Chromium; every page a journey opens is examined by axe and photographed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.driver import Server, served
from tests.bench.product import Facts, prepare

ROOT = Path(__file__).resolve().parent.parent.parent
SHOTS = ROOT / "screenshots"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = {"phone": (360, 740), "laptop": (1366, 768)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a browser journey."""
    for item in items:
        if "/e2e/" in str(item.path).replace("\\", "/"):
            item.add_marker(pytest.mark.e2e)


@dataclass(slots=True)
class Hall:
    """The served platform with its people; each journey takes a trainee of its own."""

    server: Server
    facts: Facts
    path: Path
    taken: int = 0

    @property
    def url(self) -> str:
        """The address of the hall."""
        return f"http://127.0.0.1:{self.server.port}"

    def next_trainee(self) -> tuple[str, int]:
        """(card code, account) of somebody no journey has used."""
        self.taken += 1
        who = self.facts.trainees[self.taken]
        return who.code, who.account_id


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    path = tmp_path_factory.mktemp("hall") / "hall.sqlite"
    facts = prepare(str(path), arrived=False)
    with served("-m", "tests.bench.product", str(path)) as server:
        yield Hall(server, facts, path)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "Peramban Chromium tidak ditemukan: pasang paket chromium, atau isi variabel CHROMIUM."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@dataclass(slots=True)
class Visitor:
    """A person at a browser: goes to pages, each examined and photographed once per name."""

    page: Page
    hall: Hall
    width: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str, name: str | None = None) -> None:
        """Open a path of the hall."""
        self.page.goto(self.hall.url + path if path.startswith("/") else path)
        self.look(name)

    def look(self, name: str | None = None) -> None:
        """Examine the page now shown: axe without a violation, no sideways scrolling, no console error; photograph it."""
        self.page.wait_for_load_state()
        if name:
            SHOTS.mkdir(exist_ok=True)
            self.page.screenshot(path=SHOTS / f"{name}-{self.width}.png", full_page=True)
        if not self.page.evaluate("() => typeof axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text("utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", tags)
        faults = [f"{v['id']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]]
        assert faults == [], f"{self.page.url}: {faults}"
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide}px"
        assert self.complaints == [], self.complaints

    def press(self, word: str) -> None:
        """Tap the button or link with this word and wait for the page that follows."""
        target = self.page.get_by_role("button", name=word, exact=True).or_(self.page.get_by_role("link", name=word, exact=True))
        target.first.click()
        self.page.wait_for_load_state()

    def join(self) -> None:
        """Sit down by card: code, own name, confirm."""
        code, account = self.hall.next_trainee()
        self.go("/masuk", "join")
        self.page.get_by_label("kode", exact=False).first.fill(f"{code[:3]} {code[3:]}".lower())
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        self.look("join-names")
        self.page.locator(f"input[type=radio][value='{account}']").check()
        self.page.locator("main form button[type=submit]").last.click()
        self.page.wait_for_load_state()

    def sign_in(self) -> None:
        """Sign in as the trainer."""
        self.go("/fasilitator/masuk", "trainer-sign-in")
        self.page.fill("input[name=username]", self.hall.facts.username)
        self.page.fill("input[name=password]", self.hall.facts.password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()


@pytest.fixture(params=list(WIDTHS))
def visitor(request: pytest.FixtureRequest, hall: Hall, chromium: Browser) -> Iterator[Visitor]:
    """Somebody at a phone, then at a laptop. Requests to any other host fail the journey."""
    width, height = WIDTHS[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="id-ID", timezone_id="Asia/Makassar", bypass_csp=False)
    yield _visitor(context, hall, request.param)
    context.close()


def _visitor(context: BrowserContext, hall: Hall, width: str) -> Visitor:
    page = context.new_page()
    made = Visitor(page, hall, width)
    page.on("console", lambda m: made.complaints.append(f"console: {m.text}") if m.type == "error" and "status of 4" not in m.text else None)
    page.on("pageerror", lambda e: made.complaints.append(f"script: {e}"))
    page.on("request", lambda r: None if r.url.startswith((hall.url, "data:")) else made.complaints.append(f"other host: {r.url}"))
    return made
