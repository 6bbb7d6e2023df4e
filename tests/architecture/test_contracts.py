"""The import ladder, the bundles and the generated pages hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_import_contract_is_kept() -> None:
    done = _run(sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("script", ["build-css", "build-js", "document-lifecycle", "simulate-refreshers"])
def test_what_is_generated_is_fresh(script: str) -> None:
    done = _run(sys.executable, f"scripts/{script}", "--check")
    assert done.returncode == 0, done.stdout


def test_the_code_is_free_of_lint() -> None:
    done = _run(sys.executable, "-m", "ruff", "check", ".")
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_rules_import_without_a_web_server() -> None:
    rules = "import sys, bimtek.sandbox.domain.decision, bimtek.workshops.domain.calendar"
    loaded = f"{rules}; print({{'flask', 'sqlalchemy', 'wtforms'}} & set(sys.modules))"
    assert _run(sys.executable, "-c", loaded).stdout.strip() == "set()"
