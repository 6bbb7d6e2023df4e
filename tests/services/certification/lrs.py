"""A learning record store over real HTTP, and steps to fill the journal it reads."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sqlalchemy.orm import Session

from bimtek.certification.models import XapiCursor
from bimtek.certification.xapi_client import Lrs
from bimtek.journal import services as journal
from tests.conftest import WALL

SECRET = "sandi-lrs-yang-tidak-boleh-bocor"

NAMES = ("Andi Contoh Satu", "Bungawati Contoh")


class FakeLrs:
    """Keeps statements by id in the order of arrival. `strict`: a batch with a known id is refused whole with 409, as the
    specification lets a store do; else what is known is passed over. `stored` counts every act of storing."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.stored, self.posts = 0, 0
        self.strict, self.dies_at, self.dead = False, 0, False
        self.status, self.says, self.location = 0, "", ""
        self.seen: list[dict[str, str]] = []
        self.during: Callable[[], None] = lambda: None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}/xapi"

    def __enter__(self) -> FakeLrs:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def client(self) -> Lrs:
        return Lrs(self.url, "kunci", SECRET)

    def take(self, statements: list[dict[str, Any]]) -> int:
        """Store what is new; the status to answer with."""
        if self.strict and any(one["id"] in self.kept for one in statements):
            return 409
        for one in statements:
            if one["id"] not in self.kept:
                self.kept[one["id"]] = one
                self.stored += 1
        return 200


def _handler(lrs: FakeLrs) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            lrs.posts += 1
            body = self.rfile.read(int(self.headers["Content-Length"]))
            lrs.seen.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
            lrs.during()
            if lrs.dead:
                return self._hang_up()
            right = "Basic " + base64.b64encode(f"kunci:{SECRET}".encode()).decode()
            if self.headers["Authorization"] != right:
                return self._say(401, f"wrong: {self.headers['Authorization']} " + "x" * 1000)
            if lrs.status:
                return self._say(lrs.status, lrs.says)
            status = lrs.take(json.loads(body))
            if lrs.posts == lrs.dies_at:
                lrs.dead = True  # stored, but nobody hears of it
                return self._hang_up()
            return self._say(status, "[]")

        def _hang_up(self) -> None:
            self.close_connection = True

        def _say(self, status: int, words: str) -> None:
            self.send_response(status)
            if lrs.location:
                self.send_header("Location", lrs.location)
            if status != 204:
                self.send_header("Content-Length", str(len(words.encode())))
            self.end_headers()
            if status != 204:
                self.wfile.write(words.encode())

        def log_message(self, *_: object) -> None:
            """Silence."""

    return Handler


def write(session: Session, stream: str, count: int, kind: str = "reading_finished", minute: int = 0) -> None:
    """So many entries in a stream, a minute apart."""
    for number in range(count):
        journal.record(
            session, stream=stream, kind=kind, about=f"attempt/{number + 1}", actor_id=5, actor_role="trainee",
            scope="class/1", wall_at=WALL + timedelta(minutes=minute + number), data={"exercise": f"{stream}-{number}"},
        )  # fmt: skip


def cursors(session: Session) -> dict[str, int]:
    return {row.stream: row.number for row in session.query(XapiCursor).populate_existing()}


def arrived(lrs: FakeLrs, stream: str) -> list[int]:
    """The numbers written by `write`, as they arrived of one stream."""
    ids = [one["object"]["id"].rsplit("/", 1)[1].replace("%2F", "/") for one in lrs.kept.values()]
    return [int(one.rsplit("-", 1)[1]) for one in ids if one.startswith(f"{stream}-")]
