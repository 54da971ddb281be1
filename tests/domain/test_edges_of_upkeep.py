"""An incident, the looks of the installation, a report as it was sent: each rule where it turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.domain.complaint import entry
from kiosk.domain.complaint.entry import InvalidComplaint
from kiosk.domain.people import incident
from kiosk.domain.people.incident import Data, Entry, Incident, UnfitIncident
from kiosk.domain.place.point import ServiceCard
from kiosk.domain.upkeep import check, job_words, retry, trouble, wordings
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.check import Standing as Look
from kiosk.domain.upkeep.copied import CopiedTable, Sum, sum_of
from kiosk.domain.upkeep.jobs import FAULTY

NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


SOUND = Entry("Surel salah kirim", NOW, NOW - timedelta(days=1), NOW)
YEAR = timedelta(days=366)
OLD = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": " "}, "Tulis nama insiden, paling panjang 160 huruf."),
        ({"title": "x" * 161}, "Tulis nama insiden, paling panjang 160 huruf."),
        ({"noticed_at": OLD - SECOND}, "Tanggal tidak boleh sebelum tahun 2000."),
        ({"since": OLD - SECOND}, "Tanggal tidak boleh sebelum tahun 2000."),
        ({"since": NOW + SECOND}, "Awal kejadian harus sebelum akhirnya."),
        ({"since": NOW - YEAR - SECOND}, "Rentang kejadian paling lama satu tahun."),
    ],
)
def test_an_incident_that_cannot_be_is_refused(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(UnfitIncident) as refused:
        replace(SOUND, **changed)
    assert str(refused.value) == told


def test_an_incident_is_due_in_three_days_and_told_when_both_know() -> None:
    for fit in (
        {"title": "x" * 160}, {"since": NOW}, {"since": NOW - YEAR},
        {"noticed_at": OLD, "since": OLD, "until": OLD},
    ):  # fmt: skip
        replace(SOUND, **fit)
    incident.check_noticed(SOUND, NOW)
    with pytest.raises(UnfitIncident, match=r"^Waktu diketahui tidak boleh di masa depan\.$"):
        incident.check_noticed(SOUND, NOW - SECOND)
    one = Incident(1, 0, SOUND, 1)
    assert one.due_at == NOW + timedelta(hours=72)
    told = [(None, None), (NOW, None), (None, NOW), (NOW, NOW)]
    assert [
        replace(one, people_told_at=people, agency_told_at=agency).is_told
        for people, agency in told
    ] == [False, False, False, True]
    assert incident.data_words(()) == "(isi: data apa)"
    assert incident.data_words((Data.IDENTITY, Data.STAFF)) == (
        "nama dan kontak pelapor, nama dan surel pegawai"
    )
    assert [one.tables for one in Data] == [
        ("reporters",), ("ticket_texts", "ticket_messages"), ("ticket_files",), ("answer_texts",),
        ("staff",),
    ]  # fmt: skip
    assert str(incident.UnknownIncident()) == "Insiden ini tidak ada di register."


WHEN = {"office": "Dukcapil", "noticed": "N", "since": "S", "until": "U"}


def test_both_notices_of_an_incident_are_drafted_whole() -> None:
    words = incident.Words(**WHEN)
    full = replace(
        SOUND, data=(Data.REPORT,), systems="surel", happened="salah alamat", handling="ditarik"
    )
    assert incident.people_draft(full, words).split("\n") == [
        "Pemberitahuan kegagalan pelindungan data pribadi (Pasal 46 UU 27/2022)",
        "",
        "Data pribadi pada laporan Anda mungkin dilihat pihak yang tidak berhak.",
        "",
        "Data: isi laporan dan pesan.",
        "Kapan: antara S dan U; kami ketahui N.",
        "Bagaimana: salah alamat",
        "Penanganan dan pemulihan: ditarik",
        "",
        "Anda dapat meminta nama dan kontak dihapus di halaman lacak, tombol “Data pribadi saya”. "
        "Kami tidak pernah menanyakan frasa rahasia Anda.",
        "",
        "Dukcapil",
    ]
    assert incident.agency_draft(full, words, 3).split("\n") == [
        "Kepada lembaga pelindungan data pribadi",
        "",
        "Hal: pemberitahuan kegagalan pelindungan data pribadi (Pasal 46 UU 27/2022)",
        "",
        "1. Insiden: Surel salah kirim",
        "2. Data yang terungkap: isi laporan dan pesan",
        "3. Sistem: surel",
        "4. Kapan: antara S dan U; diketahui N",
        "5. Bagaimana: salah alamat",
        "6. Subjek data yang terdampak: 3 laporan",
        "7. Penanganan dan pemulihan: ditarik",
        "8. Pemberitahuan kepada subjek data: lewat halaman lacak dan kontak yang ditinggalkan",
        "",
        "Dukcapil",
    ]
    bare = incident.people_draft(SOUND, words) + incident.agency_draft(SOUND, words, 0)
    for told in (
        "Bagaimana: (isi: bagaimana terjadi)\n", "Sistem: (isi)\n", "Bagaimana: (isi)\n",
        "Penanganan dan pemulihan: (isi: apa yang sudah dilakukan)\n", "pemulihan: (isi)\n",
    ):  # fmt: skip
        assert told in bare


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (lambda: wordings.go_back_to(None), "Belum ada cadangan yang sudah diperiksa."),
        (
            lambda: wordings.go_back_to(("a.age", "kemarin")),
            "Cadangan terbaru yang sudah diperiksa: a.age, dibuat kemarin.",
        ),
        (
            lambda: wordings.of_database(9, ["a", "b", "c", "d"], 7, 1, None),
            "Basis data rusak: 7 temuan pada 4 tabel (a, b, c).",
        ),
        (
            lambda: wordings.of_database(9, [], 0, 1.25, None),
            "Basis data utuh: 9 tabel dibaca seluruhnya, paling lama 1,2 detik sekali.",
        ),
        (
            lambda: wordings.of_database(9, [], 0, 1, True, 2),
            "Basis data utuh: 9 tabel dibaca seluruhnya, paling lama 1,0 detik sekali; 2 tabel "
            "terlalu besar untuk mencocokkan indeksnya.",
        ),
        (
            lambda: wordings.of_database(9, [], 0, 1, False),
            "Basis data utuh: 9 tabel dibaca seluruhnya, paling lama 1,0 detik sekali; jumlah "
            "pemeriksa halaman PostgreSQL tidak aktif.",
        ),
        (
            lambda: wordings.of_files(0, 0, 0, 5, 4),
            "Berkas cocok: 5 bernama, 4 dibaca dan dihitung sidiknya.",
        ),
        (
            lambda: wordings.of_files(1, 2, 3, 5, 4),
            "Berkas tidak cocok: 1 hilang, 2 berubah dan 3 tanpa catatan dari 5; tidak ada yang "
            "dihapus.",
        ),
        (
            lambda: wordings.of_log(70, 64),
            "Catatan tulis basis data sudah 70 MB (batas 64 MB): ada yang membaca terlalu lama.",
        ),
        (lambda: wordings.of_small_log(3), "Catatan tulis basis data kecil lagi: 3 MB."),
        (
            lambda: job_words.remedy_of("x"),
            "Jalankan di server: kiosk doctor, lalu kerjakan baris yang salah.",
        ),
        (lambda: job_words.name_of("x"), "x"),
        (lambda: job_words.name_of("checkpoint"), "Perawatan basis data"),
        (
            lambda: job_words.remedy_of("check-files"),
            "Jalankan di server: kiosk doctor. Jangan hapus berkas apa pun sendiri.",
        ),
    ],
)
def test_what_the_installation_found_is_told_in_figures(
    told: Callable[[], str], expected: str
) -> None:
    assert told() == expected


def test_every_file_that_is_no_longer_as_kept_is_a_fault() -> None:
    for one in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        assert wordings.of_files(*one, 5, 4).startswith("Berkas tidak cocok")


DAY = timedelta(hours=26)


@pytest.mark.parametrize(
    ("found", "since", "standing"),
    [
        (None, None, Look.YOUNG),
        (None, NOW - DAY, Look.YOUNG),
        (None, NOW - DAY - SECOND, Look.NEVER),
        ((NOW, True), None, Look.GOOD),
        ((NOW, False), None, Look.BAD),
        ((NOW - DAY, True), None, Look.GOOD),
        ((NOW - DAY - SECOND, True), None, Look.STALE),
        ((NOW + timedelta(minutes=5), True), None, Look.GOOD),
        ((NOW + timedelta(minutes=5, seconds=1), True), None, Look.STALE),
    ],
)
def test_a_look_counts_while_it_is_young(
    found: tuple[datetime, bool] | None, since: datetime | None, standing: Look
) -> None:
    kind = CheckKind.DATABASE
    look = Checked(kind, *found, "Utuh.") if found else None
    assert check.standing(kind, look, since, NOW) is standing
    assert standing.is_red is (standing not in (Look.GOOD, Look.YOUNG))


def test_who_must_be_told_anew_follows_from_looks_and_runs() -> None:
    looks = {
        CheckKind.FILES: Checked(CheckKind.FILES, NOW, False, "x"),
        CheckKind.CLOCK: Checked(CheckKind.CLOCK, NOW, True, "x"),
    }
    faulty = f"{FAULTY[0]}: sebab: lain"
    runs = {
        "checkpoint": ("1", NOW, faulty),
        "sweep-files": ("1", None, None),
        "drop-drafts": ("1", NOW, faulty),
        "x": ("1", NOW, "selesai"),
    }
    found = trouble.found(looks, runs, [("drop-drafts", "1"), ("checkpoint", "2")], None, NOW)
    assert found.troubles == {
        "berkas": "Kecocokan berkas (salah)",
        "tugas:checkpoint": f"Perawatan basis data ({FAULTY[0]})",
    }
    assert found.unclear == ["tugas:sweep-files", "tugas:drop-drafts"]
    assert found.new(["berkas"]) == {"tugas:checkpoint": found.troubles["tugas:checkpoint"]}
    assert found.over(["berkas", "tugas:drop-drafts", "jam", "tugas:x"]) == ["jam", "tugas:x"]


@pytest.mark.parametrize(
    ("outcome", "tries", "wait"),
    [
        ("gagal: x", 1, 5), ("gagal: x", 2, 30), ("gagal: x", 3, None), ("selesai", 1, None),
        ("gagal: terputus", 1, 0), ("gagal: terputus", 2, 0), ("gagal: terputus", 3, None),
    ],
)  # fmt: skip
def test_a_job_that_failed_is_tried_three_times(outcome: str, tries: int, wait: int | None) -> None:
    expected = None if wait is None else NOW + timedelta(minutes=wait)
    assert retry.again_at(outcome, tries, NOW) == expected


def test_two_tables_are_equal_when_every_row_is() -> None:
    rows = [(1, "a", None), (2, "b", NOW)]
    both = sum_of(rows)
    assert both == sum_of(rows[:1]) + sum_of(rows[1:]) == sum_of(reversed(rows))
    assert both.rows == 2
    assert len(both.text) == 64
    assert Sum(1, 255).text == "0" * 62 + "ff"
    assert CopiedTable("a", both, both).is_equal
    assert not CopiedTable("a", both, sum_of(rows[:1])).is_equal
    assert Sum(1, 2**256 - 1) + Sum(1, 2) == Sum(2, 1)


KTP = ServiceCard(1, "ktp", "KTP")
SENT = {"isi": ["Antre  lama\r\nsekali"], "kunci": ["kunci-0001"]}


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"isi": [" "]}, ("isi", "Tuliskan apa yang terjadi atau apa yang Anda perlukan.")),
        ({"identitas": ["rahasia"]}, ("nama", 'Tuliskan nama Anda, atau pilih "Anonim".')),
        ({"kunci": ["x"]}, ("kunci", entry.RELOAD)),
        (
            {"kunci": []},
            (
                "kunci",
                "Formulir ini diperbarui. Catat nomor dan frasa yang baru, lalu kirim sekali lagi.",
            ),
        ),
        ({"layanan": ["x"]}, ("layanan", "Pilih salah satu layanan yang ada di loket ini.")),
        ({"jenis": ["x"]}, ("jenis", "Pilih salah satu dari pilihan yang ada.")),
        ({"kategori": ["x"]}, ("kategori", "Pilih salah satu dari pilihan yang ada.")),
        ({"identitas": ["x"]}, ("identitas", "Pilih salah satu dari pilihan yang ada.")),
        (
            {"y" * 50: ["1"]},
            ("y" * 50, f"Isian {'y' * 40} tidak dikenal; muat ulang halaman ini."),
        ),
        ({"isi": ["x" * 8_001]}, ("isi", "Isi laporan paling panjang 8000 karakter.")),
        ({"judul": ["x" * 151]}, ("judul", "Judul paling panjang 150 karakter.")),
        ({"tempat": ["x" * 201]}, ("tempat", "Tempat paling panjang 200 karakter.")),
        (
            {"waktu_kejadian": ["x" * 81]},
            ("waktu_kejadian", "Waktu kejadian paling panjang 80 karakter."),
        ),
        ({"kontak": ["x" * 121]}, ("kontak", "Kontak paling panjang 120 karakter.")),
        ({"terlapor": ["x" * 201]}, ("terlapor", "Siapa paling panjang 200 karakter.")),
        (
            {"isi": ["a\x00b"]},
            ("isi", "Isi laporan berisi karakter yang tidak dapat disimpan; ketik ulang."),
        ),
    ],
)
def test_what_is_wrong_with_a_report_is_told_by_its_field(
    sent: dict[str, list[str]], told: tuple[str, str]
) -> None:
    with pytest.raises(InvalidComplaint) as refused:
        entry.read(SENT | sent, (KTP,))
    assert [(one.field, str(one)) for one in refused.value.problems] == [told]
    assert str(refused.value) == "Laporan belum dapat dikirim. Perbaiki bagian yang ditandai."


def test_a_report_is_kept_as_it_was_sent() -> None:
    full = {
        "judul": ["Antre"], "tempat": ["Aula"], "waktu_kejadian": ["Senin"], "nama": ["Ana"],
        "kontak": ["081"], "terlapor": ["Budi"], "layanan": ["ktp"], "jenis": ["aspirasi"],
        "kategori": ["pungli"], "identitas": ["rahasia"],
    }  # fmt: skip
    made = entry.read(SENT | full, (KTP,))
    assert (made.title, made.body, made.place, made.happened, made.name, made.contact) == (
        "Antre", "Antre  lama\nsekali", "Aula", "Senin", "Ana", "081"
    )  # fmt: skip
    assert (made.accused, made.service, made.key) == ("Budi", KTP, "kunci-0001")
    plain = entry.read(SENT, (KTP,))
    assert (plain.title, plain.service, plain.name) == ("Antre lama sekali", None, "")
    hidden = entry.read(SENT | full | {"identitas": ["anonim"]}, (KTP,))
    assert (hidden.name, hidden.contact) == ("", "")
    assert len(entry.read(SENT | {"isi": ["x" * 8_000]}, ()).body) == 8_000
    assert len(made.key_bytes) == 16
    digests = {made.digest(files) for files in ([], [b"a"], [b"a", b"b"], [b"b", b"a"])}
    for name, value in (
        ("judul", "B"), ("isi", "B"), ("tempat", "B"), ("waktu_kejadian", "B"), ("nama", "B"),
        ("kontak", "B"), ("terlapor", "B"), ("kunci", "kunci-0002"), ("jenis", "pengaduan"),
        ("kategori", "calo"),
    ):  # fmt: skip
        digests.add(entry.read(SENT | full | {name: [value]}, (KTP,)).digest([]))
    assert len(digests) == 14
    assert {len(one) for one in digests} == {8}
    line = "kata " * 11 + "akhir"
    assert entry.read(SENT | {"isi": [line]}, ()).title == line
    assert entry.read(SENT | {"isi": [line + "x"]}, ()).title == line.rpartition(" ")[0] + " …"
