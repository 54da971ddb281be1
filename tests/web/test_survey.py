"""The walk of a citizen: scan, read, choose, send, thanks. Without script and without account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug.datastructures import MultiDict

from kiosk.domain.index.period import parse
from kiosk.store.engine import transaction
from kiosk.store.place import points, settings
from tests.factories import (
    FREE,
    KTP,
    NOW,
    SKM,
    SPAK,
    Clock,
    Place,
    Service,
    kept,
    make_place,
    new_key,
    rows,
    snapshot,
)  # fmt: skip
from tests.reports import report_ikm
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask


def fill(page: Page, score: int = 4, **changes: str) -> dict[str, str]:
    """The form of a page, every question answered with one score."""
    form = page.form()
    form |= {name: str(score) for name in set(page.find("//input[@type='radio']/@name")) & set(SKM)}
    return form | {"layanan": "ktp"} | changes


def test_a_scan_leads_to_the_form_the_thanks_and_the_index(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    landing = citizen.get(f"/S/{place.point}")
    assert landing.h1 == "Loket 7F3K9QWX"
    assert place.form in landing.links()
    for _ in range(5):
        thanks = citizen.post(place.form, fill(citizen.get(place.form), 3))
        assert thanks.h1 == "Terima kasih"
    with app.app_context():
        report = report_ikm(place.unit, parse("2026-10"))
    assert report.sample.respondents == 5
    assert report.ikm is not None
    assert str(report.ikm.ikm) == "75.00"


def test_the_form_asks_what_the_regulation_asks(citizen: PageClient, place: Place) -> None:
    page = citizen.get(place.form)
    asked = [one for one in page.find("//fieldset//input[@type='radio'][1]/@id") if one in SKM]
    assert asked == [*SKM[:7], "sarana", "pengaduan"]
    for item in SKM:
        assert page.find(f"//input[@name='{item}']/@value") == ["1", "2", "3", "4"]
    assert "Gratis" in page.seen
    for name in ("jenis_kelamin", "usia", "pendidikan", "pekerjaan", "disabilitas", "saran"):
        assert page.find(f"//*[@name='{name}']"), name
    required = page.find("//*[@required]/@name")
    assert set(required) == {"layanan"}
    assert "versi 1" in page.seen


def test_the_order_of_the_list_is_a_setting(app: Flask, citizen: PageClient, place: Place) -> None:
    citizen.get(place.form)
    with app.app_context(), transaction():
        settings.put(place.unit_id, "urutan-pertanyaan", "daftar", NOW)
    page = citizen.get(place.form)
    assert [one for one in page.find("//fieldset//input/@id") if one in SKM] == list(SKM)


def test_each_opening_of_the_form_has_a_key_of_its_own(citizen: PageClient, place: Place) -> None:
    forms = [citizen.get(place.form).form() for _ in range(3)]
    assert len({form["kunci"] for form in forms}) == 3
    assert len({form["csrf_token"] for form in forms}) == 1


def test_hidden_inputs_items_and_service_are_a_whole_answer(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    """One POST, no named button, nothing of the optional fields, no second page."""
    page = citizen.get(place.form)
    form = {one.get("name"): one.get("value") for one in page.find("//form//input[@type='hidden']")}
    form |= dict.fromkeys(SKM, "4") | {"layanan": "kk"}
    assert citizen.raw(place.form, "POST", data=form).status_code == 303
    assert [row["scores"] for row in rows(app, "answers")] == ["a4b4c4d4e4f4g4h4i4"]
    assert page.find("//form[@method='post']//button[@name]") == []


def test_one_item_and_a_service_are_an_answer(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    form = citizen.get(place.form).form() | {"waktu": "2", "layanan": "ktp"}
    citizen.post(place.form, form)
    assert [row["scores"] for row in rows(app, "answers")] == ["c2"]


def test_sent_twice_it_is_stored_once_and_answered_the_same(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    form = fill(citizen.get(place.form))
    answers = [citizen.raw(place.form, "POST", data=form) for _ in range(2)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {
        (303, f"/s/{place.point}/terima-kasih")
    }
    assert len(rows(app, "answers")) == 1


def test_a_used_key_with_other_content_is_409_keeps_the_first_and_offers_a_new_key(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    form = fill(citizen.get(place.form))
    citizen.post(place.form, form)
    before = snapshot(app)
    again = citizen.post(place.form, form | {"waktu": "1"}, 409)
    assert snapshot(app) == before
    assert again.form()["kunci"] != form["kunci"]
    assert again.form()["waktu"] == "1"


TYPED = {
    "jenis_kelamin": "P",
    "usia": "26-34",
    "pendidikan": "SMA",
    "pekerjaan": "PETANI",
    "disabilitas": "TIDAK",
    "saran": 'Mohon kursi tunggu ditambah\n<b>& kipas</b> "angin"',
}
REFUSED = {
    "0": {"waktu": "0"},
    "5": {"waktu": "5"},
    "-1": {"waktu": "-1"},
    "text": {"waktu": "baik"},
    "3.0": {"waktu": "3.0"},
    "full-width": {"waktu": "４"},
    "Arabic": {"waktu": "٣"},
    "unknown field": {"unsur_10": "4"},
    "other service": {"layanan": "akta"},
    "no service": {"layanan": ""},
    "NUL": {"saran": "Mohon\0kursi"},
    "too long": {"saran": "é" * 2001},
    "age": {"usia": "999"},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_a_refused_form_says_why_keeps_what_was_typed_and_writes_nothing(
    app: Flask, citizen: PageClient, place: Place, change: dict[str, str]
) -> None:
    before = snapshot(app)
    form = fill(citizen.get(place.form), 3, **TYPED) | change
    page = citizen.post(place.form, form, 422)
    assert page.problems()
    assert page.title.startswith("Perlu diperbaiki: ")
    back = page.form()
    for name in (set(form) & set(back)) - set(change) - {"csrf_token"}:
        assert back[name].replace("\r\n", "\n") == form[name], name
    assert not set(form) - set(back) - set(change)
    if "saran" in change:
        # What cannot be stored is shown where it stood, for a person to find and delete.
        assert back["saran"] == change["saran"].replace("\0", "\ufffd")
    assert snapshot(app) == before


def test_a_refused_form_put_right_is_taken_under_its_first_key(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    form = fill(citizen.get(place.form), **TYPED) | {"waktu": "9"}
    page = citizen.post(place.form, form, 422)
    right = page.form()
    assert right["kunci"] == form["kunci"]
    assert "waktu" not in right
    citizen.post(place.form, right | {"waktu": "2"}, 200)
    assert [row["scores"] for row in rows(app, "answers")] == ["a4b4c2d4e4f4g4h4i4"]


def test_each_problem_leads_to_its_field(citizen: PageClient, place: Place) -> None:
    """The page client has checked that every link of the page lands somewhere."""
    form = fill(citizen.get(place.form)) | {"waktu": "9", "usia": "x", "layanan": "", "saran": "\0"}
    page = citizen.post(place.form, form, 422)
    targets = set(page.find("//*[@data-errors]//a/@href"))
    assert {"#waktu", "#usia", "#layanan"} <= targets


def test_a_field_sent_twice_is_refused(app: Flask, citizen: PageClient, place: Place) -> None:
    before = snapshot(app)
    form = fill(citizen.get(place.form))
    page = citizen.post(place.form, MultiDict([*form.items(), ("waktu", "1")]), 422)
    assert "lebih dari satu kali" in page.seen
    assert snapshot(app) == before


def test_what_a_browser_makes_of_a_lone_surrogate_is_kept_or_refused_never_an_error(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    form = fill(citizen.get(place.form))
    body = "&".join(f"{name}={value}" for name, value in form.items() if name != "saran")
    answered = citizen.raw(
        place.form, "POST", data=f"{body}&saran=a%ED%A0%80b%FF",
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert answered.status_code in (303, 422)
    assert all("\ud800" not in (row["suggestion"] or "") for row in kept(app))


def test_a_form_left_open_for_8_hours_is_taken(
    app: Flask, citizen: PageClient, place: Place, clock: Clock
) -> None:
    form = fill(citizen.get(place.form))
    clock.later(hours=8)
    citizen.post(place.form, form)
    assert rows(app, "answers")[0]["at"] == clock.now()


def test_a_form_opened_in_one_month_and_sent_in_the_next_counts_in_the_next(
    app: Flask, citizen: PageClient, place: Place, clock: Clock
) -> None:
    form = fill(citizen.get(place.form))
    clock.later(days=20)
    citizen.post(place.form, form)
    assert [row["month"] for row in rows(app, "tallies")] == [202611]


def test_a_point_with_one_service_names_it_and_sends_it_hidden(
    app: Flask, citizen: PageClient, clock: Clock
) -> None:
    place = make_place(app, services=(KTP,))
    page = citizen.get(place.form)
    assert page.form()["layanan"] == "ktp"
    assert "Perekaman KTP-el" in page.seen
    form = fill(page)
    del form["layanan"]
    citizen.post(place.form, form)
    assert rows(app, "answers")[0]["service_id"] == place.services["ktp"]


def test_a_point_without_fees_does_not_ask_for_biaya(
    app: Flask, citizen: PageClient, clock: Clock
) -> None:
    place = make_place(app, services=(FREE,))
    page = citizen.get(place.form)
    assert page.find("//input[@name='biaya']") == []
    citizen.post(place.form, fill(page, layanan="akta"))
    assert "d" not in rows(app, "answers")[0]["scores"]


def test_two_surveys_are_one_form_without_a_name_used_twice(
    app: Flask, citizen: PageClient, clock: Clock
) -> None:
    place = make_place(app, instruments=("skm-2017", "spkp", "spak"))
    form = fill(citizen.get(place.form)) | {f"spak.{code}": "4" for code in SPAK}
    citizen.post(place.form, form)
    assert [row["scores"] for row in rows(app, "answers")] == ["a4b4c4d4e4f4g4h4i4", "a4b4c4d4e4"]


def test_a_scale_of_6_is_asked_as_numbers(app: Flask, citizen: PageClient, clock: Clock) -> None:
    place = make_place(app, instruments=("spak-6",))
    page = citizen.get(place.form)
    assert page.find("//input[@name='spak.pungli']/@value") == list("123456")
    form = page.form() | {f"spak.{code}": "6" for code in SPAK} | {"layanan": "kk"}
    citizen.post(place.form, form)
    assert [row["scores"] for row in rows(app, "answers")] == ["a6b6c6d6e6"]


@pytest.mark.parametrize("instrument", ["skm-2025", "skm-2025-hybrid", "spkp"])
def test_every_instrument_makes_a_page_that_keeps_the_promises(
    app: Flask, citizen: PageClient, clock: Clock, instrument: str
) -> None:
    place = make_place(app, instruments=(instrument,))
    page = citizen.get(place.form)
    assert page.find("//fieldset//input[@type='radio']")


def test_a_closed_point_is_410_with_a_way_on_and_takes_nothing(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    form = fill(citizen.get(place.form))
    with app.app_context(), transaction():
        points.close(place.point, NOW)
    before = snapshot(app)
    for page in (
        citizen.get(f"/s/{place.point}", 410),
        citizen.get(place.form, 410),
        citizen.post(place.form, form, 410),
    ):
        assert "410" in page.seen
        assert "/" in page.links()
    assert snapshot(app) == before


def test_a_point_that_asks_nothing_this_month_says_so(
    app: Flask, citizen: PageClient, clock: Clock
) -> None:
    place = make_place(app, instruments=())
    assert "tidak menerima penilaian" in citizen.get(f"/s/{place.point}").seen
    citizen.get(place.form, 410)


def test_an_unknown_code_is_404(citizen: PageClient, place: Place) -> None:
    citizen.get("/s/00000000", 404)
    citizen.get("/s/00000000/nilai", 404)
    citizen.get("/s/00000000/terima-kasih", 404)
    from kiosk.web import stamp

    with citizen._client.application.app_context():
        forged = stamp.make("survei", "00000000")
    citizen.post("/s/00000000/nilai", {"csrf_token": forged, "kunci": new_key()}, 404)


@pytest.mark.parametrize("code", ["7f3k9qwx", "7F3K-9QWX", "7f3k-9qwx", "7F3K%209QWX"])
def test_a_code_is_forgiven_its_case_and_its_dash(
    app: Flask, citizen: PageClient, place: Place, code: str
) -> None:
    citizen.get(f"/s/{code}")
    citizen.post(f"/S/{code}/nilai", fill(citizen.get(f"/s/{code}/nilai")))
    assert len(rows(app, "answers")) == 1


def test_a_name_with_markup_stays_text(app: Flask, citizen: PageClient, clock: Clock) -> None:
    bold = Service("b", '<b>Tebal</b> & "kutip"')
    place = make_place(app, name="<script>alert(1)</script>", services=(bold, KTP))
    page = citizen.get(place.form)
    assert "<script>alert(1)</script>" in page.seen
    assert bold.name in page.seen


# Languages


def test_the_reader_chooses_a_language_and_keeps_it(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    page = citizen.get(f"{place.form}?bahasa=en")
    assert page.find("/html/@lang") == ["en"]
    assert "requirements" in page.seen
    form = fill(page)
    assert form["bahasa"] == "en"
    sent = citizen.raw(place.form, "POST", data=form)
    assert sent.headers["Location"].endswith("?bahasa=en")
    assert rows(app, "answers")[0]["lang"] == "en"


@pytest.mark.parametrize("wanted", ["../../etc", "xx", "", "%00", "ID", "en%0d%0aX: y", "'\"><b>"])
def test_a_language_we_do_not_have_is_indonesian(
    citizen: PageClient, place: Place, wanted: str
) -> None:
    page = citizen.get(f"{place.form}?bahasa={wanted}")
    assert page.find("/html/@lang") == ["id"]
    assert "etc" not in page.text


# Below a path


def test_below_a_path_every_link_keeps_the_prefix(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    below = {"base_url": "http://127.0.0.1:8000/loket"}
    page = citizen.get(place.form, **below)
    [action] = page.find("//form[@method='post']/@action")
    assert action == f"/loket{place.form}"
    for path in ("/", f"/s/{place.point}", f"/s/{place.point}/terima-kasih", "/s/00000000"):
        found = citizen.get(path, 404 if path.endswith("0") else 200, **below)
        inner = [one for one in found.links() if one.startswith("/")]
        assert inner
        assert [one for one in inner if not one.startswith("/loket/")] == [], path
    sent = citizen.raw(place.form, "POST", data=fill(page), **below)
    assert sent.headers["Location"] == f"/loket/s/{place.point}/terima-kasih"
    assert citizen.get(place.form).find("//form[@method='post']/@action") == [place.form]


@pytest.mark.parametrize("name", ["kunci", "csrf_token", "bahasa", "layanan", "saran", "usia"])
def test_whatever_is_sent_twice_the_page_that_says_so_is_whole(
    app: Flask, citizen: PageClient, place: Place, name: str
) -> None:
    form = fill(citizen.get(place.form))
    twice = MultiDict([*form.items(), (name, form.get(name, "id"))])
    if name == "bahasa":
        twice.add(name, "en")
    page = citizen.post(place.form, twice, 422)
    assert page.problems()
    assert rows(app, "answers") == []
