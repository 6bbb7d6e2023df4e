"""`bimtek verify`: check a certificate from its QR text with a public key alone, or by number with everything behind it; and
`bimtek certificate-key`: show or change the signing key."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from bimtek.certification.domain.keys import PublicKey, is_signed, public_from_text
from bimtek.certification.domain.statement import MOST_LETTERS, Statement, read

_KEY_LINE = re.compile(r"[A-Za-z0-9_-]{43}")


@click.command("verify")
@click.argument("number", required=False)
@click.option(
    "--file", "file_", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Berkas dengan teks kode QR."
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Berkas kunci publik (kunci.json atau baris base64url); tanpa ini dipakai kunci yang tercatat di basis data.",
)
@click.option("--json", "as_json", is_flag=True, help="Cetak untuk dibaca mesin.")  # fmt: skip
@click.pass_context
def verify(
    context: click.Context, number: str | None, file_: Path | None, key_file: Path | None, as_json: bool
) -> None:
    """Periksa sertifikat. Dengan NUMBER: tanda tangan, bukti, jurnal, dan nilai di balik nomor itu; tanpa NUMBER dan --file: semua
    sertifikat. Dengan --file (- untuk masukan baku): teks kode QR dari kertas; bersama --key tidak perlu basis data. Status
    keluar 1 bila ada yang tidak sah."""
    if number and file_:
        raise click.UsageError("Pilih salah satu: NUMBER atau --file.")
    if file_ is not None:
        keys = _keys_of(key_file) if key_file else context.invoke(_known_keys)
        told = _from_paper(file_.read_text(encoding="utf-8", errors="replace")[: MOST_LETTERS + 1], keys)
    else:
        told = context.invoke(_from_database, number=number)
    _say(told, as_json=as_json)
    sys.exit(0 if all(one["valid"] for one in told) else 1)


def _keys_of(path: Path) -> dict[str, PublicKey]:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        found = [public_from_text(one) for one in _KEY_LINE.findall(text)]
    except ValueError:
        found = []
    if not found:
        raise click.ClickException(f"{path}: tidak ada kunci publik di dalamnya.")
    return {key.id: key for key in found}


@with_appcontext
def _known_keys() -> dict[str, PublicKey]:
    from bimtek.certification import keystore
    from bimtek.extensions import db

    return keystore.known(db.session())


def _from_paper(text: str, keys: dict[str, PublicKey]) -> list[dict[str, Any]]:
    found = read(text)
    if found is None:
        return [{"valid": False, "number": "", "words": "Bukan teks kode QR sertifikat Bimtek."}]
    words = _paper_words(found, is_signed(found, keys))
    return [{
        "valid": not words, "number": found.claims.number, "kind": found.claims.kind, "name": found.holder.name,
        "nip": found.holder.nip, "words": words or "Sah: tanda tangan dan nama cocok. Pencabutan hanya diketahui penyelenggara.",
    }]  # fmt: skip


def _paper_words(found: Statement, signed: bool | None) -> str:
    if signed is None:
        return f"Kunci {found.claims.key} tidak dikenal."
    if not signed:
        return "Tanda tangan tidak cocok: teksnya berubah sesudah ditandatangani."
    return "" if found.is_of_holder else "Nama, NIP, atau jabatan bukan yang ditandatangani."


@with_appcontext
def _from_database(number: str | None) -> list[dict[str, Any]]:
    from bimtek.certification import services, verifying
    from bimtek.certification.fault_words import fault_words
    from bimtek.extensions import db

    with current_app.test_request_context():  # words are looked up as in a page
        if number is None:
            found = list(verifying.check_all(db.session()))
        else:
            row = services.by_number(db.session(), number)
            if row is None:
                return [{"valid": False, "number": number, "words": "Nomor ini tidak tercatat."}]
            found = [(row, verifying.faults_of(db.session(), row))]
        return [
            {
                "valid": not faults and row.revoked_at is None, "number": row.number, "kind": row.kind,
                "faults": [fault_words(one) for one in faults], "rows": [one.row for one in faults],
                "words": "Dicabut." if row.revoked_at else "Tidak utuh." if faults else "Sah: bukti dan jurnal utuh.",
            }
            for row, faults in found
        ]  # fmt: skip


def _say(told: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"valid": all(one["valid"] for one in told), "certificates": told}, ensure_ascii=False))
        return
    if not told:
        click.echo("Belum ada sertifikat.")
    for one in told:
        name = f", {one['name']}" if one.get("name") else ""
        click.echo(f"{'sah  ' if one['valid'] else 'TIDAK'}  {one['number'] or '-'}{name}: {one['words']}")
        for fault in one.get("faults", ()):
            click.echo(f"       {fault}")


@click.group("certificate-key")
def certificate_key() -> None:
    """Kunci penanda tangan sertifikat: disimpan di luar basis data (docs/certificates.md)."""


@certificate_key.command("show")
@with_appcontext
def show() -> None:
    """Cetak kunci publik yang dipakai sekarang; kunci pribadinya tidak pernah dicetak."""
    from bimtek.certification import keystore

    folder = keystore.folder_of(current_app.extensions["settings"])
    public = keystore.current(folder).public
    click.echo(f"{public.id}  {public.text}\nBerkas kunci pribadi: {folder / keystore.CURRENT}")


@certificate_key.command("rotate")
@click.confirmation_option(prompt="Kunci lama dihapus dan tidak dapat dikembalikan. Lanjutkan?")
@with_appcontext
def rotate() -> None:
    """Ganti kunci. Sertifikat lama tetap dapat diperiksa: kunci publiknya tetap diterbitkan."""
    from bimtek.certification import keystore
    from bimtek.web.shell import utc_now
    from bimtek.web.transaction import command_transaction

    before, made = keystore.rotate(keystore.folder_of(current_app.extensions["settings"]))
    with command_transaction() as session:
        if before is not None:
            keystore.publish(session, before, utc_now())
        keystore.publish(session, made.public, utc_now())
    click.echo(f"Kunci baru: {made.public.id}  {made.public.text}")
