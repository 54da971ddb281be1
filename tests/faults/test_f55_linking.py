"""F55: nothing in the database or on the disk says at what hour an anonymous case came, in which
order, or after which survey answer."""

from __future__ import annotations

import io
import itertools
import json
import tarfile
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.upkeep.notice import QUIET_HOURS
from kiosk.flows.receiving import Upload
from kiosk.flows.survey.receive_box import State
from tests import lane, tablets, tickets
from tests.backups import KEY, backed_up
from tests.factories import KTP, NOW, Place, answer, filled, make_place, new_key, rows, snapshot
from tests.faults.ledger import sized
from tests.media.samples import drawn, saved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from kiosk.config import Config
    from tests.faults.conftest import Held

pytestmark = pytest.mark.usefixtures("quick_hashes")
WITA = ZoneInfo("Asia/Makassar")
AT = NOW + timedelta(minutes=23, seconds=45)
"""11.23.45 on a Thursday."""
COARSE = {"00:00:00", "23:59:59"}
LIMITS = {"due_at"}
"""Ends of limits: the office's closing hour, the same for everybody."""


@pytest.fixture
def config(config: Config) -> Config:
    return backed_up(config)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def file(app: Flask, place: Place, now: datetime = AT, **more: Any) -> tickets.Ticket:
    upload = Upload("bukti.png", saved(drawn(), "PNG"))
    return tickets.file(app, place, now=now, uploads=[upload], kategori="pungli", **more)


def reply(app: Flask, ticket: tickets.Ticket, now: datetime) -> None:
    """The reporter adds something, with a picture."""
    from kiosk.flows.complaint.reply_to_office import reply_to_office
    from kiosk.flows.reporting import Key, prove
    from kiosk.flows.writing import Letter

    house = tickets.house(app)
    with app.app_context():
        proof = prove(Key(ticket.number, ticket.phrase), house, now, "203.0.113.9")
        upload = Upload("lagi.png", saved(drawn(80, 60), "PNG"))
        letter = Letter("Masih terjadi hari ini.", new_key(), ticket.phrase, [upload])
        reply_to_office(proof, letter, house, now, "203.0.113.9")


def moments(app: Flask) -> Iterator[tuple[str, str, datetime]]:
    """(table, column, local time) of every moment kept about complaints."""
    for table in snapshot(app):
        if table.startswith(("ticket", "case_keys", "reporters", "drafts")):
            for row in rows(app, table):
                for name, value in row.items():
                    if isinstance(value, datetime):
                        yield table, name, value.astimezone(WITA)


def test_what_an_anonymous_reporter_did_is_kept_to_the_day(
    app: Flask, place: Place, held: Held
) -> None:
    ticket = file(app, place)
    reply(app, ticket, AT + timedelta(hours=2, minutes=14))
    kept = list(moments(app))
    assert {table for table, _, _ in kept} >= {
        "tickets", "ticket_moves", "ticket_messages", "ticket_files", "ticket_deadlines",
    }  # fmt: skip
    fine = [
        (table, name, at)
        for table, name, at in kept
        if name not in LIMITS and at.strftime("%H:%M:%S") not in COARSE
    ]
    assert fine == []
    tables = len({table for table, _, _ in kept})
    held(
        tried=f"{len(kept)} moments in {tables} tables of an anonymous case and its reply",
        figure=f"{len(fine)} finer than the day",
    )


def test_what_a_tablet_brought_later_is_kept_to_the_day_and_leaves_no_gap_in_a_row(
    app: Flask, place: Place
) -> None:
    """Answers before and after it bear no number of the tablet's between which one is missing."""
    key = tablets.enrol(app, place.point, AT - timedelta(days=2))
    later, told = AT + timedelta(hours=31), tickets.form(kategori="pungli")
    for seq, lane_, fields in (
        (1, "nilai", filled(4)),
        (2, "integritas", told),
        (3, "nilai", filled(3)),
    ):
        pressed = AT + timedelta(minutes=seq)
        sent = tablets.send(
            app, place.point, key, fields, later, pressed=pressed, lane=lane_, seq=seq
        )
        assert sent.state is State.STORED
    fine = [one for one in moments(app) if one[1] not in LIMITS]
    assert [one for one in fine if one[2].strftime("%H:%M:%S") not in COARSE] == []
    assert tickets_row(app)["received_at"].astimezone(WITA).date() == AT.astimezone(WITA).date()
    assert {one["device_id"] for one in rows(app, "answer_origins")} == {1}
    assert not any("seq" in name for one in rows(app, "answer_origins") for name in one)


