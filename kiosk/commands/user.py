"""``kiosk user``: let staff in, shut an account, and help whoever cannot get in.

Nobody chooses another's password here either: every way in is a link used once."""

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import UNUSABLE, local_address, refusing
from kiosk.domain.people.guest import TypedEnd
from kiosk.domain.people.policy import Level, Role
from kiosk.flows.people.disable_staff import disable_staff
from kiosk.flows.people.invite_staff import invite_staff
from kiosk.flows.people.make_link import return_link, staff_code_of


@click.group("user", help="Pegawai: undang, nonaktifkan, tolong masuk lagi.")
def user() -> None:
    """A group."""


@user.command("add", help="Undang seorang pegawai; mencetak tautan yang dipakai sekali.")
@click.option("--email", required=True, metavar="SUREL")
@click.option("--name", required=True, metavar="NAMA")
@click.option("--role", required=True, type=click.Choice([one.value for one in Role]))
@click.option("--unit", metavar="KODE", help="Peran untuk unit ini dan semua di bawahnya.")
@click.option("--instansi", metavar="KODE", help="Peran untuk seluruh instansi ini.")
@click.option(
    "--until", metavar="TANGGAL", default="",
    help="Hari terakhir peran ini berlaku, misalnya 2027-03-31; wajib bagi penilai dan pemantau.",
)  # fmt: skip
@with_appcontext
@refusing
def add(
    email: str, name: str, role: str, unit: str | None, instansi: str | None, until: str
) -> None:
    """Without --unit and --instansi: for the installation."""
    level, code = _place(unit, instansi)
    end = TypedEnd(until, current_app.config["KIOSK"].timezone)
    made = invite_staff(None, email, name, Role(role), level, code, clock.now(), end)
    if made.path is None:
        click.echo(f"Peran diberikan; pegawai {made.staff_code} masuk seperti biasa.")
        return
    click.echo(f"Pegawai {made.staff_code} diundang. Tautan ini berlaku tujuh hari, sekali pakai:")
    click.echo(whole(made.path))


def _place(unit: str | None, instansi: str | None) -> tuple[Level, str]:
    if unit and instansi:
        click.echo("kiosk user add: pilih salah satu: --unit atau --instansi.", err=True)
        raise SystemExit(UNUSABLE)
    if unit:
        return Level.UNIT, unit
    return (Level.INSTANSI, instansi) if instansi else (Level.INSTALLATION, "")


@user.command("disable", help="Nonaktifkan akun; semua sesinya berakhir saat itu juga.")
@click.option("--email", required=True, metavar="SUREL")
@click.option("--reason", metavar="ALASAN", help="Dicatat di catatan audit.")
@with_appcontext
@refusing
def disable(email: str, reason: str | None) -> None:
    """Roles and records stay."""
    disable_staff(None, staff_code_of(email), clock.now(), reason)
    click.echo("Akun dinonaktifkan.")


@user.command("reset", help="Tautan sekali pakai untuk memilih kata sandi baru.")
@click.option("--email", required=True, metavar="SUREL")
@click.option("--second-factor", is_flag=True, help="Lepas juga faktor kedua (telepon hilang).")
@click.option("--yes", is_flag=True, help="Jangan bertanya lagi.")
@with_appcontext
@refusing
def reset(email: str, second_factor: bool, yes: bool) -> None:
    """The second factor stays unless it is named: whoever finds the link still needs the phone."""
    code = staff_code_of(email)
    if second_factor and not yes:
        click.confirm(
            "Tanpa faktor kedua, siapa pun yang memegang tautan ini dapat masuk sebagai pegawai "
            "tersebut. Sudah dipastikan bahwa ia sendiri yang meminta?",
            abort=True,
        )
    path = return_link(None, code, clock.now(), second_factor=second_factor)
    click.echo("Tautan ini berlaku 24 jam, sekali pakai:")
    click.echo(whole(path))


def whole(path: str) -> str:
    """A path under the address people use."""
    public: str = current_app.config["KIOSK"].public_url
    return (public or local_address()) + path
