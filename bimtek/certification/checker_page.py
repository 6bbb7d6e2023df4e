"""The page that checks a certificate from paper without internet: one file that officials keep and pass on.

Everything it needs stands inside it. Serve it as an attachment alone: under our own address its inline script is forbidden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from flask import render_template
from markupsafe import Markup, escape

from bimtek.certification.domain.keys import PublicKey
from bimtek.config import ROOT

#: Made by scripts/build-verifier.
SCRIPT = ROOT / "static" / "vendor" / "statement-checker.min.js"
STYLE = ROOT / "static" / "css" / "checker.css"


def checker_page(keys: Sequence[PublicKey], issuer: str) -> str:
    """The whole page; it knows these public keys and names this issuer. The same arguments give the same page."""
    return render_template(
        "certification/checker.html",
        keys=[(key.id, key.text) for key in keys],
        # Escaped here and so left alone later: the page is Indonesian, also for who reads the platform in English.
        issuer=escape(issuer),
        script=_script(),
        style=_style(),
    )


@cache
def _script() -> Markup:
    """The bundle as it may stand inside a script element; our own committed file, so it is markup and no stranger's text."""
    text = SCRIPT.read_text(encoding="utf-8").strip()
    return Markup(re.sub(r"</(script)", r"<\\/\1", text, flags=re.IGNORECASE))  # noqa: S704


@cache
def _style() -> Markup:
    """The style sheet as it may stand inside a style element."""
    return Markup(STYLE.read_text(encoding="utf-8").strip())  # noqa: S704
