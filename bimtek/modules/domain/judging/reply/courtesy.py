"""The criteria of courtesy by rule: the salutation, the empathy, the way to go on."""

from __future__ import annotations

import re

from bimtek.modules.domain.judging.reply import faults
from bimtek.modules.domain.judging.reply.language import Earned
from bimtek.modules.domain.judging.reply.signals import Reading, Said, contact_points, opening_hours

_VOCATIVE_WORDS = 9  # a form of address that opens the reply stands among its first words


# "Terima kasih, Ibu." speaks to somebody; "Terima kasih atas laporannya" does not.
_THANKED = re.compile(
    r"^\W*(?:terima ?kasih|makasih|trims)(?:\s(?:banyak|banget))?,?\s(?-i:Ibu|Bapak|Bu|Pak|Bpk|Kak|Kakak|Saudar[ai]|Sdr|Mas|Mbak|Daeng|Puang)\b",
    re.IGNORECASE,
)


def salutation(reading: Reading) -> Earned:
    """1 for a greeting or a form of address in the opening; a bare thanks is 0."""
    for said in reading.said[:2]:
        first = said is reading.said[0]
        if any(hit.first < (_VOCATIVE_WORDS if first else 4) for hit in said.classes.get("greeting", ())):
            return Earned(1, said)
        if first and _THANKED.match(said.sentence.text):
            return Earned(1, said)
        if first and any(_calls(said, hit.first) for hit in said.classes.get("address", ())):
            return Earned(1, said)
    return Earned(0)


def _calls(said: Said, at: int) -> bool:
    """A form of address at the very head, or the pair Bapak/Ibu among the first words."""
    token = said.sentence.tokens[at]
    if not token.raw[:1].isupper():
        return False
    if at == 0:
        return True
    text = said.sentence.text[:110]
    return at < _VOCATIVE_WORDS and bool(re.search(r"\b(?:Bapak|Ibu|Bpk|Pak)\s?/\s?(?:Ibu|Bapak|Bu)\b", text))


def empathy(reading: Reading) -> Earned:
    """1 for thanks, an apology or understanding, once; a reproach anywhere cancels it."""
    if faults.reproach(reading) and not faults.asks_kindly(reading):
        return Earned(0)
    for said in reading.said:
        if said.has("thanks", "apology") and not _hollow_thanks(said):
            return Earned(1, said)
    for said in reading.said:
        if said.has("understands") or (said.has("hardship") and _feels(said)):
            return Earned(1, said)
    return Earned(0)


def _hollow_thanks(said: Said) -> bool:
    return not said.has("apology") and bool(
        re.search(r"tidak (?:tahu|ada) terima kasih", said.sentence.text, re.IGNORECASE)
    )


def _feels(said: Said) -> bool:
    """A hardship told as the citizen's ("tentu melelahkan"), without an order or a condition about it."""
    text = said.sentence.text
    told = re.search(
        r"\b(?:tentu|pasti|sungguh|sangat|jelas|wajar|memang|adalah|bukan hal|betapa|terlalu|amat)\b",
        text,
        re.IGNORECASE,
    )
    return bool(told) and not said.has("blame", "guilt", "imperative", "stiff")


def channel(reading: Reading) -> Earned:
    """1 for a way to go on that a citizen can use: a number, a counter, the reply window, a report number."""
    for said in reversed(reading.said):
        if said.idle or (said.has("guilt", "thanks") and not said.has("imperative")):
            continue
        if (
            said.has("channel")
            and not said.has("blame")
            and not (said.has("check") and said.check_days and not contact_points(said))
        ):
            return Earned(1, said)
        if contact_points(said) and not said.has("guilt"):
            return Earned(1, said)
        if opening_hours(said) and said.has("imperative"):
            return Earned(1, said)
    return Earned(0)
