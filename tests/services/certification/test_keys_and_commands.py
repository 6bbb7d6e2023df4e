"""The signing key outside the database, and the commands an auditor runs."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from click.testing import CliRunner
from flask import Flask

from bimtek.certification import issuing, keystore, paper, services
from bimtek.certification.commands import certificate_key, verify
from bimtek.certification.domain.keys import private_key
from bimtek.certification.domain.statement import PASSED
from bimtek.extensions import db
from bimtek.workshops import services as workshops
from tests.factories.classes import make_class
from tests.factories.records import AFTER, attend, complete, plan_days
from tests.factories.tampering import tamper
from tests.web.committing import committing


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = keystore.current(tmp_path / "keys")
    assert keystore.current(tmp_path / "keys").public == first.public
    mode = (tmp_path / "keys" / keystore.CURRENT).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert "PRIVATE" not in repr(first)


def test_four_that_ask_for_the_first_key_at_once_get_the_same(tmp_path: Path) -> None:
    def ask(folder: Path) -> str:
        barrier.wait()
        return keystore.current(folder).public.id

    for number in range(20):
        barrier = Barrier(4)
        folder = tmp_path / str(number)
        with ThreadPoolExecutor(4) as pool:
            assert len(set(pool.map(ask, [folder] * 4))) == 1
        assert [path.name for path in folder.iterdir()] == [keystore.CURRENT]


def test_after_a_rotation_the_old_key_signs_nothing_and_still_checks(tmp_path: Path) -> None:
    first = keystore.current(tmp_path)
    signature = first.sign("teks")
    before, made = keystore.rotate(tmp_path)
    assert before == first.public
    assert made.public != first.public
    assert before.accepts("teks", signature)
    assert not made.public.accepts("teks", signature)
    assert first.pem() not in (tmp_path / keystore.CURRENT).read_bytes()


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / keystore.CURRENT).write_bytes(b"bukan kunci")
    with pytest.raises(ValueError):  # noqa: PT011
        keystore.current(tmp_path)


def signed(app: Flask, seed: bytes = bytes(32)) -> str:
    """A committed class with one certificate; what its QR code says."""
    with committing():
        session = db.session()
        made = make_class(session, count=1)
        plan_days(session, made)
        attend(session, made, made.people)
        complete(session, made, made.people[0])
        target = workshops.workshop(session, made.workshop_id)
        done = issuing.sign_off(session, made.trainer, target, {made.people[0].id: PASSED}, private_key(seed), AFTER)
        return paper.statement_of(done.certificates[0])


def run(app: Flask, *arguments: str) -> tuple[int, dict]:
    done = CliRunner().invoke(verify, [*arguments, "--json"], catch_exceptions=False)
    return done.exit_code, json.loads(done.output)


def test_verify_reads_everything_behind_a_number(app: Flask) -> None:
    signed(app)
    assert run(app, "B-2026-0001")[0] == 0
    assert run(app)[1]["valid"]
    assert run(app, "B-2026-9999")[0] == 1
    with committing():
        tamper(db.session(), "update judgement set result = replace(result, '\"level\": 4', '\"level\": 3')")
    code, told = run(app, "B-2026-0001")
    assert code == 1
    assert any(row.startswith("judgement SIM-") for row in told["certificates"][0]["rows"])


def test_verify_checks_paper_with_a_key_file_and_no_database(app: Flask, tmp_path: Path) -> None:
    said = signed(app)
    (tmp_path / "qr.txt").write_text(said, "utf-8")
    (tmp_path / "kunci.json").write_text(
        json.dumps({"keys": [{"ed25519": private_key(bytes(32)).public.text}]}), "utf-8"
    )
    arguments = ("--file", str(tmp_path / "qr.txt"), "--key", str(tmp_path / "kunci.json"))
    code, told = run(app, *arguments)
    assert code == 0
    assert told["certificates"][0]["name"] == "Peserta Nomor 1"
    (tmp_path / "qr.txt").write_text(said.replace("Peserta Nomor 1", "Peserta Nomor 2"), "utf-8")
    assert run(app, *arguments)[0] == 1
    (tmp_path / "qr.txt").write_text(said.replace('"h":', '"h":1'), "utf-8")
    assert run(app, *arguments)[0] == 1
    (tmp_path / "kunci.json").write_text(private_key(b"x" * 32).public.text, "utf-8")
    assert "tidak dikenal" in run(app, *arguments)[1]["certificates"][0]["words"]


def test_rotating_publishes_both_keys(app: Flask) -> None:
    signed(app)
    done = CliRunner().invoke(certificate_key, ["rotate", "--yes"], catch_exceptions=False)
    assert done.exit_code == 0
    folder = keystore.folder_of(app.extensions["settings"])
    found = {key.id: until for key, _since, until in keystore.published(db.session())}
    now = keystore.current(folder).public.id
    assert found[now] is None
    assert found[private_key(bytes(32)).public.id] is not None
    assert run(app, "B-2026-0001")[0] == 0
    assert "PRIVATE" not in CliRunner().invoke(certificate_key, ["show"]).output
    assert services.by_number(db.session(), " b-2026-0001 ")
