"""``kiosk export parquet`` and ``csv``: answers for analysis, province by province and month by
month."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import json_option, on_a_terminal, refusing, show
from kiosk.flows.region.export_answers import Exported, count_answers, export_answers
from kiosk.paper.answer_csv import CsvFolder
from kiosk.paper.answer_files import AnswerFolder


def _of_months(command: Callable[..., None]) -> Callable[..., None]:
    """The options of both."""
    for option in (
        click.option("--until", default="", metavar="P", help="Bulan terakhir: 2026-10."),
        click.option("--since", default="", metavar="P", help="Bulan pertama: 2026-01."),
        click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


@click.command("parquet", help="Jawaban tanpa data pribadi, untuk DuckDB, Spark atau Trino.")
@_of_months
@json_option
@with_appcontext
@refusing
def parquet(out: Path, since: str, until: str, as_json: bool) -> None:
    """Only months that are over. Run again, it replaces what it wrote of these months."""
    _export(out, since, until, AnswerFolder, as_json=as_json)


@click.command("csv", help="Jawaban yang sama sebagai CSV, tanpa pustaka tambahan.")
@_of_months
@json_option
@with_appcontext
@refusing
def csv(out: Path, since: str, until: str, as_json: bool) -> None:
    """As ``parquet``, in a folder of its own."""
    _export(out, since, until, CsvFolder, as_json=as_json)


def _export(out: Path, since: str, until: str, kind: type[AnswerFolder], *, as_json: bool) -> None:
    done = _with_a_bar(out, since, until, kind)
    months = [f"{one // 100}-{one % 100:02d}" for one in done.months]
    document = {"out": str(out), "files": done.files, "rows": done.rows}
    line = f"{done.rows} jawaban dari {len(months)} bulan dalam {done.files} berkas di {out}."
    if done.withheld:
        line += f" {done.withheld} jawaban terlalu sedikit untuk dikeluarkan."
    show(document | {"withheld": done.withheld, "months": months}, [line], as_json=as_json)


def _with_a_bar(out: Path, since: str, until: str, kind: type[AnswerFolder]) -> Exported:
    now = clock.now()
    if not on_a_terminal():
        return export_answers(out, since, until, now, kind=kind)
    many = count_answers(since, until, now)
    with click.progressbar(length=many, label="Jawaban", file=sys.stderr) as bar:
        return export_answers(out, since, until, now, bar.update, kind)
