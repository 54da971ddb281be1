"""Who may do what: one table, read by every page and by the tests. Deny by default.

A role is granted for the installation, for an instansi, or for a unit and all below it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.refusal import Refusal


class Role(StrEnum):
    """The words are what people see in the desk and what the table of grants keeps."""

    INSTALLATION_ADMIN = "admin-instalasi"
    INSTANSI_ADMIN = "admin-instansi"
    HEAD = "kepala-unit"
    COMPLAINT_OFFICER = "petugas-pengaduan"
    FRONT_VERIFIER = "verifikator"
    INSPECTORATE = "inspektorat"
    ZI_TEAM = "tim-zi"
    COUNTER_OFFICER = "petugas-loket"
    AUDITOR = "auditor"
    EVALUATOR = "penilai-zi"
    OMBUDSMAN = "pemantau"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.INSTALLATION_ADMIN: "Administrator instalasi",
    Role.INSTANSI_ADMIN: "Administrator instansi",
    Role.HEAD: "Kepala unit",
    Role.COMPLAINT_OFFICER: "Petugas pengaduan",
    Role.FRONT_VERIFIER: "Verifikator depan",
    Role.INSPECTORATE: "Inspektorat/tim integritas",
    Role.ZI_TEAM: "Tim Zona Integritas",
    Role.COUNTER_OFFICER: "Petugas loket",
    Role.AUDITOR: "Auditor (hanya membaca)",
    Role.EVALUATOR: "Penilai ZI, TPI atau TPN (hanya membaca)",
    Role.OMBUDSMAN: "Pemantau Ombudsman (hanya membaca)",
}


class Action(StrEnum):
    """What a page does, named for what it shows or changes."""

    SIT_AT_DESK = "membuka meja kerja"
    SEE_PLACES = "melihat unit, layanan dan loket"
    EDIT_PLACES = "mengubah unit, layanan dan loket"
    ADD_INSTANSI = "menambah instansi"
    SEE_INDEX = "melihat indeks"
    SEE_HASIL = "melihat hasil ZI"
    SEE_ZI = "melihat berkas Zona Integritas"
    KEEP_ZI = "mengisi berkas Zona Integritas"
    ASSESS_ZI = "menilai berkas Zona Integritas sebagai penilai internal"
    SEE_COMPONENTS = "melihat standar dan komponen pelayanan"
    KEEP_COMPONENTS = "mengisi standar dan komponen pelayanan"
    SEE_FINDINGS = "melihat temuan dan rekomendasi Ombudsman"
    KEEP_FINDINGS = "mengisi temuan dan rekomendasi Ombudsman"
    SEE_REGISTERS = "melihat register gratifikasi dan benturan kepentingan"
    KEEP_REGISTERS = "mengisi register gratifikasi dan benturan kepentingan"
    MAKE_EVIDENCE = "membuat paket bukti"
    ENTER_FIGURES = "mengisi kunjungan, nilai resmi dan capaian kinerja"
    SEE_ANSWERS = "melihat jawaban satu per satu"
    EXCLUDE_ANSWERS = "mengusulkan pengecualian jawaban"
    APPROVE_EXCLUSION = "menyetujui pengecualian jawaban"
    CLOSE_PERIOD = "menutup periode survei"
    APPROVE_REOPENING = "menyetujui pembukaan kembali periode"
    PUBLISH_PERIOD = "menerbitkan periode"
    MAKE_REPORTS = "membuat laporan dan lembar pengolahan"
    SEE_PLANS = "melihat rencana tindak lanjut"
    KEEP_PLANS = "menyusun rencana tindak lanjut"
    SEE_ALERTS = "melihat peringatan"
    HANDLE_ALERTS = "menanggapi peringatan"
    ENTER_PAPER = "memasukkan formulir kertas"
    SETTLE_PAPER = "memutuskan beda isian kertas"
    IMPORT_SHEETS = "mengimpor lembar kerja jawaban"
    PRINT_POSTERS = "mencetak poster"
    SEE_DEVICES = "melihat keadaan tablet"
    KEEP_DEVICES = "mendaftarkan dan mencabut tablet"
    ISSUE_VISITS = "memberi tanda kunjungan di loket"
    KEEP_API_KEYS = "membuat dan mencabut kunci mesin antrean"
    SEE_STAFF = "melihat pegawai dan peran"
    EDIT_STAFF = "mengundang pegawai dan memberi peran"
    SEE_CALENDAR = "melihat kalender kerja"
    EDIT_CALENDAR = "mengubah kalender kerja"
    SEE_SETTINGS = "melihat pengaturan"
    EDIT_SETTINGS = "mengubah pengaturan"
    EDIT_INSTRUMENTS = "mengatur instrumen yang dipakai"
    SEE_AUDIT = "melihat catatan audit"
    SEE_OUTBOX = "melihat kotak keluar"
    SEE_UPKEEP = "melihat keadaan sistem"
    SEE_TICKETS = "melihat laporan warga"
    ENTER_TICKETS = "mencatat laporan yang datang di luar halaman warga"
    VERIFY_TICKETS = "memverifikasi dan meneruskan laporan"
    HANDLE_TICKETS = "memproses dan menjawab laporan"
    EDIT_REPLIES = "mengubah templat balasan"
    SEE_HANDLING = "melihat angka penanganan laporan"
    ASK_IDENTITY = "meminta identitas pelapor rahasia"
    APPROVE_IDENTITY = "memutuskan permintaan identitas"
    HANDLE_SEALED = "menangani berkas terlindungi"
    SEE_SIGNALS = "melihat isyarat integritas dari survei"
    SEE_RETENTION = "melihat jadwal retensi dan yang dihapusnya"
    CONFIRM_RETENTION = "menyetujui penghapusan di atas batas"
    HOLD_DATA = "menahan data dari penghapusan"
    ANSWER_REQUESTS = "menjawab permintaan data pribadi"
    KEEP_INCIDENTS = "mencatat insiden data pribadi"


class Level(StrEnum):
    """What a grant hangs on."""

    INSTALLATION = "instalasi"
    INSTANSI = "instansi"
    UNIT = "unit"


_EVERY = frozenset(Role)
_PLACE_EDITORS = frozenset({Role.INSTANSI_ADMIN, Role.HEAD})
_IN_UNIT = _EVERY - {Role.INSTALLATION_ADMIN}
_READERS = frozenset(
    {Role.INSTANSI_ADMIN, Role.HEAD, Role.ZI_TEAM, Role.INSPECTORATE, Role.AUDITOR}
)
_OUTSIDERS = frozenset({Role.EVALUATOR, Role.OMBUDSMAN})
"""Guests who read for a time; every grant of theirs has an end."""
GUESTS = _OUTSIDERS
_HANDLERS = frozenset({Role.COMPLAINT_OFFICER, Role.HEAD})
_VERIFIERS = _HANDLERS | {Role.FRONT_VERIFIER}

POLICY: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.SIT_AT_DESK: _EVERY,
        Action.SEE_PLACES: _EVERY,
        Action.EDIT_PLACES: _PLACE_EDITORS,
        Action.ADD_INSTANSI: frozenset({Role.INSTALLATION_ADMIN}),
        Action.SEE_INDEX: _READERS | _OUTSIDERS | {Role.COMPLAINT_OFFICER, Role.COUNTER_OFFICER},
        Action.SEE_HASIL: _READERS | {Role.EVALUATOR},
        Action.SEE_ZI: _READERS | {Role.EVALUATOR},
        Action.KEEP_ZI: _PLACE_EDITORS | {Role.ZI_TEAM},
        # Whoever filled the sheet in does not judge it.
        Action.ASSESS_ZI: frozenset({Role.INSPECTORATE}),
        Action.SEE_COMPONENTS: _READERS | _OUTSIDERS | {Role.COMPLAINT_OFFICER},
        Action.KEEP_COMPONENTS: _PLACE_EDITORS | {Role.ZI_TEAM},
        Action.SEE_FINDINGS: _READERS | _OUTSIDERS,
        Action.KEEP_FINDINGS: _PLACE_EDITORS | {Role.ZI_TEAM, Role.INSPECTORATE},
        # They name officers: for whoever keeps them and whoever watches over them.
        Action.SEE_REGISTERS: frozenset({Role.INSPECTORATE, Role.ZI_TEAM, Role.AUDITOR, Role.HEAD}),
        Action.KEEP_REGISTERS: frozenset({Role.INSPECTORATE, Role.ZI_TEAM, Role.HEAD}),
        Action.MAKE_EVIDENCE: _PLACE_EDITORS | {Role.ZI_TEAM, Role.INSPECTORATE},
        Action.ENTER_FIGURES: _PLACE_EDITORS | {Role.ZI_TEAM},
        # Whoever decides about an exclusion has to see the answer.
        Action.SEE_ANSWERS: frozenset(
            {Role.HEAD, Role.AUDITOR, Role.INSTANSI_ADMIN, Role.INSPECTORATE}
        ),
        Action.EXCLUDE_ANSWERS: frozenset({Role.HEAD, Role.INSTANSI_ADMIN}),
        Action.APPROVE_EXCLUSION: frozenset({Role.INSTANSI_ADMIN, Role.INSPECTORATE}),
        Action.CLOSE_PERIOD: _PLACE_EDITORS,
        # Whoever keeps the places closes; whoever watches over them agrees to opening again.
        Action.APPROVE_REOPENING: frozenset({Role.INSTANSI_ADMIN, Role.INSPECTORATE}),
        Action.PUBLISH_PERIOD: _PLACE_EDITORS,
        Action.MAKE_REPORTS: _PLACE_EDITORS | {Role.ZI_TEAM},
        Action.SEE_PLANS: _READERS | _OUTSIDERS | {Role.COMPLAINT_OFFICER, Role.COUNTER_OFFICER},
        Action.KEEP_PLANS: _PLACE_EDITORS | {Role.ZI_TEAM},
        Action.SEE_ALERTS: _READERS | {Role.COMPLAINT_OFFICER},
        Action.HANDLE_ALERTS: _PLACE_EDITORS | {Role.COMPLAINT_OFFICER},
        Action.ENTER_PAPER: frozenset({Role.COUNTER_OFFICER, Role.FRONT_VERIFIER, Role.HEAD}),
        Action.SETTLE_PAPER: frozenset({Role.HEAD}),
        Action.IMPORT_SHEETS: _PLACE_EDITORS,
        Action.PRINT_POSTERS: _PLACE_EDITORS | {Role.COUNTER_OFFICER},
        Action.SEE_DEVICES: _READERS | {Role.COUNTER_OFFICER, Role.COMPLAINT_OFFICER},
        Action.KEEP_DEVICES: _PLACE_EDITORS,
        Action.ISSUE_VISITS: _VERIFIERS | {Role.COUNTER_OFFICER},
        Action.KEEP_API_KEYS: _PLACE_EDITORS,
        Action.SEE_STAFF: frozenset({Role.INSTALLATION_ADMIN, Role.INSTANSI_ADMIN, Role.HEAD}),
        Action.EDIT_STAFF: frozenset({Role.INSTALLATION_ADMIN, Role.INSTANSI_ADMIN, Role.HEAD}),
        Action.SEE_CALENDAR: _EVERY,
        Action.EDIT_CALENDAR: _PLACE_EDITORS | {Role.INSTALLATION_ADMIN},
        Action.SEE_SETTINGS: _READERS | {Role.INSTALLATION_ADMIN},
        Action.EDIT_SETTINGS: _PLACE_EDITORS | {Role.INSTALLATION_ADMIN},
        Action.EDIT_INSTRUMENTS: _PLACE_EDITORS,
        Action.SEE_AUDIT: frozenset({Role.INSTANSI_ADMIN, Role.INSPECTORATE, Role.AUDITOR}),
        Action.SEE_OUTBOX: frozenset({Role.INSTALLATION_ADMIN}),
        Action.SEE_UPKEEP: frozenset({Role.INSTALLATION_ADMIN}),
        # Administrators keep the system running; what citizens wrote is not theirs to read.
        Action.SEE_TICKETS: _VERIFIERS | {Role.INSPECTORATE},
        Action.ENTER_TICKETS: _VERIFIERS | {Role.COUNTER_OFFICER},
        Action.VERIFY_TICKETS: _VERIFIERS,
        Action.HANDLE_TICKETS: _HANDLERS,
        Action.EDIT_REPLIES: _HANDLERS | {Role.INSTANSI_ADMIN},
        Action.SEE_HANDLING: _READERS | _OUTSIDERS | _VERIFIERS,
        Action.ASK_IDENTITY: _HANDLERS | {Role.INSPECTORATE},
        Action.APPROVE_IDENTITY: frozenset({Role.INSPECTORATE, Role.INSTANSI_ADMIN}),
        Action.HANDLE_SEALED: frozenset({Role.INSPECTORATE}),
        Action.SEE_SIGNALS: frozenset({Role.INSPECTORATE}),
        # Numbers and classes, never a word of what is erased.
        Action.SEE_RETENTION: frozenset({Role.INSTALLATION_ADMIN}),
        Action.CONFIRM_RETENTION: frozenset({Role.INSTALLATION_ADMIN}),
        Action.HOLD_DATA: frozenset({Role.INSPECTORATE, Role.INSTANSI_ADMIN}),
        # Of an ordinary report whoever answers it; of a sealed case its own team.
        Action.ANSWER_REQUESTS: _HANDLERS | {Role.INSPECTORATE},
        Action.KEEP_INCIDENTS: frozenset({Role.INSTALLATION_ADMIN, Role.INSPECTORATE}),
    }
)
"""The one table. An action that is not here is nobody's."""

