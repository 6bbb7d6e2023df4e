"""What fills the slots of a case: place, days, numbers; and the hidden truth made with them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bimtek.sandbox.domain.citizen_language import Language
from bimtek.sandbox.domain.generator_places import Village, spoken_place
from bimtek.sandbox.domain.generator_plan import WorkingDays
from bimtek.sandbox.domain.phrasing import Phrase, compile_phrase, render, speak_particles
from bimtek.sandbox.domain.scenario import Scenario

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """What really happened: true duplicates tell of the same event, twins of different ones."""

    village: Village
    landmark: str
    hamlet: str
    began: datetime
    accused: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Secrets:
    """The compiled hidden truth of a scenario."""

    matter: Phrase
    finding: Phrase
    action: Phrase
    authority: Phrase
    note: Phrase
    better_reply: Phrase
    reactions: Mapping[str, tuple[Phrase, ...]]


def secrets_of(scenario: Scenario, language: Language) -> Secrets:
    """Compile what the office knows and what the citizen will say later."""
    office, frames = scenario.office, language.frames
    kind = "reply_ppid" if scenario.desk == "ppid" else "reply_other" if scenario.competence == "other" else "reply"
    reply = frames[kind]
    return Secrets(
        matter=compile_phrase(office.matter),
        finding=compile_phrase(office.finding),
        action=compile_phrase(office.action),
        authority=compile_phrase(office.authority),
        note=compile_phrase(office.note),
        better_reply=compile_phrase(office.better_reply.strip()) or reply,
        reactions={
            name: tuple(compile_phrase(line) for line in getattr(scenario.reactions, name))
            for name in ("thanks", "asks_again", "completes", "disappointed")
        },
    )


def long_date(day: date) -> str:
    """12 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def written_date(day: date, way: float) -> str:
    """A date as citizens write it."""
    if way < 0.4:
        return long_date(day)
    if way < 0.6:
        return f"{day.day}/{day.month}/{day.year}"
    if way < 0.75:
        return f"{day.day:02}-{day.month:02}-{day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}"


def span_words(days: int) -> str:
    """How long ago in everyday words: 3 hari, 2 minggu, 5 bulan, setahun."""
    if days < 2:
        return "sehari"
    if days < 14:
        return f"{days} hari"
    if days < 60:
        return f"{days // 7} minggu"
    if days < 365:
        return f"{days // 30} bulan"
    return "setahun" if days < 730 else f"{days // 365} tahun"


class Values(dict[str, str]):
    """The slots of one case; a day slot such as `d+3` is worked out when a phrase first asks for it."""

    def __init__(self, filled: Mapping[str, str], received: date, days: WorkingDays) -> None:
        super().__init__(filled)
        self._received, self._days = received, days

    def __missing__(self, name: str) -> str:
        day = long_date(self._days.away(self._received, int(name[1:])))
        self[name] = day
        return day


def case_values(
    event: Event, received: datetime, number: str, names: tuple[str, str], rng: random.Random
) -> dict[str, str]:
    """The slots every case has; `names` are owner and holder."""
    village, began = event.village, event.began
    elapsed = max(0, (received.date() - began.date()).days)
    hour = received.hour
    return {
        **event.slots,
        "di": spoken_place(village, rng.random()), "desa": village.title, "nama_desa": village.name,
        "kec": f"Kecamatan {village.district}", "nama_kec": village.district,
        "tempat": f"{village.title}, Kecamatan {village.district}",
        "patokan": event.landmark, "dusun": event.hamlet, "lama": span_words(elapsed),
        "tgl": written_date(began.date(), rng.random()), "jam": f"{began.hour}", "hari": DAYS[began.weekday()],
        "bulan": MONTHS[began.month - 1], "tahun": str(received.year), "tahun_lalu": str(received.year - 1),
        "tahun_depan": str(received.year + 1), "oknum": event.accused, "nomor": number,
        "pemilik": names[0], "pemegang": names[1], "panggilan": "",
        "waktu": "pagi" if 3 <= hour < 11 else "siang" if hour < 15 else "sore" if hour < 18 else "malam",
        "rt": f"{1 + int(rng.random() * 8):02}", "rw": f"{1 + int(rng.random() * 5):02}",
    }  # fmt: skip


