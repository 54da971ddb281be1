"""Where a citizen may go with what is outside a unit's authority."""

import re

import pytest

from kiosk.domain.complaint.authority import (
    Authority,
    Certainty,
    UnusableAuthority,
    fitting,
    parse,
)
from kiosk.store.complaint.shipped import authorities

ONE = """[[authority]]
code = "a"
name = "Nama"
matter = "Hal."
keywords = ["paspor"]
certainty = "pasti"
[authority.channels]
telepon = "110"
"""


def shipped(code: str) -> Authority:
    return next(one for one in authorities() if one.code == code)


@pytest.mark.parametrize(
    ("code", "kind", "value"),
    [("ombudsman", "telepon", "137"), ("lapor", "situs", "lapor.go.id"),
     ("polri", "telepon", "110"), ("kpk", "telepon", "198"), ("lpsk", "telepon", "148"),
     ("bpjs-kesehatan", "telepon", "165"),
     ("pln", "telepon", "123"), ("djp", "telepon", "1500200"), ("jaga", "situs", "jaga.id"),
     ("dkpp", "situs", "dkpp.go.id"), ("bawaslu", "situs", "bawaslu.go.id")],
)  # fmt: skip
def test_national_channels_are_the_announced_ones(code: str, kind: str, value: str) -> None:
    assert shipped(code).channels[kind] == value


def test_a_task_force_that_was_dissolved_is_not_an_address() -> None:
    """Perpres 49/2025 ended the Satgas Saber Pungli."""
    assert not any("saber" in one.name.casefold() for one in authorities())


def test_no_local_or_mobile_number_is_shipped() -> None:
    for one in authorities():
        for kind in ("telepon", "sms"):
            assert re.fullmatch(r"1\d{2,6}|", one.channels.get(kind, ""))
        assert "://" not in one.channels.get("situs", "")


def test_local_ones_wait_for_the_office() -> None:
    local = {one.code for one in authorities() if one.certainty is Certainty.LOCAL}
    assert {"inspektorat", "upg"} <= local
    assert shipped("inspektorat").told == "Inspektorat daerah"


def test_a_citizen_is_told_name_and_every_channel() -> None:
    assert shipped("kpk").told == ("Komisi Pemberantasan Korupsi: telepon 198, situs kws.kpk.go.id")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Paspor anak sy belum keluar", "imigrasi"),
        ("listrik di rumah padam trus", "pln"),
        ("iuran BPJS saya salah", "bpjs-kesehatan"),
        ("caleg pakai politik uang", "bawaslu"),
        ("urus NPWP susah", "djp"),
        ("sengketa tanah dengan tetangga", "atr-bpn"),
    ],
)
def test_the_first_suggestion_fits_the_matter(text: str, code: str) -> None:
    assert fitting(text, authorities())[0].code == code


def test_nothing_fits_a_matter_of_the_counter() -> None:
    assert fitting("Kursi ruang tunggu kurang", authorities()) == ()


@pytest.mark.parametrize(
    "text",
    ["", "kacau [", ONE * 2, ONE.replace("telepon", "faks"), ONE.replace('"pasti"', '"setempat"'),
     ONE.replace('"pasti"', '"mungkin"'), ONE.replace('telepon = "110"', ""),
     ONE.replace('["paspor"]', '"paspor"'), ONE.replace("name", "nama")],
)  # fmt: skip
def test_a_list_that_is_not_whole_is_refused(text: str) -> None:
    assert len(parse(ONE)) == 1
    with pytest.raises(UnusableAuthority):
        parse(text)
