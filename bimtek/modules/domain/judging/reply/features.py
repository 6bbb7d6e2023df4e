"""The reply as numbers between 0 and about 1: what the rules found, for the small linear model to weigh."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bimtek.modules.domain.judging.reply import faults
from bimtek.modules.domain.judging.reply.criteria import checked, result_weight
from bimtek.modules.domain.judging.reply.language import Earned, roughness
from bimtek.modules.domain.judging.reply.phrases import knowledge
from bimtek.modules.domain.judging.reply.signals import (
    Reading,
    Said,
    contact_points,
    months_alone,
    opening_hours,
    stuffing,
    time_spans,
)

_NO_VOWEL = re.compile(r"^[b-df-hj-np-tv-xz]{2,6}$")
_PLAIN = frozenset(
    (
        "jangan",
        "tidak",
        "bisa",
        "dibaca",
        "harus",
        "sudah",
        "belum",
        "bukan",
        "salah",
        "bapak",
        "ibu",
        "anda",
        "saudara",
        "warga",
        "mohon",
        "tolong",
        "segera",
        "sendiri",
        "dulu",
        "laporan",
        "pemerintah",
        "terima",
        "kasih",
        "kalau",
        "untuk",
        "dengan",
        "yang",
        "kami",
        "akan",
    )
)


def measure(reading: Reading, earned: dict[str, Earned]) -> dict[str, float]:
    """Every feature of a reply by its name; the rule's own levels are among them."""
    named: dict[str, float] = {}
    for key, result in earned.items():
        named[f"rule_{key}_1"] = float(result.level >= 1)
        named[f"rule_{key}_2"] = float(result.level >= 2)
    for group in (_overlap, _checks, _acts, _times, _holders, _style, _faults):
        named.update(group(reading))
    return named


def _overlap(reading: Reading) -> dict[str, float]:
    file, said = reading.file, reading.said

    def met(pick: Callable[[Said], frozenset[int]]) -> int:
        return len(frozenset().union(*(pick(item) for item in said), frozenset()))

    topic, places = met(lambda item: item.topic), met(lambda item: item.places)
    body, facts = met(lambda item: item.body), met(lambda item: item.facts)
    figures = len(frozenset().union(*(item.figures for item in said), frozenset()))
    return {
        "topic_share": topic / max(len(file.topic), 1),
        "topic_many": min(topic, 4) / 4,
        "topic_any": float(topic > 0),
        "place_share": places / max(len(file.places), 1),
        "place_any": float(places > 0),
        "body_many": min(body, 10) / 10,
        "body_any": min(body, 2) / 2,
        "facts_many": min(facts, 16) / 16,
        "facts_some": min(facts, 5) / 5,
        "figures": min(figures, 4) / 4,
        "topic_and_place": float(topic >= 2 and places > 0),
        "body_figures": min(_shared_figures(reading), 2) / 2,
        "long": min(len(reading.text), 800) / 800,
        "short": float(len(reading.text) < 160),
    }


def _shared_figures(reading: Reading) -> int:
    own = {part for part in re.findall(r"\d[\d.]{1,9}", f"{reading.case.body} {reading.case.title}") if len(part) > 1}
    return len(own & set(re.findall(r"\d[\d.]{1,9}", reading.text)))


def _checks(reading: Reading) -> dict[str, float]:
    said = reading.said
    looked = [item for item in said if checked(item)]
    windows = [
        sum(result_weight(other, reading) for other in said[index : index + 3])
        for index, item in enumerate(said)
        if checked(item) or item.check_days
    ]
    return {
        "checked": float(bool(looked)),
        "check_day": float(any(item.check_days for item in said)),
        "check_dated": float(any(item.check_days or item.other_days or item.act_days for item in looked)),
        "check_result": min(max(windows, default=0.0), 4.0) / 4,
        "check_own_result": min(max((result_weight(item, reading) for item in looked), default=0.0), 3.0) / 3,
        "check_found": float(any(item.has("found") for item in looked)),
        "found_facts": min(max((len(item.facts) for item in said if item.has("found") and not item.idle), default=0), 6)
        / 6,
        "only_coordinated": float(bool(looked) and all(item.has("forward") for item in looked)),
        "answer_known": float(reading.case.classification == "permintaan_informasi"),
    }


