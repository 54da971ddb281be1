"""One visit, several surveys: kept per instrument; what is reported goes to the team alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.survey.sitting import Sitting
from kiosk.flows.index.watch_answers import watch_answers
from kiosk.flows.survey.list_answers import list_answers
from kiosk.flows.survey.submit_answer import Receipt, submit_answer
from kiosk.flows.zi.list_signals import list_signals
from kiosk.flows.zi.tell_signals import tell_signals
from kiosk.flows.zi.weigh_sitting import weigh_sitting
from kiosk.store.engine import reading, transaction
from kiosk.store.people import reach
from kiosk.store.place import settings
from kiosk.store.place.revision import move
from kiosk.store.survey import unit_days
from tests import desk
from tests.factories import NOW, Place, as_fields, filled, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

NEW = tuple(f"p{number}" for number in range(1, 17))
THREE = ("skm-2025", "spkp", "spak")


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app, instruments=THREE)


def send(app: Flask, place: Place, score: int = 4, **changes: str) -> Receipt:
    given = {name.replace("_", "."): value for name, value in changes.items()}
    with app.app_context():
        return submit_answer(place.point, as_fields(filled(score, NEW) | given), NOW)


def choose(app: Flask, place: Place, **values: str) -> None:
    with app.app_context(), transaction():
        for name, value in values.items():
            settings.put(place.unit_id, name.replace("_", "-"), value, NOW)
        move()


def member(app: Flask, role: Role, level: Level, place_id: int) -> Actor:
    return desk.make_staff(app, [Grant(role, level, place_id)])


def sheets(app: Flask) -> list[str]:
    return [row["scores"] for row in rows(app, "answers")]


class TestTogether:
    def test_sixteen_questions_make_three_sheets_and_say_what_was_carried(
        self, app: Flask, place: Place
    ) -> None:
        send(app, place, 3, spkp_waktu="4")
        assert [len(one) // 2 for one in sheets(app)] == [16, 6, 5]
        assert [(row["answer_id"], row["marks"]) for row in rows(app, "carried_items")] == [
            (2, "acfgh"),
            (3, "abcde"),
        ]
        with app.app_context():
            found = weigh_sitting(place.unit, NOW)
        assert found.carried == {"skm-2025": 0, "spkp": 1, "spak": 1}
        assert [one.most for one in found.effects] == [19, 29, 16]
        assert [one.visitors for one in found.effects] == [29, 29, 87]

    @pytest.mark.parametrize("chosen", [{"gabungan_survei": "lengkap"}, {"butir_bersama": "tidak"}])
    def test_where_every_question_is_asked_nothing_is_carried(
        self, app: Flask, place: Place, chosen: dict[str, str]
    ) -> None:
        choose(app, place, **chosen)
        send(app, place, 3)
        assert [len(one) // 2 for one in sheets(app)] == [16]
        assert rows(app, "carried_items") == []

    def test_in_turn_takes_what_comes_and_carries_nothing(self, app: Flask, place: Place) -> None:
        choose(app, place, gabungan_survei="bergilir")
        with app.app_context():
            given = {"spak.pungli": ["4"], "layanan": ["ktp"], "kunci": ["k" * 16]}
            submit_answer(place.point, {**given, "instrumen": ["spak"]}, NOW)
        assert sheets(app) == ["d4"]
        with app.app_context():
            found = weigh_sitting(place.unit, NOW)
        assert found.now is Sitting.IN_TURN
        assert found.effects[2].fewest == 5

    def test_the_setting_above_holds_below(self, app: Flask, place: Place) -> None:
        below = make_place(
            app, "upt", point="BAWAH001", parent=place.unit_id, instruments=()
        )  # fmt: skip
        choose(app, place, butir_bersama="tidak")
        send(app, below, 3)
        assert [len(one) // 2 for one in sheets(app)] == [16]


class TestSignals:
    @pytest.fixture
    def team(self, app: Flask, place: Place) -> Actor:
        return member(app, Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)

    def test_one_person_counts_once_a_subject_and_by_the_week(
        self, app: Flask, place: Place, team: Actor
    ) -> None:
        assert send(app, place, p8="1").low == "pungli"
        send(app, place, p8="2", p9="1", spak_pungli="1")
        send(app, place, p8="3")
        with app.app_context():
            found = list_signals(team, NOW)
        [one] = found.listed
        assert dict(one.counts) == {"pungli": 2, "percaloan": 1}
        assert (one.service, one.week.weekday(), one.fresh) == ("Perekaman KTP-el", 0, True)
        assert found.totals == {"pungli": 2, "imbalan": 0, "percaloan": 1, "kecurangan": 0}
        columns = set(rows(app, "signal_counts")[0])
        assert columns == {"unit_id", "service_id", "week", "subject", "many", "told"}

    def test_sent_twice_is_reported_once(self, app: Flask, place: Place) -> None:
        form = as_fields(filled(4, NEW, p8="1"))
        for _ in range(2):
            with app.app_context():
                submit_answer(place.point, form, NOW)
        assert [row["many"] for row in rows(app, "signal_counts")] == [1]

    def test_nobody_of_the_unit_sees_any_not_even_its_inspector(
        self, app: Flask, place: Place
    ) -> None:
        send(app, place, p8="1")
        for role, level, place_id in (
            (Role.HEAD, Level.UNIT, place.unit_id),
            (Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id),
            (Role.AUDITOR, Level.INSTANSI, place.instansi_id),
            (Role.INSPECTORATE, Level.UNIT, place.unit_id),
            (Role.INSPECTORATE, Level.INSTANSI, place.instansi_id + 1),
        ):
            someone = member(app, role, level, place_id)
            with app.app_context():
                assert list_signals(someone, NOW).listed == ()
        both = desk.make_staff(
            app,
            [
                Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id),
                Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id),
            ],
        )
        with app.app_context():
            assert list_signals(both, NOW).listed == ()
            assert tell_signals(NOW) == "0 anggota tim diberi tahu"
        assert rows(app, "notices") == []
        assert [row["told"] for row in rows(app, "signal_counts")] == [0]

    def test_the_team_is_told_once_and_the_notice_says_nothing(
        self, app: Flask, place: Place, team: Actor
    ) -> None:
        send(app, place, p8="1")
        with app.app_context():
            assert tell_signals(NOW) == "1 anggota tim diberi tahu"
            assert tell_signals(NOW + timedelta(days=1)) == "0 anggota tim diberi tahu"
            assert list_signals(team, NOW).listed[0].fresh is False
        [notice] = rows(app, "notices")
        assert (notice["to_id"], notice["values"]) == (team.id, "{}")
        send(app, place, p9="1")
        with app.app_context():
            assert tell_signals(NOW + timedelta(days=2)) == "1 anggota tim diberi tahu"
        look = [row for row in rows(app, "audit_records") if row["action"] == "lihat-isyarat"]
        assert {(row["object_kind"], row["unit_id"], row["object_id"]) for row in look} == {
            ("berkas", 0, "")
        }


class TestUnseen:
    def look(self, app: Flask, place: Place, someone: Actor, **more: bool) -> list[dict[str, int]]:
        with app.app_context():
            with reading():
                spot = reach.spot_of_unit(place.unit)
            assert spot is not None
            found = list_answers(someone, place.unit, spot, None, NOW, **more)
        return [dict(one.scores) for one in reversed(found.answers)]

    def test_the_head_reads_no_single_answer_about_integrity(
        self, app: Flask, place: Place
    ) -> None:
        send(app, place, 4, p8="1", p14="2")
        for role in (Role.HEAD, Role.INSTANSI_ADMIN, Role.AUDITOR):
            someone = member(app, role, Level.INSTANSI, place.instansi_id)
            skm, quality, integrity = self.look(app, place, someone)
            assert set(skm) == {f"p{at}" for at in range(1, 17)} - {"p5", "p8", "p9", "p13", "p14"}
            assert integrity == {}
            assert len(quality) == 5
        team = member(app, Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
        assert self.look(app, place, team)[2]["pungli"] == 1
        own = member(app, Role.INSPECTORATE, Level.UNIT, place.unit_id)
        assert self.look(app, place, own)[2] == {}

    def test_no_call_about_low_answers_is_made_of_it(self, app: Flask, place: Place) -> None:
        send(app, place, 4, p8="1", p13="1")
        send(app, place, 4, p3="1")
        with app.app_context():
            watch_answers(NOW)
            with reading():
                [day] = unit_days.of_unit(place.unit_id, NOW.date())
        assert (day.n, day.low) == (2, 1)
