"""Somebody with a certificate on paper and a saved page: no internet, no platform, perhaps an old phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Route, expect

from bimtek.certification.checker_page import checker_page
from bimtek.certification.domain import statement
from tests.e2e.paper import CLAIMS, HOLDER, INTRUDER, ISSUER, KEY, OLD_PHONE, OTHER, Desk, code, judged, photo, signed
from tests.e2e.visitor import WIDTHS


@pytest.fixture
def saved(app: Flask, tmp_path: Path) -> Path:
    """The page as a file somebody keeps."""
    with app.test_request_context():
        text = checker_page([KEY.public], ISSUER)
    path = tmp_path / "pemeriksa.html"
    path.write_text(text, encoding="utf-8")
    return path


Open = Callable[..., Desk]


@pytest.fixture
def sit_down(chromium: Browser, saved: Path) -> Iterator[Open]:
    """Open the saved page without internet: sit_down("phone", fragment="…", before="script", script=True)."""
    opened: list[BrowserContext] = []

    def sit(width: str = "phone", fragment: str = "", before: str = "", script: bool = True) -> Desk:
        across, down = WIDTHS[width]
        context = chromium.new_context(
            viewport={"width": across, "height": down}, locale="id-ID", java_script_enabled=script
        )
        context.set_default_timeout(10000)
        context.set_offline(True)
        opened.append(context)
        if before:
            context.add_init_script(before)
        desk = Desk(context.new_page(), saved.as_uri())
        desk.page.goto(saved.as_uri() + (f"#{fragment}" if fragment else ""))
        return desk

    yield sit
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", list(WIDTHS))
def test_a_signed_paper_is_valid_and_shows_whose_it_is(sit_down: Open, width: str) -> None:
    desk = sit_down(width)
    desk.look("checker-empty", width)
    desk.paste(signed())
    assert desk.verdict() == "valid"
    for words in (
        "SAH", HOLDER.name, HOLDER.nip, HOLDER.post, CLAIMS.number, CLAIMS.title, "9 November 2026 sampai 13 November 2026",
        "32 JP", "Kelulusan", "3,25 dari 4", "20 November 2026", KEY.public.id, "dicabut",
    ):  # fmt: skip
        desk.reads(words)
    expect(desk.page.get_by_role("heading", name="SAH", exact=True)).to_be_focused()
    desk.look("checker-valid", width)


@pytest.mark.parametrize("width", list(WIDTHS))
def test_a_paper_with_another_name_is_refused_without_showing_that_name(sit_down: Open, width: str) -> None:
    desk = sit_down(width)
    desk.paste(signed().replace("Andi Renée", "Budi Renée"))
    assert desk.verdict() == "other-name"
    desk.reads("TIDAK SAH")
    desk.reads("bukan yang ditandatangani")
    desk.reads(CLAIMS.number)
    expect(desk.page.locator("#answer")).not_to_contain_text("Budi")
    desk.look("checker-other-name", width)


def _texts() -> dict[str, str]:
    good = signed()
    attended = replace(CLAIMS, kind=statement.ATTENDED, mean=None, ends_on=CLAIMS.starts_on, hours=7.5)
    long = signed(replace(HOLDER, post="Kepala Seksi " + "Pengelolaan " * 20))
    return {
        "valid": good,
        "attended, one day": signed(claims=attended),
        "lines became blanks": good.replace("\n", " "),
        "carriage returns and blanks around": "\r\n " + good.replace("\n", "\r\n") + " \n",
        "letters of every kind": signed(replace(HOLDER, name='Ñandú \U0001d538 “Œ” \\ " \t é', post="")),
        "long": long,
        "a letter of the title": good.replace("Bimbingan", "Bimbimgan"),
        "a figure of the mean": good.replace('"r":3.25', '"r":3.95'),
        "a blank in the signed part": good.replace('"h":', '"h": '),
        "a letter of the signature": good[:-20] + ("A" if good[-20] != "A" else "B") + good[-19:],
        "the signature of another": good[:-86] + signed(claims=attended)[-86:],
        "a letter of the name": good.replace("Tenri", "Tenru"),
        "a figure of the NIP": good.replace("1987", "1988"),
        "the post": good.replace("Ahli Muda", "Ahli Utama"),
        "the salt": good.replace(HOLDER.salt, HOLDER.salt[:-1] + "B"),
        "name and NIP run together": good.replace(f'{HOLDER.name}","', f'{HOLDER.name}\\u001f","'),
        "the holder of another": "\n".join(
            (*good.split("\n")[:2], signed(replace(HOLDER, name="Siti")).split("\n")[2], good.split("\n")[3])
        ),
        "unknown key": signed(key=OTHER),
        "another's signature under our key's name": good[:-86] + statement.encoded(OTHER.sign(good.split("\n")[1])),
        "a key called like what every object has": good.replace(KEY.public.id, "toString"),
        "cut": good[:-1],
        "no signature": "\n".join(good.split("\n")[:3]),
        "no number": good.replace('"n":', '"x":'),
        "another kind": good.replace('"kelulusan"', '"juara"'),
        "three parts of a holder": good.replace(f'"{HOLDER.salt}",', ""),
        "no JSON": good.replace('"k":', "k:"),
        "an address": "https://contoh.go.id/s/123",
        "another head": good.replace("BIMTEK1", "BIMTEK2"),
        "too long": "BIMTEK1 " + "x" * 5000,
        "markup alone": INTRUDER,
    }


def test_the_page_judges_every_text_as_the_platform_does(sit_down: Open) -> None:
    desk = sit_down()
    found = {}
    for name, text in _texts().items():
        desk.page.locator("#forget").click()
        desk.paste(text)
        found[name] = desk.verdict()
    assert found == {name: judged(text) for name, text in _texts().items()}
    assert set(found.values()) == {"valid", "changed", "other-name", "unknown-key", "cut-short", "no-statement"}
    assert desk.faults == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (signed().replace("Bimbingan", "Bimbimgan"), "teks sertifikat ini berubah"),
        (signed(key=OTHER), "Kunci yang disebut pada sertifikat ini tidak dikenal"),
        (signed()[:-3], "tidak lengkap atau rusak"),
        ("halo", "Ini bukan teks kode QR sertifikat Bimtek"),
    ],
)
def test_each_refusal_says_why_and_what_to_do(sit_down: Open, text: str, words: str) -> None:
    desk = sit_down()
    desk.paste(text)
    desk.reads(words)
    desk.reads("Yang perlu dilakukan")
    desk.reads("Jangan menerima kertas ini sebagai bukti")
    assert desk.faults == []


def test_markup_in_a_name_is_shown_as_letters(sit_down: Open) -> None:
    desk = sit_down()
    desk.paste(signed(replace(HOLDER, name=INTRUDER), claims=replace(CLAIMS, number=INTRUDER, title=INTRUDER)))
    assert desk.verdict() == "valid"
    desk.reads(INTRUDER)
    desk.paste(signed(key=OTHER).replace(OTHER.public.id, "<img src=x onerror=alert(3)>"))
    assert desk.verdict() == "unknown-key"
    desk.reads("<img src=x onerror=alert(3)>")
    assert desk.page.locator("#answer img, #answer script").count() == 0
    assert desk.faults == []


def test_a_text_in_the_address_is_checked_at_once(sit_down: Open) -> None:
    desk = sit_down(fragment=quote(signed()))
    assert desk.verdict() == "valid"
    desk.reads(HOLDER.name)
    desk.page.evaluate("text => { location.hash = text; }", quote(signed().replace("Tenri", "Tenru")))
    desk.reads("TIDAK SAH")
    desk.page.evaluate("() => { location.hash = '100%'; }")
    desk.reads("Ini bukan teks kode QR")
    assert desk.faults == []


def test_an_answer_does_not_stay_beside_another_text(sit_down: Open) -> None:
    desk = sit_down()
    desk.paste(signed())
    assert desk.verdict() == "valid"
    desk.page.get_by_label("Teks dari kode QR").press_sequentially("x")
    expect(desk.page.locator("#answer")).to_be_hidden()
    expect(desk.page.get_by_text("SAH", exact=True)).to_have_count(0)


def test_an_old_phone_comes_to_the_same_answers(sit_down: Open) -> None:
    desk = sit_down(before=OLD_PHONE)
    desk.paste(signed())
    assert desk.verdict() == "valid"
    desk.paste(signed().replace("Bimbingan", "Bimbimgan"))
    assert desk.verdict() == "changed"
    desk.choose(code(signed()))
    expect(desk.page.get_by_text("Kode QR terbaca dari foto.")).to_be_visible()
    assert desk.verdict() == "valid"
    assert desk.faults == []


def test_a_browser_that_fails_does_not_call_the_paper_forged(sit_down: Open) -> None:
    desk = sit_down(before="self.TextEncoder = undefined;")
    desk.paste(signed())
    assert desk.verdict() == "fault"
    desk.reads("TIDAK DAPAT DIPERIKSA")
    desk.reads("tidak berarti sertifikatnya palsu")


def test_over_plain_http_it_works_without_the_browsers_own_cryptography(chromium: Browser, saved: Path) -> None:
    with chromium.new_context() as context:
        address = "http://kantor.test/pemeriksa.html"
        context.route("**/*", lambda route: _answer(route, address, saved))
        desk = Desk(context.new_page(), address)
        desk.page.goto(address)
        assert desk.page.evaluate("() => window.isSecureContext || !!crypto.subtle") is False
        desk.paste(signed())
        assert desk.verdict() == "valid"
        desk.paste(signed(key=OTHER))
        assert desk.verdict() == "unknown-key"
        assert desk.faults == []


def _answer(route: Route, address: str, saved: Path) -> None:
    if route.request.url == address:
        route.fulfill(path=saved, content_type="text/html; charset=utf-8")
    else:
        route.fulfill(status=404)


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        (None, "PNG"),
        ((540, 5, 1.2, (1200, 1600)), "PNG"),
        ((1100, 5, 2.5, (3000, 4000)), "JPEG"),
        ((420, -7, 0.7, (2480, 3508)), "JPEG"),
    ],
    ids=["as drawn", "turned by 5 degrees, blurred", "large photo, blurred", "a corner of a scanned A4"],
)
def test_a_photo_of_the_code_is_read(sit_down: Open, shape: tuple[Any, ...] | None, kind: str) -> None:
    desk = sit_down()
    desk.choose(photo(*shape) if shape else code(signed()), kind)
    assert desk.verdict() == "valid"
    expect(desk.page.get_by_label("Teks dari kode QR")).to_have_value(signed())
    assert desk.faults == []


def test_a_photo_without_a_code_says_so(sit_down: Open) -> None:
    desk = sit_down()
    desk.choose(Image.new("L", (800, 600), 200), "JPEG")
    expect(desk.page.get_by_text("Kode QR tidak terbaca dari foto ini.")).to_be_visible(timeout=15000)
    broken = {"name": "foto.png", "mimeType": "image/png", "buffer": b"no picture"}
    desk.page.get_by_label("Pilih foto kode QR").set_input_files(broken)
    expect(desk.page.get_by_text("Berkas ini tidak dapat dibuka sebagai gambar.")).to_be_visible()
    expect(desk.page.locator("#answer")).to_be_hidden()
    assert desk.faults == []


def test_without_script_it_names_the_command(sit_down: Open) -> None:
    desk = sit_down(script=False)
    words = desk.page.locator("noscript code")  # by_text passes over noscript
    expect(words).to_be_visible()
    expect(words).to_have_text("python -m bimtek verify")
    expect(desk.page.locator("#not-ready")).to_be_hidden()
    expect(desk.page.get_by_role("button")).to_have_count(0)


def test_the_file_names_no_other_host_and_ends_its_script_once(saved: Path) -> None:
    text = saved.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    licence = re.findall(r"https?://[^\s\"')]+", text)
    assert set(licence) == {"https://paulmillr.com"}  # in the copyright lines, loaded by nobody
    assert len(re.findall(r"</script", text, re.IGNORECASE)) == 1
    assert "&lt;Kabupaten&gt; &amp; Kota" in text
    assert "default-src 'none'" in text
