"""``kiosk figure``: figures from outside the counters."""

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import refusing
from kiosk.domain.index import period as periods
from kiosk.domain.index.period import begun_month
from kiosk.domain.zi import outside
from kiosk.flows.zi import enter_figures
from kiosk.i18n import number


@click.group("figure", help="Angka dari luar loket: kunjungan, nilai resmi, capaian kinerja.")
def group() -> None:
    """A group."""


@group.command("visits", help="Banyaknya pengguna layanan satu bulan, dasar sampel minimum.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--period", required=True, metavar="2026-10")
@click.option("--visits", required=True, metavar="N")
@with_appcontext
@refusing
def visits(unit: str, period: str, visits: str) -> None:
    """Exit 2 where the month has not begun or the number is none."""
    now, count = clock.now(), outside.visits(visits)
    month = begun_month(periods.parse(period), now, "Asia/Makassar")
    enter_figures.enter_visits(None, unit, month, count, now)
    click.echo(f"{number(count)} kunjungan dicatat untuk {unit}, {period}.")


@group.command("official", help="Indeks resmi survei eksternal skala 4, mendahului survei sendiri.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--year", required=True, type=click.IntRange(2004, 2099))
@click.option("--survey", required=True, type=click.Choice(list(outside.SURVEYS)))
@click.option("--value", required=True, metavar="X")
@click.option("--document", required=True, metavar="TEKS", help="Surat atau laporan asalnya.")
@with_appcontext
@refusing
def official(unit: str, year: int, survey: str, value: str, document: str) -> None:
    """Exit 2 for an index outside 1 to 4."""
    given = outside.official(survey, value, document)
    enter_figures.enter_official(None, unit, year, given, clock.now())
    click.echo(f"{survey.upper()} {number(given.value)} dicatat untuk {unit}, {year}.")


@group.command("performance", help="Capaian kinerja lebih baik: pilihan A sampai E.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--year", required=True, type=click.IntRange(2004, 2099))
@click.option("--option", "letter", required=True, metavar="A-E")
@click.option("--basis", required=True, metavar="TEKS", help="Laporan kinerja yang mendasarinya.")
@click.option("--reason", default="", metavar="TEKS", help="Mengapa lebih baik dari target.")
@with_appcontext
@refusing
def performance(unit: str, year: int, letter: str, basis: str, reason: str) -> None:
    """Exit 2 for another letter, and for one better than the targets say without a reason."""
    given = outside.achieved(letter, basis)
    enter_figures.enter_performance(None, unit, year, given, clock.now(), reason)
    click.echo(f"Capaian kinerja {given.option} dicatat untuk {unit}, {year}.")
