"""What everybody sees of an office's index: what it has closed and published, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, periods, published
from tests.factories import MONTH, NOW, SPAK, Place, answer, as_fields, filled, make_place
from tests.periods import AFTER
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask

FORMS = ("", ".json", ".csv", "/papan", "/pasang", "/widget", "/widget.svg", "/atom.xml")
OF_PERIOD = ("", ".json", ".csv")
BEFORE = NOW - timedelta(days=31)


def bodies(app: Flask, place: Place) -> list[tuple[int, bytes]]:
    """Everything the public may ask about October, as it is answered."""
    client = app.test_client()
    found = [client.get(path) for path in wanted(place)]
    return [(one.status_code, one.data) for one in found]


def wanted(place: Place) -> list[str]:
    here = f"/publik/{place.unit}"
    return [
        *(here + form for form in FORMS),
        *(f"{here}/{MONTH}{form}" for form in OF_PERIOD),
        "/publik/",
        "/publik/?q=dukcapil",
        f"{here}?survei=skm-2017",
    ]


@pytest.fixture
def october(app: Flask, place: Place) -> Place:
    """Forty people answered; nothing is closed."""
    answer(app, place, times=30)
    answer(app, place, 3, times=10, layanan="kk", jenis_kelamin="P", pendidikan="S1")
    return place


def test_what_is_not_published_is_not_told_from_what_never_was(app: Flask, october: Place) -> None:
    """Open, closed, withdrawn and reopened: byte for byte the same, in every form."""
    head, second = periods.head_of(app, october), periods.admin_of(app, october)
    never = bodies(app, october)
    assert {status for status, _ in never} == {200, 404}
    periods.close(app, october, head)
    assert bodies(app, october) == never, "closed"
    periods.publish(app, october, head)
    shown = bodies(app, october)
    assert all(status == 200 for status, _ in shown)
    same = [wanted(october)[at] for at, one in enumerate(shown) if one == never[at]]
    assert same == [f"/publik/{october.unit}/pasang"], "which shows no figure"
    published.withdraw(app, october)
    assert bodies(app, october) == never, "withdrawn"
    periods.publish(app, october, head)
    assert all(status == 200 for status, _ in bodies(app, october))
    periods.reopen(app, october, head, second)
    assert bodies(app, october) == never, "reopened"


def test_a_period_that_is_not_there_has_one_page_whatever_the_reason(
    app: Flask, citizen: PageClient, october: Place
) -> None:
    published.publish(app, october)
    texts = {
        citizen.get(path, 404).seen
        for path in (
            "/publik/tidak-ada", f"/publik/{october.unit}/2026-09", f"/publik/{october.unit}/2026",
            f"/publik/{october.unit}/ 2026-10", f"/publik/{october.unit}/apa",
            f"/publik/{october.unit}?survei=spak", f"/publik/{october.unit}/2026-10?survei=x",
            "/publik/tidak-ada/papan", "/publik/tidak-ada/widget", "/publik/tidak-ada.json",
        )
    }  # fmt: skip
    assert len(texts) == 1


def test_a_published_period_says_what_it_rests_on(
    app: Flask, citizen: PageClient, october: Place
) -> None:
    published.publish(app, october)
    page = citizen.get(f"/publik/{october.unit}")
    assert page.h1 == "Indeks Kepuasan Masyarakat Oktober 2026"
    for words in (
        "93,75 A Sangat baik", "40 responden; sampel minimum 30", "Sampel cukup.",
        "Selang kepercayaan 95 persen", "Tidak ada jawaban yang dikecualikan.",
        "Perekaman KTP-el 30 100,00", "Kartu Keluarga 10 75,00", "Kode QR 40 93,75",
        "1 dibagi 9 unsur", "0,111 → 93,66", "ditutup pada 2 November 2026 sebagai edisi 1",
    ):  # fmt: skip
        assert words in spaced(page)
    links = page.links()
    for end in (f"/{MONTH}.json", f"/{MONTH}.csv", "/atom.xml", "/papan", "/pasang", "/pengaduan"):
        assert f"/publik/{october.unit}{end}" in links
    assert citizen.get(f"/publik/{october.unit}/{MONTH}").seen == page.seen
    english = citizen.get(f"/publik/{october.unit}?bahasa=en")
    assert english.h1 == "Public Satisfaction Index October 2026"
    assert "93.75 A Very good" in spaced(english)


def spaced(page: Page) -> str:
    """Text with a space between cells, which `seen` does not have."""
    texts = (str(one) for one in page.find("//main//text()[not(ancestor::svg)]"))
    return " ".join(" ".join(texts).split())


def test_a_short_sample_has_its_figure_and_nowhere_a_grade(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    answer(app, place, times=12)
    published.publish(app, place)
    here = f"/publik/{place.unit}"
    for path in (here, f"{here}/papan", f"{here}/widget", f"{here}/widget.svg", f"{here}/atom.xml"):
        text = " ".join(app.test_client().get(path).text.split())
        assert "Belum cukup sampel: 12 dari sekurangnya 30 responden" in text, path
        assert "100,00" in text, path
        assert not any(
            grade in text for grade in ("Sangat baik", "mutu-A", "Mutu A:", "A (", "A ·")
        )
    found = app.test_client().get(f"{here}.json").get_json()["latest"]
    assert (found["ikm"], found["mutu"], found["kinerja"]) == ("100.00", None, None)
    assert found["sample"]["enough"] is False
    assert ",tidak,100.00,,100.00,100.00," in app.test_client().get(f"{here}.csv").text


def test_a_small_group_has_no_figure_in_any_form(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    answer(app, place, times=30, jenis_kelamin="L")
    answer(app, place, 2, times=3, layanan="kk", jenis_kelamin="P")
    published.publish(app, place)
    here = f"/publik/{place.unit}"
    page = citizen.get(here)
    assert "Kartu Keluarga 3 –" in spaced(page)
    assert "terlalu sedikit responden untuk ditampilkan (kurang dari 5" in page.seen
    [few] = [
        one
        for one in app.test_client().get(f"{here}.json").get_json()["latest"]["services"]
        if one["code"] == "kk"
    ]
    assert (few["ikm"], few["mutu"]) == (None, None)
    board = citizen.get(f"{here}/papan")
    assert "L = – / P = –" in board.seen
    assert "–: kurang dari 5 orang" in board.seen


def test_a_period_closed_anew_is_the_next_edition(
    app: Flask, citizen: PageClient, october: Place
) -> None:
    head, second = periods.head_of(app, october), periods.admin_of(app, october)
    published.publish(app, october)
    first = app.test_client().get(f"/publik/{october.unit}.json").get_json()["latest"]
    periods.reopen(app, october, head, second)
    answer(app, october, 1, times=5)
    later = AFTER + timedelta(days=3)
    periods.close(app, october, head, now=later)
    periods.publish(app, october, head, now=later)
    then = app.test_client().get(f"/publik/{october.unit}.json").get_json()["latest"]
    assert (first["edition"], then["edition"]) == (1, 2)
    assert (first["respondents"], then["respondents"]) == (40, 45)
    assert first["chain"]["head"] != then["chain"]["head"]
    page = citizen.get(f"/publik/{october.unit}")
    assert "Ini edisi 2" in page.seen
    assert first["ikm"].replace(".", ",") not in page.seen


def test_what_came_after_the_closing_is_dated_and_changes_no_figure(
    app: Flask, citizen: PageClient, october: Place
) -> None:
    """A tablet that was out of reach sends October's answers on 5 November."""
    here = f"/publik/{october.unit}"
    published.publish(app, october)
    before = citizen.get(here)
    assert "terlambat" not in before.seen
    figure = app.test_client().get(f"{here}.json").get_json()["latest"]["ikm"]
    send_late(app, october, datetime(2026, 11, 5, 3, tzinfo=UTC), times=6)
    answer(app, october, 1, now=datetime(2026, 11, 6, 3, tzinfo=UTC))
    page = citizen.get(here)
    assert "masuk 6 jawaban yang terlambat, terakhir pada 5 November 2026" in page.seen
    assert app.test_client().get(f"{here}.json").get_json()["latest"]["ikm"] == figure
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.HEAD, Level.UNIT, october.unit_id)])
    shown = window.get(f"/admin/periode/{october.unit}/{MONTH}").seen
    assert "Sejak ditutup masuk 6 jawaban" in shown
    assert "Tiba pada Kamis, 5 November 2026 (6)." in shown


