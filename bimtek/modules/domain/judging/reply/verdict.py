"""What a strict but fair supervisor would do with the reply: send it, improve it, or reject it (rubric, verdict)."""

from __future__ import annotations

from collections.abc import Mapping

FATAL = ("leaks_reporter", "names_accused", "blames_citizen", "internal_note")
SMALL = (("salutation", 1), ("empathy", 1), ("channel", 1), ("authority", 2))


def verdict(
    levels: Mapping[str, int], flags: Mapping[str, bool], *, wrong: bool, cured: bool, stuffed: bool, outside: bool
) -> str:
    """One of send, improve, reject.

    `wrong`: another place or a wrong holder (conventions 5 and 7). `cured`: striking the promise leaves a sound
    reply (convention 9). `stuffed`: magic words only (convention 10). `outside`: the matter is not the office's,
    so that passing it on may stand for a finding (convention 2).
    """
    if wrong or any(flags[name] for name in FATAL) or levels["language"] == 0:
        return "reject"
    if flags["overpromises"]:
        return "improve" if cured else "reject"
    if flags["hollow"]:
        return "reject" if stuffed else "improve"
    whole = (
        levels["substance"] == 2
        and levels["action"] == 2
        and levels["timeframe"] == 2
        and levels["language"] == 2
        and levels["finding"] >= (1 if outside else 2)
    )
    gaps = sum(levels[name] < full for name, full in SMALL)
    return "send" if whole and gaps <= 1 else "improve"
