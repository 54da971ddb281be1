"""F57: a run erases exactly what its dry run lists, and nothing the second time. What is held
stays, figures and chains are as before, and what an old backup brings back goes again."""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Role
from kiosk.domain.upkeep.check import CheckKind
from kiosk.domain.upkeep.erasure import BY_REQUEST, Held, Scope
from kiosk.flows.receiving import Upload
from kiosk.flows.tickets import Told
from tests import desk, lane, tickets
from tests.clockwork import move, officer
from tests.factories import NOW, Place, answer, make_place, rows, snapshot
from tests.faults import ledger
from tests.media.samples import drawn, saved

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.flows.upkeep.run_retention import Ran
    from tests.faults.conftest import Held as Line

pytestmark = pytest.mark.usefixtures("quick_hashes")
MARK = "PENANDAHAPUS"
LATER = NOW + timedelta(days=1900)
"""Everything of NOW is over by then, but sealed cases."""
FIGURES = ("answers", "tallies", "breakdowns", "unit_days", "chain_heads", "visit_counts")


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def run(app: Flask, now: datetime = LATER, **how: Any) -> Ran:
    from kiosk.flows.upkeep.run_retention import Order, run_retention

    settings = app.config["KIOSK"]
    with app.app_context():
        return run_retention(settings.instance_dir, settings.upload_dir, now, Order(**how))


def today(now: datetime = LATER) -> dict[str, int]:
    """A person at the command line says that the clock is right."""
    return {"jam": int(now.strftime("%Y%m%d"))}


def agreed(app: Flask, now: datetime = LATER) -> dict[str, int]:
    """And reads the dry run's numbers back."""
    found = run(app, now, dry_run=True)
    return today(now) | {one.due.rule.code: one.due.many for one in found.classes if one.refused}


def shut(app: Flask, at: datetime = NOW) -> None:
    """Every report is over."""
    from sqlalchemy import update

    from kiosk.store.complaint.tables import Ticket
    from kiosk.store.engine import connection, transaction

    with app.app_context(), transaction():
        connection().execute(update(Ticket).values(queue=0, state="selesai", closed_at=at))


def fill(app: Flask, place: Place, many: int) -> list[tickets.Ticket]:
    """Reports of both lanes, answers with a word, visits, a reason beside the record, somebody who
    left: all of NOW."""
    made = [closed(app, place, address=f"10.0.{at}.1") for at in range(many)]
    made += [tickets.file(app, place, kategori="pungli", isi=f"Diminta {MARK}") for _ in range(2)]
    shut(app)
    answer(app, place, 3, times=many, saran=f"Kursi tunggu {MARK}")
    _visit(app, place, many)
    _leave(app, place)
    return made


def closed(app: Flask, place: Place, now: datetime = NOW, **fields: Any) -> tickets.Ticket:
    """A report of somebody with a name, looked at and answered."""
    upload = Upload("bukti.png", saved(drawn(), "PNG"))
    told = {"identitas": "terbuka", "nama": f"Maria {MARK}", "kontak": f"{MARK}@contoh.id"}
    told |= {"isi": f"Antre lama {MARK}", "judul": f"Antre {MARK}"}
    made = tickets.file(app, place, now=now, uploads=[upload], **{**told, **fields})
    move(app, made.number, Move.VERIFY, now, told=Told(reason=f"Diperiksa {MARK}"))
    move(app, made.number, Move.ANSWER, now, told=Told(message=f"Sudah jadi {MARK}"))
    return made


def _visit(app: Flask, place: Place, many: int) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.survey import visits

    made = [
        {"number": 1_000_000 + at, "point_id": place.point_id, "service_id": None}
        | {"offered_at": NOW, "expires_at": NOW, "month": 202610, "channel": 1, "outcome": 1}
        for at in range(many)
    ]
    with app.app_context(), transaction():
        visits.add_all(made)


