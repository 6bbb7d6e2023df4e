"""Bimtek: create_app assembles the rooms; nothing else imports this module.

Its imports stand inside the functions, so that a rule or a command that needs one plain module does not load a web server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from flask import Flask

    from bimtek.config import Settings

#: What every page stands in, in the order in which it is connected: times outermost, then the transaction, then access.
FRAME = (
    "metrics", "transaction", "security", "access", "assets", "errors", "english", "rendering", "words", "shell", "views", "health",
    "next_page",
)  # fmt: skip
#: The rooms with pages, in the order in which they are opened.
ROOMS = (
    "people", "workshops", "sandbox", "modules", "evaluation", "debrief", "certification", "reporting", "refresher", "classroom", "copies",
)  # fmt: skip


def create_app(settings: Settings | None = None) -> Flask:
    """The application with its rooms and listeners; settings come from the environment unless given."""
    from flask import Flask

    from bimtek import config, logs
    from bimtek.web.rendering import SharedGlobals

    settings = settings or config.from_environment()
    app = Flask("bimtek", root_path=str(config.ROOT), template_folder="templates", static_folder="static")
    app.jinja_environment = SharedGlobals
    app.config.from_mapping(settings.for_flask())
    app.extensions["settings"] = settings
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    logs.configure()
    with config.uncollected():
        _bind_extensions(app)
        _open_rooms(app)
    return app


def _bind_extensions(app: Flask) -> None:
    from bimtek import config, extensions
    from bimtek.web import shell, throttle

    extensions.db.init_app(app)
    extensions.migrate.init_app(app, extensions.db, directory=str(config.ROOT / "migrations"))
    extensions.csrf.init_app(app)
    extensions.login_manager.init_app(app)
    extensions.babel.init_app(app, locale_selector=shell.choose_locale)
    throttle.init_app(app)
    extensions.compress.init_app(app)


def _open_rooms(app: Flask) -> None:
    """The order matters: the transaction begins before access is checked, and commits after every other after_request.
    A room's listeners are the only place where a lower room's announcement reaches a higher one."""
    from importlib import import_module

    from bimtek.journal import services as journal_services

    frame = [import_module(f"bimtek.web.{name}") for name in FRAME]
    rooms: list[ModuleType] = [import_module(f"bimtek.{room}.pages") for room in ROOMS]
    for part in (*frame, *(page for room in rooms for page in room.PAGES)):
        part.init_app(app)
    for listener in (listener for room in rooms for listener in getattr(room, "LISTENERS", ())):
        journal_services.subscribe(listener.on_entry)
