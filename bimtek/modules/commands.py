"""Commands of the modules room: judge replies without a database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from bimtek.modules.domain.judging.reply.judge import judge_reply
from bimtek.modules.domain.judging.reply.types import CRITERIA, MAX_REPLY, ReplyCase

MAX_LINE = 200_000  # bytes of one line; a case with a long report is far below
MAX_LINES = 200_000


class Malformed(click.ClickException):
    """A line that cannot be read; ends the command with status 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:  # noqa: ARG002 -- click's signature
        """Print the message alone, in Indonesian, to standard error."""
        click.echo(self.format_message(), err=True)


@click.group("judge")
def judge() -> None:
    """Menilai balasan tanpa basis data."""


@judge.command("replies")
@click.option(
    "--cases",
    "cases_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Berkas JSONL berisi kasus.",
)
@click.option(
    "--replies",
    "replies_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Berkas JSONL berisi balasan.",
)
@click.option(
    "--out",
    "out_file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas JSONL hasil penilaian.",
)
def replies(cases_file: Path, replies_file: Path, out_file: Path) -> None:
    """Nilai setiap balasan terhadap kasusnya dan tulis satu baris JSON per balasan."""
    cases = _cases(cases_file)
    lines = [_judged(row, number, replies_file, cases) for number, row in _rows(replies_file)]
    try:
        out_file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as fault:
        raise Malformed(f"{out_file.name}: berkas hasil tidak dapat ditulis ({fault.strerror}).") from fault
    click.echo(f"{len(lines)} balasan dinilai, hasil di {out_file.name}.")


def _cases(path: Path) -> dict[str, ReplyCase]:
    found: dict[str, ReplyCase] = {}
    for number, row in _rows(path):
        case_id = _name(row, "case_id", number, path)
        if case_id in found:
            raise Malformed(f'{path.name} baris {number}: case_id "{case_id}" muncul dua kali.')
        found[case_id] = ReplyCase.from_mapping(row)
    return found


def _judged(row: dict[str, object], number: int, path: Path, cases: dict[str, ReplyCase]) -> str:
    reply_id, case_id = _name(row, "reply_id", number, path), _name(row, "case_id", number, path)
    text = row.get("text")
    if not isinstance(text, str):
        raise Malformed(f'{path.name} baris {number}: kolom "text" harus berisi teks balasan.')
    if len(text) > MAX_REPLY:
        raise Malformed(f"{path.name} baris {number}: balasan lebih dari {MAX_REPLY} karakter.")
    if case_id not in cases:
        raise Malformed(f'{path.name} baris {number}: kasus "{case_id}" tidak ada di berkas kasus.')
    told = judge_reply(cases[case_id], text)
    why = {
        key: {"passage": told.because[key].passage, "reason": told.because[key].reason}
        for key in told.because
        if key in CRITERIA or told.flags.get(key)
    }
    return json.dumps({"reply_id": reply_id, "labels": told.labels, "because": why}, ensure_ascii=False)


def _name(row: dict[str, object], key: str, number: int, path: Path) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        raise Malformed(f'{path.name} baris {number}: kolom "{key}" harus berisi teks 1–100 karakter.')
    return value


def _rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """The objects of a JSONL file with their line numbers; empty lines are passed over."""
    with path.open("rb") as file:
        for number in range(1, MAX_LINES + 2):
            line = file.readline(MAX_LINE + 1)
            if not line:
                return
            if number > MAX_LINES or len(line) > MAX_LINE:
                raise Malformed(f"{path.name} baris {number}: berkas atau baris terlalu besar.")
            if line.strip():
                yield number, _object(line, number, path)


def _object(line: bytes, number: int, path: Path) -> dict[str, object]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise Malformed(f"{path.name} baris {number}: bukan JSON yang dapat dibaca.") from fault
    if not isinstance(row, dict):
        raise Malformed(f"{path.name} baris {number}: satu baris harus berisi satu objek JSON.")
    return row
