"""Readings: Markdown of seed/modules, or its English in translations/en/readings, made into safe HTML once."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from bimtek.config import ROOT, SEED_DIR

ENGLISH = ROOT / "translations" / "en" / "readings"

_TAGS = {
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "code",
}


@lru_cache(maxsize=32)
def reading(name: str, language: str = "id") -> Markup:
    """The reading in this file as HTML, cleaned to a few tags; `name` comes from a checked module file, never from a
    request. In English where it was translated. Wide tables scroll inside themselves, so they can be reached by keyboard."""
    english = ENGLISH / name
    path = english if language == "en" and english.is_file() else SEED_DIR / "modules" / name
    text = path.read_text(encoding="utf-8")
    html = nh3.clean(MarkdownIt("commonmark").enable("table").render(text), tags=_TAGS, attributes={})
    return Markup(html.replace("<table>", '<table tabindex="0">').replace("<th>", '<th scope="col">'))  # noqa: S704
