"""Settings, each read from the environment once, each with a default that serves one laptop in one hall."""

from __future__ import annotations

import gc
import ipaddress
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED_DIR = ROOT / "seed"


#: On PostgreSQL each thread of the server may hold a connection while it waits for its turn to write.
_POOL = {"pool_size": 20, "max_overflow": 20, "pool_timeout": 30, "pool_pre_ping": True}


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs from one place to another; see docs/architecture.md for each name."""

    database_url: str
    secret_key: str
    instance_dir: Path
    testing: bool = False
    port: int = 8118
    host: str = "0.0.0.0"  # noqa: S104 -- phones in the hall must reach the laptop
    max_upload_bytes: int = 2 * 1024 * 1024
    #: Branches ("putar ulang") open at once; the oldest is put away for a new one.
    branches_per_case: int = 5
    branches_per_person: int = 20
    #: Application processes behind one address on this machine (`serve --processes`).
    processes: int = 1
    #: Where the processes behind one address keep what they counted, each in files of its own; None for one process.
    figures_dir: Path | None = None
    #: Where this platform is reached from outside ("https://bimtek.example"); "" for a laptop in a hall, whose address moves.
    public_url: str = ""
    #: The one address from which a proxy that speaks TLS asks; "" in a hall, which is plain http.
    tls_proxy: str = ""
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def shared(self) -> bool:
        """Whether other processes may write into the same database: what a process remembers is then checked against it."""
        return self.processes > 1 or self.on_postgresql

    @property
    def on_postgresql(self) -> bool:
        """Whether the database is a PostgreSQL; else it is a SQLite file."""
        return self.database_url.startswith("postgresql")

    def for_flask(self) -> dict[str, object]:
        """The same settings under the names Flask and its extensions expect."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            # A statement that failed is told without the values it carried: names, numbers, tokens.
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, **(_POOL if self.on_postgresql else {})},
            "TESTING": self.testing,
            "MAX_CONTENT_LENGTH": self.max_upload_bytes + 256 * 1024,
            "MAX_FORM_MEMORY_SIZE": 512 * 1024,
            "WTF_CSRF_TIME_LIMIT": None,  # a long exercise must not lose its answer to an aged token
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            # Over plain http a browser would throw a Secure cookie away: nobody could sign in.
            "SESSION_COOKIE_SECURE": bool(self.tls_proxy),
            "SESSION_COOKIE_NAME": "__Host-bimtek" if self.tls_proxy else "bimtek",
            "WTF_CSRF_SSL_STRICT": False,  # personal links send no referrer; the token decides, over TLS too
            "SESSION_REFRESH_EACH_REQUEST": False,  # signing the same cookie anew cost every page a tenth of a millisecond
            "BABEL_DEFAULT_LOCALE": "id",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Makassar",
            "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
            "RATELIMIT_HEADERS_ENABLED": False,
            # Plain http: phones ask for gzip only. Level 4 costs a third of level 6 for 4 % more bytes.
            "COMPRESS_ALGORITHM": ["gzip"],
            "COMPRESS_LEVEL": 4,
            "COMPRESS_MIN_SIZE": 900,
            "COMPRESS_MIMETYPES": ["text/html", "application/json", "image/svg+xml", "text/csv"],
            **self.extra,
        }


def _secret_key(instance_dir: Path) -> str:
    """The signing key of this installation: from the environment, or made once and kept beside the database."""
    if given := os.environ.get("BIMTEK_SECRET_KEY"):
        return given
    path = instance_dir / "secret-key"
    if not path.exists():
        instance_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_hex(32), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()


def _public_url() -> str:
    """The public address without its last slash; raises ValueError for one that is no web address."""
    given = os.environ.get("BIMTEK_PUBLIC_URL", "").strip().rstrip("/")
    if given and (not given.startswith(("https://", "http://")) or any(sign in given for sign in " \"'<>#?")):
        raise ValueError("BIMTEK_PUBLIC_URL harus berupa alamat web, misalnya https://bimtek.example")
    return given


def _tls_proxy() -> str:
    """The address of the proxy; raises ValueError for one that is none, because trusting it by mistake trusts everybody."""
    given = os.environ.get("BIMTEK_TLS_PROXY", "").strip()
    try:
        return str(ipaddress.ip_address(given)) if given else ""
    except ValueError as error:
        raise ValueError("BIMTEK_TLS_PROXY harus berupa satu alamat IP, misalnya 127.0.0.1") from error


def with_driver(given: str) -> str:
    """The address of a database, with the one driver we ship for PostgreSQL."""
    kind, mark, rest = given.partition("://")
    return f"postgresql+psycopg{mark}{rest}" if kind in ("postgres", "postgresql") else given


def from_environment() -> Settings:
    """Read BIMTEK_* and DATABASE_URL; makes the instance folder and its key when they do not exist."""
    instance_dir = Path(os.environ.get("BIMTEK_INSTANCE", ROOT / "instance")).resolve()
    default = f"sqlite:///{(instance_dir / 'bimtek.sqlite').as_posix()}"
    return Settings(
        database_url=with_driver(os.environ.get("DATABASE_URL", default)),
        secret_key=_secret_key(instance_dir),
        instance_dir=instance_dir,
        port=int(os.environ.get("BIMTEK_PORT", "8118")),
        host=os.environ.get("BIMTEK_HOST", "0.0.0.0"),  # noqa: S104
        public_url=_public_url(),
        tls_proxy=_tls_proxy(),
        processes=max(1, int(os.environ.get("BIMTEK_PROCESSES", "1"))),
        branches_per_case=max(1, int(os.environ.get("BIMTEK_BRANCHES_PER_CASE", "5"))),
        branches_per_person=max(1, int(os.environ.get("BIMTEK_BRANCHES_PER_PERSON", "20"))),
    )


@contextmanager
def uncollected() -> Iterator[None]:
    """A start during which no garbage is looked for: there is none, and looking took a seventh of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
