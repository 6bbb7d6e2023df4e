"""Make simulated LAPOR reports: from scenarios, places and a seed, the same bytes on every machine.

Every draw comes from a generator of random numbers seeded by a hash of (seed, who, which case); nothing is shared between
people, so that any case can be made again alone. Neighbours (seats 1 and 2, 3 and 4 ...) get twins: same scenario and
manner, other person, place, numbers and words.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bimtek.sandbox.domain.citizen_language import RARE, Language, draw_manner, load_language
from bimtek.sandbox.domain.generator_applicant import applicant
from bimtek.sandbox.domain.generator_places import Village, eligible, for_twin, load_places, load_unit_names, near
from bimtek.sandbox.domain.generator_plan import Card, Deck, WorkingDays, arrivals, deal, evenly, rng_for
from bimtek.sandbox.domain.generator_plants import planted, stated_place, told_again
from bimtek.sandbox.domain.generator_text import Voice, Writer, citizen, voice_of
from bimtek.sandbox.domain.generator_values import Event, Secrets, Values, began_at, case_values, secrets_of, truth_of
from bimtek.sandbox.domain.scenario import Scenario, load_scenarios

MOST_CASES, MOST_PEOPLE = 400, 20_000
FIRST_NUMBER, FIRST_EXERCISE = 1_000_000, 9_000_000
PACES = ("slow", "steady", "quick")
#: The letter of a desk before a case's number.
PREFIX = {"lapor": "", "baruga": "B", "ppid": "P"}


@dataclass(frozen=True, slots=True)
class Report:
    """One simulated report: what the citizen sent, and the truth that only the simulation knows. Times are naive WITA."""

    person: int
    case: int
    number: str
    scenario_id: str
    desk: str
    channel: str
    title: str
    body: str
    filed_class: str
    anonymous: bool
    secret: bool
    place: str
    district: str | None
    village: str | None
    incident_on: date | None
    received: datetime
    reporter: dict[str, Any]
    truth: dict[str, Any]
    pace: str


@dataclass(frozen=True, slots=True)
class _Cast:
    """A scenario ready to be told: its words, its secrets, where it can happen, whether it names somebody accused."""

    scenario: Scenario
    voice: Voice
    secrets: Secrets
    villages: tuple[Village, ...]
    accuses: bool


@dataclass(frozen=True, slots=True)
class Told:
    """How a case of a surge is told: by whose neighbour, under which number, when, at which desk, of which first report."""

    person: int
    number: str
    received: datetime
    desk: str
    first: str | None = None
    same: bool = False


@dataclass(slots=True)
class _Draft:
    """One case while it is being made. `shared` is the same for both twins, `own` is not."""

    person: int
    case: int
    number: str
    received: datetime
    shared: random.Random
    own: random.Random
    desk: str
    citizen: random.Random
    rare: Mapping[str, float] = field(default_factory=dict)

    @property
    def second_twin(self) -> int:
        return 1 if self.person % 2 == 0 else 0


class Generator:
    """Makes reports; holds compiled content and remembers nothing of what it made."""

    def __init__(
        self,
        scenarios: Sequence[Scenario],
        places: Sequence[Village],
        units: Mapping[str, str],
        language: Language,
        calendar: Callable[[date], bool] | None = None,
    ) -> None:
        self._casts = tuple(
            _Cast(
                scenario,
                voice_of(scenario, language),
                secrets_of(scenario, language),
                eligible(places, scenario.districts, twice_named=scenario.twice_named),
                any("{oknum}" in text for text in scenario.texts()),
            )
            for scenario in scenarios
        )
        self._by_id = {cast.scenario.id: cast for cast in self._casts}
        self._units, self._language = units, language
        self._days = WorkingDays(calendar or (lambda day: day.weekday() < 5))
        self._decks = _decks(scenarios)

    @property
    def scenario_ids(self) -> tuple[str, ...]:
        """The scenarios a case can be asked for."""
        return tuple(self._by_id)

    def generate(self, seed: str, person: int, cases: int, start: datetime) -> list[Report]:
        """The reports of one person in the order of receipt; the first ten lie waiting when the class starts.

        `person` is the seat, from 1. Cases are cut to 400 (the numbers of two people must not meet)."""
        cases = max(0, min(cases, MOST_CASES))
        pair = (person + 1) // 2
        cards = deal(rng_for(seed, "plan", pair), self._decks, cases)
        times = arrivals(rng_for(seed, "times", person), cases, start, self._days)
        reports: list[Report] = []
        events: list[Event] = []
        for case, (card, received) in enumerate(zip(cards, times, strict=True), start=1):
            cast = self._casts[card.scenario]
            at = card.desk or cast.scenario.desk
            draft = _Draft(
                person,
                case,
                f"SIM-{PREFIX[at]}{report_number(person, case)}",
                received,
                rng_for(seed, "pair", pair, case),
                rng_for(seed, "own", person, case),
                at,
                # Told at two desks, it is the same citizen; told twice at one desk, it is a neighbour.
                rng_for(seed, "citizen", person, card.duplicate_of if card.desk else case),
                evenly(seed, pair, case, RARE),
            )
            event = self._event(cast, draft, card, events)
            events.append(event)
            first = reports[card.duplicate_of - 1].number if card.duplicate_of else None
            report = self._report(cast, event, draft, card, first)
            if card.desk and card.duplicate_of:
                report = _by_the_same(report, reports[card.duplicate_of - 1])
            reports.append(report)
        return reports

    def generate_case(self, seed: str, scenario_id: str, received: datetime, person: int) -> Report:
        """One report on demand, for an exercise; raises KeyError for a scenario that does not exist."""
        cast = self._by_id[scenario_id]
        shared = rng_for(seed, "exercise", scenario_id, (person + 1) // 2)
        own = rng_for(seed, "exercise", scenario_id, "own", person)
        number = FIRST_EXERCISE + int(own.random() * 1_000_000)
        citizen, at = rng_for(seed, "exercise", scenario_id, "citizen", person), cast.scenario.desk
        draft = _Draft(person, 0, f"SIM-{PREFIX[at]}{number}", received, shared, own, at, citizen)
        card = Card(0)
        return self._report(cast, self._event(cast, draft, card, []), draft, card, None)

    def tell(
        self, key: tuple[object, ...], scenario_id: str, told: Told, like: Event | None = None
    ) -> tuple[Report, Event]:
        """One case of a surge: its own citizen and words by `key`; with `like`, the same event when the scenario is that
        event's (`told.same`), else another consequence in the same village. Raises KeyError for an unknown scenario."""
        cast = self._by_id[scenario_id]
        shared, own, citizen = (rng_for(*key, part) for part in ("shared", "own", "citizen"))
        draft = _Draft(told.person, 0, told.number, told.received, shared, own, told.desk, citizen)
        event = self._event(cast, draft, Card(0), [])
        if like is not None:
            event = replace(like, accused=event.accused) if told.same else replace(event, village=like.village)
        return self._report(cast, event, draft, Card(0, desk=told.desk), told.first), event

    def _event(self, cast: _Cast, draft: _Draft, card: Card, events: Sequence[Event]) -> Event:
        if card.duplicate_of:
            return events[card.duplicate_of - 1]
        shared, own, words = draft.shared, draft.own, self._language.words
        villages = cast.villages
        village = for_twin(villages, shared, draft.second_twin)
        if card.looks_like:
            village = near(villages, events[card.looks_like - 1].village, own)
        slots = {name: for_twin(options, shared, draft.second_twin) for name, options in cast.scenario.slots.items()}
        return Event(
            village,
            words["landmarks"][int(own.random() * len(words["landmarks"]))],
            words["hamlets"][int(own.random() * len(words["hamlets"]))],
            began_at(draft.received, cast.scenario, own),
            citizen(own, self._language).full_name(female=own.random() < 0.3) if cast.accuses else "",
            slots,
        )

    def _report(self, cast: _Cast, event: Event, draft: _Draft, card: Card, first: str | None) -> Report:
        scenario, shared, own = cast.scenario, draft.shared, draft.own
        manner = draw_manner(shared, draft.desk, draft.rare)
        anonymous, secret = protection(scenario, shared.random())
        secret = secret and draft.desk == "lapor"  # Baruga knows Anonim only; a request needs an identity
        anonymous = anonymous and draft.desk != "ppid"
        filed = scenario.filed_as[int(shared.random() * len(scenario.filed_as))]
        pace = PACES[int(shared.random() * len(PACES))]
        addressed = shared.random() < 0.8 or "halo" in manner.said
        names = (self._units[scenario.owner], self._units[scenario.holder or scenario.owner])
        reporter = citizen(draft.citizen, self._language).person(draft.received.year)
        values = Values(case_values(event, draft.received, draft.number, names, own), draft.received.date(), self._days)
        address = self._address(event, values, own)
        values |= {"nama": reporter.name, "nik": reporter.nik, "hp": reporter.phone, "alamat": address}
        if addressed:
            values["panggilan"] = self._language.words["panggilan"][int(own.random() * 8)]
        written = Writer(scenario, cast.voice, self._language, manner, values, own, draft.desk).write(reporter, address)
        truth = truth_of(scenario, cast.secrets, values, self._language, first, own, elsewhere=bool(card.desk))
        truth |= planted(scenario, event, (draft.person, draft.case), card, written.body)
        if card.desk and card.duplicate_of:
            truth |= told_again(scenario, first or "")
        sent = reporter.as_json(address)
        if scenario.request:
            sent = applicant(scenario.request, truth["request"], sent, draft.citizen, values)
        truth["sensitive_words"] = list(written.sensitive)
        district, village, place = stated_place(scenario, event.village)
        return Report(
            draft.person, draft.case, draft.number, scenario.id, draft.desk, manner.channel, written.title, written.body,
            filed if draft.desk == "lapor" else "", anonymous, secret, place, district, village,
            event.began.date() if scenario.timing != "none" else None,
            draft.received, sent, truth, pace,
        )  # fmt: skip

    def _address(self, event: Event, values: Mapping[str, str], rng: random.Random) -> str:
        streets = self._language.words["streets"]
        road = event.hamlet
        if rng.random() < 0.4:
            road = f"{streets[int(rng.random() * len(streets))]} No. {1 + int(rng.random() * 90)}"
        return f"{road} RT {values['rt']} RW {values['rw']}, {event.village.title}, Kec. {event.village.district}"


