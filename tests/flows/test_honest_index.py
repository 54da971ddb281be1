"""What could bend the published figure, and does not."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from kiosk.domain.index.period import parse
from kiosk.domain.place.settings import InvalidSetting
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.source import Source
from kiosk.domain.zi import outside
from kiosk.domain.zi.entry import InvalidFigure
from kiosk.flows.people.verify_chains import verify_chains
from kiosk.flows.place.set_setting import set_setting
from kiosk.flows.zi import enter_figures
from kiosk.flows.zi.show_board import show_board
from kiosk.store.engine import connection, reading, transaction
from kiosk.store.index import official
from kiosk.store.people import audit
from kiosk.store.place import points, units
from kiosk.store.survey import instruments, intake
from tests import desk
from tests.factories import answer, make_place
from tests.reports import report_ikm

NOW = datetime(2026, 10, 20, 2, tzinfo=UTC)
OCTOBER = parse("2026-10")


@pytest.fixture
def office(app: Flask) -> Flask:
    """A unit with one below it; forty answers in each."""
    desk.start_audit(app)
    with app.app_context(), transaction():
        instruments.pin_all(NOW)
        body = units.add_instansi("PEMKAB", "Pemkab")
        above = units.add(body, "DINAS", "Dinas", "Asia/Makassar")
        below = units.add(body, "UPTD", "UPTD", "Asia/Makassar", parent_id=above)
        skm = instruments.by_code("skm-2017")
        for unit, code in ((above, "AAAAAAA1"), (below, "AAAAAAA2")):
            point = points.add(unit, code, "Loket")
            for _ in range(40):
                intake.keep(
                    Answer(skm, dict.fromkeys(skm.items, 4)), unit_id=unit, point_id=point,
                    service_id=None, month=202610, source=Source.PAPER, at=NOW,
                )  # fmt: skip
    return app


@pytest.mark.parametrize("weight", ["0.12", "0.5", "0.112", "0.05", "1", "1/9"])
def test_no_weight_takes_the_index_above_a_hundred(office: Flask, weight: str) -> None:
    with office.app_context(), pytest.raises(InvalidSetting):
        set_setting("bobot", weight, "DINAS", NOW)


def test_the_office_weight_is_for_nine_unsur_only(office: Flask) -> None:
    with office.app_context():
        set_setting("bobot", "0.11", "DINAS", NOW)
        assert str(report_ikm("DINAS", OCTOBER).ikm.ikm) == "99.00"  # type: ignore[union-attr]
        assert report_ikm("DINAS", OCTOBER, "spak").method.label == "exact"


def test_the_operators_setting_is_in_the_record(office: Flask) -> None:
    with office.app_context():
        set_setting("bobot", "0.111", "DINAS", NOW)
        with reading():
            deed = audit.deeds("pengaturan")[-1]
    assert (deed.action, deed.actor_id) == ("ubah-pengaturan", 0)
    assert '"value": ["exact", "0.111"]' in deed.details


def test_half_a_population_is_none(office: Flask) -> None:
    with office.app_context():
        enter_figures.enter_visits(None, "UPTD", 202610, 60, NOW)
        assert report_ikm("DINAS", OCTOBER).sample.population is None
        enter_figures.enter_visits(None, "DINAS", 202610, 300, NOW)
        assert report_ikm("DINAS", OCTOBER).sample.population == 360
        enter_figures.enter_visits(None, "DINAS", 202610, 5, NOW)
        assert report_ikm("DINAS", OCTOBER).sample.population is None, "fewer than answered"


def test_an_exclusion_without_two_people_in_the_record_is_named(office: Flask) -> None:
    with office.app_context():
        with transaction():
            connection().exec_driver_sql(
                "INSERT INTO exclusions (answer_id, reason, asked_by, asked_at, decided_by, "
                "decided_at, decision) SELECT id, 'x', 1, at, 2, at, 'setuju' FROM answers "
                "WHERE seq = 1"
            )
        found = verify_chains(office.config["KIOSK"].instance_dir)
    assert not found.ok
    assert any("pengecualian" in note for note in found.notes)


def test_an_official_index_is_entered_with_its_document_and_precedes(office: Flask) -> None:
    given = outside.official("ipak", "3,62", "Laporan survei eksternal 2026")
    with office.app_context():
        enter_figures.enter_official(None, "DINAS", 2026, given, NOW)
        achieved = outside.achieved("b", "LKjIP 2026")
        enter_figures.enter_performance(None, "DINAS", 2026, achieved, NOW)
        found = show_board("DINAS", parse("2026"), NOW)
    assert found.hasil.inputs.ipak is not None
    assert found.hasil.inputs.ipak.source == "survei-eksternal"
    assert found.basis["ipak"].text == "Laporan survei eksternal 2026"
    assert str(float(found.hasil.kinerja or 0)) == "3.75"


@pytest.mark.parametrize(
    ("survey", "value", "document"),
    [
        ("ipak", "4,01", "Laporan survei"),
        ("ipak", "0", "Laporan survei"),
        ("ipak", "3,625", "Laporan survei"),
        ("ikm", "3,60", "Laporan survei"),
        ("ipkp", "3,60", " "),
    ],
)
def test_an_official_index_that_cannot_be_one_is_refused(
    survey: str, value: str, document: str
) -> None:
    with pytest.raises((outside.InvalidOutside, InvalidFigure)):
        outside.official(survey, value, document)


@pytest.mark.parametrize("typed", ["0", "-5", "12,5", "banyak", "99999999999", ""])
def test_visits_are_a_whole_number_above_none(typed: str) -> None:
    with pytest.raises(outside.InvalidOutside):
        outside.visits(typed)


def test_a_period_has_one_interval_on_its_own_page_and_in_the_trend(app: Flask) -> None:
    """Visits that are known narrow it; a page that forgot them would call a change chance that
    another page calls real."""
    place = make_place(app, unit="DINAS")
    before = datetime(2026, 9, 15, 3, 0, tzinfo=UTC)
    for score in (3, 4):
        answer(app, place, score, times=10, now=before)
        answer(app, place, score, times=10)
    with app.app_context(), transaction():
        official.count_visits(place.unit_id, 202609, 25)
    with app.app_context():
        own = report_ikm("DINAS", parse("2026-09")).ikm
        trend = report_ikm("DINAS", OCTOBER).trend
    assert own is not None
    assert trend[-2].value is not None
    assert trend[-2].value.interval == own.interval
    assert trend[-1].value is not None
    assert trend[-1].value.interval != own.interval
