"""What the robots do: the same pages, forms and buttons as people, at the pace of people. A robot knows what its page offers
and what is printed on its card, and nothing else."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bimtek.rehearsal.browser import Browser, Notes
from bimtek.rehearsal.page import Form, Page

#: Seconds a person looks at a page before the next tap: some skim, some read.
THINK = (4.0, 14.0)
#: How often the pages ask by themselves (data-every).
NEWS_EVERY = 5.0

_FINDINGS = ("pipa di depan pasar pecah", "panel lampu terbakar", "saluran tersumbat sampah", "berkas belum lengkap")
_ACTS = ("kami perbaiki", "kami ganti", "kami bersihkan", "kami selesaikan")


@dataclass(slots=True)
class Card:
    """What is printed on a robot's card."""

    code: str
    name: str


@dataclass(slots=True)
class Robot:
    """One officer. `leave_at` is a monotonic instant; `rest` is replaced in tests so that nobody waits."""

    card: Card
    browser: Browser
    random: Random
    leave_at: float
    rest: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    @property
    def notes(self) -> Notes:
        """The common notes."""
        return self.browser.notes

    def live(self) -> None:
        """Join, then work until it is time to leave: mostly reports, some learning, now and then the test."""
        if not self.join():
            self.notes.fault("masuk: tidak berhasil")
            return
        self.notes.sat_down()
        while self.clock() < self.leave_at:
            self.pause()
            self.random.choices((self.work, self.learn, self.answer, self.sit_test, self.look_home), (5, 4, 3, 1, 2))[
                0
            ]()

    def pause(self) -> None:
        """Look at the page for a while; meanwhile it asks for news by itself."""
        until = self.clock() + self.random.uniform(*THINK)
        while self.clock() < until:
            self.rest(min(1.0, max(0.0, until - self.clock())))
            self.browser.ask_live("kabar", self.clock(), NEWS_EVERY)

    def join(self) -> bool:
        """Card code, one's own name, "is this you?": the three steps of the door."""
        page = self.browser.get("/masuk", "masuk")
        form = page.form_to("/masuk")
        if form is None:
            return False
        page = self.browser.send(form, "masuk", form.filled(code=self.card.code))
        form, account = page.form_to("/masuk"), _account_of(page, self.card.name)
        if form is None or not account:
            return False
        page = self.browser.send(form, "masuk", form.filled(account=account))
        form = page.form_to("/masuk")
        if form is None or not form.buttons:
            return False
        name, value, _words = form.buttons[0]
        page = self.browser.send(form, "masuk", form.filled(**({name: value} if name else {})))
        self.browser.show_live(page, "kabar")
        return page.status == 200 and "/beranda" in page.path

    def look_home(self) -> None:
        """Back to the home page."""
        self.browser.show_live(self.browser.get("/beranda", "beranda"), "kabar")

    def learn(self) -> None:
        """Follow the one next thing; on a sheet answer something and have it checked."""
        page = self.browser.get("/belajar", "belajar")
        form = next((form for form in page.forms if form.in_panel and form.method == "post"), None)
        if form is not None:
            page = self.browser.send(form, "latihan", form.filled())
        elif page.next_links:
            page = self.browser.get(page.next_links[0], "bacaan")
        else:
            return
        self.rest(self.random.uniform(0.5, 2.0))
        ending = page.form_to("/selesai") or page.form_to("/periksa") or page.form_to("/kumpul")
        if ending is not None:
            self.browser.send(ending, "latihan", ending.filled(**_guesses(ending, self.random)))

    def work(self) -> None:
        """Take a report that waits for its verification and verify it."""
        page = self.browser.get("/meja?group=unverified", "meja")
        number = self._a_report(page)
        if not number:
            return
        page = self.browser.get(f"{number}?tindakan=verify", "laporan")
        form = page.form_to("/verify")
        if form is None:
            return
        given = _guesses(form, self.random)
        given |= {"title": form.fields.get("title") or "Laporan warga", "note": "", "report_class": "complaint"}
        self.rest(self.random.uniform(0.5, 2.0))
        self.browser.send(form, "tindakan", form.filled(**given))

    def answer(self) -> None:
        """Answer a report in public: text, the summary before sending, then send."""
        page = self.browser.get("/meja?group=waiting", "meja")
        role = next((form for form in page.forms if form.action.endswith("/peran")), None)
        if role is not None and "liaison" in role.offered.get("role", []) + [value for _n, value, _w in role.buttons]:
            page = self.browser.send(role, "meja", role.filled(role="liaison"))
            page = self.browser.get("/meja?group=waiting", "meja")
        number = self._a_report(page)
        if not number:
            return
        page = self.browser.get(f"{number}?tindakan=follow_up", "laporan")
        form = page.form_to("/follow_up")
        if form is None:
            return
        self.rest(self.random.uniform(1.0, 4.0))
        text = _reply(self.random)
        page = self.browser.send(form, "ringkasan", form.filled(text=text))
        form = page.form_to("/follow_up")
        if form is not None and page.status == 200 and form.fields.get("seen"):
            self.browser.send(form, "balasan", form.filled(text=text))
        self._back_to_admin()

    def _back_to_admin(self) -> None:
        page = self.browser.get("/meja", "meja")
        role = next((form for form in page.forms if form.action.endswith("/peran")), None)
        if role is not None:
            self.browser.send(role, "meja", role.filled(role="agency_admin"))

    def _a_report(self, page: Page) -> str:
        found = [href for href in page.links_to("/meja/laporan/") if re.fullmatch(r"/meja/laporan/[A-Z0-9-]+", href)]
        return self.random.choice(found) if found else ""

    def sit_test(self) -> None:
        """Begin or go on with the test that is open: answers go one by one, as the page sends them; then hand in."""
        page = self.browser.get("/tes", "tes")
        form = next((form for form in page.forms if form.action.endswith("/mulai")), None)
        if form is not None:
            page = self.browser.send(form, "tes", form.filled())
        found = re.search(r"/tes/(\d+)", page.path)
        form = page.form_to("/simpan")
        if found is None or form is None:
            return
        for item in sorted(name for name in form.offered if name.startswith("a-")):
            value, token = self.random.choice(form.offered[item]), form.fields.get("csrf_token", "")
            self.rest(self.random.uniform(0.3, 1.5))
            kept = self.browser.send(form, "jawaban", {"csrf_token": token, item: value}, {"X-Autosave": "1"})
            if kept.status == 204:
                self.notes.answered(int(found[1]), item.removeprefix("a-"), value)
            if self.clock() >= self.leave_at:
                return
        page = self.browser.get(f"/tes/{found[1]}/periksa", "tes")
        if ending := page.form_to("/kumpulkan"):
            self.browser.send(ending, "tes", ending.filled())


