"""The LKE as it is kept: bound to its version, one answer at a time, a reason upward."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.lke_entry import NothingChosen, ReasonNeeded, Typed
from kiosk.domain.zi.lke_sheet import Origin
from kiosk.domain.zi.lke_version import UnknownItem
from tests import desk, lke
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.domain.zi.lke_sheet import LkeSheet

YEAR, TEAM, SURVEYS, AGENTS = 2026, "I.p.i.b", "VI.p.iv.a", "I.r.i.a"


@pytest.fixture
def keeper(app: Flask, place: Place) -> Actor:
    desk.start_audit(app)
    return desk.make_staff(app, [Grant(Role.ZI_TEAM, Level.UNIT, place.unit_id)])


def sheet(app: Flask, place: Place, year: int = YEAR) -> LkeSheet:
    from kiosk.flows.zi.look_at_lke import look_at_lke

    with app.app_context():
        return look_at_lke(place.unit, year, NOW).sheet


def answer(
    app: Flask, place: Place, keeper: Actor, item: str, typed: Typed, version: int = 0
) -> None:
    from kiosk.flows.zi.answer_lke import Place as Where
    from kiosk.flows.zi.answer_lke import answer_lke

    with app.app_context():
        answer_lke(keeper, Where(place.unit, YEAR, item, version), typed, NOW)


def test_an_answer_is_kept_changed_and_taken_back_with_its_history(
    app: Flask, place: Place, keeper: Actor
) -> None:
    from kiosk.flows.zi.answer_lke import Place as Where
    from kiosk.flows.zi.answer_lke import take_back
    from kiosk.flows.zi.look_at_lke import look_at_item

    answer(app, place, keeper, TEAM, Typed("B"))
    answer(app, place, keeper, TEAM, Typed("A", note="Seleksi terbuka"), version=1)
    one = sheet(app, place).item(TEAM)
    assert (one.answer, one.origin, one.unproven) == ("A", Origin.PERSON, True)
    with app.app_context():
        take_back(keeper, Where(place.unit, YEAR, TEAM, 2), "Salah unit", NOW)
        view = look_at_item(place.unit, YEAR, TEAM, NOW)
    assert view.found.is_open
    told = [(one.before, one.after, one.note) for one in view.history]
    assert told == [("A", None, "Salah unit"), ("B", "A", "Seleksi terbuka"), (None, "B", "")]
    records = [one for one in rows(app, "audit_records") if one["action"] == "isi-lke"]
    assert [one["object_id"] for one in records] == [f"{YEAR}:{TEAM}"] * 3
    details = records[1]["details"]
    details = json.loads(details) if isinstance(details, str) else details
    assert details == {"jawaban": ["B", "A"]}
    assert rows(app, "audit_texts")[-2]["text"] == "Seleksi terbuka"
    with app.app_context(), pytest.raises(NothingChosen):
        take_back(keeper, Where(place.unit, YEAR, TEAM, 3), "", NOW)


def test_counts_are_kept_and_weighed(app: Flask, place: Place, keeper: Actor) -> None:
    answer(app, place, keeper, AGENTS, Typed(counts={"agen": "4", "perubahan": "3"}))
    one = sheet(app, place).item(AGENTS)
    assert one.value == Fraction(3, 4)
    assert one.kept
    assert one.kept.counts == {"agen": 4, "perubahan": 3}


def test_the_second_of_two_people_sees_what_the_first_wrote(
    app: Flask, place: Place, keeper: Actor
) -> None:
    answer(app, place, keeper, TEAM, Typed("B"))
    for version in (0, 2):
        with pytest.raises(StaleEdit) as refused:
            answer(app, place, keeper, TEAM, Typed("A"), version)
        (difference,) = refused.value.differences
        assert (difference.field, difference.theirs, difference.yours) == ("answer", "B", "A")
        assert refused.value.version == 1
    assert sheet(app, place).item(TEAM).answer == "B"


def test_the_same_answer_again_writes_nothing(app: Flask, place: Place, keeper: Actor) -> None:
    answer(app, place, keeper, TEAM, Typed("B"))
    answer(app, place, keeper, TEAM, Typed("B"), version=1)
    assert len(rows(app, "lke_moves")) == 1
    assert sheet(app, place).staff == {keeper.id}


def test_above_the_data_needs_a_reason_and_below_needs_none(
    app: Flask, place: Place, keeper: Actor
) -> None:
    """Nobody surveyed yet: the data say E."""
    assert sheet(app, place).item(SURVEYS).answer == "E"
    with pytest.raises(ReasonNeeded, match=r"VI\.p\.iv\.a"):
        answer(app, place, keeper, SURVEYS, Typed("C"))
    assert rows(app, "lke_sheets") == [], "nothing was begun"
    answer(app, place, keeper, SURVEYS, Typed("C", note="Dua survei sebelum sistem ini"))
    one = sheet(app, place).item(SURVEYS)
    assert (one.answer, one.origin) == ("C", Origin.RAISED)
    (move,) = rows(app, "lke_moves")
    assert (move["automatic"], bool(move["raised"])) == ("E", True)


def test_an_item_or_unit_that_is_not_there_is_refused(
    app: Flask, place: Place, keeper: Actor
) -> None:
    with pytest.raises(UnknownItem, match=r"VII\.p\.i\.a"):
        answer(app, place, keeper, "VII.p.i.a", Typed("A"))


def test_each_unit_and_each_year_has_its_own_sheet(app: Flask, place: Place, keeper: Actor) -> None:
    other = make_place(app, "rsud-lerik", point="3C5D7E9F")
    answer(app, place, keeper, TEAM, Typed("B"))
    assert sheet(app, other).item(TEAM).is_open
    assert sheet(app, place, YEAR - 1).item(TEAM).is_open


def test_a_version_changed_after_a_sheet_was_begun_with_it_is_refused(
    app: Flask, place: Place, keeper: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.flows.upkeep.initialise import initialise
    from kiosk.store.zi import lke_versions

    answer(app, place, keeper, TEAM, Typed("B"))
    altered = lke.TEXT.replace("Jika tidak diseleksi", "Jika diundi").encode()
    monkeypatch.setattr(lke_versions, "_bytes", lambda code: altered)
    with pytest.raises(lke_versions.ChangedLke, match="lke-2021"):
        sheet(app, place)
    with app.app_context(), pytest.raises(lke_versions.ChangedLke):
        initialise(NOW)


def test_a_sheet_stays_with_the_version_it_was_begun_with(
    app: Flask, place: Place, keeper: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.store.zi import lke_versions

    answer(app, place, keeper, TEAM, Typed("B"))
    texts = {
        "lke-2021": lke.TEXT,
        "lke-2026": lke.TEXT.replace('"lke-2021"', '"lke-2026"').replace("2021\n", "2026\n", 1),
    }
    assert "sejak = 2026" in texts["lke-2026"]
    monkeypatch.setattr(lke_versions, "codes", lambda: tuple(texts))
    monkeypatch.setattr(lke_versions, "_bytes", lambda code: texts[code].encode())
    lke_versions.by_code.cache_clear()
    try:
        assert sheet(app, place).version.code == "lke-2021"
        assert sheet(app, place, 2027).version.code == "lke-2026", "the newest for a new one"
        assert sheet(app, place, 2024).version.code == "lke-2021", "what was in force then"
    finally:
        lke_versions.by_code.cache_clear()
