"""Codes are made from names, short and never given twice."""

import pytest

from kiosk.domain.place import edit
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.naming import LENGTH, service_code, unit_code

DUKCAPIL = "Dinas Kependudukan dan Pencatatan Sipil"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (
            "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Timor Tengah Selatan",
            "DISDUKCAPIL-TTS",
        ),
        (f"{DUKCAPIL} Kota Kupang", "DISDUKCAPIL-KOTA-KUPANG"),
        ("Pemerintah Kabupaten Alor", "PEMKAB-ALOR"),
        ("Komisi Pemilihan Umum Kabupaten Manggarai Timur", "KPU-MANGGARAI-TIMUR"),
        ("UPTD Puskesmas Kota Soe", "PKM-KOTA-SOE"),
        ("Kecamatan Mollo Utara", "KEC-MOLLO-UTARA"),
        ("Unité café", "UNITE-CAFE"),
        ("!!!", "UNIT"),
    ],
)
def test_a_code_is_what_people_call_the_office(name: str, code: str) -> None:
    assert unit_code(name, ()) == code


def test_a_code_given_before_is_not_given_again_whatever_its_case() -> None:
    assert unit_code("Kecamatan Soe", {"kec-soe", "KEC-SOE-2"}) == "KEC-SOE-3"
    assert service_code("KTP-el", {"ktp-el"}) == "ktp-el-2"


def test_a_code_fits_its_column_with_a_number_behind_it() -> None:
    name = "Bagian Pengadaan Barang dan Jasa Sekretariat Daerah Kabupaten Sumba Barat Daya"
    first = unit_code(name, ())
    assert len(unit_code(name, {first, *(f"{first}-{n}" for n in range(2, 999))})) <= LENGTH


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Loket \t 1 ", "Loket 1"),
        ("Loket\u202e 1\u200b", "Loket 1"),
        ("Loket\0 1", "Loket 1"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_a_name_is_one_clean_line(typed: str, kept: str) -> None:
    assert edit.tidied(typed) == kept


def test_lines_are_names_in_the_order_written() -> None:
    assert edit.lines("KTP\n\n  KK \r\nAkta", "services") == ("KTP", "KK", "Akta")
    assert edit.lines("", "services") == ()


@pytest.mark.parametrize(
    "typed", ["KTP\nktp", "K", "x" * 201, "\n".join(f"Layanan {n}" for n in range(61)), "Ada"]
)
def test_a_line_twice_too_short_or_already_there_is_named(typed: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        edit.lines(typed, "services", {"ada": "ada"})
    assert list(refused.value.wrong) == ["services"]


@pytest.mark.parametrize(
    "site", ["javascript:alert(1)", "https://[", "ttskab", "ftp://a.id", "a b.id"]
)
def test_a_site_is_a_web_address(site: str) -> None:
    with pytest.raises(InvalidEntry):
        edit.instansi("Pemkab TTS", site)


def test_a_site_without_scheme_gets_one() -> None:
    assert edit.instansi("Pemkab TTS", "ttskab.go.id").website == "https://ttskab.go.id"


def test_no_unit_takes_the_place_of_the_seals_in_an_address() -> None:
    assert unit_code("Segel", ()).casefold() != "segel"
