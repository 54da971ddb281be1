"""``kiosk import answers``: what an office kept on paper or in a spreadsheet."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import json_option, refusing, show
from kiosk.domain.index import period as periods
from kiosk.domain.month import month_title
from kiosk.domain.survey.source import Source
from kiosk.flows.survey.import_answers import Imported, import_answers

SOURCES = {"paper": Source.PAPER, "spreadsheet": Source.SPREADSHEET}


@click.group("import", help="Masukkan data dari berkas.")
def group() -> None:
    """A group."""


@group.command("answers", help="Impor jawaban satu bulan dari CSV, XLSX atau JSON.")
@click.argument("file", metavar="FILE")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--period", required=True, metavar="2026-10", help="Satu bulan.")
@click.option("--source", type=click.Choice(list(SOURCES)), default="spreadsheet")
@click.option("--instrument", default="skm-2017", show_default=True, metavar="KODE")
@click.option("--service", metavar="KODE", help="Layanan untuk baris tanpa kolom layanan.")
@click.option("--dry-run", is_flag=True, help="Periksa saja, jangan simpan.")
@json_option
@with_appcontext
@refusing
def answers(
    file: str,
    unit: str,
    period: str,
    source: str,
    instrument: str,
    service: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """All rows or none; exit 2 with one line where a row is refused."""
    done = import_answers(
        Path(file),
        unit,
        periods.parse(period),
        clock.now(),
        source=SOURCES[source],
        instrument_code=instrument,
        service_code=service,
        dry_run=dry_run,
    )
    show(_document(done), _lines(done), as_json=as_json)


def _document(done: Imported) -> dict[str, object]:
    return {
        "unit": done.unit.code,
        "period": f"{done.month // 100}-{done.month % 100:02d}",
        "instrument": done.instrument,
        "answers": done.answers,
        "excluded": [{"row": one.row, "reason": one.reason} for one in done.excluded],
        "sha256": done.sha256,
        "dry_run": done.dry_run,
    }


def _lines(done: Imported) -> list[str]:
    deed = "dapat diimpor (belum disimpan)" if done.dry_run else "diimpor"
    lines = [f"{done.answers} jawaban {deed} untuk {done.unit.name}, {month_title(done.month)}."]
    lines += [f"Baris {one.row} tidak dihitung: {one.reason}" for one in done.excluded]
    return lines
