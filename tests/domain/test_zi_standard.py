"""Standards of services: fourteen components, figures that can be checked, what may be shown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.zi import pledge, standard_entry
from kiosk.domain.zi.standard import (
    PARTS,
    Fee,
    FeeKind,
    Promise,
    Standard,
    TimeUnit,
    UnfitStandard,
    check_publish,
    doubts,
)
from kiosk.domain.zi.standard_entry import read, typed_of
from tests.standards import DELIVERY, WHOLE

TODAY = date(2026, 10, 15)


def standard(**typed: str) -> Standard:
    made = read(typed, TODAY)
    return Standard(1, 1, 1, 1, 1, made.texts, made.promise, made.fee, made.decree, made.decided_on)


def wrong(**typed: str) -> dict[str, str]:
    with pytest.raises(InvalidEntry) as told:
        read({**DELIVERY, **typed}, TODAY)
    return told.value.wrong


def test_there_are_fourteen_and_six_of_them_are_for_the_public() -> None:
    assert len(PARTS) == 14
    assert [one.code for one in PARTS if one.delivery] == [
        "persyaratan", "prosedur", "waktu", "biaya", "produk", "pengaduan",
    ]  # fmt: skip


def test_what_is_read_is_typed_again_the_same() -> None:
    made = read(WHOLE, TODAY)
    assert typed_of(made) == typed_of(read(typed_of(made), TODAY))
    assert standard(**WHOLE).filled == 14
    assert standard(**DELIVERY).filled == 6


@pytest.mark.parametrize(
    ("typed", "words", "minutes"),
    [
        (("15", "menit"), "15 menit", 15),
        (("2", "jam"), "2 jam", 120),
        (("3", "hari-kerja"), "3 hari kerja", None),
    ],
)
def test_a_promise_of_time_is_a_number_and_a_unit(
    typed: tuple[str, str], words: str, minutes: int | None
) -> None:
    made = read({"time_amount": typed[0], "time_unit": typed[1]}, TODAY).promise
    assert made is not None
    assert (made.words, made.minutes) == (words, minutes)


@pytest.mark.parametrize("amount", ["0", "1441", "1,5", "-3", "١٥", "lima", "15 menit"])
def test_a_time_nobody_can_keep_is_refused(amount: str) -> None:
    assert list(wrong(time_amount=amount)) == ["time_amount"]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("15.000", 15000), ("Rp 15.000,00", 15000), ("rp15000", 15000), ("1.250.000,-", 1250000)],
)
def test_a_fee_is_read_as_offices_write_it(typed: str, amount: int) -> None:
    assert read({"fee": "tetap", "fee_amount": typed}, TODAY).fee == Fee(FeeKind.FIXED, amount)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"fee": "tetap", "fee_amount": "1.50"}, "fee_amount"),
        ({"fee": "tetap", "fee_amount": "0"}, "fee_amount"),
        ({"fee": "tetap", "fee_amount": "1.000.000.001"}, "fee_amount"),
        ({"fee": "gratis", "fee_amount": "5.000"}, "fee_amount"),
        ({"fee": "", "fee_amount": "5.000"}, "fee_amount"),
        ({"fee": "semaunya"}, "fee_amount"),
        ({"fee": "rincian"}, "biaya"),
        ({"fee": "", "biaya": "menurut perda"}, "fee"),
        ({"time_amount": "", "waktu": "secepatnya"}, "time_amount"),
        ({"decided_on": "2026-10-16"}, "decided_on"),
        ({"decided_on": "2026-02-30"}, "decided_on"),
        ({"decree": "x" * 121}, "decree"),
        ({"produk": "x" * 4001}, "produk"),
        ({"produk": "x\n" * 61}, "produk"),
    ],
)
def test_what_nobody_could_check_is_refused_at_its_field(typed: dict[str, str], field: str) -> None:
    assert list(wrong(**typed)) == [field]


def test_lines_are_kept_and_made_tidy() -> None:
    made = read({"persyaratan": "  KTP\u200b asli \r\n\r\n\x00 KK \n"}, TODAY)
    assert made.texts["persyaratan"] == "KTP asli\nKK"


def test_the_six_must_be_there_before_the_public_reads_them() -> None:
    for name in ("persyaratan", "time_amount", "fee"):
        with pytest.raises(UnfitStandard, match="Lengkapi dahulu"):
            check_publish(standard(**{**DELIVERY, name: ""}), asks_fee=False)
    check_publish(standard(**DELIVERY), asks_fee=False)


def test_a_tariff_on_a_service_marked_free_is_refused_and_the_other_way_round_is_doubted() -> None:
    paid = standard(**{**WHOLE, "fee": "tetap", "fee_amount": "5.000"})
    with pytest.raises(UnfitStandard, match="ditandai gratis"):
        check_publish(paid, asks_fee=False)
    check_publish(paid, asks_fee=True)
    assert doubts(paid, asks_fee=True) == ()
    assert "survei menanyakan biayanya" in doubts(standard(**WHOLE), asks_fee=True)[0]
    assert len(doubts(standard(**DELIVERY), asks_fee=False)) == 2


def test_what_was_published_is_no_draft_any_more() -> None:
    at = datetime(2026, 10, 15, tzinfo=UTC)
    over = Standard(1, 1, 1, 1, 1, {}, Promise(1, TimeUnit.HOURS), published_at=at)
    assert over.holds
    with pytest.raises(UnfitStandard, match="konsep"):
        check_publish(over, asks_fee=True)


def test_a_maklumat_names_who_signed_it_and_when() -> None:
    typed = {"text": pledge.USUAL, "signer": "Maria Bria", "post": "Kepala Dinas"}
    made = pledge.read({**typed, "signed_on": "2026-01-05"}, TODAY)
    assert made["signed_on"] == date(2026, 1, 5)
    with pytest.raises(InvalidEntry) as told:
        pledge.read({"text": "pendek", "signer": "M", "signed_on": "2027-01-01"}, TODAY)
    assert set(told.value.wrong) == {"text", "signer", "post", "signed_on"}
    assert standard_entry.day_of(" 2026-10-15 ", TODAY) == TODAY
