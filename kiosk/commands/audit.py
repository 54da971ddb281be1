"""``kiosk audit``: the hash chains, walked and signed."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import FOUND_A_FAULT, json_option, refusing, show
from kiosk.flows.people.sign_heads import sign_heads
from kiosk.flows.people.verify_chains import Verification, Walked, verify_chains


@click.group("audit", help="Catatan audit dan rantai jawaban.")
def group() -> None:
    """A group."""


@group.command("verify", help="Telusuri setiap rantai, sebut catatan pertama yang rusak.")
@click.option(
    "--anchor",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Salinan kepala rantai yang ditandatangani; bakunya yang terbaru.",
)
@json_option
@with_appcontext
@refusing
def verify(anchor: Path | None, as_json: bool) -> None:
    """Exit 1 where a chain is broken."""
    found = verify_chains(current_app.config["KIOSK"].instance_dir, anchor)
    show(_document(found), _lines(found), as_json=as_json)
    if not found.ok:
        raise SystemExit(FOUND_A_FAULT)


def _document(found: Verification) -> dict[str, object]:
    return {
        "ok": found.ok,
        "chains": [
            {
                "name": one.name,
                "table": one.table,
                "records": one.head.length,
                "head": one.head.hash.hex(),
            }
            for one in found.chains
        ],
        "first_bad": _bad(found.first_bad),
        "notes": list(found.notes),
    }


def _bad(one: Walked | None) -> dict[str, object] | None:
    if one is None or one.fault is None:
        return None
    return {
        "chain": one.name,
        "table": one.table,
        "record": one.fault.seq,
        "what": one.fault.what,
    }


def _lines(found: Verification) -> list[str]:
    records = sum(one.head.length for one in found.chains)
    broken = [one for one in found.chains if one.fault]
    state = "utuh" if found.ok else "TIDAK UTUH"
    lines = [f"{len(found.chains)} rantai, {records} catatan: {state}."]
    lines += [f"  {w.name}: catatan ke-{w.fault.seq}, {w.fault.what}" for w in broken if w.fault]
    return [*lines, *(f"  {note}" for note in found.notes)]


@group.command("sign", help="Tandatangani kepala semua rantai dan simpan di luar basis data.")
@with_appcontext
@refusing
def sign() -> None:
    """The jobs process does this every day; print or copy the file away."""
    click.echo(str(sign_heads(current_app.config["KIOSK"].instance_dir, clock.now())))
