"""A failure of the protection of personal data: its clock, what was seen, what is written of it.

UU 27/2022 Pasal 46 (its text was read): written notice within 3 x 24 hours to the person and to the
agency (lembaga), with the data, when and how it was disclosed, and the handling and recovery; in
certain cases to the public as well. The hours run from when it was noticed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from kiosk.domain.refusal import Refusal

WITHIN = timedelta(hours=72)
LONGEST = timedelta(days=366)
"""Of a window: what is asked of the audit record is read at once."""
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""No record is older; of years at the end of the calendar the clock's own end has no date."""


class Data(StrEnum):
    """What somebody may have seen; the words are what the table keeps."""

    IDENTITY = "identitas"
    REPORT = "laporan"
    FILES = "lampiran"
    ANSWERS = "jawaban"
    STAFF = "pegawai"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables of the data inventory it lies in."""
        return _TABLES[self]


_LABELS = {
    Data.IDENTITY: "nama dan kontak pelapor",
    Data.REPORT: "isi laporan dan pesan",
    Data.FILES: "lampiran laporan",
    Data.ANSWERS: "saran tertulis pada survei (tanpa nama)",
    Data.STAFF: "nama dan surel pegawai",
}
_TABLES = {
    Data.IDENTITY: ("reporters",),
    Data.REPORT: ("ticket_texts", "ticket_messages"),
    Data.FILES: ("ticket_files",),
    Data.ANSWERS: ("answer_texts",),
    Data.STAFF: ("staff",),
}
_SHOWN: Mapping[str, Data] = {
    "lihat-identitas": Data.IDENTITY,
    "buka-identitas": Data.IDENTITY,
    "buka-lampiran": Data.FILES,
    "lihat-jawaban": Data.ANSWERS,
    "cari-pegawai": Data.STAFF,
}


def data_of(action: str, object_kind: str) -> Data | None:
    """What a recorded deed showed its doer; every deed on a report shows the report."""
    if action in _SHOWN:
        return _SHOWN[action]
    return Data.REPORT if object_kind in ("laporan", "berkas") else None


class UnknownIncident(Refusal):
    """None of that number, or none that this person keeps."""

    def __init__(self) -> None:
        super().__init__("Insiden ini tidak ada di register.")


class UnfitIncident(Refusal):
    """What was typed cannot be kept."""


@dataclass(frozen=True)
class Entry:
    """What its keepers write. ``accounts``: codes of staff under suspicion; none: everybody."""

    title: str
    noticed_at: datetime
    since: datetime
    until: datetime
    accounts: tuple[str, ...] = ()
    data: tuple[Data, ...] = ()
    systems: str = ""
    happened: str = ""
    handling: str = ""
    people_text: str = ""
    agency_text: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip() or len(self.title) > 160:
            raise UnfitIncident("Tulis nama insiden, paling panjang 160 huruf.")
        if min(self.noticed_at, self.since) < FIRST:
            raise UnfitIncident("Tanggal tidak boleh sebelum tahun 2000.")
        if not self.since <= self.until:
            raise UnfitIncident("Awal kejadian harus sebelum akhirnya.")
        if self.until - self.since > LONGEST:
            raise UnfitIncident("Rentang kejadian paling lama satu tahun.")


def check_noticed(entry: Entry, now: datetime) -> None:
    """The clock of 72 hours runs from it: one to come would put its end off. Raises
    `UnfitIncident`."""
    if entry.noticed_at > now:
        raise UnfitIncident("Waktu diketahui tidak boleh di masa depan.")


@dataclass(frozen=True)
class Incident:
    """One in the register. ``instansi_id``: 0 for the whole installation."""

    id: int
    instansi_id: int
    entry: Entry
    version: int
    people_told_at: datetime | None = None
    agency_told_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def due_at(self) -> datetime:
        return self.entry.noticed_at + WITHIN

    @property
    def is_told(self) -> bool:
        return self.people_told_at is not None and self.agency_told_at is not None


@dataclass(frozen=True)
class Seen:
    """One deed in the window. ``number``: of a report, "" for what is none."""

    at: datetime
    who: str
    code: str
    action: str
    object_kind: str
    number: str
    unit: str
    data: Data | None


@dataclass(frozen=True)
class Affected:
    """A report whose data somebody saw. ``channel``: how its reporter can be reached, in words;
    ``sealed``: through its own team only."""

    ticket_id: int = field(repr=False)
    number: str
    unit: str
    data: tuple[Data, ...]
    channel: str
    sealed: bool
    told: bool


@dataclass(frozen=True)
class Words:
    """What both notices need in words: moments where the office is."""

    office: str
    noticed: str
    since: str
    until: str


def data_words(data: Sequence[Data]) -> str:
    return ", ".join(one.label for one in data) or "(isi: data apa)"


def people_draft(one: Entry, words: Words) -> str:
    """To the reporter, neutral: who reads over a shoulder learns of no case."""
    return (
        f"Pemberitahuan kegagalan pelindungan data pribadi (Pasal 46 UU 27/2022)\n\n"
        f"Data pribadi pada laporan Anda mungkin dilihat pihak yang tidak berhak.\n\n"
        f"Data: {data_words(one.data)}.\n"
        f"Kapan: antara {words.since} dan {words.until}; kami ketahui {words.noticed}.\n"
        f"Bagaimana: {one.happened or '(isi: bagaimana terjadi)'}\n"
        f"Penanganan dan pemulihan: {one.handling or '(isi: apa yang sudah dilakukan)'}\n\n"
        f"Anda dapat meminta nama dan kontak dihapus di halaman lacak, tombol “Data pribadi saya”. "
        f"Kami tidak pernah menanyakan frasa rahasia Anda.\n\n{words.office}"
    )


def agency_draft(one: Entry, words: Words, persons: int) -> str:
    """To the agency for the protection of personal data."""
    return (
        f"Kepada lembaga pelindungan data pribadi\n\n"
        f"Hal: pemberitahuan kegagalan pelindungan data pribadi (Pasal 46 UU 27/2022)\n\n"
        f"1. Insiden: {one.title}\n"
        f"2. Data yang terungkap: {data_words(one.data)}\n"
        f"3. Sistem: {one.systems or '(isi)'}\n"
        f"4. Kapan: antara {words.since} dan {words.until}; diketahui {words.noticed}\n"
        f"5. Bagaimana: {one.happened or '(isi)'}\n"
        f"6. Subjek data yang terdampak: {persons} laporan\n"
        f"7. Penanganan dan pemulihan: {one.handling or '(isi)'}\n"
        f"8. Pemberitahuan kepada subjek data: lewat halaman lacak dan kontak yang ditinggalkan\n\n"
        f"{words.office}"
    )
