"""What pages may weigh, over an emulated weak wifi in a real browser. Seconds are printed beside their goals and never asserted:
`python -m tests.bench.wifi` measures them."""

from __future__ import annotations

import socket
import threading

import pytest
from playwright.sync_api import Browser

from tests.bench.product import SignIn
from tests.bench.weak_link import Weakness, weak_link
from tests.bench.wifi import GOAL_FIRST, GOAL_LATER, Seen, is_first, trainee, trainer
from tests.e2e.hall import Hall

FIRST, LATER, BOARD = 100_000, 15_000, 25_000
#: The page, its style, its script, the icons, the comparer of live blocks, and one redirect; later the page and its redirect, and
#: what the first signed-in page alone needs.
MOST_FIRST, MOST_LATER = 6, 3


@pytest.fixture(scope="module")
def seen(chromium: Browser, hall: Hall) -> dict[str, Seen]:
    """Every page of a trainee's and a trainer's way through the hall."""
    code, account = hall.next_trainee()
    with weak_link(hall.server.port, seed=1) as link:
        found = trainee(chromium, link, SignIn(code, account)).seen
    with weak_link(hall.server.port, seed=1) as link:
        found |= trainer(chromium, link, hall.facts).seen
    for name, page in found.items():
        goal = GOAL_FIRST if is_first(name) else GOAL_LATER
        print(f"{name:<28} {page.bytes:6d} B {page.requests} requests, usable {page.usable:.2f} s, goal {goal:.0f} s")
    return found


def test_no_page_asks_another_host_and_only_the_style_sheet_is_waited_for(seen: dict[str, Seen]) -> None:
    assert {name: page.hosts for name, page in seen.items() if page.hosts} == {}
    waited = {path for page in seen.values() for path in page.blocking}
    assert waited == {"/static/css/bimtek.css"}


def test_a_first_visit_keeps_its_budget(seen: dict[str, Seen]) -> None:
    first = {name: page for name, page in seen.items() if is_first(name)}
    assert len(first) == 3
    assert {name: page.bytes for name, page in first.items() if page.bytes > FIRST} == {}
    assert {name: page.requests for name, page in first.items() if page.requests > MOST_FIRST} == {}


def test_later_pages_keep_their_budget(seen: dict[str, Seen]) -> None:
    later = {name: page for name, page in seen.items() if not is_first(name)}
    assert {"home", "desk list", "report", "reply sent", "board", "wall"} <= set(later)
    heavy = {name: page.bytes for name, page in later.items() if page.bytes > (BOARD if "board" in name else LATER)}
    assert heavy == {}
    assert {name: page.requests for name, page in later.items() if page.requests > MOST_LATER} == {}


def test_the_emulated_link_loses_segments_and_no_byte() -> None:
    sent = bytes(range(256)) * 1200
    with socket.create_server(("127.0.0.1", 0)) as far:
        threading.Thread(target=_answer, args=(far, sent), daemon=True).start()
        how = Weakness(round_trip=0.002, bits_down=100_000_000, bits_up=100_000_000, loss=0.1)
        with weak_link(int(far.getsockname()[1]), seed=4, how=how) as link:
            with socket.create_connection(("127.0.0.1", link.port)) as near:
                near.sendall(b"?")
                got = b"".join(iter(lambda: near.recv(65536), b""))
            assert got == sent
            assert link.down.lost > 0
            assert link.down.carried == len(sent)


def _answer(listener: socket.socket, body: bytes) -> None:
    with listener.accept()[0] as taken:
        taken.recv(10)
        taken.sendall(body)
