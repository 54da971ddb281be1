"""``kiosk init``: create or upgrade the database. Running it again changes nothing."""

import stat
from contextlib import suppress
from pathlib import Path

import click
import flask_migrate
from flask.cli import ScriptInfo

from kiosk import clock
from kiosk.commands.console import local_address, refusing
from kiosk.config import DATABASE_FILE, Config, make_secret
from kiosk.domain.upkeep.surroundings import OTHERS
from kiosk.flows.people.make_link import first_link
from kiosk.flows.upkeep.initialise import initialise
from kiosk.flows.upkeep.lay_ballast import lay_ballast


@click.command("init", help="Buat atau mutakhirkan basis data, muat instrumen.")
@click.pass_context
@refusing
def init(context: click.Context) -> None:
    """The secret first: everything signed depends on it, and the application reads it once."""
    settings = Config.from_env()
    _close_to_others(settings.instance_dir)
    fresh = not settings.secret_key and make_secret(settings.instance_dir)
    with context.ensure_object(ScriptInfo).load_app().app_context():
        flask_migrate.upgrade()
        initialise(clock.now())
        path = first_link(clock.now())
        lay_ballast()
    _close_to_others(settings.instance_dir)
    click.echo("Kunci rahasia dibuat; basis data siap." if fresh else "Basis data siap.")
    if path is not None:
        click.echo("Belum ada administrator. Buka tautan ini sekali, dalam 24 jam:")
        click.echo((settings.public_url or local_address()) + path)


def _close_to_others(folder: Path) -> None:
    """What people wrote lies in it; `kiosk serve` refuses where others can read that. Another
    owner's folder stays as it is: then it is told there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in (folder, folder / DATABASE_FILE):
        with suppress(OSError):
            mode = stat.S_IMODE(one.stat().st_mode)
            if mode & OTHERS:
                one.chmod(mode & ~OTHERS)
