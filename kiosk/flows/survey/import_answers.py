"""A file of answers an office kept on paper or in a spreadsheet is taken in, all rows or none."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.domain.index.period import Period, begun_month
from kiosk.domain.place.code import new_code
from kiosk.domain.place.point import UnitCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.entry import Entry, Target, by_words, entries
from kiosk.domain.survey.sheet import Excluded
from kiosk.domain.survey.source import Source
from kiosk.flows.steps import answers_of, open_table
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import points, units
from kiosk.store.survey import imports, instruments, intake

FILES_POINT = "Berkas dan kertas"


class AlreadyImported(Refusal):
    """This very file is in already."""


class UnknownService(Refusal):
    """The unit has no such service."""


@dataclass(frozen=True)
class Imported:
    """What was taken in, or would have been. ``excluded``: rows that are no respondents."""

    unit: UnitCard
    month: int
    instrument: str
    answers: int
    excluded: tuple[Excluded, ...]
    sha256: str
    dry_run: bool


def import_answers(
    path: Path,
    unit_code: str,
    period: Period,
    now: datetime,
    *,
    source: Source = Source.SPREADSHEET,
    instrument_code: str = "skm-2017",
    service_code: str | None = None,
    dry_run: bool = False,
) -> Imported:
    """Raises a `Refusal` that names what to change; then nothing was written."""
    instrument = instruments.by_code(instrument_code)
    sheet = answers_of(path, open_table(path), instrument).reading
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    with reading():
        unit = units.by_code(unit_code)
        month = begun_month(period, now, unit.zone)
        target = _target(unit, month, service_code)
        _require_new(unit.id, sha256, path)
    made = entries(instrument, sheet, target)
    done = Imported(unit, month, instrument.code, len(made), sheet.excluded, sha256, dry_run)
    if not dry_run:
        _keep(done, made, source, path, now)
    return done


def _target(unit: UnitCard, month: int, service_code: str | None) -> Target:
    rows = units.services_of([unit.id])
    services = by_words((row.id, row.code, row.name) for row in rows)
    only = rows[0].id if len(rows) == 1 else None
    if service_code is not None:
        only = services.get(service_code.casefold())
        if only is None:
            raise UnknownService(
                'Layanan "%(code)s" tidak ada di unit %(unit)s.',
                code=service_code[:40],
                unit=unit.code,
            )
    return Target(month, unit.zone, services, only)


def _require_new(unit_id: int, sha256: str, path: Path) -> None:
    before = imports.taken_at(unit_id, sha256)
    if before is not None:
        raise AlreadyImported(
            "%(file)s: berkas ini sudah diimpor pada %(when)s.",
            file=path.name,
            when=before.strftime("%Y-%m-%d %H.%M UTC"),
        )


def _keep(done: Imported, made: list[Entry], source: Source, path: Path, now: datetime) -> None:
    with transaction():
        # Two imports at once: the second sees here what the first has kept.
        units.hold(done.unit.id)
        _require_new(done.unit.id, done.sha256, path)
        point = points.for_files(done.unit.id) or points.add(
            done.unit.id, new_code(secrets.choice), FILES_POINT, points.FILES
        )
        for entry in made:
            intake.keep(
                entry.answer,
                unit_id=done.unit.id,
                point_id=point,
                service_id=entry.service_id,
                month=done.month,
                source=source,
                at=entry.at,
                profile=entry.profile,
                suggestion=entry.suggestion,
            )
        imports.record(
            unit_id=done.unit.id,
            sha256=done.sha256,
            name=path.name[:200],
            month=done.month,
            instrument=done.instrument,
            source=int(source),
            answers=done.answers,
            at=now,
        )
        spot = reach.spot_of_unit_id(done.unit.id)
        audit.append(
            at=now,
            actor_id=0,
            action="impor-jawaban",
            object_kind="berkas",
            object_id=done.sha256,
            instansi_id=spot.instansi_id if spot else 0,
            unit_id=done.unit.id,
            details={"bulan": done.month, "instrumen": done.instrument, "jawaban": done.answers},
        )
