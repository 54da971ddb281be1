"""``kiosk region``: what the nation may know of this region."""

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import json_option, refusing, show
from kiosk.flows.region.fill_figures import fill_figures
from kiosk.flows.region.publish_region import PublishedRegion, publish_region
from kiosk.flows.region.show_region import RegionState, show_region


@click.group("region", help="Angka wilayah ini bagi angka nasional.")
def group() -> None:
    """A group."""


@group.command("fill", help="Siapkan angka wilayah sekarang; terjadwal tiap jam.")
@json_option
@with_appcontext
@refusing
def fill(as_json: bool) -> None:
    """May be run at any time and as often as one likes."""
    found = fill_figures(_gate(), clock.now())
    show(
        {"region": found.region, "months": found.months, "rows": found.rows},
        [f"Wilayah {found.region}: {found.rows} baris berubah, {found.months} bulan dihitung."],
        as_json=as_json,
    )


@group.command("publish", help="Terbitkan angka wilayah untuk direplikasi PostgreSQL nasional.")
@click.option("--role", default="", metavar="AKUN", help="Akun pelanggan yang diberi hak baca.")
@click.option("--sql", is_flag=True, help="Hanya cetak SQL bagi DBA.")
@json_option
@with_appcontext
@refusing
def publish(role: str, sql: bool, as_json: bool) -> None:
    """Again: brought up to date."""
    found = publish_region(_gate(), role, only_told=sql)
    done = [f"Wilayah {found.region} menerbitkan {len(found.columns)} tabel."]
    document = {"region": found.region, "columns": dict(found.columns), "sql": _sql(found)}
    show(document, _for_dba(found, role) if sql else done, as_json=as_json)


def _sql(found: PublishedRegion) -> list[str]:
    return [f"{one};" for one in found.statements]


def _for_dba(found: PublishedRegion, role: str) -> list[str]:
    """The account itself is the DBA's to make: a password is no business of ours."""
    name = role or "kiosk_nasional"
    return [
        f"-- Akun pelanggan, sekali saja: CREATE ROLE {name} LOGIN REPLICATION; lalu \\password.",
        f"-- pg_hba.conf: hostssl BASIS_DATA {name} ALAMAT_NASIONAL/32 scram-sha-256",
        "-- Jangan pernah menulis baris replication baginya: itu membuka seluruh server.",
        *_sql(found),
    ]


@group.command("show", help="Kapan disiapkan, apa yang keluar, siapa membaca.")
@json_option
@with_appcontext
@refusing
def show_command(as_json: bool) -> None:
    """Nothing is changed."""
    found = show_region(_gate())
    show(_document(found), _lines(found), as_json=as_json)


def _document(found: RegionState) -> dict[str, object]:
    return {
        "region": found.region,
        "filled_at": found.filled_at.isoformat() if found.filled_at else None,
        "rows": dict(found.rows),
        "columns": dict(found.columns),
        "slots": [
            {"name": one.name, "active": one.active, "retained_bytes": one.retained}
            for one in found.slots
        ],
    }


def _lines(found: RegionState) -> list[str]:
    when = found.filled_at.isoformat(timespec="minutes") if found.filled_at else "belum pernah"
    lines = [f"Wilayah {found.region}, disiapkan {when}."]
    lines += [f"  {name}  {many} baris" for name, many in found.rows.items()]
    if not found.columns:
        lines.append("Belum diterbitkan: kiosk region publish.")
    for one in found.slots:
        state = "terhubung" if one.active else "TIDAK terhubung"
        lines.append(f"  langganan {one.name}: {state}, {one.retained} bita tertahan")
    return lines


def _gate() -> str:
    return str(current_app.config["KIOSK"].gate_url)
