"""Many tickets straight into SQLite's tables: 500 units in three time zones, three years, 4 %
open, some sealed, some merged, each ordinary one with its text and in the full-text index.

The indexes of the table are taken away for the filling and made again after it: the same tree,
in a tenth of the time.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from benchmarks.installation import Installation
from benchmarks.ticketwords import Writer
from kiosk.domain.complaint.clock import queue_of
from kiosk.domain.complaint.ticket import State
from kiosk.domain.people.policy import Level, Role
from kiosk.domain.place.code import ALPHABET
from kiosk.store.complaint.tables import Ticket, TicketText
from kiosk.store.engine import db, transaction
from kiosk.store.people import staff
from kiosk.store.place import units
from kiosk.store.types import microseconds

TOPS, BELOW = 25, 19
OWNERS = 150
ZONES = ("Asia/Makassar", "Asia/Makassar", "Asia/Makassar", "Asia/Jakarta", "Asia/Jayapura")
_BATCH = 20_000
_DAYS = 3 * 365
_OPEN_STATES = (
    ["diterima"] * 25 + ["terverifikasi"] * 15 + ["diteruskan"] * 5 + ["diproses"] * 35
    + ["keberatan"] * 3 + ["menunggu-pelapor"] * 12 + ["dijawab"] * 5
)  # fmt: skip
_DONE_STATES = ["selesai"] * 88 + ["bukan-kewenangan"] * 9 + ["diarsipkan"] * 3
_CLASSES = ["tidak-berkadar"] * 78 + ["informasi"] * 14 + ["aspirasi"] * 8
_CHANNELS = (
    ["daring"] * 70 + ["loket"] * 15 + ["telepon"] * 3 + ["surat"] * 2 + ["surel"] * 2
    + ["whatsapp"] * 6 + ["sp4n-lapor"] * 2
)  # fmt: skip
_KINDS = {"informasi": "informasi", "aspirasi": "aspirasi", "tidak-berkadar": "pengaduan"}


def unit_code(number: int) -> str:
    return f"TIKET-{number:04d}"


def fill(here: Installation, tickets: int, now: datetime) -> list[int]:
    """The ids of the units: 25 offices, each followed by the 19 below it."""
    with here.app.app_context():
        filling = _Filling(now, *_people_and_places(now))
        _in_bulk(filling, tickets)
    return filling.units


def _people_and_places(now: datetime) -> tuple[list[int], dict[int, int], list[int]]:
    with transaction():
        instansi = units.add_instansi("BENCH-T", "Pemerintah Provinsi Contoh")
        made: list[int] = []
        for top in range(TOPS):
            above = _unit(instansi, top * 100, top, None)
            made.append(above)
            made += [_unit(instansi, top * 100 + n, top, above) for n in range(1, BELOW + 1)]
        services = {one: units.add_service(one, "A", "Layanan A") for one in made}
        owners = [_owner(number, made, now) for number in range(OWNERS)]
    return made, services, owners


def _unit(instansi: int, number: int, top: int, above: int | None) -> int:
    zone = ZONES[top % len(ZONES)]
    return units.add(instansi, unit_code(number), f"Kantor {number:04d}", zone, above)


def _owner(number: int, made: list[int], now: datetime) -> int:
    one = staff.add(f"B{number:07d}", f"b{number}@contoh.go.id", f"Petugas {number}", now)
    staff.grant(one, Role.COMPLAINT_OFFICER, Level.UNIT, made[number % len(made)], None, now)
    return one


class _Filling:
    """Draws tickets in the order of their receipt."""

    def __init__(
        self, now: datetime, made: list[int], services: dict[int, int], owners: list[int]
    ) -> None:
        self.now, self.units, self.services, self.owners = now, made, services, owners
        self.draw = random.Random(2026)
        self.writer = Writer(self.draw)
        self.numbers: set[str] = set()

    def rows(self, tickets: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """A ticket and its text. Nearly all of the last month's are open, few older ones."""
        start, step = self.now - timedelta(days=_DAYS), timedelta(days=_DAYS) / tickets
        recent = self.now - timedelta(days=30)
        for at in range(tickets):
            received = start + step * at
            chance = 0.85 if received > recent else 0.017
            yield self._one(received, self.draw.random() < chance)

    def _one(self, received: datetime, is_open: bool) -> tuple[dict[str, Any], dict[str, Any]]:
        draw, unit = self.draw, self._pick(self.units)
        state = self._pick(_OPEN_STATES if is_open else _DONE_STATES)
        kind = self._pick(_CLASSES)
        sealed = draw.random() < 0.01
        title = self.writer.title()
        number = draw.getrandbits(62) + 1
        row = {
            "id": number, "number": self._number(), "instansi_id": 1, "unit_id": unit,
            "origin_id": unit, "service_id": self.services[unit], "sealed": sealed,
            "ticket_class": "berkadar" if sealed else kind, "kind": _KINDS[kind],
            "category": "waktu", "channel": self._pick(_CHANNELS), "identity": "anonim",
            "lang": "id", "state": state, "queue": int(queue_of(State(state))),
            "received_at": microseconds(received), "month": received.year * 100 + received.month,
            "day_zero": received.date().isoformat(),
            "owner_id": None if state == "diterima" else self._pick(self.owners), "version": 1,
            "last_seq": 3, "reopened": 0, "due_at": self._due() if is_open else None,
            "merged_into": 1 if draw.random() < 0.01 else None,
            "lapor_number": f"L{number}" if draw.random() < 0.01 else None,
        }  # fmt: skip
        text = {"ticket_id": number, "title": title, "body": self.writer.body(title)}
        return row, {**text, "place": self.writer.place(), "happened": ""}

    def _due(self) -> int:
        day = self.now.replace(hour=8, minute=0, second=0, microsecond=0)
        return microseconds(day + timedelta(days=self.draw.randrange(-12, 26)))

    def _number(self) -> str:
        while True:
            number = "".join(self._pick(ALPHABET) for _ in range(9))
            if number not in self.numbers:
                self.numbers.add(number)
                return number

    def _pick(self, values: Any) -> Any:
        return values[int(self.draw.random() * len(values))]


