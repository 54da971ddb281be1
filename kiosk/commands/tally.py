"""``kiosk tally``: the tallies and their breakdowns against the answers they came from."""

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import FOUND_A_FAULT, json_option, on_a_terminal, refusing, show
from kiosk.domain.month import month_title
from kiosk.flows.index.check_tallies import check_tallies
from kiosk.flows.index.rebuild_tallies import Done, rebuild_tallies


@click.group("tally", help="Rekap angka yang mendasari setiap indeks.")
def group() -> None:
    """A group."""


@group.command("check", help="Bandingkan rekap dengan jawaban aslinya.")
@json_option
@with_appcontext
@refusing
def check(as_json: bool) -> None:
    """Exit 1 where they disagree."""
    found = check_tallies()
    wrong = [{"unit_id": u, "instrument_id": i, "month": m} for u, i, m in found.wrong]
    document = {"ok": found.ok, "slices": found.slices, "answers": found.answers, "wrong": wrong}
    state = "cocok" if found.ok else f"TIDAK COCOK pada {len(wrong)} irisan"
    lines = [f"{found.answers} jawaban dalam {found.slices} irisan: {state}."]
    lines += [f"  unit {u}, instrumen {i}, bulan {m}" for u, i, m in found.wrong]
    show(document, lines, as_json=as_json)
    if not found.ok:
        raise SystemExit(FOUND_A_FAULT)


@group.command("rebuild", help="Buat ulang rekap dan rinciannya dari jawaban.")
@click.option("--dari-awal", "afresh", is_flag=True, help="Jangan lanjutkan yang terhenti.")
@with_appcontext
@refusing
def rebuild(afresh: bool) -> None:
    """Short transactions; one that was stopped within a day goes on from the month it was in."""
    folder = current_app.config["KIOSK"].instance_dir
    before = None
    for done in rebuild_tallies(folder, clock.now(), afresh=afresh):
        _tell(before, done)
        before = done
    click.echo("Selesai.")


def _tell(before: Done | None, now: Done) -> None:
    """On a terminal one line that counts, elsewhere a line a month."""
    told = f"{now.part} {month_title(now.month)}: {100 * now.done // now.whole} %"
    if on_a_terminal():
        click.echo(f"\r{told:<40}", nl=now.done == now.whole)
    elif before is None or (before.part, before.month) != (now.part, now.month):
        click.echo(told)
