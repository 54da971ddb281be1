"""How every command speaks: JSON or a table on standard output, one line on standard error."""

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ParamSpec, TypeVar

import click

from kiosk.domain.refusal import Refusal

P = ParamSpec("P")
R = TypeVar("R")

FOUND_A_FAULT = 1
UNUSABLE = 2


def refusing(command: Callable[P, R]) -> Callable[P, R]:
    """A `Refusal` ends the command with its sentence and exit status 2."""

    @functools.wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Refusal as refusal:
            name = click.get_current_context().command_path
            click.echo(f"{name}: {refusal}", err=True)
            raise SystemExit(UNUSABLE) from None

    return guarded


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option("--json", "as_json", is_flag=True, help="Keluarkan satu dokumen JSON.")
    return option(command)


def show(document: object, lines: Iterable[str], *, as_json: bool) -> None:
    """One JSON document and nothing else, or lines for a person."""
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines))


def columns(rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Rows as aligned columns; those in ``right`` are numbers."""
    table = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def local_address() -> str:
    """Where this machine serves while it has no public address; ``make run PORT=…`` says so."""
    port = os.environ.get("PORT", "8000")
    return f"http://127.0.0.1:{port if port.isascii() and port.isdigit() else 8000}"


def on_a_terminal() -> bool:
    """Whether a progress bar has anybody to look at it."""
    return sys.stderr.isatty()
