"""The summary before sending, in words: who will read it, what it would reveal, what it promises. Advice only: no marks, no
model answer, and never a promise that nothing else is there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from flask import g
from flask_babel import gettext as _
from markupsafe import Markup

from bimtek.config import SEED_DIR
from bimtek.extensions import db
from bimtek.modules import marking, queries
from bimtek.modules.domain.judging.carried import context_of, leaks_of
from bimtek.modules.domain.judging.leak_words import KINDS, WHO
from bimtek.modules.domain.judging.leaks import REPORTER, Leak
from bimtek.modules.domain.judging.promises import NO_DATE, NOT_WORKING, PAST_DEADLINE, Promised, promises_in
from bimtek.sandbox import reader_words
from bimtek.sandbox.domain.lifecycle import Action, Desk
from bimtek.sandbox.domain.sending import Readers, carried, readers_of
from bimtek.sandbox.services import Case, deadlines
from bimtek.web.rendering import part
from bimtek.web.words import day

_AROUND = 45  # letters shown on either side of a passage
#: Acts whose whole point is to tell the citizen what happens next: without a day they hold nothing.
_ANSWERING = frozenset({Action.FOLLOW_UP, Action.HANDLE, Action.RESPOND})
_TO_CITIZENS = frozenset({Readers.PUBLIC, Readers.CIRCLE, Readers.PERSON})


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage with the words around it, what it is, and what to write instead."""

    before: str
    passage: str
    after: str
    kind: str
    reason: str
    advice: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """One promise in words: when, who, what, and what to look at ("" when all is well)."""

    when: str
    who: str
    what: str
    look: str = ""


@dataclass(slots=True)
class Summary:
    """The three parts."""

    readers: str
    leaks: list[Shown] = field(default_factory=list)
    more: int = 0
    hidden: bool = False
    promises: list[Kept] = field(default_factory=list)
    unpromised: bool = False


@lru_cache(maxsize=1)
def settings() -> Mapping[str, Any]:
    """How the summary is shown (seed/sending.toml)."""
    with (SEED_DIR / "sending.toml").open("rb") as file:
        return dict(tomllib.load(file)["summary"])


def sending_summary(case: Case, action: Action, given: Mapping[str, Any]) -> Markup:
    """Template function: the summary of an act that waits to be sent."""
    return part("modules/_sending.html", it=summary_of(case, action, given, leaks=not leaks_hidden(case)))


def leaks_hidden(case: Case) -> bool:
    """Whether this case belongs to a kind of exercise in which leaks are to be found by reading."""
    attempt = queries.attempt_on(db.session(), case.id)
    found = marking.content().exercise(attempt.exercise) if attempt else None
    return found is not None and found[1].kind in settings()["leaks_hidden_in"]


def summary_of(case: Case, action: Action, given: Mapping[str, Any], *, leaks: bool = True) -> Summary:
    """The three parts for an act with these values; `leaks` False hides what it would reveal."""
    readers = readers_of(action, case.desk, secret=case.secret)
    it = Summary(reader_words.of_act(case, action, given), hidden=not leaks)
    if leaks:
        shown = list(_leaks(case, action, given))
        most = int(settings()["most_shown"])
        it.leaks, it.more = shown[:most], max(0, len(shown) - most)
    text = "\n".join(words for name, words in carried(action, given) if name not in ("evidence", "captions", "title"))
    if readers in _TO_CITIZENS:
        it.promises = [
            _kept(one) for one in promises_in(text, g.desk.moment.sim.date(), deadlines().calendar, _due(case))
        ]
        it.unpromised = action in _ANSWERING and not any(one.when for one in it.promises)
    return it


def to_look_at(case: Case, action: Action, given: Mapping[str, Any]) -> str:
    """What must be looked at before an act that was written without a link goes out, in words; "" where the summary would
    only repeat who reads it. Where leaks are to be found by reading the summary itself is always to be seen."""
    it = summary_of(case, action, given, leaks=not leaks_hidden(case))
    if it.hidden:
        return _("Lihat ringkasannya dahulu, lalu kirim.")
    told = [f"{leak.kind}: {leak.passage}." for leak in it.leaks]
    told += [one.look for one in it.promises if one.look]
    told += [_("Belum ada tanggal. Warga tidak dapat memegang janji tanpa tanggal.")] if it.unpromised else []
    return _("Perlu dilihat sebelum dikirim. %(what)s", what=" ".join(told)) if told else ""


def _due(case: Case) -> date | None:
    """The day on which this case must have its answer, or None where no deadline runs."""
    return case.completion_due if case.desk == Desk.LAPOR else case.first_due if case.desk == Desk.PPID else None


def _leaks(case: Case, action: Action, given: Mapping[str, Any]) -> Iterator[Shown]:
    facts = marking.facts_of(case)
    told: set[tuple[str, str]] = set()
    for _field, words, leak in leaks_of(context_of(case.truth or {}, facts), facts, action, given):
        if (leak.kind, leak.passage) not in told:
            told.add((leak.kind, leak.passage))
            yield _shown(leak, words)


def _shown(leak: Leak, text: str) -> Shown:
    before, after = text[: leak.start], text[leak.end :]
    kind = KINDS[leak.kind] if leak.who == REPORTER else f"{KINDS[leak.kind]}, {WHO[leak.who]}"
    return Shown(_tail(before), leak.passage, _head(after), kind, leak.reason, leak.advice, leak.certain)


def _tail(text: str) -> str:
    """The end of a text, from the beginning of a word on."""
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"


def _head(text: str) -> str:
    """The beginning of a text, up to the end of a word."""
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"


def _kept(one: Promised) -> Kept:
    look = {
        NO_DATE: _("Belum ada tanggal: warga tidak dapat memegangnya."),
        NOT_WORKING: _("Bukan hari kerja: %(why)s.", why=one.detail),
        PAST_DEADLINE: _("Sesudah tenggatnya, %(day)s.", day=day(date.fromisoformat(one.detail)))
        if one.fault == PAST_DEADLINE
        else "",
    }.get(one.fault, "")
    who = "" if one.who.lower() == "kami" else one.who
    return Kept(day(one.day) if one.day else "", who, one.what, look)
