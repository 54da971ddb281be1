"""Follow-up: a closed period opens plans, people carry them out, everybody is reminded once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.attachment import InvalidAttachment, LostFile
from kiosk.domain.index.period import parse
from kiosk.domain.index.plan import Move, PlanState, UnfitMove, UnknownPlan
from kiosk.domain.index.recovery import Verdict
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.stale import StaleEdit
from kiosk.flows.proving import Sent
from kiosk.flows.receiving import Upload
from tests import desk, plans
from tests.factories import MONTH, NOW, Place, answer, make_place, rows, snapshot
from tests.periods import AFTER, admin_of, close, head_of, publish, reopen
from tests.tickets import house

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.index.show_board import Board
    from kiosk.flows.index.show_plan import PlanView

DECEMBER = datetime(2026, 12, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    return head_of(app, place)


@pytest.fixture
def closed(app: Flask, place: Place, head: Actor) -> Place:
    plans.opened(app, place, head)
    return place


def show(app: Flask, place: Place, now: datetime = AFTER, plan: int = 1) -> PlanView:
    from kiosk.flows.index.show_plan import show_plan

    with app.app_context():
        return show_plan(place.unit, plan, now)


def board(app: Flask, place: Place, now: datetime = AFTER) -> Board:
    from kiosk.flows.index.show_board import show_board

    with app.app_context():
        return show_board(place.unit, now)


def remind(app: Flask, now: datetime) -> list[tuple[str, int]]:
    """Kind and recipient of every notice of a plan so far."""
    from kiosk.flows.index.remind_plans import remind_plans

    with app.app_context():
        remind_plans(now)
    kept = [one for one in rows(app, "notices") if one["kind"].startswith("rencana-")]
    return sorted((one["kind"], one["to_id"]) for one in kept)


class TestOpening:
    def test_the_three_lowest_unsur_each_open_a_draft(self, app: Flask, closed: Place) -> None:
        kept = rows(app, "plans")
        assert tuple(one["unsur"] for one in kept) == plans.LOW
        assert {one["state"] for one in kept} == {"diusulkan"}
        assert [one["value"] for one in kept] == ["25.00", "50.00", "75.00"]
        assert "Waktu Penyelesaian (U3) bernilai 25,00" in kept[0]["problem"]

    def test_a_period_closed_anew_keeps_its_plans_and_opens_none_twice(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head)
        reopen(app, closed, head, admin_of(app, closed))
        # The one that was third is no longer among the lowest; another takes its place.
        answer(app, closed, 4, times=24, waktu="1", biaya="2", produk="1")
        close(app, closed, head)
        kept = {one["unsur"]: one for one in rows(app, "plans")}
        assert set(kept) == {*plans.LOW, "produk"}
        assert kept["waktu"]["action"] == "Buka loket kedua"
        assert len(rows(app, "plans")) == 4

    def test_nothing_is_opened_where_so_few_answered_that_nothing_is_shown(
        self, app: Flask, place: Place, head: Actor
    ) -> None:
        plans.scored(app, place, times=2)
        close(app, place, head)
        assert rows(app, "plans") == []


class TestEditing:
    def test_what_changed_is_in_the_history_and_in_the_record(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head)
        plans.fill(app, closed, head)
        kept = plans.row(app)
        assert (kept["action"], kept["quarter"], kept["version"]) == (
            "Buka loket kedua", "2026-Q4", 2,
        )  # fmt: skip
        assert [one["move"] for one in rows(app, "plan_moves") if one["plan_id"] == 1] == [
            "buka", "ubah",
        ], "nothing changed the second time"  # fmt: skip
        assert rows(app, "audit_records")[-1]["action"] == "ubah-rencana"

    def test_of_two_who_save_the_second_sees_both(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head)
        before = snapshot(app)
        with pytest.raises(StaleEdit) as clash:
            plans.fill(app, closed, head, action="Tambah petugas", version="1")
        shown = {one.field: (one.theirs, one.yours) for one in clash.value.differences}
        assert shown == {"action": ("Buka loket kedua", "Tambah petugas")}
        assert snapshot(app) == before

    def test_only_somebody_who_sees_the_plan_can_be_reminded_of_it(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        other = make_place(app, "lain", point="8F3K9QWX", name="Kantor Lain")
        stranger = head_of(app, other)
        with pytest.raises(InvalidEntry) as why:
            plans.fill(app, closed, head, owner_code=stranger.code)
        assert set(why.value.wrong) == {"owner_code"}
        plans.fill(app, closed, head, owner_code=head.code)
        assert plans.row(app)["owner_id"] == head.id

    def test_a_running_plan_keeps_saying_what_and_until_when(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head)
        plans.move(app, closed, head, Move.START)
        with pytest.raises(UnfitMove, match="tenggat"):
            plans.fill(app, closed, head, due="")

    def test_a_plan_of_another_unit_is_not_there(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        other = make_place(app, "lain", point="8F3K9QWX", name="Kantor Lain")
        with pytest.raises(UnknownPlan):
            plans.fill(app, other, head)


class TestMoving:
    def test_done_with_proof_and_taken_back_with_a_reason(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head)
        with pytest.raises(UnfitMove, match="bukti"):
            plans.move(app, closed, head, Move.FINISH)
        plans.move(app, closed, head, Move.FINISH, sent=plans.photo())
        kept = plans.row(app)
        assert (kept["state"], str(kept["done_on"])) == ("selesai", "2026-11-02")
        plans.move(app, closed, head, Move.REOPEN, note="Loketnya tutup lagi")
        kept = plans.row(app)
        assert (kept["state"], kept["done_on"]) == ("berjalan", None)
        view = show(app, closed)
        assert [one.move for one in view.history] == ["lanjutkan", "selesaikan", "ubah", "buka"]
        assert view.history[0].note == "Loketnya tutup lagi"
        assert len(view.proofs) == 1, "proof stays"
        record = rows(app, "audit_records")[-1]
        assert (record["action"], record["unit_id"]) == ("lanjutkan-rencana", closed.unit_id)

    def test_a_step_on_a_page_that_is_old_changes_nothing(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head)
        before = snapshot(app)
        with pytest.raises(StaleEdit):
            plans.move(app, closed, head, Move.START, version=1)
        assert snapshot(app) == before

    def test_a_file_that_is_no_picture_and_no_pdf_is_refused(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head)
        sent = Sent((Upload("bukti.exe", b"MZ" + bytes(100)),))
        with pytest.raises(InvalidAttachment):
            plans.move(app, closed, head, Move.FINISH, sent=sent)
        assert plans.row(app)["state"] == PlanState.PROPOSED.value


class TestProof:
    @pytest.fixture
    def done(self, app: Flask, closed: Place, head: Actor) -> Place:
        plans.fill(app, closed, head)
        plans.move(app, closed, head, Move.FINISH, sent=plans.photo())
        return closed

    def test_only_what_was_marked_is_everybody_s_and_only_while_published(
        self, app: Flask, done: Place, head: Actor
    ) -> None:
        from kiosk.flows.index.fetch_proof import fetch_proof, fetch_public_proof
        from kiosk.flows.index.prove_plan import show_proof
        from kiosk.flows.index.withdraw_period import withdraw_period

        def fetched() -> bytes:
            with app.app_context():
                return fetch_public_proof(done.unit, 1, 1, house(app)).content

        with app.app_context():
            assert fetch_proof(done.unit, 1, 1, house(app)).media_type == "image/jpeg"
        publish(app, done, head)
        with pytest.raises(LostFile):
            fetched()
        with app.app_context():
            show_proof(head, done.unit, 1, 1, AFTER, public=True)
        assert fetched().startswith(b"\xff\xd8"), "a JPEG made anew"
        with app.app_context():
            withdraw_period(head, done.unit, parse(MONTH), "Ada yang keliru", AFTER)
        with pytest.raises(LostFile):
            fetched()

    def test_the_sweep_leaves_proof_alone_until_it_is_taken_back(
        self, app: Flask, done: Place, head: Actor
    ) -> None:
        from kiosk.flows.complaint.sweep_leftovers import sweep_files
        from kiosk.flows.index.fetch_proof import fetch_proof
        from kiosk.flows.index.prove_plan import add_proof, remove_proof

        later = datetime.now(UTC) + timedelta(days=1)
        uploads = house(app).uploads
        with app.app_context():
            assert sweep_files(uploads, later).startswith("0 ")
            with pytest.raises(UnfitMove, match="gantinya"):
                remove_proof(head, done.unit, 1, 1, "Wajah warga terlihat", AFTER)
            add_proof(head, done.unit, 1, plans.photo(caption="Baru"), house(app), AFTER)
            remove_proof(head, done.unit, 1, 1, "Wajah warga terlihat", AFTER)
            with pytest.raises(LostFile):
                fetch_proof(done.unit, 1, 1, house(app))
        assert [one.caption for one in show(app, done).proofs] == ["Baru"]
        first = next(one for one in rows(app, "plan_proofs") if one["id"] == 1)
        assert first["digest"] is None


class TestRecovery:
    def test_a_closed_month_is_compared_frozen_and_a_running_one_live(
        self, app: Flask, place: Place, head: Actor
    ) -> None:
        answer(app, place, 3, times=20, waktu="2")
        answer(app, place, 4, times=20, waktu="3")
        close(app, place, head)
        november = NOW + timedelta(days=31)
        answer(app, place, 4, times=30, now=november)
        answer(app, place, 4, times=10, now=november, waktu="3")
        live = show(app, place, november).after
        assert [(str(one.period), one.closed) for one in live] == [("2026-11", False)]
        close(app, place, head, "2026-11", DECEMBER)
        answer(app, place, 1, times=3, now=november)
        (one, running) = show(app, place, DECEMBER).after
        assert one.closed
        assert one.difference is not None
        # (3.75 - 2.5) x 25; what came after the closing changes nothing.
        assert (str(one.value), str(one.difference.points)) == ("93.75", "31.25")
        assert one.difference.verdict is Verdict.ROSE
        assert (str(running.period), running.value) == ("2026-12", None), "nobody answered yet"


class TestReminding:
    @pytest.fixture
    def due(self, app: Flask, closed: Place, head: Actor) -> Actor:
        """Plan 1 is due on Friday 13 November and is an officer's."""
        grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, closed.unit_id)
        officer = desk.make_staff(app, [grant], name="Petugas")
        plans.fill(app, closed, head, due="2026-11-13", owner_code=officer.code)
        return officer

    def at(self, day: int, hour: int = 3) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=UTC)

    def test_the_owner_is_told_a_week_before_on_the_day_and_the_head_too_when_it_is_late(
        self, app: Flask, due: Actor, head: Actor
    ) -> None:
        assert remind(app, self.at(5)) == []
        assert remind(app, self.at(6, hour=14)) == [], "22.00: nobody is there"
        week = [("rencana-dekat", due.id)]
        assert remind(app, self.at(6)) == week
        assert remind(app, self.at(9)) == week, "once"
        day = sorted([*week, ("rencana-hari-ini", due.id)])
        assert remind(app, self.at(13)) == day
        assert remind(app, self.at(14)) == day, "a Saturday"
        late = [("rencana-lewat", one) for one in sorted((due.id, head.id))]
        assert remind(app, self.at(16)) == sorted([*day, *late])
        assert remind(app, self.at(19)) == sorted([*day, *late])
        assert remind(app, self.at(20)) == sorted([*day, *late, *late]), "every week"

    def test_another_due_date_is_reminded_of_anew_and_what_is_done_no_more(
        self, app: Flask, due: Actor, closed: Place, head: Actor
    ) -> None:
        assert len(remind(app, self.at(6))) == 1
        plans.fill(app, closed, head, due="2026-11-16", owner_code=due.code)
        assert len(remind(app, self.at(9))) == 2
        plans.move(app, closed, head, Move.FINISH, sent=plans.photo())
        assert len(remind(app, self.at(16))) == 2

    def test_without_an_owner_the_head_is_told(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head, due="2026-11-13")
        assert remind(app, self.at(6)) == [("rencana-dekat", head.id)]


