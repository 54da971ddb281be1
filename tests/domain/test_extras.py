"""What a form tells of itself is taken or left, never refused."""

import pytest

from kiosk.domain.survey.extras import NOTHING, Extras, read


def test_what_is_said_is_read() -> None:
    told = {"detik": ["52"], "wajah": ["2"], "dibantu": ["ya"], "umur": ["3600"]}
    assert read(told) == Extras(52, 2, True, 3600)


@pytest.mark.parametrize("field", ["detik", "wajah", "dibantu", "umur"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "1.5",
        "satu",
        "٣",
        "²",
        "1e3",
        "0x1",
        "9" * 400,
        "\0",
        "5 0",
        "tidak",
        "99999999999",
    ],
)
def test_what_is_no_such_thing_is_nothing_said(field: str, text: str) -> None:
    assert read({field: [text]}) == NOTHING


def test_bounds() -> None:
    assert read({"wajah": ["0"]}) == read({"wajah": ["5"]}) == NOTHING
    assert read({"detik": ["0"]}) == read({"detik": ["21601"]}) == NOTHING
    assert read({"umur": ["0"]}).age == 0