def test_a_confidential_reporter_s_hour_is_kept_as_for_anybody(app: Flask, place: Place) -> None:
    """Without this the test above would pass where no hour is ever kept."""
    file(app, place, identitas="rahasia", nama="Maria Bete")
    assert tickets_row(app)["received_at"] == AT


def tickets_row(app: Flask) -> dict[str, Any]:
    [row] = rows(app, "tickets")
    return row


def test_ids_and_numbers_follow_no_order(app: Flask, place: Place, held: Held) -> None:
    made = [
        tickets.file(app, place, now=AT + timedelta(minutes=one), kategori="calo", address=str(one))
        for one in range(sized(12, 200))
    ]
    for values in ([one.id for one in made], [one.number for one in made]):
        assert values not in (sorted(values), sorted(values, reverse=True))
    shared = [one["id"] for one in rows(app, "tickets")]
    assert min(b - a for a, b in itertools.pairwise(shared)) > 1
    rises = sum(a.id < b.id for a, b in itertools.pairwise(made))
    assert 0.2 < rises / (len(made) - 1) < 0.8, "as often up as down"
    held(
        tried=f"ids and numbers of {len(made)} cases in a row",
        figure=f"{rises} of {len(made) - 1} steps upwards, none the next number",
    )


def test_sqlite_numbers_no_row_of_a_ticket(app: Flask, place: Place, database_url: str) -> None:
    """A hidden row number is the order of writing."""
    from sqlalchemy import inspect, text
    from sqlalchemy.exc import OperationalError

    from kiosk.store.engine import connection, reading

    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL has no such number; its pages keep an order of their own")
    ticket, looked = file(app, place), 0
    with app.app_context(), reading():
        tables = inspect(connection()).get_table_names()
        for table in tables:
            columns = {one["name"] for one in inspect(connection()).get_columns(table)}
            by_staff = columns & {"staff_id", "asked_by"} or table == "ticket_words"
            if "ticket_id" not in columns or by_staff:
                continue  # what staff did, and the search of ordinary complaints
            looked += 1
            try:
                found = connection().execute(text(f'SELECT rowid FROM "{table}"')).scalars().all()
            except OperationalError:
                continue
            key = inspect(connection()).get_pk_constraint(table)["constrained_columns"]
            own = connection().execute(text(f'SELECT {key[0]} FROM "{table}"')).scalars().all()
            assert len(key) == 1, table
            assert sorted(found) == sorted(own), table
    assert looked >= 8
    assert ticket.id


def test_dates_of_files_and_folders_are_all_the_same(
    app: Flask, place: Place, held: Held, tmp_path: Path
) -> None:
    ticket = file(app, place)
    reply(app, ticket, AT + timedelta(hours=1))
    folder = app.config["KIOSK"].upload_dir
    found = [one for one in folder.rglob("*") if not one.name.startswith(".")]
    assert sum(one.is_file() for one in found) >= 2
    assert len({int(one.stat().st_mtime) for one in found}) == 1
    assert len({int(one.stat().st_atime) for one in found if one.is_file()}) == 1
    members = packed(app)
    inside = [one for one in members if one.name.rpartition("/")[2] in {f.name for f in found}]
    assert len({one.mtime for one in members}) == 1, "nor does a backup bear their dates"
    assert [one.name for one in inside] == sorted(one.name for one in inside)
    held(
        tried=f"{len(found)} files and folders, {len(members)} members of a backup",
        figure="one date each",
    )


def packed(app: Flask) -> list[tarfile.TarInfo]:
    """The members of a whole backup, opened with the offline key."""
    from kiosk import clock as ours
    from kiosk.flows.upkeep.make_backup import make_backup
    from kiosk.fronts.backups import hands
    from kiosk.store.backup import ages

    settings, plain = app.config["KIOSK"], io.BytesIO()
    with app.app_context():
        note = make_backup(settings, hands(settings), lambda: ours.now())
    with (settings.backup_dir / note.name).open("rb") as sealed:
        ages.decrypt(sealed, plain, [KEY.private])
    plain.seek(0)
    with tarfile.open(fileobj=plain, mode="r:gz") as tar:
        return tar.getmembers()


