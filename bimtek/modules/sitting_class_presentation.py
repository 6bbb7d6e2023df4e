"""What the trainer's pages of the tests say: gates, everybody's state, gain, item analysis, and the tables to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from bimtek.modules import sitting_content, sitting_queries
from bimtek.modules.domain.item_analysis import Gain, ItemFigures, Verdict
from bimtek.modules.domain.items import Item
from bimtek.modules.domain.sitting_rules import EXAM, KINDS, POST, PRE, Plan
from bimtek.modules.sitting_models import Sitting
from bimtek.modules.sitting_presentation import LETTERS, minutes_words, number, percent, seconds_left
from bimtek.modules.sitting_queries import GateState, Seated
from bimtek.workshops.services import SeatRow

#: Shape of each verdict, and its place in the list: what needs a hand first.
_SHAPES = {
    Verdict.KEY: "fatal", Verdict.FLAT: "help", Verdict.HARD: "help", Verdict.EASY: "doing", Verdict.WEAK: "doing",
    Verdict.GOOD: "done", Verdict.FEW: "todo",
}  # fmt: skip
_ORDER = list(_SHAPES)
_TO_MEND = frozenset({Verdict.KEY, Verdict.FLAT, Verdict.HARD, Verdict.EASY})


@dataclass(frozen=True, slots=True)
class GateRow:
    """One test of a class: how many are where, what may be done."""

    gate: GateState
    plan: Plan
    questions: int
    todo: int
    doing: int
    done: int
    seconds: int

    @property
    def kind(self) -> str:
        """The kind of test."""
        return self.gate.kind


def gate_rows(session: Session, workshop_id: int, seats: int, wall: datetime) -> list[GateRow]:
    """The three tests with their numbers of people."""
    gates, units, rows = sitting_queries.gates_of(session, workshop_id), sitting_content.bank().units, []
    for kind in KINDS:
        sat = sitting_queries.sittings_of_class(session, workshop_id, kind).values()
        done, plan = len(sitting_queries.finished(sat)), sitting_content.plan_of(kind)
        left = gates[kind].seconds_left(wall)
        size = sum(plan.items) * len(units)
        rows.append(GateRow(gates[kind], plan, size, seats - len(sat), len(sat) - done, done, left))
    return rows


def chosen_kind(rows: Sequence[GateRow], wished: str) -> str:
    """The test whose people are shown: the one asked for, else the latest one that is open, else the first."""
    if wished in KINDS:
        return wished
    return next((row.kind for row in reversed(rows) if row.gate.is_open), KINDS[0])


def standing_words(one: Seated, wall: datetime) -> tuple[str, str, str]:
    """How one person stands at a test: shape, word, detail."""
    row = one.sitting
    if row is None:
        return "todo", _("Belum mulai"), "" if one.seat.joined else _("belum pernah masuk")
    if row.finished_at is None:
        left = seconds_left(row, wall)
        answered = _("%(done)d dari %(all)d terjawab", done=len(row.answers), all=len(row.form))
        return (
            "doing",
            _("Sedang"),
            ". ".join(filter(None, (answered, minutes_words(left) if left is not None else ""))),
        )
    return "done", _("Selesai"), done_words(row)


def done_words(row: Sitting) -> str:
    """The mark of a finished sitting in a line."""
    mark = sitting_queries.mark_of(row)
    told = [_("%(share)s benar", share=percent(mark.share))]
    if mark.passed is not None:
        told.append(_("lulus") if mark.passed else _("belum lulus"))
    if row.finished_by == "time":
        told.append(_("ditutup waktu"))
    return ", ".join(told)


def extra_words(extra: tuple[int, int]) -> str:
    """Time of one's own in words, or nothing."""
    minutes, share = extra
    parts = [_("%(n)d menit", n=minutes) if minutes else "", _("%(n)d %%", n=share) if share else ""]
    return " + ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item in the analysis: its figures, its text, and the verdict in words."""

    figures: ItemFigures
    item: Item
    label: str
    shape: str
    words: str
    advice: str

    @property
    def needs_hand(self) -> bool:
        """Whether something is to be done about it."""
        return self.figures.verdict in _TO_MEND


def item_rows(figures: Sequence[ItemFigures]) -> list[ItemRow]:
    """The items, those that need a hand first."""
    bank = sitting_content.bank()
    ranked = sorted(figures, key=lambda one: (_ORDER.index(one.verdict), one.point_biserial or 0, one.code))
    return [_item_row(one, bank.items[one.code]) for one in ranked if one.code in bank.items]


def _item_row(one: ItemFigures, item: Item) -> ItemRow:
    words, advice = _verdict_words(one)
    firm = sitting_content.rules().analysis.firm_people
    if one.verdict != Verdict.FEW and one.people < firm:
        advice = f"{advice} {_('Sementara: baru %(n)d orang.', n=one.people)}"
    if one.unused:
        letters = ", ".join(LETTERS[place] for place in one.unused)
        advice = f"{advice} {_('Pengecoh yang tidak dipilih siapa pun: %(letters)s.', letters=letters)}".strip()
    return ItemRow(one, item, item.code.upper(), _SHAPES[one.verdict], words, advice)


