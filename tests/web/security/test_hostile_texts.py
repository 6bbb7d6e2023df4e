"""Hostile texts in every text field that a form offers, and in every query: they stay texts on every page, sheet and paper."""

from __future__ import annotations

import csv
import io
from itertools import count

import openpyxl
import pypdfium2
import pytest
from flask import Flask

from bimtek.extensions import limiter
from tests.factories.two_halls import TwoHalls
from tests.web.security import matrix
from tests.web.security.addresses import address
from tests.web.security.conftest import browser, cookie_of, with_cookie
from tests.web.security.corpus import MARK, PAYLOADS, faults_of, forms_of
from tests.web.security.test_odd_requests import attempt, query_names

#: What ends everything: signing out, erasing, closing, leaving, and the language.
ENDING = (
    "/keluar",
    "/hapus-data",
    "/tutup",
    "/arsip",
    "/bahasa",
    "/akun",
    "/kartu",
    "/lepas",
    "/hapus",
    "/keluarkan",
    "/kumpulkan",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pages(app: Flask, halls: TwoHalls, actor: str) -> list[str]:
    """The address of every page this actor may open, and of every act's form on the three desks."""
    found = [
        address(app, place.rule, halls, actor)
        for place in matrix.places(app)
        if place.method == "GET" and matrix.expected(place, actor) == matrix.OPEN
    ]
    if actor == "owner":
        acts = (
            "verify",
            "follow_up",
            "note",
            "mask",
            "reply",
            "respond",
            "assign",
            "test_harm",
            "ask_completion",
            "close",
        )
        found += [
            f"/meja/laporan/{halls.things[name]}?tindakan={act}"
            for name in ("report", "aduan", "request")
            for act in acts
        ]
    return found


def write_everywhere(app: Flask, halls: TwoHalls, actor: str) -> int:
    """Send every form with every text field hostile; how many were taken (answered by another page or shown again)."""
    key, turn, sent = cookie_of(browser(app, halls, actor)), count(), 0
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for path in pages(app, halls, actor):
        answer = attempt(with_cookie(app, key), "GET", path)
        if isinstance(answer, str) or answer.mimetype != "text/html":
            continue
        for action, fields in forms_of(answer.text):
            shape = (action, tuple(sorted(name for name, value in fields.items() if value is None)))
            if not shape[1] or shape in seen or any(end in action for end in ENDING) or not action.startswith("/"):
                continue
            seen.add(shape)
            for _again in range(2):
                data = {
                    name: PAYLOADS[next(turn) % len(PAYLOADS)] if value is None else value
                    for name, value in fields.items()
                }
                back = attempt(with_cookie(app, key), "POST", action, data=data)
                assert not isinstance(back, str), f"{action}: {back}"
                assert back.status_code < 500, action
                if back.mimetype == "text/html":
                    assert faults_of(back.text) == [], f"{action} answered {faults_of(back.text)}"
                sent += 1
    return sent


@pytest.fixture
def written(app: Flask, halls: TwoHalls) -> TwoHalls:
    """Both halls after everybody has written hostile texts wherever they can."""
    app.config["WTF_CSRF_ENABLED"] = False
    limiter.enabled = False
    sent = {actor: write_everywhere(app, halls, actor) for actor in ("owner", "lead")}
    assert sent["owner"] > 20
    assert sent["lead"] > 20
    return halls


def test_a_hostile_text_stays_a_text_on_every_page_and_in_every_file(app: Flask, written: TwoHalls) -> None:
    faults, shown, sheets = [], 0, 0
    papers: list[str] = []
    for actor in ("owner", "neighbour", "lead", "observer", "admin"):
        key = cookie_of(browser(app, written, actor))
        for path in pages(app, written, actor):
            answer = attempt(with_cookie(app, key), "GET", path)
            if isinstance(answer, str) or answer.status_code >= 500:
                faults.append(f"{path}: {answer if isinstance(answer, str) else answer.status_code}")
            elif answer.mimetype == "text/html" and "attachment" not in answer.headers.get("Content-Disposition", ""):
                shown += answer.text.count(MARK)
                faults += [f"{path} as {actor}: {fault}" for fault in faults_of(answer.text)]
            elif answer.mimetype == "application/pdf":
                papers.append(words_of(answer.data))
            elif answer.mimetype == "text/csv" or path.partition("?")[0].endswith(".xlsx"):
                sheets += 1
                faults += [f"{path}: {fault}" for fault in formulas(answer.data, path)]
    limiter.enabled = True
    assert not faults, "\n".join(faults)
    assert shown > 50, "the texts are shown somewhere, or this proves nothing"
    assert sheets >= 6
    assert any(MARK in paper for paper in papers), "a report on paper shows what was written"
    assert not any("root:" in paper for paper in papers), "the typesetter read a file that a text named"


def words_of(data: bytes) -> str:
    """The text of a PDF."""
    if not data.startswith(b"%PDF") or b"%%EOF" not in data[-1024:]:
        return ""
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def formulas(data: bytes, path: str) -> list[str]:
    """Cells that a spreadsheet program would run."""
    if data[:2] == b"PK":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        return [f"{cell.coordinate} {cell.value!r}" for cell in cells if cell.data_type == "f" or cell.hyperlink]
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    return [f"{cell!r}" for row in rows for cell in row if MARK in cell and cell.startswith(FORMULA)]


def test_nothing_of_a_query_becomes_more_than_a_text(app: Flask, halls: TwoHalls) -> None:
    """Every page, every query argument that is read anywhere, several texts at once."""
    limiter.enabled = False
    names, faults = query_names(), []
    for actor in ("anonymous", "owner", "lead"):
        key = cookie_of(browser(app, halls, actor))
        for path in pages(app, halls, actor):
            for first in (0, 7):
                query = {
                    name: PAYLOADS[(first + place) % len(PAYLOADS)]
                    for place, name in enumerate(names)
                    if name != "kelas"
                }
                answer = attempt(with_cookie(app, key), "GET", path.partition("?")[0], query_string=query)
                if isinstance(answer, str) or answer.status_code >= 500:
                    faults.append(f"{path}: {answer if isinstance(answer, str) else answer.status_code}")
                elif answer.mimetype == "text/html" and "attachment" not in answer.headers.get(
                    "Content-Disposition", ""
                ):
                    faults += [f"{path} as {actor}: {fault}" for fault in faults_of(answer.text)]
    limiter.enabled = True
    assert not faults, "\n".join(faults)
