"""``kiosk report papan``: the index of a period for the wall, as PDF."""

import click
from flask.cli import with_appcontext

from kiosk.commands import report_files
from kiosk.commands.console import refusing
from kiosk.domain.index import period as periods
from kiosk.domain.index.document import DocumentKind

_KINDS = {"a4": DocumentKind.POSTER_A4, "a3": DocumentKind.POSTER_A3}


@click.command("papan", help="Papan IKM untuk dinding, sebagai PDF.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--period", required=True, metavar="P", help="2026-10, 2026-Q4, 2026-S2 atau 2026.")
@click.option("--instrument", metavar="KODE", help="Bakunya skm-2017.")
@click.option("--size", type=click.Choice(list(_KINDS)), default="a4", show_default=True)
@click.option("--out", required=True, metavar="F.pdf", type=click.Path(dir_okay=False))
@with_appcontext
@refusing
def board(unit: str, period: str, instrument: str | None, size: str, out: str) -> None:
    """An open period gives a draft that says so on its face."""
    kind = _KINDS[size]
    report_files.write(unit, periods.parse(period), instrument, {kind: out})
    click.echo(f"{kind.label} di {out}.")
