"""The summary that comes back before an act which carries words to somebody is sent."""

from __future__ import annotations

import html
import re


def hidden(page: str, name: str) -> str:
    """The value of a hidden field on a page, or ""."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def seal_of(page: str) -> str:
    """The seal of the summary on this page, or "" where none is shown."""
    return hidden(page, "seen") if 'id="ringkasan"' in page else ""
