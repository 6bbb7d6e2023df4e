"""`bimtek refreshers due`: who is due today, and their reminders by e-mail; safe to run twice."""

from __future__ import annotations

import json
import smtplib
import sys
from typing import TYPE_CHECKING, Any

import click
from flask import current_app
from flask.cli import with_appcontext

from bimtek.refresher import mail

if TYPE_CHECKING:
    from bimtek.refresher.reminding import Due


@click.group("refreshers")
def refreshers() -> None:
    """Penyegaran: satu kasus sepuluh menit pada kriteria yang mulai pudar."""


@refreshers.command("due")
@click.option("--send", is_flag=True, help="Kirim pengingat lewat surel kepada yang mengisi alamat (BIMTEK_SMTP_HOST).")
@click.option("--json", "as_json", is_flag=True, help="Cetak untuk dibaca mesin.")
@with_appcontext
def due(send: bool, as_json: bool) -> None:
    """Siapa yang waktunya tiba hari ini. Setiap tanggal mendapat satu pengingat, berapa kali pun perintah ini dijalankan."""
    from bimtek.extensions import db
    from bimtek.refresher import reminding
    from bimtek.web.shell import utc_now
    from bimtek.workshops import overlay

    settings = _smtp() if send else None
    overlay.load(db.session())
    found = reminding.all_due(db.session(), utc_now())
    db.session.rollback()
    sent, failed = _send_all(found, settings) if settings else ([], [])
    if as_json:
        click.echo(
            json.dumps({"due": [_row(one) for one in found], "sent": sent, "failed": failed}, ensure_ascii=False)
        )
    else:
        for one in found:
            told = (
                "terkirim"
                if one.person.id in sent
                else "sudah diingatkan"
                if one.reminded
                else "tanpa surel"
                if not one.email
                else "belum"
            )
            click.echo(f"{one.person.name}: {one.criterion}, sejak {one.due_on.isoformat()}, {told}")
        click.echo(f"{len(found)} orang waktunya tiba, {len(sent)} pengingat terkirim, {len(failed)} gagal.")
    sys.exit(1 if failed else 0)


def _smtp() -> mail.Smtp:
    try:
        found = mail.from_environment()
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if found is None:
        raise click.ClickException("Surel belum disetel. Isi BIMTEK_SMTP_HOST dan BIMTEK_SMTP_FROM.")
    if not current_app.extensions["settings"].public_url:
        raise click.ClickException("Isi BIMTEK_PUBLIC_URL: tanpa alamat tetap, tautan dalam surel tidak dapat dibuka.")
    return found


def _send_all(found: list[Due], settings: mail.Smtp) -> tuple[list[int], list[int]]:
    """Claim, send, and give back what was not sent; no transaction is open while the server is spoken to."""
    from bimtek.refresher import reminding
    from bimtek.web.shell import utc_now
    from bimtek.web.transaction import command_transaction

    sent, failed, post = [], [], mail.Post(settings)
    for one in found:
        with command_transaction() as session:
            claimed = reminding.claim(session, one, utc_now())
        if not claimed:
            continue
        try:
            post.send(_message(one, settings))
            sent.append(one.person.id)
        except (smtplib.SMTPException, OSError) as error:
            failed.append(one.person.id)
            click.echo(
                f"{one.person.name}: {type(error).__name__}", err=True
            )  # the server's words may hold the address
            with command_transaction() as session:
                reminding.give_back(session, one)
    post.close()
    return sent, failed


def _message(one: Due, settings: mail.Smtp) -> Any:
    """The reminder: what, how long, the personal link, and how to stop."""
    from bimtek.extensions import db
    from bimtek.refresher import links, words
    from bimtek.refresher.services import rules

    app = current_app
    with app.test_request_context():
        token = links.token_of(db.session(), str(app.secret_key), one.person.id)
        link = f"{app.extensions['settings'].public_url}/s/{token}"
        name, minutes = words.criterion(one.criterion), rules().minutes
        db.session.rollback()
    body = (
        f"Yth. {one.person.name},\n\nsatu kasus simulasi menunggu Anda: {name}, kira-kira {minutes} menit.\n"
        f"Buka tautan pribadi ini, tanpa kata sandi:\n\n{link}\n\n"
        "Hasilnya langsung terlihat. Bila sedang cuti, isi hari bebas pada halaman itu; di sana pula surel ini dapat dihentikan.\n"
        "Jangan teruskan tautan ini: siapa pun yang memegangnya masuk sebagai Anda.\n\nBimtek (SIMULASI)\n"
    )
    return mail.message(settings.sender, one.email, f"Penyegaran {minutes} menit: {name}", body)


def _row(one: Due) -> dict[str, Any]:
    return {
        "account": one.person.id, "criterion": one.criterion, "due_on": one.due_on.isoformat(), "reminded": one.reminded,
        "has_email": bool(one.email),
    }  # fmt: skip
