"""``kiosk check``: the nightly looks at database and files, now."""

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import FOUND_A_FAULT, json_option, refusing, show
from kiosk.domain.upkeep.check import Checked
from kiosk.flows.damaging import advice
from kiosk.flows.upkeep.check_database import check_database
from kiosk.flows.upkeep.check_files import check_files


@click.group("check", help="Periksa keutuhan basis data dan berkas sekarang.")
def group() -> None:
    """A group."""


@group.command("database", help="Baca seluruh basis data; bila utuh, layanan menulis lagi.")
@click.option(
    "--accept-loss",
    is_flag=True,
    help="Teruskan tanpa tulisan yang hilang; dicatat dalam catatan audit.",
)
@json_option
@with_appcontext
@refusing
def database(accept_loss: bool, as_json: bool) -> None:
    """Exit 1 where it is damaged; then nothing is written until it is sound or restored."""
    settings = current_app.config["KIOSK"]
    found = check_database(settings, clock.now(), accept_loss=accept_loss)
    _say(found, [] if found.ok else [advice(settings)], as_json)


@group.command("files", help="Bandingkan berkas di cakram dengan catatannya; tidak menghapus.")
@json_option
@with_appcontext
@refusing
def files(as_json: bool) -> None:
    """Exit 1 where they differ."""
    _say(check_files(current_app.config["KIOSK"], clock.now()), [], as_json)


def _say(found: Checked, more: list[str], as_json: bool) -> None:
    document = {"ok": found.ok, "kind": found.kind.value, "told": found.told, "advice": more}
    show(document, [found.told, *more], as_json=as_json)
    if not found.ok:
        raise SystemExit(FOUND_A_FAULT)
