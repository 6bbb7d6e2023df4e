"""Fingerprinted addresses for static files, so that a phone fetches each once and keeps it."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from flask import Flask, url_for

from bimtek.config import ROOT

STATIC = ROOT / "static"


@lru_cache(maxsize=64)
def fingerprint(name: str) -> str:
    """The first characters of a static file's hash; raises FileNotFoundError for a file that is not there."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a static file with its fingerprint."""
    return url_for("static", filename=name, v=fingerprint(name))


def init_app(app: Flask) -> None:
    """Give templates `asset(name)`."""
    app.jinja_env.globals["asset"] = asset