GRANTABLE: Mapping[Role, frozenset[Role]] = MappingProxyType(
    {
        Role.INSTALLATION_ADMIN: frozenset({Role.INSTALLATION_ADMIN, Role.INSTANSI_ADMIN}),
        Role.INSTANSI_ADMIN: _IN_UNIT,
        Role.HEAD: frozenset({Role.COMPLAINT_OFFICER, Role.COUNTER_OFFICER, Role.FRONT_VERIFIER}),
    }
)
"""Which roles the holder of a role may hand out, inside its own reach. Nobody hands out to
himself."""

SECOND_FACTOR = _EVERY - {Role.COUNTER_OFFICER}
"""Roles that see a complaint or edit a unit, and those that read what those do: TOTP required."""


class NotAllowed(Refusal):
    """The person at the desk may not do this here."""


@dataclass(frozen=True)
class Spot:
    """Where an object stands: its instansi (0: the installation itself) and the ids of its unit
    and those above it."""

    instansi_id: int
    path: Sequence[int] = ()


INSTALLATION = Spot(0)


@dataclass(frozen=True)
class Grant:
    """A role and where it holds. ``place_id`` is 0 for the installation."""

    role: Role
    level: Level
    place_id: int

    def covers(self, spot: Spot) -> bool:
        if self.level is Level.INSTALLATION:
            return True
        if self.level is Level.INSTANSI:
            return self.place_id == spot.instansi_id
        return self.place_id in spot.path


def allows(grants: Sequence[Grant], action: Action, spot: Spot) -> bool:
    """Whether any of these grants lets its holder do ``action`` at ``spot``."""
    roles = POLICY.get(action, frozenset())
    return any(one.role in roles and one.covers(spot) for one in grants)


def may_grant(grants: Sequence[Grant], role: Role, spot: Spot) -> bool:
    """Whether their holder may hand out ``role`` at ``spot``."""
    return any(role in GRANTABLE.get(one.role, ()) and one.covers(spot) for one in grants)


def needs_second_factor(grants: Sequence[Grant]) -> bool:
    return any(one.role in SECOND_FACTOR for one in grants)
