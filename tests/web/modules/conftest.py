"""A judged case to mark, and a bank of tests that is small."""

from __future__ import annotations

import pytest

from bimtek.modules import sitting_content
from tests.factories.classes import Made
from tests.web.modules.marking_steps import Marked, judged_case
from tests.web.modules.sitting_steps import BANK


@pytest.fixture
def marked(made: Made) -> Marked:
    """An officer has verified a report with a wrong category and answered it."""
    return judged_case(made)


@pytest.fixture
def small_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two units of six items."""
    monkeypatch.setattr(sitting_content, "bank", lambda: BANK)
