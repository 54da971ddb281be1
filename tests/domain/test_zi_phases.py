"""What is written of a phase, in which order phases come, and what a unit holds afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.zi import phase_entry
from kiosk.domain.zi.phase import (
    FAILED,
    PASSED,
    REVOKED,
    WBBM,
    WBK,
    Monitoring,
    Phase,
    SkippedPhase,
    Standing,
    Step,
    UnfitStep,
    furthest,
    lacks,
    monitoring_due,
    standing,
)
from tests.zi_phases import TYPED, YEAR

TODAY = date(2026, 12, 20)
ALL_AREAS = ("I", "II", "III", "IV", "V", "VI")


def typed(phase: Phase, **changed: str) -> dict[str, str]:
    return {**TYPED[phase.value], **changed}


def wrong(phase: Phase, **changed: str) -> set[str]:
    with pytest.raises(InvalidEntry) as refused:
        phase_entry.entry(phase, typed(phase, **changed), YEAR, TODAY)
    return set(refused.value.wrong)


def step(phase: Phase, on: date, year: int = YEAR, **facts: Any) -> Step:
    stands = facts.pop("stands", True)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Step(1, 1, year, phase, on, facts, "", False, stands, 1, at, 1)


def check(on: date, result: str) -> Monitoring:
    return Monitoring(1, 1, on.year, on, "TPI", result, "", 1)


@pytest.mark.parametrize("phase", Phase)
def test_what_is_whole_is_kept_as_it_was_meant(phase: Phase) -> None:
    on, facts = phase_entry.entry(phase, typed(phase), YEAR, TODAY)
    assert (on.isoformat(), facts) == (
        TYPED[phase.value]["on"],
        {name: text.replace("78,25", "78.25") for name, text in TYPED[phase.value].items() if text},
    )
    assert lacks(phase, facts, 1, ALL_AREAS) == ()


@pytest.mark.parametrize(
    ("phase", "changed", "fields"),
    [
        (Phase.DECLARED, {"on": ""}, {"on"}),
        (Phase.DECLARED, {"on": "2026-02-30"}, {"on"}),
        (Phase.DECLARED, {"on": "2026-12-21"}, {"on"}),
        (Phase.DECLARED, {"on": "2025-12-31"}, {"on"}),
        (Phase.DECLARED, {"on": "20260312"}, {"on"}),
        (Phase.DECLARED, {"signed": "43"}, {"signed"}),
        (Phase.DECLARED, {"signed": "0"}, {"signed"}),
        (Phase.DECLARED, {"staff": "100.001"}, {"staff"}),
        (Phase.DECLARED, {"staff": "٤٢"}, {"staff"}),
        (Phase.DECLARED, {"link": "contoh.go.id"}, {"link"}),
        (Phase.DECLARED, {"place": "x" * 201}, {"place"}),
        (Phase.DECLARED, {"pledge": "x" * 2_001}, {"pledge"}),
        (Phase.PROPOSED, {"predicate": ""}, {"predicate"}),
        (Phase.PROPOSED, {"predicate": "WBX"}, {"predicate"}),
        (Phase.GRANTED, {"predicate": ""}, {"predicate"}),
        (Phase.ASSESSED, {"tpi_total": "100,01"}, {"tpi_total"}),
        (Phase.ASSESSED, {"tpi_total": "-1"}, {"tpi_total"}),
        (Phase.ASSESSED, {"tpn_on": "", "result": PASSED}, {"tpn_on"}),
    ],
)
def test_what_cannot_be_so_is_refused_by_its_field(
    phase: Phase, changed: dict[str, str], fields: set[str]
) -> None:
    assert wrong(phase, **changed) == fields


@pytest.mark.parametrize(
    ("phase", "name", "text", "kept"),
    [
        (Phase.DECLARED, "staff", "1.042", "1042"),
        (Phase.DECLARED, "staff", "100.000", "100000"),
        (Phase.DECLARED, "signed", "42", "42"),
        (Phase.DECLARED, "link", "https://contoh.go.id/zi", "https://contoh.go.id/zi"),
        (Phase.DECLARED, "place", "x" * 200, "x" * 200),
        (Phase.DECLARED, "pledge", "satu \r\n dua\rtiga", "satu\ndua\ntiga"),
        (Phase.DECLARED, "pledge", "x" * 2_000, "x" * 2_000),
        (Phase.ASSESSED, "tpi_total", "100", "100"),
        (Phase.ASSESSED, "tpi_total", "78,2500", "78.2500"),
    ],
)
def test_what_may_be_written_is_kept_tidy(phase: Phase, name: str, text: str, kept: str) -> None:
    _, facts = phase_entry.entry(phase, typed(phase, **{name: text}), YEAR, TODAY)
    assert facts[name] == kept


def test_letters_of_december_come_in_january() -> None:
    later = date(2027, 12, 31)
    on, _ = phase_entry.entry(
        Phase.DECLARED, typed(Phase.DECLARED, on="2027-01-05"), YEAR, date(2028, 2, 1)
    )
    assert on == date(2027, 1, 5)
    for text in ("2028-01-01", "2025-12-31"):
        with pytest.raises(InvalidEntry):
            phase_entry.entry(
                Phase.DECLARED, typed(Phase.DECLARED, on=text), YEAR, later.replace(year=2029)
            )


def test_what_a_phase_lacks_is_named() -> None:
    assert lacks(Phase.GRANTED, {}, 0, ()) == (
        "Tanggal penetapan", "Predikat", "Nomor surat keputusan", "Ditetapkan oleh",
        "bukti (surat keputusan)",
    )  # fmt: skip
    built = TYPED["pembangunan"]
    assert lacks(Phase.BUILT, built, 1, ("I", "II", "IV", "VI")) == ("rencana aksi area III, V",)
    failed = {**TYPED["penilaian"], "result": FAILED}
    assert lacks(Phase.ASSESSED, failed, 1, ()) == ("hasil TPN yang memenuhi",)


def test_no_phase_is_skipped_and_none_comes_before_the_one_it_builds_on() -> None:
    day, walk = date(2026, 4, 1), {Phase.DECLARED: step(Phase.DECLARED, date(2026, 4, 1))}
    phase_entry.check_order(Phase.DECLARED, day, {}, ())
    phase_entry.check_order(Phase.BUILT, day, walk, ())
    with pytest.raises(SkippedPhase, match=r"Sebelum pengusulan, catat dahulu pembangunan\."):
        phase_entry.check_order(Phase.PROPOSED, day, walk, ())
    with pytest.raises(SkippedPhase, match=r"lengkapi dahulu pencanangan: Tempat; bukti\."):
        phase_entry.check_order(Phase.BUILT, day, walk, ("Tempat", "bukti"))
    with pytest.raises(UnfitStep, match="pembangunan lebih awal daripada tanggal pencanangan"):
        phase_entry.check_order(Phase.BUILT, date(2026, 3, 31), walk, ())


def test_a_corrected_day_stays_before_what_followed() -> None:
    walk = {Phase.BUILT: step(Phase.BUILT, date(2026, 4, 1))}
    phase_entry.check_following(Phase.DECLARED, date(2026, 4, 1), walk)
    phase_entry.check_following(Phase.BUILT, date(2026, 9, 1), walk)
    phase_entry.check_following(Phase.GRANTED, date(2026, 9, 1), walk)
    with pytest.raises(UnfitStep, match="pencanangan lebih lambat daripada tanggal pembangunan"):
        phase_entry.check_following(Phase.DECLARED, date(2026, 4, 2), walk)


def test_wbbm_comes_after_wbk_and_nobody_is_granted_more_than_was_asked() -> None:
    asked = {Phase.PROPOSED: step(Phase.PROPOSED, TODAY, predicate=WBK)}
    more = {Phase.PROPOSED: step(Phase.PROPOSED, TODAY, predicate=WBBM)}
    held = {Phase.GRANTED: step(Phase.GRANTED, TODAY, predicate=WBBM)}
    may = phase_entry.check_predicate
    may(Phase.PROPOSED, {"predicate": WBK}, {}, None)
    may(Phase.PROPOSED, {"predicate": WBBM}, {}, WBK)
    may(Phase.PROPOSED, {"predicate": WBBM, "earlier": "SK 1/2024"}, {}, None)
    may(Phase.PROPOSED, {"predicate": WBBM}, held, WBK)
    may(Phase.GRANTED, {"predicate": WBK}, asked, None)
    may(Phase.GRANTED, {"predicate": WBK}, more, None)
    may(Phase.GRANTED, {"predicate": WBBM}, more, None)
    may(Phase.GRANTED, {"predicate": WBK}, {}, None)
    may(Phase.ASSESSED, {}, {**asked, **held}, None)
    with pytest.raises(UnfitStep, match="memerlukan predikat WBK"):
        may(Phase.PROPOSED, {"predicate": WBBM}, {}, None)
    for walk in (asked, {}):
        with pytest.raises(UnfitStep, match=r"diusulkan untuk WBK\. Pilih WBK\."):
            may(Phase.GRANTED, {"predicate": WBBM}, walk, WBK)
    with pytest.raises(UnfitStep, match="sudah ditetapkan WBBM"):
        may(Phase.PROPOSED, {"predicate": WBK}, held, None)


def test_a_monitoring_says_when_by_whom_and_how_it_ended() -> None:
    since = date(2026, 3, 1)
    said = {"on": "2026-03-01", "by": " TPI ", "result": "dipertahankan", "note": ""}
    assert phase_entry.monitoring(said, since, TODAY) == (
        since, {"by": "TPI", "result": "dipertahankan", "note": ""}
    )  # fmt: skip
    for changed, fields in (
        ({}, {"on", "by", "result"}),
        ({**said, "on": "2026-02-28"}, {"on"}),
        ({**said, "on": "2026-12-21"}, {"on"}),
        ({**said, "result": "entah"}, {"result"}),
        ({**said, "by": ""}, {"by"}),
    ):
        if not changed:
            # Without a day nothing can be said of its place either.
            changed = {"on": "x"}
        with pytest.raises(InvalidEntry) as refused:
            phase_entry.monitoring(changed, since, TODAY)
        assert set(refused.value.wrong) == fields


def test_one_content_is_kept_as_one_text() -> None:
    assert phase_entry.canonical({"b": "é", "a": 1}) == '{"a":1,"b":"é"}'


def test_a_unit_stands_at_its_furthest_step_and_holds_its_newest_predicate() -> None:
    declared = step(Phase.DECLARED, date(2024, 3, 1), 2024)
    granted = step(Phase.GRANTED, date(2025, 11, 1), 2025, predicate=WBK)
    taken_back = step(Phase.GRANTED, date(2026, 11, 1), 2026, predicate=WBBM, stands=False)
    proposed = step(Phase.PROPOSED, date(2026, 8, 1), 2026, predicate=WBBM)
    steps = [declared, granted, proposed, taken_back]
    assert standing([], [], TODAY, YEAR) == Standing()
    assert standing(steps, [], TODAY, YEAR) == Standing(
        phase=Phase.PROPOSED, year=2026, on=date(2026, 8, 1), predicate=WBK,
        predicate_on=date(2025, 11, 1), predicate_year=2025, earlier=WBK,
    )  # fmt: skip
    assert standing(steps, [], TODAY, 2024) == Standing(Phase.DECLARED, 2024, date(2024, 3, 1))
    revoked = standing(steps, [check(date(2026, 1, 5), REVOKED)], TODAY, YEAR)
    assert (revoked.predicate, revoked.predicate_on, revoked.earlier) == (None, None, None)
    named = step(Phase.PROPOSED, date(2026, 8, 1), 2026, predicate=WBBM, earlier="SK 1/2024")
    assert standing([named], [], TODAY, YEAR).earlier == WBK
    assert furthest({}) is None
    assert furthest({Phase.DECLARED: declared, Phase.PROPOSED: proposed}) is proposed


def test_a_predicate_is_monitored_every_year() -> None:
    granted = step(Phase.GRANTED, date(2024, 2, 29), 2024, predicate=WBK)
    assert monitoring_due([], [], TODAY) is None
    assert monitoring_due([granted], [], date(2024, 2, 28)) is None
    assert monitoring_due([granted], [], TODAY) == date(2025, 2, 28)
    kept = [check(date(2025, 5, 31), "dipertahankan"), check(date(2027, 1, 1), "dipertahankan")]
    assert monitoring_due([granted], kept, TODAY) == date(2026, 5, 31)
    assert monitoring_due([granted], [check(date(2025, 5, 31), REVOKED)], TODAY) is None
