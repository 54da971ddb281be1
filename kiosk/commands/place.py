"""``kiosk place``, ``kiosk setting``: what the installation holds and how it is set."""

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import columns, json_option, refusing, show
from kiosk.flows.place.find_place import FoundUnit, list_places
from kiosk.flows.place.set_setting import list_settings, set_setting


@click.group("place", help="Instansi, unit, layanan dan loket.")
def place() -> None:
    """A group."""


@place.command("list", help="Daftar unit dengan layanan dan loketnya.")
@json_option
@with_appcontext
@refusing
def list_command(as_json: bool) -> None:
    """Units with counters first."""
    found = list_places()
    show({"units": [_document(one) for one in found]}, _lines(found), as_json=as_json)


def _document(unit: FoundUnit) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "instansi": unit.instansi,
        "parent": unit.parent,
        "timezone": unit.zone,
        "services": [{"code": code, "name": name} for code, name in unit.services],
        "points": [{"code": one.code, "name": one.name} for one in unit.points],
    }


def _lines(units: list[FoundUnit]) -> list[str]:
    if not units:
        return ["Belum ada unit. Isi contoh dengan: kiosk demo."]
    lines = []
    for unit in units:
        lines.append(f"{unit.code}  {unit.name} ({unit.instansi}, {unit.zone})")
        lines += [f"  layanan  {code}  {name}" for code, name in unit.services]
        lines += [f"  loket    {one.code}  {one.name}" for one in unit.points]
    return lines


@click.group("setting", help="Pengaturan unit atau seluruh instalasi.")
def setting() -> None:
    """A group."""


@setting.command("list", help="Pengaturan yang berlaku, dengan penjelasannya.")
@click.option("--unit", metavar="KODE", help="Untuk unit ini; tanpa ini, untuk instalasi.")
@json_option
@with_appcontext
@refusing
def settings_command(unit: str | None, as_json: bool) -> None:
    """Every setting, as it holds."""
    found = list_settings(unit)
    rows = [(one.name, value, f"bakunya {one.default}; {one.allowed}") for one, value in found]
    show({one.name: value for one, value in found}, columns(rows), as_json=as_json)


@setting.command("set", help="Ubah satu pengaturan.")
@click.argument("name", metavar="NAMA")
@click.argument("value", metavar="NILAI")
@click.option("--unit", metavar="KODE", help="Untuk unit ini dan semua di bawahnya.")
@with_appcontext
@refusing
def set_command(name: str, value: str, unit: str | None) -> None:
    """Refused with exit 2 where the value is not allowed."""
    set_setting(name, value, unit, clock.now())
    click.echo(f"{name} = {value} ({unit or 'instalasi'})")