def _verdict_words(one: ItemFigures) -> tuple[str, str]:
    strong = LETTERS[one.favourite_of_strong] if one.favourite_of_strong is not None else ""
    return {
        Verdict.FEW: (_("Terlalu sedikit orang"), _("Bertumpu pada %(n)d orang: jangan menyimpulkan apa pun.", n=one.people)),
        Verdict.KEY: (
            _("Periksa kunci"),
            _("Peserta kuat memilih %(letter)s. Baca lagi butir dan kuncinya.", letter=strong)
            if strong and one.favourite_of_strong != _key(one)
            else _("Peserta kuat lebih sering salah daripada yang lain. Baca lagi butir dan kuncinya."),
        ),
        Verdict.EASY: (_("Terlalu mudah"), _("Hampir semua benar: butir ini tidak memberi tahu apa-apa lagi.")),
        Verdict.HARD: (_("Terlalu sulit"), _("Menebak sama baiknya. Ajarkan lagi, atau perjelas butirnya.")),
        Verdict.FLAT: (_("Tidak membedakan"), _("Belum terlihat membedakan yang kuat dari yang lemah. Perjelas butir dan pengecohnya.")),
        Verdict.WEAK: (_("Cukup"), _("Sedikit membedakan; dapat dipakai.")),
        Verdict.GOOD: (_("Baik"), _("Membedakan yang kuat dari yang lemah.")),
    }[one.verdict]  # fmt: skip


def _key(one: ItemFigures) -> int:
    return sitting_content.bank().items[one.code].right


def verdict_counts(rows: Sequence[ItemRow]) -> list[tuple[str, str, int]]:
    """How many items got which verdict: shape, word, number."""
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        found[row.shape, row.words] = found.get((row.shape, row.words), 0) + 1
    return [(shape, words, n) for (shape, words), n in found.items()]


def gain_words(gain: Gain | None) -> str:
    """A normalised gain in words a hall understands."""
    if gain is None or gain.normalised is None:
        return _("tidak terhitung")
    value = gain.normalised
    if value < 0:
        return _("turun")
    return _("tinggi") if value >= 0.7 else _("sedang") if value >= 0.3 else _("rendah")  # Hake's three classes


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table for a spreadsheet: semicolons and decimal commas, as offices here open it; SIMULASI stands in every row. A
    text that a spreadsheet would take for a formula is written as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Keterangan", *head])
    for row in rows:
        writer.writerow(["SIMULASI", *(_cell(value) for value in row)])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",") or "0"
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def item_table(session: Session, workshop_id: int, kind: str) -> bytes:
    """The item analysis of a test as a table."""
    head = ["Butir", "Unit", "Soal", "Orang", "Bagian benar", "Korelasi butir-sisa", "Atas dikurangi bawah", "Kunci"]
    head += [f"Memilih {letter}" for letter in LETTERS] + ["Tidak dijawab", "Penilaian", "Saran"]
    return table(head, (
        (row.item.code, row.item.unit, row.item.stem, row.figures.people, row.figures.difficulty, row.figures.point_biserial,
         row.figures.upper_lower, LETTERS[row.item.right], *row.figures.chosen, row.figures.open, row.words, row.advice)
        for row in item_rows(sitting_queries.item_figures(session, workshop_id, kind))
    ))  # fmt: skip


def mark_table(session: Session, workshop_id: int) -> bytes:
    """Everybody's marks as a table, also of those who sat nothing."""
    parts = {kind: sitting_queries.people_at(session, workshop_id, kind) for kind in KINDS}
    marks = {kind: {one.seat.account_id: one.sitting for one in parts[kind][2]} for kind in KINDS}
    seats = sorted((one.seat for part in parts[PRE] for one in part), key=lambda seat: seat.number)
    head = ["Kursi", "Nama", "Kelompok", *(sitting_content.plan_of(kind).title for kind in KINDS)]
    head += ["Peningkatan ternormalisasi", "Prosedur (ujian)"]
    return table(head, (_mark_row(seat, marks) for seat in seats))


def _mark_row(seat: SeatRow, marks: dict[str, dict[int, Sitting | None]]) -> list[object]:
    found = {kind: marks[kind].get(seat.account_id) for kind in KINDS}
    mark = {kind: sitting_queries.mark_of(row) if row else None for kind, row in found.items()}
    pre, post, exam = mark[PRE], mark[POST], mark[EXAM]
    gain = Gain(pre.share, post.share).normalised if pre and post else None
    shares = [one.share if one else None for one in (pre, post, exam)]
    return [seat.number, seat.name, seat.group, *shares, gain, exam.procedure_share if exam else None]


__all__ = ["minutes_words", "number", "percent"]
