"""Files are served as they are, compressed or not."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

from bimtek.serving import compress_static


def test_a_changed_file_gets_a_new_twin_even_when_the_old_twin_looks_newer(tmp_path: Path) -> None:
    sheet, twin = tmp_path / "a.css", tmp_path / "a.css.gz"
    sheet.write_text("a { color: red }", encoding="utf-8")
    compress_static(tmp_path)
    sheet.write_text("a { color: blue }", encoding="utf-8")
    os.utime(sheet, (1, 1))
    compress_static(tmp_path)
    assert gzip.decompress(twin.read_bytes()) == sheet.read_bytes()
    assert not (tmp_path / "a.css.gz.gz").exists()
