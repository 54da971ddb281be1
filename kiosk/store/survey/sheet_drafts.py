"""Uploaded spreadsheets that wait for somebody to say how they are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from kiosk.domain.survey.file_map import UnknownSheet
from kiosk.store.engine import connection
from kiosk.store.survey.import_tables import SheetDraft

_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Draft:
    file: str
    unit_id: int
    by: int
    name: str
    sha256: str
    at: datetime
    map: str
    theirs: str


def add(draft: Draft) -> None:
    connection().execute(insert(SheetDraft).values(**vars(draft)))


def get(file: str, unit_id: int, by: int) -> Draft:
    """Only for whoever uploaded it, in the unit it is for. Raises `UnknownSheet`."""
    if not _NAME.fullmatch(file):
        raise UnknownSheet
    query = select(*SheetDraft.__table__.c).where(
        SheetDraft.file == file, SheetDraft.unit_id == unit_id, SheetDraft.by == by
    )
    row = connection().execute(query).one_or_none()
    if row is None:
        raise UnknownSheet
    return Draft(*row)


def of(unit_id: int, by: int) -> tuple[Draft, ...]:
    """The newest first."""
    query = (
        select(*SheetDraft.__table__.c)
        .where(SheetDraft.unit_id == unit_id, SheetDraft.by == by)
        .order_by(SheetDraft.at.desc(), SheetDraft.file)
    )
    return tuple(Draft(*row) for row in connection().execute(query))


def count(by: int) -> int:
    query = select(func.count()).select_from(SheetDraft).where(SheetDraft.by == by)
    return int(connection().execute(query).scalar_one())


def put(file: str, made: str, theirs: str) -> None:
    query = update(SheetDraft).where(SheetDraft.file == file)
    connection().execute(query.values(map=made, theirs=theirs))


def drop(files: Sequence[str]) -> None:
    if files:
        connection().execute(delete(SheetDraft).where(SheetDraft.file.in_(tuple(files))))


def older(before: datetime) -> tuple[str, ...]:
    query = select(SheetDraft.file).where(SheetDraft.at < before)
    return tuple(connection().scalars(query))


def files() -> frozenset[str]:
    return frozenset(connection().scalars(select(SheetDraft.file)))
