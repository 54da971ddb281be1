"""Two periods or two units side by side: what is told apart, and what is not."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place, answer, make_place
from tests.web.page_client import words

if TYPE_CHECKING:
    from flask import Flask

SEPTEMBER = datetime(2026, 9, 15, tzinfo=UTC)


@pytest.fixture
def answered(app: Flask, place: Place) -> Place:
    answer(app, place, 3, times=12, now=SEPTEMBER)
    answer(app, place, 2, times=6, now=SEPTEMBER)
    answer(app, place, 4, times=12)
    answer(app, place, 3, times=6, waktu="2")
    return place


def address(a: str, b: str) -> str:
    return f"/admin/bandingkan?a={a}&b={b}"


def test_two_months_are_told_apart_with_the_interval_of_their_difference(
    head: desk.Window, answered: Place
) -> None:
    page = head.get(address(f"{answered.unit}/2026-09", f"{answered.unit}/2026-10"))
    assert words(page.find("//h2")[0]) == "Beda nyata, naik"
    assert "Selisih IKM +24,07, selang 95 persen" in page.seen
    rows = [words(one) for one in page.find("//section[@aria-labelledby='h-verdict']//tbody/tr")]
    assert "September 202666,67" in rows[0]
    assert "Oktober 202690,74" in rows[1]
    assert "Selang selisih adalah selisih kedua IKM" in page.seen
    assert len(page.find("//*[local-name()='svg']")) == 4
    found = head.raw(address(f"{answered.unit}/2026-09", f"{answered.unit}/2026-10") + "&csv=unsur")
    table = list(csv.reader(io.StringIO(found.get_data(as_text=True).lstrip("\ufeff"))))
    assert table[0][:5] == ["Unsur", "Nama", "September 2026", "Oktober 2026", "Selisih"]
    assert table[3][:5] == ["U3", "Waktu Penyelesaian", "66.67", "83.33", "16.66"]
    assert table[3][7] == "Beda nyata, naik"


def test_the_same_answers_in_both_are_not_called_different(
    head: desk.Window, answered: Place
) -> None:
    page = head.get(address(f"{answered.unit}/2026-09", f"{answered.unit}/2026"))
    assert words(page.find("//h2")[0]) == "Tidak terbedakan"
    assert "memuat jawaban yang sama sebagian" in page.seen


def test_the_form_chooses_units_and_periods_within_reach(
    app: Flask, head: desk.Window, answered: Place
) -> None:
    below = make_place(app, "upt", point="BAWAH001", name="UPT Alak", parent=answered.unit_id)
    make_place(app, "rsud", point="RSVD0001", name="RSUD Kupang", instansi="pemprov")
    page = head.get("/admin/bandingkan")
    assert set(page.find("//select[@id='unit-a']/option/@value")) == {answered.unit, below.unit}
    assert "2026-Q4" in page.find("//select[@id='periode-b']//option/@value")
    begun = [
        page.find(f"//select[@id='periode-{side}']//option[@selected]/@value") for side in "ab"
    ]
    assert begun == [["2026-09"], ["2026-10"]], "never a period against itself"
    sent = head.raw(
        f"/admin/bandingkan?unit-a={answered.unit}&periode-a=2026-09&unit-b=upt&periode-b=2026-10"
    )
    assert sent.status_code == 303
    shown = head.get(sent.headers["Location"])
    assert "Salah satunya tidak memiliki IKM" in shown.seen
    assert shown.find("//select[@id='unit-b']/option[@selected]/@value") == ["upt"]
    assert shown.find("//select[@id='periode-a']//option[@selected]/@value") == ["2026-09"]


@pytest.mark.parametrize(
    ("a", "status"),
    [("rsud/2026-10", 404), ("tidak-ada/2026-10", 404), ("{unit}/kemarin", 422),
     ("{unit}", 422), ("%00/2026", 404)],
)  # fmt: skip
def test_what_is_out_of_reach_or_no_period_is_a_page_and_no_fault(
    app: Flask, head: desk.Window, place: Place, a: str, status: int
) -> None:
    make_place(app, "rsud", point="RSVD0001", instansi="pemprov")
    head.get(address(a.format(unit=place.unit), f"{place.unit}/2026-10"), status)


def test_nobody_compares_without_seeing_an_index(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.AUDITOR, Level.UNIT, place.unit_id)])
    assert window.raw("/admin/bandingkan").status_code == 200
    assert desk.Window(app).raw("/admin/bandingkan").status_code == 303