def _in_bulk(filling: _Filling, tickets: int) -> None:
    raw = db.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA cache_size = -1000000")
        indexes = _take_indexes(cursor)
        rows = filling.rows(tickets)
        for first in range(1, tickets + 1, _BATCH):
            _keep(cursor, first, [next(rows) for _ in range(min(_BATCH, tickets + 1 - first))])
        for statement in indexes:
            cursor.execute(statement)
        cursor.execute("PRAGMA cache_size = -2000")
    finally:
        raw.close()


def _take_indexes(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'tickets' AND type = 'index' "
        "AND sql IS NOT NULL"
    )
    found = cursor.fetchall()
    for name, _statement in found:
        cursor.execute(f"DROP INDEX {name}")
    return [statement for _name, statement in found]


def _keep(cursor: Any, first: int, rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    cursor.execute("BEGIN IMMEDIATE")
    _insert(cursor, Ticket.__tablename__, [row for row, _text in rows])
    _insert(cursor, TicketText.__tablename__, [told for _row, told in rows])
    found = [
        (place, f"u{row['unit_id']}", row["id"], told)
        for place, (row, told) in enumerate(rows, first)
        if not row["sealed"]
    ]
    cursor.executemany(
        "INSERT INTO ticket_words (id, ticket_id, scope) VALUES (?, ?, ?)",
        [(place, number, scope) for place, scope, number, _told in found],
    )
    cursor.executemany(
        "INSERT INTO ticket_search (rowid, scope, title, body, place) VALUES (?, ?, ?, ?, ?)",
        [
            (place, scope, told["title"], told["body"], told["place"])
            for place, scope, _number, told in found
        ],
    )
    cursor.execute("COMMIT")


def _insert(cursor: Any, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    places = ", ".join("?" for _ in names)
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"
    cursor.executemany(statement, [tuple(row.values()) for row in rows])
