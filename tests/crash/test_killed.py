"""The short form of `python -m tests.crash` that runs with every test run."""

from __future__ import annotations

import pytest

from tests.crash.killing import tell_story


@pytest.mark.slow
def test_a_server_killed_under_load_lost_nothing_and_did_nothing_twice() -> None:
    story = tell_story(times=3, count=12, seed="short")
    assert story.kills == 3
    assert story.sent > 0
    assert story.amiss == []
    assert story.server_faults == 0
