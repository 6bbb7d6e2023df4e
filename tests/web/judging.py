"""Every page a test fetches is judged: the house rules live in the client, not in each test."""

from __future__ import annotations

from collections import Counter
from contextvars import Context
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_VOID_LABELS = {"hidden", "submit", "button", "image", "reset"}


class _Page(HTMLParser):
    """What the rules look at, gathered in one pass."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.post_forms: list[bool] = []
        self.faults: list[str] = []
        self._stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> carries an inline style or handler")
        self._field(tag, given)
        if tag in {"title", "h1"}:
            self._stack.append(tag)
            if tag == "h1":
                self.headings.append("")
        if tag == "script" and not given.get("src"):
            self.faults.append("an inline script")

    def _field(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "label":
            if given.get("for"):
                self.labelled.add(str(given["for"]))
            self._stack.append("label")
        if tag == "form":
            if not given.get("action") and given.get("method") != "dialog":
                self.faults.append("a form without an action")
            self.post_forms.append(False) if (given.get("method") or "").lower() == "post" else None
        if tag in {"input", "select", "textarea"}:
            if given.get("name") == "csrf_token" and self.post_forms:
                self.post_forms[-1] = True
            if given.get("type") not in _VOID_LABELS:
                self.fields.append({**given, "in_label": "yes" if "label" in self._stack else None})

    def handle_endtag(self, tag: str) -> None:
        if tag in self._stack:
            while self._stack and self._stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._stack[-1:] == ["title"]:
            self.title += data
        if "h1" in self._stack and self.headings:
            self.headings[-1] += data


def faults_of(html: str) -> list[str]:
    """What is wrong with a page by the house rules: title, one heading, unique ids, labelled fields, tokens in forms."""
    page = _Page()
    page.feed(html)
    faults = list(page.faults)
    if "SIMULASI" not in page.title:
        faults.append(f"title without SIMULASI: {page.title!r}")
    if len(page.headings) != 1:
        faults.append(f"{len(page.headings)} h1 instead of one")
    faults += [f"id {name} stands {n} times" for name, n in Counter(page.ids).items() if n > 1]
    for field in page.fields:
        named = field.get("aria-label") or field.get("aria-labelledby") or field.get("in_label")
        if not named and field.get("id") not in page.labelled:
            faults.append(f"field {field.get('name')} has no label")
    if not all(page.post_forms):
        faults.append("a POST form without csrf_token")
    if html.count("SIMULASI") < 2:
        faults.append("the page does not say SIMULASI")
    return faults


class JudgingClient(FlaskClient):
    """A test browser that fails on any page against the house rules and sends the page's own token with each form."""

    token = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # type: ignore[override]
        """Fetch, then judge; partials (X-Live) and redirects are left alone."""
        if str(kwargs.get("method", "")).upper() == "POST" and self.token and isinstance(kwargs.get("data"), dict):
            kwargs["data"] = {"csrf_token": self.token, **kwargs["data"]}
        # In a context of its own: a request must not find another request's `g` in the test's application context.
        answer = Context().run(super().open, *args, **kwargs)
        if answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303, 304):
            text = answer.get_data(as_text=True)
            is_file = "attachment" in answer.headers.get(
                "Content-Disposition", ""
            )  # kept elsewhere: not a page of ours
            if "<html" in text and not is_file:
                assert faults_of(text) == [], f"{args}: {faults_of(text)}"
                token = text.partition('name="csrf_token" value="')[2].partition('"')[0]
                self.token = token or self.token
        return answer
