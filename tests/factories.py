"""Believable places and answers for tests, made through the store as flows make them.

A test names what matters to it; the rest is an office of Kupang on Thursday 15 October 2026,
11.00 WITA.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import CompoundSelect, Table

NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
MONTH = "2026-10"
SKM = (
    "persyaratan", "prosedur", "waktu", "biaya", "produk",
    "kompetensi", "perilaku", "pengaduan", "sarana",
)  # fmt: skip
SPAK = ("diskriminasi", "kecurangan", "imbalan", "pungli", "percaloan")
SPKP = (
    "informasi", "persyaratan", "prosedur", "waktu", "biaya", "sarana", "respon", "konsultasi",
)  # fmt: skip

_keys = count(1)


class Clock:
    """The time of day a test sets by hand; stands in for `kiosk.clock`."""

    def __init__(self, instant: datetime = NOW) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def later(self, **delta: float) -> None:
        self.instant += timedelta(**delta)


@dataclass(frozen=True)
class Service:
    code: str
    name: str
    asks_fee: bool = True


KTP = Service("ktp", "Perekaman KTP-el")
KK = Service("kk", "Kartu Keluarga")
FREE = Service("akta", "Akta Kelahiran", asks_fee=False)


@dataclass(frozen=True)
class Place:
    """A unit with one counter, by the codes people use; ids for what only the store knows."""

    unit: str
    point: str
    unit_id: int
    point_id: int
    instansi_id: int
    services: Mapping[str, int] = field(default_factory=dict)

    @property
    def form(self) -> str:
        return f"/s/{self.point}/nilai"


def make_place(
    app: Flask,
    unit: str = "dukcapil-kupang",
    *,
    point: str = "7F3K9QWX",
    name: str = "Dinas Dukcapil Kota Kupang",
    zone: str = "Asia/Makassar",
    services: Sequence[Service] = (KTP, KK),
    instruments: Iterable[str] = ("skm-2017",),
    instansi: str = "pemkot-kupang",
    parent: int | None = None,
) -> Place:
    """A unit that takes answers since 2020. An instansi named before is used again."""
    from kiosk.store.engine import transaction
    from kiosk.store.place import points, units
    from tests.services.initialised import initialise_as_ever

    with app.app_context():
        initialise_as_ever(NOW)
        with transaction():
            owner = _instansi(instansi)
            unit_id = units.add(owner, unit, name, zone, parent, "Jl. Timor Raya 1", "0380 123456")
            made = {
                one.code: units.add_service(unit_id, one.code, one.name, asks_fee=one.asks_fee)
                for one in services
            }
            for instrument in instruments:
                units.use_instrument(unit_id, instrument, 202001)
            point_id = points.add(unit_id, point, f"Loket {point}")
    return Place(unit, point, unit_id, point_id, owner, made)


def _instansi(code: str) -> int:
    from sqlalchemy import select

    from kiosk.store.engine import connection
    from kiosk.store.place import units
    from kiosk.store.place.tables import Instansi

    known = connection().scalar(select(Instansi.id).where(Instansi.code == code))
    return known or units.add_instansi(code, f"Instansi {code}")


def new_key() -> str:
    return f"kunci-{next(_keys):08d}-{secrets.token_hex(4)}"


def filled(score: int = 4, codes: Iterable[str] = SKM, prefix: str = "", **changes: str) -> Form:
    """The fields of a whole form, as a browser posts them; ``changes`` by field name."""
    form = {prefix + code: str(score) for code in codes}
    form |= {"layanan": "ktp", "kunci": new_key(), **changes}
    return form


Form = dict[str, str]


def as_fields(form: Mapping[str, str]) -> dict[str, list[str]]:
    """A form as the flow takes it: every field with a list of its values."""
    return {name: [value] for name, value in form.items()}


def answer(
    app: Flask, place: Place, score: int = 4, *, now: datetime = NOW, times: int = 1, **changes: str
) -> None:
    """Take in forms filled with one score, through the steps of the flow; all of them or none."""
    from kiosk.domain.arrival import at_once
    from kiosk.domain.survey.source import Source
    from kiosk.flows.answering import Way, take_answer
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    way = Way(at_once(now), Source.STATIC_QR)
    with app.app_context(), transaction():
        point = points.scanned(place.point, now)
        for _ in range(times):
            take_answer(point, as_fields(filled(score, SKM, **changes)), way)


def snapshot(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table: equal before and after means that nothing was written."""
    from sqlalchemy import select

    from kiosk.store.engine import connection, db, reading

    with app.app_context(), reading():
        tables = db.metadata.sorted_tables
        filled_ones = set(connection().scalars(_which_hold_rows(*tables)))
        return {
            table.name: sorted(
                (tuple(row) for row in connection().execute(select(table))), key=repr
            )
            if table.name in filled_ones
            else []
            for table in tables
        }


@cache
def _which_hold_rows(*tables: Table) -> CompoundSelect[str]:
    """Asked first and at once: most tables are empty in most tests."""
    from sqlalchemy import exists, literal, select, union_all

    return union_all(
        *(
            select(literal(table.name)).where(exists(select(1).select_from(table)))
            for table in tables
        )
    )


def rows(app: Flask, table: str) -> list[dict[str, Any]]:
    """Every row of one table, in the order of its key."""
    from sqlalchemy import select

    from kiosk.store.engine import connection, db, reading

    found = db.metadata.tables[table]
    with app.app_context(), reading():
        query = select(found).order_by(*found.primary_key.columns)
        return [dict(row._mapping) for row in connection().execute(query)]


def kept(app: Flask) -> list[dict[str, Any]]:
    """Every answer with its ``suggestion``, in the order they came."""
    texts = {row["answer_id"]: row["text"] for row in rows(app, "answer_texts")}
    return [row | {"suggestion": texts.get(row["id"])} for row in rows(app, "answers")]
