"""F30 away from the browser: in a report as PDF and as Word, and in a mail, two hundred hostile
texts are words, all of them there and none of them at work."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest

from kiosk.domain.upkeep.notice import NEW_TICKET, Draft, Recipient, letter
from kiosk.post.mail import as_mail
from tests import report_material as paper
from tests.payloads.xss import PAYLOADS
from tests.services.tools import require

if TYPE_CHECKING:
    from kiosk.domain.index.material import Material
    from tests.faults.conftest import Held

STAFF, HOUSE = Recipient.STAFF, "https://skm.contoh.go.id"
WORKS = ("/JavaScript", "/JS", "/Launch", "/URI", "/SubmitForm", "/OpenAction", "/AA", "/RichMedia")
"""Names in a PDF that make a reader do something, or ask a stranger."""


@pytest.fixture(scope="module")
def material() -> Material:
    """Hostile wherever a person's words are printed."""
    base = paper.figures(paper.usual(40), unit_name=PAYLOADS[0])
    made = paper.make(base)
    head = replace(made.letterhead, lines=tuple(PAYLOADS[1:3]))
    return replace(
        made,
        letterhead=head,
        said=replace(made.said, comments=tuple(PAYLOADS)),
        texts={"lokasi": PAYLOADS[3], "pelaksana": "\n".join(PAYLOADS[:60])},
    )


def squeezed(text: str) -> str:
    """A line is broken where the paper ends."""
    return re.sub(r"\s+", "", text)


def missing(text: str) -> list[str]:
    there = squeezed(text)
    return [one for one in PAYLOADS if squeezed(one) not in there]


def test_a_report_prints_them_and_does_nothing(
    material: Material, tmp_path: Path, held: Held
) -> None:
    from kiosk.paper import report_docx, report_pdf

    path = tmp_path / "laporan.pdf"
    path.write_bytes(report_pdf.make(material, lambda *_: None))
    text = subprocess.run(
        [require("pdftotext"), "-raw", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert missing(text) == []
    with pikepdf.open(path) as pdf:
        names = {
            name
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)
            for name in one.keys()  # noqa: SIM118
        }
    assert names.isdisjoint(WORKS)
    word = docx.Document(io.BytesIO(report_docx.make(material, lambda *_: None)))
    body = word.element.body
    assert missing("".join(body.itertext())) == []
    foreign = {one.tag.rpartition("}")[2] for one in body.iter()} & {"script", "altChunk", "object"}
    outside = [one.target_ref for one in word.part.rels.values() if one.is_external]
    assert (foreign, outside) == (set(), [])
    held(
        tried=f"{len(PAYLOADS)} texts printed in a report, PDF and Word",
        figure=f"{len(PAYLOADS)} verbatim in both, 0 actions, 0 links outside",
    )


def test_a_mail_carries_them_as_plain_words(held: Held) -> None:
    for one in PAYLOADS:
        values = Draft(NEW_TICKET, STAFF, 1, values={"number": "SL-1", "unit": one}).values
        told = letter(1, NEW_TICKET, STAFF, "ina@contoh.go.id", "id", values, HOUSE)
        raw = as_mail(told, "skm@contoh.go.id")
        mail = message_from_bytes(raw, policy=policy.default)
        assert mail.get_content_type() == "text/plain"
        assert squeezed(one) in squeezed(mail.get_content())
        assert not any(one in str(value) for value in mail.values())
    held(
        tried=f"{len(PAYLOADS)} of them as the unit a mail tells of",
        figure="plain text each, verbatim, none in a header",
    )
