"""``kiosk qr poster``: posters of a unit's counters, ready for the printer."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk.commands.console import on_a_terminal, refusing
from kiosk.config import Config
from kiosk.domain.place.poster import NoPublicAddress, NothingToPrint, Paper
from kiosk.domain.refusal import Refusal
from kiosk.flows.place.print_posters import UnitPosters, print_posters
from kiosk.paper import poster


class UnwritableFile(Refusal):
    """The PDF has nowhere to go."""


@click.group("qr", help="Kode QR loket.")
def group() -> None:
    """A group."""


@group.command(
    "poster", help="Poster QR seluruh loket satu unit dan unit di bawahnya, sebagai PDF."
)
@click.option("--unit", required=True, metavar="KODE")
@click.option(
    "--size",
    type=click.Choice([one.value for one in Paper]),
    default=Paper.A4.value,
    show_default=True,
    help="a4 untuk dinding, a6 untuk meja, lembar berisi delapan.",
)
@click.option("--point", metavar="KODE", help="Satu loket saja.")
@click.option("--out", required=True, metavar="F.pdf", type=click.Path(dir_okay=False))
@click.option("--public-url", metavar="ALAMAT", help="Menggantikan KIOSK_PUBLIC_URL.")
@with_appcontext
@refusing
def poster_command(
    unit: str, size: str, point: str | None, out: str, public_url: str | None
) -> None:
    """Refused with exit 2 while nobody but this machine could open the address."""
    public, paper = _public(public_url), Paper(size)
    found = print_posters(unit, point)
    if not found.posters:
        raise NothingToPrint("Unit %(unit)s belum punya loket yang terbuka.", unit=unit)
    if on_a_terminal():
        click.echo(f"Menyusun {len(found.posters)} poster ...", err=True)
    _write(Path(out), poster.pdf(found.posters, paper, public, _title(found)))
    click.echo(f"{len(found.posters)} poster ({paper.label}) di {out}.")


def _public(given: str | None) -> str:
    if given is not None:
        return Config.from_env({"KIOSK_PUBLIC_URL": given}).public_url
    configured: str = current_app.config["KIOSK"].public_url
    if not poster.is_public(configured):
        raise NoPublicAddress(
            "Poster tidak dibuat: alamat publik belum diatur, jadi kode QR tidak akan dapat "
            "dibuka dari ponsel. Atur KIOSK_PUBLIC_URL (misalnya https://skm.contoh.go.id) atau "
            "tulis --public-url ALAMAT."
        )
    return configured


def _title(found: UnitPosters) -> str:
    return f"Poster QR {found.unit.name}"


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as wrong:
        raise UnwritableFile("Berkas %(path)s tidak dapat ditulis.", path=path) from wrong
