"""In the hall: a hand that is raised is seen, a message does not disturb what is typed, a seat moves with its text."""

from __future__ import annotations

import time
from itertools import pairwise

from playwright.sync_api import Request, expect

from tests.e2e.conftest import Arrive
from tests.e2e.deskwork import REPLY, disposed
from tests.e2e.hall import Hall

TEXT = "Yth. Bapak/Ibu Pelapor, petugas kami memeriksa lokasi pada 13 November 2026 dan menemukan 12 lubang."


def test_a_raised_hand_is_answered_and_a_message_leaves_the_draft_alone(
    arrive: Arrive, fresh_hall: Hall, width: str
) -> None:
    trainee, trainer = arrive(fresh_hall, width), arrive(fresh_hall, width)
    trainee.join()
    disposed(trainee)
    trainee.press("Tindak Lanjut")
    trainee.write(REPLY, TEXT)
    trainer.sign_in()
    trainer.go("/kelas/1/tangan", "queue-empty")
    trainee.act("Angkat tangan").click()
    expect(trainee.page.locator(".news")).to_contain_text("Anda berikutnya", timeout=5000)
    expect(trainer.page.locator("#queue .row-list")).to_be_visible(timeout=6000)
    trainer.look("queue-one")
    trainer.act("Tandai sedang dibantu").click()
    expect(trainee.page.locator(".news")).to_contain_text("sedang menuju Anda", timeout=9000)
    trainee.look("hand-taken")
    trainer.go("/kelas/1/pesan", "messages")
    trainer.write("Pesan", "Jam aula segera dibekukan.")
    trainer.press("Kirim pesan", "message-sent")
    expect(trainee.page.locator(".news")).to_contain_text("segera dibekukan", timeout=9000)
    expect(trainee.page.get_by_label(REPLY)).to_have_value(TEXT)
    trainee.look("message-while-writing")
    trainee.act("Sudah saya baca").click()
    expect(trainee.page.locator(".news")).not_to_contain_text("segera dibekukan", timeout=5000)
    expect(trainee.page.get_by_label(REPLY)).to_have_value(TEXT)


def test_a_seat_moves_to_another_device_with_what_was_just_typed(arrive: Arrive, fresh_hall: Hall) -> None:
    first, second = arrive(fresh_hall, "phone"), arrive(fresh_hall, "laptop")
    first.join()
    number = disposed(first)
    first.press("Tindak Lanjut")
    first.write(REPLY, TEXT)
    first.sees("diterima server")
    began = time.monotonic()
    second.code, second.account = first.code, first.account
    second.join()
    second.go(f"/meja/laporan/{number}?tindakan=follow_up", "moved-with-draft")
    expect(second.page.get_by_label(REPLY)).to_have_value(TEXT)
    print(f"moved with its draft after {time.monotonic() - began:.1f} s")


def test_a_seat_sends_what_is_typed_seldom_and_nothing_twice(arrive: Arrive, fresh_hall: Hall) -> None:
    trainee = arrive(fresh_hall, "laptop")
    trainee.join()
    disposed(trainee)
    trainee.press("Tindak Lanjut")
    sent: list[Request] = []
    trainee.page.on("request", lambda request: sent.append(request) if "/draf/" in request.url else None)
    box = trainee.page.get_by_label(REPLY)
    box.press_sequentially(TEXT[:60], delay=80)
    trainee.page.wait_for_timeout(2500)
    assert len(sent) >= 2
    began = [request.timing["startTime"] for request in sent]
    assert min(later - before for before, later in pairwise(began)) > 1300
    count = len(sent)
    box.press("End")
    box.press("x")
    box.press("Backspace")
    trainee.page.wait_for_timeout(2500)
    assert len(sent) == count


def test_who_is_looked_at_sees_it_and_the_trainer_sees_what_is_written(arrive: Arrive, fresh_hall: Hall) -> None:
    trainee, trainer = arrive(fresh_hall, "phone"), arrive(fresh_hall, "laptop")
    trainee.join()
    disposed(trainee)
    trainee.press("Tindak Lanjut")
    trainer.sign_in()
    trainer.go(f"/papan/orang/{trainee.account}/bahu", "shoulder-ask")
    trainer.press("Mulai melihat", "shoulder")
    expect(trainee.page.locator(".news")).to_contain_text("sedang melihat pekerjaan Anda", timeout=9000)
    trainee.page.get_by_label(REPLY).press_sequentially("Kami memeriksa lampu di depan pasar.", delay=20)
    began = time.monotonic()
    expect(trainer.page.locator("#shoulder")).to_contain_text("depan pasar.", timeout=9000)
    print(f"seen {time.monotonic() - began:.1f} s after the last letter")
    trainer.look("shoulder-writing")
    trainee.look("looked-at")
    trainer.go("/papan")
    expect(trainee.page.locator(".news")).not_to_contain_text("sedang melihat", timeout=9000)
