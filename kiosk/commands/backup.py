"""``kiosk backup``: encrypted, read back, restored."""

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import columns, json_option, on_a_terminal, refusing, show
from kiosk.config import Config
from kiosk.domain.upkeep.backup import BackupNote
from kiosk.flows.upkeep.drill_restore import drill_restore
from kiosk.flows.upkeep.list_backups import list_backups
from kiosk.flows.upkeep.make_backup import make_backup
from kiosk.flows.upkeep.make_key import make_key, read_keys
from kiosk.flows.upkeep.restore_backup import restore_backup
from kiosk.flows.upkeep.verify_backup import verify_backup
from kiosk.fronts.backups import hands


@click.group("backup", help="Cadangan terenkripsi dan pemulihannya.")
def group() -> None:
    """A group."""


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Command = Callable[..., Any]


def identity_option(command: Command) -> Command:
    option = click.option(
        "--identity",
        required=True,
        type=click.File("rb"),
        help="Berkas kunci pribadi; - membaca dari masukan baku.",
    )
    return option(command)


def _text(told: bytes) -> str:
    """Where the backup itself was given for the key, what is no text is no key."""
    return told.decode("utf-8", "replace")


def _settings() -> Config:
    found: Config = current_app.config["KIOSK"]
    return found


def _tell(told: str) -> None:
    if on_a_terminal():
        click.echo(f"{clock.now():%H:%M:%S} {told} ...", err=True)


@group.command("key", help="Buat pasangan kunci; jalankan di komputer lain, bukan di server.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@refusing
def key(file: Path, as_json: bool) -> None:
    """Needs no installation."""
    public = make_key(file, clock.now())
    lines = [
        f"Kunci pribadi: {file} (simpan dua salinan di luar server; tanpa itu cadangan tidak "
        "dapat dibuka)",
        "Kunci umum, untuk pengaturan server:",
        f"KIOSK_BACKUP_RECIPIENT={public}",
    ]
    show({"recipient": public}, lines, as_json=as_json)


@group.command("create", help="Buat cadangan sekarang, dan uji dengan membacanya kembali.")
@json_option
@with_appcontext
@refusing
def create(as_json: bool) -> None:
    """The jobs process does this every day."""
    settings = _settings()
    note = make_backup(settings, hands(settings), clock.now, _tell)
    show(note.as_document(), [_line(note)], as_json=as_json)


def _line(note: BackupNote) -> str:
    return f"{note.name}: {note.rows} baris, {note.files} berkas, {_megabytes(note.size)}, teruji."


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.1f} MB".replace(".", ",")


@group.command("list", help="Cadangan yang ada, terbaru di atas.")
@json_option
@with_appcontext
@refusing
def list_(as_json: bool) -> None:
    """By the notes beside the files; the files themselves nobody can read here."""
    found = list_backups(_settings().backup_dir)
    head = ("nama", "ukuran", "dibuat (UTC)", "diuji", "umur")
    rows = [head, *map(_row, found)]
    lines = columns(rows, frozenset({1, 4})) if found else ["Belum ada cadangan."]
    show([one.as_document() for one in found], lines, as_json=as_json)


def _row(one: BackupNote) -> Sequence[str]:
    hours = int((clock.now() - one.made_at).total_seconds() // 3600)
    age = f"{hours} jam" if hours < 48 else f"{hours // 24} hari"
    tested = "ya" if one.verified_at else "BELUM"
    return one.name, _megabytes(one.size), f"{one.made_at:%Y-%m-%d %H.%M}", tested, age


@group.command("verify", help="Buka cadangan dengan kunci pribadi, hitung dan periksa semuanya.")
@click.argument("file", type=FILE)
@identity_option
@json_option
@with_appcontext
@refusing
def verify(file: Path, identity: Any, as_json: bool) -> None:
    """Changes nothing; the database is unpacked into a folder that is gone afterwards."""
    settings = _settings()
    _tell("Membuka dan memeriksa cadangan")
    keys = read_keys(_text(identity.read()))
    found = verify_backup(file, keys, settings.instance_dir, hands(settings))
    told = asdict(found) | {"made_at": found.made_at.isoformat()}
    show({"ok": True, **told}, [*_found_lines(found), *_odd(found.odd)], as_json=as_json)


def _found_lines(found: Any) -> list[str]:
    return [
        f"Utuh: dibuat {found.made_at:%Y-%m-%d %H.%M} UTC, {found.rows} baris, {found.files} "
        f"berkas, {found.chains} rantai."
    ]


def _odd(many: int) -> list[str]:
    return [f"{many} lampiran sudah rusak ketika dicadangkan."] if many else []


@group.command("restore", help="Pulihkan instalasi ini dari cadangan; layanan harus berhenti.")
@click.argument("file", type=FILE)
@identity_option
@click.option("--replace", is_flag=True, help="Pindahkan instalasi yang ada ke folder lama-….")
@json_option
@with_appcontext
@refusing
def restore(file: Path, identity: Any, replace: bool, as_json: bool) -> None:
    """Nothing is deleted; refused over a running or a filled installation."""
    settings = _settings()
    keys = read_keys(_text(identity.read()))
    found = restore_backup(
        file, keys, settings, hands(settings), clock.now(), replace=replace, tell=_tell
    )
    aside = found.aside.name if found.aside else None
    told = asdict(found) | {"made_at": found.made_at.isoformat(), "aside": aside}
    lines = [*_found_lines(found), *_odd(found.odd)]
    lines += [found.settled] if found.settled else []
    lines += [f"Yang lama dipindahkan ke folder {aside}."] if aside else []
    lines += _other_secret(settings)
    show({"ok": True, **told}, lines, as_json=as_json)


def _other_secret(settings: Config) -> list[str]:
    """Receipts, and whatever is signed, open with the restored one only."""
    restored = settings.restored_secret
    if not os.environ.get("KIOSK_SECRET_KEY") or restored == settings.secret_key:
        return []
    return [
        "PERHATIAN: KIOSK_SECRET_KEY berbeda dari kunci dalam cadangan. Hapus pengaturan itu, "
        "agar berkas secret-key yang dipulihkan berlaku."
    ]


@group.command("drill", help="Buat cadangan dan pulihkan di tempat uji, lalu hapus tempat ujinya.")
@json_option
@with_appcontext
@refusing
def drill(as_json: bool) -> None:
    """The jobs process does this every week."""
    settings = _settings()
    found = drill_restore(settings, hands(settings), clock.now, _tell)
    told = {
        "ok": True, "backup": found.note.name, "rows": found.restored.rows,
        "files": found.restored.files, "chains": found.restored.chains,
        "odd": found.restored.odd, "seconds": round(found.seconds, 1),
    }  # fmt: skip
    show(told, [*_found_lines(found.restored), *_odd(found.restored.odd)], as_json=as_json)
