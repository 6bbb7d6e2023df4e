"""Serve the application to a hall: sixteen threads a process, compressed files, an address people can type."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import zlib
from pathlib import Path
from typing import Any

import click
import segno
from flask import Flask
from waitress import serve as waitress_serve
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.task import WSGITask
from whitenoise import WhiteNoise

from bimtek.config import ROOT

THREADS = 16
#: Waitress stops taking connections at 100 by default, fewer than a hall has phones.
CONNECTIONS = 1000
#: Waitress keeps a whole request on the disk before the application sees it, by default up to a gigabyte. Up to here a
#: film chosen by mistake still gets a page that says so; beyond, the line is cut at once.
MOST_REQUEST = 256 * 1024 * 1024
_YEAR = 365 * 24 * 3600
_COMPRESSIBLE = {".css", ".js", ".svg", ".html"}


class _Answer(WSGITask):
    """An answer without a body leaves its connection open, as HTTP/1.1 has it. Waitress closes it, because it has no length to
    tell: each phone's poll that finds nothing new, and the act after it, would then cost a new connection, one trip over weak wifi."""

    def set_close_on_finish(self) -> None:
        asked = self.request.headers.get("CONNECTION", "").lower()
        if self.has_body or self.wrote_header or self.version != "1.1" or asked == "close":
            super().set_close_on_finish()


class _Line(HTTPChannel):
    """A connection whose answers are of this kind."""

    task_class = _Answer


def keep_lines() -> None:
    """Let every server of this process keep its connections."""
    BaseWSGIServer.channel_class = _Line


def compress_static(folder: Path) -> None:
    """Write a .gz twin beside each text file whose twin is missing or holds other bytes, so that no request compresses it
    again. Times do not decide: a copied or unpacked folder has any times."""
    for path in (one for one in folder.rglob("*") if one.suffix in _COMPRESSIBLE):
        twin, plain = path.with_name(path.name + ".gz"), path.read_bytes()
        if _unpacked(twin) != plain:
            twin.write_bytes(gzip.compress(plain, 9, mtime=0))


def _unpacked(twin: Path) -> bytes | None:
    """What a twin holds, None when it is missing or broken. Unpacking takes a twentieth of packing, at every start."""
    try:
        return gzip.decompress(twin.read_bytes())
    except (OSError, EOFError, zlib.error):
        return None


def wrap_static(app: Flask) -> None:
    """Let whitenoise answer /static before the application is asked; fingerprinted addresses may be kept for a year."""
    try:
        compress_static(ROOT / "static")
    except OSError:  # a read-only copy serves its files uncompressed
        click.echo("Folder static tidak dapat ditulisi: berkas dikirim tanpa kompresi.", err=True)
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=str(ROOT / "static"), prefix="static/", max_age=_YEAR)  # type: ignore[method-assign]


def lan_address() -> str:
    """This machine's address on the local network as far as it can be known without sending anything, else 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: connecting a datagram socket sends no packet
            return str(probe.getsockname()[0])
        except OSError:
            pass
    try:
        found = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    except OSError:
        return "127.0.0.1"
    return next((str(a) for a in sorted(map(str, found)) if not ipaddress.ip_address(a).is_loopback), "127.0.0.1")


def announce(url: str) -> None:
    """Print the address and its QR code; a terminal that cannot show the blocks gets the address alone."""
    click.echo(f"\n  Alamat untuk aula: {url}\n")
    try:
        segno.make(url, error="m").terminal(compact=True)
    except (UnicodeEncodeError, OSError):
        click.echo("  (QR tidak dapat ditampilkan di terminal ini)")


def serve(app: Flask, host: str, port: int, listening: socket.socket | None = None) -> None:
    """Serve until interrupted; at an address that is bound already when it is shared with other processes."""
    wrap_static(app)
    keep_lines()
    where: dict[str, Any] = {"sockets": [listening]} if listening else {"host": host, "port": port}
    waitress_serve(
        app,
        **where,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=60,
        max_request_body_size=MOST_REQUEST,
        ident="bimtek",
        **behind(app.extensions["settings"].tls_proxy),
    )


def behind(proxy: str) -> dict[str, Any]:
    """What to believe of a proxy in front: who asks and that it was over TLS, from its address alone. Otherwise all visitors
    would count as one address where guesses are counted, or anybody could claim to be another."""
    if not proxy:
        return {}
    believed = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": proxy, "trusted_proxy_headers": believed, "clear_untrusted_proxy_headers": True}
