"""An answer, its tally and its key are kept together, once, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.place.point import ClosedPoint, UnknownPoint
from kiosk.domain.survey.answer import InvalidAnswer
from kiosk.flows.survey.submit_answer import ChangedSubmission, Receipt, submit_answer
from kiosk.store.engine import transaction
from kiosk.store.place import points, units
from tests.factories import (
    FREE,
    KTP,
    NOW,
    SPAK,
    Form,
    Place,
    as_fields,
    filled,
    kept,
    make_place,
    rows,
    snapshot,
)  # fmt: skip

if TYPE_CHECKING:
    from flask import Flask


def send(app: Flask, place: Place, form: Form) -> Receipt:
    with app.app_context():
        return submit_answer(place.point, as_fields(form), NOW)


def only(app: Flask) -> dict[str, Any]:
    """The one answer there is."""
    [row] = kept(app)
    return row


def test_a_whole_form_is_kept_as_one_sheet_and_counted(app: Flask, place: Place) -> None:
    receipt = send(app, place, filled(3, saran="Cepat sekali", usia="34", jenis_kelamin="P"))
    assert (receipt.month, receipt.again) == (202610, False)
    row = only(app)
    assert row["scores"] == "a3b3c3d3e3f3g3h3i3"
    assert row["service_id"] == place.services["ktp"]
    assert row["point_id"] == place.point_id
    assert row["month"] == 202610
    assert row["at"] == NOW
    assert row["suggestion"] == "Cepat sekali"
    assert row["profile"] == "jPu3"
    assert row["notice"] == 1
    assert row["source"] == 1
    [tally] = rows(app, "tallies")
    assert (tally["respondents"], tally["total"]) == (1, 3 * 45_360)
    assert [tally[f"c{cell:02d}"] for cell in range(1, 5)] == [0, 0, 1, 0]


def test_no_column_of_an_answer_is_made_for_naming_the_respondent(app: Flask, place: Place) -> None:
    send(app, place, filled())
    naming = {"name", "nama", "nik", "phone", "email", "ip", "address", "agent", "device", "key"}
    assert not naming & set(only(app))


def test_a_blank_stays_blank(app: Flask, place: Place) -> None:
    form = filled(4)
    form["biaya"] = ""
    del form["waktu"]
    send(app, place, form)
    assert only(app)["scores"] == "a4b4e4f4g4h4i4"
    [tally] = rows(app, "tallies")
    biaya = [tally[f"c{cell:02d}"] for cell in range(13, 17)]
    assert biaya == [0, 0, 0, 0]


def test_a_free_service_leaves_biaya_blank_whatever_was_sent(app: Flask) -> None:
    place = make_place(app, services=(KTP, FREE))
    send(app, place, filled(4, layanan="akta", biaya="1"))
    assert "d" not in str(only(app)["scores"])


def test_a_counter_with_one_service_needs_no_layanan(app: Flask) -> None:
    place = make_place(app, services=(KTP,))
    form = filled()
    del form["layanan"]
    send(app, place, form)
    assert only(app)["service_id"] == place.services["ktp"]


def test_a_point_that_asks_two_surveys_keeps_a_sheet_of_each(app: Flask) -> None:
    place = make_place(app, instruments=("skm-2017", "spak"))
    send(app, place, {**filled(4, saran="Sekali"), **{f"spak.{code}": "2" for code in SPAK}})
    sheets = kept(app)
    assert [row["scores"] for row in sheets] == ["a4b4c4d4e4f4g4h4i4", "a2b2c2d2e2"]
    assert [row["suggestion"] for row in sheets] == ["Sekali", None]
    assert len(rows(app, "submissions")) == 1


@pytest.mark.parametrize(
    ("field", "typed", "profile"),
    [
        ("usia", "34", "u3"),
        ("usia", "35-44", "u4"),
        ("usia", "120", "u7"),
        ("pekerjaan", "PNS", "ka"),
        ("pekerjaan", " pns ", "ka"),
        ("pekerjaan", "pemulung", "kx"),
        ("jenis_kelamin", "Laki-laki", "jL"),
        ("jenis_kelamin", "PEREMPUAN", "jP"),
        ("pendidikan", "SMK", "p3"),
        ("disabilitas", "", None),
    ],
)
def test_a_profile_is_understood_as_people_write_it(
    app: Flask, place: Place, field: str, typed: str, profile: str | None
) -> None:
    send(app, place, filled(**{field: typed}))
    assert only(app)["profile"] == profile


def test_the_same_form_sent_again_is_stored_once_and_answered_the_same(
    app: Flask, place: Place
) -> None:
    form = filled(saran="Terima kasih")
    first = send(app, place, form)
    before = snapshot(app)
    second = send(app, place, form)
    assert (first.again, second.again) == (False, True)
    assert (first.point, first.month) == (second.point, second.month)
    assert snapshot(app) == before


@pytest.mark.parametrize(
    "change",
    [{"waktu": "1"}, {"layanan": "kk"}, {"saran": "lain"}, {"usia": "40"}, {"biaya": ""}],
    ids=lambda change: next(iter(change)),
)
def test_the_same_key_with_other_content_is_refused_and_changes_nothing(
    app: Flask, place: Place, change: dict[str, str]
) -> None:
    form = filled()
    send(app, place, form)
    before = snapshot(app)
    with pytest.raises(ChangedSubmission):
        send(app, place, {**form, **change})
    assert snapshot(app) == before


def test_the_same_answers_under_two_keys_are_two_respondents(app: Flask, place: Place) -> None:
    send(app, place, filled())
    send(app, place, filled())
    assert [row["respondents"] for row in rows(app, "tallies")] == [2]


REFUSED = {
    "an unknown field": ({"peran": "admin"}, ""),
    "0": ({"waktu": "0"}, "waktu"),
    "5": ({"waktu": "5"}, "waktu"),
    "-1": ({"waktu": "-1"}, "waktu"),
    "a word": ({"waktu": "bagus"}, "waktu"),
    "3.0": ({"waktu": "3.0"}, "waktu"),
    "a full-width 4": ({"waktu": "４"}, "waktu"),
    "an Arabic 3": ({"waktu": "٣"}, "waktu"),
    "a superscript 2": ({"waktu": "²"}, "waktu"),
    "two digits": ({"waktu": "11"}, "waktu"),
    "an unknown service": ({"layanan": "kia"}, "layanan"),
    "no service": ({"layanan": ""}, "layanan"),
    "an over-long suggestion": ({"saran": "a" * 2001}, "saran"),
    "a NUL": ({"saran": "a\0b"}, "saran"),
    "a lone surrogate": ({"saran": "a\ud800b"}, "saran"),
    "an escape": ({"saran": "\x1b[31m"}, "saran"),
    "an age of 0": ({"usia": "0"}, "usia"),
    "an unknown gender": ({"jenis_kelamin": "ya"}, "jenis_kelamin"),
    "no key": ({"kunci": ""}, "kunci"),
    "a short key": ({"kunci": "abc"}, "kunci"),
    "a key with a NUL": ({"kunci": "abcdefgh\0"}, "kunci"),
    "a key of another alphabet": ({"kunci": "кириллица"}, "kunci"),
}


@pytest.mark.parametrize(("change", "field"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_an_answer_is_refused_by_its_field_and_nothing_is_written(
    app: Flask, place: Place, change: dict[str, str], field: str
) -> None:
    before = snapshot(app)
    with pytest.raises(InvalidAnswer) as refused:
        send(app, place, filled(**change))
    assert field in {problem.field for problem in refused.value.problems}
    assert snapshot(app) == before


def test_every_problem_is_named_at_once(app: Flask, place: Place) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        send(app, place, filled(waktu="9", saran="\0", usia="-3", layanan="x"))
    found = {problem.field for problem in refused.value.problems}
    assert found == {"waktu", "saran", "usia", "layanan"}


def test_a_form_without_a_single_score_is_no_answer(app: Flask, place: Place) -> None:
    with pytest.raises(InvalidAnswer, match="Perbaiki"):
        send(app, place, filled(codes=(), saran="hanya saran"))
    assert rows(app, "submissions") == []


def test_a_field_sent_twice_is_refused(app: Flask, place: Place) -> None:
    fields = {**as_fields(filled()), "waktu": ["4", "1"]}
    with app.app_context(), pytest.raises(InvalidAnswer):
        submit_answer(place.point, fields, NOW)


def test_the_service_of_another_unit_is_refused(app: Flask, place: Place) -> None:
    other = make_place(app, "rsud", point="RSVD0001", services=(KTP, FREE))
    before = snapshot(app)
    with pytest.raises(InvalidAnswer):
        send(app, place, filled(layanan="akta"))
    assert "akta" in other.services
    assert snapshot(app) == before


def test_a_closed_point_takes_nothing(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        points.close(place.point, NOW)
    before = snapshot(app)
    with pytest.raises(ClosedPoint):
        send(app, place, filled())
    assert snapshot(app) == before


def test_a_point_of_files_takes_no_forms(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        points.add(place.unit_id, "BERKAS01", "Berkas", points.FILES)
    with app.app_context(), pytest.raises(ClosedPoint):
        submit_answer("BERKAS01", as_fields(filled()), NOW)


def test_an_unknown_point_takes_nothing(app: Flask, place: Place) -> None:
    with app.app_context(), pytest.raises(UnknownPoint):
        submit_answer("00000000", as_fields(filled()), NOW)


def test_an_instrument_outside_its_months_is_not_asked(app: Flask) -> None:
    place = make_place(app, instruments=())
    with app.app_context(), transaction():
        units.use_instrument(place.unit_id, "skm-2017", 202501, 202609)
    with pytest.raises(ClosedPoint):
        send(app, place, filled())


@pytest.mark.parametrize("typed", ["7f3k9qwx", "7F3K-9QWX", " 7f3k 9qwx ", "7F3K9QWX"])
def test_a_code_is_forgiven_its_case_its_dash_and_its_spaces(
    app: Flask, place: Place, typed: str
) -> None:
    with app.app_context():
        assert submit_answer(typed, as_fields(filled()), NOW).point.code == place.point


def test_text_is_kept_in_one_form_whatever_the_keyboard_made(app: Flask, place: Place) -> None:
    """Composed, its ends trimmed, its lines ended one way: equal on every phone and database."""
    send(app, place, filled(saran="  Cafe\u0301\r\nbaik\r "))
    assert only(app)["suggestion"] == "Café\nbaik"
