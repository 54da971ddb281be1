"""A published period as files for Satu Data Indonesia."""

import json
from collections.abc import Mapping

from kiosk.domain.index import satu_data, satu_data_metadata
from kiosk.domain.index.closing import PeriodState
from kiosk.domain.index.period import Period
from kiosk.domain.index.satu_data import Published
from kiosk.domain.refusal import Refusal
from kiosk.flows import closings
from kiosk.store.engine import reading
from kiosk.store.place import units
from kiosk.store.survey import instruments


class NotPublished(Refusal):
    """Only what the office has published leaves as open data."""


def export_satu_data(
    unit_code: str,
    period: Period,
    instrument_code: str = closings.DEFAULT,
    region: str = "",
    public_url: str = "",
) -> Mapping[str, str]:
    """Name of each file to its text. Raises `NotPublished`, `InvalidRegion`, `UnknownUnit`,
    `UnknownInstrument`."""
    place = satu_data.check_region(region)
    with reading():
        unit, instrument = units.by_code(unit_code), instruments.by_code(instrument_code)
        closing = closings.closing_of(unit.id, instrument.code, period)
    if closing is None:
        raise NotPublished(
            "%(period)s belum ditutup. Tutup lalu terbitkan periode itu di halaman periode unit "
            "%(unit)s, kemudian ulangi ekspor.",
            period=period.title,
            unit=unit.code,
        )
    if closing.state is not PeriodState.PUBLISHED:
        raise NotPublished(
            "%(period)s sudah ditutup tetapi belum terbit. Terbitkan di halaman periode unit "
            "%(unit)s, kemudian ulangi ekspor.",
            period=period.title,
            unit=unit.code,
        )
    address = f"{public_url}/publik/{unit.code}" if public_url else ""
    return _files(Published(closing, instrument, unit.zone, place, address))


def _files(of: Published) -> dict[str, str]:
    found = satu_data.datasets(of)
    files = {one.file: one.text for one in found}
    files["kamus-data.csv"] = satu_data.dictionary(found)
    for name, rows in (
        ("ms-keg", satu_data_metadata.activity(of)),
        ("ms-var", satu_data_metadata.variables_of(of)),
        ("ms-ind", satu_data_metadata.indicators(of)),
    ):
        files[f"{name}.csv"] = satu_data_metadata.as_csv(rows)
        files[f"{name}.json"] = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    return files