def _leave(app: Flask, place: Place) -> None:
    from sqlalchemy import update

    from kiosk.store.engine import connection, transaction
    from kiosk.store.people import audit
    from kiosk.store.people.tables import Staff

    gone = officer(app, place)
    with app.app_context(), transaction():
        left = update(Staff).where(Staff.id == gone.id)
        connection().execute(left.values(disabled_at=NOW, name=f"Yosef {MARK}"))
        audit.append(
            at=NOW, actor_id=gone.id, action="ubah-unit", object_kind="unit", object_id="x",
            instansi_id=place.instansi_id, unit_id=place.unit_id, reason=f"Sebab {MARK}",
        )  # fmt: skip


def lists(ran: Ran) -> dict[str, tuple[str, ...]]:
    return {one.due.rule.code: one.erased for one in ran.classes if one.erased}


def sound(app: Flask) -> bool:
    """Chains and tallies."""
    from kiosk.flows.index.check_tallies import check_tallies
    from kiosk.flows.people.verify_chains import verify_chains

    with app.app_context():
        chains = verify_chains(app.config["KIOSK"].instance_dir)
        return chains.ok and chains.first_bad is None and check_tallies().ok


def figures(app: Flask) -> dict[str, Any]:
    """What numbers are made of: all that is neither a word nor a name."""
    kept = snapshot(app)
    shown: dict[str, Any] = {name: kept[name] for name in FIGURES}
    shown["chain_heads"] = [one for one in kept["chain_heads"] if one[0] != "audit"]
    shown["tickets"] = rows(app, "tickets")
    shown["ticket_deadlines"] = kept["ticket_deadlines"]
    return shown


def on_disk(app: Flask, database_url: str) -> bytes:
    """The instance folder and, of SQLite, the database with its log."""
    instance = Path(app.config["KIOSK"].instance_dir)
    found = [one for one in sorted(instance.rglob("*")) if one.is_file()]
    if database_url.startswith("sqlite"):
        found += sorted(instance.parent.glob("kiosk.db*")) + sorted(instance.glob("kiosk.db*"))
    return b"".join(one.read_bytes() for one in dict.fromkeys(found))


def test_a_run_erases_the_dry_runs_list_and_nothing_the_second_time(
    app: Flask, place: Place, database_url: str, held: Line
) -> None:
    many = ledger.sized(6, 100)
    fill(app, place, many)
    young = closed(app, place, LATER - timedelta(days=9))
    before = figures(app)
    confirmed = agreed(app)
    listed = lists(run(app, dry_run=True))
    assert set(listed) >= {
        "identitas-pelapor", "laporan", "saran", "kunjungan", "teks-audit", "pegawai-lama",
    }  # fmt: skip
    assert figures(app) == before, "a dry run changes nothing"
    ran = run(app, confirmed=confirmed)
    assert (ran.ok, lists(ran)) == (True, listed)
    second = run(app, LATER + timedelta(hours=1))
    assert (second.ok, second.many) == (True, 0)
    assert figures(app) == before
    assert sound(app)
    body = {one["ticket_id"]: one["body"] for one in rows(app, "ticket_texts")}
    assert [at for at, text in body.items() if MARK in text] == [young.id]
    tombs = [one for one in rows(app, "audit_records") if one["action"] == "hapus-retensi"]
    counted = sum(json.loads(one["details"])["jumlah"] for one in tombs)
    assert counted == ran.many
    held(
        tried=f"{ran.many} rows and reports of {len(listed)} classes, run twice",
        figure=f"{counted} of {sum(map(len, listed.values()))} listed gone, {second.many} the "
        "second time, tallies and chains as before",
    )


def test_nothing_of_what_was_erased_is_left_on_the_disk(
    app: Flask, place: Place, database_url: str, held: Line
) -> None:
    """Not in free pages, the log, the search index, attachments nor the list of erasures."""
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL's files are its server's; VACUUM writes them anew")
    from kiosk.flows.upkeep.fold_log import fold_log

    made = fill(app, place, ledger.sized(4, 60))
    with app.app_context():
        fold_log()
    found = on_disk(app, database_url)
    lower = found.lower()
    assert found.count(MARK.encode()) > 0
    assert lower.count(MARK.lower().encode()) > found.count(MARK.encode()), "the index has it too"
    assert run(app, LATER + timedelta(days=2000), confirmed=agreed(app, LATER + timedelta(2000))).ok
    left = on_disk(app, database_url).lower().count(MARK.lower().encode())
    assert left == 0
    assert rows(app, "case_keys") == rows(app, "ticket_keys") == rows(app, "reporters") == []
    assert [one for one in rows(app, "ticket_files") if one] == []
    held(
        tried=f"{len(made)} reports, answers, reasons and names with a mark, then erased",
        figure=f"{left} hits in database, log, search index and files",
    )


