"""``kiosk nation``: the figures of many regions as one."""

from typing import Any

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import columns, json_option, refusing, show
from kiosk.domain.index import period as periods
from kiosk.domain.index.nation import Group, RegionNews
from kiosk.domain.index.region import Handled
from kiosk.domain.rounding import written
from kiosk.flows.region.report_nation import NationReport, report_nation
from kiosk.flows.region.subscribe_nation import subscribe_nation
from kiosk.flows.region.unsubscribe_nation import unsubscribe_nation
from kiosk.flows.region_steps import Subscribed


@click.group("nation", help="Angka banyak wilayah sebagai satu.")
def group() -> None:
    """A group."""


@group.command("subscribe", help="Langgani angka satu wilayah.")
@click.option("--region", required=True, metavar="KODE", help="53 atau 53.71.")
@click.option("--from", "address", required=True, metavar="URL", help="Tanpa kata sandi.")
@click.option("--slot", default="", metavar="NAMA", help="Slot yang sudah ada di wilayah.")
@click.option("--sql", is_flag=True, help="Hanya cetak SQL bagi DBA.")
@json_option
@with_appcontext
@refusing
def subscribe(region: str, address: str, slot: str, sql: bool, as_json: bool) -> None:
    """The first copy goes on after the command has ended."""
    found = subscribe_nation(region, address, slot, only_told=sql)
    _tell(found, f"Wilayah {region} dilanggan; salinan pertama berjalan.", sql, as_json)


@group.command("unsubscribe", help="Lepaskan satu wilayah dan hapus angkanya dari sini.")
@click.option("--region", required=True, metavar="KODE")
@click.option("--lost", is_flag=True, help="Basis data wilayah itu sudah tidak ada.")
@click.option("--sql", is_flag=True, help="Hanya cetak SQL bagi DBA.")
@json_option
@with_appcontext
@refusing
def unsubscribe(region: str, lost: bool, sql: bool, as_json: bool) -> None:
    """Its slot goes too, unless the region is lost."""
    found = unsubscribe_nation(region, lost=lost, only_told=sql)
    _tell(found, f"Wilayah {region} dilepaskan.", sql, as_json)


def _tell(found: Subscribed, done: str, sql: bool, as_json: bool) -> None:
    statements = [f"{one};" for one in found.statements]
    document = {"region": found.region, "subscription": found.name, "sql": statements}
    show(document, statements if sql else [done], as_json=as_json)


@group.command("report", help="IKM gabungan semua wilayah, per provinsi dan jenis unit.")
@click.option("--month", "--period", "period", required=True, metavar="P", help="2026-11, 2026-Q4.")
@click.option("--instrument", default="skm-2017", show_default=True, metavar="KODE")
@json_option
@with_appcontext
@refusing
def report(period: str, instrument: str, as_json: bool) -> None:
    """Small groups are not shown."""
    found = report_nation(periods.parse(period), instrument, clock.now())
    show(_document(found), _lines(found), as_json=as_json)


def _document(found: NationReport) -> dict[str, Any]:
    return {
        "period": str(found.period),
        "instrument": found.instrument.code,
        "smallest": found.smallest,
        "whole": _group(found.whole),
        "provinces": [_group(one) for one in found.provinces],
        "kinds": [_group(one) for one in found.kinds],
        "regions": [_region(one, found) for one in found.regions],
        "complaints": _handled(found.complaints),
        "complaints_by_province": [
            {"code": one.code, **_handled(one.handled)} for one in found.complaints_by_province
        ],
        "indexes": [_index(one) for one in found.indexes],
    }


def _group(one: Group) -> dict[str, Any]:
    told: dict[str, Any] = {"code": one.code, "respondents": one.respondents, "units": one.units}
    if one.ikm is None:
        return told | {"ikm": None, "mutu": None, "interval": None, "unsur": []}
    between = one.ikm.interval
    return told | {
        "ikm": f"{one.ikm.ikm}",
        "mutu": one.ikm.grade.mutu if one.graded else None,
        "interval": [f"{between.low}", f"{between.high}"] if between else None,
        "unsur": [
            {"code": part.code, "n": part.n, "total": part.total, "nrr": written(part.nrr)}
            for part in one.ikm.unsur
        ],
    }


def _region(one: RegionNews, found: NationReport) -> dict[str, Any]:
    age = int((found.now - one.filled_at).total_seconds() // 60) if one.filled_at else None
    return {
        "region": one.region,
        "filled_at": one.filled_at.isoformat() if one.filled_at else None,
        "age_minutes": age,
        "stale": one.is_stale(found.now),
        "respondents": one.respondents,
        "state": one.state,
        "newer": one.newer,
    }


def _handled(one: Handled) -> dict[str, int]:
    return dict(vars(one))


def _index(row: Any) -> dict[str, Any]:
    told = dict(row._mapping)
    return told | {
        "ikm": row.ikm or None,
        "mutu": row.mutu or None,
        "published_at": row.published_at.isoformat(),
    }


def _lines(found: NationReport) -> list[str]:
    lines = [
        f"{found.instrument.title['id']}, {found.period.title}",
        *columns(
            [("", "responden", "unit", "IKM", "mutu"), _cells("Semua", found.whole)]
            + [_cells(f"provinsi {one.code or '-'}", one) for one in found.provinces]
            + [_cells(f"jenis {one.code}", one) for one in found.kinds],
            frozenset({1, 2, 3}),
        ),
    ]
    many = found.complaints
    lines.append(
        f"Laporan: {many.received} diterima, {many.answered} dijawab ({many.answered_in_time} "
        f"tepat waktu), {many.closed} selesai. Indeks terbit: {len(found.indexes)}."
    )
    return lines + [_news(one, found) for one in found.regions]


def _cells(name: str, one: Group) -> tuple[str, ...]:
    shown = f"{one.ikm.ikm}" if one.ikm else "–"
    mutu = one.ikm.grade.mutu if one.ikm and one.graded else "–"
    return name, str(one.respondents), str(one.units), shown, mutu


def _news(one: RegionNews, found: NationReport) -> str:
    when = one.filled_at.isoformat(timespec="minutes") if one.filled_at else "belum pernah"
    old = " BASI" if one.is_stale(found.now) else ""
    newer = " (versi wilayah lebih baru: perbarui instalasi ini)" if one.newer else ""
    return f"  wilayah {one.region}: {one.state}, disiapkan {when}{old}{newer}"
