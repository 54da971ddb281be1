"""``kiosk device``: the tablets of the counters."""

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import columns, json_option, local_address, refusing, show
from kiosk.domain.place.code import spoken
from kiosk.domain.place.device import UnknownDevice
from kiosk.domain.place.tablet_watch import Tablet
from kiosk.domain.refusal import Refusal
from kiosk.flows.place.list_devices import UnitTablets, list_devices
from kiosk.flows.place.make_device_code import make_device_code
from kiosk.flows.place.revoke_device import OPERATOR, revoke_by_number
from kiosk.i18n import moment


@click.group("device", help="Tablet loket.")
def group() -> None:
    """A group."""


@group.command("list", help="Daftar tablet dengan keadaannya, juga yang dicabut.")
@click.option("--unit", metavar="KODE", help="Unit ini dan di bawahnya; tanpa ini, semuanya.")
@json_option
@with_appcontext
@refusing
def list_command(unit: str | None, as_json: bool) -> None:
    """Looks, changes nothing."""
    found = list_devices(unit, clock.now())
    show({"devices": _documents(found)}, _lines(found), as_json=as_json)


def _documents(found: UnitTablets) -> list[dict[str, object]]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "unit": counter.unit.code,
            "point": counter.code,
            "seen_at": one.condition.seen_at.isoformat() if one.condition.seen_at else None,
            "waiting": one.condition.waiting,
            "battery": one.condition.battery,
            "charging": one.condition.charging,
            "clock_behind_seconds": one.condition.shift,
            "parked": one.parked,
            "troubles": [which.value for which in one.troubles],
            "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
        }
        for counter in found.counters
        for one in counter.tablets
    ]


def _lines(found: UnitTablets) -> list[str]:
    rows = [
        (
            str(one.id),
            counter.code,
            counter.name,
            one.name,
            f"{one.condition.waiting} menunggu",
            _last(one, counter.unit.timezone),
            _state(one),
        )
        for counter in found.counters
        for one in counter.tablets
    ]
    return columns(rows, frozenset({0})) if rows else ["Belum ada tablet."]


def _last(one: Tablet, zone: str) -> str:
    seen = one.condition.seen_at
    return f"terlihat {moment(seen, zone)}" if seen else "belum pernah terlihat"


def _state(one: Tablet) -> str:
    if one.revoked_at is not None:
        return "dicabut"
    return ", ".join(which.value for which in one.troubles) or "baik"


@group.command("code", help="Buat kode sekali pakai untuk mendaftarkan tablet di satu loket.")
@click.option("--point", required=True, metavar="KODE", help="Kode loketnya.")
@click.option("--name", required=True, metavar="NAMA", help="Nama tabletnya.")
@with_appcontext
@refusing
def code_command(point: str, name: str) -> None:
    """Shown here once; only its hash is kept."""
    made = make_device_code(OPERATOR, point, name, clock.now())
    public = current_app.config["KIOSK"].public_url or local_address()
    click.echo(f"Buka pada tablet: {public}/k/{made.point.code}")
    click.echo(
        f"Kode: {spoken(made.code)} (sampai {moment(made.expires_at, made.point.unit.zone)})"
    )


@group.command("revoke", help="Cabut satu tablet; tidak dapat dibatalkan.")
@click.argument("number", metavar="NOMOR", type=click.IntRange(1))
@with_appcontext
@refusing
def revoke_command(number: int) -> None:
    """The number is the first column of the list."""
    try:
        name = revoke_by_number(number, clock.now())
    except UnknownDevice as unknown:
        raise Refusal(
            "Tablet nomor %(number)s tidak ada. Lihat nomornya dengan: kiosk device list.",
            number=number,
        ) from unknown
    click.echo(f"Tablet {number} ({name}) dicabut.")
