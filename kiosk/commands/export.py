"""``kiosk export``: published figures as files for others."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk.commands.console import json_option, refusing, show
from kiosk.domain.index import period as periods
from kiosk.domain.refusal import Refusal
from kiosk.flows.index.export_satu_data import export_satu_data


class UnusableFolder(Refusal):
    """Nothing was written."""


@click.group("export", help="Keluarkan angka yang sudah terbit sebagai berkas.")
def group() -> None:
    """A group."""


@group.command("satu-data", help="Satu Data Indonesia: CSV, kamus data, MS-Keg, MS-Var, MS-Ind.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--period", required=True, metavar="P", help="2026-10, 2026-Q4, 2026-S2 atau 2026.")
@click.option("--instrument", default="skm-2017", show_default=True, metavar="KODE")
@click.option("--region", default="", metavar="KODE", help="Kode wilayah Kemendagri: 53.71.")
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path))
@json_option
@with_appcontext
@refusing
def satu_data(
    unit: str, period: str, instrument: str, region: str, out: Path, as_json: bool
) -> None:
    """All files or none; exit 2 with one line where the period is not published."""
    public_url = current_app.config["KIOSK"].public_url
    files = export_satu_data(unit, periods.parse(period), instrument, region, public_url)
    write(out, files)
    found = {name: len(text.encode()) for name, text in files.items()}
    show(
        {"unit": unit, "period": period, "out": str(out), "files": found},
        [f"{len(files)} berkas di {out}: {', '.join(files)}"],
        as_json=as_json,
    )


def write(out: Path, files: Mapping[str, str]) -> None:
    """A folder that holds all of them, or none: made beside it and moved. What is there already
    is never overwritten. Raises `UnusableFolder`."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UnusableFolder("%(out)s sudah ada isinya. Pilih folder lain.", out=out)
    try:
        _move(out.absolute(), files)
    except OSError as wrong:
        raise UnusableFolder(
            "%(out)s tidak dapat ditulis: %(why)s.", out=out, why=wrong.strerror or wrong
        ) from wrong


def _move(out: Path, files: Mapping[str, str]) -> None:
    made = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
    try:
        for name, text in files.items():
            _put(made / name, text)
        made.chmod(0o755)
        made.rename(out)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _put(path: Path, text: str) -> None:
    """A CSV bears the mark of UTF-8, which spreadsheets need; JSON must not."""
    mark = "\ufeff" if path.suffix == ".csv" else ""
    with path.open("w", encoding="utf-8", newline="") as opened:
        opened.write(mark + text)
        opened.flush()
        os.fsync(opened.fileno())
