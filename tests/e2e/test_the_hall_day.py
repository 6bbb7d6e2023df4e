"""A whole day in the hall: agenda, roll, controls, a walk-in, a late-comer, what the class says of it and plans after it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.hall import Hall
from tests.e2e.visitor import Visitor

POST = "Kepala Bidang Pengaduan"


def tomorrow(hall: Hall) -> None:
    """The class begins tomorrow: its half days can then be opened at any hour of the day this runs."""
    day = (datetime.now(UTC) + timedelta(hours=8, days=1)).date()
    with closing(sqlite3.connect(hall.path)) as connection, connection:
        connection.execute("update workshop set starts_on = ?", (day.isoformat(),))


def take_back(trainer: Visitor, name: str) -> None:
    """What was done last is taken back from its strip."""
    trainer.page.locator(".strip").get_by_role("button", name="Batalkan").first.click()
    trainer.page.wait_for_load_state()
    trainer.look(name)


def roll(trainer: Visitor, trainee: Visitor) -> None:
    """A half day of the agenda is opened; one is there by what they say, another by a tap."""
    trainer.go("/kelas/1/hadir", "roll-planned")
    fold = trainer.page.locator("details.roll-fold").filter(has_text="Atur sesi")
    if fold.get_attribute("open") is None:
        fold.locator("> summary").click()
    trainer.press("Buka sekarang", "roll-open")
    trainee.go("/beranda", "home-roll")
    trainee.press("Saya hadir", "home-present")
    trainer.go("/kelas/1/hadir")
    expect(trainer.page.locator(f"#hadir-{trainee.account} .roll-state")).to_contain_text("Hadir")
    other = trainer.page.locator(f"#hadir-{trainee.hall.facts.trainees[50].account_id}")
    other.get_by_role("button", name="Hadir", exact=True).click()
    expect(other.locator(".roll-state")).to_contain_text("Hadir")
    trainer.look("roll-two-there")
    expect(trainer.page.locator(".roll-counts b")).to_have_text("2")


def controls(trainer: Visitor, trainee: Visitor) -> None:
    """A task with a time reaches the trainee; a unit is held back, and that is taken back."""
    trainer.go("/kelas/1/kendali", "controls")
    task = trainer.page.locator("details.control").filter(has_text="Tetapkan tugas").first
    task.locator("summary").click()
    task.locator("#title").fill("Kerjakan satu laporan berdua")
    task.locator("#minutes").fill("20")
    task.get_by_role("button", name="Tetapkan", exact=True).click()
    trainer.page.wait_for_load_state()
    trainer.look("controls-task")
    trainee.go("/beranda", "home-task")
    trainee.sees("Kerjakan satu laporan berdua")
    trainer.page.locator("input[name=open][value=U3]").uncheck()
    trainer.press("Terapkan", "controls-closed")
    expect(trainer.page.locator("input[name=open][value=U3]")).not_to_be_checked()
    take_back(trainer, "controls-taken-back")
    expect(trainer.page.locator("input[name=open][value=U3]")).to_be_checked()


def seats(trainer: Visitor) -> None:
    """Who is not on the list gets a seat; a late-comer comes in at the part of the hall."""
    trainer.go("/kelas/1/kursi", "seats")
    trainer.page.locator("details").filter(has_text="Tambah peserta susulan").locator("> summary").click()
    trainer.press("Tambahkan", "walk-in-no-name")
    trainer.write("Nama dengan gelar", "Andi Contoh Susulan, S.Sos.")
    trainer.write("Jabatan", "Pranata Humas")
    trainer.press("Tambahkan", "walk-in")
    trainer.sees("Andi Contoh Susulan")
    trainer.go("/kelas/1/susulan", "late")
    trainer.choose("Mulai ikut dari", "U3")
    trainer.page.get_by_label("Andi Contoh Susulan").check()
    trainer.press("Isi langkah sebelumnya", "late-filled")
    trainer.sees("untuk 1 peserta")
    take_back(trainer, "late-taken-back")


def afterwards(trainer: Visitor, trainee: Visitor) -> None:
    """The questionnaire is opened and answered without a name; a plan is sent, and the trainer reads it."""
    trainer.go("/kelas/1/kuesioner", "surveys")
    trainer.page.locator("details.control summary").first.click()
    trainer.press("Ya, buka", "survey-open")
    trainee.go("/beranda")
    trainee.press("Isi kuesioner", "survey")
    for scale in trainee.page.locator("fieldset.scale").all():
        scale.get_by_role("radio").nth(3).check()
    trainee.press("Kirim tanpa nama", "survey-given")
    trainee.sees("tersimpan tanpa nama")
    trainer.go("/kelas/1/kuesioner")
    trainer.sees("1 dari 119 mengisi")
    trainee.go("/rencana", "plan")
    trainee.write("Atasan langsung (jabatan, bukan nama)", POST)
    for n in (1, 2, 3):
        trainee.page.locator(f"#action-{n}").fill(f"Memeriksa laporan yang belum dijawab, pekan {n}")
        trainee.page.locator(f"#output-{n}").fill(f"Daftar laporan pekan {n} dengan jawabannya")
    trainee.press("Kirim rencana", "plan-sent")
    trainee.sees(POST)
    trainer.go("/kelas/1/rencana?saring=dikirim", "plans")
    trainer.sees("Memeriksa laporan yang belum dijawab, pekan 1")


def test_a_trainer_goes_through_the_day_of_a_hall(arrive: Arrive, fresh_hall: Hall, width: str) -> None:
    trainer, trainee = arrive(fresh_hall, width), arrive(fresh_hall, "phone")
    tomorrow(fresh_hall)
    trainer.sign_in()
    trainee.join()
    trainer.go("/kelas/1/agenda", "agenda-none")
    trainer.steer("Dua hari, 16 JP", "Ya, ambil contoh ini", "agenda")
    trainer.sees("Hari ke-2")
    roll(trainer, trainee)
    controls(trainer, trainee)
    seats(trainer)
    afterwards(trainer, trainee)
    for path in ("", "/unit", "/libur", "/tenggat", "/teks"):
        trainer.go(f"/pengaturan{path}", f"corrections{path.replace('/', '-')}")


def test_the_reports_of_a_class_are_read(arrive: Arrive, fresh_hall: Hall, width: str) -> None:
    trainer = arrive(fresh_hall, width)
    trainer.sign_in()
    trainer.go("/kelas/1/laporan", "report-class")
    trainer.sees("Laporan")
