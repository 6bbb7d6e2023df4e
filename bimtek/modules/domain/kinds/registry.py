"""The kinds of worksheets by their names in seed/modules; a case on the desk ("handle_case") is the one kind without a
sheet."""

from __future__ import annotations

from collections.abc import Mapping

from bimtek.modules.domain.kinds.questions import Questions
from bimtek.modules.domain.kinds.worksheet import Kind

HANDLE_CASE = "handle_case"

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (Questions(),)}


def kind_of(name: str) -> Kind:
    """The kind with this name; raises KeyError for one that does not exist (the loader has checked)."""
    return KINDS[name]