def _acts(reading: Reading) -> dict[str, float]:
    said = [item for item in reading.said if not item.idle]
    acting = [item for item in said if item.has("action") and (item.facts or item.topic)]
    owned = [item for item in acting if item.has("actor") or item.offices]
    dated = [item for item in acting if item.act_days]
    forwards = [item for item in said if item.has("forward")]
    return {
        "acts": min(len(acting), 3) / 3,
        "acts_owned": min(len(owned), 3) / 3,
        "acts_dated": min(len(dated), 2) / 2,
        "acts_owned_dated": float(any(item in owned for item in dated)),
        "act_facts": min(max((len(item.facts) for item in owned), default=0), 6) / 6,
        "acts_specific": float(any(item.has("concrete") for item in acting)),
        "acts_specific_owned": float(any(item.has("concrete") for item in owned)),
        "acts_timed": float(any(item.has("exact_time") or time_spans(item) for item in owned)),
        "acts_many_words": min(max((item.count("concrete") for item in owned), default=0), 4) / 4,
        "forward_way_on": float(
            any(item.offices for item in forwards) and any(item.has("channel") for item in reading.said)
        ),
        "acts_planned": float(any(item.has("future") for item in acting)),
        "acts_by_kami": float(any("kami" in {token.word for token in item.sentence.tokens} for item in acting)),
        "forward": float(bool(forwards)),
        "forward_named": float(any(item.offices and not item.has("nobody") for item in forwards)),
        "forward_dated": float(any(item.act_days for item in forwards)),
        "nobody": float(any(item.has("nobody") for item in said)),
        "vague_action": float(any(item.has("vague_action") for item in said)),
        "outside": float(not reading.file.own_matter),
        "act_days": min(sum(item.act_days for item in said), 4) / 4,
    }


def _times(reading: Reading) -> dict[str, float]:
    said = [item for item in reading.said if not item.idle]
    return {
        "time_day": float(any(item.act_days for item in said)),
        "time_other_day": float(any(item.other_days and item.has("action", "future", "forward") for item in said)),
        "time_span": float(any(time_spans(item) and item.has("action", "future", "holder") for item in said)),
        "time_exact": float(any(item.has("exact_time") or months_alone(item) for item in said)),
        "time_vague": float(any(item.has("vague_time") for item in said)),
        "only_check_day": float(any(item.check_days for item in said) and not any(item.act_days for item in said)),
    }


def _holders(reading: Reading) -> dict[str, float]:
    file, said = reading.file, [item for item in reading.said if not item.idle]
    right = file.holders | file.others | file.officer
    naming = [item for item in said if item.offices & right]
    ours = [
        item for item in said if item.offices & file.officer or "kami" in {token.word for token in item.sentence.tokens}
    ]

    def any_of(items: Iterable[Said], *kinds: str) -> float:
        return float(any(item.has(*kinds) for item in items))

    return {
        "office": float(bool(naming)),
        "offices": min(len(naming), 3) / 3,
        "office_holds": any_of(naming, "holder", "own_task", "role"),
        "office_rule": any_of(naming, "rule"),
        "office_role": any_of(naming, "role"),
        "office_status": any_of([item for item in naming if item.has("holder", "own_task")], "status"),
        "ours_task": any_of(ours, "own_task"),
        "ours_rule": any_of(ours, "rule"),
        "rule": any_of(said, "rule"),
        "holds": any_of(said, "holder", "own_task"),
        "refuses": any_of(said, "refuses"),
        "own_matter": float(file.own_matter),
        "owner_named": float(any(item.offices & file.holders for item in said)),
    }


