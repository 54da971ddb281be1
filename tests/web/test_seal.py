"""The seal of a printed document: the same number, the same file, and what was altered is seen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from kiosk.domain.index.seal import spoken
from tests import papers
from tests.factories import Clock, Place, answer
from tests.periods import AFTER, admin_of, close, head_of, publish, reopen
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from kiosk.domain.index.document import Document
    from kiosk.domain.people.actor import Actor


@pytest.fixture(autouse=True)
def small_maker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with papers.installed(monkeypatch):
        yield


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    return head_of(app, place)


@pytest.fixture
def sealed(app: Flask, place: Place, clock: Clock, head: Actor) -> Document:
    """A report of 30 threes and 10 fours, closed and not published."""
    answer(app, place, 3, times=30)
    answer(app, place, 4, times=10)
    clock.instant = AFTER
    close(app, place, head)
    return papers.make_one(app, place, clock)


def send(client: FlaskClient, one: Document, content: bytes, **fields: str) -> Page:
    from kiosk.web import stamp

    address = f"/publik/segel/{one.seal}"
    with client.application.test_request_context():
        given = {"csrf_token": stamp.make("segel", one.seal), **fields}
    return Page(client.post(address, data={**given, "lampiran": (io.BytesIO(content), "l.pdf")}))


def test_the_page_shows_what_the_paper_shows(
    app: Flask, citizen: PageClient, sealed: Document, place: Place, head: Actor
) -> None:
    page = citizen.get(f"/publik/segel/{sealed.seal}")
    assert page.h1 == f"Segel {spoken(sealed.seal)}"
    told = [sealed.digest, sealed.head, str(sealed.sha256), "masih berlaku", "ikm-1", "skm-2017"]
    for said in ("Dinas Dukcapil", "Oktober 2026", "81,25", "B (Baik)", "40", *told):
        assert said in page.seen, said
    assert page.find("//meta[@name='robots']/@content") == ["noindex"]
    assert page.find(f"//a[contains(@href, '/publik/{place.unit}/')]") == []
    publish(app, place, head)
    page = citizen.get(f"/publik/segel/{sealed.seal}")
    assert page.find(f"//a[contains(@href, '/publik/{place.unit}/2026-10')]")
    english = citizen.get(f"/publik/segel/{sealed.seal}?bahasa=en")
    assert "October 2026" in english.seen
    assert "still stands" in english.seen


def test_a_code_is_typed_as_it_is_read_and_a_wrong_one_says_what_to_do(
    client: FlaskClient, citizen: PageClient, sealed: Document
) -> None:
    typed = spoken(sealed.seal).lower().replace("1", "l").replace("0", "o")
    found = client.get("/publik/segel/", query_string={"kode": typed})
    assert found.headers["Location"].endswith(f"/publik/segel/{sealed.seal}")
    wrong = "0" * 12
    for path in (f"/publik/segel/{wrong}", "/publik/segel/?kode=lain", "/publik/segel/%00"):
        page = Page(client.get(path))
        assert page.status == 404
        assert "tidak dikenal" in page.seen or path.endswith("%00")
    assert citizen.get("/publik/segel/").h1 == "Periksa segel dokumen"
    assert client.get("/publik/segel").status_code in (200, 308)


def test_one_flipped_byte_of_a_real_pdf_is_noticed(
    app: Flask, place: Place, clock: Clock, head: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.store.index import document_files

    answer(app, place, 3, times=12)
    clock.instant = AFTER
    close(app, place, head)
    with papers.installed(monkeypatch, "tests.papers:make_pdf"):
        one = papers.make_one(app, place, clock)
    root = document_files.folder(app.config["KIOSK"].instance_dir)
    pdf = document_files.read(root, str(one.file), str(one.sha256))
    assert pdf.startswith(b"%PDF-")
    client = app.test_client()
    assert "Berkas ini sama." in send(client, one, pdf).seen
    half = len(pdf) // 2
    altered = pdf[:half] + bytes([pdf[half] ^ 1]) + pdf[half + 1 :]
    assert "BERBEDA dari yang dibuat sistem" in send(client, one, altered).seen
    assert "Pilih dahulu" in send(client, one, b"").seen
    assert send(client, one, pdf, csrf_token="lain").status == 400
    foreign = client.post(
        f"/publik/segel/{one.seal}", headers={"Origin": "https://lain.example"}, data={}
    )
    assert foreign.status_code == 403
    assert len(papers.files(app)) == 1, "nothing of it is kept"


def test_a_file_is_hashed_as_it_comes_and_one_too_large_is_refused(
    client: FlaskClient, sealed: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.fronts import uploads

    seen: list[tuple[int, bytes]] = []

    class Told(uploads.Hashed):
        def close(self) -> None:
            seen.append((self.length, self.getvalue()))
            super().close()

    monkeypatch.setattr(uploads, "Hashed", Told)
    assert "BERBEDA" in send(client, sealed, b"x" * 300_000).seen
    assert seen == [(300_000, b"")]
    monkeypatch.setattr("kiosk.fronts.uploads.LARGEST", 200_000)
    assert send(client, sealed, b"x" * 300_000).status == 413


def test_a_reopened_period_and_its_new_edition_are_told(
    app: Flask, citizen: PageClient, sealed: Document, place: Place, head: Actor
) -> None:
    admin = admin_of(app, place)
    reopen(app, place, head, admin)
    page = citizen.get(f"/publik/segel/{sealed.seal}")
    assert "Periode ini sudah dibuka kembali" in page.seen
    assert "81,25" in page.seen
    close(app, place, head)
    assert "yang berlaku sekarang edisi 2" in citizen.get(f"/publik/segel/{sealed.seal}").seen


def test_a_draft_is_only_a_draft(
    app: Flask, citizen: PageClient, place: Place, clock: Clock
) -> None:
    answer(app, place, 3, times=12)
    draft = papers.make_one(app, place, clock)
    page = citizen.get(f"/publik/segel/{draft.seal}")
    assert "Dokumen ini draf." in page.seen
    assert "75" not in page.seen.replace(spoken(draft.seal), "")
    assert page.find("//form[@method='post']") == []
    assert "Dokumen ini draf." in send(app.test_client(), draft, b"apa saja").seen


@pytest.mark.parametrize(
    "altered",
    ["UPDATE period_events SET body = replace(body, '81.25', '91.25')",
     "UPDATE period_events SET hash = x'00'", "UPDATE period_events SET actor_id = 99"],
)  # fmt: skip
def test_figures_altered_in_the_database_are_noticed(
    app: Flask, citizen: PageClient, sealed: Document, altered: str
) -> None:
    from kiosk.store.engine import connection, transaction

    with app.app_context(), transaction():
        assert connection().execute(text(altered)).rowcount == 1
    page = citizen.get(f"/publik/segel/{sealed.seal}")
    assert "tidak lagi sama dengan dokumen ini" in page.seen
    assert "masih berlaku" not in page.seen


def test_figures_rewritten_together_with_their_row_of_the_chain_are_noticed(
    app: Flask, citizen: PageClient, sealed: Document
) -> None:
    """The chain is whole again, and yet it is not what the paper was made of."""
    from kiosk.domain.chain import EMPTY, link
    from kiosk.store.engine import connection, transaction
    from kiosk.store.index import events

    with app.app_context(), transaction():
        connection().execute(
            text("UPDATE period_events SET body = replace(body, '81.25', '91.25')")
        )
        (row,) = events.rows(1, 10)
        forged = link(EMPTY.hash, row.seq, row.values)
        connection().execute(text("UPDATE period_events SET hash = :hash"), {"hash": forged})
    assert "tidak lagi sama" in citizen.get(f"/publik/segel/{sealed.seal}").seen
