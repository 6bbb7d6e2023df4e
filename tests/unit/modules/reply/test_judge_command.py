"""`bimtek judge replies`: JSONL in, JSONL out, and a clear refusal of what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bimtek.modules.commands import judge

CASE = {"case_id": "K1", "topic": "jalan rusak", "place": "Desa Salulemo", "facts": ""}
REPLY = {"reply_id": "K1-1", "case_id": "K1", "text": "Yth. Bapak/Ibu, terima kasih."}


def run(folder: Path, cases: str, replies: str) -> Result:
    (folder / "cases.jsonl").write_text(cases, encoding="utf-8")
    (folder / "replies.jsonl").write_text(replies, encoding="utf-8")
    return CliRunner().invoke(
        judge,
        [
            "replies",
            "--cases",
            str(folder / "cases.jsonl"),
            "--replies",
            str(folder / "replies.jsonl"),
            "--out",
            str(folder / "out.jsonl"),
        ],
    )


def test_each_reply_gets_a_line_with_labels_and_reasons(tmp_path: Path) -> None:
    result = run(tmp_path, json.dumps(CASE), json.dumps(REPLY) + "\n\n")
    assert result.exit_code == 0
    row = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert row["reply_id"] == "K1-1"
    assert len(row["labels"]) == 16
    assert row["because"]["salutation"]["passage"] == "Yth. Bapak/Ibu, terima kasih."


@pytest.mark.parametrize(
    ("cases", "replies", "words"),
    [
        (json.dumps(CASE), json.dumps(REPLY) + "\n{rusak", "replies.jsonl baris 2"),
        (json.dumps(CASE), "[1]", "replies.jsonl baris 1"),
        (json.dumps(CASE), json.dumps({**REPLY, "case_id": "K9"}), 'kasus "K9" tidak ada'),
        (json.dumps(CASE), json.dumps({**REPLY, "text": 5}), '"text"'),
        (json.dumps(CASE) + "\n" + json.dumps(CASE), json.dumps(REPLY), "muncul dua kali"),
        ('{"case_id": ""}', json.dumps(REPLY), "cases.jsonl baris 1"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_its_number(
    tmp_path: Path, cases: str, replies: str, words: str
) -> None:
    result = run(tmp_path, cases, replies)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "out.jsonl").exists()
