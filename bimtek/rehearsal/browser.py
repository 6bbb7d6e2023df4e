"""A robot's browser: one connection kept open, cookies, compressed bodies, redirects followed; each request is timed."""

from __future__ import annotations

import gzip
import html
import http.client
import re
import time
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlencode, urljoin, urlsplit

from bimtek.rehearsal.page import Form, Page, read_page

#: A person in a hall gives up after this long; so does a robot.
PATIENCE = 30.0
_REDIRECTS = 5
#: A refused move, a faulty field, a session that ended: answers of the platform, not its failures.
_EXPECTED = frozenset({401, 409, 422})


@dataclass(slots=True)
class Notes:
    """What all robots write down together: seconds by kind of page, acts answered well, what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    answers: dict[tuple[int, str], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    bytes: int = 0
    joined: int = 0
    _lock: Lock = field(default_factory=Lock)

    def took(self, kind: str, seconds: float, size: int) -> None:
        """A request of this kind took so long and weighed so much on the wire."""
        with self._lock:
            self.times.setdefault(kind, []).append(seconds)
            self.bytes += size

    def acknowledged(self, command_id: str) -> None:
        """The server said yes to this act: from now on it must be there."""
        with self._lock:
            self.commands.append(command_id)

    def answered(self, sitting: int, item: str, value: str) -> None:
        """The server said it has this answer of a test; the latest counts."""
        with self._lock:
            self.answers[sitting, item] = value

    def sat_down(self) -> None:
        """One more robot sits at its desk."""
        with self._lock:
            self.joined += 1

    def fault(self, words: str) -> None:
        """Something went wrong, in words."""
        with self._lock:
            self.faults.append(words)


@dataclass(slots=True)
class Live:
    """The live block of the page that is open: its address, the version it shows, when it was last asked for."""

    address: str = ""
    version: str = ""
    asked: float = 0.0


class Browser:
    """One device of one robot."""

    def __init__(self, port: int, notes: Notes) -> None:
        self.port, self.notes = port, notes
        self.cookies: dict[str, str] = {}
        self.live = Live()
        self._line: http.client.HTTPConnection | None = None

    def get(self, path: str, kind: str, headers: dict[str, str] | None = None) -> Page:
        """A page, redirects followed."""
        return self._follow(self._ask("GET", path, kind, None, headers), kind)

    def show_live(self, page: Page, part: str) -> None:
        """Note the live block of an open page whose address has `part` in it; a page without one keeps the last."""
        found = re.search(rf'data-poll="([^"]*{part}[^"]*)"[^>]*data-version="([^"]*)"', page.text)
        if found:
            self.live.address, self.live.version = html.unescape(found[1]), html.unescape(found[2])

    def ask_live(self, kind: str, now: float, every: float) -> None:
        """What the open page asks for by itself, when it is time."""
        if self.live.address and now - self.live.asked >= every:
            self.live.asked = now
            answer = self._ask("GET", self.live.address, kind, None, {"X-Live": "1", "X-Version": self.live.version})
            self.live.version = answer.version or self.live.version

    def send(self, form: Form, kind: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> Page:
        """A form sent; the page it leads to. `status` is that of the last page, `path` where it led."""
        sent = self._ask("POST", form.action, kind, fields, headers)
        if sent.status in (302, 303) and (command := fields.get("command_id")):
            self.notes.acknowledged(command)
        return self._follow(sent, kind)

    def _follow(self, page: Page, kind: str) -> Page:
        for _ in range(_REDIRECTS):
            if page.status not in (301, 302, 303):
                return page
            target = urlsplit(urljoin(page.path, page.location))
            page = self._ask("GET", target.path + (f"?{target.query}" if target.query else ""), kind, None, None)
        return page

    def _ask(
        self, method: str, path: str, kind: str, fields: dict[str, str] | None, headers: dict[str, str] | None
    ) -> Page:
        sent = {"Accept-Encoding": "gzip", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        sent.update(headers or {})
        body = None
        if fields is not None:
            body = urlencode(fields)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        try:
            status, raw, given = self._exchange(method, path.partition("#")[0], body, sent)
        except (OSError, http.client.HTTPException) as fault:
            self._line = None
            self.notes.fault(f"{kind}: {type(fault).__name__}")
            return Page(path, 0)
        self.notes.took(kind, time.perf_counter() - started, len(raw))
        if status >= 400 and status not in _EXPECTED:
            self.notes.fault(f"{kind}: {status}")
        if given.get("Content-Encoding") == "gzip":
            raw = gzip.decompress(raw)
        page = read_page(path, status, raw.decode("utf-8", "replace"), given.get("Location", ""))
        page.version = given.get("X-Version", "")
        return page

    def _exchange(
        self, method: str, path: str, body: str | None, sent: dict[str, str]
    ) -> tuple[int, bytes, http.client.HTTPMessage]:
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self._line.request(method, path, body, sent)
        answer = self._line.getresponse()
        raw = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.status, raw, answer.headers
