"""What a document of a period is made from: the same from either database, frozen once closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.document import Document, DocumentKind
from kiosk.domain.index.material import Material, Origin
from kiosk.domain.index.period import parse
from kiosk.domain.index.report_text import drafts
from tests import periods, tickets
from tests.factories import MONTH, NOW, answer, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.index.closing import Closing
    from tests.factories import Place

PUBLIC = "https://skm.contoh.go.id"
SEPTEMBER = NOW - timedelta(days=30)


@pytest.fixture
def place(app: Flask) -> Place:
    """September with 30 answers, October with 40, and an index of August from an old report."""
    made = make_place(app)
    answer(app, made, 3, times=30, now=SEPTEMBER)
    answer(app, made, 4, times=34)
    answer(app, made, 2, times=6, saran="Antrean di loket terlalu lama")
    return made


def document(place: Place, closing: Closing | None) -> Document:
    return Document(
        id=0, unit_id=place.unit_id, unit=place.unit, period=parse(MONTH), instrument="skm-2017",
        kind=DocumentKind.REPORT_PDF, closing_id=closing.id if closing else None,
        seal="7F3K9QWX2M4B", asked_at=periods.AFTER,
    )  # fmt: skip


def gathered(app: Flask, place: Place, closing: Closing | None) -> Material:
    from kiosk.flows.gathering import material_of

    with app.app_context():
        return material_of(document(place, closing), PUBLIC)


def test_a_closed_period_is_printed_as_it_was_frozen(app: Flask, place: Place) -> None:
    head = periods.head_of(app, place)
    closing = periods.close(app, place, head)
    first = gathered(app, place, closing)
    answer(app, place, 1, times=5)
    again = gathered(app, place, closing)
    assert again.figures == first.figures == closing.figures
    assert first.figures.ikm == Decimal("92.50")
    assert (first.seal.digest, first.seal.head) == (closing.digest, closing.head)
    assert first.seal.address == f"{PUBLIC}/publik/segel/7F3K9QWX2M4B"
    assert not first.is_draft
    assert first.made.isoformat() == "2026-11-02"
    assert "adalah 92,50, dengan mutu pelayanan A" in drafts(first)["indeks"]
    assert [one.unsur for one in first.plans] == list(closing.figures.lowest)
    draft = gathered(app, place, None)
    assert draft.is_draft
    assert draft.seal.draft
    assert draft.figures.respondents == 45


def test_periods_before_are_closed_ones_then_standing_ones_then_old_reports(
    app: Flask, place: Place
) -> None:
    from kiosk.domain.index.historic import read
    from kiosk.store.engine import transaction
    from kiosk.store.index import historic
    from kiosk.store.survey import instruments

    old = read("2026-08", "80,10", "", "2017", "Laporan SKM Agustus 2026")
    with app.app_context(), transaction():
        historic.put(place.unit_id, instruments.id_of("skm-2017"), old, NOW)
    standing = gathered(app, place, None).before
    assert [(str(one.period), one.origin, one.ikm) for one in standing] == [
        ("2026-08", Origin.ENTERED, Decimal("80.10")),
        ("2026-09", Origin.OPEN, Decimal("75.00")),
    ]
    periods.close(app, place, periods.head_of(app, place), "2026-09")
    frozen = gathered(app, place, None).before
    assert frozen[1] == replace(standing[1], origin=Origin.CLOSED)


def test_complaints_of_the_month_are_counted_and_sealed_ones_are_not(
    app: Flask, place: Place
) -> None:
    tickets.file(app, place)
    tickets.file(app, place, terlapor="Kepala loket")
    found = gathered(app, place, None).complaints
    assert found is not None
    assert (found.received, found.answered, found.finished, found.days) == (1, 0, 0, None)
    assert found.as_of.isoformat() == "2026-11-02"


def test_what_the_office_wrote_is_printed_and_said_in_the_audit_record(
    app: Flask, place: Place
) -> None:
    from kiosk.flows.index.edit_report_text import Rewritten, save_report_text
    from kiosk.flows.place.edit_letterhead import edit_letterhead, open_letterhead

    head = periods.head_of(app, place)
    with app.app_context():
        sent = Rewritten({"dasar": "Peraturan kami."}, {})
        for now in (periods.AFTER, periods.AFTER):
            save_report_text(head, place.unit, parse(MONTH), 0, sent, now)
        found = open_letterhead(place.unit)
        filled = {**found.values, "city": "Kupang", "signer_name": "Maria Nalle"}
        edit_letterhead(head, place.unit, found.version, filled, periods.AFTER)
        edit_letterhead(head, place.unit, found.version, filled, periods.AFTER)
    made = gathered(app, place, None)
    assert made.texts == {"dasar": "Peraturan kami."}
    assert (made.letterhead.city, made.letterhead.signer.name) == ("Kupang", "Maria Nalle")
    acts = [one["action"] for one in rows(app, "audit_records")]
    assert [one for one in acts if one.startswith("ubah-")] == ["ubah-naskah", "ubah-kop"]
    assert len(rows(app, "report_texts")) == 1


def test_a_unit_prints_under_the_lines_of_those_above_it(app: Flask, place: Place) -> None:
    found = gathered(app, place, None).letterhead
    assert found.lines == ("INSTANSI PEMKOT-KUPANG", "DINAS DUKCAPIL KOTA KUPANG")
    assert found.address == "Jl. Timor Raya 1"
    assert found.signer.name == ""
