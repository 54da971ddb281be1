"""``kiosk incident``: the register of failures of data protection, for whoever runs the server."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import columns, json_option, refusing, show
from kiosk.domain.cells import csv_text
from kiosk.domain.people.incident import Entry, Incident, Seen
from kiosk.domain.people.keys import Keys
from kiosk.flows.people.keep_incident import list_incidents, open_incident, show_incident

MOMENT = click.DateTime(("%Y-%m-%dT%H:%M",))
SHOWN = ("number", "unit", "data", "channel")
TITLES = ("waktu", "kode", "nama", "kegiatan", "objek", "nomor", "unit", "data")


@click.group("incident", help="Register insiden data pribadi (UU 27/2022 Pasal 46).")
def group() -> None:
    """A group."""


@group.command("list", help="Semua insiden dengan batas waktunya, terbaru dahulu.")
@json_option
@with_appcontext
@refusing
def listed(as_json: bool) -> None:
    found = list_incidents(None)
    rows = [[str(one.id), one.entry.title, _local(one.due_at), _state(one)] for one in found]
    document = [
        {
            "id": one.id,
            "title": one.entry.title,
            "due": one.due_at.isoformat(),
            "state": _state(one),
        }
        for one in found
    ]
    show(document, columns(rows) if rows else ["Belum ada insiden."], as_json=as_json)


def _state(one: Incident) -> str:
    if one.closed_at is not None:
        return "ditutup"
    if one.is_told:
        return "diberitahukan"
    return "terlambat" if clock.now() > one.due_at else "menunggu"


@group.command("open", help="Catat insiden; jam 3 x 24 berjalan sejak diketahui.")
@click.argument("title")
@click.option("--since", type=MOMENT, required=True, help="Kejadian sejak, waktu setempat.")
@click.option("--until", type=MOMENT, required=True, help="Kejadian sampai, waktu setempat.")
@click.option("--noticed", type=MOMENT, help="Diketahui pada; bakunya sekarang.")
@click.option("--account", "accounts", multiple=True, help="Kode pegawai; boleh berulang.")
@with_appcontext
@refusing
def opened(
    title: str,
    since: datetime,
    until: datetime,
    noticed: datetime | None,
    accounts: tuple[str, ...],
) -> None:
    at = _moment(noticed) if noticed else clock.now()
    entry = Entry(title, at, _moment(since), _moment(until), accounts)
    number = open_incident(None, entry, clock.now())
    click.echo(f"Insiden {number} dicatat. Lihat yang terdampak: kiosk incident show {number}")


@group.command("show", help="Laporan yang terdampak dan siapa yang melihatnya.")
@click.argument("number", type=int)
@json_option
@with_appcontext
@refusing
def shown(number: int, as_json: bool) -> None:
    """Sealed cases are not named here: their teams are told by the desk's button."""
    found = show_incident(None, number, _keys())
    people = sorted({f"{one.who} ({one.code})" for one in found.seen})
    rows = [
        [one.number, one.unit, ", ".join(item.label for item in one.data), one.channel]
        for one in found.affected
    ]
    document = {
        "id": number,
        "title": found.incident.entry.title,
        "due": found.incident.due_at.isoformat(),
        "people": people,
        "deeds": len(found.seen),
        "affected": [dict(zip(SHOWN, row, strict=True)) for row in rows],
    }
    head = f"{found.incident.entry.title}: beri tahu sebelum {_local(found.incident.due_at)}"
    told = f"{len(found.seen)} kegiatan oleh {len(people)} akun, {len(rows)} laporan terdampak"
    show(document, [head, told, *(columns(rows) if rows else [])], as_json=as_json)


@group.command("export", help="Siapa melihat apa dalam rentang kejadian, sebagai CSV.")
@click.argument("number", type=int)
@with_appcontext
@refusing
def exported(number: int) -> None:
    found = show_incident(None, number, _keys())
    click.echo(csv_text(TITLES, map(_cells, found.seen)), nl=False)


def _cells(one: Seen) -> list[str]:
    data = one.data.label if one.data else ""
    told = [one.code, one.who, one.action, one.object_kind, one.number, one.unit, data]
    return [one.at.isoformat(), *told]


def _keys() -> Keys:
    return Keys(current_app.config["SECRET_KEY"])


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["KIOSK"].timezone)


def _moment(typed: datetime) -> datetime:
    return typed.replace(tzinfo=_zone())


def _local(at: datetime) -> str:
    return at.astimezone(_zone()).strftime("%Y-%m-%d %H.%M")
