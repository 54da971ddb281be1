"""The record as its readers see it: each their own part, and the reading is recorded as well."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.people.list_audit import PAGE, Filter, ShownRecord, list_audit
from kiosk.flows.people.list_heads import list_heads
from tests import desk
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor


class Office:
    """An instansi with a unit, one below it, one beside it; another instansi; an installation."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.own = make_place(app)
        self.below = make_place(app, "loket-oebobo", point="2B4C6D8E", parent=self.own.unit_id)
        self.beside = make_place(app, "rsud-kupang", point="3C5D7E9F")
        self.foreign = make_place(app, "rsud-alor", point="4D6E8F2G", instansi="pemkab-alor")
        for place in (self.own, self.below, self.beside, self.foreign):
            note(app, place.unit, place.instansi_id, place.unit_id)
        note(app, "instansi-sendiri", self.own.instansi_id, 0)
        note(app, "instansi-lain", self.foreign.instansi_id, 0)
        note(app, "instalasi", 0, 0)

    def read(self, actor: Actor, wanted: Filter | None = None) -> list[ShownRecord]:
        with self.app.app_context():
            return list_audit(actor, wanted or Filter(), NOW)

    def reader(self, role: Role, level: Level, place: int) -> Actor:
        return desk.make_staff(self.app, [Grant(role, level, place)])

    def marks(self, actor: Actor) -> set[str]:
        """Whose records they read."""
        return {one.object_id for one in self.read(actor, Filter(action="uji-catat"))}


def note(app: Flask, mark: str, instansi: int, unit: int, **more: Any) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.people import audit

    with app.app_context(), transaction():
        audit.append(
            at=NOW, actor_id=0, action="uji-catat", object_kind="uji", object_id=mark,
            instansi_id=instansi, unit_id=unit, **more,
        )  # fmt: skip


@pytest.fixture
def office(app: Flask) -> Office:
    desk.start_audit(app)
    return Office(app)


OWN = {"dukcapil-kupang", "loket-oebobo"}
INSTANSI = OWN | {"rsud-kupang", "instansi-sendiri"}
EVERY = INSTANSI | {"rsud-alor", "instansi-lain", "instalasi"}


def test_an_auditor_of_a_unit_reads_it_and_what_is_below(office: Office) -> None:
    assert office.marks(office.reader(Role.AUDITOR, Level.UNIT, office.own.unit_id)) == OWN


def test_an_auditor_of_an_instansi_reads_all_of_it(office: Office) -> None:
    reader = office.reader(Role.AUDITOR, Level.INSTANSI, office.own.instansi_id)
    assert office.marks(reader) == INSTANSI


def test_an_auditor_of_the_installation_reads_everything(office: Office) -> None:
    assert office.marks(office.reader(Role.AUDITOR, Level.INSTALLATION, 0)) == EVERY


def test_an_administrator_of_the_installation_reads_nothing(office: Office) -> None:
    assert office.marks(office.reader(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)) == set()


def test_a_head_reads_nothing(office: Office) -> None:
    assert office.marks(office.reader(Role.HEAD, Level.UNIT, office.own.unit_id)) == set()


def test_what_happened_at_a_unit_is_read_after_it_was_closed(app: Flask, office: Office) -> None:
    """Closing a unit must not close its record."""
    from sqlalchemy import update

    from kiosk.store.engine import connection, transaction
    from kiosk.store.place.tables import Unit

    with app.app_context(), transaction():
        connection().execute(
            update(Unit).where(Unit.id == office.below.unit_id).values(closed_at=NOW)
        )
    assert office.marks(office.reader(Role.AUDITOR, Level.UNIT, office.own.unit_id)) == OWN
    whole = office.reader(Role.AUDITOR, Level.INSTANSI, office.own.instansi_id)
    assert office.marks(whole) == INSTANSI


def test_reading_is_recorded_where_the_reader_s_own_auditor_sees_it(
    app: Flask, office: Office
) -> None:
    reader = office.reader(Role.AUDITOR, Level.UNIT, office.own.unit_id)
    office.read(reader, Filter(action="uji-catat", actor=None))
    last = rows(app, "audit_records")[-1]
    assert (last["action"], last["actor_id"]) == ("lihat-audit", reader.id)
    assert (last["instansi_id"], last["unit_id"]) == (
        office.own.instansi_id,
        office.own.unit_id,
    )
    assert office.read(reader)[0].action == "lihat-audit"


def test_the_newest_comes_first_and_pages_join_without_a_gap(app: Flask, office: Office) -> None:
    for number in range(PAGE + 20):
        note(app, str(number), office.own.instansi_id, office.own.unit_id)
    reader = office.reader(Role.AUDITOR, Level.UNIT, office.own.unit_id)
    first = office.read(reader, Filter(action="uji-catat"))
    second = office.read(reader, Filter(action="uji-catat", before=first[-1].seq))
    assert len(first) == PAGE
    numbers = [one.seq for one in (*first, *second)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == PAGE + 20 + len(OWN)


def test_a_name_is_found_by_a_part_and_no_wildcard_finds_everybody(
    app: Flask, office: Office
) -> None:
    reader = desk.make_staff(
        app, [Grant(Role.AUDITOR, Level.UNIT, office.own.unit_id)], name="Yohanes Bere"
    )
    office.read(reader)
    assert {one.actor for one in office.read(reader, Filter(actor="hanes b"))} == {"Yohanes Bere"}
    assert office.read(reader, Filter(actor="%")) == []
    assert office.read(reader, Filter(actor="' OR 1=1 --")) == []


def test_reasons_are_shown_while_they_are_kept(app: Flask, office: Office) -> None:
    note(app, "alasan", office.own.instansi_id, office.own.unit_id, reason="Salah cetak")
    reader = office.reader(Role.AUDITOR, Level.UNIT, office.own.unit_id)
    assert office.read(reader, Filter(action="uji-catat"))[0].reason == "Salah cetak"


def heads_of(app: Flask, actor: Actor) -> set[str]:
    with app.app_context():
        found = list_heads(actor, app.config["KIOSK"].instance_dir)
    return {name for name, _, _ in found.heads}


def test_heads_of_chains_name_only_counters_within_reach(app: Flask, office: Office) -> None:
    def shown(*places: Place) -> set[str]:
        return {"audit", *(f"Jawaban loket {one.point}" for one in places)}

    own = (office.own, office.below)
    unit = office.reader(Role.AUDITOR, Level.UNIT, office.own.unit_id)
    assert heads_of(app, unit) == shown(*own)
    instansi = office.reader(Role.AUDITOR, Level.INSTANSI, office.own.instansi_id)
    assert heads_of(app, instansi) == shown(*own, office.beside)
    whole = office.reader(Role.AUDITOR, Level.INSTALLATION, 0)
    assert heads_of(app, whole) == shown(*own, office.beside, office.foreign) | {"periode"}


def test_signed_copies_are_listed_while_their_signature_holds(app: Flask, office: Office) -> None:
    from kiosk.flows.people.sign_heads import sign_heads

    instance = app.config["KIOSK"].instance_dir
    whole = office.reader(Role.AUDITOR, Level.INSTALLATION, 0)
    with app.app_context():
        first = sign_heads(instance, NOW)
        second = sign_heads(instance, NOW + timedelta(days=1))
        assert [name for name, _ in list_heads(whole, instance).files] == [second.name, first.name]
        second.write_text("{}")
        assert [name for name, _ in list_heads(whole, instance).files] == [first.name]
