"""Rules of one line each, of modules too small for a file of tests."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from kiosk.domain.complaint.work import Challenge, Work, bits_for
from kiosk.domain.index.alert_words import clean_note, sentence
from kiosk.domain.index.alerting import AlertKind
from kiosk.domain.index.apart import Rest, Told, telling
from kiosk.domain.index.breakdown import veiled
from kiosk.domain.index.early_warning import BEFORE, LEAST, RECENT, Day, alarm
from kiosk.domain.index.period import Period, covering
from kiosk.domain.index.seal import seal_of
from kiosk.domain.month import month_of
from kiosk.domain.people.incident import Data, data_of
from kiosk.domain.people.password import _left_over
from kiosk.domain.place import settings
from kiosk.domain.place.languages import codes
from kiosk.domain.place.naming import plain
from kiosk.domain.place.setting import limit, one_of, or_not, weight, whole
from kiosk.domain.survey import profile, recording
from kiosk.domain.survey.instrument import say
from kiosk.domain.upkeep.copied import EMPTY, Sum, sum_of
from kiosk.domain.upkeep.job_words import period_of
from kiosk.domain.upkeep.metrics import Gauge, written
from kiosk.domain.zi.assessment import differ
from kiosk.domain.zi.hasil import Conversion, Inputs, weigh
from kiosk.domain.zi.pekppp import Total, total
from kiosk.domain.zi.supposing import Supposed, supposed_hasil
from kiosk.domain.zi.thresholds import predicates

NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)


def test_a_weight_is_a_ninth_or_one_of_its_printed_spellings() -> None:
    assert [weight(one) for one in ("exact", "0.11", "0.111", "0.1", "0.111111")] == [True] * 5
    assert not any(map(weight, ("0.12", "0.2", "0.09", "1", ".11", "0,11", "0.1111111", "")))


def test_whole_numbers_have_two_ends() -> None:
    days = limit("tenggat", "14", "Hari kerja.").accepts
    assert [days(one) for one in ("0", "1", "365", "366", "1234567", "x")] == [
        False, True, True, False, False, False
    ]  # fmt: skip
    assert [whole(2, 3)(one) for one in "1234"] == [False, True, True, False]
    assert [or_not(2, 3)(one) for one in ("tidak", "2", "4")] == [True, True, False]
    assert [one_of("a", "b")(one) for one in ("a", "c")] == [True, False]


def test_a_setting_that_is_none_is_told_with_those_that_are() -> None:
    with pytest.raises(settings.InvalidSetting) as refused:
        settings.check("x" * 50, "1")
    assert '"' + "x" * 40 + '"' in str(refused.value)
    assert all(name in str(refused.value) for name in settings.SETTINGS)


def test_an_address_of_words_has_single_hyphens_inside_only() -> None:
    assert [plain(one) for one in ("-Kantor  Camat, Éndé!", "XX a X", "--")] == [
        "kantor-camat-ende", "xx-a-x", ""
    ]  # fmt: skip
    assert codes("id en") == ("id", "en")


def test_the_owner_s_longest_name_is_taken_out_of_a_password_first() -> None:
    assert _left_over("mariana123", ["Maria", "Mariana"]) == 3
    assert _left_over("ab-12_x", ["ab"]) == 5


def test_a_seal_without_a_public_address_has_none() -> None:
    assert seal_of("7F3K", "", "cd").address == ""
    assert seal_of("7F3K", "https://a.id", "cd").address.startswith("https://a.id/")


def test_an_instant_without_a_zone_is_no_month() -> None:
    with pytest.raises(TypeError, match="tidak menyebut zona waktunya"):
        month_of(NOW.replace(tzinfo=None), "Asia/Jakarta")


@pytest.mark.parametrize(
    ("month", "firsts"),
    [(202601, (1, 1, 1, 1)), (202606, (6, 4, 1, 1)), (202612, (12, 10, 7, 1))],
)
def test_a_month_lies_in_its_quarter_semester_and_year(month: int, firsts: tuple[int, ...]) -> None:
    assert covering(month) == tuple(
        Period(202600 + first, length) for first, length in zip(firsts, (1, 3, 6, 12), strict=True)
    )


def test_the_smallest_shown_parts_are_veiled_first() -> None:
    found = veiled({"a": 2, "b": 30, "d": 9, "c": 8}, 0, 5)
    assert sorted(found.unvalued) == ["a", "c"]
    assert veiled({"a": 5, "b": 9}, 0, 5).unvalued == frozenset()
    assert veiled({"a": 5, "b": 9}, 4, 5).unvalued == frozenset("a")
    assert veiled({"a": 5, "b": 9}, 1, 5).unvalued == frozenset("a"), "one person most of all"


def test_an_alarm_wants_enough_answers_on_both_sides() -> None:
    def days(low: int) -> list[Day]:
        calm = [Day(date(2026, 1, 1), (0, 0, 0, LEAST))] * BEFORE
        quiet = [Day(date(2026, 2, 1), (0, 0, 0, 0))] * (RECENT - 1)
        return [*calm, *quiet, Day(date(2026, 2, 2), (low, 0, 0, 0))]

    assert alarm(days(LEAST - 1)) is None
    found = alarm(days(LEAST))
    assert found is not None
    assert found.taps == LEAST


def test_work_is_done_for_this_challenge_at_this_price_only() -> None:
    bits = bits_for(0)
    asked = Challenge("teks", bits)

    def has(number: int) -> bool:
        made = hashlib.sha256(f"teks:{number}".encode()).digest()
        return int.from_bytes(made) < 2 ** (256 - bits)

    # The first that has it: looking for it takes half a second.
    found = 255601
    assert has(found)
    assert Work("k", f"{bits}-{found}").solves(asked)
    assert not Work("k", f"{bits}-{found}").solves(Challenge("lain", bits))
    assert not Work("k", f"{bits + 1}-{found}").solves(asked)
    assert not Work("k", f"{bits}-{found}").solves(Challenge("teks", bits + 1))
    wrong = next(number for number in range(99) if not has(number))
    assert not Work("k", f"{bits}-{wrong}").solves(asked)
    assert not Work("k").solves(Challenge("teks", 0)), "nothing was sent"


def test_what_a_recorded_deed_showed() -> None:
    assert [data_of("x", kind) for kind in ("laporan", "berkas", "unit")] == [
        Data.REPORT, Data.REPORT, None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "is_frame"),
    [
        (b"\xff\xfb", True), (b"\xff\xf3", True), (b"\xff\xe3", True), (b"\xff\xeb", False),
        (b"\xff\xf9", False), (b"\xfe\xfb", False), (b"\xff\xdb", False), (b"\xff", False),
        (b"\xff\xfd", True), (b"\xff\xff", True),
    ],
)  # fmt: skip
def test_a_frame_of_mpeg_has_a_version_and_a_layer_that_exist(head: bytes, is_frame: bool) -> None:
    assert recording._is_frame(head) is is_frame


def test_a_table_s_sum_knows_its_rows_and_not_their_order() -> None:
    rows = [(1, "a"), (2, None), (3, b"\x00")]
    assert sum_of([]) == EMPTY
    assert sum_of(rows) == sum_of(reversed(rows)) != sum_of(rows[:2])
    assert (sum_of(rows).rows, len(sum_of(rows).text)) == (3, 64)
    one = int.from_bytes(hashlib.sha256(b"(1, 'a')").digest())
    assert sum_of([(1, "a")]) == Sum(1, one)
    assert sum_of([(1, "a")] * 2).total == 2 * one % 2**256
    assert sum_of([("\udc80",)]).rows == 1


def test_a_period_s_name_is_read_back_into_words() -> None:
    assert period_of("2026-W07") == (None, "minggu ke-7 tahun 2026")
    assert period_of("2026-10-15") == (date(2026, 10, 15), "")
    assert period_of("2026-10-15T21") == (date(2026, 10, 15), "pukul 21.00")


def test_gauges_of_one_name_stand_below_one_line_of_help() -> None:
    two = [Gauge("a", "Of a.", 1.5, {"x": 'q"\\\n'}), Gauge("a", "Of a.", 2.0, {"x": "r"})]
    lines = written([*two, Gauge("gone", "None.", None), Gauge("b", "Of b.", 3.0)]).splitlines()
    names = [line[:6] if line[0] == "#" else line[-3:] for line in lines]
    assert names == ["# HELP", "# TYPE", "1.5", "} 2", "# HELP", "# TYPE", "b 3"]
    assert r'{x="q\"\\\n"} 1.5' in lines[2]


def test_those_who_answered_differ_or_do_not() -> None:
    half = Fraction(1, 2)
    assert [differ(one) for one in ([], [None, half], [half, half], [half, Fraction(1)])] == [
        False, False, False, True
    ]  # fmt: skip


def test_what_is_supposed_stands_in_place_of_what_is_known() -> None:
    known = weigh(Inputs(None, None, Fraction(3), Fraction(50)), Conversion.LINEAR)
    same = supposed_hasil(known, Supposed())
    assert same.inputs == known.inputs
    typed = supposed_hasil(known, Supposed(pengungkit=Fraction(40), kinerja=Fraction(5)))
    assert (typed.inputs.pengungkit, typed.inputs.kinerja) == (Fraction(40), Fraction(5))


def test_of_no_indicators_the_total_is_nothing() -> None:
    assert total(()) == Total(Fraction(0), Fraction(0), 0)


def test_a_predicate_s_lines_are_those_of_the_regulation() -> None:
    assert [
        [(one.name, str(one.points), one.index and str(one.index)) for one in both.requirements]
        for both in predicates("baku")
    ] == [
        [("total", "75", None), ("pengungkit", "40", None), ("bersih_akuntabel", "73/4", None),
         ("ipak", "63/4", "18/5"), ("kinerja", "5/2", None), ("ipkp", "14", "16/5")],
        [("total", "85", None), ("pengungkit", "48", None), ("bersih_akuntabel", "39/2", None),
         ("ipak", "63/4", "18/5"), ("kinerja", "15/4", None), ("ipkp", "63/4", "18/5")],
    ]  # fmt: skip


def told(n: int, months: set[int], title: str = "x") -> Told:
    return Told(title, frozenset({1}), frozenset(months), n, {"u1": (n,)})


def test_what_lies_between_two_public_figures_is_of_enough_people() -> None:
    quarter, first, second = told(30, {1, 2, 3}), told(10, {1}), told(10, {2})
    third = told(8, {3})
    assert telling(quarter, [first, second], 5) is None
    found = telling(third, [quarter, first, second], 5)
    assert found is not None
    assert (found.whole, found.n, {one.n for one in found.parts}) == (quarter, 2, {8, 10})
    assert telling(replace(third, n=5), [quarter, first, second], 5) is None
    again = replace(first, n=12, counts={"u1": (12,)})
    assert telling(again, [first], 5) == Rest(again, (first,), 2)
    assert telling(replace(first, n=15), [first], 5) is None
    assert telling(first, [first], 5) is None


def test_a_profile_is_read_whatever_the_spaces_and_letters() -> None:
    gender = profile.BY_NAME["jenis_kelamin"]
    woman = next(one for one in gender.options if one.code == "P")
    assert gender.read("  PEREMPUAN ") == woman.mark
    assert (gender.read(""), gender.read("entah")) == ("", None)
    for one in profile.FIELDS:
        assert [one.read(option.code) for option in one.options] == [o.mark for o in one.options]


def test_words_are_said_in_the_language_asked_for_or_in_indonesian() -> None:
    words = {"id": "Waktu", "en": "Time"}
    assert [say(words, lang) for lang in ("id", "en", "min")] == ["Waktu", "Time", "Waktu"]


def test_a_call_says_its_figures_in_a_sentence() -> None:
    for kind in AlertKind:
        said = sentence(kind, 12, Decimal("72.50"), Decimal("81.00"), "Waktu")
        assert "None" not in said
        assert said.endswith(".")
    assert clean_note("  sudah  dicek ") == "sudah dicek"
    for text in ("abcd", "x" * 501):
        with pytest.raises(Exception, match="5 sampai 500"):
            clean_note(text)
    assert len(clean_note("x" * 500)) == 500
