"""Speak to a learning record store over HTTP with nothing but the standard library."""

from __future__ import annotations

import base64
import json
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

VERSION = "1.0.3"
TIMEOUT = 20
_ACCEPTED, _CONFLICT = (200, 204), 409
_MOST_SAID, _MOST_READ = 300, 20_000


class LrsRefused(Exception):  # noqa: N818 -- reads as what happened
    """The LRS did not accept: its status (0 when it was not reached) and the beginning of what it said."""

    def __init__(self, status: int, said: str) -> None:
        self.status, self.said = status, said[:_MOST_SAID]
        head = f"LRS menolak ({status})" if status else "LRS tidak terjangkau"
        super().__init__(f"{head}: {self.said}" if self.said else head)


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the password is for the address that was set, and for no other."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Nowhere."""


@dataclass(frozen=True, slots=True)
class Lrs:
    """One LRS: `url` is its xAPI endpoint, without "/statements"."""

    url: str
    key: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        """Only http and https, and no password inside the address: addresses are shown."""
        try:
            parts = urlsplit(self.url)
            fits = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        except ValueError:
            fits = False
        if not fits:
            raise ValueError("Alamat LRS harus berupa http(s)://… tanpa kata sandi di dalamnya.")

    def post(self, statements: list[dict[str, Any]]) -> None:
        """Have a batch stored, in order; returns once all of it is. A batch with something the LRS has already (409) is sent one
        by one: what conflicts alone is there, for ids are made from content. Raises LrsRefused for everything else."""
        status = self._send(statements)
        if status == _CONFLICT and len(statements) > 1:
            for one in statements:
                self._send([one])

    def _send(self, statements: list[dict[str, Any]]) -> int:
        """Post once; the status when it is one of acceptance or conflict."""
        request = urllib.request.Request(  # noqa: S310 -- the scheme was checked
            self.url.rstrip("/") + "/statements",
            data=json.dumps(statements, ensure_ascii=False).encode("utf-8"),
            headers={
                "Authorization": f"Basic {self._token()}",
                "Content-Type": "application/json",
                "X-Experience-API-Version": VERSION,
            },
            method="POST",
        )
        try:
            with urllib.request.build_opener(_Straight).open(request, timeout=TIMEOUT) as answer:
                status, said = answer.status, answer.read(_MOST_READ)
        except HTTPError as error:
            with error:
                status, said = error.code, _body_of(error)
        except (OSError, HTTPException, ValueError) as error:
            raise LrsRefused(0, self._plain(str(getattr(error, "reason", "") or error))) from None
        if status not in (*_ACCEPTED, _CONFLICT):
            raise LrsRefused(status, self._plain(said.decode("utf-8", "replace")))
        return int(status)

    def _token(self) -> str:
        return base64.b64encode(f"{self.key}:{self.secret}".encode()).decode("ascii")

    def _plain(self, said: str) -> str:
        """On one line and without the secret: a server may send back what it was sent. Taken out before anything is cut off."""
        for hidden in (self._token(), self.secret):
            said = said.replace(hidden, "***") if hidden else said
        return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())


def _body_of(error: HTTPError) -> bytes:
    """What a refusal says; a connection that breaks meanwhile leaves the status alone."""
    try:
        return error.read(_MOST_READ)
    except (OSError, HTTPException):
        return b""
