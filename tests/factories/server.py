"""An application behind the server of the platform, at a port of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server


@contextmanager
def served(app: Flask, **how: Any) -> Iterator[int]:
    """The port. The server's loop closes its sockets itself: taken away under it they make it fail."""
    sockets: dict[int, Any] = {}
    server: Any = create_server(app, sockets, host="127.0.0.1", port=0, **how)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets))
        thread.join(5)
    assert not thread.is_alive()
