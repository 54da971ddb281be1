"""The operator's door: ``kiosk``, on Flask's own command group.

``kiosk routes``, ``kiosk shell`` and ``kiosk db upgrade`` work too.
"""

import sys
from typing import NoReturn

import click
from flask.cli import FlaskGroup, ScriptInfo

from kiosk import jobs
from kiosk.app import create_app
from kiosk.commands import (
    audio,
    audit,
    backup,
    calendar,
    check,
    copy,
    deadline,
    demo,
    device,
    doctor,
    document,
    evidence,
    export,
    export_parquet,
    figure,
    hasil,
    imports,
    incident,
    lke,
    nation,
    place,
    poster,
    region,
    report,
    report_board,
    report_complaints,
    report_hasil,
    report_plans,
    retention,
    score,
    secret,
    serve,
    setup,
    tally,
    user,
)
from kiosk.commands.console import refusing
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
@refusing
def jobs_command(context: click.Context) -> None:
    """One process; a second one waits for the lease."""
    app = context.ensure_object(ScriptInfo).load_app()
    jobs.require_fit(app)
    jobs.run(app)


for command in (
    jobs_command,
    setup.init,
    demo.demo,
    serve.serve,
    place.place,
    place.setting,
    score.score,
    score.sample_size,
    hasil.hasil,
    deadline.deadline,
    imports.group,
    report.group,
    figure.group,
    lke.group,
    secret.group,
    tally.group,
    audit.group,
    incident.group,
    backup.group,
    copy.copy,
    audio.group,
    calendar.group,
    poster.group,
    device.group,
    user.user,
    doctor.doctor,
    check.group,
    document.group,
    export.group,
    evidence.group,
    retention.group,
    retention.data,
    region.group,
    nation.group,
):
    cli.add_command(command)
export.group.add_command(export_parquet.parquet)
export.group.add_command(export_parquet.csv)
report.group.add_command(report_board.board)
report.group.add_command(report_complaints.complaints)
report.group.add_command(report_hasil.hasil)
report.group.add_command(report_plans.plans)


def main() -> None:
    """Exit 0 done, 1 a check found a fault, 2 unusable input: one clear line."""
    try:
        sys.exit(cli.main(prog_name="kiosk", standalone_mode=False) or 0)
    except InvalidConfig as wrong:
        _refuse("kiosk", str(wrong))
    except click.exceptions.NoArgsIsHelpError as nothing:
        click.echo(nothing.format_message())
    except click.UsageError as wrong:
        _refuse(wrong.ctx.command_path if wrong.ctx else "kiosk", wrong.format_message())
    except click.Abort:
        sys.exit(130)


def _refuse(command: str, sentence: str) -> NoReturn:
    # A missing choice lists what there is one a line; whoever reads the exit status reads one.
    told = " ".join(sentence.split())
    click.echo(f"{command}: {told} ({command} --help)", err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
