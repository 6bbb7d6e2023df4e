"""A served hall of 118 and real Chromium; every page a journey opens is examined by axe and photographed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.bench.driver import served
from tests.bench.product import Facts, prepare
from tests.e2e.hall import Hall, let_days_pass
from tests.e2e.visitor import WIDTHS, Visitor

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: Simulated days after which a desk holds a handful of reports, some near their deadline.
DAYS = 4


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a browser journey."""
    for item in items:
        if "/e2e/" in str(item.path).replace("\\", "/"):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Facts]:
    """The demo class, made once a run and copied for each file of journeys."""
    path = tmp_path_factory.mktemp("made") / "hall.sqlite"
    return path, prepare(str(path), arrived=False)


def _opened(made: tuple[Path, Facts], path: Path, days: int) -> Iterator[Hall]:
    source, facts = made
    shutil.copyfile(source, path)
    let_days_pass(path, days)
    with served("-m", "tests.bench.product", str(path)) as server:
        yield Hall(server, facts, path)


@pytest.fixture(scope="module")
def hall(made: tuple[Path, Facts], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A hall in its fourth simulated day, the clock frozen, nobody seated yet."""
    yield from _opened(made, tmp_path_factory.mktemp("hall") / "hall.sqlite", DAYS)


@pytest.fixture
def fresh_hall(made: tuple[Path, Facts], tmp_path: Path) -> Iterator[Hall]:
    """A hall of its own in its first simulated minute."""
    yield from _opened(made, tmp_path / "hall.sqlite", 0)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    assert found, "Peramban Chromium tidak ditemukan: pasang paket chromium, atau isi variabel CHROMIUM."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


Arrive = Callable[..., Visitor]


@pytest.fixture
def arrive(chromium: Browser) -> Iterator[Arrive]:
    """Let somebody come in with a browser of their own: arrive(hall, "phone") or arrive(hall, "laptop", script=False)."""
    opened: list[BrowserContext] = []

    def come(hall: Hall, width: str = "laptop", script: bool = True) -> Visitor:
        across, down = WIDTHS[width]
        context = chromium.new_context(
            viewport={"width": across, "height": down},
            locale="id-ID",
            timezone_id="Asia/Makassar",
            java_script_enabled=script,
        )
        context.set_default_timeout(10000)
        opened.append(context)
        return Visitor(context.new_page(), hall, width, script)

    yield come
    for context in opened:
        context.close()


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> str:
    """A phone, then a laptop."""
    return str(request.param)


@pytest.fixture
def visitor(arrive: Arrive, hall: Hall, width: str) -> Visitor:
    """Somebody at a phone, then somebody else at a laptop."""
    return arrive(hall, width)


@pytest.fixture
def trainee(visitor: Visitor) -> Visitor:
    """Somebody who has taken a seat."""
    visitor.join()
    return visitor
