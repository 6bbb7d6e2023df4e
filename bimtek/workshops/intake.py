"""From a roster file to the question "whom shall I seat?": read once for the page and once more for the act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bimtek.workshops import services
from bimtek.workshops.domain.roster import Line, Roster, read_roster
from bimtek.workshops.domain.sheets import SheetFault, read_table
from bimtek.workshops.domain.table import MAX_BYTES
from bimtek.workshops.services import SeatRow

__all__ = ["CASES_PER_SANDBOX", "MAX_BYTES", "MAX_MEGABYTES", "MOST_SEATS", "Intake", "read_list", "sort_lines"]
MAX_MEGABYTES = MAX_BYTES // 1024 // 1024

#: Reports on each new desk, those that arrive later included.
CASES_PER_SANDBOX = 40
#: Every seat is a private world of reports: one laptop serves a hall, not a province.
MOST_SEATS = 500


@dataclass(frozen=True, slots=True)
class Intake:
    """A list sorted for a class: whom to seat now, who sits there already, whose line is held back by a fault."""

    roster: Roster
    ready: list[Line]
    seated: list[Line]
    held: list[Line]
    beyond: int

    @property
    def can_be_taken(self) -> bool:
        """Whether there is somebody to seat and room for everybody."""
        return bool(self.ready) and not self.beyond


def read_list(data: bytes, filename: str) -> Roster | SheetFault:
    """Read a roster file, or say why it cannot be read at all."""
    table = read_table(data, filename)
    return table if isinstance(table, SheetFault) else read_roster(table, services.offered_units())


def sort_lines(roster: Roster, seats: Sequence[SeatRow]) -> Intake:
    """Part the lines by the rule `import_roster` goes by: the same name in the same unit is the same person."""
    present = {(row.name.casefold(), row.unit.casefold()) for row in seats}
    held = [line for line in roster.people if not line.can_be_taken]
    good = [line for line in roster.people if line.can_be_taken]
    seated = [line for line in good if (line.name.casefold(), line.unit.casefold()) in present]
    ready = [line for line in good if (line.name.casefold(), line.unit.casefold()) not in present]
    return Intake(roster, ready, seated, held, max(0, len(seats) + len(ready) - MOST_SEATS))
