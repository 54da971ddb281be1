"""F54: whatever is done to audit or answers directly in the database, the verifier names it.

1,000 random attacks on each of the two tables in the full run, on both databases; some of them made
to fit again by somebody who knows how hashes and heads are made, which only a signed head can show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from tests.commands.console import document, run
from tests.factories import NOW, Place, answer, make_place
from tests.faults import tampering
from tests.faults.conftest import Held
from tests.faults.ledger import sized
from tests.faults.tampering import ATTACKS, Chained, Row
from tests.faults.test_f54_many_writers import database_of

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.flows.people.verify_chains import Verification

ATTACKS_A_TABLE = sized(100, 1_000)
SIGNED_AT = (5, 9, 14)
RECORDS = 14
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


class _Undo(Exception):
    """Takes an attack back."""


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that never happened."""
    from kiosk.store.engine import transaction

    try:
        with transaction():
            yield
            raise _Undo
    except _Undo:
        pass


def chained(name: str) -> Chained:
    from kiosk.store.people import audit
    from kiosk.store.people.tables import AuditRecord
    from kiosk.store.survey import answers
    from kiosk.store.survey.tables import StoredAnswer

    if name == "audit":
        return Chained(AuditRecord.__table__, None, audit.COLUMNS)  # type: ignore[arg-type]
    return Chained(StoredAnswer.__table__, "point_id", answers.CHAINED)  # type: ignore[arg-type]


def record(number: int) -> int:
    from kiosk.store.people import audit

    return audit.append(
        at=NOW + timedelta(minutes=number),
        actor_id=number % 3,
        action="ubah-layanan",
        object_kind="layanan",
        object_id=f"dukcapil-kupang/{number}",
        instansi_id=1,
        unit_id=number % 2,
        details={"nama": [f"Layanan {number}", "Layanan"]},
        reason=f"Alasan nomor {number}" if number % 2 else None,
    )


def sign(app: Flask, minute: int) -> Path:
    from kiosk.flows.people.sign_heads import sign_heads

    return sign_heads(app.config["KIOSK"].instance_dir, NOW + timedelta(minutes=minute))


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


@pytest.fixture
def evidence(app: Flask, place: Place) -> dict[str, str]:
    """Two points and the audit chain grown to 14 records each, signed three times on the way.
    Chain name to the name people know."""
    from kiosk.store.engine import transaction
    from kiosk.store.people import audit
    from kiosk.store.upkeep import chains

    other = make_place(app, "dukcapil-alor", point="2B4C6D8E")
    for number in range(1, RECORDS + 1):
        answer(app, place, 3, saran=f"Saran {number}" if number % 3 else "")
        answer(app, other, 4, jenis_kelamin="P", saran="Ramah")
        with app.app_context(), transaction():
            head = chains.head(audit.CHAIN)
            if head is not None and head.length < RECORDS:
                record(number)
        if number in SIGNED_AT:
            with app.app_context():
                sign(app, number)
    return {
        "audit": "audit",
        f"jawaban:{place.point_id}": f"jawaban:{place.point}",
        f"jawaban:{other.point_id}": f"jawaban:{other.point}",
    }


def verified(app: Flask) -> Verification:
    from kiosk.flows.people.verify_chains import verify_chains

    return verify_chains(app.config["KIOSK"].instance_dir)


def first_bad(app: Flask) -> tuple[str, int] | None:
    found = verified(app).first_bad
    assert found is None or found.fault is not None
    return (found.name, found.fault.seq) if found and found.fault else None


def signed_lengths(app: Flask) -> dict[str, list[int]]:
    from kiosk.store.upkeep import signing

    instance = app.config["KIOSK"].instance_dir
    found: dict[str, list[int]] = {}
    for path in signing.files(instance):
        for name, head in signing.load(instance, path).heads.items():
            found.setdefault(name, []).append(head.length)
    return found


