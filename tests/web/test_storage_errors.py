"""A full or damaged disk is told as a page that says what to do."""

from __future__ import annotations

import pytest
from flask import Flask

from kiosk.domain.complaint.attachment import BrokenPicture, LostFile, NoSpace
from kiosk.domain.refusal import Refusal
from kiosk.web import errors


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.mark.parametrize(
    ("refusal", "status", "said"),
    [
        (NoSpace(), 507, "kirim tanpa lampiran"),
        (LostFile(), 404, "pengelola sistem"),
        (BrokenPicture("../foto.jpg"), 422, "Gambar foto.jpg rusak"),
    ],
)
def test_it_is_said_in_a_page(app: Flask, refusal: Refusal, status: int, said: str) -> None:
    with app.test_request_context("/"):
        answer = errors._refusal(refusal)
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)