def send_late(app: Flask, place: Place, came: datetime, times: int) -> None:
    from kiosk.domain.arrival import Arrival, Clock
    from kiosk.domain.survey.source import Source
    from kiosk.flows.answering import Way, take_answer
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    way = Way(Arrival(NOW, came, Clock.SOUND), Source.KIOSK)
    for _ in range(times):
        with app.app_context(), transaction():
            take_answer(points.opened(place.point), as_fields(filled(1)), way)


def test_older_periods_stay_and_make_a_trend(app: Flask, citizen: PageClient, place: Place) -> None:
    answer(app, place, times=30)
    answer(app, place, 3, times=30, now=BEFORE)
    published.publish(app, place)
    published.publish(app, place, "2026-09")
    published.publish(app, place, "2026-Q3")
    page = citizen.get(f"/publik/{place.unit}")
    assert page.h1.endswith("Oktober 2026")
    rows = [
        " ".join("|".join(one.itertext()).split())
        for one in page.find("//table[@aria-labelledby='tren']//tbody/tr")
    ]
    assert [row.split("|")[0] for row in rows] == ["Oktober 2026", "September 2026"]
    [quarter] = [one for one in page.links() if one.endswith("/2026-Q3")]
    older = citizen.get(quarter)
    assert older.h1 == "Indeks Kepuasan Masyarakat Triwulan III 2026"
    assert "75,00" in older.seen
    assert "Perkembangan" not in older.seen, "one quarter is no trend"
    found = app.test_client().get(f"/publik/{place.unit}.json").get_json()
    assert [one["period"] for one in found["periods"]] == ["2026-10", "2026-Q3", "2026-09"]


