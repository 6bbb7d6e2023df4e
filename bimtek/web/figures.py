"""Counters of requests, of one process or of several behind one address. Several keep them in files of one folder, which each of
them can add up: whichever is asked, the answer is that of the platform. What a dead process had counted stays counted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0)
#: The kinds of files prometheus_client writes for us, one a process, and the name under which the dead are kept together.
_KINDS, _DEAD, _LOCK = ("counter", "histogram"), "dead", "lock"


#: The library gives these no types.
_Sum: Any = MultiProcessCollector
_Book: Any = MmapedDict


class _Machine(Collector):
    """What is looked up when somebody asks; the same whichever process answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def collect(self) -> Iterator[GaugeMetricFamily]:
        free = shutil.disk_usage(self.folder).free
        yield GaugeMetricFamily("bimtek_disk_free_bytes", "Room on the disk of the instance folder.", free)
        size = sum(path.stat().st_size for path in self.folder.glob("bimtek.sqlite*"))
        yield GaugeMetricFamily("bimtek_database_bytes", "Size of the SQLite files.", size)


class Figures:
    """The counters of one application; with `together`, a folder, added up with those of the processes beside it."""

    def __init__(self, folder: Path, together: Path | None = None) -> None:
        self.together = together
        if together is not None:
            _keep_in(together)
        own = CollectorRegistry()
        names = ("page", "method", "status")
        self.requests = Counter("bimtek_requests", "Requests answered.", names, registry=own)
        self.seconds = Histogram(
            "bimtek_request_seconds", "Seconds from arrival to commit.", ("page",), buckets=SECONDS, registry=own
        )
        self.told = own
        if together is not None:
            self.told = CollectorRegistry()
            _Sum(self.told, str(together))
        self.told.register(_Machine(folder))

    def tell(self) -> bytes:
        """All figures in Prometheus' own text."""
        if self.together is None:
            return generate_latest(self.told)
        with _held(self.together, alone=False):
            return generate_latest(self.told)


def bury(together: Path, process: int) -> None:
    """Add what a dead process had counted to what all dead ones had, so that its files go and no sum ever falls."""
    with _held(together, alone=True):
        for kind in _KINDS:
            left = together / f"{kind}_{process}.db"
            if not left.exists():
                continue
            kept: Any = _Book(str(together / f"{kind}_{_DEAD}.db"))
            for key, value, _time, _place in _Book.read_all_values_from_file(str(left)):
                kept.write_value(key, kept.read_value(key)[0] + value, 0.0)
            kept.close()
            left.unlink()


def _keep_in(together: Path) -> None:
    """From here on this process counts in files. The library wants to be told before it is loaded, which is before anybody
    knows how many processes there will be; it looks its class up at each new counter, so telling it later does as well."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(together)
    typeless: Any = values
    typeless.ValueClass = typeless.MultiProcessValue()


@contextmanager
def _held(together: Path, *, alone: bool) -> Iterator[None]:
    """While a dead process's figures are carried over nobody adds up: they would count twice, or not at all."""
    import fcntl  # not on Windows, where there is one process

    with (together / _LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