def _style(reading: Reading) -> dict[str, float]:
    known, said = knowledge(), reading.said
    tokens = [token for item in said for token in item.sentence.tokens]
    total = max(len(tokens), 1)
    letters = [sign for sign in reading.text if sign.isalpha()] or ["a"]
    sloppy = sum(1 for token in tokens if token.raw.lower().strip("'") in known.sloppy)
    clipped = sum(1 for token in tokens if _NO_VOWEL.match(token.raw) and token.raw not in ("km", "kg", "dr", "drs"))
    lengths = [len(item.sentence.tokens) for item in said] or [0]
    return {
        "sloppy": min(sloppy, 3) / 3,
        "sloppy_any": float(sloppy > 0),
        "clipped": min(clipped, 2) / 2,
        "dialect": min(sum(item.count("dialect") for item in said), 2) / 2,
        "casual": min(sum(item.count("casual") for item in said), 2) / 2,
        "stiff": min(sum(item.count("stiff") for item in said), 3) / 3,
        "stiff_any": float(any(item.has("stiff") for item in said)),
        "english": min(sum(item.count("english") for item in said), 2) / 2,
        "slogan": min(sum(item.count("slogan") for item in said), 3) / 3,
        "stiff_share": min(sum(item.count("stiff") for item in said) / max(len(said), 1), 1.0),
        "rude": float(any(item.has("rude") for item in said)),
        "buzz": min(sum(item.count("buzz") for item in said), 4) / 4,
        "hashtags": float("#" in reading.text),
        "small_start": sum(item.sentence.text[:1].islower() for item in said) / max(len(said), 1),
        "no_stop": float(bool(said) and reading.text.rstrip()[-1:].isalnum()),
        "capitals": float(sum(sign.isupper() for sign in letters) > 0.5 * len(letters)),
        "rough": min(sum(roughness(item) for item in said), 3.0) / 3,
        "rough_share": min(30 * sum(roughness(item) for item in said) / total, 3.0) / 3,
        "longest": max(0.0, min(max(lengths), 60) - 30) / 30,
        "tiny": float(total < 22),
        "fragments": _fragments(said),
        "symbols": min(len(re.findall(r"[=&+*]|\.\.|!!|\b\d+x\b|\d/\d", reading.text)), 3) / 3,
        "stuffed": stuffing(reading),
        "shouted": min(sum(1 for token in tokens if _shouts(token.raw)), 2) / 2,
        "polite": float(any(item.has("thanks", "apology", "understands", "greeting", "imperative") for item in said)),
        "you": min(
            sum(1 for token in tokens if token.word in ("bapak", "ibu", "anda", "saudara", "kakak", "pak", "bu")), 3
        )
        / 3,
        "we": min(sum(1 for token in tokens if token.word == "kami"), 3) / 3,
    }


def _shouts(raw: str) -> bool:
    """A plain word in capitals ("DIBACA"), not the short name of an office."""
    return len(raw) > 3 and raw.isupper() and raw.lower() in _PLAIN


def _fragments(said: Iterable[Said]) -> float:
    """The share of sentences with a colon and no "kami", or of fewer than five words: telegram style."""
    items = list(said)
    cut = [
        item
        for item in items
        if (":" in item.sentence.text and not re.search(r"\bkami\b|\d:\d|:\n", item.sentence.text))
        or len(item.sentence.tokens) < 5
    ]
    return len(cut) / max(len(items), 1)


def _faults(reading: Reading) -> dict[str, float]:
    promised = faults.promise(reading)
    return {
        "fault_place": float(faults.wrong_place(reading)),
        "fault_holder": float(faults.wrong_holder(reading) is not None),
        "fault_blame": float(faults.reproach(reading) is not None),
        "fault_note": float(faults.note(reading) is not None),
        "fault_accuse": float(faults.accusation(reading) is not None),
        "fault_promise": float(promised is not None),
        "contacts": min(sum(contact_points(item) for item in reading.said), 2) / 2,
        "hours": float(any(opening_hours(item) for item in reading.said)),
        "channel_words": min(sum(item.count("channel") for item in reading.said if not item.idle), 3) / 3,
    }
