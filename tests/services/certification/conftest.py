"""A learning record store that runs for one test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.certification.lrs import FakeLrs


@pytest.fixture
def lrs(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeLrs]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with FakeLrs() as made:
        yield made
