"""Answers as a table for analysis: one row a respondent and questionnaire, nobody recognisable.

What a row says of where it was given is cut off, from the service up to the province, until
enough rows of the month say the same (`microdata`). Of the person it says nothing at all: no
profile, no day, no counter, no channel, no suggestion, no number. Rows stand in order of what
they say, so their order tells nothing either.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain import cells
from kiosk.domain.index import period as periods
from kiosk.domain.index.microdata import Facts, cut_off
from kiosk.domain.index.region import FOLDED, named
from kiosk.domain.month import Month, month_of
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.instrument import Instrument

LAST_TO_END = "Asia/Jakarta"
"""The westernmost zone: where a month is over there, it is over everywhere in the country."""
NO_PROVINCE = "00"
"""Folder of rows that name none."""
FILE = "jawaban.parquet"
DICTIONARY = "butir.csv"
TITLES = ("instrumen", "kolom", "unsur", "nama_unsur", "nilai_terendah", "nilai_tertinggi", "butir")
PLACE = ("instrumen", "jenis", "unit", "layanan")
COUNTS = "dihitung"
"""Column names before the items; the last is false for an answer left out by two people."""
_PARTITION = re.compile(r"provinsi=[0-9]{2}/bulan=[0-9]{4}-[0-9]{2}")


class UnfitMonths(Refusal):
    """No month that is over lies between the two."""


@dataclass(frozen=True)
class Group:
    """Rows that say the same of their place; ``kind``, ``unit`` and ``service`` None: cut off.
    ``members``: (unit id, service id) of what is in it."""

    kind: str | None
    unit: str | None
    service: str | None
    members: tuple[tuple[int, int], ...]


Places = Mapping[tuple[int, int], Facts]
"""(unit id, service id) to province, kind, unit and service."""


def grouped(
    places: Places, counts: Mapping[tuple[int, int], int], smallest: int
) -> dict[str, list[Group]]:
    """By province, what rows may say, in order. Nothing where all are fewer than ``smallest``."""
    many: dict[Facts, int] = {}
    for member, count in counts.items():
        many[places[member]] = many.get(places[member], 0) + count
    if sum(many.values()) < smallest:
        return {}
    told = {facts: named(one) for facts, one in cut_off(many, smallest).items()}
    members: dict[Facts, list[tuple[int, int]]] = {}
    for member in sorted(counts):
        members.setdefault(told[places[member]], []).append(member)
    found: dict[str, list[Group]] = {}
    for facts, some in sorted(members.items()):
        province, *rest = facts
        kind, unit, service = (None if one == FOLDED else one for one in rest)
        code = province if re.fullmatch("[0-9]{2}", province) else NO_PROVINCE
        found.setdefault(code, []).append(Group(kind, unit, service, tuple(some)))
    return found


def over(months: Iterable[Month], since: str, until: str, now: datetime) -> list[Month]:
    """Those of ``months`` between two ("" for no end) that are over; raises `UnfitMonths` where the
    two name none. A month that goes on would let two exports be subtracted."""
    first = periods.parse(since).first if since else 0
    last = periods.parse(until).last if until else 999912
    current = month_of(now, LAST_TO_END)
    if first > last or first >= current:
        raise UnfitMonths("Tidak ada bulan yang sudah lewat di antara kedua bulan itu.")
    return [one for one in sorted(months) if first <= one <= last and one < current]


def partition(province: str, month: Month) -> str:
    """ "provinsi=53/bulan=2026-11", as Hive writes it."""
    return f"provinsi={province}/bulan={month // 100}-{month % 100:02d}"


def is_partition(path: str) -> bool:
    return _PARTITION.fullmatch(path) is not None


def dictionary(instruments: Iterable[Instrument]) -> str:
    """Which column is which question, for whoever reads the table."""
    rows = [
        (
            one.code,
            item.code,
            unsur.code,
            unsur.name["id"],
            one.scale.low,
            one.scale.high,
            item.text["id"],
        )
        for one in instruments
        for unsur in one.unsur
        for item in unsur.items
    ]
    return cells.csv_text(TITLES, rows)
