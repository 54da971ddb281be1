"""A report as a file: made at once, with a bar for whoever watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app

from kiosk import clock
from kiosk.commands.console import on_a_terminal
from kiosk.domain.index.document import DocumentKind, UnfitDocument
from kiosk.domain.index.period import Period
from kiosk.flows.index.make_at_once import make_at_once
from kiosk.flows.pressing import Where


def write(
    unit: str, period: Period, instrument: str | None, files: dict[DocumentKind, str | None]
) -> None:
    """Each kind that names a file. Raises `Refusal`, with nothing written of that one."""
    settings = current_app.config["KIOSK"]
    where = Where(settings.public_url, settings.instance_dir, settings.uploads)
    wanted = {kind: Path(file) for kind, file in files.items() if file}
    for path in wanted.values():
        check(path)
    for kind, path in wanted.items():
        with _watched(kind.label) as told:
            made = make_at_once(unit, period, kind, instrument, where, clock.now(), told)
        put(path, made)


def check(path: Path) -> None:
    """Before anybody waits for what cannot be kept. Raises `UnfitDocument`."""
    if not path.parent.is_dir():
        raise UnfitDocument("Folder %(folder)s tidak ada. Buat dahulu.", folder=path.parent)


def put(path: Path, content: bytes) -> None:
    """Raises `UnfitDocument`."""
    try:
        path.write_bytes(content)
    except OSError as wrong:
        raise UnfitDocument(
            "%(file)s tidak dapat ditulis: %(why)s.", file=path, why=wrong.strerror or wrong
        ) from wrong


@contextmanager
def _watched(label: str) -> Iterator[Callable[[int, int], None]]:
    if not on_a_terminal():
        yield lambda _step, _steps: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def told(step: int, steps: int) -> None:
            bar.length = max(steps, 1)
            bar.update(step - bar.pos)

        yield told
