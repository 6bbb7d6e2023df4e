"""What a device keeps for the time without a link: the own open cases in words, and which acts of text may be written there.

Nothing here that the report page would not show to the role played now: no hidden truth, no case whose notice was not read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox import (
    care,
    drafts,
    links,
    lost_link_forms,
    presentation,
    queries,
    reader_words,
    report_words,
    services,
)
from bimtek.sandbox.deadline_words import row_due, shape
from bimtek.sandbox.domain.case import label, sight
from bimtek.sandbox.domain.lifecycle import DESK_LABELS, ROLE_LABELS, Action, Desk
from bimtek.sandbox.domain.sending import CARRIES
from bimtek.sandbox.lost_link_words import words
from bimtek.sandbox.models import Case
from bimtek.sandbox.services import Desk as Seat
from bimtek.sandbox.world import unit_name
from bimtek.web.rendering import language
from bimtek.web.words import moment

#: Bounds of the pack: cases, things of a thread, letters of one thing, letters in all.
MOST_CASES, MOST_ITEMS, MOST_LETTERS, MOST_IN_ALL = 40, 12, 1500, 120_000
#: Another number makes every device fetch anew.
_SHAPE = 2


def version(session: Session, seat: Seat) -> str:
    """What a device compares its pack with: everything the pack says follows from these."""
    head = journal.stream_version(session, services.stream(seat.sandbox))
    arrived = sum(queries.open_per_desk(session, seat.sandbox, seat.moment.sim).values())
    return f"{_SHAPE}.{seat.sandbox.id}.{head}.{arrived}.{seat.moment.sim:%Y%m%d}.{language()}"


def pack(session: Session, seat: Seat, account: int) -> dict[str, Any]:
    """The open cases of all desks, those with the nearest deadline first, as much as the bounds let in."""
    cases: list[dict[str, Any]] = []
    size = 0
    open_cases = [case for case in _open_cases(session, seat) if not care.needs_notice(case)][:MOST_CASES]
    kept = drafts.all_of(session, account)
    entries = journal.entries_about_each(session, [f"case/{case.id}" for case in open_cases])
    for case in open_cases:
        told = _told(session, seat, case, entries.get(f"case/{case.id}", []), kept)
        size += len(told["body"]) + sum(len(item["text"]) for item in told["thread"])
        if size > MOST_IN_ALL:
            break
        cases.append(told)
    branch = str(seat.sandbox.id) if seat.sandbox.branch_of is not None else ""
    wanted = {act["name"] for case in cases for act in case["acts"]}
    forms = {name: lost_link_forms.fields(Action(name)) for name in sorted(wanted)}
    return {"account": str(account), "branch": branch, "words": words(), "forms": forms, "cases": cases}


def _open_cases(session: Session, seat: Seat) -> list[Case]:
    found = [
        case
        for desk in Desk
        for case in queries.open_cases(session, seat.sandbox, desk.value, seat.moment.sim, MOST_CASES)
    ]
    return sorted(found, key=_urgency)


def _urgency(case: Case) -> tuple[bool, Any, datetime]:
    due = case.verify_due if case.state == "unverified" else case.completion_due if case.responded else case.first_due
    return (due is None, due or case.received_at.date(), case.received_at)


def _told(session: Session, seat: Seat, case: Case, entries: list[Entry], kept: Mapping[str, str]) -> dict[str, Any]:
    """One case in words, as the role played at its desk sees it."""
    desk, state = Desk(case.desk), services.state_of(case)
    role = services.role_at(seat.sandbox, desk)
    seen = sight(role, anonymous=case.anonymous, secret=case.secret)
    thread = report_words.thread(entries, case, seen)
    if case.links:
        thread = links.whole_thread(session, thread, links.tied(session, seat.sandbox, case, seat.moment.sim), role)
    body = "".join(f"[{part}]" if hidden else part for part, hidden in report_words.masked_parts(case.body, case.masks))
    protected = ((_("Anonim"), "eye-off", case.anonymous), (_("Rahasia"), "lock", case.secret))
    locks = [[word, icon] for word, icon, is_set in protected if is_set]
    due = row_due(state, seat.moment.sim)
    return {
        "number": case.number, "title": case.title or DESK_LABELS[desk], "desk": DESK_LABELS[desk],
        "state": label(state.state, unit_name(case.unit)), "shape": shape(case.state), "locks": locks,
        "due": [str(due[0]), str(due[1])] if due else [], "role": ROLE_LABELS[role],
        "who": report_words.reporter_name(case, seen), "via": _("lewat %(channel)s", channel=case.channel),
        "when": moment(case.received_at), "body": body, "earlier": max(0, len(thread) - MOST_ITEMS),
        "thread": [_thing(item) for item in thread[-MOST_ITEMS:]], "acts": _acts(seat, case, kept), "online": _online(seat, case),
    }  # fmt: skip


def _thing(item: report_words.Item) -> dict[str, str]:
    text = "\n".join([item.text, *item.detail])
    text = text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
    title = ". ".join(part for part in (item.via, item.title) if part)
    return {"kind": item.kind, "title": title, "text": text, "when": moment(item.at), "shape": item.shape}


def _offered(seat: Seat, case: Case) -> list[presentation.Button]:
    """What the role played may do now."""
    role = services.role_at(seat.sandbox, Desk(case.desk))
    return [one for one in presentation.buttons(services.state_of(case), role) if not one.why_not]


def _acts(seat: Seat, case: Case, kept: Mapping[str, str]) -> list[dict[str, Any]]:
    """The acts in words that this role may do now; which id each gets is the device's to choose, a new one per act."""
    made = []
    for button in _offered(seat, case):
        name = lost_link_forms.writable().get(button.action)
        if name is None:
            continue
        readers = reader_words.of_act(case, button.action, {}) if button.action in CARRIES else ""
        key = drafts.key_of(seat.sandbox, button.action.value, case.number)
        starts = {"report_class": case.report_class or "", "category": case.category or ""}
        made.append(
            {
                "name": button.action.value, "word": _(button.word), "field": name, "inside": button.action == Action.NOTE,
                "needs": lost_link_forms.needed(services.state_of(case).state, button.action),
                "starts": starts if button.action == Action.HANDLE else {},
                "url": url_for("lost_link.deliver", number=case.number, name=button.action.value), "key": key,
                "draft": kept.get(key, ""), "readers": readers,
            }
        )  # fmt: skip
    return made


def _online(seat: Seat, case: Case) -> str:
    """Which acts of this role wait for the link."""
    known = lost_link_forms.writable()
    return lost_link_forms.online_only([_(one.word) for one in _offered(seat, case) if one.action not in known])
