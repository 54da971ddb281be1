"""What officers do with a ticket: handed on, merged, split, reclassed, handed to others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import NOW, Place, make_place, new_key, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor


@pytest.fixture
def officer(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])


@pytest.fixture
def other(app: Flask, place: Place) -> Place:
    """A second unit of the same instansi."""
    return make_place(app, "rsud-lerik", point="3C5D7E9F", name="RSUD Lerik")


def version(app: Flask, number: str) -> int:
    return int(tickets.row(app, number)["version"])


def move(app: Flask, actor: Actor, number: str, step: Move, **told: Any) -> None:
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.tickets import Told

    with app.app_context():
        now = told.pop("now", NOW)
        move_ticket(
            actor, number, step, version(app, number), Told(**told), tickets.house(app).keys, now
        )


def forward(
    app: Flask, actor: Actor, number: str, to: str, reason: str = "bukan urusan kami"
) -> None:
    from kiosk.flows.complaint.forward_ticket import forward_ticket

    with app.app_context():
        keys = tickets.house(app).keys
        forward_ticket(actor, number, to, version(app, number), reason, keys, NOW)


def merge(app: Flask, actor: Actor, number: str, into: str) -> None:
    from kiosk.flows.complaint.merge_tickets import merge_tickets

    with app.app_context():
        keys = tickets.house(app).keys
        merge_tickets(actor, number, into, version(app, number), keys, NOW)


def unmerge(app: Flask, actor: Actor, number: str) -> None:
    from kiosk.flows.complaint.unmerge_ticket import unmerge_ticket

    with app.app_context():
        keys = tickets.house(app).keys
        unmerge_ticket(actor, number, version(app, number), keys, NOW)


def show(app: Flask, actor: Actor, number: str) -> Any:
    from kiosk.flows.complaint.show_ticket import show_ticket

    with app.app_context():
        return show_ticket(actor, number, tickets.house(app), NOW)


def due_of(app: Flask) -> list[Any]:
    return [(one["kind"], one["due_at"]) for one in rows(app, "ticket_deadlines")]


def search(app: Flask, word: str, unit: int) -> list[str]:
    from kiosk.store.complaint import search as index
    from kiosk.store.engine import reading

    with app.app_context(), reading():
        return [one.number for one in index.find([word], [unit], 10)]


# Handed on


def test_a_ticket_goes_to_another_unit_and_wins_no_time(
    app: Flask, officer: Actor, place: Place, other: Place
) -> None:
    ticket = tickets.file(app, place, judul="Jembatan", isi="Jembatan patah di desa.")
    before = due_of(app)
    there = desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, other.unit_id)])
    forward(app, officer, ticket.number, other.unit)
    row = tickets.row(app, ticket.number)
    assert (row["state"], row["unit_id"], row["origin_id"]) == (
        "diteruskan",
        other.unit_id,
        place.unit_id,
    )
    assert row["owner_id"] is None
    assert due_of(app) == before
    assert show(app, there, ticket.number).may_act
    assert not show(app, officer, ticket.number).may_act, "who brought it may go on reading"
    assert search(app, "jembatan", other.unit_id) == [ticket.number]
    told = [one for one in rows(app, "notices") if one["to_id"] == there.id]
    assert [one["kind"] for one in told] == ["tiket-baru"]


def test_and_back_to_where_it_came_from(
    app: Flask, officer: Actor, place: Place, other: Place
) -> None:
    from kiosk.flows.complaint.forward_ticket import send_back

    ticket = tickets.file(app, place)
    there = desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, other.unit_id)])
    assert Move.SEND_BACK not in {one.move for one in show(app, officer, ticket.number).steps}
    forward(app, officer, ticket.number, other.unit)
    assert Move.SEND_BACK in {one.move for one in show(app, there, ticket.number).steps}
    with app.app_context():
        keys = tickets.house(app).keys
        send_back(there, ticket.number, version(app, ticket.number), "bukan di sini", keys, NOW)
    row = tickets.row(app, ticket.number)
    assert (row["state"], row["unit_id"]) == ("terverifikasi", place.unit_id)
    story = [
        (one.title, one.text, one.details) for one in show(app, officer, ticket.number).timeline
    ]
    assert story[-1][:2] == ("Kembalikan ke unit asal", "bukan di sini")
    assert "Dari: RSUD Lerik" in story[-1][2]


def test_it_goes_nowhere_but_within_its_instansi(app: Flask, officer: Actor, place: Place) -> None:
    from kiosk.flows.complaint.forward_ticket import NoSuchDestination, list_destinations

    far = make_place(app, "puskesmas-alor", point="4D6E8F2G", name="Alor", instansi="pemkab-alor")
    ticket = tickets.file(app, place)
    for code in (far.unit, place.unit, "tidak-ada", ""):
        with pytest.raises(NoSuchDestination):
            forward(app, officer, ticket.number, code)
    with app.app_context():
        assert list_destinations(officer, ticket.number, tickets.house(app).keys) == []
    assert version(app, ticket.number) == 1


# Merged


def test_merged_tickets_are_answered_together_and_each_reporter_keeps_a_key(
    app: Flask, officer: Actor, place: Place
) -> None:
    first, second = tickets.file(app, place), tickets.file(app, place)
    move(app, officer, first.number, Move.VERIFY)
    merge(app, officer, second.number, first.number)
    child = tickets.row(app, second.number)
    assert (child["merged_into"], child["state"]) == (first.id, "terverifikasi")
    move(app, officer, first.number, Move.ANSWER, message="Sudah kami perbaiki.")
    said = [one["text"] for one in rows(app, "ticket_messages") if one["ticket_id"] == second.id]
    assert said[-1] == "Sudah kami perbaiki."
    assert tickets.row(app, second.number)["state"] == "dijawab"
    assert len(rows(app, "ticket_keys")) == 2


def test_merging_and_unmerging_leaves_every_limit_as_it_was(
    app: Flask, officer: Actor, place: Place
) -> None:
    first, second = tickets.file(app, place), tickets.file(app, place)

    def limits() -> list[Any]:
        return [
            (one["kind"], one["started_at"], one["due_at"], one["replaced_at"])
            for one in rows(app, "ticket_deadlines")
            if one["ticket_id"] == second.id
        ]

    before = limits()
    merge(app, officer, second.number, first.number)
    assert limits() == before
    unmerge(app, officer, second.number)
    assert limits() == before
    row = tickets.row(app, second.number)
    assert (row["merged_into"], row["state"]) == (None, "diterima")
    move(app, officer, second.number, Move.VERIFY)


def test_a_merged_ticket_is_not_moved_by_itself(app: Flask, officer: Actor, place: Place) -> None:
    from kiosk.flows.acting import MergedTicket

    first, second = tickets.file(app, place), tickets.file(app, place)
    merge(app, officer, second.number, first.number)
    with pytest.raises(MergedTicket):
        move(app, officer, second.number, Move.VERIFY)
    assert show(app, officer, second.number).steps == ()
    assert show(app, officer, first.number).merged == (second.number,)


def test_there_are_no_circles(app: Flask, officer: Actor, place: Place) -> None:
    from kiosk.flows.acting import MergedTicket
    from kiosk.flows.complaint.merge_tickets import CannotMerge

    a, b, c = (tickets.file(app, place) for _ in range(3))
    merge(app, officer, a.number, b.number)
    for child, parent, refusal in (
        (a, a, MergedTicket), (b, a, MergedTicket), (b, c, CannotMerge), (c, a, MergedTicket),
        (c, c, CannotMerge),
    ):  # fmt: skip
        with pytest.raises(refusal):
            merge(app, officer, child.number, parent.number)
    merge(app, officer, c.number, b.number)


def test_sealed_and_ordinary_are_never_merged(app: Flask, place: Place) -> None:
    """Also by somebody who may see both."""
    from kiosk.flows.acting import SealedHere
    from kiosk.flows.cases import UnknownTicket

    ordinary = tickets.file(app, place)
    sealed = tickets.file(app, place, kategori="pungli")
    officer = desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])
    with pytest.raises(UnknownTicket):
        merge(app, officer, sealed.number, ordinary.number)
    with pytest.raises(UnknownTicket):
        merge(app, officer, ordinary.number, sealed.number)
    team = desk.make_staff(app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])
    with pytest.raises(SealedHere):
        merge(app, team, sealed.number, sealed.number)


def test_what_was_merged_goes_along_when_it_is_handed_on(
    app: Flask, officer: Actor, place: Place, other: Place
) -> None:
    first, second = tickets.file(app, place), tickets.file(app, place)
    merge(app, officer, second.number, first.number)
    forward(app, officer, first.number, other.unit)
    assert tickets.row(app, second.number)["unit_id"] == other.unit_id


def test_likely_twins_are_suggested_with_their_words(
    app: Flask, officer: Actor, place: Place
) -> None:
    from kiosk.flows.complaint.suggest_merge import suggest_merge

    twin = tickets.file(app, place, isi="Kipas angin di ruang tunggu mati, panas sekali.")
    tickets.file(app, place, judul="Parkir", isi="Tempat parkir sempit.")
    asked = tickets.file(app, place, isi="Ruang tunggu panas karena kipas angin rusak.")
    tickets.file(app, place, kategori="pungli", isi="Kipas angin mati kalau tidak bayar.")
    with app.app_context():
        found = suggest_merge(officer, asked.number, tickets.house(app).keys, NOW)
    assert found[0].number == twin.number
    assert {"kipas", "angin"} <= set(found[0].words)
    assert len(found) <= 3


# Split


def split(app: Flask, actor: Actor, number: str, title: str, body: str) -> str:
    from kiosk.flows.complaint.split_ticket import split_ticket

    with app.app_context():
        return split_ticket(
            actor, number, title, body, version(app, number), tickets.house(app), NOW
        )


def test_a_second_matter_becomes_a_ticket_its_reporter_opens_with_the_same_phrase(
    app: Flask, officer: Actor, place: Place
) -> None:
    from kiosk.flows.reporting import Key, prove

    ticket = tickets.file(app, place, identitas="terbuka", nama="Maria Bete", kontak="0812")
    later = NOW + timedelta(days=3)
    number = split(app, officer, ticket.number, "Toilet kotor", "Toilet kantor kotor.")
    made = tickets.row(app, number)
    assert (made["received_at"], made["split_from"], made["state"]) == (NOW, ticket.id, "diterima")
    with app.app_context():
        proof = prove(Key(number, ticket.phrase), tickets.house(app), later, "203.0.113.9")
    assert proof.ticket_id == made["id"]
    [said] = rows(app, "ticket_messages")
    assert number[:3] in said["text"]
    assert said["ticket_id"] == ticket.id
    assert show(app, officer, number).reporter.name == "Maria Bete"
    assert show(app, officer, ticket.number).parts == (number,)


def test_a_part_of_what_was_verified_is_verified_with_it(
    app: Flask, officer: Actor, place: Place
) -> None:
    """Else it would be overdue from its first moment, and its head be told so."""
    from kiosk.flows.complaint.split_ticket import split_ticket

    whole = tickets.file(app, place)
    move(app, officer, whole.number, Move.VERIFY, now=NOW + timedelta(days=1))
    first = tickets.row(app, whole.number)
    with app.app_context():
        now = NOW + timedelta(days=12)
        number = split_ticket(
            officer, whole.number, "Toilet", "Toilet kotor sekali.", first["version"],
            tickets.house(app), now,
        )  # fmt: skip
    part = tickets.row(app, number)
    for name in ("state", "verified_at", "verified_days", "verified_met", "due_at", "due_kind"):
        assert part[name] == first[name], name


def test_no_part_becomes_a_sealed_case_whose_number_the_unit_would_read(
    app: Flask, officer: Actor, place: Place
) -> None:
    from kiosk.flows.complaint.split_ticket import CannotSplit

    ticket = tickets.file(app, place)
    before = snapshot(app)
    with pytest.raises(CannotSplit):
        split(app, officer, ticket.number, "Uang", "Petugas minta pungli di loket.")
    assert snapshot(app) == before


# Class


def reclass(app: Flask, actor: Actor, number: str, wanted: TicketClass, **more: Any) -> None:
    from kiosk.flows.complaint.set_class import set_class

    with app.app_context():
        set_class(
            actor, number, wanted, version(app, number), "salah kelas",
            tickets.house(app).keys, more.get("now", NOW),
        )  # fmt: skip


def test_the_new_class_counts_from_the_receipt(app: Flask, officer: Actor, place: Place) -> None:
    ticket = tickets.file(app, place)
    move(app, officer, ticket.number, Move.VERIFY)
    later = NOW + timedelta(days=5)
    reclass(app, officer, ticket.number, TicketClass.INFORMATION, now=later)
    row = tickets.row(app, ticket.number)
    assert (row["ticket_class"], row["kind"], row["due_kind"]) == (
        "informasi",
        "informasi",
        "informasi",
    )
    [limit] = [one for one in rows(app, "ticket_deadlines") if one["kind"] == "informasi"]
    assert (limit["started_at"], limit["days"]) == (NOW, 5)
    assert limit["due_at"].isoformat() == "2026-10-22T08:00:00+00:00"
    assert row["due_at"] == limit["due_at"]
    reclass(app, officer, ticket.number, TicketClass.ORDINARY, now=later)
    alive = [
        one for one in rows(app, "ticket_deadlines")
        if one["replaced_at"] is None and one["kind"] != "verifikasi"
    ]  # fmt: skip
    assert [(one["kind"], one["started_at"]) for one in alive] == [("tidak-berkadar", NOW)]


def test_a_matter_of_integrity_leaves_nothing_readable_behind(
    app: Flask, officer: Actor, place: Place
) -> None:
    from kiosk.flows.cases import UnknownTicket
    from kiosk.flows.complaint.note_ticket import note_ticket
    from kiosk.flows.complaint.protect_ticket import protect_ticket
    from kiosk.flows.complaint.save_draft import save_draft
    from kiosk.flows.reporting import Key, prove
    from kiosk.flows.sealing import reporters_case
    from kiosk.flows.viewing import story_of
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import reading

    ticket = tickets.file(
        app, place, judul="Kelambu", isi="Cerita kelambu ungu", identitas="terbuka",
        nama="Maria Bete", kontak="0812",
    )  # fmt: skip
    keys = tickets.house(app).keys
    with app.app_context():
        note_ticket(officer, ticket.number, "catatan kelambu", keys, NOW)
        save_draft(officer, ticket.number, "jawab:p", "draf kelambu", keys, NOW)
    move(app, officer, ticket.number, Move.VERIFY)
    move(app, officer, ticket.number, Move.ASK, message="kelambu yang mana?", reason="kelambu")
    team = desk.make_staff(app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])
    with app.app_context():
        protect_ticket(
            officer, ticket.number, version(app, ticket.number), "ternyata pungli kelambu",
            tickets.house(app), NOW,
        )  # fmt: skip
    assert "kelambu" not in repr(snapshot(app)).casefold()
    row = tickets.row(app, ticket.number)
    assert (row["sealed"], row["ticket_class"], row["owner_id"]) == (True, "berkadar", None)
    assert rows(app, "ticket_words") == []
    with pytest.raises(UnknownTicket):
        show(app, officer, ticket.number)
    assert show(app, team, ticket.number).locked
    with app.app_context():
        proof = prove(Key(ticket.number, ticket.phrase), tickets.house(app), NOW, "203.0.113.9")
        with reading():
            found = kept.by_id(ticket.id)
            story = story_of(found, reporters_case(found, proof.seed))
    assert story.body == "Cerita kelambu ungu", "its reporter reads on"
    told = [one["kind"] for one in rows(app, "notices") if one["to_id"] == team.id]
    assert told == ["berkas-terlindungi"]
    [mark] = [one for one in rows(app, "audit_records") if one["action"] == "lindungi-laporan"]
    assert (mark["instansi_id"], mark["unit_id"], mark["object_kind"]) == (0, 0, "berkas")


def test_no_table_keeps_the_hour_of_an_anonymous_reporter_who_is_protected_later(
    app: Flask, officer: Actor, place: Place
) -> None:
    """F55: limits, pauses and milestones name the same moments as the history."""
    from kiosk.flows.complaint.protect_ticket import protect_ticket
    from kiosk.flows.tickets import REPORTER, Told, make_move
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    ticket = tickets.file(app, place)
    acts = {Move.REPLY: 5, Move.OBJECT: 8}
    for step, days in ((Move.VERIFY, 1), (Move.ASK, 2), (Move.REPLY, 5), (Move.ANSWER, 6),
                       (Move.OBJECT, 8)):  # fmt: skip
        at = NOW + timedelta(days=days, minutes=17)
        if step in acts:
            with app.app_context(), transaction():
                make_move(kept.hold(ticket.number), step, REPORTER, at, Told(message="ini"))
        else:
            move(app, officer, ticket.number, step, message="m", reason="r", now=at)
    hours = {NOW, *(NOW + timedelta(days=days, minutes=17) for days in acts.values())}
    with app.app_context():
        now = NOW + timedelta(days=9)
        protect_ticket(officer, ticket.number, version(app, ticket.number), "pungli",
                       tickets.house(app), now)  # fmt: skip
    for table in ("tickets", "ticket_moves", "ticket_messages", "ticket_deadlines",
                  "ticket_pauses"):  # fmt: skip
        for one in rows(app, table):
            left = {name: at for name, at in one.items() if at in hours}
            assert left == {}, table
    made = [one["made_at"] for one in rows(app, "ticket_deadlines")]
    assert now in made, "what was computed later was computed later"
    pause = rows(app, "ticket_pauses")[0]
    assert pause["started_at"] <= pause["ended_at"]


# Entered by staff


def enter(app: Flask, actor: Actor, place: Place, received: str, **changes: str) -> Any:
    from kiosk.flows.complaint.enter_complaint import enter_complaint
    from tests.factories import as_fields

    channel = changes.pop("saluran", "surat")
    with app.app_context():
        return enter_complaint(
            actor, place.unit, as_fields(tickets.form(**changes)), channel, received, (),
            tickets.house(app), NOW,
        )  # fmt: skip


def test_a_letter_counts_from_when_it_truly_came(app: Flask, officer: Actor, place: Place) -> None:
    from kiosk.flows.reporting import Key, prove

    made = enter(app, officer, place, "2026-10-12T16:30")
    row = tickets.row(app, made.receipt.number)
    assert row["channel"] == "surat"
    assert row["received_at"].isoformat() == "2026-10-12T08:30:00+00:00"
    assert row["day_zero"].isoformat() == "2026-10-13", "after closing time"
    assert row["point_id"] is None
    with app.app_context():
        key = Key(made.receipt.number, made.receipt.phrase)
        assert prove(key, tickets.house(app), NOW, "203.0.113.9").ticket_id == row["id"]
    [first] = list(rows(app, "ticket_moves"))
    assert (first["by"], first["actor_id"]) == ("petugas", officer.id)
    assert rows(app, "audit_records")[-1]["action"] == "masukkan-laporan"


@pytest.mark.parametrize(
    "received",
    ["2026-10-15T11:01", "2025-10-13T10:00", "", "kemarin", "0001-01-01T00:00", "9999-12-31T23:59"],
)
def test_a_time_that_cannot_be_is_refused(
    app: Flask, officer: Actor, place: Place, received: str
) -> None:
    from kiosk.domain.complaint.entry import InvalidComplaint

    with pytest.raises(InvalidComplaint) as refused:
        enter(app, officer, place, received)
    assert [one.field for one in refused.value.problems] == ["diterima"]
    assert rows(app, "tickets") == []


def test_what_is_wrong_with_form_and_time_is_told_together(
    app: Flask, officer: Actor, place: Place
) -> None:
    from kiosk.domain.complaint.entry import InvalidComplaint

    with pytest.raises(InvalidComplaint) as refused:
        enter(app, officer, place, "", isi="", saluran="daring")
    assert {one.field for one in refused.value.problems} == {"isi", "saluran", "diterima"}


def test_who_enters_a_sealed_one_cannot_open_it(app: Flask, officer: Actor, place: Place) -> None:
    from kiosk.flows.cases import UnknownTicket

    made = enter(app, officer, place, "2026-10-14T09:00", terlapor="Pak Bertus di loket 2")
    assert made.sealed
    with pytest.raises(UnknownTicket):
        show(app, officer, made.receipt.number)
    assert "Bertus" not in repr(snapshot(app))


def test_the_same_entry_twice_is_one_ticket(app: Flask, officer: Actor, place: Place) -> None:
    key = new_key()
    first = enter(app, officer, place, "2026-10-14T09:00", kunci=key)
    again = enter(app, officer, place, "2026-10-14T09:00", kunci=key)
    assert (first.receipt, again.again) == (again.receipt, True)
    assert len(rows(app, "tickets")) == 1


def test_nobody_enters_for_a_unit_out_of_reach(app: Flask, officer: Actor, other: Place) -> None:
    from kiosk.domain.place.point import UnknownUnit

    with pytest.raises(UnknownUnit):
        enter(app, officer, other, "2026-10-14T09:00")


# Out and in


def test_what_goes_to_lapor_has_its_words_and_no_name(
    app: Flask, officer: Actor, place: Place, other: Place
) -> None:
    from kiosk.domain.complaint.lapor import TITLES
    from kiosk.flows.complaint.export_tickets import Selection, export_tickets

    mine = tickets.file(app, place, identitas="terbuka", nama="Maria Bete", kontak="0812")
    tickets.file(app, place, kategori="pungli")
    tickets.file(app, other)
    with app.app_context():
        found = export_tickets(officer, Selection(), "Asia/Makassar", NOW)
    [row] = [dict(zip(TITLES, one, strict=True)) for one in found]
    assert row["nomor"].replace("-", "") == mine.number
    assert row["klasifikasi"] == "Pengaduan tidak berkadar pengawasan"
    assert (row["status"], row["anonim"]) == ("Belum Terverifikasi", "tidak")
    assert "Maria" not in repr(found)
    assert rows(app, "audit_records")[-1]["action"] == "ekspor-laporan"


def test_numbers_come_back_all_or_none(
    app: Flask, officer: Actor, place: Place, other: Place
) -> None:
    from kiosk.domain.complaint.lapor import UnusableTable
    from kiosk.flows.complaint.import_lapor import import_lapor, plan_import

    a, b, far = tickets.file(app, place), tickets.file(app, place), tickets.file(app, other)
    head = "nomor,nomor_lapor,status\n"
    good = head + f"{a.number},8812345,Terdisposisi Selesai\n{b.number},8812346,\n"
    keys = tickets.house(app).keys
    with app.app_context():
        for bad in (far.number, "ZZZZZZZZZ"):
            before = snapshot(app)
            with pytest.raises(UnusableTable, match="Baris 4: laporan itu tidak ada di antara"):
                import_lapor(officer, good + f"{bad},1,\n", keys, NOW)
            assert snapshot(app) == before
        assert [one.changes for one in plan_import(officer, good, keys)] == [True, True]
        assert import_lapor(officer, good, keys, NOW) == 2
        assert import_lapor(officer, good, keys, NOW) == 0
    row = tickets.row(app, a.number)
    assert (row["lapor_number"], row["lapor_state"]) == ("8812345", "Terdisposisi Selesai")
