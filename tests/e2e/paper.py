"""A certificate on paper, and an official's browser with the saved page that checks it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field, replace
from datetime import date

import segno
from PIL import Image, ImageFilter
from playwright.sync_api import Page, expect

from bimtek.certification.domain import keys, statement
from tests.e2e.visitor import AXE, RULES, SHOTS

KEY = keys.private_key(bytes(32))
OTHER = keys.private_key(bytes([7] * 32))
HOLDER = statement.Holder(
    "c2FsdHNhbHRzYWx0MTIzNA", "Andi Renée Tenri, S.STP., M.Si.", "198703122010011003", "Analis Kebijakan Ahli Muda"
)
CLAIMS = statement.Claims(
    number="BIMTEK/2026/0001", kind=statement.PASSED, title="Bimbingan Teknis SP4N–LAPOR! Angkatan III",
    starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 13), hours=32.0, mean=3.25, issued_on=date(2026, 11, 20),
    evidence=statement.encoded(hashlib.sha256(b"evidence").digest()), holder="", key=KEY.public.id,
)  # fmt: skip
ISSUER = "Dinas Kominfo <Kabupaten> & Kota"
INTRUDER = "<img src=x onerror=alert(1)><script>alert(2)</script>"
#: Addresses that stay on the device.
LOCAL = ("file:", "blob:", "data:")
#: What a phone of 2019 lacks.
OLD_PHONE = """
  delete Object.hasOwn; delete Array.prototype.at; delete String.prototype.replaceAll; delete self.structuredClone;
  delete Element.prototype.replaceChildren; delete Uint8Array.fromHex; delete Uint8Array.prototype.toHex;
  delete Uint8Array.fromBase64; delete Promise.allSettled; delete self.WeakRef; delete self.createImageBitmap;
  Object.defineProperty(self, "crypto", {value: undefined}); delete self.globalThis;
"""


def signed(holder: statement.Holder = HOLDER, key: keys.PrivateKey = KEY, claims: statement.Claims = CLAIMS) -> str:
    """The text of a certificate's code."""
    told = replace(claims, holder=holder.commitment(), key=key.public.id)
    return statement.write(told, holder, key.sign(told.text()))


def judged(text: str) -> str:
    """What the platform's own rules say of a text, in the words of the page."""
    found = statement.read(text)
    if found is None:
        return "cut-short" if text.strip().startswith("BIMTEK1") else "no-statement"
    answer = keys.is_signed(found, {KEY.public.id: KEY.public})
    if answer is None:
        return "unknown-key"
    return ("valid" if found.is_of_holder else "other-name") if answer else "changed"


@dataclass(slots=True)
class Desk:
    """An official's browser with the saved page; requests, dialogs and faults are noted and must stay none."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        said = self.faults.append
        self.page.on("request", lambda r: None if r.url.startswith((*LOCAL, self.address)) else said(r.url))
        self.page.on("pageerror", lambda fault: said(f"script: {fault}"))
        self.page.on("console", lambda m: said(m.text) if m.type in ("error", "warning") else None)
        self.page.on("dialog", lambda d: (said(f"dialog: {d.message}"), d.dismiss())[1])

    def paste(self, text: str) -> None:
        """Paste a text and have it checked."""
        self.page.get_by_label("Teks dari kode QR").fill(text)
        self.page.get_by_role("button", name="Periksa", exact=True).click()

    def verdict(self) -> str:
        """What the page found."""
        answer = self.page.locator("#answer")
        expect(answer).to_be_visible(timeout=15000)
        return str(answer.get_attribute("data-verdict"))

    def reads(self, words: str) -> None:
        """The answer holds these words."""
        expect(self.page.locator("#answer")).to_contain_text(words)

    def choose(self, picture: Image.Image, kind: str = "PNG") -> None:
        """Choose a picture as the photo."""
        held = io.BytesIO()
        picture.save(held, kind)
        file = {"name": f"foto.{kind.lower()}", "mimeType": f"image/{kind.lower()}", "buffer": held.getvalue()}
        self.page.get_by_label("Pilih foto kode QR").set_input_files(file)

    def look(self, name: str, width: str) -> None:
        """Photograph the page and examine it: axe, no sideways scrolling, targets for a thumb, no fault."""
        assert self.faults == []
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        self.page.evaluate(AXE)
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
        assert [f"{v['id']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]] == []
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        for target in self.page.locator("button, summary, .button, textarea").locator("visible=true").all():
            box = target.bounding_box()
            assert box
            assert box["height"] >= 44, target.evaluate("e => e.outerHTML")


def code(text: str, scale: int = 8) -> Image.Image:
    """The code that carries a text, as drawn."""
    held = io.BytesIO()
    segno.make(text, error="m", encoding="utf-8", micro=False).save(held, kind="png", scale=scale, border=4)
    return Image.open(held).convert("L")


def photo(side: int, turned: float, blur: float, size: tuple[int, int]) -> Image.Image:
    """The code on a grey sheet, scaled, turned and out of focus."""
    drawn = code(signed()).resize((side, side))
    drawn = drawn.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    sheet = Image.new("L", size, 225)
    sheet.paste(drawn, ((size[0] - drawn.width) // 2, (size[1] - drawn.height) // 3))
    return sheet.filter(ImageFilter.GaussianBlur(blur))