def test_offices_are_found_by_their_name_or_instansi_once_they_have_published(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    other = make_place(
        app, "rsud-lerik", point="6H5N3SXY", name="RSUD S. K. Lerik", instansi="lain"
    )
    assert "Belum ada yang diterbitkan" in citizen.get("/publik/").seen
    for one in (place, other):
        answer(app, one, times=6)
    published.publish(app, place)
    assert "RSUD" not in citizen.get("/publik/").seen
    published.publish(app, other, now=AFTER + timedelta(hours=1))

    def found(path: str) -> list[str]:
        return [str(one) for one in citizen.get(path).find("//li//h3/a/text()")]

    assert found("/publik/") == ["RSUD S. K. Lerik", "Dinas Dukcapil Kota Kupang"]
    assert found("/publik/?q=lerik") == ["RSUD S. K. Lerik"]
    assert found("/publik/?q=pemkot+dukcapil") == ["Dinas Dukcapil Kota Kupang"]
    assert found("/publik/?q=%25") == []
    assert "Tidak ada hasil yang cocok" in citizen.get("/publik/?q=samsat").seen
    published.withdraw(app, other)
    assert found("/publik/?q=lerik") == []


def test_another_survey_is_shown_alone_or_beside_the_usual_one(
    app: Flask, citizen: PageClient, clock: object
) -> None:
    place = make_place(app, instruments=("skm-2017", "spak"))
    publish_spak(app, place)
    here = f"/publik/{place.unit}"
    page = citizen.get(here)
    assert "100,00" in page.seen
    assert "1 dibagi 5 unsur" in page.seen
    found = app.test_client().get(f"{here}.json").get_json()
    assert (found["survey"], found["surveys"]) == ("spak", ["spak"])
    assert f"{here}/{MONTH}.json" in page.links(), "a plain address leads to it"
    answer(app, place, 3, times=30)
    published.publish(app, place)
    usual = citizen.get(here)
    assert "75,00" in usual.seen
    [other] = [one for one in usual.links() if "survei=spak" in one]
    beside = citizen.get(other)
    assert "100,00" in beside.seen
    assert "75,00" not in beside.seen
    for form in (f"/{MONTH}.json", "/atom.xml", "/papan"):
        assert f"{here}{form}?survei=spak" in beside.links()
    assert "100,00" in citizen.get(f"{here}/papan?survei=spak").seen
    assert app.test_client().get(f"{here}/{MONTH}.json").get_json()["ikm"] == "75.00"


def publish_spak(app: Flask, place: Place) -> None:
    from kiosk.domain.index.period import parse
    from kiosk.flows.index.close_period import close_period
    from kiosk.flows.index.publish_period import publish_period
    from kiosk.flows.survey.submit_answer import submit_answer

    head = periods.head_of(app, place)
    with app.app_context():
        for _ in range(6):
            submit_answer(place.point, as_fields(filled(4, SPAK, "spak.")), NOW)
        close_period(head, place.unit, parse(MONTH), AFTER, instrument_code="spak")
        publish_period(head, place.unit, parse(MONTH), AFTER, "spak")


def test_the_way_there_is_on_the_front_page_and_at_the_counter(
    citizen: PageClient, place: Place
) -> None:
    assert "/publik/" in citizen.get("/").links()
    assert f"/publik/{place.unit}" in citizen.get(f"/s/{place.point}").links()


def test_the_board_comes_anew_by_itself_also_without_script(
    app: Flask, citizen: PageClient, october: Place
) -> None:
    published.publish(app, october)
    page = citizen.get(f"/publik/{october.unit}/papan")
    [refresh] = page.find("//noscript/meta[@http-equiv='refresh']/@content")
    assert 60 <= int(refresh) <= 900
    for words in (
        "INDEKS KEPUASAN MASYARAKAT (IKM)", "Dinas Dukcapil Kota Kupang", "NILAI IKM", "93,75",
        "NAMA LAYANAN", "Kartu Keluarga, Perekaman KTP-el", "RESPONDEN", "Jumlah: 40 orang",
        "P = 10", "D4/S1 = 10", "PERIODE SURVEI", "Oktober 2026",
        "TERIMA KASIH ATAS PENILAIAN YANG TELAH ANDA BERIKAN, MASUKAN ANDA SANGAT BERMANFAAT",
    ):  # fmt: skip
        assert words in page.seen, words
