"""Mark all stored cases again with the rubric of this release."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext


@click.command("remark")
@click.option(
    "--workshop", "workshop_id", type=click.IntRange(1), default=None, help="Nomor kelas; bawaan semua kelas."
)
@click.option("--dry-run", is_flag=True, help="Hitung perubahannya saja, jangan simpan.")
@with_appcontext
def remark(workshop_id: int | None, dry_run: bool) -> None:
    """Menilai ulang semua kasus dengan rubrik rilis ini. Perubahan fasilitator tetap berlaku."""
    from bimtek.extensions import db
    from bimtek.modules.domain.judging.types import RUBRIC_VERSION
    from bimtek.modules.remarking import mark_again
    from bimtek.web.transaction import command_transaction
    from bimtek.workshops import overlay

    overlay.load(db.session())
    wall = datetime.now(UTC).replace(tzinfo=None)
    if dry_run:
        told = mark_again(db.session(), workshop_id, wall, dry_run=True)
    else:
        with command_transaction() as session:
            told = mark_again(session, workshop_id, wall, dry_run=False)
    before = ", ".join(f"{name} ({n})" for name, n in sorted(told.rubrics.items())) or "-"
    click.echo(f"Rubrik {RUBRIC_VERSION}; tersimpan dengan: {before}.")
    click.echo(f"{'Kriteria':<40} {'dinilai':>8} {'naik':>6} {'turun':>6} {'baru':>6} {'hilang':>7}")
    for change in sorted(told.criteria.values(), key=lambda one: (-one.changed, one.label)):
        click.echo(
            f"{change.label:<40} {change.looked:>8} {change.up:>6} {change.down:>6} {change.came:>6} {change.went:>7}"
        )
    verb = "akan berubah" if dry_run else "berubah"
    click.echo(
        f"{told.cases} kasus dinilai ulang, {told.changed} tingkat {verb} pada {told.changed_cases} kasus;"
        f" {told.overrides} perubahan fasilitator tetap berlaku."
    )
    if dry_run:
        click.echo("Uji coba: tidak ada yang disimpan.")
