"""docs/security.md names only tests that exist, and says of every chapter of the standard what is so."""

from __future__ import annotations

import re
from collections import Counter

from bimtek.config import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)))
#: So many points the standard has up to level 2.
LEVEL_2 = 259
ROW = re.compile(r"^\| (\d[^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)


def test_every_test_named_there_exists() -> None:
    missing = [
        f"{file}::{name}"
        for file, name in NAMED
        if not (ROOT / file).is_file() or (name and f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8"))
    ]
    assert len(NAMED) > 40
    assert missing == []


def test_every_chapter_is_there_and_every_row_is_proved_or_says_why_not() -> None:
    assert re.findall(r"^## V(\d+)", TEXT, re.MULTILINE) == [str(number) for number in range(1, 15)]
    for ids, _point, answer, proof in ROW.findall(TEXT):
        assert answer.strip(), ids
        assert proof.strip() == "–" or "`tests/" in proof, ids


def _points(told: str) -> list[str]:
    """The single points of "1.4.1, 1.4.4–1.4.5 (cards)"."""
    found: list[str] = []
    for part in told.partition("(")[0].strip().split(", "):
        first, _to, last = part.partition("–")
        chapter, number = first.rsplit(".", 1)
        assert not last or last.rsplit(".", 1)[0] == chapter, part
        end = int(last.rsplit(".", 1)[1]) if last else int(number)
        found += [f"{chapter}.{one}" for one in range(int(number), end + 1)]
    return found


def test_every_point_of_the_standard_up_to_level_2_stands_in_one_row_and_no_other_number_does() -> None:
    lines = (ROOT / "tests" / "data" / "asvs-4.0.3-level-2.txt").read_text("utf-8").splitlines()[1:]
    standard = [f"{line.partition(':')[0]}.{one}" for line in lines for one in line.partition(":")[2].split()]
    rows = [ids for ids, *_more in ROW.findall(TEXT) if "(cards)" not in ids]
    here = Counter(point for ids in rows for point in _points(ids))
    assert len(standard) == LEVEL_2
    assert {point for point, times in here.items() if times > 1} == set()
    assert set(standard) - set(here) == set()
    assert set(here) - set(standard) == set()