def test_what_is_held_stays(app: Flask, place: Place, held: Line) -> None:
    from kiosk.flows.upkeep.lift_hold import lift_hold
    from kiosk.flows.upkeep.list_holds import list_holds
    from kiosk.flows.upkeep.place_hold import hold_ticket, hold_unit

    settings, keys = app.config["KIOSK"], tickets.house(app).keys
    other = make_place(app, "disnaker-kupang", point="9Q3K9QWX", name="Disnaker")
    mine = [closed(app, place), closed(app, other)]
    free = closed(app, place)
    shut(app)
    answer(app, other, 3, saran="Bagus")
    who = lane.inspector(app, place)
    until = date(2033, 1, 1)
    with app.app_context():
        hold_ticket(
            who, mine[0].number, "Perkara 12/Pid/2026", until, keys, settings.instance_dir, NOW
        )
        hold_unit(who, other.unit, "Pemeriksaan BPK 2026", until, settings.instance_dir, NOW)
        shown = list_holds(who, keys, NOW)
        assert {one.what for one in shown} == {mine[0].number, "Disnaker"}
        assert list_holds(officer(app, place, Role.HEAD), keys, NOW) == []
    listed = lists(run(app, dry_run=True))
    assert "saran" not in listed
    assert listed["laporan"] == (str(free.id),)
    assert run(app, confirmed=agreed(app)).ok
    assert {one["ticket_id"] for one in rows(app, "reporters")} == {one.id for one in mine}
    with app.app_context():
        for one in shown:
            lift_hold(who, one.number, "Perkara sudah selesai", keys, settings.instance_dir, LATER)
    assert len(lists(run(app, dry_run=True))["laporan"]) == len(mine)
    held(tried="a report and a unit held", figure=f"{len(mine)} of {len(mine)} kept until released")


def test_more_than_a_twentieth_of_a_class_waits_for_a_person(
    app: Flask, place: Place, held: Line
) -> None:
    answer(app, place, 3, times=50, saran="Bagus")
    _visit(app, place, 30)
    first = run(app, confirmed=today())
    waits = {one.due.rule.code: one.due.many for one in first.classes if one.refused}
    assert (first.ok, first.many, waits) == (False, 0, {"saran": 50, "kunjungan": 30})
    wrong = run(app, confirmed=today() | {"saran": 49})
    assert wrong.many == 0
    right = run(app, confirmed=today() | {"saran": 50})
    assert {code: len(ids) for code, ids in lists(right).items()} == {"saran": 50}
    assert len(rows(app, "visits")) == 30
    look = rows(app, "upkeep_checks")[-1]
    assert (look["kind"], look["ok"]) == (CheckKind.RETENTION.value, False)
    assert "kunjungan" in look["told"]
    held(
        tried="80 of 80 rows of two classes over at once",
        figure=f"{first.many} went unasked, {right.many} after their number was named",
    )


def test_a_clock_in_doubt_erases_nothing(app: Flask, place: Place, held: Line) -> None:
    from kiosk.domain.upkeep.check import Checked
    from kiosk.domain.upkeep.retention import WrongDay
    from kiosk.store.engine import transaction
    from kiosk.store.upkeep import checks

    answer(app, place, 3, times=40, saran="Bagus")
    answer(app, place, 3, saran="Lama", now=NOW - timedelta(days=1100))
    jumps = [timedelta(days=400), timedelta(days=40), timedelta(days=4000)]
    refused = [run(app, NOW + jump) for jump in jumps]
    assert all(one.fault and "melompat" in one.fault and not one.many for one in refused)
    assert run(app, NOW - timedelta(days=3)).fault == "jam server mundur sejak retensi terakhir"
    with pytest.raises(WrongDay, match="bukan hari yang Anda tulis"):
        run(app, LATER, confirmed=today(NOW))
    assert run(app, NOW).many == 1, "and once the clock is right, what was over"
    with app.app_context(), transaction():
        checks.add(Checked(CheckKind.CLOCK, NOW, ok=False, told="Jam server selisih 6 menit."))
    later = run(app, NOW + timedelta(days=1), confirmed=today(NOW + timedelta(days=1)))
    assert later.fault == "jam server diragukan oleh pemeriksaan jam"
    held(
        tried="clock 40, 400 and 4,000 days ahead, 3 days back, and called wrong",
        figure=f"{sum(one.many for one in (*refused, later))} rows erased",
    )


