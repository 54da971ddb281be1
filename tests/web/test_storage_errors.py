"""A full or damaged disk is told as a page that says what to do."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask

from kiosk.domain.complaint.attachment import BrokenPicture, LostFile, NoSpace, StoreAway
from kiosk.domain.refusal import Refusal
from kiosk.web import errors
from tests.factories import Place, rows
from tests.media.samples import drawn, saved
from tests.web.forms import form
from tests.web.page_client import PageClient


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.mark.parametrize(
    ("refusal", "status", "said"),
    [
        (NoSpace(), 507, "kirim tanpa lampiran"),
        (LostFile(), 404, "pengelola sistem"),
        (StoreAway(), 503, "Tempat penyimpanan berkas"),
        (BrokenPicture("../foto.jpg"), 422, "Gambar foto.jpg rusak"),
    ],
)
def test_it_is_said_in_a_page(app: Flask, refusal: Refusal, status: int, said: str) -> None:
    with app.test_request_context("/"):
        answer = errors._refusal(refusal)
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)


def test_while_the_store_of_files_is_away_the_form_comes_back_and_its_words_are_taken(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    """Nobody listens there: the complaint with its photo returns as it was typed, and without the
    photo it is filed."""
    store = "s3://lampiran/x?endpoint=http://127.0.0.1:9"
    app.config["KIOSK"] = replace(
        app.config["KIOSK"], upload_store=store, upload_key="k", upload_secret="s"
    )
    page = citizen.get(f"/s/{place.point}/aduan")
    typed = form(page) | {"judul": "Kursi kurang", "isi": "Ibu hamil berdiri di ruang tunggu."}
    typed |= {"jenis": "pengaduan", "layanan": "ktp", "kategori": "sarana", "identitas": "anonim"}
    picture = BytesIO(saved(drawn(), "JPEG"))
    back = citizen.post(
        f"/s/{place.point}/aduan", {**typed, "lampiran": (picture, "foto.jpg")}, 503,
        content_type="multipart/form-data",
    )  # fmt: skip
    assert "dahulu tanpa lampiran" in back.problems()[0]
    assert {name: form(back)[name] for name in typed} == typed
    assert rows(app, "tickets") == []
    citizen.post(f"/s/{place.point}/aduan", form(back), 200)
    assert len(rows(app, "tickets")) == 1