class TestBoard:
    def test_everybody_reads_the_plans_of_published_periods_only(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head, due="2026-11-13")
        assert board(app, closed).postings == ()
        publish(app, closed, head)
        (posting,) = board(app, closed).postings
        assert [one.plan.unsur for one in posting.posted] == list(plans.LOW)
        assert not posting.posted[0].is_late
        assert board(app, closed, DECEMBER).postings[0].posted[0].is_late
        reopen(app, closed, head, admin_of(app, closed))
        assert board(app, closed).postings == ()

    def test_a_picture_is_shown_only_where_it_was_marked(
        self, app: Flask, closed: Place, head: Actor
    ) -> None:
        plans.fill(app, closed, head)
        plans.move(app, closed, head, Move.FINISH, sent=plans.photo())
        publish(app, closed, head)
        assert board(app, closed).posted[0].photos == ()
        from kiosk.flows.index.prove_plan import add_proof

        with app.app_context():
            add_proof(head, closed.unit, 1, plans.photo(public=True), house(app), AFTER)
        assert [one.caption for one in board(app, closed).posted[0].photos] == ["Loket kedua"]


def test_documents_get_the_plans_of_their_period_and_of_the_one_before(
    app: Flask, closed: Place, head: Actor
) -> None:
    from kiosk.flows import planning
    from kiosk.store.engine import reading

    plans.scored_in(app, closed, NOW + timedelta(days=31))
    close(app, closed, head, "2026-11", DECEMBER)
    with app.app_context(), reading():
        own = planning.plans_of(closed.unit_id, "skm-2017", parse("2026-11"))
        before = planning.previous_plans(closed.unit_id, "skm-2017", parse("2026-11"))
        none = planning.previous_plans(closed.unit_id, "skm-2017", parse(MONTH))
    assert [one.unsur for one in own] == list(plans.LOW)
    assert {one.period for one in before} == {parse(MONTH)}
    assert none == ()
    assert replace(own[0], id=0) != replace(before[0], id=0)
