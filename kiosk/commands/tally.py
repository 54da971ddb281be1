"""``kiosk tally``: the tallies and their breakdowns against the answers they came from."""

import click
from flask.cli import with_appcontext

from kiosk.commands.console import FOUND_A_FAULT, json_option, on_a_terminal, refusing, show
from kiosk.flows.index.check_tallies import all_slices, check_tallies, rebuild_tallies


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


@group.command("rebuild", help="Buat ulang rekap dari jawaban.")
@with_appcontext
@refusing
def rebuild() -> None:
    """A slice a transaction; may be stopped and run again."""
    slices = len(all_slices())
    if on_a_terminal():
        with click.progressbar(rebuild_tallies(), length=slices, label="Rekap") as bar:
            for _ in bar:
                pass
    else:
        for _ in rebuild_tallies():
            pass
    click.echo(f"{slices} irisan dibuat ulang.")
