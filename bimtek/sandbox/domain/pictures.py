"""Read a brought picture: bounded, by its content and not its name, made anew without its past.

What comes out is a JPEG of our own making: turned as the camera held it, without metadata (no place, no device), on white, at
most 1280 px long, with a small one beside it. The same bytes in give the same bytes out.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_MEGABYTES = 8
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST, SMALL = 1280, 320
QUALITY = 72
FORMATS = ("JPEG", "PNG", "WEBP")
#: First bytes of what people bring instead of a photo, to say what it is.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"), (b"PK\x03\x04", "dokumen atau berkas zip"), (b"GIF8", "gambar GIF"), (b"MZ", "program"),
    (b"<svg", "gambar SVG"), (b"<?xml", "berkas XML"), (b"<html", "halaman web"), (b"<!doc", "halaman web"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as kept: its JPEG, the small one, its size in pixels, and the hash of the JPEG by which it is found."""

    data: bytes
    small: bytes
    width: int
    height: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PictureFault:
    """Why a file was not taken, in a sentence that says what to do."""

    code: str
    message: str


def read_picture(data: bytes) -> Picture | PictureFault:
    """The picture in these bytes, made anew; a fault for what is empty, too large, damaged or no photo."""
    if not data:
        return PictureFault("empty", "Berkas foto kosong. Pilih foto lain.")
    if len(data) > MOST_BYTES:
        said = f"Foto lebih dari {MOST_MEGABYTES} MB. Kecilkan foto atau ambil ulang dengan ukuran sedang."
        return PictureFault("too_large", said)
    if what := _what_instead(data):
        return PictureFault("no_photo", f"Berkas ini bukan foto (isinya {what}). Pilih foto JPG, PNG, atau WebP.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _made_anew(data)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return PictureFault("no_photo", "Berkas ini bukan foto yang dapat dibaca. Pilih foto JPG, PNG, atau WebP.")
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, OverflowError, TypeError, MemoryError):
        return PictureFault("damaged", "Foto ini rusak atau terpotong. Ambil ulang atau pilih foto lain.")


def _what_instead(data: bytes) -> str | None:
    head = data[:512].lstrip().lower()
    for mark, what in _OTHERS:
        if head.startswith(mark.lower()):
            return what
    return "foto HEIC, simpan sebagai JPG" if data[4:8] == b"ftyp" and data[8:11] in (b"hei", b"mif", b"hev") else None


def _made_anew(data: bytes) -> Picture | PictureFault:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS:
            return PictureFault("too_many_pixels", "Foto terlalu lebar: paling banyak 40 megapiksel. Kecilkan fotonya.")
        opened.draft("RGB", (LONGEST, LONGEST))  # a JPEG is decoded small at once: less memory, same picture
        turned = ImageOps.exif_transpose(opened)
        flat = _on_white(turned)
    flat.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    body = _jpeg(flat)
    small = flat.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return Picture(body, _jpeg(small), flat.width, flat.height, hashlib.sha256(body).hexdigest())


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return image.convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
