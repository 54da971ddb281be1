"""Notices: what is said, to whom, and that nothing else is in it.

A notice travels through mail servers and gateways of others. It says that there is something and
where to look; what there is stays in the installation. About a sealed case it says the same
words, of the same length, at the same hours, whatever happened (F50, F55).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit


class Channel(StrEnum):
    """Which way it goes; the values are what the table keeps."""

    MAIL = "surel"
    HOOK = "kait"


class Recipient(StrEnum):
    """Whom ``to_id`` names: a member of staff, the reporter of a ticket, or (0) whoever listens
    behind the webhook."""

    STAFF = "pegawai"
    REPORTER = "pelapor"
    HOOK = "kait"


@dataclass(frozen=True)
class Words:
    """``%(name)s`` places are filled from the notice's values; ``%(link)s`` with an address."""

    subject: str
    text: str


@dataclass(frozen=True)
class Kind:
    """A template. ``label`` is its name at the desk; ``fields`` are all the values it may carry;
    ``page`` is where it sends its reader. ``sealed``: constant, and only at fixed hours."""

    name: str
    label: str
    to: frozenset[Recipient]
    fields: tuple[str, ...]
    page: str
    words: Mapping[str, Words]
    sealed: bool = False


LONGEST_VALUE = 200
NO_HOST = "suara-loket.invalid"
"""Of a Message-ID where no public address is set (RFC 2606: names nobody)."""
QUIET_HOURS = (0, 6)
"""UTC: 07, 08 or 09 and 13, 14 or 15 o'clock in the three zones, within office hours in each."""

_DESK = frozenset({Recipient.STAFF, Recipient.HOOK})
_REPORTER = frozenset({Recipient.REPORTER})
_END = "\n\nBuka meja kerja: %(link)s\nSurel ini dikirim otomatis; jangan dibalas.\n"
_END_REPORTER = (
    "\n\nBuka halaman lacak: %(link)s\nPakai nomor dan kalimat rahasia yang Anda simpan. "
    "Kami tidak pernah menanyakannya lewat surel atau telepon.\n"
)
_END_REPORTER_EN = (
    "\n\nOpen the tracking page: %(link)s\nUse the number and the secret phrase you kept. "
    "We never ask for them by e-mail or telephone.\n"
)


def _staff(name: str, label: str, subject: str, text: str, *fields: str) -> Kind:
    words = {"id": Words(subject, text + _END)}
    return Kind(name, label, _DESK, fields, "/admin/", MappingProxyType(words))


def _reporter(name: str, label: str, words: Words, english: Words) -> Kind:
    said = {
        "id": Words(words.subject, words.text + _END_REPORTER),
        "en": Words(english.subject, english.text + _END_REPORTER_EN),
    }
    return Kind(name, label, _REPORTER, (), "/lacak", MappingProxyType(said))


