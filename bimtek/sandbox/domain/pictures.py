"""Read a brought picture: bounded, by its content and not its name, made anew without its past.

What comes out is a JPEG of our own making: turned as the camera held it, without metadata (no place, no device), on white, at
most 1280 px long, with a small one beside it. The same bytes in give the same bytes out.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

MOST_MEGABYTES = 8
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
#: A JPEG is decoded small at once. PNG and WebP must be unfolded whole first, several times over in memory.
MOST_MEGAPIXELS, MOST_MEGAPIXELS_WHOLE = 40, 20
LONGEST, SMALL = 1280, 320
QUALITY = 72
FORMATS = ("JPEG", "PNG", "WEBP")
#: First bytes of what people bring instead of a photo, to say what it is.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%pdf", "PDF"), (b"pk\x03\x04", "dokumen atau berkas zip"), (b"\xd0\xcf\x11\xe0", "dokumen Office lama"),
    (b"gif8", "gambar GIF"), (b"bm", "gambar BMP"), (b"ii*\x00", "gambar TIFF"), (b"mm\x00*", "gambar TIFF"),
    (b"mz", "program"), (b"<svg", "gambar SVG"), (b"<?xml", "berkas XML"), (b"<html", "halaman web"),
    (b"<!doctype", "halaman web"), (b"\x1ae\xdf\xa3", "video"),
)  # fmt: skip
#: How the families of an ISO media file begin their brand; any other brand is a film.
_HEIC, _AVIF = (b"hei", b"hev", b"mif", b"msf"), (b"avi",)
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip


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
    if fault := _no_photo(data):
        return fault
    try:
        return _made_anew(data)
    except UnidentifiedImageError:
        return PictureFault("no_photo", "Berkas ini bukan foto yang dapat dibaca. Pilih foto JPG, PNG, atau WebP.")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_pixels(MOST_MEGAPIXELS)
    except Exception:  # noqa: BLE001 -- a decoder fails on strange bytes in any way it likes; each is the file's fault
        return PictureFault("damaged", "Foto ini rusak atau terpotong. Ambil ulang atau pilih foto lain.")


def _no_photo(data: bytes) -> PictureFault | None:
    """What people take for a photo, known by its first bytes, so that they are told what it is."""
    what = next((what for mark, what in _OTHERS if _head(data).startswith(mark)), None)
    if data[4:8] == b"ftyp":
        if data[8:11] in _HEIC:
            return PictureFault(
                "no_photo", "Foto HEIC tidak dapat dibaca di sini. Simpan sebagai JPG, lalu pilih lagi."
            )
        what = "gambar AVIF" if data[8:11] in _AVIF and data[11:12] in (b"f", b"s") else "video"
    if what is None:
        return None
    return PictureFault("no_photo", f"Berkas ini bukan foto (isinya {what}). Pilih foto JPG, PNG, atau WebP.")


def _head(data: bytes) -> bytes:
    return data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def _too_many_pixels(most: int) -> PictureFault:
    said = f"Foto terlalu besar ukurannya: paling banyak {most} megapiksel. Kecilkan foto, lalu pilih lagi."
    return PictureFault("too_many_pixels", said)


def _made_anew(data: bytes) -> Picture | PictureFault:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        most = MOST_MEGAPIXELS_WHOLE if opened.format in ("PNG", "WEBP") else MOST_MEGAPIXELS
        if opened.width * opened.height > most * 1_000_000:
            return _too_many_pixels(most)
        opened.draft("RGB", (LONGEST, LONGEST))  # a JPEG is decoded small at once: less memory, same picture
        opened.load()
        turn = _TURNS.get(_orientation(opened))
        flat = _on_white(opened)
    flat.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    upright = flat if turn is None else flat.transpose(turn)
    body = _jpeg(upright)
    small = upright.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return Picture(body, _jpeg(small), upright.width, upright.height, hashlib.sha256(body).hexdigest())


def _orientation(image: Image.Image) -> int:
    """How the camera was held. Read alone: Pillow's own turning also rewrites the rest, and stumbles over what phones write."""
    try:
        noted = image.getexif().get(_ORIENTATION)
    except Exception:  # noqa: BLE001 -- a photo is good even when what a phone noted about it is not
        return 1
    return noted if isinstance(noted, int) else 1


def _on_white(image: Image.Image) -> Image.Image:
    """The picture on fresh paper, to which nothing written about the old one clings. Laid on strip by strip, shrunk on
    the way, so that beside the decoded picture no second one of its size stands in memory."""
    shrink = max(1, max(image.size) // (2 * LONGEST))
    paper = Image.new("RGB", (-(-image.width // shrink), -(-image.height // shrink)), "white")
    step = 64 * shrink
    for top in range(0, image.height, step):
        strip = _plain(image.crop((0, top, image.width, min(top + step, image.height))))
        if "A" in strip.getbands():
            seen = Image.new("RGB", strip.size, "white")
            seen.paste(strip, mask=strip.getchannel("A"))
            strip = seen
        paper.paste(strip.reduce(shrink) if shrink > 1 else strip, (0, top // shrink))
    return paper


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits a channel, RGBA where something shows through; sixteen-bit grey would otherwise come out white."""
    if image.mode.startswith("I"):
        wide = image.convert("I")
        return wide.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return image.convert("RGBA" if see_through else "RGB")


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
