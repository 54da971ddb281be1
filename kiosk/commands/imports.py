"""``kiosk import answers``: what an office kept on paper or in a spreadsheet."""

from decimal import Decimal
from pathlib import Path

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import json_option, refusing, show
from kiosk.domain.index import period as periods
from kiosk.domain.month import month_title
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import file_map, footer
from kiosk.domain.survey.file_map import FileMap
from kiosk.domain.survey.source import Source
from kiosk.flows.sheets import Verdict
from kiosk.flows.survey.import_answers import Imported, import_answers

LARGEST_MAP = 1_000_000
SOURCES = {"paper": Source.PAPER, "spreadsheet": Source.SPREADSHEET}


@click.group("import", help="Masukkan data dari berkas.")
def group() -> None:
    """A group."""


@group.command("answers", help="Impor jawaban satu bulan dari CSV, XLSX atau JSON.")
@click.argument("file", metavar="FILE")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--period", required=True, metavar="2026-10", help="Satu bulan.")
@click.option("--source", type=click.Choice(list(SOURCES)), default="spreadsheet")
@click.option("--instrument", default="skm-2017", show_default=True, metavar="KODE")
@click.option("--service", metavar="KODE", help="Layanan untuk baris tanpa kolom layanan.")
@click.option("--map", "mapping", metavar="FILE.json", help="Arti tiap kolom, sebagai JSON.")
@click.option("--compare", metavar="ANGKA", help="IKM yang tercetak di laporan, untuk dijelaskan.")
@click.option("--dry-run", is_flag=True, help="Periksa saja, jangan simpan.")
@json_option
@with_appcontext
@refusing
def answers(
    file: str,
    unit: str,
    period: str,
    source: str,
    instrument: str,
    service: str | None,
    mapping: str | None,
    compare: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """All rows or none; exit 2 with one line where a row is refused."""
    made = _mapping(mapping, instrument)
    done = import_answers(
        Path(file),
        unit,
        periods.parse(period),
        clock.now(),
        source=SOURCES[source],
        instrument_code=instrument,
        service_code=service,
        made=made,
        theirs=_figure(compare),
        dry_run=dry_run,
    )
    asked = compare is not None or dry_run
    show(_document(done), _lines(done, asked=asked), as_json=as_json)


def _mapping(path: str | None, instrument: str) -> FileMap | None:
    if path is None:
        return None
    try:
        with Path(path).open("rb") as file:
            text = file.read(LARGEST_MAP).decode("utf-8-sig")
    except (OSError, ValueError) as wrong:
        raise Refusal("%(path)s: tidak ada atau tidak terbaca.", path=path) from wrong
    made = file_map.parsed(text)
    if made.instrument != instrument:
        raise Refusal("Pemetaan itu untuk instrumen %(code)s.", code=made.instrument)
    return made


def _figure(text: str | None) -> Decimal | None:
    if text is None:
        return None
    found = footer.figure_of(text)
    if found is None:
        raise Refusal('Angka "%(text)s" tidak terbaca. Tulis misalnya 84.26.', text=text[:20])
    return found


def _document(done: Imported) -> dict[str, object]:
    return {
        "unit": done.unit.code,
        "period": f"{done.month // 100}-{done.month % 100:02d}",
        "instrument": done.instrument,
        "answers": done.answers,
        "excluded": [{"row": one.row, "reason": one.reason} for one in done.excluded],
        "sha256": done.sha256,
        "dry_run": done.dry_run,
        "comparison": _comparison(done.verdict),
    }


def _comparison(found: Verdict) -> dict[str, object] | None:
    """None where neither the file nor the person named a figure."""
    told = found.explanation
    if told is None:
        return None
    return {
        "theirs": f"{told.theirs:f}",
        "ours": f"{told.ours:f}",
        "agrees": told.agrees,
        "ways": [
            {"keys": list(way.keys), "why": [one.sentence for one in way.deviations]}
            for way in told.ways
        ],
        "found": told.found,
    }


def _lines(done: Imported, *, asked: bool) -> list[str]:
    deed = "dapat diimpor (belum disimpan)" if done.dry_run else "diimpor"
    lines = [f"{done.answers} jawaban {deed} untuk {done.unit.name}, {month_title(done.month)}."]
    lines += [f"Baris {one.row} tidak dihitung: {one.reason}" for one in done.excluded]
    return lines + (_explained(done.verdict) if asked else [])


def _explained(found: Verdict) -> list[str]:
    told = found.explanation
    if told is None:
        return []
    head = f"Angka berkas {told.theirs}, menurut PermenPANRB 14/2017 {told.ours}"
    if told.agrees:
        return [f"{head}: cocok."]
    if not told.ways:
        return [f"{head}. Tidak satu pun cara hitung yang kami kenal memberikan angka itu."]
    ways = [" Sekaligus: ".join(one.sentence for one in way.deviations) for way in told.ways]
    return [f"{head}. Angka itu persis didapat dengan:", *(f"- {way}" for way in ways)]
