"""A person at a browser: taps words, writes, and has every page examined by axe and photographed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

from tests.e2e.hall import Hall

SHOTS = Path(__file__).resolve().parent.parent.parent / "screenshots"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
WIDTHS = {"phone": (360, 740), "laptop": (1366, 768)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: The browser writes these lines itself when an answer is a refusal or the link is cut; no script of ours complains.
EXPECTED = ("status of 4", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED")

#: The word under the summary before sending.
SEND = "Kirim sekarang"
#: Pages this process has examined.
LOOKED_AT: set[str] = set()


@dataclass(slots=True)
class Visitor:
    """Somebody with one browser. Requests to any other host, script errors and axe violations fail the journey."""

    page: Page
    hall: Hall
    width: str
    script: bool = True
    account: int = 0
    code: str = ""
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listen(self.page)

    def _listen(self, page: Page) -> None:
        said = self.complaints.append
        page.on(
            "console", lambda m: said(m.text) if m.type == "error" and not any(e in m.text for e in EXPECTED) else None
        )
        page.on("pageerror", lambda fault: said(f"script: {fault}"))
        page.on(
            "request", lambda r: None if r.url.startswith((self.hall.url, "data:")) else said(f"other host: {r.url}")
        )

    @property
    def context(self) -> BrowserContext:
        """The browser: its cookies, its storage, its link to the hall."""
        return self.page.context

    def second_tab(self) -> Visitor:
        """The same person in another tab of the same browser."""
        return Visitor(self.context.new_page(), self.hall, self.width, self.script, self.account, self.code)

    def go(self, path: str, name: str | None = None) -> None:
        """Open a path of the hall, and look at it when it is named."""
        self.page.goto(self.hall.url + path)
        if name:
            self.look(name)

    def look(self, name: str) -> None:
        """Examine the page now shown, once a run under its name: axe without a violation, no sideways scrolling, no
        complaint; and photograph it."""
        assert self.complaints == [], self.complaints
        picture = f"{name}-{self.width}{'' if self.script else '-no-script'}.png"
        if picture in LOOKED_AT:
            return
        LOOKED_AT.add(picture)
        self.photograph(picture)
        if self.script:
            self._unfold()
            if not self.page.evaluate("() => typeof axe !== 'undefined'"):
                self.page.evaluate(AXE)
            found = self.page.evaluate(
                "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
            )
            faults = [f"{v['id']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]]
            assert faults == [], f"{self.page.url}: {faults}"
            wide = self.page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            self.page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[self.width], strict=True)))
            assert wide <= 0, f"{self.page.url} scrolls sideways by {wide}px"

    def photograph(self, picture: str) -> None:
        """Take a picture of the whole page into screenshots/."""
        SHOTS.mkdir(exist_ok=True)
        try:
            self.page.screenshot(path=SHOTS / picture, full_page=True)
        except Error:  # a busy machine: the compositor did not answer in time
            self.page.screenshot(path=SHOTS / picture, full_page=True)

    def _unfold(self) -> None:
        """Make the window as tall as the page: what sticks to its foot then covers nothing that a thumb could scroll free."""
        across, down = WIDTHS[self.width]
        tall = int(self.page.evaluate("() => document.documentElement.scrollHeight"))
        self.page.set_viewport_size({"width": across, "height": max(down, tall)})

    def act(self, word: str, exact: bool = True) -> Locator:
        """The visible button or link with this word."""
        role = self.page.get_by_role("button", name=word, exact=exact).or_(
            self.page.get_by_role("link", name=word, exact=exact)
        )
        return role.locator("visible=true").first

    def press(self, word: str, name: str | None = None, exact: bool = True, through: bool = True) -> None:
        """Tap the button or link with this word, wait for the page that follows, and look at it when it is named. Where the
        summary before sending comes first it is looked at and sent, unless not `through`."""
        target = self.act(word, exact)
        with self.page.expect_navigation(wait_until="load"):
            target.click()
        if through and word != SEND and self.page.locator("#ringkasan").count():
            self.look("summary-before-sending")
            self.press(SEND, name)
            return
        if name:
            self.look(name)

    def steer(self, word: str, yes: str, name: str | None = None) -> None:
        """An act for the whole hall: its control is opened, and its question answered with yes."""
        control = self.page.locator("details.control").filter(has=self.page.locator("summary", has_text=word)).first
        control.locator("summary").click()
        control.get_by_role("button", name=yes, exact=True).click()
        self.page.wait_for_load_state()
        if name:
            self.look(name)

    def sees(self, words: str) -> None:
        """These words stand on the page, in view for the eye."""
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()

    def sees_not(self, words: str) -> None:
        """These words stand nowhere on the page."""
        expect(self.page.get_by_text(words)).to_have_count(0)

    def write(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, value: str) -> None:
        """Choose from a list by its value."""
        self.page.get_by_label(label, exact=True).select_option(value)

    def open_guide(self) -> None:
        """On a phone the guide is a sheet at the foot: open it."""
        guide = self.page.locator("#panduan")
        if guide.get_attribute("open") is None:
            guide.locator("summary").click()

    def take_card(self) -> None:
        """Receive a card nobody has used."""
        self.code, self.account = self.hall.next_trainee()

    def join(self) -> None:
        """Sit down by card: code in lower case with a space, own name, confirm."""
        if not self.code:
            self.take_card()
        self.go("/masuk", "join")
        self.page.locator("#code").fill(f"{self.code[:3]} {self.code[3:]}".lower())
        self.press("Lanjut", "join-names")
        self.page.locator(f"input[type=radio][value='{self.account}']").check()
        self.press("Lanjut", "join-confirm")
        already = self.act("Pindahkan kursi ke perangkat ini")
        self.press("Pindahkan kursi ke perangkat ini" if already.count() else "Ya, ini saya. Masuk")
        expect(self.page).to_have_url(re.compile("/beranda$"))

    def sign_in(self) -> None:
        """Sign in as the trainer."""
        self.go("/fasilitator/masuk", "trainer-sign-in")
        self.write("Nama pengguna", self.hall.facts.username)
        self.write("Kata sandi", self.hall.facts.password)
        self.press("Masuk")

    def be(self, role: str) -> None:
        """Play the other desk role, unless it is the one played now."""
        switch = self.act(f"Ganti peran menjadi {role}")
        if switch.count():
            self.press(f"Ganti peran menjadi {role}")

    def open_report(self, number: str, name: str | None = None) -> None:
        """Open one report of the own desk."""
        self.go(f"/meja/laporan/{number}", name)

    def number(self) -> str:
        """The number of the report now open."""
        found = re.search(r"SIM-[A-Z0-9]+", self.page.url)
        assert found, self.page.url
        return found[0]

    def truth(self, number: str) -> dict[str, Any]:
        """What the report hides from this trainee."""
        return self.hall.truth(self.account, number)

    def count_of(self, action: str, number: str) -> int:
        """How often an act on a report of this trainee was accepted."""
        return self.hall.entries(self.account, number, action)
