"""`kiosk place list`: what other tools read the installation's codes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.store.engine import transaction
from kiosk.store.place import points, units
from tests.commands.console import document, refused, said
from tests.factories import NOW, Place, make_place

if TYPE_CHECKING:
    from flask import Flask


def test_the_list_has_the_promised_shape(app: Flask, place: Place) -> None:
    [unit] = document(app, "place", "list")["units"]
    assert unit == {
        "code": "dukcapil-kupang",
        "name": "Dinas Dukcapil Kota Kupang",
        "instansi": "Instansi pemkot-kupang",
        "parent": None,
        "timezone": "Asia/Makassar",
        "services": [
            {"code": "kk", "name": "Kartu Keluarga"},
            {"code": "ktp", "name": "Perekaman KTP-el"},
        ],
        "points": [{"code": "7F3K9QWX", "name": "Loket 7F3K9QWX"}],
    }


def test_units_that_can_be_used_come_first_and_name_their_parent(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        above = units.add(place.instansi_id, "setda", "Sekretariat", "Asia/Makassar")
        below = units.add(place.instansi_id, "upt", "UPT", "Asia/Makassar", above)
        points.add(below, "BAWAH001", "Loket UPT")
    found = document(app, "place", "list")["units"]
    assert [one["code"] for one in found] == ["dukcapil-kupang", "upt", "setda"]
    assert found[1]["parent"] == "setda"


def test_closed_points_and_the_point_of_files_are_not_listed(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        points.close(place.point, NOW)
        points.add(place.unit_id, "BERKAS01", "Berkas", points.FILES)
    assert document(app, "place", "list")["units"][0]["points"] == []


def test_the_table_names_every_code(app: Flask, place: Place) -> None:
    table = said(app, "place", "list")
    assert all(word in table for word in ("dukcapil-kupang", "7F3K9QWX", "ktp", "Kartu Keluarga"))


def test_an_empty_installation_says_what_to_do(app: Flask) -> None:
    assert document(app, "place", "list") == {"units": []}
    assert "kiosk demo" in said(app, "place", "list")


def test_before_init_there_is_one_line_and_no_trace(empty_database_url: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    from kiosk.app import create_app
    from tests.services.databases import config_for, let_go

    app = create_app(config_for(empty_database_url, tmp_path))
    assert "kiosk init" in refused(app, "place", "list", "--json")
    assert "kiosk init" in refused(
        app, "report", "ikm", "--unit", "x", "--period", "2026", "--json"
    )
    let_go(app)


def test_a_database_out_of_reach_is_one_line_and_no_trace(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from kiosk.app import create_app
    from tests.services.databases import config_for

    # Port 1 of this machine: refused at once, and nobody is asked.
    app = create_app(config_for("postgresql://siapa:rahasia@127.0.0.1:1/kiosk", tmp_path))
    line = refused(app, "place", "list", "--json")
    assert "tidak dapat dihubungi" in line
    assert "rahasia" not in line


def test_names_from_two_instansi_stand_side_by_side(app: Flask, place: Place) -> None:
    make_place(app, "rsud", point="RSVD0001", instansi="pemprov")
    found = document(app, "place", "list")["units"]
    assert {one["instansi"] for one in found} == {"Instansi pemkot-kupang", "Instansi pemprov"}
