"""Reads a civil servant's number (NIP) as it stands in a list, without repairing it.

Eighteen digits: date of birth, year and month of appointment, sex, serial number. Contract staff (PPPK) have two
digits of their own where the month stands, so the month is not judged.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

LENGTH = 18
NIK_LENGTH = 16
_EXPONENT = re.compile(r"[+-]?\d+([.,]\d+)?\s*e\s*[+-]?\s*\d+", re.IGNORECASE)
_FRACTION = re.compile(r"\d{10,}[.,]\d{1,2}")
_PREFIX = re.compile(r"^(nip|nik)\b[\s.:]*|^['’`]", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s.\-]+")
_DAMAGED = (
    "Nomor ini rusak oleh aplikasi lembar kerja (disimpan sebagai angka sehingga digitnya hilang). Ubah kolom menjadi "
    "teks lalu ketik ulang nomornya."
)


@dataclass(frozen=True)
class Nip:
    """The number as digits where it can be read, else as written, and what is wrong with it."""

    text: str
    fault: str | None = None
    message: str = ""
    stops: bool = True


def read_nip(written: str, *, is_number: bool, may_be_nik: bool) -> Nip:
    """Join the digits of a NIP; refuses what a spreadsheet has damaged, a wrong length and letters.

    An impossible date of birth only warns, because the number may still be the person's own.
    """
    text = written.strip()
    if _EXPONENT.fullmatch(text) or _FRACTION.fullmatch(text) or (is_number and len(text) > 15):
        return Nip(text, "nip_damaged", _DAMAGED)
    digits = _SEPARATORS.sub("", _PREFIX.sub("", text))
    if not (digits.isascii() and digits.isdigit()):
        return Nip(text, "nip_letters", "NIP hanya boleh berisi angka.")
    return _judge_digits(digits, may_be_nik=may_be_nik)


def _judge_digits(digits: str, *, may_be_nik: bool) -> Nip:
    if may_be_nik and len(digits) == NIK_LENGTH:
        return Nip(digits)
    if len(digits) != LENGTH:
        return Nip(digits, "nip_length", f"NIP harus {LENGTH} angka; tertulis {len(digits)} angka.")
    if not _is_date(digits[:8]) or digits[8:12] <= digits[:4]:
        return Nip(
            digits, "nip_date", "Tanggal lahir atau tahun pengangkatan dalam NIP ini tidak mungkin.", stops=False
        )
    return Nip(digits)


def _is_date(digits: str) -> bool:
    try:
        return 1900 <= dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False
