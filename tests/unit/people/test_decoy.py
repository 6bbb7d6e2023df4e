"""An unknown user name must cost as long as a wrong password."""

from __future__ import annotations

from bimtek.people import services


def test_the_decoy_is_hashed_as_every_password_is() -> None:
    assert not services._hasher.check_needs_rehash(services._DECOY)
    assert services._hasher.verify(services._DECOY, "decoy")
