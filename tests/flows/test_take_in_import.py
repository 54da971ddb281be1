"""A spreadsheet is held, mapped and taken in whole, on either database."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.period import parse
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.entry import RefusedRows
from kiosk.domain.survey.file_map import InvalidMap, UnknownSheet
from kiosk.domain.survey.source import Source
from kiosk.flows import drafts
from kiosk.flows.index.check_tallies import check_tallies
from kiosk.flows.index.show_period import show_period
from kiosk.flows.keeping_rows import AlreadyImported
from kiosk.flows.survey.hold_import import UnfitUpload, drop_import, hold_import
from kiosk.flows.survey.list_imports import list_imports
from kiosk.flows.survey.map_import import reread_import, save_mapping, show_import, use_mapping
from kiosk.flows.survey.take_in_import import note_figure, preview_import, take_in_import
from tests import desk, periods
from tests.factories import NOW, Place, answer, kept, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

TITLES = "Tanggal,U1,U2,U3,U4,U5,U6,U7,U8 Sarana,U9 Pengaduan,Saran"
ROWS = ["2026-10-02,4,4,3,4,3,4,4,3,2,bagus", "03/09/2026,3,3,,4,3,3,3,3,3,"]


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])


def content(*body: str, titles: str = TITLES) -> bytes:
    return "\n".join([titles, *body]).encode()


def hold(place: Place, head: Actor, folder: Path, sent: bytes, name: str = "rekap.csv") -> str:
    return hold_import(head, place.unit, "skm-2017", name, sent, folder, NOW)


def test_rows_go_to_the_months_of_their_days_and_say_where_they_came_from(
    app: Flask, place: Place, head: Actor, tmp_path: Path
) -> None:
    with app.app_context():
        draft = hold(place, head, tmp_path, content(*ROWS, "IKM,84"))
        note_figure(head, place.unit, draft, tmp_path, "85,49")
        seen = preview_import(head, place.unit, draft, tmp_path, NOW)
        assert {month: len(made) for month, made in seen.result.months.items()} == {
            202609: 1,
            202610: 1,
        }
        assert seen.is_takable
        assert seen.result.verdict.theirs is not None
        done = take_in_import(head, place.unit, draft, tmp_path, NOW)
        assert (done.answers, done.months) == (2, (202609, 202610))
        assert check_tallies().ok
        [listed] = list_imports(head, place.unit).imports
        assert (listed.months, listed.by, listed.theirs) == (
            {202609: 1, 202610: 1},
            head.name,
            "85.49",
        )
        with pytest.raises(UnknownSheet):
            take_in_import(head, place.unit, draft, tmp_path, NOW)
        again = hold(place, head, tmp_path, content(*ROWS, "IKM,84"))
        with pytest.raises(AlreadyImported):
            take_in_import(head, place.unit, again, tmp_path, NOW)
    found = kept(app)
    assert {row["source"] for row in found} == {Source.SPREADSHEET}
    assert [row["scores"] for row in found] == ["a3b3d4e3f3g3h3i3", "a4b4c3d4e3f4g4h2i3"]
    assert list((tmp_path / drafts.FOLDER).iterdir()) != [], "only the second waits"


def test_one_bad_row_keeps_all_out(app: Flask, place: Place, head: Actor, tmp_path: Path) -> None:
    with app.app_context():
        wrong = "2026-13-02,4,4,4,4,4,4,4,4,4,", "2026-10-03,4,4,4,4,4,4,4,4,7,"
        draft = hold(place, head, tmp_path, content(*ROWS, *wrong, "2027-01-01,4,4,4,4,4,4,4,4,4,"))
        with pytest.raises(InvalidMap, match="skala"):
            take_in_import(head, place.unit, draft, tmp_path, NOW)
        made = replace(drafts.held(head, place.unit, draft, tmp_path).made, scale="asli")
        assert save_mapping(head, place.unit, draft, tmp_path, made, "", NOW)
        seen = preview_import(head, place.unit, draft, tmp_path, NOW)
        told = " ".join(why for _, why in seen.result.refused)
        assert 'baris 4: tanggal "2026-13-02"' in told
        assert "baris 5, kolom U9 Pengaduan (sel J5)" in told
        assert "baris 6" in told
        with pytest.raises(RefusedRows):
            take_in_import(head, place.unit, draft, tmp_path, NOW)
    assert rows(app, "answers") == []
    assert rows(app, "imported_files") == []


def test_a_mapping_is_kept_by_name_and_offered_for_the_same_titles(
    app: Flask, place: Place, head: Actor, tmp_path: Path
) -> None:
    with app.app_context():
        draft = hold(place, head, tmp_path, content(*ROWS))
        guess = drafts.held(head, place.unit, draft, tmp_path).made
        chosen = {place: what for place, what in guess.columns.items() if what != "saran"}
        made = replace(guess, columns=chosen, month="2026-10")
        assert save_mapping(head, place.unit, draft, tmp_path, made, " Rekap  bulanan ", NOW)
        again = hold(place, head, tmp_path, content(ROWS[0]), "november.csv")
        offered = drafts.held(head, place.unit, again, tmp_path).made
        assert (offered.columns, offered.month) == (chosen, "")
        other = hold(place, head, tmp_path, content("4", titles="U1"), "lain.csv")
        assert drafts.held(head, place.unit, other, tmp_path).made.columns == {0: "persyaratan"}
        use_mapping(head, place.unit, other, tmp_path, "Rekap bulanan")
        assert drafts.held(head, place.unit, other, tmp_path).made.columns == chosen
        with pytest.raises(InvalidMap):
            use_mapping(head, place.unit, other, tmp_path, "tidak ada")
        reread_import(head, place.unit, other, tmp_path, "", 1)
        assert drafts.held(head, place.unit, other, tmp_path).made.columns == {0: "persyaratan"}
        assert show_import(head, place.unit, other, tmp_path).named == ("Rekap bulanan",)


def test_rows_of_a_closed_month_come_late_and_leave_its_figure_alone(
    app: Flask, place: Place, head: Actor, tmp_path: Path
) -> None:
    answer(app, place, 4, times=3)
    periods.close(app, place, periods.head_of(app, place))
    later = periods.AFTER + timedelta(hours=1)
    with app.app_context():
        draft = hold_import(
            head, place.unit, "skm-2017", "a.csv", content(ROWS[0]), tmp_path, later
        )
        assert preview_import(head, place.unit, draft, tmp_path, later).closed == (202610,)
        take_in_import(head, place.unit, draft, tmp_path, later)
        seen = show_period(place.unit, parse("2026-10"))
        assert (seen.figures.respondents, seen.live.respondents) == (3, 4)


def test_uploads_that_wait_are_few_and_their_owners(
    app: Flask, place: Place, head: Actor, tmp_path: Path
) -> None:
    other = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    with app.app_context():
        made = [hold(place, head, tmp_path, content(ROWS[0])) for _ in range(10)]
        with pytest.raises(UnfitUpload):
            hold(place, head, tmp_path, content(ROWS[0]))
        with pytest.raises(UnknownSheet):
            drop_import(other, place.unit, made[0], tmp_path)
        with pytest.raises(UnknownSheet):
            show_import(head, place.unit, "../\0" * 5, tmp_path)
        drop_import(head, place.unit, made[0], tmp_path)
        assert len(list((tmp_path / drafts.FOLDER).iterdir())) == 9


@pytest.mark.parametrize("hostile", ["=1+1", "\x00", "\ud800", "‮", "a" * 70_000])
def test_hostile_cells_are_kept_as_text_or_refused_and_never_logged(
    app: Flask,
    place: Place,
    head: Actor,
    tmp_path: Path,
    hostile: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cell = f'"{hostile}"'.encode("utf-8", "surrogatepass")
    sent = content(ROWS[0]).replace(b"bagus", cell)
    with app.app_context(), suppress(Refusal):
        draft = hold(place, head, tmp_path, sent)
        take_in_import(head, place.unit, draft, tmp_path, NOW)
    assert len(rows(app, "answers")) in (0, 1)
    assert all(hostile not in one.getMessage() for one in caplog.records)
    assert hostile not in str(rows(app, "audit_records"))
