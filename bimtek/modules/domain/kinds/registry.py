"""The kinds of worksheets by their names in seed/modules; a case on the desk ("handle_case") is the one kind without a
sheet."""

from __future__ import annotations

from collections.abc import Mapping

from bimtek.modules.domain.kinds.classify import Classify
from bimtek.modules.domain.kinds.deadline import Deadline
from bimtek.modules.domain.kinds.dip_entry import DipEntries
from bimtek.modules.domain.kinds.find_duplicates import FindDuplicates
from bimtek.modules.domain.kinds.handover import Handover
from bimtek.modules.domain.kinds.harm_test import HarmTest
from bimtek.modules.domain.kinds.information_classes import InformationClasses
from bimtek.modules.domain.kinds.mark_reply import MarkReply
from bimtek.modules.domain.kinds.mask_text import MaskText
from bimtek.modules.domain.kinds.questions import Questions
from bimtek.modules.domain.kinds.register_report import RegisterReport
from bimtek.modules.domain.kinds.worksheet import Kind
from bimtek.modules.domain.kinds.write_reply import WriteReply

HANDLE_CASE = "handle_case"

_ALL: tuple[Kind, ...] = (
    Classify(),
    Deadline(),
    DipEntries(),
    FindDuplicates(),
    Handover(),
    HarmTest(),
    InformationClasses(),
    MarkReply(),
    MaskText(),
    Questions(),
    RegisterReport(),
    WriteReply(),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}


def kind_of(name: str) -> Kind:
    """The kind with this name; raises KeyError for one that does not exist (the loader has checked)."""
    return KINDS[name]
