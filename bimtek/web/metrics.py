"""Figures for who runs the platform: requests by page and outcome, seconds they took, room on the disk. Read by Prometheus behind
a token (BIMTEK_METRICS_TOKEN); one log line for each request that failed or was slow. Never an address: it may hold a token."""

from __future__ import annotations

import hmac
import os
import time

import structlog
from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from bimtek.web.access import Audience, audience
from bimtek.web.figures import Figures

log = structlog.get_logger()
bp = Blueprint("metrics", __name__)
#: A person notices a second; beyond it a request is worth a line in the log.
SLOW = 1.0


def page_of() -> str:
    """The page as the route table names it: numbers and tokens stay out."""
    return str(request.url_rule) if request.url_rule else "(none)"


def _before() -> None:
    g.arrived = time.perf_counter()


def _after(response: Response) -> Response:
    took = time.perf_counter() - g.get("arrived", time.perf_counter())
    figures: Figures = current_app.extensions["figures"]
    figures.requests.labels(page_of(), request.method, str(response.status_code)).inc()
    figures.seconds.labels(page_of()).observe(took)
    if took >= SLOW or response.status_code >= 500 or current_app.extensions["log_requests"]:
        log.info("request", page=page_of(), method=request.method, status=response.status_code, ms=round(took * 1000))
    return response


@bp.get("/metrik")
@audience(
    Audience.PUBLIC, because="A machine reads it with the token of BIMTEK_METRICS_TOKEN; without one it does not exist."
)
def metrics() -> ResponseReturnValue:
    """The figures in Prometheus' own text; 404 for whoever lacks the token."""
    wanted = current_app.extensions["metrics_token"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        abort(404)
    figures: Figures = current_app.extensions["figures"]
    return Response(figures.tell(), content_type=CONTENT_TYPE_LATEST)


def init_app(app: Flask) -> None:
    """Must be connected before the transaction, so that the seconds hold the commit too."""
    settings = app.extensions["settings"]
    app.extensions["figures"] = Figures(settings.instance_dir, settings.figures_dir)
    app.extensions["metrics_token"] = os.environ.get("BIMTEK_METRICS_TOKEN", "")
    app.extensions["log_requests"] = os.environ.get("BIMTEK_LOG_REQUESTS", "") == "all"
    app.before_request(_before)
    app.after_request(_after)
    app.register_blueprint(bp)
