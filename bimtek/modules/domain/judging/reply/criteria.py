"""The nine criteria by rule: for each the level that the sentences earn, and the sentence that earned it.

The rules are those of the rubric in docs/decisions/0005-reply-judge.md; words in quotation marks here are examples.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bimtek.modules.domain.judging.reply import faults
from bimtek.modules.domain.judging.reply.casefile import road_statuses
from bimtek.modules.domain.judging.reply.courtesy import channel, empathy, salutation
from bimtek.modules.domain.judging.reply.language import Earned, language
from bimtek.modules.domain.judging.reply.signals import (
    Reading,
    Said,
    contact_points,
    months_alone,
    time_spans,
)

_TOLD = 10  # words of the file and a day of it: what and when is told, even where no place is


def substance(reading: Reading) -> Earned:
    """2 for what and where or which part, 1 for the topic in general, 0 where nothing of the case is named."""
    none: frozenset[int] = frozenset()
    topic = none.union(*(said.topic for said in reading.said))
    places = none.union(*(said.places for said in reading.said))
    body = none.union(*(said.body for said in reading.said))
    facts = none.union(*(said.facts for said in reading.said))
    figures = frozenset[str]().union(*(said.figures for said in reading.said))
    best = max(reading.said, default=None, key=lambda said: 3 * len(said.topic) + 2 * len(said.places) + len(said.body))
    if (
        len(topic) >= 2
        and len(facts) >= _TOLD
        and any(said.check_days or said.act_days for said in reading.said)
        and not faults.wrong_place(reading)
    ):
        return Earned(2, best)
    points = min(len(topic), 4) + 1.5 * min(len(places), 2) + 0.4 * min(len(body), 8)
    points += 0.2 * min(len(facts), 8) + 0.5 * min(len(figures), 3)
    if faults.wrong_place(reading):
        return Earned(1 if len(topic) >= 1 else 0, best)
    if points >= 4.2 and (topic or len(body) >= 3):
        return Earned(2, best)
    return Earned(1, best) if points >= 1.8 and (topic or body) else Earned(0)


def finding(reading: Reading) -> Earned:
    """2 for a fact found with its source or day, 1 for a check without result, 0 for none or a wrong place."""
    if faults.wrong_place(reading) or faults.wrong_holder(reading):
        return Earned(0)
    best = Earned(0)
    for index, said in enumerate(reading.said):
        earned = _found(said, reading.said[index + 1 : index + 3], reading)
        if earned > best.level:
            best = Earned(earned, said)
    return best


def checked(said: Said) -> bool:
    """True when the sentence says that somebody of the office looked, asked or measured, and not only will."""
    own = said.has("check") or (said.has("visits") and bool(said.check_days))
    return own and not said.idle and not said.has("nobody") and not only_planned(said) and not _told_to(said)


def result_weight(said: Said, reading: Reading) -> float:
    """How much of what the case's file says was found stands in the sentence; a guilt told as a fact is nothing."""
    if said.has("guilt") and reading.file.accused & {token.word for token in said.sentence.tokens}:
        return 0.0
    return min(len(said.figures), 3) + 0.34 * min(len(said.facts), 9)


def _found(said: Said, after: tuple[Said, ...], reading: Reading) -> int:
    if said.idle:
        return 0
    looked = checked(said)
    weight = result_weight(said, reading)
    follow = max(
        (result_weight(other, reading) for other in after if other.has("found") and not other.act_days), default=0.0
    )
    source = looked or bool(said.check_days)
    if (
        source
        and (said.check_days or said.figures or said.has("found"))
        and said.has("found")
        and weight >= 1.3
        and not said.has("forward")
    ):
        return 2
    if source and (said.check_days or said.other_days or said.has("actor")) and follow >= 1.3:
        return 2
    if looked:
        return 1
    return 1 if said.has("found") and len(said.facts) >= 5 and not said.act_days and not said.has("holder") else 0


def only_planned(said: Said) -> bool:
    """A check that is asked of the citizen or still to come is not a check made."""
    checks = said.classes.get("check", ())
    ahead = said.classes.get("future", ())
    return bool(checks) and all(
        any(0 <= check.first - hit.first <= 4 for hit in ahead) or said.denied(check) for check in checks
    )


def _told_to(said: Said) -> bool:
    """ "Silakan hubungi ..." is a way to go on, not a check."""
    return said.has("imperative", "channel") and not said.has("found") and not said.check_days


def action(reading: Reading) -> Earned:
    """2 for a concrete act and who does it, 1 for half of that, 0 for forwarding to nobody and bare intentions."""
    if faults.wrong_place(reading):
        return Earned(0)
    best = Earned(0)
    for said in reading.said:
        earned = _acts(said)
        if earned > best.level:
            best = Earned(earned, said)
    if best.level == 2 and faults.wrong_holder(reading):
        return Earned(1, best.said)
    if best.level == 1 and best.said and best.said.has("forward") and channel(reading).level:
        return Earned(2, best.said)
    return best


