"""``kiosk copy``: move an installation into another database."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import (
    FOUND_A_FAULT,
    columns,
    json_option,
    on_a_terminal,
    refusing,
    show,
)
from kiosk.config import database_address
from kiosk.flows.elsewhere import elsewhere
from kiosk.flows.people.verify_chains import Verification, verify_chains
from kiosk.flows.upkeep.copy_installation import Copied, copy_installation, count_rows


@click.command("copy", help="Pindahkan instalasi ke basis data lain, misalnya PostgreSQL.")
@click.option("--to", "target", required=True, metavar="URL", help="Basis data tujuan, kosong.")
@json_option
@with_appcontext
@refusing
def copy(target: str, as_json: bool) -> None:
    """Exit 1 where a sum differs or a chain is broken there; 2 where it may not begin."""
    address = database_address("--to", target)
    with _bar(count_rows()) as bar:
        found = copy_installation(address, clock.now(), bar.update)
    with elsewhere(address):
        chains = verify_chains(current_app.config["KIOSK"].instance_dir)
    show(_document(found, chains), _lines(found, chains), as_json=as_json)
    if not (found.ok and chains.ok):
        raise SystemExit(FOUND_A_FAULT)


def _bar(rows: int) -> "click._termui_impl.ProgressBar[int]":
    """Every row is copied, then read again."""
    return click.progressbar(
        length=2 * rows, label="Menyalin", file=sys.stderr, hidden=not on_a_terminal()
    )


def _document(found: Copied, chains: Verification) -> dict[str, object]:
    return {
        "ok": found.ok and chains.ok,
        "rows": found.rows,
        "resumed": found.resumed,
        "tables": [
            {
                "name": one.name,
                "rows": one.there.rows,
                "sum": one.there.text,
                "equal": one.is_equal,
            }
            for one in found.tables
        ],
        "chains": {"ok": chains.ok, "chains": len(chains.chains), "notes": list(chains.notes)},
    }


def _lines(found: Copied, chains: Verification) -> list[str]:
    filled = [one for one in found.tables if one.here.rows or one.there.rows]
    told = [("tabel", "baris", "sidik", "")]
    told += [
        (one.name, str(one.there.rows), one.there.text[:16], "sama" if one.is_equal else "BEDA")
        for one in filled
    ]
    return [*columns(told, right=frozenset({1})), "", *_verdict(found, chains)]


def _verdict(found: Copied, chains: Verification) -> list[str]:
    if not found.ok:
        differing = ", ".join(one.name for one in found.tables if not one.is_equal)
        return [f"BELUM LENGKAP: tabel {differing} berbeda dari sumbernya; tujuan jangan dipakai."]
    uploads = current_app.config["KIOSK"].uploads
    state = "utuh" if chains.ok else "TIDAK UTUH, sama seperti di sumber: kiosk audit verify"
    return [
        f"Lengkap: {len(found.tables)} tabel, {found.rows} baris; sidik setiap tabel sama. "
        f"{len(chains.chains)} rantai: {state}.",
        "Langkah berikutnya: isi KIOSK_DATABASE_URL dengan alamat tujuan, lalu kiosk serve.",
        f"Lampiran tetap di {uploads}; kunci rahasia dan jangkar audit di folder instalasi.",
        "Pindah mesin? Salin folder-folder itu juga. Basis data lama jangan dipakai lagi.",
    ]