def test_notices_go_at_fixed_hours_and_say_how_many_to_nobody(app: Flask, place: Place) -> None:
    lane.inspector(app, place)
    ticket = file(app, place)
    tickets.file(app, place, now=AT + timedelta(minutes=5), kategori="calo")
    reply(app, ticket, AT + timedelta(minutes=9))
    told = rows(app, "notices")
    assert len(told) == 1
    assert told[0]["values"] == "{}"
    for name in ("made_at", "due_at", "next_at"):
        assert told[0][name].hour in QUIET_HOURS
        assert told[0][name].minute == 0
    assert ticket.id not in told[0].values()
    assert ticket.number not in repr(told)


def test_neither_its_arrival_nor_a_reply_is_in_the_audit_chain(app: Flask, place: Place) -> None:
    from tests import desk

    desk.start_audit(app)
    before = rows(app, "audit_records")
    reply(app, file(app, place), AT + timedelta(hours=1))
    assert rows(app, "audit_records") == before


SMALL = 1_000_000
COMPLAINT = ("ticket", "case_keys", "reporters", "erasures", "subject_requests")
SURVEY = ("answers", "answer_texts", "submissions", "scan_counts", "chain_heads", "tallies")


def values(app: Flask, tables: tuple[str, ...]) -> set[Any]:
    """What could be joined on: every moment, and every value long enough to be no chance."""
    found = set()
    for table in tables:
        for row in rows(app, table):
            for one in row.values():
                long_text = isinstance(one, str | bytes) and len(one) >= 9
                if long_text or isinstance(one, datetime) or _is_large(one):
                    found.add(one)
    return found


def _is_large(one: Any) -> bool:
    return isinstance(one, int) and not isinstance(one, bool) and abs(one) > SMALL


def test_no_value_joins_a_survey_answer_and_a_complaint(
    app: Flask, place: Place, held: Held
) -> None:
    """The same person, the same minute, the same service, even the same key of the form; also
    after the case was held and erased."""
    key = new_key()
    answer(app, place, 1, now=AT, kunci=key)
    ticket = file(app, place, layanan=KTP.code, kunci=key)
    keep_and_erase(app, place, ticket)
    everything = tuple(snapshot(app))
    complaint = tuple(one for one in everything if one.startswith(COMPLAINT))
    survey = tuple(one for one in everything if one.startswith(SURVEY))
    assert {"answers", "submissions"} <= set(survey)
    assert len(complaint) >= 8
    shared = values(app, survey) & values(app, complaint)
    assert shared == set()
    assert len(rows(app, "submissions")) == 2
    held(
        tried=f"{len(survey)} tables of answers against {len(complaint)} of complaints",
        figure=f"{len(shared)} values shared",
    )


def keep_and_erase(app: Flask, place: Place, ticket: tickets.Ticket) -> None:
    """A hold that was placed and lifted, then everything erased: days and no hours of it."""
    from kiosk.domain.upkeep.erasure import BY_REQUEST, Scope
    from kiosk.flows import erasing
    from kiosk.flows.upkeep.lift_hold import lift_hold
    from kiosk.flows.upkeep.place_hold import hold_ticket
    from kiosk.store.engine import transaction
    from tests import desk

    desk.start_audit(app)
    who, keys = lane.inspector(app, place), tickets.house(app).keys
    folder, until = app.config["KIOSK"].instance_dir, date(2030, 1, 1)
    with app.app_context():
        made = hold_ticket(who, ticket.number, "Perkara 1/2026", until, keys, folder, AT)
        lift_hold(who, made, "Perkara selesai", keys, folder, AT)
        with transaction():
            erasing.erase_ticket(ticket.id, Scope.ALL, BY_REQUEST, None, AT, folder)
    assert not any(
        isinstance(one, datetime) for row in rows(app, "erasures") for one in row.values()
    )
    listed = [json.loads(one) for one in (folder / "erased.jsonl").read_text().splitlines()]
    assert len(listed) == 3
    assert {len(one["hari"]) for one in listed} == {len("2026-10-15")}
    assert not any(ticket.number in str(one) for one in listed)


def test_the_survey_s_own_tables_are_the_same_with_and_without_a_complaint(
    app: Flask, place: Place
) -> None:
    answer(app, place, 1, now=AT)
    before = snapshot(app)
    file(app, place)
    after = snapshot(app)
    changed = {name for name in after if after[name] != before[name]}
    assert not any(name.startswith(("answer", "tall", "scan", "chain")) for name in changed)


def test_the_day_its_clocks_begin_on_is_the_true_one(app: Flask, place: Place) -> None:
    """Hiding the hour costs the reporter no day."""
    file(app, place)
    assert tickets_row(app)["day_zero"] == date(2026, 10, 15)
