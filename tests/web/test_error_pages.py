"""A page that could not be given: a drawing, what happened, and one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.exceptions import default_exceptions

from kiosk.domain.refusal import Busy, Full
from kiosk.store.engine import transaction
from kiosk.store.place import points
from kiosk.web import complaint, scan, survey
from tests.factories import NOW, SKM, Place, rows
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask

MAIN = "//main//*[contains(concat(' ', @class, ' '), ' main ')]"


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """No page here says anything else on the other database."""
    return sqlite_database


def next_step(page: Page) -> str:
    """Of the one button that stands out."""
    [button] = page.find(MAIN)
    return "".join(button.itertext())


def drawing(page: Page) -> str:
    [symbol] = page.find("//main/*[local-name()='svg'][contains(@class, 'badge')]")
    return "".join(path.get("d") for path in symbol if path.get("d"))


def failing(patch: pytest.MonkeyPatch, where: Any, name: str, why: Exception) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise why

    patch.setattr(where, name, fails)


@pytest.mark.parametrize(
    ("code", "step"),
    [
        (400, "Ke halaman depan"),
        (403, "Ke halaman depan"),
        (404, "Cari"),
        (405, "Ke halaman depan"),
        (410, "Cari"),
        (413, "Ke halaman depan"),
        (429, "Coba lagi"),
        (500, "Coba lagi"),
        (503, "Coba lagi"),
        (507, "Coba lagi"),
    ],
)
def test_each_fault_has_one_next_step(
    citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch, code: int, step: str
) -> None:
    why = Full() if code == 507 else default_exceptions[code]()
    failing(monkeypatch, scan, "find_place", why)
    page = citizen.get("/?q=kupang", code)
    assert next_step(page) == step
    assert drawing(page)
    assert page.seen.count(f"Kode {code}") == 1
    assert page.find("//a[normalize-space()='Ke halaman depan']")


def test_what_is_ours_is_told_apart_from_what_is_lost_and_from_what_is_over(
    app: Flask, citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = citizen.get("/s/NADA0000", 404)
    with app.app_context(), transaction():
        points.close(place.point, NOW)
    over = citizen.get(f"/s/{place.point}", 410)
    failing(monkeypatch, scan, "find_place", Full())
    ours = citizen.get("/?q=kupang", 507)
    assert len({drawing(one) for one in (lost, over, ours)}) == 3
    tones = [one.find("//*[contains(@class, 'badge')]/@class")[0] for one in (lost, over, ours)]
    assert tones == ["badge still", "badge still", "badge ours"]
    assert over.find("//input[@name='q']/@value") == ["Dinas Dukcapil Kota Kupang"]


def test_an_answer_that_found_the_system_busy_is_sent_again_by_one_button(
    app: Flask, citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = citizen.get(place.form).form()
    form |= dict.fromkeys(SKM, "3") | {"layanan": "ktp", "saran": 'Kursi "<b>" kurang'}
    with monkeypatch.context() as patch:
        failing(patch, survey, "submit_answer", Busy("sibuk"))
        refused = citizen.post(place.form, form, 503)
    assert next_step(refused) == "Kirim lagi"
    again = refused.form()
    assert {name: again[name] for name in form} == form
    for _ in range(2):
        assert citizen.post(place.form, again).h1 == "Terima kasih"
    assert len(rows(app, "answers")) == 1


def test_no_other_form_is_written_into_a_fault(
    citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = citizen.get(f"/s/{place.point}/aduan").form() | {"isi": "Petugas meminta uang rokok."}
    failing(monkeypatch, complaint, "file_complaint", RuntimeError("boom"))
    refused = citizen.post(f"/s/{place.point}/aduan", form, 500)
    assert "uang rokok" not in refused.text
    assert form["kunci"] not in refused.text
    assert next_step(refused) == "Ke halaman depan"


def test_who_found_nothing_sees_so_before_anything_else_is_asked(citizen: PageClient) -> None:
    page = citizen.get("/?q=zzzz")
    assert page.find("//section[@aria-labelledby='hasil-cari']//*[contains(@class, 'badge')]")
    order = [one for one in page.find("//main//@id") if one in ("q", "hasil-cari", "kode")]
    assert order == ["q", "hasil-cari", "kode"]
    assert [one for one in citizen.get("/").find("//main//@id") if one in ("q", "kode")] == [
        "kode", "q",
    ]  # fmt: skip


def test_a_face_on_the_landing_page_leads_to_the_form(citizen: PageClient, place: Place) -> None:
    [link] = citizen.get(f"/s/{place.point}").find("//a[contains(@class, 'rate')]")
    assert link.get("href") == place.form
    assert len(link.xpath(".//*[local-name()='use']")) == 4
    assert "".join(link.itertext()).strip() == "Beri nilai"
