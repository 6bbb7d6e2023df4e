"""Judge one reply against its case: levels, flags, verdict, and for each the passage and the reason.

The judge is offline and deterministic: rules with the words of `seed/reply_judge`, a small linear model from the
same directory, and nothing else. How well it agrees with raters: `python -m tests.bench.reply_agreement`.
"""

from __future__ import annotations

import re

from bimtek.modules.domain.judging.reply import faults, linear
from bimtek.modules.domain.judging.reply.criteria import RULES, asks_for_the_missing
from bimtek.modules.domain.judging.reply.described import fits_anybody
from bimtek.modules.domain.judging.reply.features import measure
from bimtek.modules.domain.judging.reply.feedback import because, flag_because
from bimtek.modules.domain.judging.reply.identity import leaks
from bimtek.modules.domain.judging.reply.language import Earned
from bimtek.modules.domain.judging.reply.signals import Reading, Said, read_reply
from bimtek.modules.domain.judging.reply.tone import Tones
from bimtek.modules.domain.judging.reply.traces import speaks_of_reporter
from bimtek.modules.domain.judging.reply.types import CRITERIA, FLAGS, MAX_REPLY, Because, ReplyCase, ReplyJudgement
from bimtek.modules.domain.judging.reply.verdict import verdict

Place = tuple[int, int] | None
STUFFED = 0.6  # share of words in mere lists from which a reply says nothing


def judge_reply(
    case: ReplyCase, text: str, model: linear.Model | None = None, tones: Tones | None = None
) -> ReplyJudgement:
    """The judgement of a reply by the rubric of docs/decisions/0005-reply-judge.md.

    Only the first MAX_REPLY characters are read. An empty reply is judged too: everything is missing. `model` and
    `tones` are the linear parts; without them those of the seed directory serve.
    """
    text = text[:MAX_REPLY]
    reading = read_reply(case, text, tones)
    earned = {key: rule(reading) for key, rule in RULES.items()}
    features = measure(reading, earned)
    steps = linear.shipped() if model is None else model
    levels = {key: linear.level(steps, key, features, earned[key].level) for key in CRITERIA}
    wrong_place, wrong_holder = faults.wrong_place(reading), faults.wrong_holder(reading)
    levels = _bounded(
        levels,
        wrong_place=wrong_place,
        wrong_holder=wrong_holder is not None,
        empty=features["stuffed"] > STUFFED or not reading.said,
    )
    if asks_for_the_missing(reading) and not features["stuffed"]:
        levels |= {"substance": 2 if levels["substance"] else 0, "finding": 2, "action": 2}
    places = _flag_places(reading)
    flags = {key: places.get(key) is not None for key in FLAGS}
    flags["hollow"] = levels["substance"] == 0 and levels["finding"] <= 1 and levels["action"] == 0
    decided = verdict(
        levels,
        flags,
        wrong=wrong_place or wrong_holder is not None,
        cured=_cured(reading, levels),
        stuffed=_stuffed(features) or len(text.split()) < 5,
        outside=not reading.file.own_matter,
    )
    why = _reasons(reading, earned, levels, flags, places)
    if wrong_place:
        why["substance"] = because(case, text, "wrong_place", 1, _at(earned["substance"].said), 2)
    if wrong_holder is not None:
        why["authority"] = because(case, text, "wrong_holder", 1, _at(wrong_holder), 2)
    return ReplyJudgement(levels, flags, decided, why)


def _stuffed(features: dict[str, float]) -> bool:
    """Mere lists, capitals, or slogans with hashtags (convention 10)."""
    slogans = features["buzz"] > 0 and features["hashtags"] > 0
    return features["stuffed"] > STUFFED or features["capitals"] > 0 or slogans


def _bounded(levels: dict[str, int], *, wrong_place: bool, wrong_holder: bool, empty: bool) -> dict[str, int]:
    """Conventions 5 and 7: another place or a wrong holder caps what the rest may earn."""
    if empty:
        return dict.fromkeys(levels, 0)
    if wrong_place:
        levels |= {"finding": 0, "action": 0, "timeframe": 0, "authority": 0, "substance": min(levels["substance"], 1)}
    if wrong_holder:
        levels |= {"authority": 0, "action": min(levels["action"], 1)}
    return levels


def _flag_places(reading: Reading) -> dict[str, Place]:
    told = leaks(reading)
    personal = next(
        (
            said
            for said in reading.said
            if said.has("sounds_personal")
            and speaks_of_reporter(said.sentence.text)
            and not fits_anybody(said.sentence.text)
        ),
        None,
    )
    promised = faults.promise(reading)
    return {
        "leaks_reporter": (told[0].start, told[0].end) if told else _at(personal) if reading.case.protected else None,
        "names_accused": _at(faults.accusation(reading)),
        "overpromises": _at(promised[0]) if promised else None,
        "blames_citizen": _at(faults.reproach(reading)),
        "internal_note": _at(faults.note(reading)),
    }


def _cured(reading: Reading, levels: dict[str, int]) -> bool:
    """Convention 9: would the reply be sound without the promise? Its act must stand in another sentence."""
    promised = faults.promise(reading)
    if promised is None or levels["action"] < 2 or levels["finding"] < 1:
        return False
    return any(
        said.has("action") and (said.act_days or len(said.facts) >= 3) and said is not promised[0] and not said.idle
        for said in reading.said
    ) or bool(re.search(r"[,;]|\bdan\b", promised[0].sentence.text) and promised[0].act_days)


def _reasons(
    reading: Reading,
    earned: dict[str, Earned],
    levels: dict[str, int],
    flags: dict[str, bool],
    places: dict[str, Place],
) -> dict[str, Because]:
    case, text = reading.case, reading.text
    why = {
        key: because(case, text, key, levels[key], _at(_shown(reading, key, earned[key], levels[key])), top)
        for key, (_, top) in CRITERIA.items()
    }
    why |= {key: flag_because(case, text, key, flags[key], places.get(key)) for key in FLAGS}
    return why


def _shown(reading: Reading, key: str, earned: Earned, level: int) -> Said | None:
    """The sentence shown for a level; where the model sees more than the rule, the sentence nearest to the matter."""
    if level == 0 and key not in ("language", "authority"):
        return None
    if earned.said is not None or level == 0 or key == "language":
        return earned.said
    return max(
        (said for said in reading.said if not said.idle),
        default=None,
        key=lambda said: (len(said.facts) + 2 * len(said.figures) + 2 * said.act_days, -said.sentence.start),
    )


def _at(said: Said | None) -> Place:
    return None if said is None else (said.sentence.start, said.sentence.end)
