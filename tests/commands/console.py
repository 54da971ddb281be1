"""`kiosk` as an operator types it, in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from click.testing import Result

from kiosk.cli import cli

if TYPE_CHECKING:
    from flask import Flask


def run(app: Flask, *words: object) -> Result:
    return app.test_cli_runner().invoke(cli, [str(word) for word in words])


def document(app: Flask, *words: object, exit_code: int = 0) -> Any:
    """The one JSON document of standard output; nothing else is printed anywhere."""
    result = run(app, *words, "--json")
    assert result.exit_code == exit_code, result.output
    assert result.stderr == ""
    return json.loads(result.stdout)


def said(app: Flask, *words: object) -> str:
    result = run(app, *words)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(app: Flask, *words: object) -> str:
    """The one line of a refusal, exit status 2, and an empty standard output."""
    result = run(app, *words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("kiosk ") or result.stderr.startswith("cli ")
    return result.stderr
