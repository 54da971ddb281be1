"""A code drawn the quick way is the code that the library draws of the same bytes."""

from __future__ import annotations

import pytest
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.util import MODE_8BIT_BYTE, QRData

from kiosk import quick_qr

MASK = 3


def by_the_library(text: str) -> list[bytes]:
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=MASK)
    code.add_data(QRData(text.encode(), MODE_8BIT_BYTE))
    code.make(fit=True)
    return [bytes(map(bool, row)) for row in code.modules]


@pytest.mark.parametrize("length", [1, 11, 12, 130, 131, 152])
def test_it_is_the_same_code(length: int) -> None:
    """At the edges of sizes: a length field of one byte up to the ninth (130 bytes), of two from
    there on; blocks of one length and of two."""
    text = ("Frasa: é" * length).encode()[:length].decode(errors="ignore").ljust(length, "x")
    text = text if len(text.encode()) == length else "y" * length
    assert quick_qr.rows(text, MASK) == by_the_library(text)


def test_what_no_code_holds_is_refused() -> None:
    with pytest.raises(DataOverflowError):
        quick_qr.rows("x" * 1_664, MASK)
