"""Headers every answer carries, and what no request may carry. No HSTS and no upgrade-insecure-requests in a hall: it is plain http on a
LAN. Behind a proxy that speaks TLS (BIMTEK_TLS_PROXY) browsers are told to ask nothing else for a year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, abort, current_app, request
from werkzeug.routing import IntegerConverter

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    ]
)


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if current_app.extensions["settings"].tls_proxy:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    # Pages hold drafts and names; a shared laptop must not show them from its cache after sign-out.
    if request.endpoint != "static" and not response.headers.get("Cache-Control", "").startswith("private"):
        response.headers["Cache-Control"] = "no-store"
    return response


LARGEST = 2**31 - 1


def whole(text: str) -> int:
    """A whole number from a form or a query, for `get(…, type=whole)`; one that no table can hold is as if it were not sent."""
    found = int(text)
    if abs(found) > LARGEST:
        raise ValueError("beyond every table")
    return found


class Number(IntegerConverter):
    """A number in an address; one that no table can hold names nothing, so it is not found like any other unknown one."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{"max": LARGEST, **more})


#: A host's name or address with its port. What is longer or says anything else breaks the code that reads it.
_HOST = re.compile(r"(?:[\w-]{1,63}(?:\.[\w-]{1,63})*\.?|\[[0-9a-fA-F:.]{2,45}\])?(?::\d{1,5})?", re.ASCII)


def _refuse_odd_hosts(inner: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    def outer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        host = str(environ.get("HTTP_HOST", ""))
        if len(host) <= 253 and _HOST.fullmatch(host):
            return inner(environ, start)
        start("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Security-Policy", POLICY)])
        return [b"Alamat server tidak dikenal."]

    return outer


def _no_nul() -> None:
    """Nobody types a NUL, and PostgreSQL stores none in a text: such a request is refused before it asks for anything."""
    if request.endpoint == "static":
        return
    given = (value for part in (request.args, request.form) for _name, value in part.items(multi=True))
    if "\0" in request.path or any("\0" in value for value in given):
        abort(400)


def init_app(app: Flask) -> None:
    """Connect the headers and the bounds on what a request may call things."""
    app.before_request(_no_nul)
    app.after_request(_headers)
    app.url_map.converters["int"] = Number
    app.wsgi_app = _refuse_odd_hosts(app.wsgi_app)  # type: ignore[method-assign]
