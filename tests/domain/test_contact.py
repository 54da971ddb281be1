"""What is left of a contact for whoever does not answer the report."""

from __future__ import annotations

import pytest

from kiosk.domain.complaint.contact import masked


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("+62 812 3456 7890", "+628…"),
        ("0812-3456-7890", "0812…"),
        (" maria.bete@contoh.id ", "m…@contoh.id"),
        ("di rumah Pak RT", "diru…"),
        ("", ""),
    ],
)
def test_nobody_can_be_called_or_written_to_by_what_is_shown(contact: str, shown: str) -> None:
    assert masked(contact) == shown
