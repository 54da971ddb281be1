"""The operator's door: ``kiosk``, on Flask's own command group.

``kiosk routes``, ``kiosk shell`` and ``kiosk db upgrade`` work too.
"""

import sys

import click
from flask.cli import FlaskGroup, ScriptInfo

from kiosk import jobs
from kiosk.app import create_app
from kiosk.commands import doctor, hasil, imports, place, report, score, serve, setup, tally
from kiosk.config import InvalidConfig

cli = FlaskGroup(
    name="kiosk",
    create_app=create_app,
    help="Suara Loket: survei kepuasan, indeks dan hasil Zona Integritas.",
    add_default_commands=True,
    load_dotenv=False,
)


@click.command("jobs", help="Jalankan tugas terjadwal saja.")
@click.pass_context
def jobs_command(context: click.Context) -> None:
    """One process; a second one waits for the lease."""
    jobs.run(context.ensure_object(ScriptInfo).load_app())


for command in (
    jobs_command,
    setup.init,
    serve.serve,
    place.place,
    place.setting,
    score.score,
    score.sample_size,
    hasil.hasil,
    imports.group,
    report.group,
    tally.group,
    doctor.doctor,
):
    cli.add_command(command)


def main() -> None:
    """Exit 0 done, 1 a check found a fault, 2 unusable input: one clear line."""
    try:
        cli.main(prog_name="kiosk")
    except InvalidConfig as wrong:
        click.echo(f"kiosk: {wrong}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
