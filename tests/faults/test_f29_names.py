"""F29: a file's name is only shown. It is no path, no header and no trick."""

from __future__ import annotations

import re
import unicodedata
from email.message import Message
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.complaint.attachment import UnknownFormat
from kiosk.domain.complaint.attachment_name import (
    MOST_CHARACTERS,
    download_headers,
    neutral_name,
    shown,
    visible_name,
)
from tests.faults.conftest import Held
from tests.payloads import names

BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NAMES = {
    "../../etc/passwd": "passwd.jpg",
    "..\\..\\windows\\foto.PNG": "foto.jpg",
    "C:\\fakepath\\KTP lama.jpeg": "KTP lama.jpg",
    "foto\r\nSet-Cookie: a=b.jpg": "foto Set-Cookie_ a=b.jpg",
    "foto\x00.exe.jpg": "foto.exe.jpg",
    "foto\u202egpj.exe": "fotogpj.exe.jpg",
    'a";filename="x.html': "a_;filename=_x.html.jpg",
    "CON": "_CON.jpg",
    "con.jpg": "_con.jpg",
    "NUL.tar.jpg": "_NUL.tar.jpg",
    "LPT1.pdf": "_LPT1.jpg",
    "": "lampiran.jpg",
    "...": "lampiran.jpg",
    "/": "lampiran.jpg",
    ".jpg": "lampiran.jpg",
    "  foto  kedua .png": "foto kedua.jpg",
    "50%25.png": "50_25.jpg",
    "bukti 1,5 jt (asli).jpg": "bukti 1,5 jt (asli).jpg",
    "laporan.final.pdf": "laporan.final.jpg",
    "écran é.png": "écran é.jpg",
    "照片.png": "照片.jpg",
    "\ud800rusak.png": "rusak.jpg",
}  # fmt: skip


@pytest.mark.parametrize("raw", NAMES)
def test_a_name_becomes_one_that_can_be_shown(raw: str) -> None:
    assert visible_name(raw, "jpg") == NAMES[raw]


@pytest.mark.parametrize(
    "raw", ["a" * 4_000, "é" * 2_000, "照" * 1_400, "a\u0301" * 900, "x/" * 2_000]
)
def test_a_long_name_is_cut_and_keeps_its_extension(raw: str) -> None:
    name = visible_name(f"{raw}.png", "jpg")
    assert name.endswith(".jpg")
    assert 4 < len(name) <= MOST_CHARACTERS == 120
    assert len(name.encode()) < 255


def test_every_hostile_name_is_shown_and_sent_as_one_plain_name(held: Held) -> None:
    headers = 0
    for raw in (*NAMES, *names.PAYLOADS):
        for extension in ("jpg", "pdf", "csv"):
            name = visible_name(raw, extension)
            check_shown(name)
            for kind in ("application/pdf", "image/jpeg", "text/csv"):
                check_header(name, download_headers(name, kind)["Content-Disposition"])
                headers += 1
    held(
        tried=f"{len(NAMES) + len(names.PAYLOADS)} hostile names; at every door: see F24",
        figure=f"0 line ends in {headers} headers, 0 marks of direction in what is shown",
    )


def test_a_million_combining_marks_cost_no_time() -> None:
    assert len(visible_name("a" + "\u0301\u0323" * 500_000, "jpg")) <= 120


def check_shown(name: str) -> None:
    assert 0 < len(name) <= MOST_CHARACTERS
    assert "/" not in name
    assert "\\" not in name
    assert not BIDI.search(name)
    assert not any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") for one in name)
    name.encode("utf-8")


def check_header(name: str, value: str) -> None:
    """One line of ASCII, from which a browser reads one disposition and our name."""
    assert value.isascii()
    assert "\r" not in value
    assert "\n" not in value
    message = Message()
    message["Content-Disposition"] = value
    assert message.get_content_disposition() == "attachment"
    real = message.get_params(header="Content-Disposition", unquote=True)
    assert [key for key, _ in real] == ["attachment", "filename"] or len(real) == 3
    assert unquote(value.rpartition("UTF-8''")[2]) == name


@given(st.text(st.characters(), max_size=300))
def test_no_name_at_all_is_dangerous(raw: str) -> None:
    check_shown(shown(raw))
    for extension in ("jpg", "pdf"):
        name = visible_name(raw, extension)
        check_shown(name)
        assert name.endswith(f".{extension}")
        assert name == visible_name(name, extension), "nothing more to clean"
        check_header(name, download_headers(name, "application/pdf")["Content-Disposition"])


@given(st.text(st.characters(), max_size=60))
def test_a_header_is_safe_even_for_a_name_that_nobody_cleaned(raw: str) -> None:
    value = download_headers(raw, "application/pdf")["Content-Disposition"]
    check_header(shown(raw), value)


def test_a_refusal_shows_the_name_without_its_tricks() -> None:
    told = str(UnknownFormat("../jalan\r\n\u202egpj.exe"))
    assert "jalan gpj.exe" in told
    assert not BIDI.search(told)


def test_an_unknown_reporters_file_has_a_name_that_says_nothing() -> None:
    assert neutral_name(2, "jpg") == "lampiran-2.jpg"