NEW_TICKET = _staff(
    "tiket-baru",
    "Laporan baru",
    "Laporan baru %(number)s",
    "Laporan %(number)s masuk untuk %(unit)s dan menunggu verifikasi.",
    "number",
    "unit",
)
DUE_SOON = _staff(
    "tenggat-dekat",
    "Tenggat mendekat",
    "Tenggat mendekat: %(number)s",
    "Laporan %(number)s di %(unit)s harus ditindaklanjuti paling lambat %(due)s.",
    "number",
    "unit",
    "due",
)
OVERDUE = _staff(
    "tenggat-lewat",
    "Tenggat terlewat",
    "Tenggat terlewat: %(number)s",
    "Tenggat laporan %(number)s di %(unit)s, %(due)s, sudah lewat.",
    "number",
    "unit",
    "due",
)
ESCALATED = _staff(
    "eskalasi",
    "Eskalasi",
    "Eskalasi: %(number)s",
    "Laporan %(number)s di %(unit)s belum ditindaklanjuti setelah tenggatnya, %(due)s, lewat. "
    "Pemberitahuan ini dikirim kepada Anda sebagai atasan atau pengawas unit itu.",
    "number",
    "unit",
    "due",
)
REPORTER_REPLIED = _staff(
    "pelapor-membalas",
    "Pelapor membalas",
    "Pelapor membalas: %(number)s",
    "Pelapor menambahkan sesuatu pada laporan %(number)s di %(unit)s.",
    "number",
    "unit",
)
NO_REPLY = _staff(
    "pelapor-diam",
    "Pelapor tidak membalas",
    "Pelapor tidak membalas: %(number)s",
    "Pelapor tidak membalas dalam batas waktunya. Laporan %(number)s di %(unit)s kembali diproses "
    "dan tenggatnya berjalan lagi.",
    "number",
    "unit",
)
IDENTITY_ASKED = _staff(
    "identitas-diminta",
    "Identitas pelapor diminta",
    "Putusan ditunggu: identitas pelapor %(number)s",
    "Identitas pelapor laporan %(number)s di %(unit)s diminta dengan alasan. Dua orang memutus; "
    "Anda salah satunya.",
    "number",
    "unit",
)
DATA_ASKED = _staff(
    "data-diminta",
    "Permintaan data pribadi",
    "Permintaan data pribadi: %(number)s",
    "Pelapor laporan %(number)s di %(unit)s meminta datanya dihapus. Permintaan ini harus dijawab "
    "paling lambat %(due)s (3 x 24 jam, UU 27/2022).",
    "number",
    "unit",
    "due",
)
DATA_LATE = _staff(
    "data-terlambat",
    "Permintaan data pribadi terlambat",
    "Permintaan data pribadi terlambat: %(number)s",
    "Permintaan data pribadi pelapor laporan %(number)s di %(unit)s belum dijawab. Batasnya, "
    "%(due)s, sudah lewat.",
    "number",
    "unit",
    "due",
)
TABLET_SILENT = _staff(
    "tablet-sunyi",
    "Tablet tidak memberi kabar",
    "Tablet tidak memberi kabar di %(unit)s",
    "Pada jam buka tidak ada kabar dari %(tablets)s di %(unit)s sejak %(since)s. Periksa listrik "
    "dan jaringannya. Isian warga yang menunggu di dalam tablet tidak hilang.",
    "tablets",
    "unit",
    "since",
)
UNIT_ALERT = _staff(
    "peringatan-unit",
    "Peringatan penilaian",
    "Peringatan di %(unit)s",
    "Penilaian warga di %(unit)s perlu dilihat: %(what)s",
    "unit",
    "what",
)
PLAN_SOON = _staff(
    "rencana-dekat",
    "Tenggat rencana mendekat",
    "Tenggat rencana tindak lanjut mendekat: %(unsur)s",
    "Rencana tindak lanjut unsur %(unsur)s di %(unit)s jatuh tempo %(due)s.",
    "unsur",
    "unit",
    "due",
)
PLAN_TODAY = _staff(
    "rencana-hari-ini",
    "Rencana jatuh tempo",
    "Rencana tindak lanjut jatuh tempo: %(unsur)s",
    "Rencana tindak lanjut unsur %(unsur)s di %(unit)s jatuh tempo %(due)s. Bila sudah selesai, "
    "tandai dan lampirkan buktinya.",
    "unsur",
    "unit",
    "due",
)
PLAN_LATE = _staff(
    "rencana-lewat",
    "Rencana terlambat",
    "Rencana tindak lanjut terlambat: %(unsur)s",
    "Rencana tindak lanjut unsur %(unsur)s di %(unit)s belum selesai; tenggatnya %(due)s. Papan "
    "publik unit ini menampilkannya sebagai terlambat bila periodenya sudah diterbitkan.",
    "unsur",
    "unit",
    "due",
)
ROLE_ENDS = _staff(
    "peran-berakhir",
    "Peran segera berakhir",
    "Peran segera berakhir di %(place)s",
    "Peran %(role)s di %(place)s berakhir sesudah %(day)s. Bila masih diperlukan, ubah tanggalnya "
    "di halaman pegawai.",
    "role",
    "place",
    "day",
)
FINDING_DUE = _staff(
    "temuan-jatuh-tempo",
    "Temuan Ombudsman jatuh tempo",
    "%(kind)s Ombudsman jatuh tempo di %(unit)s",
    "%(kind)s Ombudsman di %(unit)s jatuh tempo %(due)s. Catat apa yang sudah dilakukan dan "
    "lampirkan buktinya.",
    "kind",
    "unit",
    "due",
)
FINDING_LATE = _staff(
    "temuan-lewat",
    "Temuan Ombudsman terlambat",
    "%(kind)s Ombudsman terlambat di %(unit)s",
    "%(kind)s Ombudsman di %(unit)s belum selesai; tenggatnya %(due)s.",
    "kind",
    "unit",
    "due",
)
ZI_ACTION_SOON = _staff(
    "aksi-zi-dekat",
    "Tenggat rencana aksi ZI mendekat",
    "Tenggat rencana aksi Zona Integritas mendekat: %(unit)s",
    "Satu rencana aksi area %(area)s di %(unit)s jatuh tempo %(due)s. Bila sudah selesai, tandai "
    "dan lampirkan buktinya.",
    "area",
    "unit",
    "due",
)
ZI_ACTION_LATE = _staff(
    "aksi-zi-lewat",
    "Rencana aksi ZI terlambat",
    "Rencana aksi Zona Integritas terlambat: %(unit)s",
    "Satu rencana aksi area %(area)s di %(unit)s belum selesai; tenggatnya %(due)s.",
    "area",
    "unit",
    "due",
)
ZI_MONITORING = _staff(
    "pemantauan-zi",
    "Pemantauan tahunan ZI",
    "Pemantauan tahunan Zona Integritas: %(unit)s",
    "Predikat Zona Integritas %(unit)s dipantau setiap tahun. Pemantauan berikutnya jatuh tempo "
    "%(due)s dan belum dicatat.",
    "unit",
    "due",
)
UPKEEP = _staff(
    "keadaan-sistem",
    "Keadaan sistem",
    "Keadaan sistem perlu dilihat",
    "Pemeriksaan otomatis menemukan yang perlu dilihat: %(what)s. Halaman Keadaan sistem di meja "
    "kerja menyebut apa yang harus dilakukan.",
    "what",
)
SEALED = Kind(
    "berkas-terlindungi",
    "Berkas terlindungi",
    frozenset({Recipient.STAFF}),
    (),
    "/admin/",
    MappingProxyType(
        {"id": Words("Pemberitahuan", "Ada yang perlu Anda lihat di meja kerja." + _END)}
    ),
    sealed=True,
)
SIGNALS = Kind(
    "isyarat-survei",
    "Isyarat dari survei",
    frozenset({Recipient.STAFF}),
    (),
    "/admin/",
    MappingProxyType(
        {"id": Words("Pemberitahuan", "Ada isyarat baru dari survei di meja kerja Anda." + _END)}
    ),
    sealed=True,
)
"""As discreet as `SEALED`: no unit, no number, no hour."""
NEWS = _reporter(
    "kabar-pelapor",
    "Kabar untuk pelapor",
    Words("Ada kabar tentang laporan Anda", "Ada kabar tentang laporan Anda."),
    Words("There is news about your report", "There is news about your report."),
)
IDENTITY_OPENED = _reporter(
    "identitas-dibuka",
    "Identitas pelapor dibuka",
    Words(
        "Pemberitahuan tentang identitas Anda",
        "Identitas Anda dibuka kepada petugas yang menangani, atas persetujuan dua orang. "
        "Alasannya tertulis pada laporan Anda.",
    ),
    Words(
        "A notice about your identity",
        "Your identity was opened to those who handle your report, with two approvals. "
        "The reason is written in your report.",
    ),
)
DATA_BREACH = _reporter(
    "kegagalan-pelindungan",
    "Kegagalan pelindungan data",
    Words(
        "Pemberitahuan tentang data pribadi Anda",
        "Ada pemberitahuan tentang data pribadi Anda pada laporan yang pernah Anda kirim "
        "(Pasal 46 UU 27/2022). Isinya lengkap pada laporan Anda.",
    ),
    Words(
        "A notice about your personal data",
        "There is a notice about your personal data in a report you sent (Article 46 of Law "
        "27/2022). Your report holds all of it.",
    ),
)
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            NEW_TICKET,
            DUE_SOON,
            OVERDUE,
            ESCALATED,
            REPORTER_REPLIED,
            NO_REPLY,
            IDENTITY_ASKED,
            DATA_ASKED,
            DATA_LATE,
            TABLET_SILENT,
            UNIT_ALERT,
            PLAN_SOON,
            PLAN_TODAY,
            PLAN_LATE,
            ROLE_ENDS,
            UPKEEP,
            FINDING_DUE,
            FINDING_LATE,
            SEALED,
            SIGNALS,
            NEWS,
            IDENTITY_OPENED,
            DATA_BREACH,
        )
    }
)


