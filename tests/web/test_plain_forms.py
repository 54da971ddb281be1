"""The fields of a form without files, found the quick way: the same as the library finds."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
import werkzeug.urls  # noqa: F401  it registers the handler of what is no UTF-8
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.fronts.forms import fields

PIECES = ("a", "Z", "=", "&", "+", "%", "%41", "%26", "%3D", "%C3%A9", "%ff", "é", ";", "%2", "\n")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_a_form_is_read_as_the_library_reads_it(text: str) -> None:
    known = parse_qsl(text, keep_blank_values=True, errors="werkzeug.url_quote")
    assert fields(text.encode()) == known


@pytest.mark.parametrize("body", [b"", b"a=1&b=\xff", b"\xe9"])
def test_what_is_no_text_has_no_fields(body: bytes) -> None:
    assert fields(body) == []