def truth_of(
    scenario: Scenario,
    secrets: Secrets,
    values: Values,
    language: Language,
    first_number: str | None,
    rng: random.Random,
    *,
    elsewhere: bool = False,
) -> dict[str, Any]:
    """The hidden truth as stored with the case; `first_number` is set when it repeats an earlier report, `elsewhere` when
    that one lies at another desk: such a case is tied and answered, not archived."""
    said = {name: render(phrase, values, rng) for name, phrase in _parts(secrets)}
    if first_number:
        values["nomor_pertama"] = first_number
        said["action"] += (
            f" {render(language.frames['linked_action' if elsewhere else 'duplicate_action'], values, rng)}"
        )
    values["hal"], values["temuan"] = said["matter"], said["finding"]
    values["tindakan"], values["kewenangan"] = said["action"], said["authority"]
    note = f"{render(language.frames['note'], values, rng)} {said['note']}".strip()
    return {
        "report_class": scenario.report_class, "category": scenario.category, "owner": scenario.owner,
        "competence": scenario.competence, "level": scenario.level, "holder": scenario.holder,
        "right_act": "archive" if first_number else scenario.right_act,
        "archive_reason": "duplicate" if first_number else scenario.archive_reason,
        "missing": scenario.missing, "topic": scenario.topic, "urgency": scenario.urgency, "sensitive": scenario.sensitive,
        "matter": said["matter"], "finding": said["finding"], "action": said["action"], "authority": said["authority"],
        "facts": render(language.frames["facts"], values, rng), "internal_note": note,
        "better_reply": render(secrets.better_reply, values, rng), "evidence": list(scenario.evidence),
        "reactions": {name: _three(phrases, values, rng) for name, phrases in secrets.reactions.items()},
        **_of_its_desk(scenario, values, rng),
    }  # fmt: skip


def _of_its_desk(scenario: Scenario, values: Values, rng: random.Random) -> dict[str, Any]:
    """What is true only at this scenario's desk or only of some reports; empty for a plain report."""
    more: dict[str, Any] = {
        "category_also": list(scenario.category_also), "owner_also": list(scenario.owner_also),
        "targets": list(scenario.targets), "care": scenario.care,
        "knows": [{"about": fact.about, "told": _said(fact.told, values, rng)} for fact in scenario.facts],
    }  # fmt: skip
    if scenario.second:
        second = scenario.second.model_dump()
        more["second"] = second | {"matter": render(compile_phrase(second["matter"]), values, rng)}
    if scenario.request:
        request = scenario.request.model_dump(mode="json")
        spoken = {name: render(compile_phrase(request[name]), values, rng) for name in _REQUEST_PROSE}
        more["request"] = request | spoken | {"purposes": [_said(scenario.request.purposes, values, rng)]}
    return {name: value for name, value in more.items() if value}


_REQUEST_PROSE = ("exempt", "if_opened", "if_closed", "material", "extension")


def _said(lines: Sequence[str], values: Values, rng: random.Random) -> str:
    return speak_particles(render(compile_phrase(lines[int(rng.random() * len(lines))]), values, rng), 1, 0)


def _parts(secrets: Secrets) -> tuple[tuple[str, Phrase], ...]:
    return (
        ("matter", secrets.matter), ("finding", secrets.finding), ("action", secrets.action),
        ("authority", secrets.authority), ("note", secrets.note),
    )  # fmt: skip


def _three(phrases: Sequence[Phrase], values: Values, rng: random.Random) -> list[str]:
    """Three of the wordings in this case's order."""
    first = int(rng.random() * len(phrases))
    chosen = [phrases[(first + step) % len(phrases)] for step in range(min(3, len(phrases)))]
    return [speak_particles(render(phrase, values, rng), 1, 0) for phrase in chosen]


def began_at(received: datetime, scenario: Scenario, rng: random.Random) -> datetime:
    """When it began: some days before receipt, in daytime, never after it; at a counter never on a weekend."""
    low, high = scenario.since_days
    day = received - timedelta(days=low + int(rng.random() * (high - low + 1)))
    if scenario.timing == "event" and not scenario.spot:
        day -= timedelta(days=max(0, day.weekday() - 4))
    began = day.replace(hour=7 + int(rng.random() * 10), minute=0, second=0, microsecond=0)
    return min(began, received)
