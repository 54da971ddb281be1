"""The five phases: none is skipped, each may be corrected or taken back, and all of it is told."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.phase import Phase, SkippedPhase, UnfitStep
from tests import desk, zi_phases
from tests.factories import NOW, Clock, Place, make_place, rows
from tests.zi_phases import YEAR, prove, walk_to, write

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.domain.zi.phase import Standing


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


@pytest.fixture
def keeper(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])


def standing(app: Flask, place: Place, now: datetime = NOW, year: int | None = None) -> Standing:
    from kiosk.flows import phasing
    from kiosk.store.engine import reading
    from kiosk.store.place import units

    with app.app_context(), reading():
        return phasing.standing_of(units.by_code(place.unit), now, year)


def turn_back(app: Flask, place: Place, keeper: Actor, reason: str) -> None:
    from kiosk.flows.zi.take_back_phase import turn_back

    with app.app_context():
        turn_back(keeper, place.unit, YEAR, reason, NOW)


def test_no_phase_is_written_before_the_one_it_builds_on_is_whole(
    app: Flask, place: Place, keeper: Actor
) -> None:
    with pytest.raises(SkippedPhase, match="catat dahulu pencanangan"):
        write(app, place, keeper, Phase.BUILT)
    write(app, place, keeper, Phase.DECLARED, signed="")
    with pytest.raises(SkippedPhase, match=r"Pegawai yang menandatangani.*; bukti"):
        write(app, place, keeper, Phase.BUILT)
    write(app, place, keeper, Phase.DECLARED, version=1, reason="Jumlahnya menyusul")
    prove(app, place, f"{YEAR}:pencanangan")
    write(app, place, keeper, Phase.BUILT)
    prove(app, place, f"{YEAR}:pembangunan")
    zi_phases.plan_areas(app, place, keeper, "I II III V VI")
    with pytest.raises(SkippedPhase, match="pembangunan: rencana aksi area IV"):
        write(app, place, keeper, Phase.PROPOSED)
    zi_phases.plan_areas(app, place, keeper, "IV")
    write(app, place, keeper, Phase.PROPOSED)
    assert standing(app, place).phase is Phase.PROPOSED


def test_a_unit_that_walked_all_five_holds_its_predicate_and_every_step_is_in_the_chain(
    app: Flask, place: Place, keeper: Actor
) -> None:
    assert standing(app, place).phase is None
    walk_to(app, place, keeper, Phase.GRANTED)
    found = standing(app, place)
    assert (found.phase, found.predicate, found.predicate_on) == (
        Phase.GRANTED, "WBK", date(2026, 10, 8),
    )  # fmt: skip
    assert found.earlier is None, "not before this dossier"
    assert standing(app, place, year=2027).earlier == "WBK"
    told = [
        one["object_id"] for one in rows(app, "audit_records") if one["action"] == "catat-tahap"
    ]
    assert told == [f"{YEAR}:{phase}" for phase in Phase]
    assert [one["move"] for one in rows(app, "zi_phase_moves")] == ["catat"] * 5


def test_the_figures_of_the_day_of_the_proposal_are_frozen_with_it(
    app: Flask, place: Place, keeper: Actor
) -> None:
    from kiosk.domain.zi.outside import Achieved
    from kiosk.flows.zi.enter_figures import enter_performance

    walk_to(app, place, keeper, Phase.PROPOSED)
    row = rows(app, "zi_phases")[2]
    kept = json.loads(row["frozen"])
    assert kept["kinerja"] is None
    assert not kept["putusan"]["wbk"]["lulus"]
    assert kept["putusan"]["wbk"]["kurang"]
    assert row["frozen"] == json.dumps(
        kept, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    with app.app_context():
        enter_performance(keeper, place.unit, YEAR, Achieved("A", "Laporan kinerja"), NOW)
    write(app, place, keeper, Phase.PROPOSED, version=1, reason="Nomor surat keliru", letter="7/x")
    again = rows(app, "zi_phases")[2]
    assert again["frozen"] == row["frozen"], "a corrected letter is not another proposal"
    turned = rows(app, "zi_phase_moves")
    assert [one["note"] for one in turned][-1] == "Nomor surat keliru"
    assert json.loads(turned[-1]["facts"])["letter"] == "7/x"
    assert json.loads(turned[-2]["facts"])["letter"] == "700/12/2026"


def test_a_unit_that_does_not_pass_goes_back_to_pembangunan_and_is_proposed_anew(
    app: Flask, place: Place, keeper: Actor
) -> None:
    walk_to(app, place, keeper, Phase.PROPOSED)
    with pytest.raises(UnfitStep, match="sedang dinilai"):
        turn_back(app, place, keeper, "Belum dinilai")
    write(app, place, keeper, Phase.ASSESSED, result="belum")
    prove(app, place, f"{YEAR}:penilaian")
    with pytest.raises(SkippedPhase, match="hasil TPN yang memenuhi"):
        write(app, place, keeper, Phase.GRANTED)
    with pytest.raises(InvalidEntry):
        turn_back(app, place, keeper, "")
    turn_back(app, place, keeper, "Belum memenuhi, dibina kembali")
    assert standing(app, place).phase is Phase.BUILT
    told = json.loads(rows(app, "zi_phase_moves")[-1]["facts"])
    assert told["letter"] == "700/12/2026"
    assert "putusan" in told["usulan"], "what was proposed can still be read"
    with pytest.raises(SkippedPhase):
        write(app, place, keeper, Phase.ASSESSED, version=2)
    write(app, place, keeper, Phase.PROPOSED, version=2, on="2026-10-01")
    assert standing(app, place).phase is Phase.PROPOSED


def test_a_step_written_by_mistake_is_withdrawn_the_newest_first(
    app: Flask, place: Place, keeper: Actor
) -> None:
    from kiosk.flows.zi.take_back_phase import withdraw_phase

    walk_to(app, place, keeper, Phase.BUILT)
    with app.app_context():
        with pytest.raises(UnfitStep, match="tahap terakhir"):
            withdraw_phase(keeper, place.unit, YEAR, Phase.DECLARED, "Salah unit", NOW)
        withdraw_phase(keeper, place.unit, YEAR, Phase.BUILT, "Salah unit", NOW)
    assert standing(app, place).phase is Phase.DECLARED


def test_two_who_write_at_once_both_see_what_the_other_wrote(
    app: Flask, place: Place, keeper: Actor
) -> None:
    write(app, place, keeper, Phase.DECLARED)
    with pytest.raises(StaleEdit) as stale:
        write(app, place, keeper, Phase.DECLARED, reason="Tidak tahu", place_="", by="Bupati")
    assert stale.value.version == 1
    assert ("by", "Kepala Dinas, disaksikan Sekda", "Bupati") in [
        (one.field, one.theirs, one.yours) for one in stale.value.differences
    ]


def test_wbbm_asks_for_wbk_and_nobody_is_granted_more_than_was_asked(
    app: Flask, place: Place, keeper: Actor
) -> None:
    walk_to(app, place, keeper, Phase.BUILT)
    with pytest.raises(UnfitStep, match="WBBM memerlukan predikat WBK"):
        write(app, place, keeper, Phase.PROPOSED, predicate="WBBM")
    write(app, place, keeper, Phase.PROPOSED, predicate="WBBM", earlier="SK/1/2023")
    assert standing(app, place).earlier == "WBK"
    write(app, place, keeper, Phase.PROPOSED, version=1, reason="Hanya untuk WBK")
    prove(app, place, f"{YEAR}:pengusulan")
    write(app, place, keeper, Phase.ASSESSED)
    prove(app, place, f"{YEAR}:penilaian")
    with pytest.raises(UnfitStep, match="diusulkan untuk WBK"):
        write(app, place, keeper, Phase.GRANTED, predicate="WBBM")


def test_what_cannot_be_so_is_refused_field_by_field(
    app: Flask, place: Place, keeper: Actor
) -> None:
    with pytest.raises(InvalidEntry) as why:
        write(
            app, place, keeper, Phase.DECLARED,
            on="2027-01-05", signed="43", staff="42", link="dukcapil", pledge_on="2026-13-01",
        )  # fmt: skip
    assert why.value.wrong == {
        "on": "Tanggal ini belum tiba. Catat setelah terlaksana.",
        "signed": "Lebih banyak daripada seluruh pegawai (42).",
        "link": "Tulis alamat lengkapnya, misalnya https://contoh.go.id/zi.",
        "pledge_on": "Tulis tanggal yang ada, misalnya 2026-12-31.".replace("12-31", "03-12"),
    }
    write(app, place, keeper, Phase.DECLARED)
    prove(app, place, f"{YEAR}:pencanangan")
    with pytest.raises(UnfitStep, match="lebih awal daripada tanggal pencanangan"):
        write(app, place, keeper, Phase.BUILT, on="2026-03-01")


def test_the_head_is_reminded_when_a_year_passed_without_monitoring(
    app: Flask, place: Place, keeper: Actor, clock: Clock
) -> None:
    from kiosk.flows.zi.remind_dossiers import remind_dossiers
    from kiosk.flows.zi.write_monitoring import write_monitoring

    def told(now: datetime) -> list[int]:
        with app.app_context():
            remind_dossiers(now)
        return [one["to_id"] for one in rows(app, "notices") if one["kind"] == "pemantauan-zi"]

    monitored = {"on": "2026-10-12", "by": "Inspektorat", "result": "dipertahankan", "note": ""}
    with app.app_context(), pytest.raises(UnfitStep, match="setelah predikat"):
        write_monitoring(keeper, place.unit, YEAR, 0, monitored, "", NOW)
    walk_to(app, place, keeper, Phase.GRANTED)
    assert told(datetime(2027, 9, 20, 2, 0, tzinfo=UTC)) == []
    assert told(datetime(2027, 10, 8, 2, 0, tzinfo=UTC)) == [keeper.id]
    assert told(datetime(2027, 10, 8, 3, 0, tzinfo=UTC)) == [keeper.id], "once"
    with app.app_context():
        write_monitoring(keeper, place.unit, YEAR, 0, monitored, "", NOW)
    assert told(datetime(2027, 10, 11, 3, 0, tzinfo=UTC)) == [keeper.id, keeper.id], "a year later"
    revoked = {**monitored, "on": "2027-10-20", "result": "dicabut"}
    later = datetime(2027, 10, 21, 3, 0, tzinfo=UTC)
    clock.instant = later
    with app.app_context():
        write_monitoring(keeper, place.unit, 2027, 0, revoked, "", later)
    assert standing(app, place, later).predicate is None
    assert standing(app, place, NOW).predicate == "WBK", "it was held then"


def test_the_demo_begins_a_walk_that_can_be_gone_on_with(
    app: Flask, place: Place, keeper: Actor
) -> None:
    from kiosk.flows.upkeep.fill_walk import fill_walk
    from kiosk.flows.zi.show_phases import show_phases

    with app.app_context():
        assert fill_walk(place.unit, NOW) == 7
        view = show_phases(place.unit, 2026, NOW)
    assert view.standing.phase is Phase.DECLARED
    assert len(view.lacks[Phase.DECLARED]) == 1, "a demo proves nothing"
    assert {one["area"] for one in rows(app, "zi_actions")} == {"I", "II", "III", "IV", "V", "VI"}
    late = [one for one in rows(app, "zi_actions") if str(one["due"]) < "2026-10-15"]
    assert len(late) == 2
    prove(app, place, f"{YEAR}:pencanangan")
    write(app, place, keeper, Phase.BUILT, on="2026-08-20")


def test_who_carries_an_action_out_is_reminded_and_the_head_once_it_is_late(
    app: Flask, place: Place, keeper: Actor
) -> None:
    from kiosk.domain.index.plan import Move
    from kiosk.domain.zi.action import Typed
    from kiosk.flows.zi.move_action import move_action
    from kiosk.flows.zi.remind_dossiers import remind_dossiers
    from kiosk.flows.zi.write_action import make_action

    def told(day: int) -> list[tuple[str, int]]:
        with app.app_context():
            remind_dossiers(datetime(2026, 11, day, 2, 0, tzinfo=UTC))
        return sorted((one["kind"], one["to_id"]) for one in rows(app, "notices"))

    owner = desk.make_staff(app, [Grant(Role.ZI_TEAM, Level.UNIT, place.unit_id)])
    typed = Typed("V", "Kotak aduan", "Sekretaris", "2026-11-20", "0", "")
    with app.app_context():
        made = make_action(keeper, place.unit, YEAR, typed, owner.code, NOW)
        with pytest.raises(InvalidEntry):
            make_action(keeper, place.unit, YEAR, typed, "P9999999", NOW)
    assert told(12) == []
    soon = [("aksi-zi-dekat", owner.id)]
    assert told(13) == soon
    assert told(16) == soon, "once"
    assert told(20) == soon * 2
    late = sorted(("aksi-zi-lewat", who.id) for who in (owner, keeper))
    assert told(23) == soon * 2 + late
    with app.app_context():
        move_action(keeper, place.unit, YEAR, made, 1, Move.DROP, "Diganti", NOW)
    assert len(told(30)) == 4, "no longer"
