"""What surveys report of levies: the team's page, and no page of the unit's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.survey.signal import Signal
from kiosk.flows.survey.submit_answer import submit_answer
from kiosk.store.engine import connection, transaction
from kiosk.store.survey.tables import AnswerFlag
from tests import desk
from tests.factories import NOW, Clock, Place, as_fields, filled, make_place

if TYPE_CHECKING:
    from flask import Flask

NEW = tuple(f"p{number}" for number in range(1, 17))


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app, instruments=("skm-2025", "spkp", "spak"))


@pytest.fixture
def team(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    grant = Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    desk.sign_in(window.client, app, [grant])
    return window


def send(app: Flask, place: Place, score: int = 4, **changes: str) -> None:
    with app.app_context():
        submit_answer(place.point, as_fields(filled(score, NEW, **changes)), NOW)


def test_the_team_reads_counts_by_week_and_how_to_take_them(
    app: Flask, team: desk.Window, place: Place
) -> None:
    empty = team.get("/admin/terlindungi/isyarat")
    assert "Belum ada isyarat" in empty.seen
    send(app, place, p8="1")
    send(app, place, p8="1", p9="2")
    lane = team.get("/admin/terlindungi")
    assert "/admin/terlindungi/isyarat" in lane.links()
    page = team.get("/admin/terlindungi/isyarat")
    cells = [" ".join(one.split()) for one in page.find("//tbody//td/text()")]
    assert cells == ["sejak 20 Juli 2026", "12–18 Oktober 2026", "2", "–", "1", "–"]
    assert page.find("//tbody//td/b/text()") == ["2", "0", "1", "0"]
    assert "Perekaman KTP-el" in page.seen
    assert "bukan bukti" in page.seen


def test_the_head_is_told_that_there_is_something_it_does_not_show(
    app: Flask, head: desk.Window, place: Place
) -> None:
    send(app, place, p8="1")
    assert head.client.get("/admin/terlindungi/isyarat").status_code in (403, 404)
    page = head.get(f"/admin/jawaban/{place.unit}")
    assert "p1 4" in page.seen
    assert "p8" not in page.seen
    assert "5 butir antikorupsi tidak ditampilkan per jawaban" in page.seen
    assert "pungli" not in page.seen


def test_no_signal_gives_away_what_is_not_shown(
    app: Flask, head: desk.Window, team: desk.Window, place: Place
) -> None:
    """Three sheets of one visitor, all 1, marked as alike and as against the face."""
    send(app, place, 1)
    marks = int(Signal.STRAIGHT_LINE | Signal.CONTRADICTION)
    with app.app_context(), transaction():
        for number in (1, 2, 3):
            connection().execute(
                AnswerFlag.__table__.insert().values(  # type: ignore[attr-defined]
                    answer_id=number, unit_id=place.unit_id, month=202610,
                    instrument_id=number, source=1, flags=marks,
                )
            )  # fmt: skip
    address = f"/admin/jawaban/{place.unit}?bertanda=1"
    seen = head.get(address)
    assert seen.find("//article/@aria-labelledby") == ["j2"]
    assert team.get(address).find("//article/@aria-labelledby") == ["j3", "j2", "j1"]


def test_the_page_of_instruments_weighs_the_choices(
    app: Flask, head: desk.Window, place: Place
) -> None:
    send(app, place)
    page = head.get(f"/admin/instrumen/{place.unit}")
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row.xpath("./td")]
        for row in page.find("//section[@aria-labelledby='h-sitting']//tbody/tr")
    ]
    assert [row[:2] for row in rows[:3]] == [["19", "29"], ["29", "29"], ["5 sampai 16", "87"]]
    assert rows[3:] == [
        ["1", "30", "29", "0"],
        ["1", "30", "29", "1"],
        ["1", "30", "29", "1"],
    ]
    [link] = [one for one in page.links() if one.endswith("/gabungan-survei")]
    assert "Satu survei" in head.get(link).seen or "bergilir" in head.get(link).seen


def test_one_survey_is_no_choice(app: Flask, clock: Clock) -> None:
    alone = make_place(app, "tunggal", point="BAWAH001")
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.HEAD, Level.UNIT, alone.unit_id)])
    page = window.get(f"/admin/instrumen/{alone.unit}")
    assert "Beberapa survei dalam satu kunjungan" not in page.seen
