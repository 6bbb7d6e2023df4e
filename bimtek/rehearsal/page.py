"""A page as a robot reads it: its forms with what they hold, its links. Nothing here knows the platform."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Kinds of input that send nothing by themselves, or that a robot does not fill in.
_IDLE = frozenset({"submit", "button", "reset", "file", "image"})


@dataclass(slots=True)
class Form:
    """One form: where it goes, what its fields hold, the values a choice offers, its buttons (name, value, words)."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    in_panel: bool = False

    def filled(self, **given: str) -> dict[str, str]:
        """What a browser would send: the fields as they stand with what was typed into them."""
        return {**self.fields, **given}


@dataclass(slots=True)
class Page:
    """What came back: the address asked for, the status, the forms, the links (address, words) and those of the one next
    thing."""

    path: str
    status: int
    text: str = ""
    location: str = ""
    version: str = ""
    forms: list[Form] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    next_links: list[str] = field(default_factory=list)

    def form_to(self, part: str) -> Form | None:
        """The first form whose address has `part` in it."""
        return next((form for form in self.forms if part in form.action), None)

    def links_to(self, part: str) -> list[str]:
        """The addresses of links that have `part` in them, each once."""
        return list(dict.fromkeys(href for href, _words in self.links if part in href))


class _Reader(HTMLParser):
    """Collects forms and links; a `section` of class next-panel holds the one next thing."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.form: Form | None = None
        self.words: list[str] | None = None
        self.href = ""
        self.select = self.area = ""
        self.panels: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what begins here."""
        got = {name: value or "" for name, value in attrs}
        if tag == "section":
            self.panels.append("next-panel" in got.get("class", ""))
        elif tag == "form":
            method = got.get("method", "get").lower()
            self.form = Form(got.get("action", self.page.path), method, in_panel=any(self.panels))
            self.page.forms.append(self.form)
        elif tag == "a" and "href" in got:
            self.href, self.words = got["href"], []
            if any(self.panels):
                self.page.next_links.append(got["href"])
        elif self.form is not None:
            self._part_of_form(tag, got)

    def _part_of_form(self, tag: str, got: dict[str, str]) -> None:
        form, name = self.form, got.get("name", "")
        assert form is not None  # noqa: S101 -- called inside a form only
        if tag == "button":
            self.words = []
            form.buttons.append((name, got.get("value", ""), ""))
        elif tag == "input" and name and got.get("type", "text") not in _IDLE:
            self._input(form, name, got)
        elif tag == "select" and name:
            self.select = name
            form.fields.setdefault(name, "")
        elif tag == "option" and self.select:
            form.offered.setdefault(self.select, []).append(got.get("value", ""))
            if "selected" in got:
                form.fields[self.select] = got.get("value", "")
        elif tag == "textarea" and name:
            self.area = name
            form.fields.setdefault(name, "")

    def _input(self, form: Form, name: str, got: dict[str, str]) -> None:
        if got.get("type") in ("radio", "checkbox"):
            form.offered.setdefault(name, []).append(got.get("value", "on"))
            if "checked" in got:
                form.fields[name] = got.get("value", "on")
        else:
            form.fields[name] = got.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Close what ends here."""
        if tag == "section" and self.panels:
            self.panels.pop()
        elif tag == "form":
            self.form = None
        elif tag == "a" and self.words is not None:
            self.page.links.append((self.href, " ".join(self.words)))
            self.words = None
        elif tag == "button" and self.form and self.form.buttons and self.words is not None:
            name, value, _none = self.form.buttons[-1]
            self.form.buttons[-1] = (name, value, " ".join(self.words))
            self.words = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        """Words of a link or button, or the text of a text field."""
        if self.area and self.form is not None:
            self.form.fields[self.area] += data
        elif self.words is not None and data.strip():
            self.words.append(data.strip())


def read_page(path: str, status: int, text: str, location: str = "") -> Page:
    """A page from what a server answered; markup that is not whole is read as far as it goes."""
    page = Page(path, status, text, location)
    reader = _Reader(page)
    reader.feed(text)
    return page