def drawn_attack(random: Random, rows: list[Row], table: Chained) -> tuple[str, list[Row]]:
    while True:
        after = [dict(row) for row in rows]
        attack = random.choice(ATTACKS)
        attack(random, after, table.table)
        if tampering.differences(table, rows, after):
            return attack.__name__, after


@pytest.mark.parametrize("name", ["audit", "answers"])
def test_the_first_bad_record_is_named_in_every_attack(
    app: Flask, evidence: dict[str, str], name: str, held: Held
) -> None:
    random, table, named = Random(54), chained(name), 0
    with app.app_context():
        assert verified(app).ok
        with undone():
            before = tampering.read(table)
        for number in range(ATTACKS_A_TABLE):
            kind, after = drawn_attack(random, before, table)
            where = _first(tampering.differences(table, before, after), evidence)
            with undone():
                tampering.write(table, after)
                assert first_bad(app) == where, (number, kind)
            named += 1
        assert verified(app).ok
    held(
        tried=f"{ATTACKS_A_TABLE} random changes of {name} in the database ({database_of(app)})",
        figure=f"the first bad record named in {named}",
    )


def _first(places: dict[str, int] | Any, names: dict[str, str]) -> tuple[str, int]:
    """The verifier walks the audit first, then the points in their order, the unknown last."""
    order = [*names, *sorted(places.keys() - names.keys())]
    chain = min(places, key=order.index)
    return names.get(chain, chain), places[chain]


