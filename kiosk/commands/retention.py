"""``kiosk retention``: what the schedule erases; ``kiosk data``: what every column holds."""

from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import FOUND_A_FAULT, columns, json_option, refusing, show
from kiosk.config import Config
from kiosk.domain.upkeep.retention import CLOCK, WrongDay
from kiosk.flows.upkeep.list_inventory import list_inventory
from kiosk.flows.upkeep.run_retention import ClassRun, Order, Ran, run_retention


@click.group("retention", help="Penghapusan data menurut jadwal retensi.")
def group() -> None:
    """A group."""


@group.command("run", help="Hapus yang masa simpannya sudah lewat.")
@click.option("--dry-run", is_flag=True, help="Hanya sebutkan, jangan hapus.")
@click.option(
    "--confirm",
    "confirmed",
    multiple=True,
    metavar="KELAS=ANGKA",
    help="Setujui penghapusan di atas batas dengan angkanya; jam=YYYY-MM-DD: jam server benar.",
)
@click.option("--compact", is_flag=True, help="Padatkan basis data SQLite sebesar apa pun.")
@json_option
@with_appcontext
@refusing
def run(dry_run: bool, confirmed: tuple[str, ...], compact: bool, as_json: bool) -> None:
    """Exit 1 where a class waits for a person or the clock is in doubt."""
    settings: Config = current_app.config["KIOSK"]
    confirmation = dict(_pair(one) for one in confirmed)
    order = Order(dry_run=dry_run, confirmed=confirmation, compact=compact)
    ran = run_retention(settings.instance_dir, settings.uploads, clock.now(), order)
    show(_document(ran), _lines(ran), as_json=as_json)
    if not ran.ok and not dry_run:
        raise SystemExit(FOUND_A_FAULT)


def _pair(text: str) -> tuple[str, int]:
    """Raises `click.BadParameter`, `WrongDay`."""
    code, sign, told = text.partition("=")
    if code == CLOCK and sign:
        return code, _day(told)
    if not sign or not (told.isascii() and told.isdigit() and len(told) < 10):
        raise click.BadParameter(f"{text[:40]}: tulis KELAS=ANGKA, misalnya saran=120")
    return code, int(told)


def _day(told: str) -> int:
    try:
        return int(datetime.strptime(told, "%Y-%m-%d").strftime("%Y%m%d"))  # noqa: DTZ007
    except ValueError:
        raise WrongDay("Tulis hari ini sebagai jam=YYYY-MM-DD, misalnya jam=2026-11-22.") from None


def _document(ran: Ran) -> dict[str, object]:
    return {
        "ok": ran.ok,
        "dry_run": ran.dry_run,
        "fault": ran.fault,
        "erased": 0 if ran.dry_run else ran.many,
        "left": ran.left,
        "classes": [_class(one) for one in ran.classes],
    }


def _class(one: ClassRun) -> dict[str, object]:
    return {
        "class": one.due.rule.code,
        "before": one.due.before.isoformat(),
        "total": one.due.total,
        "due": one.due.many,
        "ids": list(one.erased),
        "waits": one.refused,
    }


def _lines(ran: Ran) -> list[str]:
    rows = [["kelas", "sebelum", "semua", "lewat", "akan dihapus" if ran.dry_run else "dihapus"]]
    for one in ran.classes:
        due = one.due
        day = due.before.strftime("%Y-%m-%d")
        gone = "0 (menunggu)" if one.refused else str(len(one.erased))
        rows.append([due.rule.code, day, str(due.total), str(due.many), gone])
    table = columns(rows, frozenset({2, 3, 4})) if ran.classes else []
    return [
        *table,
        *(f"{r.due.rule.code}: {r.refused}." for r in ran.classes if r.refused),
        _end(ran),
    ]


def _end(ran: Ran) -> str:
    return "Belum ada yang dihapus (--dry-run)." if ran.dry_run else ran.told


@click.group("data", help="Inventaris data pribadi.")
def data() -> None:
    """A group."""


@data.command("inventory", help="Sebutkan isi tiap kolom: kelas, pemilik, dasar, lama simpan.")
@json_option
@with_appcontext
@refusing
def inventory(as_json: bool) -> None:
    """Exit 1 where a column is not classified, or one that is named is not there."""
    found = list_inventory()
    document = {
        "ok": found.ok,
        "unnamed": found.unnamed,
        "stale": found.stale,
        "tables": [
            {
                "table": one.name,
                "whose": one.whose,
                "purpose": one.purpose,
                "basis": one.basis,
                "keep": one.keep,
                "mask": one.mask,
                "columns": {name: kind.value for name, kind in one.columns.items()},
            }
            for one in found.tables
        ],
    }
    show(document, found.page, as_json=as_json)
    if not found.ok:
        raise SystemExit(FOUND_A_FAULT)
