"""Brought pictures: bounded, known by their content, made anew without their past."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bimtek.sandbox.domain.pictures import LONGEST, MOST_BYTES, Picture, PictureFault, read_picture

ORIENTATION, GPS = 0x0112, 0x8825


def encoded(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def taken(data: bytes) -> Picture:
    picture = read_picture(data)
    assert isinstance(picture, Picture)
    return picture


def refused(data: bytes) -> PictureFault:
    fault = read_picture(data)
    assert isinstance(fault, PictureFault)
    assert fault.message.endswith(".")
    return fault


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    image = Image.new("RGB", (400, 200), "green")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "S", 2: (2.0, 33.0, 0.0)}
    picture = taken(encoded(image, exif=exif.tobytes()))
    assert (picture.width, picture.height) == (200, 400)
    with Image.open(io.BytesIO(picture.data)) as kept:
        assert dict(kept.getexif()) == {}


def test_a_large_photo_is_kept_small_and_the_same_photo_gives_the_same_bytes() -> None:
    data = encoded(Image.effect_noise((3000, 2000), 60).convert("RGB"))
    first, second = taken(data), taken(data)
    assert max(first.width, first.height) == LONGEST
    assert first == second


def test_what_is_transparent_lies_on_white() -> None:
    picture = taken(encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    with Image.open(io.BytesIO(picture.data)) as kept:
        assert kept.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "empty", "kosong"),
        (b"\xff\xd8" + b"x" * 20 * 1024 * 1024, "too_large", "8 MB"),
        (b"%PDF-1.7 laporan", "no_photo", "isinya PDF"),
        (b"PK\x03\x04 docx", "no_photo", "zip"),
        (b"GIF89a", "no_photo", "GIF"),
        (b"  <svg onload=alert(1)>", "no_photo", "SVG"),
        (b"\x00\x00\x00\x18ftypheic", "no_photo", "HEIC"),
        (b"bukan gambar sama sekali", "no_photo", "bukan foto"),
    ],
)
def test_what_is_no_photo_is_refused_with_what_it_is_and_what_to_do(data: bytes, code: str, said: str) -> None:
    fault = refused(data)
    assert fault.code == code
    assert said in fault.message


def test_a_photo_cut_short_is_refused_as_damaged() -> None:
    data = encoded(Image.effect_noise((800, 600), 80).convert("RGB"))
    assert refused(data[: len(data) // 2]).code == "damaged"


def test_a_small_file_that_claims_a_huge_picture_is_not_unfolded() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    assert refused(bomb).code in ("too_many_pixels", "no_photo")


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\x00\x00\x00WEBP"]),
)
def test_no_bytes_at_all_make_the_reader_stumble(tail: bytes, head: bytes) -> None:
    assert isinstance(read_picture(head + tail), Picture | PictureFault)
    assert len(head + tail) < MOST_BYTES
