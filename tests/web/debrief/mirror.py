"""A hall with a mirror: the trainer's and the trainees' browsers."""

from __future__ import annotations

from tests.web.workshops.hall import Browser, Hall

PLAIN = "Terima kasih atas laporannya. Laporan akan segera kami tindak lanjuti sesuai ketentuan yang berlaku."
GOOD = (
    "Selasa petugas kami memeriksa 14 lampu padam dari pasar lama sampai jembatan. Panel yang terbakar kami ganti paling lambat"
    " Jumat, 20 November 2026."
)
FIELDS = {
    "question": "Mana balasan yang lebih menolong warga?", "situation": "Lampu jalan padam dua pekan.",
    "text_a": PLAIN, "text_b": GOOD, "criteria": ["finding", "action", "timeframe"],
}  # fmt: skip


def page_of(hall: Hall) -> str:
    """The trainer's page."""
    return f"/kelas/{hall.class_id}/cermin"


def opened(hall: Hall, trainer: Browser) -> None:
    """A vote is open on PLAIN and GOOD."""
    trainer.get(page_of(hall))
    assert trainer.send(page_of(hall), act="open", **FIELDS).status_code == 302


def vote(browser: Browser, mirror: int = 1, **choices: str) -> int:
    """One ballot through the form; the status of the answer."""
    browser.get("/cermin")
    return browser.send("/cermin", mirror=mirror, **choices).status_code