class UnfitNotice(ValueError):
    """Ours to repair: a notice that would carry what it must not, or that nobody can read."""


@dataclass(frozen=True)
class Draft:
    """One notice to one recipient; raises `UnfitNotice`.

    ``to_id``: id of the staff member or of the ticket, 0 for the webhook itself. Never an
    address: that is looked up when it is sent. ``quiet``: about an anonymous case: it goes at
    `QUIET_HOURS`, and no other time of it is kept; a sealed kind always does."""

    kind: Kind
    to: Recipient
    to_id: int
    channel: Channel = Channel.MAIL
    language: str = "id"
    values: Mapping[str, str] = field(default_factory=dict)
    quiet: bool = False

    def __post_init__(self) -> None:
        if self.to not in self.kind.to or (self.to is Recipient.HOOK) != (self.to_id == 0):
            raise UnfitNotice(f"{self.kind.name}: not for {self.to.value} {self.to_id}")
        if self.to is Recipient.HOOK and self.channel is not Channel.HOOK:
            raise UnfitNotice(f"{self.kind.name}: the webhook has no mailbox")
        if set(self.values) != set(self.kind.fields):
            raise UnfitNotice(f"{self.kind.name}: carries {sorted(self.kind.fields)}, no others")
        tidy = {name: _one_line(value) for name, value in self.values.items()}
        object.__setattr__(self, "values", MappingProxyType(tidy))

    @property
    def is_quiet(self) -> bool:
        return self.quiet or self.kind.sealed


