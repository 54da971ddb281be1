"""``kiosk calendar``: holidays with the decree's number, as a file brings them."""

import sys
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import FOUND_A_FAULT, columns, json_option, refusing, show
from kiosk.domain.complaint.workdays import DAYS
from kiosk.domain.place.calendar_file import UnusableCalendar
from kiosk.domain.place.calendar_plan import Plan
from kiosk.domain.place.holiday import FIRST_YEAR, LAST_YEAR, Holiday
from kiosk.flows.place.check_calendar import Checked, check_calendar
from kiosk.flows.place.import_calendar import (
    CalendarFile,
    import_calendar,
    preview_calendar,
)
from kiosk.flows.place.show_calendar import ListedDay, show_calendar

YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)


@click.group("calendar", help="Hari libur dan cuti bersama, dengan nomor keputusannya.")
def group() -> None:
    """A group."""


@group.command("import", help="Masukkan libur dari CSV atau JSON: tanggal, nama, jenis, keputusan.")
@click.argument("file", metavar="FILE")
@click.option("--decree", default="", metavar="SKB", help="Keputusan bagi baris yang kosong.")
@click.option("--unit", metavar="KODE", help="Libur setempat untuk unit ini dan di bawahnya.")
@click.option("--replace", is_flag=True, help="Cabut juga tanggal yang tidak ada di berkas.")
@click.option("--dry-run", is_flag=True, help="Tunjukkan perubahannya saja, jangan simpan.")
@json_option
@with_appcontext
@refusing
def import_command(
    file: str, decree: str, unit: str | None, replace: bool, dry_run: bool, as_json: bool
) -> None:
    """All rows or none; exit 2 with one line where a row is refused."""
    path = Path(file)
    given = CalendarFile(path.name, _bytes(path), decree, unit, replace)
    try:
        if dry_run:
            planned = preview_calendar(given)
        else:
            planned = import_calendar(None, given, clock.now()).plan
    except UnusableCalendar as why:
        raise UnusableCalendar("%(file)s: %(why)s", file=path.name, why=why) from why
    show(_plan_document(planned, dry_run), _plan_lines(planned, dry_run), as_json=as_json)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as wrong:
        raise UnusableCalendar(
            "%(file)s: berkas tidak ada atau tidak dapat dibaca.", file=path.name
        ) from wrong


def _plan_document(plan: Plan, dry_run: bool) -> dict[str, object]:
    return {
        "added": [_document(one) for one in plan.added],
        "changed": [
            {"before": _document(one.before), "after": _document(one.after)} for one in plan.changed
        ],
        "withdrawn": [_document(one) for one in plan.withdrawn],
        "kept": [_document(one) for one in plan.missing if not plan.replaces],
        "same": plan.same,
        "dry_run": dry_run,
    }


def _document(one: Holiday) -> dict[str, object]:
    return {
        "date": one.day.isoformat(),
        "name": one.name,
        "kind": one.kind.value,
        "decree": one.decree,
    }


def _plan_lines(plan: Plan, dry_run: bool) -> list[str]:
    lines = [f"+ {_told(one)}" for one in plan.added]
    lines += [
        f"~ {_told(one.before)} -> {one.after.name}; {one.after.decree}" for one in plan.changed
    ]
    lines += [f"- {_told(one)}" for one in plan.withdrawn]
    if plan.missing and not plan.replaces:
        lines.append(f"{len(plan.missing)} tanggal lain tetap (--replace mencabutnya).")
    deed = "akan ditambah" if dry_run else "ditambah"
    counts = f"{len(plan.added)} {deed}, {len(plan.changed)} diubah, {len(plan.withdrawn)} dicabut"
    return [*lines, f"{counts}, {plan.same} sama." + (" Belum disimpan." if dry_run else "")]


def _told(one: Holiday) -> str:
    return f"{_day(one.day)}  {one.name} ({one.kind.value}; {one.decree})"


def _day(day: date) -> str:
    return f"{day.isoformat()} {DAYS[day.weekday()]}"


@group.command("list", help="Hari libur satu tahun, nasional atau satu unit.")
@click.option("--year", type=YEAR, help="Tahun; tanpa ini, tahun berjalan.")
@click.option("--unit", metavar="KODE", help="Termasuk libur setempat unit ini.")
@json_option
@with_appcontext
@refusing
def list_command(year: int | None, unit: str | None, as_json: bool) -> None:
    """With decree and source of each day."""
    found = show_calendar(unit, year or clock.now().year)
    document = {
        "year": found.year,
        "unit": unit,
        "known": found.is_known,
        "days": [_row_document(one) for one in found.days],
        "workdays": list(found.workdays),
    }
    rows = [_row(one) for one in found.days]
    lines = columns(rows) if rows else []
    if not found.is_known:
        lines.append(f"Libur nasional {found.year} belum dimuat: kiosk calendar import FILE.")
    show(document, lines, as_json=as_json)


def _row_document(one: ListedDay) -> dict[str, object]:
    source = {"source": one.holiday.source, "where": one.where}
    return {**_document(one.holiday), **source, "added_at": one.added_at.isoformat()}


def _row(one: ListedDay) -> tuple[str, ...]:
    day = one.holiday
    return (
        _day(day.day),
        day.name,
        day.kind.value,
        one.where or "nasional",
        day.decree,
        day.source,
    )


@group.command("check", help="Bandingkan tabel kita dengan paket holidays.")
@click.option("--year", "years", type=YEAR, multiple=True, help="Boleh lebih dari satu.")
@json_option
@with_appcontext
def check_command(years: tuple[int, ...], as_json: bool) -> None:
    """Exit 1 where they differ, or where a year is not loaded."""
    this = clock.now().year
    found = check_calendar(years or (this, this + 1))
    document = {
        "ok": all(one.ok for one in found),
        "years": [_check_document(one) for one in found],
    }
    show(document, [line for one in found for line in _check_lines(one)], as_json=as_json)
    if not document["ok"]:
        sys.exit(FOUND_A_FAULT)


def _check_document(one: Checked) -> dict[str, object]:
    return {
        "year": one.year,
        "days": one.days,
        "decrees": list(one.decrees),
        "disagreements": [
            {
                "date": each.day.isoformat(),
                "ours": each.ours.kind.value if each.ours else None,
                "theirs": each.theirs.kind.value if each.theirs else None,
            }
            for each in one.disagreements
        ],
    }


def _check_lines(one: Checked) -> list[str]:
    if not one.days:
        return [f"{one.year}: belum dimuat, jadi tenggat di tahun itu belum pasti."]
    lines = [f"{one.year}: {one.days} hari ({'; '.join(one.decrees)})"]
    return lines + [f"  BEDA  {each.sentence}" for each in one.disagreements]
