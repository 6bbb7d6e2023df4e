"""Brought pictures: bounded, known by their content, made anew without their past."""

from __future__ import annotations

import io
import struct
import threading
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bimtek.sandbox.domain.pictures import LONGEST, MOST_BYTES, SMALL, Picture, PictureFault, read_picture

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
LYING = 6  # the camera was held upright: what it saw is turned a quarter
RED, BLUE = (200, 30, 30), (30, 30, 200)


def encoded(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def two_halves(width: int = 400, height: int = 200) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def notes_of_a_phone(orientation: int = LYING) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = "TELEPON-IBU"
    exif[GPS] = {1: "S", 2: (2.0, 33.0, 0.0), 3: "E", 4: (120.0, 19.0, 0.0)}
    return exif.tobytes()


def notes_by_hand(*entries: tuple[int, int, bytes]) -> bytes:
    """EXIF with entries (tag, type, four bytes) that no careful program would write."""
    body = b"".join(struct.pack("<HHI", tag, kind, 1) + value for tag, kind, value in entries)
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, len(entries)) + body + bytes(4)


def taken(data: bytes) -> Picture:
    picture = read_picture(data)
    assert isinstance(picture, Picture)
    return picture


def refused(data: bytes) -> PictureFault:
    fault = read_picture(data)
    assert isinstance(fault, PictureFault)
    assert fault.message.endswith(".")
    return fault


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def is_near(seen: object, meant: tuple[int, int, int]) -> bool:
    return isinstance(seen, tuple) and all(abs(a - b) < 12 for a, b in zip(seen, meant, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_turned_upright_and_forgets_where_and_with_what_it_was_taken(kind: str) -> None:
    data = encoded(two_halves(), kind, exif=notes_of_a_phone())
    assert b"TELEPON-IBU" in data
    picture = taken(data)
    assert (picture.width, picture.height) == (200, 400)
    for kept in (picture.data, picture.small):
        image = opened(kept)
        assert dict(image.getexif()) == {}
        assert b"TELEPON-IBU" not in kept
        assert is_near(image.getpixel((image.width // 2, 5)), RED)
        assert is_near(image.getpixel((image.width // 2, image.height - 5)), BLUE)


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, "left"), (2, "right"), (3, "right"), (4, "left"), (5, "top"), (6, "top"), (7, "bottom"), (8, "bottom")],
)
def test_each_way_of_holding_a_camera_is_turned_the_right_way(orientation: int, corner: str) -> None:
    image = opened(taken(encoded(two_halves(), exif=notes_of_a_phone(orientation))).data)
    w, h = image.size
    where = {"left": (5, h // 2), "right": (w - 5, h // 2), "top": (w // 2, 5), "bottom": (w // 2, h - 5)}
    assert is_near(image.getpixel(where[corner]), RED)


def test_nothing_written_inside_a_photo_reaches_the_kept_one() -> None:
    more = {"comment": b"RUMAH-BU-ANI", "xmp": b"<x>KOORDINAT</x>", "icc_profile": b"PROFIL-WARNA" * 20}
    data = encoded(two_halves(), exif=notes_of_a_phone(1), **more)
    picture = taken(data)
    for secret in (b"RUMAH-BU-ANI", b"KOORDINAT", b"PROFIL-WARNA"):
        assert secret in data
        assert secret not in picture.data + picture.small


@pytest.mark.parametrize(
    "strange",
    [(0x0100, 9, struct.pack("<i", -5)), (0x0128, 6, b"\xff\0\0\0"), (MAKER, 3, struct.pack("<HH", 7, 0))],
)
def test_a_photo_whose_phone_wrote_strange_notes_is_still_taken_and_turned(strange: tuple[int, int, bytes]) -> None:
    notes = notes_by_hand(strange, (ORIENTATION, 3, struct.pack("<HH", LYING, 0)))
    picture = taken(encoded(two_halves(), exif=notes))
    assert (picture.width, picture.height) == (200, 400)


def test_a_large_photo_is_kept_small_and_the_same_photo_gives_the_same_bytes() -> None:
    data = encoded(Image.effect_noise((3000, 2000), 60).convert("RGB"))
    first, second = taken(data), taken(data)
    assert (first.width, first.height) == (LONGEST, 853)
    assert opened(first.data).size == (LONGEST, 853)
    assert max(opened(first.small).size) == SMALL
    assert first == second


@pytest.mark.parametrize("size", [(3000, 1999), (5, 9000), (9000, 5), (2561, 2561)])
def test_a_large_drawing_laid_on_paper_in_strips_shows_no_seam(size: tuple[int, int]) -> None:
    image = opened(taken(encoded(Image.new("RGB", size, RED), "PNG")).data)
    assert max(image.size) == LONGEST
    for y in range(image.height):
        assert is_near(image.getpixel((image.width // 2, y)), RED)


def test_a_small_photo_is_not_blown_up() -> None:
    picture = taken(encoded(two_halves(40, 20)))
    assert (picture.width, picture.height) == (40, 20)
    assert opened(picture.small).size == (40, 20)


def test_many_photos_read_at_once_come_out_as_one_by_one() -> None:
    brought = [encoded(Image.new("RGB", (300 + step, 200), (step * 20, 0, 0))) for step in range(8)]
    alone = [taken(data) for data in brought]
    together: dict[int, Picture | PictureFault] = {}

    def read(place: int) -> None:
        together[place] = read_picture(brought[place])

    threads = [threading.Thread(target=read, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[place] for place in range(8)] == alone


@pytest.mark.parametrize("size", [(20, 20), (3000, 40)])
def test_what_is_transparent_lies_on_white_and_what_half_shows_is_mixed_with_it(size: tuple[int, int]) -> None:
    clear = opened(taken(encoded(Image.new("RGBA", size, (0, 0, 0, 0)), "PNG")).data)
    assert clear.getpixel((5, 5)) == (255, 255, 255)
    half = opened(taken(encoded(Image.new("RGBA", size, (255, 0, 0, 128)), "WEBP", lossless=True)).data)
    assert is_near(half.getpixel((5, 5)), (255, 127, 127))


def test_one_colour_named_transparent_lies_on_white() -> None:
    image = Image.new("P", (20, 20), 3)
    image.putpalette([value for step in range(256) for value in (step, 0, 0)])
    kept = opened(taken(encoded(image, "PNG", transparency=3)).data)
    assert kept.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (encoded(Image.new("I;16", (30, 30), 128 * 256), "PNG"), (128, 128, 128)),
        (encoded(Image.new("1", (30, 30), 0), "PNG"), (0, 0, 0)),
        (encoded(Image.new("L", (30, 30), 90)), (90, 90, 90)),
        (encoded(Image.new("CMYK", (30, 30), (0, 255, 255, 0))), (255, 0, 0)),
    ],
    ids=["sixteen-bit grey", "black and white", "grey", "for print"],
)
def test_a_picture_in_other_colours_looks_as_it_did(data: bytes, seen: tuple[int, int, int]) -> None:
    assert is_near(opened(taken(data).data).getpixel((5, 5)), seen)


def test_a_photo_of_several_pictures_gives_its_first() -> None:
    several = encoded(two_halves(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 200), "green")])
    assert is_near(opened(taken(several).data).getpixel((5, 5)), RED)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "empty", "kosong"),
        (b"\xff\xd8" + b"x" * 20 * 1024 * 1024, "too_large", "8 MB"),
        (b"%PDF-1.7 laporan", "no_photo", "isinya PDF"),
        (b"PK\x03\x04 docx", "no_photo", "zip"),
        (b"GIF89a", "no_photo", "GIF"),
        (b"  <svg onload=alert(1)>", "no_photo", "SVG"),
        (b"\xef\xbb\xbf<svg>", "no_photo", "SVG"),
        (b"\x00\x00\x00\x18ftypheic", "no_photo", "Foto HEIC tidak dapat dibaca"),
        (b"\x00\x00\x00\x18ftypmif1", "no_photo", "Simpan sebagai JPG"),
        (b"\x00\x00\x00\x18ftypavif", "no_photo", "AVIF"),
        (b"\x00\x00\x00\x18ftypisom", "no_photo", "isinya video"),
        (b"\x1a\x45\xdf\xa3 webm", "no_photo", "isinya video"),
        (b"II*\x00", "no_photo", "TIFF"),
        (b"bukan gambar sama sekali", "no_photo", "bukan foto"),
    ],
)
def test_what_is_no_photo_is_refused_with_what_it_is_and_what_to_do(data: bytes, code: str, said: str) -> None:
    fault = refused(data)
    assert fault.code == code
    assert said in fault.message


def test_a_photo_of_exactly_the_limit_is_looked_at_and_one_byte_more_is_not() -> None:
    photo = encoded(two_halves())
    assert taken(photo + bytes(MOST_BYTES - len(photo)))
    assert refused(photo + bytes(MOST_BYTES - len(photo) + 1)).code == "too_large"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_photo_cut_short_is_refused_as_damaged(kind: str, part: float) -> None:
    data = encoded(Image.effect_noise((800, 600), 80).convert("RGB"), kind)
    assert refused(data[: int(len(data) * part)]).code == "damaged"


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is so large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(5000, 4001), (10_000, 10_000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_small_file_that_claims_a_huge_picture_is_not_unfolded(size: tuple[int, int]) -> None:
    fault = refused(claiming(*size))
    assert fault.code == "too_many_pixels"
    assert "megapiksel" in fault.message


def test_the_limit_of_a_photo_that_is_decoded_small_is_wider() -> None:
    assert taken(encoded(Image.new("L", (7000, 5700), 90)))
    assert "40 megapiksel" in refused(encoded(Image.new("L", (7000, 5800), 90))).message


HEADS = (b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\x00\x00\x00WEBP")
PHOTOS = tuple(
    encoded(two_halves(16, 8), kind, **more)
    for kind, more in (
        ("JPEG", {"exif": notes_of_a_phone()}),
        ("JPEG", {"progressive": True, "xmp": b"<x/>"}),
        ("PNG", {"exif": notes_of_a_phone()}),
        ("WEBP", {"exif": notes_of_a_phone(), "lossless": True}),
    )
)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(HEADS))
def test_no_bytes_at_all_make_the_reader_stumble(tail: bytes, head: bytes) -> None:
    assert isinstance(read_picture(head + tail), Picture | PictureFault)


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(PHOTOS),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_no_change_inside_a_photo_makes_the_reader_stumble(photo: bytes, changes: list[tuple[int, int]]) -> None:
    data = bytearray(photo)
    for place, value in changes:
        data[place % len(data)] = value
    read = read_picture(bytes(data))
    assert isinstance(read, Picture | PictureFault)
    if isinstance(read, Picture):
        assert opened(read.data).size == (read.width, read.height)
