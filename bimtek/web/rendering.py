"""Render once what never changes: translations looked up once a request, components kept by language and arguments."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, get_template_attribute
from flask.templating import Environment
from flask_babel import get_locale, get_translations
from jinja2 import FileSystemBytecodeCache
from jinja2 import __version__ as jinja_version
from jinja2.bccache import Bucket
from markupsafe import Markup, escape
from wtforms import Field, SelectField
from wtforms.widgets import html_params


class SharedGlobals(Environment):
    """Templates over one mapping of globals. Jinja lays a chain of two over it, so that each template could have globals of its
    own; ours have none, and looking through the chain cost every page a tenth of its time."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own globals, unless a template is given some of its own."""
        return super().make_globals(d) if d else self.globals


class KeptTemplates(FileSystemBytecodeCache):
    """Templates as Jinja compiled them, kept between starts: a template that changed is told by its text. The first page of a
    process compiles fifty of them, a quarter of the time until it stands. A folder that cannot be written keeps nothing."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept of a template, if it can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; a full disk is said by the act that meets it, not by a page that only reads."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _keep_templates(app: Flask) -> None:
    folder = Path(app.extensions["settings"].instance_dir) / "templates"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        app.jinja_env.bytecode_cache = KeptTemplates(str(folder), f"%s-{jinja_version}.cache")


def translations() -> Any:
    """The request's catalogue. Flask-Babel looks through three contexts for every single word; a page has two hundred."""
    found = g.get("translations")
    if found is None:
        found = g.translations = get_translations()
    return found


def language() -> str:
    """The language of this request, looked up once."""
    found = g.get("language")
    if found is None:
        found = g.language = str(get_locale() or "id")
    return str(found)


@lru_cache(maxsize=8192)
def _kept(_language: str, file: str, macro: str, arguments: tuple[Any, ...]) -> Markup:
    return Markup(get_template_attribute(f"components/{file}.html", macro)(*arguments))  # noqa: S704 -- a macro's own output


def kept(macro: str, *arguments: Any, file: str | None = None) -> Markup:
    """A component's markup, rendered once per language and (hashable) arguments; the oldest give way to new ones."""
    return _kept(language(), file or macro, macro, arguments)


def part(template: str, **values: Any) -> Markup:
    """A part of a page, for template functions: unlike render_template it does not put the frame's context together a second
    time, which costs more than most parts. The frame's own words (`shell`, `wall_now`) are not there."""
    return Markup(current_app.jinja_env.get_template(template).render(**values))  # noqa: S704 -- our own template, escaping on


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, str], ...], _language: str) -> Markup:
    return Markup("").join(Markup('<option value="{}">{}</option>').format(value, word) for value, word in choices)


class KeptSelect:
    """A select whose options are rendered once: long lists (units, categories) otherwise cost more than the page."""

    def __call__(self, field: Field, **attributes: Any) -> Markup:
        """The select with the field's value chosen."""
        attributes.setdefault("id", field.id)
        choices = tuple((str(value), str(word)) for value, word, *_rest in field.choices or ())
        options = str(_options(choices, language()))
        chosen = f'<option value="{escape(field.data or "")}"'
        marked = options.replace(chosen + ">", chosen + " selected>", 1)
        return Markup(f"<select {html_params(name=field.name, **attributes)}>{marked}</select>")  # noqa: S704 -- escaped above


class LongSelectField(SelectField):
    """A SelectField with many options."""

    widget = KeptSelect()

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.type = "SelectField"


def init_app(app: Flask) -> None:
    """Connect the kept templates and the kept components."""
    if not app.testing:
        _keep_templates(app)
    app.jinja_env.globals["once"] = kept
