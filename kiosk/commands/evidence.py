"""``kiosk evidence``: packs of proof for an evaluator, checked on any machine."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk.commands import report_files
from kiosk.commands.console import FOUND_A_FAULT, json_option, refusing, show
from kiosk.data import periksa
from kiosk.data.periksa import Checked
from kiosk.domain.index import period as periods
from kiosk.domain.index.document import DocumentKind
from kiosk.domain.refusal import Refusal
from kiosk.flows.zi.keep_documents import key_fingerprint

MONTHS = 12


class NotAPack(Refusal):
    """The file or folder cannot be read as a pack."""


@click.group("evidence", help="Paket bukti Zona Integritas.")
def group() -> None:
    """A group."""


@group.command("verify", help="Periksa paket, sebut apa yang berubah.")
@click.argument("file", metavar="FILE", type=click.Path())
@click.option("--key", metavar="SIDIK", default="", help="Sidik kunci kantor, untuk dicocokkan.")
@json_option
@refusing
def verify(file: str, key: str, as_json: bool) -> None:
    """An archive or the folder it was unpacked to. Exit 1 where anything was altered."""
    try:
        found = periksa.check(file, key)
    except periksa.NoPack as why:
        raise NotAPack("%(file)s: %(why)s", file=file, why=why) from why
    show(_document(found), periksa.lines(found), as_json=as_json)
    if found.faults:
        raise SystemExit(FOUND_A_FAULT)


def _document(found: Checked) -> dict[str, object]:
    told = found.manifest
    return {
        "ok": not found.faults,
        "faults": found.faults,
        "files": found.files,
        "fingerprint": found.fingerprint,
        **{name: told.get(name) for name in ("unit", "unit_name", "period", "made_at")},
    }


@group.command("make", help="Buat paket bukti satu unit dan tahun.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--period", required=True, metavar="TAHUN", help="2026.")
@click.option("--out", required=True, metavar="FILE", type=click.Path(dir_okay=False))
@with_appcontext
@refusing
def make(unit: str, period: str, out: str) -> None:
    """The same file that the desk gives out; a copy stays with the installation."""
    year = periods.parse(period)
    if year.length != MONTHS:
        raise NotAPack("Paket bukti dibuat untuk satu tahun, misalnya --period 2026.")
    report_files.write(unit, year, None, {DocumentKind.EVIDENCE: out})
    click.echo(f"{out}: sidik kunci {key_fingerprint(_instance())}")


@group.command("key", help="Sidik kunci yang menandatangani paket.")
@with_appcontext
@refusing
def key() -> None:
    """What an evaluator compares."""
    click.echo(key_fingerprint(_instance()))


def _instance() -> Path:
    found: Path = current_app.config["KIOSK"].instance_dir
    return found
