"""A weak wifi between a browser and the hall: a TCP proxy that is slow, narrow and loses segments, the same way for a seed.

Modelled, per direction: half the round trip as delay; one narrow road that all connections share (1,460 bytes a segment, 40
more of headers); TCP's opening window of ten segments, that doubles each round trip and halves at a loss; a handshake of one
round trip for each new connection; and lost segments. A lost segment is repaired as TCP repairs it: it takes the road again,
arrives one to two round trips later (a retransmission timer is never below 200 ms, fast retransmit needs a round trip), and
everything behind it on its connection waits. Not modelled: lost acknowledgements (the next one covers them), the radio's own
retries and its waking, other phones on the same air, and the look-up of a name: the hall is reached by address.
"""

from __future__ import annotations

import random
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import SimpleQueue

SEGMENT, HEADERS, OPENING_WINDOW = 1460, 40, 10


@dataclass(frozen=True, slots=True)
class Weakness:
    """How bad the link is: "slow 3G" as web performance tests define it, with two segments of a hundred lost."""

    round_trip: float = 0.4
    bits_down: int = 400_000
    bits_up: int = 400_000
    loss: float = 0.02


@dataclass(slots=True)
class Road:
    """One direction, shared by all connections; counts what it carried."""

    bits: int
    round_trip: float
    loss: float
    chance: random.Random
    carried: int = 0
    lost: int = 0
    _free_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def carry(self, size: int, not_before: float) -> tuple[float, bool]:
        """When a segment sent now is at the other end, and whether it was lost on its first way."""
        with self._lock:
            lost = self.chance.random() < self.loss
            takes = (size + HEADERS) * 8 / self.bits
            self._free_at = max(time.monotonic(), not_before, self._free_at) + takes
            arrives = self._free_at + self.round_trip / 2
            if lost:
                self._free_at += takes
                arrives += takes + self.chance.uniform(1, 2) * self.round_trip
            self.carried += size
            self.lost += lost
            return arrives, lost


@dataclass(slots=True)
class Window:
    """How many segments of a connection may be under way."""

    size: int = OPENING_WINDOW
    acknowledged: deque[float] = field(default_factory=deque)

    def wait(self) -> None:
        """Until one more segment may leave; each acknowledgement that came widens the window by one."""
        while True:
            now = time.monotonic()
            while self.acknowledged and self.acknowledged[0] <= now:
                self.acknowledged.popleft()
                self.size += 1
            if len(self.acknowledged) < self.size:
                return
            time.sleep(max(0.0, self.acknowledged[0] - now))

    def sent(self, back_at: float, lost: bool) -> None:
        """One segment left whose acknowledgement comes at `back_at`."""
        self.acknowledged.append(back_at)
        if lost:
            self.size = max(2, self.size // 2)


def _pump(source: socket.socket, target: socket.socket, road: Road, not_before: float) -> None:
    """Carry everything of one direction of one connection, in order."""
    due: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
    threading.Thread(target=_deliver, args=(target, due), daemon=True).start()
    window, last = Window(), 0.0
    with suppress(OSError):
        while data := source.recv(SEGMENT):
            window.wait()
            arrives, lost = road.carry(len(data), not_before)
            last = max(last, arrives)  # what follows a lost segment waits for it
            window.sent(last + road.round_trip / 2, lost)
            due.put((last, data))
    due.put((last, b""))


def _deliver(target: socket.socket, due: SimpleQueue[tuple[float, bytes]]) -> None:
    with suppress(OSError):
        while True:
            at, data = due.get()
            time.sleep(max(0.0, at - time.monotonic()))
            if not data:
                target.shutdown(socket.SHUT_WR)
                return
            target.sendall(data)


@dataclass(slots=True)
class Link:
    """An open weak link: its port, its two roads, the connections made so far."""

    port: int
    down: Road
    up: Road
    connections: int = 0

    def serve(self, listener: socket.socket, behind: int, round_trip: float) -> None:
        """Take connections until the listener is closed."""
        with suppress(OSError):
            while True:
                near, _address = listener.accept()
                far = socket.create_connection(("127.0.0.1", behind))
                self.connections += 1
                for one in (near, far):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                greeted = time.monotonic() + round_trip
                for ways in ((near, far, self.up, greeted), (far, near, self.down, 0.0)):
                    threading.Thread(target=_pump, args=ways, daemon=True).start()


@contextmanager
def weak_link(behind: int, seed: int, how: Weakness | None = None) -> Iterator[Link]:
    """A weak link to the server on port `behind`; the same seed loses the same segments in the order in which they leave."""
    how = how or Weakness()
    roads = [
        Road(bits, how.round_trip, how.loss, random.Random(f"{seed}-{name}"))
        for name, bits in (("down", how.bits_down), ("up", how.bits_up))
    ]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        link = Link(int(listener.getsockname()[1]), roads[0], roads[1])
        threading.Thread(target=link.serve, args=(listener, behind, how.round_trip), daemon=True).start()
        try:
            yield link
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