@pytest.mark.parametrize("name", ["audit", "answers"])
def test_an_attack_whose_hashes_and_heads_all_fit_is_shown_by_the_next_signed_head(
    app: Flask, evidence: dict[str, str], name: str, held: Held
) -> None:
    random, table, shown = Random(1954), chained(name), 0
    with app.app_context():
        signed = signed_lengths(app)
        with undone():
            before = tampering.read(table)
        for number in range(ATTACKS_A_TABLE // 4):
            kind, after = drawn_attack(random, before, table)
            with undone():
                where = _forged(table, before, after, signed)
                found = verified(app)
                assert found.ok is (not where), (number, kind)
                for one in found.chains:
                    chain = next((c for c, n in evidence.items() if n == one.name), one.name)
                    assert _is_named(one.fault, where.get(chain)), (number, kind, one, where)
                shown += bool(where)
        assert verified(app).ok
    held(
        tried=f"changes of {name} with all hashes and heads made to fit ({database_of(app)})",
        figure=f"{shown} of {shown} that reach a signed head named between two of them",
    )


def _forged(
    table: Chained, before: list[Row], after: list[Row], signed: dict[str, list[int]]
) -> dict[str, tuple[int, int]]:
    """Writes it and says, by chain, between which records it must be found: from the first that
    is another to the first signed head at or behind it."""
    tampering.forge(table, after)
    tampering.write(table, after)
    lengths = {name: len(rows) for name, rows in tampering.by_chain(table, after).items()}
    found = {}
    for name, place in tampering.differences(table, before, after).items():
        ends = [one for one in signed.get(name, []) if one >= place]
        length = lengths.get(name, 0)
        if name not in signed:
            found[name] = (1, 1)  # a chain without a head
        elif ends:
            found[name] = (place, min(*ends, length + 1) if max(ends) > length else min(ends))
    return found


def _is_named(fault: Any, between: tuple[int, int] | None) -> bool:
    if between is None:
        return fault is None
    return fault is not None and between[0] <= fault.seq <= between[1]


def test_every_column_of_both_tables_is_covered(app: Flask, evidence: dict[str, str]) -> None:
    """Each column of each table by itself, on the same record."""
    random = Random(5)
    with app.app_context():
        for name in ("audit", "answers"):
            table = chained(name)
            with undone():
                before = tampering.read(table)
            for column in table.table.columns:
                after = [dict(row) for row in before]
                value = tampering.other_value(random, column, after[6][column.name])
                after[6][column.name] = 9_999 if column.name in ("seq", "id") else value
                with undone():
                    tampering.write(table, after)
                    assert first_bad(app) is not None, (name, column.name)


def test_a_tail_cut_before_the_next_signing_stays_found_after_it(
    app: Flask, evidence: dict[str, str], held: Held
) -> None:
    """The job that signs every day must not make a cut forgotten, nor overwrite what shows it."""
    table = chained("audit")
    with app.app_context():
        with undone():
            rows = tampering.read(table)
        _keep(table, rows[:-4])
        for minute in (30, 31):
            sign(app, minute)
            found = first_bad(app)
            assert found is not None
            assert found == ("audit", RECORDS - 3)
    held(
        tried=f"the last 4 of {RECORDS} records cut, the heads made to fit ({database_of(app)})",
        figure=f"record {found[1]} missing, told by the last signed copy",
    )


def _keep(table: Chained, rows: list[Row]) -> None:
    from kiosk.store.engine import transaction

    with transaction():
        tampering.forge(table, rows)
        tampering.write(table, rows)


def test_a_tail_that_is_cut_and_grows_again_is_found(app: Flask, evidence: dict[str, str]) -> None:
    from kiosk.store.engine import connection, transaction
    from kiosk.store.people.tables import AuditText

    table = chained("audit")
    with app.app_context():
        with undone():
            rows = tampering.read(table)
        _keep(table, rows[:-4])
        with transaction():
            connection().execute(_without(AuditText, AuditText.seq > RECORDS - 4))
            for number in range(20):
                record(number)
        signed = min(one for one in signed_lengths(app)["audit"] if one > RECORDS - 4)
        assert first_bad(app) == ("audit", signed)


def _without(table: Any, condition: Any) -> Any:
    return delete(table).where(condition)


def test_a_head_that_was_changed_or_removed_is_found(
    app: Flask, place: Place, evidence: dict[str, str]
) -> None:
    from kiosk.store.engine import connection
    from kiosk.store.upkeep.tables import ChainHead

    chain = f"jawaban:{place.point_id}"
    mine = update(ChainHead).where(ChainHead.name == chain)
    for statement in (
        mine.values(length=RECORDS - 1),
        mine.values(length=RECORDS + 1),
        mine.values(hash=b"\0" * 32),
        mine.values(name="jawaban:x"),
        _without(ChainHead, ChainHead.name == chain),
    ):
        with app.app_context(), undone():
            connection().execute(statement)
            found = first_bad(app)
            assert found is not None
            assert found[0] == evidence[chain]


def test_a_head_without_records_is_found(app: Flask, evidence: dict[str, str]) -> None:
    from kiosk.store.engine import connection
    from kiosk.store.upkeep.tables import ChainHead

    with app.app_context(), undone():
        connection().execute(insert(ChainHead).values(name="jawaban:777", length=0, hash=b"0" * 32))
        assert first_bad(app) == ("jawaban:777", 1)


def test_a_point_that_vanished_with_all_its_answers_is_found(
    app: Flask, place: Place, evidence: dict[str, str]
) -> None:
    from kiosk.store.engine import connection
    from kiosk.store.place.tables import Point
    from kiosk.store.upkeep.tables import ChainHead

    chain, table = f"jawaban:{place.point_id}", chained("answers")
    with app.app_context(), undone():
        rest = [row for row in tampering.read(table) if row["point_id"] != place.point_id]
        tampering.write(table, rest)
        connection().execute(_without(ChainHead, ChainHead.name == chain))
        connection().execute(_without(Point, Point.id == place.point_id))
        assert first_bad(app) == (chain, 1)


GARBAGE = (
    ("audit_records", "at = 'kemarin'"),
    ("audit_records", "at = 9223372036854775807"),
    ("audit_records", "at = 1.5"),
    ("audit_records", "actor_id = 'dua'"),
    ("audit_records", "action = x'ff00'"),
    ("audit_records", "action = CAST(x'ff' AS TEXT)"),
    ("audit_records", "details = 7"),
    ("audit_records", "hash = 'teks'"),
    ("audit_records", "hash = 12"),
    ("answers", "seq = 'lima'"),
    ("answers", "seq = 6.5"),
    ("answers", "at = 'kemarin'"),
    ("answers", "scores = CAST(x'ff' AS TEXT)"),
    ("answers", "hash = ''"),
    ("answers", "lang = 3.5"),
)


@on_sqlite
def test_what_no_column_should_hold_is_named_and_stops_nobody(
    app: Flask, place: Place, evidence: dict[str, str]
) -> None:
    """SQLite keeps anything anywhere; the verifier must not stumble over it."""
    for table, change in GARBAGE:
        chain = "audit" if table == "audit_records" else evidence[f"jawaban:{place.point_id}"]
        condition = "" if table == "audit_records" else f" AND point_id = {place.point_id}"
        with app.app_context(), undone():
            _execute(f"UPDATE {table} SET {change} WHERE seq = 6{condition}")
            assert first_bad(app) == (chain, 6), (table, change)


@on_sqlite
def test_a_head_that_holds_garbage_is_named(app: Flask, evidence: dict[str, str]) -> None:
    for change in ("length = 'x'", "hash = 'x'", "length = 1.5"):
        with app.app_context(), undone():
            _execute(f"UPDATE chain_heads SET {change} WHERE name = 'audit'")
            assert first_bad(app) == ("audit", 1)


@on_postgresql
def test_a_time_that_never_comes_is_named(app: Flask, evidence: dict[str, str]) -> None:
    for when in ("infinity", "-infinity", "4000-01-01 BC", "200000-01-01"):
        with app.app_context(), undone():
            _execute(f"UPDATE audit_records SET at = '{when}' WHERE seq = 6")
            assert first_bad(app) == ("audit", 6)


def _execute(statement: str) -> None:
    from kiosk.store.engine import connection

    assert connection().execute(text(statement)).rowcount == 1


# Free texts beside the chains: erased by law, never changed.


def test_an_erased_suggestion_and_an_erased_reason_leave_the_chains_whole(
    app: Flask, evidence: dict[str, str]
) -> None:
    with app.app_context(), undone():
        _execute("DELETE FROM answer_texts WHERE answer_id = 1")
        _execute("DELETE FROM audit_texts WHERE seq = 5")
        assert verified(app).ok


def test_a_changed_text_is_found_at_its_record(
    app: Flask, place: Place, evidence: dict[str, str]
) -> None:
    point = evidence[f"jawaban:{place.point_id}"]
    for change, where in (
        ("UPDATE answer_texts SET text = text || '.' WHERE answer_id = 7", (point, 4)),
        ("UPDATE answer_texts SET text = '' WHERE answer_id = 7", (point, 4)),
        ("UPDATE answer_texts SET answer_id = 5 WHERE answer_id = 7", (point, 3)),
        ("UPDATE audit_texts SET text = 'lain' WHERE seq = 5", ("audit", 5)),
    ):
        with app.app_context(), undone():
            _execute(change)
            assert first_bad(app) == where, change


def test_a_text_put_beside_a_record_that_had_none_is_found(
    app: Flask, evidence: dict[str, str]
) -> None:
    from kiosk.store.engine import connection
    from kiosk.store.people.tables import AuditText

    with app.app_context(), undone():
        silent = connection().scalar(_silent())
        connection().execute(insert(AuditText).values(seq=silent, salt=b"0" * 16, text="palsu"))
        assert first_bad(app) == ("audit", silent)
    with app.app_context(), undone():
        connection().execute(insert(AuditText).values(seq=900, salt=b"0" * 16, text="palsu"))
        assert not verified(app).ok


def _silent() -> Any:
    from kiosk.store.people.tables import AuditRecord

    return select(func.min(AuditRecord.seq)).where(AuditRecord.text_digest.is_(None))


# The signed files themselves.


def test_a_changed_signed_file_is_told(app: Flask, evidence: dict[str, str]) -> None:
    from kiosk.store.upkeep import signing

    newest = signing.files(app.config["KIOSK"].instance_dir)[-1]
    whole = newest.read_text()
    for change in (
        lambda file: {**file, "at": "2026-10-15T00:00:00+00:00"},
        lambda file: {**file, "chains": {}},
        lambda file: {**file, "signature": "00" * 64},
        lambda file: {**file, "signature": "00"},
    ):
        newest.write_text(json.dumps(change(json.loads(whole))))
        with app.app_context():
            found = verified(app)
        assert not found.ok
        assert newest.name in " ".join(found.notes)
    newest.write_text("{")
    with app.app_context():
        assert not verified(app).ok


def test_a_signature_by_another_key_does_not_hold(
    app: Flask, evidence: dict[str, str], tmp_path: Path
) -> None:
    """Somebody signs the cut heads with a key of his own."""
    from kiosk.domain.people.anchor import Anchor
    from kiosk.store.engine import reading
    from kiosk.store.upkeep import chains, signing

    with app.app_context(), reading():
        heads = chains.heads()
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    forged = signing.publish(elsewhere, Anchor(NOW + timedelta(days=1), heads))
    folder = app.config["KIOSK"].instance_dir / signing.FOLDER
    (folder / forged.name).write_text(forged.read_text())
    with app.app_context():
        assert not verified(app).ok


# Through the command.


def test_the_command_lists_every_chain_it_walked(app: Flask, evidence: dict[str, str]) -> None:
    found = document(app, "audit", "verify")
    assert found["ok"] is True
    assert found["first_bad"] is None
    shown = {one["name"]: (one["table"], one["records"]) for one in found["chains"]}
    tables = {name: "audit_records" if name == "audit" else "answers" for name in evidence.values()}
    periods = {"periode": ("period_events", 0)}
    assert shown == {name: (table, RECORDS) for name, table in tables.items()} | periods
    assert all(len(bytes.fromhex(one["head"])) == 32 for one in found["chains"])
    assert set(found["chains"][0]) == {"name", "table", "records", "head"}


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE audit_records SET actor_id = 44 WHERE seq = 3", 3),
        ("DELETE FROM audit_records WHERE seq = 14", 14),
    ],
)
def test_the_command_names_the_record_and_ends_with_1(
    app: Flask, evidence: dict[str, str], statement: str, seq: int
) -> None:
    from kiosk.store.engine import transaction

    with app.app_context(), transaction():
        _execute(statement)
    found = document(app, "audit", "verify", exit_code=1)
    assert found["ok"] is False
    assert (found["first_bad"]["chain"], found["first_bad"]["record"]) == ("audit", seq)
    told = run(app, "audit", "verify")
    assert told.exit_code == 1
    assert f"audit: catatan ke-{seq}" in told.stdout


def test_the_command_takes_a_signed_copy_from_elsewhere(
    app: Flask, evidence: dict[str, str], tmp_path: Path
) -> None:
    """The office printed or mailed it away; the folder of the installation was emptied."""
    from kiosk.store.upkeep import signing

    files = signing.files(app.config["KIOSK"].instance_dir)
    away = tmp_path / "salinan.json"
    away.write_text(files[-1].read_text())
    for one in files:
        one.unlink()
    table = chained("audit")
    with app.app_context():
        with undone():
            rows = tampering.read(table)
        _keep(table, rows[:-1])
    assert document(app, "audit", "verify")["ok"] is True
    found = document(app, "audit", "verify", "--anchor", away, exit_code=1)
    assert found["first_bad"]["record"] == RECORDS
