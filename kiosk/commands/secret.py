"""``kiosk secret``: the installation's secret."""

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import json_option, refusing, show
from kiosk.flows.upkeep.rotate_secret import rotate_secret


@click.group("secret", help="Kunci rahasia instalasi.")
def group() -> None:
    """A group."""


@group.command("rotate", help="Ganti kunci rahasia; layanan harus berhenti.")
@click.option("--lepaskan-kiriman", "give_up_boxes", is_flag=True,
              help="Lepaskan kiriman tablet yang terkunci dengan kunci lama.")  # fmt: skip
@json_option
@with_appcontext
@refusing
def rotate(give_up_boxes: bool, as_json: bool) -> None:
    """Killed half-way, it is run again."""
    done = rotate_secret(current_app.config["KIOSK"], clock.now(), give_up_boxes=give_up_boxes)
    lines = [f"{many} {name} disegel ulang." for name, many in done.rows.items()]
    lines.append("Kunci diganti. Buat cadangan baru, lalu jalankan kembali: kiosk serve")
    show({"ok": True, "rows": done.rows}, lines, as_json=as_json)
