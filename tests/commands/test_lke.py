"""`kiosk lke show`: the pengungkit of a year, and what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.commands.console import document, refused, said

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Place


def test_an_unfinished_sheet_is_told_with_what_is_open_and_no_pengungkit(
    app: Flask, place: Place
) -> None:
    of = ("lke", "show", "--unit", place.unit, "--year", "2026")
    found = document(app, *of)
    assert (found["version"], found["pengungkit"], len(found["items"])) == ("lke-2021", None, 110)
    assert found["so_far"]["max"] == "60.00"
    assert found["evidenced"]["max"] == "9.00"
    (survey,) = (one for one in found["items"] if one["item"] == "VI.p.iv.a")
    assert (survey["answer"], survey["value"], survey["origin"]) == ("E", "0.00", "otomatis")
    lines = said(app, *of)
    assert "V Penguatan Pengawasan" in lines
    assert f"Sementara: {found['so_far']['open']} butir belum dijawab" in lines
    assert "tidak ada" in refused(app, "lke", "show", "--unit", "entah", "--year", "2026")
