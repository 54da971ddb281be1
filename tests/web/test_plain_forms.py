"""The fields of a form without files, found the quick way: the same as the library finds."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import parse_qsl

import pytest
import werkzeug.urls  # noqa: F401  it registers the handler of what is no UTF-8
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import ClientDisconnected
from werkzeug.test import create_environ

from kiosk.fronts.forms import PLAIN, fields
from kiosk.fronts.uploads import SHORT, Request

PIECES = ("a", "Z", "=", "&", "+", "%", "%41", "%26", "%3D", "%C3%A9", "%ff", "é", ";", "%2", "\n")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_a_form_is_read_as_the_library_reads_it(text: str) -> None:
    known = parse_qsl(text, keep_blank_values=True, errors="werkzeug.url_quote")
    assert fields(text.encode()) == known


@pytest.mark.parametrize("body", [b"", b"a=1&b=\xff", b"\xe9"])
def test_what_is_no_text_has_no_fields(body: bytes) -> None:
    assert fields(body) == []


def sent(body: bytes, length: str | None) -> Request:
    environ = create_environ("/", method="POST", content_type=PLAIN, input_stream=BytesIO(body))
    environ.pop("CONTENT_LENGTH", None)
    if length is not None:
        environ["CONTENT_LENGTH"] = length
    return Request(environ)


@pytest.mark.parametrize("more", [0, SHORT])
def test_a_body_is_read_as_far_as_it_was_announced_and_can_be_had_again(more: int) -> None:
    body = b"a=1&b=" + b"2" * more
    found = sent(body + b"&c=3", str(len(body)))
    assert found.form.to_dict() == {"a": "1", "b": "2" * more}
    assert found.get_data() == body


def test_one_that_ends_early_is_no_form() -> None:
    with pytest.raises(ClientDisconnected):
        _ = sent(b"a=1", "30").form


@pytest.mark.parametrize("length", [None, "", "tiga", "-3", "\u0663", "+3"])
def test_of_one_that_says_no_length_nothing_is_read(length: str | None) -> None:
    assert not sent(b"a=1", length).form
