"""Reminders by e-mail over SMTP, when it is configured (BIMTEK_SMTP_HOST). A message names no report and no mark."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, make_msgid

#: One address, no list, no header smuggled in.
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
MOST_SIGNS = 200
SECONDS = 20


@dataclass(frozen=True, slots=True)
class Smtp:
    """How mail is sent: server, port, sign-in, sender; `security` is "starttls", "tls" or "none"."""

    host: str
    port: int
    user: str
    sender: str
    security: str
    password: str = ""

    def __repr__(self) -> str:
        return f"Smtp({self.host}:{self.port})"  # the password never shows


def from_environment(env: Mapping[str, str] = os.environ) -> Smtp | None:
    """The settings, None where mail is not configured; raises ValueError for settings that cannot work."""
    host = env.get("BIMTEK_SMTP_HOST", "").strip()
    if not host:
        return None
    security, sender = env.get("BIMTEK_SMTP_SECURITY", "starttls"), env.get("BIMTEK_SMTP_FROM", "").strip()
    if security not in ("starttls", "tls", "none"):
        raise ValueError("BIMTEK_SMTP_SECURITY: starttls, tls, atau none")
    if not is_address(sender):
        raise ValueError("BIMTEK_SMTP_FROM: isi satu alamat surel pengirim")
    port = int(env.get("BIMTEK_SMTP_PORT") or {"starttls": 587, "tls": 465, "none": 25}[security])
    return Smtp(host, port, env.get("BIMTEK_SMTP_USER", ""), sender, security, env.get("BIMTEK_SMTP_PASSWORD", ""))


def is_address(text: str) -> bool:
    """Whether a text is one plain e-mail address."""
    return len(text) <= MOST_SIGNS and ADDRESS.fullmatch(text) is not None


def message(sender: str, to: str, subject: str, body: str) -> EmailMessage:
    """A plain message."""
    made = EmailMessage()
    made["From"] = formataddr(("Bimtek (SIMULASI)", sender))
    made["To"], made["Subject"] = to, subject
    made["Message-ID"] = make_msgid(domain="bimtek.invalid")
    made.set_content(body)
    return made


class Post:
    """A connection to the server, opened at the first message; raises smtplib.SMTPException or OSError."""

    def __init__(self, settings: Smtp) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def send(self, made: EmailMessage) -> None:
        """Hand one message over; a connection that was lost is opened again once."""
        try:
            self._open().send_message(made)
        except smtplib.SMTPServerDisconnected:
            self._server = None
            self._open().send_message(made)

    def _open(self) -> smtplib.SMTP:
        if self._server is not None:
            return self._server
        it, context = self._settings, ssl.create_default_context()
        if it.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(it.host, it.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(it.host, it.port, timeout=SECONDS)
            if it.security == "starttls":
                server.starttls(context=context)
        if it.user:
            server.login(it.user, it.password)
        self._server = server
        return server

    def close(self) -> None:
        """Say goodbye, if anything was sent."""
        if self._server is not None:
            try:
                self._server.quit()
            except (smtplib.SMTPException, OSError):
                self._server.close()
