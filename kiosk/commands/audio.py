"""``kiosk audio``: questions read aloud, for devices that have no voice of their own."""

from itertools import groupby
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk.commands.console import columns, json_option, refusing, show
from kiosk.domain.survey.recording import LARGEST, Slot, UnusableRecording
from kiosk.flows.survey.add_recording import add_recording
from kiosk.flows.survey.list_recordings import Filled, list_recordings


@click.group("audio", help="Rekaman suara tiap pertanyaan.")
def group() -> None:
    """A group."""


@group.command("list", help="Pertanyaan mana yang sudah punya rekaman, dan mana yang belum.")
@click.option("--instrument", metavar="KODE", help="Satu instrumen saja.")
@click.option("--lang", metavar="KODE", help="Satu bahasa saja.")
@json_option
@with_appcontext
@refusing
def list_command(instrument: str | None, lang: str | None, as_json: bool) -> None:
    """A line for each instrument and language."""
    found = list_recordings(_instance(), instrument, lang)
    document = {"slots": [_document(one) for one in found]}
    show(document, columns(_rows(found)), as_json=as_json)


def _document(one: Filled) -> dict[str, object]:
    made = one.recording
    return {
        "instrument": one.slot.instrument,
        "lang": one.slot.lang,
        "item": one.slot.item,
        "file": str(made.path.relative_to(_instance())) if made else None,
        "bytes": made.size if made else None,
    }


def _rows(found: list[Filled]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("instrumen", "bahasa", "terisi", "belum ada")]
    for (instrument, lang), some in groupby(
        found, lambda one: (one.slot.instrument, one.slot.lang)
    ):
        group_of = list(some)
        missing = [one.slot.item for one in group_of if one.recording is None]
        have = f"{len(group_of) - len(missing)} dari {len(group_of)}"
        rows.append((instrument, lang, have, ", ".join(missing) or "-"))
    return rows


@group.command("add", help="Masukkan rekaman satu pertanyaan (Ogg, MP3, atau M4A; sampai 1 MB).")
@click.argument("file", metavar="FILE")
@click.option("--instrument", required=True, metavar="KODE")
@click.option("--item", required=True, metavar="BUTIR")
@click.option("--lang", required=True, metavar="KODE")
@with_appcontext
@refusing
def add_command(file: str, instrument: str, item: str, lang: str) -> None:
    """Takes the place of the one before it; exit 2 with one line where it is refused."""
    path = Path(file)
    content = _bytes(path)
    try:
        made = add_recording(_instance(), Slot(instrument, lang, item), content)
    except UnusableRecording as why:
        raise UnusableRecording("%(file)s: %(why)s", file=path.name, why=why) from why
    click.echo(f"{made.path.relative_to(_instance())}, {made.size} bita.")


def _bytes(path: Path) -> bytes:
    """One byte more than may be: enough to see that it is too large."""
    try:
        with path.open("rb") as source:
            return source.read(LARGEST + 1)
    except (OSError, ValueError) as wrong:
        raise UnusableRecording(
            "%(file)s: berkas tidak ada atau tidak dapat dibaca.", file=path.name
        ) from wrong


def _instance() -> Path:
    folder: Path = current_app.config["KIOSK"].instance_dir
    return folder