def test_killed_in_the_middle_it_is_finished_by_the_next(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.flows import erasing
    from kiosk.flows.upkeep import run_retention as flow

    answer(app, place, 3, times=9, saran="Bagus")
    monkeypatch.setattr(flow, "BATCH", 3)
    whole, calls = erasing.tombstone, []

    def killed(*told: Any) -> None:
        calls.append(told)
        if len(calls) == 2:
            raise KeyboardInterrupt
        whole(*told)

    monkeypatch.setattr(erasing, "tombstone", killed)
    with pytest.raises(KeyboardInterrupt):
        run(app, confirmed=today() | {"saran": 9})
    assert len(rows(app, "answer_texts")) == 6, "a batch is whole or not at all"
    assert run(app, confirmed=today() | {"saran": 6}).many == 6
    assert sound(app)


def test_a_restored_backup_loses_again_what_was_erased_since(
    app: Flask, place: Place, database_url: str, held: Line
) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("a copy of a file is the backup here; F09 restores both")
    from kiosk.flows import erasing
    from kiosk.flows.upkeep.fold_log import fold_log
    from kiosk.flows.upkeep.place_hold import hold_ticket
    from kiosk.flows.upkeep.replay_erased import replay_erased
    from kiosk.store.engine import db, transaction

    settings, keys = app.config["KIOSK"], tickets.house(app).keys
    asked, kept = closed(app, place), closed(app, place)
    many = ledger.sized(5, 100)
    answer(app, place, 3, times=many, saran="Bagus")
    shut(app)
    path = Path(database_url.removeprefix("sqlite:///"))
    with app.app_context():
        fold_log()
        old = path.read_bytes()
        who = lane.inspector(app, place)
        hold_ticket(
            who, kept.number, "Perkara 1/2026", date(2033, 1, 1), keys, settings.instance_dir, NOW
        )
        with transaction():
            erasing.erase_ticket(asked.id, Scope.ALL, BY_REQUEST, who, NOW, settings.instance_dir)
        with pytest.raises(Held), transaction():
            erasing.erase_ticket(kept.id, Scope.ALL, BY_REQUEST, who, NOW, settings.instance_dir)
    run(app, confirmed=agreed(app))
    gone = figures(app)
    with app.app_context():
        db.engine.dispose()
        path.write_bytes(old)
        for one in path.parent.glob("kiosk.db-*"):
            one.unlink()
        assert len(rows(app, "answer_texts")) == many
        again = replay_erased(settings.instance_dir, settings.upload_dir, LATER)
        assert replay_erased(settings.instance_dir, settings.upload_dir, LATER) == 0
    assert rows(app, "answer_texts") == []
    assert {one["ticket_id"] for one in rows(app, "reporters")} == {kept.id}, "held, though after"
    assert figures(app)["tallies"] == gone["tallies"]
    assert run(app, LATER + timedelta(hours=1), confirmed=today()).many == 0
    assert sound(app)
    text = (Path(settings.instance_dir) / "erased.jsonl").read_text()
    assert MARK not in text
    assert asked.number not in text
    held(
        tried="a backup from before the erasures, restored",
        figure=f"{again} of {many + 1} gone again at once, what was held since stays held",
    )


@pytest.mark.parametrize("category", ["waktu", "pungli"])
def test_what_is_erased_on_request_goes_by_its_scope(
    app: Flask, place: Place, category: str
) -> None:
    """The receipt opens what is left, until all of it is gone; reasons beside the record go too."""
    from kiosk.flows import cases, erasing
    from kiosk.flows.complaint.track_ticket import track_ticket
    from kiosk.flows.reporting import Key, WrongReceipt, prove
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    desk.start_audit(app)
    told: dict[str, Any] = {"identitas": "terbuka", "nama": f"Maria {MARK}", "kontak": "0812"}
    ticket = tickets.file(app, place, kategori=category, isi=f"Lama {MARK}", **told)
    house, key = tickets.house(app), Key(ticket.number, ticket.phrase)
    folder = app.config["KIOSK"].instance_dir

    def erase(scope: Scope) -> None:
        with app.app_context(), transaction():
            assert erasing.erase_ticket(ticket.id, scope, BY_REQUEST, None, NOW, folder)

    with app.app_context(), transaction():
        cases.record(0, "ubah-kelas", kept.by_id(ticket.id), NOW, None, f"Sebab {MARK}")
    erase(Scope.IDENTITY)
    assert rows(app, "reporters") == []
    with app.app_context():
        seen = track_ticket(prove(key, house, NOW, "203.0.113.9"), house, NOW)
    assert MARK in seen.report.body
    erase(Scope.TEXTS)
    assert [one for one in rows(app, "audit_texts") if MARK in one["text"]] == []
    assert {one["holder"] for one in rows(app, "case_keys")} <= {"pelapor"}
    with app.app_context():
        seen = track_ticket(prove(key, house, NOW, "203.0.113.9"), house, NOW)
    assert (seen.report.title, seen.report.body) == ("(Isi telah dihapus)", "")
    erase(Scope.ALL)
    assert rows(app, "case_keys") == []
    with app.app_context(), pytest.raises(WrongReceipt):
        prove(key, house, NOW, "203.0.113.9")
    assert sound(app)


def test_a_backup_is_gone_after_five_weeks(held: Line) -> None:
    """A year of daily ones: what was erased lies in none older than that."""
    from datetime import UTC

    from kiosk.domain.upkeep.backup import BackupNote, kept, name_of

    oldest = timedelta()
    notes: list[BackupNote] = []
    for day in range(365):
        now = datetime(2026, 1, 1, 1, tzinfo=UTC) + timedelta(days=day)
        notes.append(_note(name_of(now), now))
        stays = kept(notes, now)
        notes = [one for one in notes if one.name in stays]
        oldest = max(oldest, now - notes[0].made_at)
    assert timedelta(days=7) < oldest <= timedelta(days=35)
    held(tried="a year of daily backups", figure=f"none older than {oldest.days} days")


def _note(name: str, at: datetime) -> Any:
    from kiosk.domain.upkeep.backup import BackupNote

    return BackupNote(
        name=name, made_at=at, verified_at=at, size=1, sha256="0" * 64, engine="sqlite",
        schema="0006", rows=0, files=0, chains=1,
    )  # fmt: skip


def test_copies_that_sqlite_left_between_rows_go_too(
    app: Flask, place: Place, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that moved from page to page leave some behind, whatever `secure_delete` says."""
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL's files are its server's")
    from sqlalchemy import insert, update

    from kiosk.store.complaint.tables import TicketText
    from kiosk.store.engine import connection, transaction
    from kiosk.store.upkeep import database

    chance, path = random.Random(57), Path(database_url.removeprefix("sqlite:///"))
    words = {"title": MARK, "place": "", "happened": "", "sealed": None}
    with app.app_context():
        with transaction():
            for _ in range(600):
                told = f"Antre {MARK} " + "x" * chance.randint(0, 400)
                values = {"ticket_id": chance.getrandbits(62), "body": told, **words}
                connection().execute(insert(TicketText).values(**values))
        with transaction():
            connection().execute(update(TicketText).values(title="", body=""))
        database.checkpoint()
        assert MARK.encode() in path.read_bytes(), "else there is nothing to compact for"
        monkeypatch.setattr(database, "COMPACTED_AT_ONCE", 1)
        assert database.compact() is database.Compacting.TOO_LARGE
        assert database.compact(whatever_size=True) is database.Compacting.DONE
    assert MARK.encode() not in path.read_bytes()