def _account_of(page: Page, name: str) -> str:
    """The value of the choice that bears this name."""
    pattern = r'<input[^>]*name="account"[^>]*value="(\d+)"[^>]*>(.*?)</label>'
    for value, words in re.findall(pattern, page.text, re.DOTALL):
        if _plain(name) in _plain(words):
            return str(value)
    return ""


def _plain(words: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())


def _guesses(form: Form, random: Random) -> dict[str, str]:
    """Something for every choice and every empty text of a form, as somebody would who does not know better."""
    given = {name: random.choice([value for value in values if value] or [""]) for name, values in form.offered.items()}
    for name, value in form.fields.items():
        if name not in given and not value and name not in ("csrf_token", "command_id", "branch", "seen"):
            given[name] = "Sudah kami periksa di lokasi bersama petugas."
    return given


def _reply(random: Random) -> str:
    """A plain public answer; findings and dates differ, so that no two are the same text."""
    return (
        "Yth. Bapak/Ibu Pelapor, terima kasih atas laporannya. Petugas kami memeriksa lokasi dan menemukan "
        f"{random.choice(_FINDINGS)}. Kerusakan itu {random.choice(_ACTS)} paling lambat {random.randint(2, 28)} Desember 2026 "
        f"karena menjadi tugas dinas kami (tugas nomor {random.randint(100, 999)}). Bapak/Ibu dapat membalas di halaman ini."
    )
