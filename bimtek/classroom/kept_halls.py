"""Halls too large to be read whole at each look, kept in this process and brought up to date from the journal.

The database says how far a hall is (the newest entry of its class), so several processes are right each by itself: whatever was
recorded since the entry a kept hall knows is asked for, and the people it concerns are read again. What concerns more than named
people (a step closed for all, a roster, a correction of groups) reads everybody again, and so does the passing of RENEWED_EVERY.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from bimtek.classroom import services
from bimtek.classroom.domain.board import MOST_ROWS
from bimtek.classroom.domain.kept_board import KeptBoard
from bimtek.classroom.domain.radar import Watched
from bimtek.journal import recent
from bimtek.journal.recent import Touched
from bimtek.sandbox import services as sandboxes
from bimtek.workshops import presence
from bimtek.writers import writing

#: Devices come and go without an entry.
HEARD_EVERY = timedelta(seconds=10)
#: Nothing else of a board changes without an entry; should something, it is late by no more than this.
RENEWED_EVERY = timedelta(minutes=1)
#: So many entries are told one by one; after more, reading everybody is cheaper.
MOST_TOLD = 300
#: Boards kept: a few units of a few large halls.
KEPT = 8
_NO_HAND: dict[str, Any] = {"hand": 0, "hand_at": None, "hand_about": "", "hand_taken": False}


class KeptHall:
    """One class in one unit as far as the entry `entry`; `people` is a KeptBoard where the class is large, else who was read."""

    def __init__(self, workshop_id: int, wanted: str, most: int) -> None:
        self.workshop_id, self.wanted, self._most = workshop_id, wanted, most
        self.lock = Lock()
        self.unit, self.entry = "", -1
        self.people: KeptBoard | list[Watched] = []
        self._hands: dict[int, dict[str, Any]] = {}
        self._read_at: datetime | None = None
        self._heard_at: datetime | None = None

    def bring_up_to(self, session: Session, newest: int, now: datetime, quiet: timedelta) -> None:
        """Let this be the hall as of the entry `newest`, or of a later one where another request has told that already."""
        board = self.people
        if not isinstance(board, KeptBoard) or board.quiet != quiet or not self._is_fresh(now):
            self._read(session, newest, now, quiet)
            return
        board.advance(now)
        if newest > self.entry and not self._hear(session, board, newest):
            self._read(session, newest, now, quiet)
            return
        if newest >= self.entry and (self._heard_at is None or now - self._heard_at >= HEARD_EVERY):
            self._hear_devices(session, board, now)
        if not services.is_shown(self.wanted) and board.most_in_hand(services.first_unit()) != self.unit:
            self._read(session, newest, now, quiet)

    def _is_fresh(self, now: datetime) -> bool:
        return self._read_at is not None and timedelta(0) <= now - self._read_at < RENEWED_EVERY

    def _read(self, session: Session, newest: int, now: datetime, quiet: timedelta) -> None:
        self.unit, people = services.everybody(session, self.workshop_id, self.wanted)
        self.entry, self._read_at, self._heard_at = newest, now, now
        if len(people) <= self._most:
            self.people = people
            return
        self.people = KeptBoard(people, now, quiet)
        self._hands = {person.account_id: _hand_of(person) for person in people if person.hand}

    def _hear(self, session: Session, board: KeptBoard, newest: int) -> bool:
        """Take in what was recorded since; False where that concerns everybody or too many."""
        told = recent.touched(session, f"class/{self.workshop_id}", self.entry, newest, MOST_TOLD + 1)
        accounts = _concerned(session, told) if len(told) <= MOST_TOLD else None
        if accounts is None:
            return False
        queue = services.hands_up(session, self.workshop_id)
        if accounts:
            for person in services.some_of(session, self.workshop_id, self.unit, accounts, queue):
                board.put(person)
        moved = {account for account in {*queue, *self._hands} if queue.get(account) != self._hands.get(account)}
        for known in filter(None, map(board.get, moved - accounts)):
            board.put(known._replace(**queue.get(known.account_id, _NO_HAND)))
        self._hands, self.entry = queue, newest
        return True

    def _hear_devices(self, session: Session, board: KeptBoard, now: datetime) -> None:
        seen = presence.last_seen(session, self.workshop_id)
        changed = [person for person in board if person.seen != seen.get(person.account_id)]
        for person in changed:
            board.put(person._replace(seen=seen.get(person.account_id)))
        self._heard_at = now


def _concerned(session: Session, told: Iterable[Touched]) -> set[int] | None:
    """The accounts that entries concern, None where one may concern anybody."""
    accounts, boxes = set(), set()
    for entry in told:
        room, _slash, number = entry.stream.partition("/")
        if entry.actor_id is not None:
            accounts.add(entry.actor_id)
        if room == "sandbox":
            boxes.add(int(number))
        elif entry.about.startswith("account/"):
            accounts.add(int(entry.about.removeprefix("account/")))
        elif room != "mirror":  # a vote changes nobody's row
            return None
    return accounts | sandboxes.owners_of(session, boxes)


def _hand_of(person: Watched) -> dict[str, Any]:
    return {name: getattr(person, name) for name in _NO_HAND}


class KeptHalls:
    """The halls of more than `most` people looked at of late; the oldest give way."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[int, str], KeptHall] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def look(
        self, session: Session, workshop_id: int, wanted: str, newest: int, now: datetime, quiet: timedelta
    ) -> Iterator[KeptHall]:
        """A class in a unit as of now, held until the look is over. Small ones are read afresh and not kept; nor is anything
        for one who writes, whose sight of the database is not yet anybody else's."""
        key = (workshop_id, wanted if services.is_shown(wanted) else "")
        with self._lock:
            hall = None if writing.get() else self._kept.get(key)
        hall = hall or KeptHall(*key, self._most)
        with hall.lock:
            hall.bring_up_to(session, newest, now, quiet)
            yield hall
        self._keep(key, hall)

    def _keep(self, key: tuple[int, str], hall: KeptHall) -> None:
        with self._lock:
            if isinstance(hall.people, KeptBoard) and not writing.get():
                self._kept[key] = hall
                self._kept.move_to_end(key)
            else:
                self._kept.pop(key, None)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
