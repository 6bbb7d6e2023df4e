"""English for what is written in Indonesian outside the templates: content of seed/, the rules' reasons and feedback.

A memory of translations, as translators use one: whole texts, texts with places ("Masih terbaca: {}. {}"), and texts made of
remembered sentences. What is not remembered stays Indonesian: above all what simulated citizens and the officers themselves
write, which is never translated. Looked up where a template puts a plain text on the page, so that no rule knows of languages."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from bimtek.config import ROOT
from bimtek.web.rendering import language, translations

FOLDER = ROOT / "translations" / "en" / "memory"
PLACE = "{}"
#: Longer texts are somebody's writing, not ours.
MAX_TEXT = 4000
#: A pattern with fewer letters of its own would also fit what a citizen wrote ("Pilih {}.").
LEAST_LETTERS = 10
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
_HEAD = re.compile(r"^(U\d|\d{1,2}\.|[A-J]\.|T\d:)\s+")
#: Whether this page is English; None until a template first speaks, for most answers have none.
_english: ContextVar[bool | None] = ContextVar("english", default=False)


class Memory:
    """Remembered texts; a text with places is matched whole, and what stands in a place is looked up again."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._whole = {key: value for key, value in texts.items() if value and PLACE not in key}
        self._places: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
        for key, value in sorted(texts.items(), key=lambda item: -len(item[0])):
            if value and PLACE in key and sum(letter.isalpha() for letter in key) >= LEAST_LETTERS:
                pattern = re.compile("(.*?)".join(re.escape(part) for part in key.split(PLACE)), re.DOTALL)
                self._places[_first_word(key)].append((pattern, value))

    def __len__(self) -> int:
        return len(self._whole) + sum(len(rows) for rows in self._places.values())

    def english(self, text: str) -> str | None:
        """The English of a text, or None when it is not remembered whole."""
        found = self._whole.get(text) or self._with_places(text)
        if found is not None:
            return found
        if head := _HEAD.match(text):
            rest = self.english(text[head.end() :])
            return f"{head.group()}{rest}" if rest is not None else None
        if text.endswith((".", ":")) and (found := self._whole.get(text[:-1])):
            return f"{found}{text[-1]}"
        return self._by_sentences(text)

    def _with_places(self, text: str) -> str | None:
        for pattern, value in (*self._places.get(_first_word(text), ()), *self._places.get("", ())):
            if match := pattern.fullmatch(text):
                told = [self.english(part) or part for part in match.groups()]
                return _filled(value, told)
        return None

    def _by_sentences(self, text: str) -> str | None:
        parts = _SENTENCE_END.split(text)
        if len(parts) < 2:
            return None
        told = [self.english(part) for part in parts]
        return None if None in told else " ".join(part for part in told if part is not None)


def _first_word(text: str) -> str:
    """The first word a text with places begins with, or "" when it begins with a place."""
    word = text.split(" ", 1)[0]
    return "" if PLACE in word or not word.isalpha() else word


def _filled(value: str, parts: Iterable[str]) -> str:
    """The English with its places filled: in order, or where it says {0}, {1}."""
    told = list(parts)
    if re.search(r"\{\d\}", value):
        return re.sub(r"\{(\d)\}", lambda m: told[int(m[1])] if int(m[1]) < len(told) else "", value)
    for part in told:
        value = value.replace(PLACE, part, 1)
    return value


def load_memory(folder: Path = FOLDER) -> Memory:
    """Every remembered text of translations/en/memory; a file that cannot be read raises ValueError naming it."""
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            texts.update(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
    return Memory(texts)


@lru_cache(maxsize=1)
def memory() -> Memory:
    """The memory of this installation, read once."""
    return load_memory()


@lru_cache(maxsize=16_384)
def remembered(text: str) -> str:
    """The English of a text as far as it is remembered, else the text itself."""
    return memory().english(text) or text if len(text) <= MAX_TEXT else text


def spoken(value: Any) -> Any:
    """What a template puts on the page: in an English page a plain text is looked up, everything else stays as it is."""
    english = _english.get()
    if english is None:
        english = language() == "en"
        _english.set(english)
    if not english or isinstance(value, Markup) or not isinstance(value, str | LazyString):
        return value
    return remembered(str(value))


def worded(word: str) -> str:
    """A template's word in the language of the page: from the catalogue, else remembered (labels and reasons of the rules)."""
    found = str(translations().ugettext(word))
    return str(spoken(found)) if found == word else found


@pass_context
def _gettext(context: Context, word: str, **values: Any) -> str:
    """A template's word with its values, each looked up like any text a template puts on the page."""
    found: str = Markup(worded(word)) if context.eval_ctx.autoescape else worded(word)  # noqa: S704 -- our own words, values escaped
    return found % {name: spoken(value) for name, value in values.items()}


def _unknown() -> None:
    _english.set(None)


def init_app(app: Flask) -> None:
    """Connect catalogue and memory; must be connected before any template is read."""
    app.before_request(_unknown)
    app.jinja_env.finalize = spoken
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=worded, ngettext=lambda one, many, n: translations().ungettext(one, many, n), newstyle=True
    )
    app.jinja_env.globals["gettext"] = _gettext
