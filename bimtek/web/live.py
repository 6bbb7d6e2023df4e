"""Live blocks: an ordinary page plus the same partial again, asked for with the version the page already shows."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, make_response, request

VERSION_LIMIT = 80


def live_answer(version: str, render: Callable[[], str]) -> Response:
    """204 when the asker already shows `version`, else the partial with its version in X-Version. 204 rather than 304:
    a browser would hand the script a cached 200 for a 304."""
    asked = request.headers.get("X-Version", request.args.get("v", ""))[:VERSION_LIMIT]
    response = make_response("", 204) if asked == version else make_response(render())
    response.headers["X-Version"] = version
    return response
