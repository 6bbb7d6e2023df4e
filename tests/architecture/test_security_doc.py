"""docs/security.md names only tests that exist, and says of every chapter of the standard what is so."""

from __future__ import annotations

import re

from bimtek.config import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)))
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
