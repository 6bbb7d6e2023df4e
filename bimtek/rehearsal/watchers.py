"""The trainer's robot: starts the hall's clock, keeps the board open, looks at one person after another."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bimtek.rehearsal.browser import Browser, Notes

BOARD_EVERY, LOOK_EVERY = 3.0, 20.0


@dataclass(slots=True)
class Watcher:
    """One trainer with a tablet."""

    username: str
    password: str
    workshop_id: int
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
        """Sign in and watch until it is time to leave."""
        if not self.sign_in():
            self.notes.fault("fasilitator: tidak dapat masuk")
            return
        page = self.browser.get(f"/papan?kelas={self.workshop_id}", "papan")
        self.browser.show_live(page, "papan")
        looked = self.clock()
        while self.clock() < self.leave_at:
            self.rest(min(1.0, max(0.0, self.leave_at - self.clock())))
            self.browser.ask_live("papan, pembaruan", self.clock(), BOARD_EVERY)
            if self.clock() - looked >= LOOK_EVERY:
                looked = self.clock()
                self.look_at_somebody(page.text)
        self.browser.get(f"/papan?kelas={self.workshop_id}", "papan")

    def sign_in(self) -> bool:
        """The trainers' door."""
        page = self.browser.get("/fasilitator/masuk", "fasilitator masuk")
        form = page.form_to("/fasilitator/masuk")
        if form is None:
            return False
        page = self.browser.send(form, "fasilitator masuk", form.filled(username=self.username, password=self.password))
        return page.status == 200 and "/fasilitator/masuk" not in page.path

    def look_at_somebody(self, board: str) -> None:
        """Open one person of the board, then that person's desk."""
        people = sorted(set(re.findall(r"/papan/orang/(\d+)", board)))
        if people:
            one = self.random.choice(people)
            self.browser.get(f"/papan/orang/{one}", "satu peserta")
            self.browser.get(f"/papan/orang/{one}/meja", "meja peserta")