def _decks(scenarios: Sequence[Scenario]) -> tuple[Deck, ...]:
    """The scenarios by desk; a report may be repeated when it is plain work and nobody is put in danger by it."""
    found = []
    for desk in PREFIX:
        mine = [at for at, scenario in enumerate(scenarios) if scenario.desk == desk]
        plain = {at for at in mine if scenarios[at].right_act == "dispose" and not scenarios[at].sensitive}
        if mine:
            found.append(Deck(desk, tuple(mine), tuple(scenarios[at].weight for at in mine), frozenset(plain)))
    return tuple(found)


def _by_the_same(report: Report, first: Report) -> Report:
    """The citizen of the first report tells it again: one identity, one address, and the platform's own name in the model
    reply."""
    better = str(report.truth["better_reply"]).replace("SP4N-LAPOR!", "Baruga Sulsel").replace(" dalam 10 hari", "")
    truth = report.truth | {"better_reply": better}
    return replace(report, reporter=first.reporter, anonymous=first.anonymous or first.secret, truth=truth)


def report_number(person: int, case: int) -> int:
    """Seven digits, one for each (person, case) up to 20,000 people with 400 cases."""
    return FIRST_NUMBER + (person - 1) % MOST_PEOPLE * MOST_CASES + case - 1


def protection(scenario: Scenario, drawn: float) -> tuple[bool, bool]:
    """Whether the reporter asked to be anonymous and whether the report is secret, by the scenario's weights."""
    weights, place = scenario.protection, drawn * 100
    if place < weights.anonymous:
        return True, False
    if place < weights.anonymous + weights.both:
        return True, True
    return False, place < weights.anonymous + weights.both + weights.secret


def load_generator(seed_directory: Path, calendar: Callable[[date], bool] | None = None) -> Generator:
    """The generator over the content of a seed directory; raises ValueError naming every fault of the scenarios."""
    loaded = load_scenarios(seed_directory / "scenarios")
    if loaded.faults or not loaded.scenarios:
        raise ValueError(
            "; ".join(f"{fault.file} {fault.where}: {fault.message}" for fault in loaded.faults) or "no scenarios"
        )
    return Generator(
        loaded.scenarios,
        load_places(seed_directory / "places.toml"),
        load_unit_names(seed_directory / "units.toml"),
        load_language(seed_directory / "language"),
        calendar,
    )
