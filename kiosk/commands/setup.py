"""``kiosk init``: create or upgrade the database. Running it again changes nothing."""

import click
import flask_migrate
from flask.cli import ScriptInfo

from kiosk import clock
from kiosk.commands.console import local_address, refusing
from kiosk.config import Config, make_secret
from kiosk.flows.people.make_link import first_link
from kiosk.flows.upkeep.initialise import initialise
from kiosk.flows.upkeep.lay_ballast import lay_ballast


@click.command("init", help="Buat atau mutakhirkan basis data, muat instrumen.")
@click.pass_context
@refusing
def init(context: click.Context) -> None:
    """The secret first: everything signed depends on it, and the application reads it once."""
    settings = Config.from_env()
    fresh = not settings.secret_key and make_secret(settings.instance_dir)
    with context.ensure_object(ScriptInfo).load_app().app_context():
        flask_migrate.upgrade()
        initialise(clock.now())
        path = first_link(clock.now())
        lay_ballast()
    click.echo("Kunci rahasia dibuat; basis data siap." if fresh else "Basis data siap.")
    if path is not None:
        click.echo("Belum ada administrator. Buka tautan ini sekali, dalam 24 jam:")
        click.echo((settings.public_url or local_address()) + path)
