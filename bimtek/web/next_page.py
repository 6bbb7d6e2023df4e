"""The page after an act comes with the answer to the act.

An act answers "look there", so that the page after it may be loaded again without acting again; on a weak wifi that second way costs
the officer half a second each time. Where the browser's script can give a page its own address (`static/js/modules/here.js`, which says so by
a cookie), the server goes that way itself: the act is committed, then the page is asked for as the browser would, and comes with
the address it stands for. Without a script, or for what is no page, the answer stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, request
from werkzeug.wrappers import Response

Application = Callable[..., Iterable[bytes]]
#: What a browser says whose script gives a page its own address.
COOKIE = "seketika=1"
#: So often one is sent on from an act to its page; beyond it the browser may go itself.
MOST = 3
_COMING = "bimtek.coming_along"
_OF_THE_ACT = ("CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_ORIGIN", "HTTP_TRANSFER_ENCODING")


@dataclass(slots=True)
class _Coming:
    """A page on its way with the answer to an act: its address, and whether it told that address to its script."""

    address: str
    told: bool = False


def address_told() -> str:
    """The address this page stands for when it came with the answer to an act, else an empty text. Only a page that asks, and
    so can tell its script, is given that way."""
    coming: _Coming | None = request.environ.get(_COMING)
    if coming is None:
        return ""
    coming.told = True
    return coming.address


def _may_come_along(environ: dict[str, Any]) -> bool:
    """A form sent by a browser, not by a script: only a browser that opens a page asks for text/html."""
    return (
        environ["REQUEST_METHOD"] == "POST"
        and "text/html" in environ.get("HTTP_ACCEPT", "")
        and COOKIE in environ.get("HTTP_COOKIE", "").split("; ")
        and not environ.get("SCRIPT_NAME")
    )


def _address_after(answer: Response) -> str | None:
    """Where the answer sends on to, when that is a page of this hall."""
    to = answer.headers.get("Location", "") if answer.status_code in (302, 303) else ""
    return to if to.startswith("/") and not to.startswith("//") else None


def _cookies(held: str, answered: list[str]) -> str:
    """What the browser would send next: what it held, with what the answer sets in its place."""
    jar = dict(pair.split("=", 1) for pair in held.split("; ") if "=" in pair)
    jar |= dict(one.split(";", 1)[0].split("=", 1) for one in answered)
    return "; ".join(f"{name}={value}" for name, value in jar.items() if value)


def _asking(environ: dict[str, Any], address: str, cookies: str) -> dict[str, Any]:
    """The request the browser would send for the page."""
    to = urlsplit(address)
    asked = {name: value for name, value in environ.items() if name not in _OF_THE_ACT}
    asked |= {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(to.path, encoding="latin-1"),
        "QUERY_STRING": to.query,
        "HTTP_COOKIE": cookies,
        "wsgi.input": BytesIO(),
        _COMING: _Coming(address),
    }
    for name in ("RAW_URI", "REQUEST_URI"):
        asked.pop(name, None)
    return asked


def _set_by(answers: list[Response]) -> list[str]:
    """The cookies these answers set, of each name the last."""
    return list(
        {one.split("=", 1)[0]: one for answer in answers for one in answer.headers.getlist("Set-Cookie")}.values()
    )


def _page_after(inner: Application, environ: dict[str, Any], act: Response) -> Response | None:
    """The page the act leads to, with every cookie set on the way; None where it leads to none of ours."""
    way = [act]
    for _ in range(MOST):
        address = _address_after(way[-1])
        if address is None:
            return None
        asked = _asking(environ, address, _cookies(environ.get("HTTP_COOKIE", ""), _set_by(way)))
        way.append(page := Response.from_app(inner, asked, buffered=True))
        if page.status_code == 200 and page.mimetype == "text/html" and asked[_COMING].told:
            cookies = _set_by(way)
            page.headers.remove("Set-Cookie")
            for one in cookies:
                page.headers.add("Set-Cookie", one)
            return page
    return None


def coming_along(inner: Application) -> Application:
    """Answer an act with the page it leads to, where browser and page can do that; everything else as `inner` answers it."""

    def outer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not _may_come_along(environ):
            return inner(environ, start)
        before = dict(environ)
        act = Response.from_app(inner, environ)
        if _address_after(act) is None:
            return act(environ, start)
        act.make_sequence()
        return (_page_after(inner, before, act) or act)(environ, start)

    return outer


def init_app(app: Flask) -> None:
    """Give templates `address_told()` and let pages come along. Outermost: act and page are two requests to everything within."""
    app.jinja_env.globals["address_told"] = address_told
    app.wsgi_app = coming_along(app.wsgi_app)  # type: ignore[method-assign]
