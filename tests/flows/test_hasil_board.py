"""Papan hasil out of what is kept: sources, months, complaints as targets, the choice and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.period import parse
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.zi import outside
from kiosk.domain.zi.board_document import document
from kiosk.domain.zi.board_text import parts
from kiosk.domain.zi.phase import Phase
from kiosk.domain.zi.phase_entry import canonical
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.targets import Indicator, Target, UnreasonedChoice
from kiosk.store.engine import transaction
from kiosk.store.index import official
from tests import desk, lke, plans, tickets
from tests.factories import NOW, SPAK, Place, answer, as_fields, filled, make_place, rows
from tests.periods import admin_of, head_of

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.domain.zi.board import Board

HANDLED = Target(Indicator.HANDLED, Fraction(90))
LAST_YEAR = NOW.replace(year=2025)


@pytest.fixture
def team(app: Flask, place: Place) -> Actor:
    desk.start_audit(app)
    return desk.make_staff(app, [Grant(Role.ZI_TEAM, Level.UNIT, place.unit_id)])


def board(app: Flask, place: Place, year: int = 2026) -> Board:
    from kiosk.flows.zi.show_board import show_board

    with app.app_context():
        return show_board(place.unit, parse(str(year)), NOW)


def adopt(app: Flask, place: Place, team: Actor, *targets: Target) -> None:
    from kiosk.flows.zi.adopt_targets import adopt_targets

    with app.app_context():
        adopt_targets(team, place.unit, 2026, targets, NOW)


def choose(app: Flask, place: Place, team: Actor, option: str, reason: str = "") -> None:
    from kiosk.flows.zi.enter_figures import enter_performance

    with app.app_context():
        given = outside.achieved(option, "LKjIP 2026, tabel 3.2")
        enter_performance(team, place.unit, 2026, given, NOW, reason)


def answered(app: Flask, number: int) -> None:
    """As the counts see it."""
    from kiosk.store.complaint import tickets as kept

    values = {"state": "dijawab", "answered_at": NOW, "answered_days": 2, "answered_met": True}
    with app.app_context(), transaction():
        kept.change(number, 1, **values)


def test_an_official_value_counts_and_the_own_survey_stands_beside_it(
    app: Flask, place: Place, team: Actor
) -> None:
    from kiosk.flows.zi.keep_proof import add_proof

    answer(app, place, 4, times=6)
    with app.app_context():
        with transaction():
            official.enter_official(
                place.unit_id, 2026, "ipkp", Decimal("3.20"), "Surat B/1/2026", NOW
            )
        house = tickets.house(app)
        add_proof(team, place.unit, Subject.OFFICIAL, "2026:ipkp", plans.photo(), house, NOW)
    found = board(app, place)
    assert found.hasil.ipkp == 14
    told = {one.key: one for one in parts(found)}
    assert "Surat B/1/2026" in told["ipkp"].origin
    assert any("SHA-256" in note for note in told["ipkp"].notes)
    proofs = document(found)["provenance"]["ipkp"]["proofs"]
    assert [one["sha256"] for one in proofs] == [rows(app, "zi_proofs")[0]["digest"]]
    assert not board(app, place, 2025).proofs["kinerja"]
    assert "ipkp" not in board(app, place, 2025).proofs


def test_no_month_of_the_ipak_tells_what_one_visitor_said(app: Flask) -> None:
    """The year less the months that are shown would be that visitor, to the last decimal."""
    place = make_place(app, instruments=("spak",))
    for month, score, times in ((8, 4, 6), (9, 3, 9), (10, 1, 1)):
        spak(app, place, score, NOW.replace(month=month), times)
    found = board(app, place)
    shown = {one.month: one.ipak for one in found.months if one.answers[0]}
    assert shown == {202608: None, 202609: 3, 202610: None}
    assert found.basis["ipak"].respondents == 16


def test_one_answer_left_out_is_not_told_by_the_ipak_with_it(app: Flask) -> None:
    from kiosk.flows.survey.ask_exclusion import ask_exclusion
    from kiosk.flows.survey.decide_exclusion import decide_exclusion

    place = make_place(app, instruments=("spak",))
    head, second = head_of(app, place), admin_of(app, place)
    spak(app, place, 4, NOW, 12)
    shown = []
    for number in range(1, 6):
        with app.app_context():
            ask_exclusion(head, number, "Diisi petugas sendiri", NOW)
            decide_exclusion(second, number, agree=True, note="", now=NOW)
        found = board(app, place)
        shown.append((found.basis["ipak"].excluded, found.basis["ipak"].with_excluded))
        assert f"{number} dikecualikan" in parts(found)[0].origin
    assert shown == [(1, None), (2, None), (3, None), (4, None), (5, "4.00")]


def spak(app: Flask, place: Place, score: int, now: datetime, times: int) -> None:
    from kiosk.domain.arrival import at_once
    from kiosk.domain.survey.source import Source
    from kiosk.flows.answering import Way, take_answer
    from kiosk.store.place import points

    way = Way(at_once(now), Source.STATIC_QR)
    with app.app_context(), transaction():
        point = points.scanned(place.point, now)
        for _ in range(times):
            take_answer(point, as_fields(filled(score, SPAK, "spak.")), way)


def test_each_month_has_its_own_estimate_and_only_where_enough_answered(
    app: Flask, place: Place
) -> None:
    answer(app, place, 4, times=5)
    answer(app, place, 2, times=5, now=NOW.replace(month=9))
    answer(app, place, 1, times=4, now=NOW.replace(month=8))
    found = {one.month: one for one in board(app, place).months}
    assert len(found) == 12
    assert [found[month].estimate for month in (202608, 202609, 202610)] == [None, 2, 4]
    assert found[202608].answers == (0, 0, 4)
    whole = board(app, place)
    assert whole.provisional
    assert whole.hasil.ipkp == Fraction(5 * 4 + 5 * 2 + 4, 14) / 4 * Fraction(35, 2)
    assert not any(one.passes for one in whole.verdicts)


def test_complaints_become_targets_with_last_year_beside(
    app: Flask, place: Place, team: Actor
) -> None:
    for at in range(2):
        made = tickets.file(app, place, now=NOW.replace(month=3, day=at + 2))
        if at:
            answered(app, made.id)
    tickets.file(app, place, now=LAST_YEAR)
    adopt(app, place, team, HANDLED)
    (found,) = board(app, place).performance.achievements
    assert [found.this, found.last] == [Fraction(50), Fraction(0)]
    assert found.better_than_last
    assert found.target == HANDLED
    assert board(app, place).performance.proposal.option == "D"
    assert board(app, place, 2025).performance.achievements == ()
    records = rows(app, "audit_records")
    record = records[-1]
    assert (record["action"], record["object_kind"]) == ("tetapkan-target", "kinerja")
    adopt(app, place, team, HANDLED)
    assert rows(app, "audit_records") == records, "the same again is no change"
    adopt(app, place, team)
    assert board(app, place).performance.achievements == ()


def test_a_sealed_case_changes_no_figure_of_the_board(
    app: Flask, place: Place, team: Actor
) -> None:
    """F50: with or without it the board, its digest and its proposal are the same."""
    tickets.file(app, place, now=NOW.replace(month=5))
    adopt(app, place, team, HANDLED, Target(Indicator.ON_TIME, Fraction(80)))
    before = board(app, place)
    tickets.file(app, place, kategori="calo", now=NOW.replace(month=5))
    after = board(app, place)
    assert after.performance == before.performance
    assert after.digest == before.digest


def test_a_better_choice_than_follows_is_kept_with_its_reason(
    app: Flask, place: Place, team: Actor
) -> None:
    tickets.file(app, place, now=NOW.replace(month=5))
    adopt(app, place, team, HANDLED)
    with pytest.raises(UnreasonedChoice):
        choose(app, place, team, "B")
    assert rows(app, "zi_performance_choices") == []
    assert board(app, place).hasil.kinerja is None
    choose(app, place, team, "B", "Dinilai dari seluruh indikator kinerja")
    found = board(app, place)
    assert found.hasil.kinerja == Fraction("3.75")
    choice = found.performance.choice
    assert choice is not None
    assert (choice.option, choice.follows) == ("B", "D")
    notes = " ".join(parts(found)[1].notes)
    assert "mengikuti pilihan D" in notes
    assert "Alasan memilih B: Dinilai dari seluruh" in notes
    choose(app, place, team, "E")
    assert len(rows(app, "zi_performance_choices")) == 2
    found = board(app, place)
    assert found.performance.choice is not None
    assert found.performance.choice.option == "E"


def test_an_option_entered_elsewhere_has_no_choice_of_another(
    app: Flask, place: Place, team: Actor
) -> None:
    choose(app, place, team, "A")
    with app.app_context(), transaction():
        official.enter_performance(place.unit_id, 2026, "C", "LKjIP", NOW)
    assert board(app, place).performance.choice is None


def test_settings_of_the_lines_reach_the_verdict(app: Flask, place: Place) -> None:
    from kiosk.flows.place.set_setting import set_setting

    usual = board(app, place)
    with app.app_context():
        set_setting("ambang-wbbm", "daerah", place.unit, NOW)
    found = board(app, place)
    needed = [
        {line.name: line.needed for line in one.margins["wbbm"]}["kinerja"]
        for one in (usual, found)
    ]
    assert needed == [Fraction("3.75"), Fraction("2.50")]
    assert found.rules["ambang-wbbm"] == "daerah"


def fill_lke(app: Flask, place: Place, **worse: str) -> None:
    """The best answer of every item, but for these options."""
    from kiosk.store.zi import lke_answers, lke_versions

    version = lke.version()
    with app.app_context(), transaction():
        lke_versions.pin(version.code, NOW)
        sheet = lke_answers.begin(place.unit_id, 2026, version.code, NOW, 1)
        for item, kept in lke.all_but(worse).items():
            raised = replace(kept, raised=True, note="Dibuktikan di tempat", at=NOW, actor_id=1)
            lke_answers.add(sheet, item, raised)


def test_a_whole_lke_gives_the_pengungkit_and_its_areas(app: Flask, place: Place) -> None:
    from kiosk.flows.place.set_setting import set_setting

    items = [one for one in lke.version().items if one.code.startswith("V.p.")]
    worst = {one.code: one.options[-1].code for one in items if one.options}
    fill_lke(app, place, **worst)
    found = board(app, place)
    assert found.hasil.pengungkit == Fraction("52.5")
    assert "semua butir dijawab" in parts(found)[3].origin
    missing = {one.name for one in found.verdicts[0].missing}
    assert "area_pengungkit V" in missing, "7,5 of 15 are 50 percent"
    assert "pengungkit" not in missing
    assert found.verdicts[0].unchecked == ()
    with app.app_context():
        set_setting("uji-area", "tiap-bagian", place.unit, NOW)
    halves = {one.name for one in board(app, place).verdicts[0].missing}
    assert "area_pengungkit V pemenuhan" in halves
    assert "area_pengungkit V reform" not in halves


def test_a_predicate_held_before_is_the_earlier_one(app: Flask, place: Place) -> None:
    from kiosk.store.zi import phases

    assert board(app, place).known.earlier is None
    values = {
        "on": date(2025, 10, 8), "facts": canonical({"predicate": "WBK"}), "frozen": "",
        "public": False, "stands": True, "at": NOW, "actor_id": 1,
    }  # fmt: skip
    with app.app_context(), transaction():
        phases.put(None, place.unit_id, 2025, Phase.GRANTED, values)
    assert board(app, place).known.earlier is True
    assert board(app, place, 2025).known.earlier is None