def _acts(said: Said) -> int:
    if said.idle:
        return 0
    acts = [hit for hit in said.classes.get("action", ()) if not said.denied(hit)]
    ours = said.has("actor") or bool(said.offices)
    specific = said.has("concrete")
    concrete = bool(acts) and (bool(said.facts) or bool(said.topic)) and (not said.has("slogan") or bool(said.act_days))
    concrete = concrete and (specific or bool(said.act_days) or not said.has("channel")) and not _told_to(said)
    if said.has("forward"):
        if said.has("nobody") or not said.offices:
            return 0 if not (concrete and said.act_days) else 1
        return 2 if (said.act_days or contact_points(said)) else 1
    if said.has("nobody"):
        return 0
    if said.has("check") and said.check_days and not said.act_days and not said.has("future"):
        return 0  # the day of a check is a finding, not an act
    if concrete and ours and (specific or len(said.facts) >= 3 or said.act_days):
        return 2
    if concrete or (said.act_days and acts):
        return 1
    if said.has("vague_action") and (said.offices or said.has("unit")) and not said.has("slogan"):
        return 1
    return 0


def timeframe(reading: Reading) -> Earned:
    """2 for a day, a number of days or a schedule of an act, 1 for a vague word, 0 for none or only the check's day."""
    if faults.wrong_place(reading):
        return Earned(0)
    best = Earned(0)
    for said in reading.said:
        level = _when(said)
        if level > best.level:
            best = Earned(level, said)
    return best


def _when(said: Said) -> int:
    if said.idle or (said.check_days and not said.act_days):
        return 0
    if months_alone(said) and said.has("action", "future", "vague_action"):
        return 2
    if said.act_days or (said.other_days and said.has("action", "future", "forward", "found")):
        return 2
    window = bool(re.search(r"10 hari|sepuluh hari", said.sentence.text)) and said.has("channel")
    if time_spans(said) and said.has("action", "future", "holder", "found") and not window and not said.has("hardship"):
        return 2
    if (
        said.has("exact_time")
        and not (said.has("channel") and not said.has("concrete", "future", "action", "forward"))
        and not said.event_days
        and not said.has("apology", "blame")
    ):
        return 2
    return 1 if said.has("vague_time") and not said.has("imperative") else 0


def authority(reading: Reading) -> Earned:
    """2 for the right holder and why, 1 for a holder or a rule alone, 0 for silence or a wrong holder."""
    if faults.wrong_place(reading):
        return Earned(0)
    wrong = faults.wrong_holder(reading)
    if wrong:
        return Earned(0, wrong)
    best = Earned(0)
    for said in reading.said:
        level = _holds(said, reading)
        if level > best.level:
            best = Earned(level, said)
    return best


def _holds(said: Said, reading: Reading) -> int:
    """2 needs the holder and why: its role, a rule, a status, or the office's own plain task; a bare "merupakan
    kewenangan X" of another office is 1."""
    if said.idle or said.has("thanks"):
        return 0
    file = reading.file
    named = bool(said.offices & (file.holders | file.others | file.officer))
    ours = bool(said.offices & file.officer) or bool({token.word for token in said.sentence.tokens} & {"kami", "dinas"})
    if said.has("holder", "own_task", "role", "refuses") and said.has("rule") and (named or ours):
        return 2
    if said.has("role") and (named or (ours and file.own_matter)):
        return 2
    if said.has("own_task") and ours and file.own_matter and not said.has("refuses"):
        return 2
    if named and said.has("holder", "own_task") and said.has("status") and not said.has("nobody", "vague_action"):
        return 2
    if file.statuses & road_statuses(said.sentence.text) and (named or said.has("refuses", "holder")):
        return 2
    if said.has("nobody"):
        return 0
    return 1 if named or (said.has("holder", "own_task") and said.has("why")) or said.has("refuses") else 0


def asks_for_the_missing(reading: Reading) -> Said | None:
    """The sentence that asks precisely for what the report lacks, where the file says that it lacks it (convention 13)."""
    if not _LACKING.search(reading.case.facts):
        return None
    return next((said for said in reading.said if said.has("asks_back") and _WHAT.search(said.sentence.text)), None)


_LACKING = re.compile(
    r"\b(?:belum (?:dapat|bisa) (?:ditentukan|dipastikan|diketahui|diperiksa)|tidak (?:menyebut|memuat|mencantumkan)|"
    r"belum (?:jelas|menyebut|lengkap))",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\b(?:nama|tempat|lokasi|alamat|kecamatan|desa|hari|tanggal|jam|waktu|nomor|patokan|foto|ruas)\b", re.IGNORECASE
)

RULES: dict[str, Callable[[Reading], Earned]] = {
    "salutation": salutation,
    "empathy": empathy,
    "substance": substance,
    "finding": finding,
    "action": action,
    "timeframe": timeframe,
    "authority": authority,
    "channel": channel,
    "language": language,
}
