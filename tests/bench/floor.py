"""The floor every figure is a multiple of: a bare Flask + SQLAlchemy page that reads 40 rows by an index and renders them."""

from __future__ import annotations

import sys

from flask import Flask, render_template_string
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

db = SQLAlchemy()
PAGE = """<!doctype html><html lang="id"><head><title>Daftar</title></head><body><h1>Daftar</h1><table>
{% for row in rows %}<tr><td><a href="/laporan/{{ row.id }}">{{ row.number }}</a></td><td>{{ row.title }}</td><td>{{ row.state }}</td>
<td>{{ row.place }}</td><td>{{ row.body[:150] }}</td></tr>
{% endfor %}</table></body></html>"""


class Row(db.Model):  # type: ignore[name-defined,misc]
    """One of many; an index leads to the 40 of an owner."""

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[int] = mapped_column(index=True)
    number: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    place: Mapped[str]
    body: Mapped[str]


def make(path: str, owners: int = 118, rows: int = 40) -> Flask:
    """The floor's application over its own database of owners x rows."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{path}"
    db.init_app(app)

    @app.get("/<int:owner>")
    def listing(owner: int) -> str:
        found = db.session.scalars(select(Row).where(Row.owner == owner).order_by(Row.id).limit(40)).all()
        return render_template_string(PAGE, rows=found)

    with app.app_context():
        db.create_all()
        if not db.session.scalar(select(Row.id).limit(1)):
            db.session.add_all(
                Row(
                    owner=owner,
                    number=f"SIM-{owner:04d}{n:03d}",
                    title="Lampu jalan padam di depan pasar",
                    state="Belum Terverifikasi",
                    place="Kelurahan Kappuna, Masamba",
                    body="Mohon diperbaiki, sudah tiga minggu lampu jalan padam dari pasar lama sampai jembatan. " * 4,
                )
                for owner in range(1, owners + 1)
                for n in range(rows)
            )
            db.session.commit()
    return app


if __name__ == "__main__":
    import logging

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is what the crowd is for
    from waitress import serve

    serve(make(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), threads=16, connection_limit=1000)
