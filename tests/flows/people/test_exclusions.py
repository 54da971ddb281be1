"""An answer is left out of the index by two people with a reason, and never deleted."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.period import parse
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.measuring import IkmReport
from kiosk.flows.survey.ask_exclusion import InvalidExclusion, ask_exclusion
from kiosk.flows.survey.decide_exclusion import UndecidableExclusion, decide_exclusion
from tests import desk
from tests.commands.console import document, said
from tests.factories import NOW, Place, answer, make_place, rows
from tests.reports import report_ikm

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from kiosk.domain.people.actor import Actor

REASON = "Diisi petugas sendiri, menurut rekaman antrean"


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)], name="Kepala")


@pytest.fixture
def second(app: Flask, place: Place) -> Actor:
    grant = Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)
    return desk.make_staff(app, [grant], name="Orang kedua")


@pytest.fixture
def answered(app: Flask, place: Place) -> Place:
    """30 ones and 10 fours."""
    answer(app, place, 1, times=30)
    answer(app, place, 4, times=10)
    return place


def ask(app: Flask, actor: Actor, number: int, reason: str = REASON) -> None:
    with app.app_context():
        ask_exclusion(actor, number, reason, NOW)


def decide(app: Flask, actor: Actor, number: int = 1, *, agree: bool = True) -> None:
    with app.app_context():
        decide_exclusion(actor, number, agree=agree, note="Rekaman dilihat", now=NOW)


def report(app: Flask, place: Place) -> IkmReport:
    with app.app_context():
        return report_ikm(place.unit, parse("2026-10"))


def number_of(app: Flask, scores: str, nth: int = 0) -> int:
    found = [row["id"] for row in rows(app, "answers") if row["scores"].endswith(scores)]
    return int(found[nth])


def test_the_index_is_told_with_and_without_what_was_left_out(
    app: Flask, answered: Place, head: Actor, second: Actor
) -> None:
    every = report(app, answered)
    assert every.ikm is not None
    for nth in range(10):
        ask(app, head, number_of(app, "4", nth))
        decide(app, second, nth + 1)
    found = report(app, answered)
    assert found.ikm is not None
    assert found.with_excluded is not None
    assert (found.sample.respondents, found.excluded) == (30, 10)
    assert str(found.ikm.ikm) == "25.00"
    assert found.with_excluded.ikm == every.ikm.ikm


def test_the_report_command_prints_both(
    app: Flask, answered: Place, head: Actor, second: Actor
) -> None:
    words = ("report", "ikm", "--unit", answered.unit, "--period", "2026-10")
    assert document(app, *words)["excluded"] == 0
    ask(app, head, number_of(app, "4"))
    decide(app, second)
    shown = document(app, *words)
    assert (shown["respondents"], shown["excluded"]) == (39, 1)
    assert shown["ikm"] != shown["ikm_with_excluded"]
    assert shown["ikm_with_excluded"].replace(".", ",") in said(app, *words)


def test_asking_alone_changes_no_figure(app: Flask, answered: Place, head: Actor) -> None:
    before = report(app, answered)
    ask(app, head, number_of(app, "4"))
    assert report(app, answered) == before


def test_a_refusal_changes_no_figure_and_it_may_be_asked_again(
    app: Flask, answered: Place, head: Actor, second: Actor
) -> None:
    before = report(app, answered)
    ask(app, head, 1)
    decide(app, second, agree=False)
    assert report(app, answered) == before
    ask(app, head, 1)
    assert [row["decision"] for row in rows(app, "exclusions")] == ["tolak", None]


def test_the_answer_itself_and_its_chain_stay_as_they_are(
    app: Flask, answered: Place, head: Actor, second: Actor
) -> None:
    from kiosk.flows.people.verify_chains import verify_chains

    before = rows(app, "answers"), rows(app, "tallies"), rows(app, "answer_texts")
    ask(app, head, 3)
    decide(app, second)
    assert (rows(app, "answers"), rows(app, "tallies"), rows(app, "answer_texts")) == before
    with app.app_context():
        assert verify_chains(app.config["KIOSK"].instance_dir).ok


@pytest.mark.parametrize("reason", ["", "   ", "pendek", "\0" * 20, "x" * 501, "   spasi   \n"])
def test_it_needs_a_reason_somebody_can_judge(
    app: Flask, answered: Place, head: Actor, reason: str
) -> None:
    with pytest.raises(InvalidExclusion, match="10 sampai 500"):
        ask(app, head, 1, reason)
    assert rows(app, "exclusions") == []


def test_whoever_asked_does_not_decide_even_with_the_right_to_do_both(
    app: Flask, answered: Place, second: Actor
) -> None:
    ask(app, second, 1)
    with pytest.raises(UndecidableExclusion, match="orang kedua"):
        decide(app, second)
    assert rows(app, "exclusions")[0]["decision"] is None


def test_the_head_of_a_unit_never_decides(app: Flask, answered: Place, head: Actor) -> None:
    other_head = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, answered.unit_id)])
    ask(app, head, 1)
    with pytest.raises(UndecidableExclusion, match="wilayah"):
        decide(app, other_head)


def test_an_answer_elsewhere_is_as_unknown(app: Flask, answered: Place, second: Actor) -> None:
    other = make_place(app, "rsud-alor", point="2B4C6D8E", instansi="pemkab-alor")
    answer(app, other)
    foreign = rows(app, "answers")[-1]["id"]
    stranger = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, other.unit_id)])
    told = []
    for number in (foreign, 999_999):
        head_here = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, answered.unit_id)])
        with pytest.raises(InvalidExclusion) as refused:
            ask(app, head_here, number)
        told.append(str(refused.value))
    assert told[0] == told[1]
    ask(app, stranger, foreign)
    for number in (1, 999_999):
        with pytest.raises(UndecidableExclusion) as undecided:
            decide(app, second, number)
        told.append(str(undecided.value))
    assert told[2] == told[3]


def test_what_was_asked_or_excluded_already_is_not_asked_again(
    app: Flask, answered: Place, head: Actor, second: Actor
) -> None:
    ask(app, head, 1)
    for step in (lambda: None, lambda: decide(app, second)):
        step()
        with pytest.raises(InvalidExclusion, match="sudah"):
            ask(app, second, 1)


def test_a_decision_is_taken_once(app: Flask, answered: Place, head: Actor, second: Actor) -> None:
    ask(app, head, 1)
    decide(app, second)
    with pytest.raises(UndecidableExclusion, match="sudah diputuskan"):
        decide(app, second, agree=False)
    assert rows(app, "exclusions")[0]["decision"] == "setuju"


def test_of_8_who_decide_at_the_same_moment_one_wins(
    app: Flask, answered: Place, head: Actor, second: Actor
) -> None:
    ask(app, head, 1)
    won = at_once(8, lambda n: decide(app, second, agree=n % 2 == 0), UndecidableExclusion)
    assert won == 1
    decided = [r for r in rows(app, "audit_records") if r["action"] == "putuskan-pengecualian"]
    kept = rows(app, "exclusions")[0]["decision"]
    assert [json.loads(one["details"]) for one in decided] == [{"keputusan": [None, kept]}]


def test_of_8_who_ask_at_the_same_moment_one_wins(app: Flask, answered: Place, head: Actor) -> None:
    assert at_once(8, lambda _: ask(app, head, 1), InvalidExclusion) == 1
    assert len(rows(app, "exclusions")) == 1


def at_once(many: int, act: Callable[[int], None], refusal: type[Exception]) -> int:
    """How many of them were not refused."""
    start = Barrier(many)

    def one(number: int) -> bool:
        start.wait()
        try:
            act(number)
        except refusal:
            return False
        return True

    with ThreadPoolExecutor(many) as pool:
        return sum(pool.map(one, range(many)))


def test_each_step_is_in_the_record_with_its_reason(
    app: Flask, answered: Place, head: Actor, second: Actor
) -> None:
    ask(app, head, 4)
    decide(app, second)
    asked, decided = rows(app, "audit_records")[-2:]
    assert (asked["action"], asked["actor_id"]) == ("usul-pengecualian", head.id)
    assert (decided["action"], decided["actor_id"]) == ("putuskan-pengecualian", second.id)
    assert json.loads(asked["details"]) == {"jawaban": [None, 4]}
    for one in (asked, decided):
        assert (one["unit_id"], one["instansi_id"]) == (answered.unit_id, answered.instansi_id)
        assert one["object_id"] == "1"
    texts = {row["seq"]: row["text"] for row in rows(app, "audit_texts")}
    assert (texts[asked["seq"]], texts[decided["seq"]]) == (REASON, "Rekaman dilihat")
    assert REASON not in asked["details"]
