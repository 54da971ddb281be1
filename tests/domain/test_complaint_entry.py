"""A form becomes a complaint, its class decided, or a list of what is wrong with it."""

from collections.abc import Sequence

import pytest

from kiosk.domain.complaint.entry import LENGTHS, Complaint, InvalidComplaint, read
from kiosk.domain.complaint.kinds import Category, Identity, Kind, TicketClass
from kiosk.domain.place.point import ServiceCard

SERVICES = (ServiceCard(1, "ktp", "Perekaman KTP-el"),)
KEY = "kunci-00000001"


def complaint(*, protected: bool = False, **changes: str) -> Complaint:
    fields = {"isi": "Antre dari jam enam, baru dilayani jam dua.", "kunci": KEY, **changes}
    return read({name: [value] for name, value in fields.items()}, SERVICES, protected=protected)


def wrong(**changes: str) -> Sequence[str]:
    with pytest.raises(InvalidComplaint) as refused:
        complaint(**changes)
    return [one.field for one in refused.value.problems]


def test_the_text_alone_is_enough() -> None:
    one = complaint()
    assert (one.kind, one.category, one.identity) == (
        Kind.COMPLAINT,
        Category.OTHER,
        Identity.ANONYMOUS,
    )
    assert one.ticket_class is TicketClass.ORDINARY
    assert one.title == one.body


def test_a_long_text_gives_its_first_words_as_title() -> None:
    title = complaint(isi="Surat pindah " * 30).title
    assert title.endswith(" …")
    assert len(title) <= 62


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("pengaduan", TicketClass.ORDINARY),
        ("aspirasi", TicketClass.ASPIRATION),
        ("informasi", TicketClass.INFORMATION),
    ],
)
def test_what_is_brought_decides_the_class(kind: str, expected: TicketClass) -> None:
    assert complaint(jenis=kind).ticket_class is expected


@pytest.mark.parametrize("kind", ["pengaduan", "aspirasi", "informasi"])
@pytest.mark.parametrize(
    "changes",
    [
        {"kategori": "pungli"},
        {"kategori": "calo"},
        {"kategori": "gratifikasi"},
        {"kategori": "wewenang"},
        {"terlapor": "petugas loket 3"},
        {"isi": "Saya diminta uang pelicin oleh calo."},
        {"judul": "Ada pungli"},
    ],
)
def test_integrity_and_named_officers_are_berkadar_whatever_was_ticked(
    kind: str, changes: dict[str, str]
) -> None:
    assert complaint(jenis=kind, **changes).ticket_class is TicketClass.SUPERVISION


def test_the_protected_door_makes_every_complaint_protected() -> None:
    one = complaint(protected=True, kategori="waktu")
    assert one.category.is_integrity
    assert one.ticket_class.is_sealed


def test_who_stays_anonymous_leaves_no_name_whatever_was_typed() -> None:
    one = complaint(nama="Yosep", kontak="0812")
    assert (one.name, one.contact) == ("", "")


@pytest.mark.parametrize("identity", ["terbuka", "rahasia"])
def test_who_gives_a_name_must_have_typed_it(identity: str) -> None:
    assert wrong(identitas=identity) == ["nama"]
    assert complaint(identitas=identity, nama="Yosep").name == "Yosep"


@pytest.mark.parametrize("field", sorted(LENGTHS))
def test_each_field_takes_its_length_and_not_a_letter_more(field: str) -> None:
    at_most = "a" * LENGTHS[field]
    complaint(**{"identitas": "terbuka", "nama": "Ani", field: at_most})
    assert field in wrong(**{"identitas": "terbuka", "nama": "Ani", field: at_most + "a"})


@pytest.mark.parametrize("bad", ["\0", "\ud800", "\x1b"])
def test_what_a_database_cannot_keep_is_refused_by_name(bad: str) -> None:
    assert wrong(isi=f"teks {bad} teks") == ["isi"]


def test_doubled_fields_and_strangers_are_refused() -> None:
    with pytest.raises(InvalidComplaint) as refused:
        read(
            {"isi": ["a"], "kunci": [KEY], "jenis": ["aspirasi", "informasi"], "status": ["x"]}, ()
        )
    assert {one.field for one in refused.value.problems} == {"jenis", "status"}


def test_the_same_form_has_one_digest_and_any_change_another() -> None:
    first = complaint(judul="a", isi="b")
    assert first.digest([]) == complaint(judul="a", isi="b").digest([])
    others = [
        complaint(judul="ab", isi="b"),
        complaint(judul="a", isi="b", kunci="kunci-00000002"),
        complaint(judul="a", isi="b", tempat="c"),
        complaint(judul="a", isi="b", kategori="biaya"),
    ]
    digests = {one.digest([]) for one in others} | {first.digest([]), first.digest([b"foto"])}
    assert len(digests) == 6
