"""Registers, the LKE, thresholds, documents and their figures: each rule where it turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kiosk.domain.index import historic
from kiosk.domain.index import seal as seals
from kiosk.domain.index.satu_data import InvalidRegion, check_region
from kiosk.domain.place.code import ALPHABET
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.zi import assessment, finding, lke_counts, pekppp, register, register_counts
from kiosk.domain.zi.assessment import Judge, judged
from kiosk.domain.zi.facts import _require_part
from kiosk.domain.zi.lke import InvalidShare, MoreHandledThanReceived, ZeroComplaints
from kiosk.domain.zi.lke_parse import InvalidLke, parse
from kiosk.domain.zi.lke_version import UnknownItem
from kiosk.domain.zi.pekppp import Measured
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register_fields import Field, read
from kiosk.domain.zi.register_fields import Sort as Kind
from tests import approved, lke

NUMBER = next(iter(pekppp.INDICATORS))
TODAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


FIELDS = (
    Field("line", "Nama Pemberi", required=True),
    Field("text", "Uraian", Kind.TEXT),
    Field("day", "Hari", Kind.DAY),
    Field("ahead", "Nanti", Kind.AHEAD),
    Field("sum", "Nilai", Kind.RUPIAH),
    Field("choice", "Jenis", Kind.CHOICE, choices=(("a", "Barang"), ("b", "Uang"))),
)
NOTHING = {"text": "", "day": None, "ahead": None, "sum": None, "choice": ""}


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("line", "x" * 160, "x" * 160), ("text", " a \r\n b\rc ", "a\nb\nc"),
        ("text", "x" * 2_000, "x" * 2_000), ("day", "2026-10-15", TODAY),
        ("day", "2000-01-01", date(2000, 1, 1)), ("ahead", "2026-10-16", TODAY + DAY),
        ("ahead", "2029-12-31", date(2029, 12, 31)), ("sum", "Rp1.500.000", 1_500_000),
        ("sum", "rp 1500,00", 1500), ("sum", "0", 0), ("sum", "1.000.000.000.000,-", 10**12),
        ("sum", "1000000000000", 10**12), ("choice", "b", "b"),
    ],
)  # fmt: skip
def test_what_is_typed_into_a_register_is_kept_tidy(name: str, typed: str, kept: object) -> None:
    sent = {"line": "PT Alam", name: typed}
    assert read(FIELDS, sent, TODAY) == {"line": "PT Alam"} | NOTHING | {name: kept}


CHOOSE, SUM = (
    "Pilihan ini tidak ada dalam daftar.",
    "Tulis rupiah dengan angka, misalnya 1.500.000.",
)
EXISTS, RANGE = (
    "Tulis tanggal yang ada, misalnya 2026-12-31.",
    "Pilih tanggal antara 2000 dan 2029.",
)


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("line", " ", "Isi nama Pemberi."),
        ("line", "x" * 161, "Paling panjang 160 huruf; yang ini 161."),
        ("text", "x" * 2_001, "Paling panjang 2000 huruf; yang ini 2001."),
        ("day", "20261015", EXISTS), ("day", "2026-02-30", EXISTS), ("day", "1999-12-31", RANGE),
        ("ahead", "2030-01-01", RANGE), ("day", "2026-10-16", "Tanggal ini belum tiba."),
        ("sum", "1.000.000.000.001", SUM), ("sum", "1.50", SUM), ("sum", "-1", SUM),
        ("sum", "seribu", SUM), ("choice", "c", CHOOSE),
    ],
)  # fmt: skip
def test_what_no_register_takes_is_refused_by_its_field(name: str, typed: str, told: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        read(FIELDS, {"line": "PT Alam", name: typed}, TODAY)
    assert refused.value.wrong == {name: told}


def test_a_value_is_shown_by_its_label() -> None:
    choice, line = FIELDS[-1], FIELDS[0]
    assert [choice.words(one) for one in ("a", "c", "", None)] == ["Barang", "", "", ""]
    assert [line.words(one) for one in ("x", 5, TODAY, None)] == ["x", "5", "2026-10-15", ""]


def entry(subject: Subject, **changes: Any) -> register.Entry:
    name = register.DAY_OF[subject]
    values = {one.name: None for one in register.FIELDS[subject]} | {name: TODAY}
    values |= {key: changes.pop(key) for key in list(changes) if key in values}
    usual: dict[str, Any] = {"state": "", "done_on": None, "retracted": False}
    return register.Entry(
        1, 1, subject, values, **usual | changes, opened_at=NOW, created_by=1, version=1
    )


def test_an_entry_stands_in_its_year_and_while_it_is_open_in_later_ones() -> None:
    for subject in (Subject.FINDING, Subject.CONFLICT):
        one = entry(subject, state=next(iter(finding.OPEN)).value)
        assert one.day == TODAY
        assert one.is_open
        assert [register.shown_in(one, year) for year in (2025, 2026, 2027)] == [False, True, True]
        back = replace(one, retracted=True)
        assert not back.is_open
        assert [register.shown_in(back, year) for year in (2025, 2026, 2027)] == [
            False, True, False
        ]  # fmt: skip
    states = [state.value for state in finding.State]
    open_ = [one for one in states if entry(Subject.FINDING, state=one).is_open]
    assert open_ == [one.value for one in finding.State if one in finding.OPEN]
    assert str(register.UnknownEntry()) == "Catatan itu tidak ada dalam register unit ini."


def test_registers_are_counted_by_year_without_what_was_taken_back() -> None:
    gifts = [
        entry(Subject.GRATIFICATION), entry(Subject.GRATIFICATION, retracted=True),
        entry(Subject.GRATIFICATION, received=date(2025, 12, 31)),
    ]  # fmt: skip
    conflicts = [
        entry(Subject.CONFLICT), entry(Subject.CONFLICT, retracted=True),
        entry(Subject.CONFLICT, declared_on=date(2025, 12, 31)),
    ]  # fmt: skip
    found = register_counts.counts(gifts, conflicts, 2026)
    assert (found.gifts, found.conflicts, found.decided, found.reported) == (1, 1, 0, 0)
    assert found.any_gift
    assert not register_counts.counts([], conflicts, 2026).any_gift
    assert [register_counts.told(count) for count in (0, 4, 5, 12)] == [
        "kurang dari 5", "kurang dari 5", "5", "12"
    ]  # fmt: skip


def test_a_version_of_the_lke_is_read_word_for_word() -> None:
    version = lke.version()
    approved.check(
        "lke-2021",
        kepala=(version.code, version.title, version.regulation, version.since),
        area=[(one.number, one.label, one.pemenuhan, one.reform) for one in version.areas],
        indikator=[
            (one.code, one.area, one.half, one.label, one.weight, one.evidence)
            for one in version.indicators
        ],
        butir=list(version.areas[4].indicators),
        petunjuk=[(one.code, one.guide) for one in version.items if one.guide],
    )


FIRST = 'kode = "I.p.i"\nnama = "Penyusunan Tim Kerja"\nbobot = "0.5"'
SUBST = [
    ('kode = "lke-2021"', "", "kepala berkas: kode belum ada"),
    ('judul = "Lembar Kerja Evaluasi Zona Integritas"', "", "lke-2021: judul belum ada"),
    ('dasar = "PermenPANRB 90/2021"', "", "lke-2021: dasar belum ada"),
    ("sejak = 2021", "", "lke-2021: sejak belum ada"),
    ('nomor = "I"', "", "sebuah area: nomor belum ada"),
    ('nama = "Manajemen Perubahan"', "", "area I: nama belum ada"),
    ('pemenuhan = "4.0"', "", "area I: pemenuhan belum ada"),
    ('reform = "4.0"', 'reform = "1/0"', 'area I: reform "1/0" tidak dikenal'),
    ('kode = "I.p.i"', "", "sebuah indikator area I: kode belum ada"),
    (
        'kode = "I.p.i"', 'kode = "I.p"', "I.p: kode indikator area I harus seperti I.p.i",
    ),
    (
        'kode = "I.p.i"', 'kode = "I.x.i"', "I.x.i: kode indikator area I harus seperti I.p.i",
    ),
    (FIRST, FIRST.replace("0.5", "0"), "I.p.i: bobot harus lebih dari 0"),
    (FIRST, FIRST.replace('"0.5"', '""'), "I.p.i: bobot belum ada"),
    ('nama = "Penyusunan Tim Kerja"', "", "I.p.i: nama belum ada"),
    (
        FIRST, FIRST + '\ndibuktikan = "x"', 'I.p.i: dibuktikan "x" tidak dikenal',
    ),
    (
        'huruf = "a"', 'huruf = "a"\nsumber = "x"', 'I.p.i.a: sumber "x" tidak dikenal',
    ),
    ('huruf = "a"', "", "I.p.i.a: huruf butir harus berurutan mulai dari a"),
    ('skala = "ya-tidak"', "", "I.p.i.a: skala belum ada"),
    ("pertanyaan = ", "tanya = ", "I.p.i.a: pertanyaan belum ada"),
    ("pilihan = ", "pilih = ", "I.p.i.a: pilihan belum ada"),
    ("isian = ", "isi = ", "I.r.i.a: isian belum ada"),
    ('rumus = "', 'rumusnya = "', "I.r.i.a: rumus belum ada"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), SUBST)
def test_what_a_file_of_the_lke_lacks_is_named_with_its_place(
    old: str, new: str, told: str
) -> None:
    assert old in lke.TEXT
    with pytest.raises(InvalidLke) as refused:
        parse(lke.TEXT.replace(old, new, 1))
    assert str(refused.value) == f"Berkas LKE, {told}."


def test_an_item_that_is_none_is_named_shortly() -> None:
    assert str(UnknownItem("x" * 50)) == (
        f'Butir LKE "{"x" * 40}" tidak ada. Buka halaman LKE dan pilih butirnya di sana.'
    )
    item = lke.version().item("I.p.i.a")
    with pytest.raises(Exception, match="Butir") as refused:
        item.option("y" * 30)
    assert str(refused.value) == (
        f'Butir I.p.i.a tidak mempunyai jawaban "{"y" * 20}". Pilih salah satu: Ya, Tidak.'
    )


HANDLED = lke.version().item("V.r.ii.a")


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ({"harus": 4, "proses": 1, "selesai": 3}, Fraction(3, 4)),
        ({"harus": 4, "proses": 0, "selesai": 4}, Fraction(1)),
        ({"harus": 0, "proses": 0, "selesai": 0}, Fraction(1)),
    ],
)
def test_complaints_handled_are_a_share_of_those_due(
    counts: dict[str, int], value: Fraction
) -> None:
    assert lke_counts.value(HANDLED, counts, ZeroComplaints.PENUH) == value


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (
            lambda: lke_counts.value(HANDLED, {"harus": -1}, ZeroComplaints.PENUH),
            "Butir V.r.ii.a: jumlah tidak boleh negatif.",
        ),
        (
            lambda: lke_counts.value(
                HANDLED, {"harus": 4, "proses": 2, "selesai": 3}, ZeroComplaints.PENUH
            ),
            "Butir V.r.ii.a: yang dikerjakan (5) melebihi acuannya (4), jadi lebih dari 100 "
            "persen. Periksa kembali jumlahnya.",
        ),
        (lambda: _require_part(-1, 4), "Jumlah pengaduan tidak boleh negatif."),
        (
            lambda: _require_part(5, 4),
            "Pengaduan yang ditangani (5) melebihi yang diterima (4). Periksa kembali jumlahnya.",
        ),
        (
            lambda: pekppp.check_entry(0, 3, "x" * 20, Measured(NUMBER, 2, "")),
            "Pilih nilai 0 sampai 5.",
        ),
        (
            lambda: pekppp.check_entry(NUMBER, 6, "x" * 20, Measured(NUMBER, 2, "")),
            "Pilih nilai 0 sampai 5.",
        ),
        (
            lambda: pekppp.check_entry(NUMBER, -1, "x" * 20, Measured(NUMBER, 2, "")),
            "Pilih nilai 0 sampai 5.",
        ),
        (
            lambda: pekppp.check_entry(NUMBER, 3, "x" * 501, Measured(NUMBER, 2, "")),
            "Tulis dasarnya dengan paling banyak 500 karakter.",
        ),
        (
            lambda: pekppp.check_entry(NUMBER, 2, "", Measured(NUMBER, 2, "")),
            f"Tulis dasar nilai ini: dari data {pekppp.INDICATORS[NUMBER].label} bernilai 2.",
        ),
        (
            lambda: pekppp.check_entry(NUMBER, 2, "", Measured(NUMBER, None, "")),
            f"Tulis dasar nilai ini: dari data {pekppp.INDICATORS[NUMBER].label} bernilai belum "
            "diketahui.",
        ),
        (
            lambda: pekppp.read_weights("bobot-pekppp-aspek", "1/2"),
            "Setelan bobot-pekppp-aspek berisi 1/2: 3 persen. Tulis 6 bilangan bulat dengan garis "
            "miring, berjumlah tepat 100.",
        ),
        (
            lambda: pekppp.read_weights("bobot-pekppp-kebijakan", "99/2/0/0"),
            "Setelan bobot-pekppp-kebijakan berisi 99/2/0/0: 101 persen. Tulis 4 bilangan bulat "
            "dengan garis miring, berjumlah paling banyak 100.",
        ),
        (
            lambda: judged(lke.version().item("V.r.ii.a"), "", "100,5"),
            "Tulis persentase antara 0 dan 100, misalnya 87,5.",
        ),
        (
            lambda: judged(lke.version().item("V.r.ii.a"), "", "x"),
            "Tulis persentase antara 0 dan 100, misalnya 87,5.",
        ),
        (
            lambda: check_region("5371"),
            'Kode wilayah "5371" bukan kode Kemendagri. Tulis misalnya 53.71 atau 53.71.01.',
        ),
        (
            lambda: historic.read("2024", "24,99", "", "2017", "Surat B/1"),
            "Tulis indeks antara 25 dan 100 seperti tercetak, misalnya 84,50.",
        ),
        (
            lambda: historic.read("2024", "4,01", "", "2017", "Surat B/1", "spak"),
            "Tulis indeks antara 25 dan 100 seperti tercetak, misalnya 84,50, atau skala 4, "
            "misalnya 3,38.",
        ),
        (
            lambda: historic.read("2024", "84,5", "0", "2017", "Surat B/1"),
            "Jumlah responden berupa bilangan bulat, misalnya 150, atau kosong.",
        ),
        (
            lambda: historic.read("2024", "84,5", "10000001", "2017", "Surat B/1"),
            "Jumlah responden berupa bilangan bulat, misalnya 150, atau kosong.",
        ),
        (
            lambda: historic.read("2024", "84,5", "", "2017", "B/1."),
            "Tulis dokumen asalnya dengan 5 sampai 300 karakter.",
        ),
        (
            lambda: historic.read("2024", "84,5", "", "2017", "x" * 301),
            "Tulis dokumen asalnya dengan 5 sampai 300 karakter.",
        ),
        (
            lambda: seals.tidy("7F3K 9QWX 2M4"),
            "Kode segel ini tidak dikenal. Periksa lagi tiap huruf dan angkanya pada kertas; bila "
            "sudah sama, dokumen itu tidak dibuat oleh sistem ini. Tanyakan kepada kantor yang "
            "namanya tertera.",
        ),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_words(
    check: Callable[[], object], told: str
) -> None:
    kinds = (
        InvalidShare, MoreHandledThanReceived, pekppp.UnfitScore, pekppp.WeightsDoNotAddUp,
        assessment.UnfitAssessment, InvalidRegion, historic.InvalidHistoric, seals.UnknownSeal,
    )  # fmt: skip
    with pytest.raises(kinds) as refused:
        check()
    assert str(refused.value) == told


def test_what_just_fits_counts() -> None:
    _require_part(0, 0)
    _require_part(4, 4)
    assert pekppp.check_entry(NUMBER, 0, "", Measured(NUMBER, 2, "")) == ""
    assert (
        pekppp.check_entry(NUMBER, 5, " x\0 " + "y" * 20, Measured(NUMBER, 2, ""))
        == "x " + "y" * 20
    )
    assert pekppp.check_entry(NUMBER, 3, "x" * 500, Measured(NUMBER, 2, "")) == "x" * 500
    assert [check_region(one) for one in (" 53 ", "53.71", "53.71.01.1001", " ")] == [
        "53", "53.71", "53.71.01.1001", ""
    ]  # fmt: skip
    item = lke.version().item("V.r.ii.a")
    assert judged(item, "", " 87,5% ") == ("", Fraction(7, 8))
    assert judged(item, "", "100") == ("", Fraction(1))
    assert judged(item, "", " ") is None
    assert judged(lke.version().item("I.p.i.a"), "", "5") is None
    assert judged(lke.version().item("I.p.i.a"), "Ya", "") == ("Ya", Fraction(1))
    assert [one.label for one in Judge] == ["TPI", "TPN"]
    old = historic.read(" 2024 ", "3,87", "1.500", "2017", " Surat  B/1 ", "spkp")
    assert (old.ikm, old.respondents, old.document) == (Decimal("96.75"), 1500, "Surat B/1")
    for typed, kept in (("25", "25.00"), ("100,0", "100.00"), ("84.5", "84.50")):
        found = historic.read("2024", typed, "10000000", "2017", "x" * 300)
        assert (found.ikm, str(found.ikm)) == (Decimal(kept), kept)
    assert historic.read("2024", "4", "", "2017", "lima5", "spak").ikm == 100
    assert historic.read("2024", "1", "1", "2017", "lima5", "spak").ikm == 25
    assert old.mutu == "A"


def test_a_seal_is_typed_as_people_type() -> None:
    assert seals.tidy(" 7f3k-9qwx 2m4b\0") == "7F3K9QWX2M4B"
    assert seals.spoken("7F3K9QWX2M4B") == "7F3K 9QWX 2M4B"
    assert seals.new_code(lambda letters: letters[0]) == ALPHABET[0] * 12
    made = seals.seal_of("7F3K9QWX2M4B", "https://a.id/skm", "cd", "ef", 2)
    assert made.address == "https://a.id/skm/publik/segel/7F3K9QWX2M4B"
    assert made.line == "Segel 7F3K 9QWX 2M4B · a.id/skm/publik/segel/"
    assert (made.digest, made.head, made.edition, made.draft) == ("cd", "ef", 2, False)
    draft = seals.seal_of("7F3K9QWX2M4B", "", "cd")
    assert draft.line == "Segel 7F3K 9QWX 2M4B · DRAF, belum ditutup"
    assert (draft.head, draft.edition, draft.draft) == ("", 0, True)