def _one_line(value: str) -> str:
    """A line break in a value would be a header of its own (F35). Mended, not refused: a unit's
    odd name must not undo the complaint that is told about."""
    kept = "".join(char if char.isprintable() else " " for char in value)
    return " ".join(kept.split())[:LONGEST_VALUE] or "-"


def quiet_moment(now: datetime) -> datetime:
    """The next of the fixed hours after ``now``: no one can tell what happened when."""
    today = now.astimezone(UTC).date()
    moments = (
        datetime.combine(today + timedelta(days=days), time(hour), UTC)
        for days in (0, 1)
        for hour in QUIET_HOURS
    )
    return next(one for one in moments if one > now)


@dataclass(frozen=True)
class Letter:
    """What is sent. ``to``: an address of the channel's own sort; "" is the webhook itself."""

    message_id: str
    kind: str
    to_kind: Recipient
    to: str
    language: str
    subject: str
    text: str


def letter(
    notice_id: int,
    kind: Kind,
    to_kind: Recipient,
    to: str,
    language: str,
    values: Mapping[str, str],
    public_url: str,
) -> Letter:
    """The words of a notice, filled in. The link is made from the installation's configured
    address, never from a request's."""
    words = kind.words.get(language) or kind.words["id"]
    filled = {**values, "link": (public_url or "") + kind.page}
    return Letter(
        message_id=message_id(notice_id, public_url),
        kind=kind.name,
        to_kind=to_kind,
        to=to,
        language=language if language in kind.words else "id",
        subject=words.subject % filled,
        text=words.text % filled,
    )


def message_id(notice_id: int, public_url: str) -> str:
    """The same for every try, so that a receiver may know a second copy; of constant length and
    from a random number, so that it tells nothing."""
    return f"<{notice_id:016x}@{urlsplit(public_url).hostname or NO_HOST}>"
