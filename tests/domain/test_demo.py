"""What the demo holds, before anything is kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.complaint import entry
from kiosk.domain.complaint.ticket import Move, State, moved
from kiosk.domain.index import ikm as index
from kiosk.domain.index.early_warning import NONE, Counts, added, alarm, line
from kiosk.domain.index.method import Method
from kiosk.domain.index.sample import krejcie_morgan
from kiosk.domain.index.tally import EMPTY, Tally, of_scores
from kiosk.domain.month import month_of
from kiosk.domain.place.point import ServiceCard
from kiosk.domain.survey.instrument import Instrument, parse
from kiosk.domain.survey.profile import unpack
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.visit import Outcome
from kiosk.domain.upkeep import demo_scores, demo_words
from kiosk.domain.upkeep.demo_answers import PART, Sheet, Slice, tallies
from kiosk.domain.upkeep.demo_complaints import ComplaintPlan, complaints
from kiosk.domain.upkeep.demo_counter import Given, tablets, taps, visits
from kiosk.domain.upkeep.demo_kinds import Fee
from kiosk.domain.upkeep.demo_order import DemoOrder, UnusableOrder
from kiosk.domain.upkeep.demo_people import profiles
from kiosk.domain.upkeep.demo_places import places
from kiosk.domain.upkeep.demo_plan import FROM_FILES, ON_FORM, DemoPlan
from kiosk.domain.upkeep.demo_volume import apportion

INSTRUMENTS = Path(__file__).resolve().parents[2] / "kiosk" / "instruments"
# A Wednesday, 14.30 in Kupang.
NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)


@cache
def instruments() -> dict[str, Instrument]:
    return {
        code: parse((INSTRUMENTS / f"{code}.toml").read_text(encoding="utf-8"))
        for code in (ON_FORM, *FROM_FILES)
    }


def slices(order: DemoOrder, now: datetime = NOW) -> list[Slice]:
    plan = DemoPlan(order, now)
    return [one for cell in plan.cells() for one in plan.slices(cell, instruments())]


def sheets(one: Slice) -> list[Sheet]:
    return [sheet for part in one.parts() for sheet in part]


@cache
def year() -> list[tuple[Slice, list[Sheet]]]:
    """A full demo, with enough answers for its means to stand still."""
    return [(one, sheets(one)) for one in slices(DemoOrder(answers=40_000))]


def test_the_same_seed_makes_the_same_places_and_another_seed_other_codes() -> None:
    assert places(7, 40) == places(7, 40)
    ours, theirs = ({p.code for u in places(seed, 40) for p in u.points} for seed in (7, 8))
    assert not ours & theirs


def test_asking_for_more_units_leaves_the_first_ones_as_they_are() -> None:
    assert places(7, 300)[:12] == places(7, 12)


def test_every_unit_up_to_the_largest_demo_can_be_used() -> None:
    units = places(2026, 2_000)
    known: set[str] = set()
    for unit in units:
        offered = {one.code for one in unit.services}
        assert len(unit.code) <= 32
        assert unit.office.parent is None or unit.office.parent in known
        assert 3 <= len(unit.services) <= 8
        assert 1 <= len(unit.points) <= 4
        assert all(set(point.services) <= offered for point in unit.points)
        assert any(one.fee is not Fee.LEFT_BLANK for one in unit.services)
        known.add(unit.code)
    assert len(known) == 2_000
    codes = [point.code for unit in units for point in unit.points]
    codes += [unit.files for unit in units]
    assert len(set(codes)) == len(codes)


def test_the_first_unit_has_several_services_and_counters() -> None:
    first = places(2026, 1)[0]
    assert first.code == "KPU-MATIM"
    assert len(first.services) >= 3
    assert len(first.points) >= 2


@pytest.mark.parametrize("answers", [0, 1, 7, 999, 4_000])
def test_the_answers_add_up_to_those_ordered(answers: int) -> None:
    cells = DemoPlan(DemoOrder(answers=answers), NOW).cells()
    assert sum(cell.answers for cell in cells) == answers


def test_shares_are_whole_and_exact() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(apportion(12_345, [0.1, 7.0, 2.5, 1e-9])) == 12_345


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("units", 0),
        ("units", 2_001),
        ("months", 0),
        ("answers", -1),
        ("complaints", -1),
        ("seed", -1),
    ],
)
def test_an_order_that_makes_no_demo_is_refused_by_name(name: str, given: int) -> None:
    with pytest.raises(UnusableOrder, match=f"--{name} .*{given}"):
        DemoOrder(**{name: given})


def test_months_end_with_the_current_one_in_each_units_own_zone() -> None:
    midnight_in_kupang = datetime(2026, 9, 30, 16, 0, tzinfo=UTC)
    plan = DemoPlan(DemoOrder(units=12), midnight_in_kupang)
    last = {unit.zone: plan.months(unit)[-1] for unit in plan.units}
    assert last == {"Asia/Makassar": 202610, "Asia/Jakarta": 202609}
    assert len(plan.months(plan.units[0])) == 13


def test_answers_come_in_office_hours_of_working_days_and_never_after_now() -> None:
    for one, kept in year():
        zone = ZoneInfo(one.unit.zone)
        for sheet in kept:
            local = sheet.at.astimezone(zone)
            assert sheet.at <= NOW
            assert local.weekday() < 5
            assert time(8) <= local.time() < time(16)
            assert month_of(sheet.at, one.unit.zone) == one.month


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 7, 31, 16, 0, tzinfo=UTC),  # the first instant of August in Kupang
        datetime(2026, 8, 1, 3, 0, tzinfo=UTC),  # the Saturday that follows
        datetime(2025, 12, 31, 20, 0, tzinfo=UTC),  # New Year's night
    ],
)
def test_a_month_that_has_not_opened_yet_still_ends_the_demo(now: datetime) -> None:
    made = slices(DemoOrder(units=1, months=2, answers=100), now)
    last = [sheet for one in made if one.month == one.last for sheet in sheets(one)]
    assert last
    for sheet in last:
        assert sheet.at <= now
        assert month_of(sheet.at, "Asia/Makassar") == month_of(now, "Asia/Makassar")


def test_parts_are_small_and_in_order_and_hold_everybody() -> None:
    (one,) = slices(DemoOrder(units=1, months=1, answers=2 * PART + 1))[-1:]
    parts = list(one.parts())
    assert sum(map(len, parts)) == 2 * PART + 1
    assert max(map(len, parts)) <= PART
    for part in parts:
        assert [sheet.at for sheet in part] == sorted(sheet.at for sheet in part)
    assert parts[0][0].at < parts[-1][-1].at - timedelta(days=5)


def test_the_same_slice_is_drawn_the_same_and_another_seed_otherwise() -> None:
    ours, again, theirs = (
        [sheet for one in slices(DemoOrder(answers=300, seed=seed)) for sheet in sheets(one)]
        for seed in (5, 5, 6)
    )
    assert ours == again
    assert [one.scores for one in ours] != [one.scores for one in theirs]


@pytest.mark.parametrize("code", [ON_FORM, *FROM_FILES])
def test_the_quick_tally_is_the_exact_one(code: str) -> None:
    instrument = instruments()[code]
    means = dict.fromkeys(instrument.items, 2.7)
    drawn = demo_scores.sheets(Random(3), instrument, means, demo_scores.MOODS[2], 500)
    drawn += ["a1", "b4"]
    assert demo_scores.tally(instrument, drawn) == of_scores(
        instrument, [_scores(instrument, sheet) for sheet in drawn]
    )


def _scores(instrument: Instrument, sheet: str) -> dict[str, int]:
    pairs = zip(sheet[::2], sheet[1::2], strict=True)
    return {instrument.by_mark[mark].code: int(score) for mark, score in pairs}


def test_a_service_free_by_law_leaves_biaya_blank_and_others_do_not() -> None:
    mark = instruments()[ON_FORM].items["biaya"].mark
    asked: Counter[bool] = Counter()
    for one, kept in year():
        fees = {service.code: service.fee for service in one.unit.services}
        for sheet in kept:
            if sheet.service is not None:
                blank = fees[sheet.service] is Fee.LEFT_BLANK
                asked[blank] += mark in sheet.scores
    assert asked[True] == 0
    assert asked[False] > 1_000


def test_nobody_leaves_everything_blank_and_some_leave_something() -> None:
    kept = [sheet for one, many in year() if not one.from_files for sheet in many]
    assert all(kept_one.scores for kept_one in kept)
    assert any(len(sheet.scores) < 16 for sheet in kept)


def test_a_counter_only_takes_the_services_it_offers_and_paper_has_no_counter() -> None:
    for one, kept in year():
        offers = {point.code: set(point.services) for point in one.unit.points}
        for sheet in kept:
            written = sheet.source in (Source.PAPER, Source.SPREADSHEET)
            assert (sheet.point == one.unit.files) is written
            assert (sheet.notice == 0) is written
            if not written and offers[sheet.point]:
                assert sheet.service in offers[sheet.point]


def test_spkp_and_spak_come_from_files_of_zi_units_only() -> None:
    keeps = {one.unit.code for one, _ in year() if one.from_files}
    assert keeps == {"KPU-MATIM", "BAWASLU-NTT", "DISDUKCAPIL-TTS", "KPU-KOTA-KUPANG"}
    sources = {sheet.source for one, kept in year() if one.from_files for sheet in kept}
    assert sources == {Source.SPREADSHEET}


def test_suggestions_are_many_sentences_in_about_six_answers_of_a_hundred() -> None:
    kept = [sheet for one, many in year() if not one.from_files for sheet in many]
    said = [sheet.suggestion for sheet in kept if sheet.suggestion]
    assert 0.045 < len(said) / len(kept) < 0.075
    assert len(set(said)) >= 30
    assert len(demo_words.BY_MOOD) == len(demo_scores.MOODS)


def test_profiles_are_readable_and_often_incomplete() -> None:
    found = profiles(2026)
    read = [unpack(one) for one in found]
    assert 0.15 < sum(not one for one in read) / len(read) < 0.45
    assert any(0 < len(one) < 5 for one in read)
    assert {"jenis_kelamin", "usia", "pendidikan", "pekerjaan", "disabilitas"} == {
        name for one in read for name in one
    }


@cache
def indexes() -> dict[str, index.Ikm]:
    whole: dict[str, Tally] = defaultdict(lambda: EMPTY)
    for one, kept in year():
        if not one.from_files:
            for counted in tallies(one.instrument, kept).values():
                whole[one.unit.code] += counted
    found = {
        code: index.compute(instruments()[ON_FORM], one, Method()) for code, one in whole.items()
    }
    return {code: one for code, one in found.items() if one}


def test_units_lie_between_70_and_93_and_differ() -> None:
    values = [float(one.ikm) for one in indexes().values()]
    assert len(values) == 8
    assert min(values) >= 70
    assert max(values) <= 93
    assert max(values) - min(values) > 12
    assert {one.grade.mutu for one in indexes().values()} >= {"A", "B", "C"}


def test_waktu_or_sarana_is_among_the_lowest_everywhere() -> None:
    for one in indexes().values():
        lowest = {unsur.code for unsur in one.lowest(3)}
        assert lowest & {"waktu", "sarana"}


def test_most_months_have_enough_answers_and_one_unit_never_has() -> None:
    enough: dict[str, list[bool]] = defaultdict(list)
    for cell in DemoPlan(DemoOrder(), NOW).cells():
        if cell.visits is not None:
            assert cell.visits > cell.answers
            enough[cell.unit.code].append(krejcie_morgan(cell.visits) <= cell.answers)
    assert not any(enough.pop("KEC-MOLLO-UTARA"))
    assert "PKM-KOTA-SOE" not in enough
    assert all(sum(months) >= 9 for months in enough.values())


def test_where_the_sample_allows_visits_are_3_to_12_times_the_answers() -> None:
    for cell in DemoPlan(DemoOrder(answers=100_000), NOW).cells():
        if cell.visits is not None and cell.answers >= 390:
            assert 2.5 < cell.visits / cell.answers < 14


def test_july_is_busier_than_december() -> None:
    by_month: Counter[int] = Counter()
    for cell in DemoPlan(DemoOrder(months=12), NOW).cells():
        by_month[cell.month] += cell.answers
    assert by_month[202607] > 1.3 * by_month[202512]


def test_services_and_moods_are_mixed_over_the_month() -> None:
    one, kept = max(year(), key=lambda pair: len(pair[1]))
    early = Counter(sheet.service for sheet in kept[: len(kept) // 3])
    assert set(early) == {service.code for service in one.unit.services}
    assert max(early.values()) < len(kept) / 6


def reports(order: DemoOrder, now: datetime = NOW) -> list[ComplaintPlan]:
    return list(complaints(DemoPlan(order, now)))


@cache
def many() -> list[ComplaintPlan]:
    return reports(DemoOrder(complaints=400))


def ended(one: ComplaintPlan) -> State:
    """By the one table: a move that it does not allow fails here."""
    state, objected = State.RECEIVED, False
    for turn in one.turns:
        state = moved(state, turn.move, turn.by, objected=objected)
        objected = objected or turn.move is Move.OBJECT
    return state


def test_every_path_is_one_that_the_table_of_moves_allows() -> None:
    found = Counter(ended(one) for one in many())
    assert set(found) == set(State) - {State.FORWARDED}
    assert found[State.CLOSED] > 0.6 * len(many())
    assert 0.08 < sum(n for state, n in found.items() if state.is_open) / len(many()) < 0.35


def test_the_same_seed_tells_the_same_complaints_and_more_change_none_before() -> None:
    order = DemoOrder(complaints=30, seed=5)
    assert reports(order) == reports(order)
    assert reports(DemoOrder(complaints=60, seed=5))[:30] == reports(order)
    assert reports(DemoOrder(complaints=30, seed=6)) != reports(order)
    assert reports(DemoOrder(complaints=0)) == []


def test_moves_follow_each_other_in_office_hours_and_never_after_now() -> None:
    zones = {unit.code: ZoneInfo(unit.zone) for unit in places(2026, 8)}
    for one in many():
        moments = [one.received, *(turn.at for turn in one.turns)]
        assert moments == sorted(set(moments))
        assert moments[-1] <= NOW
        for at in moments:
            local = at.astimezone(zones[one.unit])
            assert local.weekday() < 5
            assert time(8) <= local.time() < time(16)


def test_what_a_form_would_refuse_is_not_told_and_six_in_a_hundred_are_sealed() -> None:
    services = {
        point.code: [ServiceCard(1, code, code) for code in point.services]
        for unit in places(2026, 8)
        for point in unit.points
    }
    sealed = 0
    for one in many():
        fields = {name: [value] for name, value in one.fields.items()}
        made = entry.read(fields, services[one.point])
        sealed += made.ticket_class.is_sealed
        # What does not name a broker or a levy must not be taken for one by a word in it.
        assert made.ticket_class.is_sealed == made.category.is_integrity, made.title
    assert 0.04 < sealed / len(many()) < 0.08


def test_the_first_unit_has_work_today_whatever_the_number() -> None:
    first = places(2026, 8)[0].code
    newest = reports(DemoOrder(complaints=7))
    assert {one.unit for one in newest} == {first}
    assert [ended(one) for one in newest] == [
        State.ANSWERED, State.RECEIVED, State.VERIFIED, State.IN_PROCESS, State.WAITING,
        State.IN_PROCESS, State.OBJECTION,
    ]  # fmt: skip
    assert newest[1].received > NOW - timedelta(days=1)
    assert newest[0].fields["identitas"] == "anonim"


def test_some_rate_the_handling_and_most_say_nothing() -> None:
    over = [one for one in many() if ended(one) is State.CLOSED]
    rated = [one.rating for one in over if one.rating]
    assert 0.25 < len(rated) / len(over) < 0.75
    assert {score for _, score in rated} == {1, 2, 3, 4}
    assert all(at <= NOW for at, _ in rated)


def test_units_channels_classes_and_months_are_mixed() -> None:
    assert len({one.unit for one in many()}) == 8
    assert len({one.channel for one in many()}) == 6
    assert {one.fields["jenis"] for one in many()} == {"pengaduan", "informasi", "aspirasi"}
    assert len({month_of(one.received, "Asia/Makassar") for one in many()}) == 13


def test_a_demo_of_one_new_month_still_has_complaints() -> None:
    # The Sunday on which a month begins.
    now = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
    made = reports(DemoOrder(units=1, months=1, complaints=20), now)
    assert len(made) == 20
    assert all(one.received <= now for one in made)


def test_the_counters_of_the_demo_are_the_same_from_the_same_seed_and_end_now() -> None:
    plan, other = DemoPlan(DemoOrder(), NOW), DemoPlan(DemoOrder(seed=7), NOW)
    given = [Given(n, "P", NOW, int(Source.KIOSK)) for n in range(40)]
    assert list(taps(plan)) == list(taps(DemoPlan(DemoOrder(), NOW)))
    assert list(visits(1, "A", given)) == list(visits(1, "A", given))
    assert [one.counts for one in taps(plan)] != [one.counts for one in taps(other)]
    numbers = [one.number for unit in ("A", "B") for one in visits(1, unit, given)]
    assert len(set(numbers)) == len(numbers)
    days = {one.day for one in taps(plan)}
    assert (min(days), max(days)) == (date(2026, 9, 3), date(2026, 10, 14))
    assert all(one.weekday() < 5 for one in days)
    assert {one.seen_at <= NOW for one in tablets(plan)} == {True}


def test_the_line_of_the_demos_taps_has_something_to_warn_of() -> None:
    by_day: dict[date, Counts] = {}
    for one in taps(DemoPlan(DemoOrder(), NOW)):
        by_day[one.day] = added([by_day.get(one.day, NONE), one.counts])
    assert alarm(line(by_day, NOW.date(), 42)) is not None


def test_no_counter_of_the_demo_has_more_answers_than_visits() -> None:
    given = [Given(n, "P", NOW, int(Source.STATIC_QR if n % 3 else Source.VISIT_TOKEN))
             for n in range(200)]  # fmt: skip
    offered = list(visits(3, "A", given))
    assert len(offered) > len(given)
    answered = [one for one in offered if one.outcome is Outcome.ANSWERED]
    assert len(answered) == sum(one.source == Source.VISIT_TOKEN for one in given)
    assert any(one.outcome is Outcome.REFUSED for one in offered)
