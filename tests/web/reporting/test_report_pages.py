"""Reports of a person, a class and the training: honest when empty, safe with hostile names, readable as files."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.reporting import words
from tests.factories.classes import Made
from tests.web.judging import JudgingClient
from tests.web.workshops.hall import Hall, forget_request, open_hall

NAMES = ("=SUM(1)", "Andi #strong[x] <b>", "Citra $ \\ Contoh")


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app, NAMES)


def test_an_empty_class_gets_an_honest_page_and_a_pdf(app: Flask) -> None:
    hall = open_hall(app, ())
    trainer = hall.trainer()
    assert "Belum ada peserta" in trainer.get(f"/kelas/{hall.class_id}/laporan").text
    assert trainer.get(f"/kelas/{hall.class_id}/laporan/laporan-pelaksanaan.pdf").data[:5] == b"%PDF-"


def test_the_page_of_a_class_says_what_follows_from_its_figures(hall: Hall) -> None:
    trainer = hall.trainer()
    page = trainer.get(f"/kelas/{hall.class_id}/laporan").text
    assert "Jadwalkan kelas susulan untuk 3 peserta" in page
    assert "Andi #strong[x] &lt;b&gt;" in page


def test_one_person_is_read_by_the_own_trainer_and_by_nobody_else(app: Flask, hall: Hall) -> None:
    other = open_hall(app, ("Orang Asing",), username="tetangga")
    trainer, row = hall.trainer(), hall.seats()[1]
    at = f"/kelas/{hall.class_id}/laporan/orang"
    assert "Andi #strong[x] &lt;b&gt;" in trainer.get(f"{at}/{row.account_id}").text
    assert trainer.get(f"{at}/{other.seats()[0].account_id}").status_code == 404
    assert trainer.get(f"/kelas/{other.class_id}/laporan").status_code == 404
    assert trainer.get(f"{at}/{10**25}").status_code == 404


def test_a_trainee_reads_the_own_report_alone(hall: Hall) -> None:
    row = hall.seats()[1]
    person = hall.sit_down(row)
    page = person.get("/rapor").text
    assert "Andi #strong[x] &lt;b&gt;" in page
    assert "Citra" not in page
    assert person.get(f"/kelas/{hall.class_id}/laporan").status_code == 403


@pytest.mark.parametrize("name", ["rekap-nilai", "analisis-butir"])
def test_the_sheets_hold_no_formula(hall: Hall, name: str) -> None:
    data = hall.trainer().get(f"/kelas/{hall.class_id}/laporan/{name}.xlsx").data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "SIMULASI" in str(sheet["A1"].value)


def test_rekap_nilai_has_a_line_for_everybody_also_who_never_came(hall: Hall) -> None:
    data = hall.trainer().get(f"/kelas/{hall.class_id}/laporan/rekap-nilai.xlsx").data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)] == list(NAMES)


def test_the_pdf_is_the_same_for_the_same_class_embeds_its_fonts_and_reads_no_markup(hall: Hall) -> None:
    trainer = hall.trainer()
    path = f"/kelas/{hall.class_id}/laporan/laporan-pelaksanaan.pdf"
    first, second = trainer.get(path).data, trainer.get(path).data
    assert first == second
    assert re.search(rb"/FontFile[23]", first)
    assert b"Libertinus" in first


def test_what_the_trainer_writes_is_kept_and_bounded(hall: Hall) -> None:
    trainer = hall.trainer()
    path = f"/kelas/{hall.class_id}/laporan/pelaksanaan"
    trainer.get(path)
    trainer.send(path, aim="Tujuan #pagebreak()\r\n<script>", conclusion="Baik.")
    refused = trainer.send(path, conclusion="x" * (words.MOST_LETTERS + 1))
    assert refused.status_code == 422
    assert "x" * (words.MOST_LETTERS + 1) in refused.text
    assert 'aria-invalid="true"' in refused.text
    page = trainer.get(path).text
    assert "Tujuan #pagebreak()" in page
    assert "&lt;script&gt;" in page
    forget_request()
    kept = words.kept_words(db.session(), hall.class_id)
    assert kept["conclusion"] == "Baik."
    assert trainer.get(f"/kelas/{hall.class_id}/laporan/laporan-pelaksanaan.pdf").data[:5] == b"%PDF-"


def test_both_reports_of_a_class_with_cases_follow_the_rules_of_pages(
    trainee: JudgingClient, trainer: JudgingClient, made: Made
) -> None:
    assert "Kriteria penanganan" in trainee.get("/rapor").get_data(as_text=True)
    at = f"/kelas/{made.workshop_id}/laporan"
    for path in (at, f"{at}/orang/{made.people[0].id}", f"{at}/pelaksanaan"):
        assert trainer.get(path).status_code == 200
