"""The desk: one guarded parent for every staff page, and what they all show around themselves."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, request, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from admin import access, session
from kiosk import clock, i18n
from kiosk.domain.index.period import of_month
from kiosk.domain.month import month_of
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import INSTALLATION, Action
from kiosk.flows.upkeep.tell_damage import damaged_since

bp = Blueprint("desk", __name__, url_prefix="/admin")
bp.before_request(access.guard)

_MENU = (
    ("Hari ini", "desk.today.index", Action.SIT_AT_DESK),
    ("Laporan", "desk.tickets.listed", Action.SEE_TICKETS),
    ("Layani", "desk.visits.choose", Action.ISSUE_VISITS),
    ("Catat laporan", "desk.ticket_entry.enter", Action.ENTER_TICKETS),
    ("Terlindungi", "desk.sealed.listed", Action.HANDLE_SEALED),
    ("Identitas", "desk.identity.listed", Action.APPROVE_IDENTITY),
    ("Unit layanan", "desk.overview.index", Action.SEE_PLACES),
    ("Peringatan", "desk.alerts.listed", Action.SEE_ALERTS),
    ("Pegawai", "desk.staff.listed", Action.SEE_STAFF),
    ("Cari", "desk.search.index", Action.SIT_AT_DESK),
)
_SELDOM = (
    ("Zona Integritas", "desk.zi_board.index", Action.SEE_ZI),
    ("Formulir kertas", "desk.paper_forms.choose", Action.ENTER_PAPER),
    ("Permintaan data", "desk.data_requests.listed", Action.ANSWER_REQUESTS),
    ("Templat balasan", "desk.replies.listed", Action.EDIT_REPLIES),
    ("SP4N-LAPOR!", "desk.ticket_exchange.export", Action.VERIFY_TICKETS),
    ("Kalender", "desk.calendar.of_nation", Action.SEE_CALENDAR),
    ("Audit", "desk.audit.listed", Action.SEE_AUDIT),
    ("Insiden", "desk.incidents.listed", Action.KEEP_INCIDENTS),
    ("Kotak keluar", "desk.outbox.listed", Action.SEE_OUTBOX),
    ("Keadaan sistem", "desk.upkeep.shown", Action.SEE_UPKEEP),
    ("Retensi", "desk.retention.shown", Action.SEE_RETENTION),
    ("Penahanan data", "desk.holds.listed", Action.HOLD_DATA),
    ("Pengaturan", "desk.settings.whole", Action.SEE_SETTINGS),
)
"""What nobody opens every day."""
ROOM = 6
"""Entries that a tablet shows in one row with room to spare."""
_TABS = (
    ("Unit", "desk.units.profile", Action.SEE_PLACES),
    ("IKM", "desk.ikm.month", Action.SEE_INDEX),
    ("Periode", "desk.closing.listed", Action.SEE_INDEX),
    ("Tindak lanjut", "desk.plans.listed", Action.SEE_PLANS),
    ("Hasil ZI", "desk.hasil.year", Action.SEE_HASIL),
    ("Penanganan", "desk.handling.of_unit", Action.SEE_HANDLING),
    ("Jawaban", "desk.answers.listed", Action.SEE_ANSWERS),
    ("Layanan", "desk.services.listed", Action.SEE_PLACES),
    ("Loket dan QR", "desk.points.listed", Action.SEE_PLACES),
    ("Formulir kertas", "desk.paper_forms.listed", Action.ENTER_PAPER),
    ("Instrumen", "desk.instruments.listed", Action.SEE_PLACES),
    ("Pegawai", "desk.staff.of_unit", Action.SEE_STAFF),
    ("Kalender", "desk.calendar.of_unit", Action.SEE_CALENDAR),
    ("Pengaturan", "desk.settings.of_unit", Action.SEE_SETTINGS),
)
_APART = (
    ("Komponen pelayanan", "desk.components.checklist", Action.SEE_COMPONENTS),
    ("Ombudsman", "desk.findings.listed", Action.SEE_FINDINGS),
)
"""Pages of the dossier for those who may not open its first one; others find them below it."""
_ACTS = {
    "buat": "membuat",
    "ubah": "mengubah",
    "tutup": "menutup",
    "buka": "membuka lagi",
    "tambah": "menambah",
    "pakai": "memakai",
    "akhiri": "mengakhiri",
    "batalkan": "membatalkan",
    "ganti": "mengganti",
    "cetak": "mencetak",
    "putar": "memperbarui",
    "impor": "mengimpor",
    "cabut": "mencabut",
    "daftarkan": "mendaftarkan",
    "masukkan": "memasukkan",
    "atur": "mengatur",
    "mulai": "memulai",
    "selesaikan": "menyelesaikan",
    "lanjutkan": "melanjutkan",
    "pulihkan": "memulihkan",
    "hapus": "menghapus",
    "pesan": "memesan",
    "ketik": "mengetik",
    "urungkan": "mengurungkan",
    "unduh": "mengunduh",
    "tarik": "menarik",
    "putuskan": "memutuskan",
    "setujui": "menyetujui",
    "tahan": "menahan",
    "lepas": "melepas",
}


def home() -> str:
    """Where somebody who came in begins."""
    return url_for("desk.today.index")


@bp.context_processor
def frame() -> dict[str, Any]:
    """What every page of the desk shows around itself."""
    who = current_user.actor if current_user.is_authenticated else None
    # Until then each of its pages leads back to the one that enrols.
    shown, behind = menu(who) if who and not who.must_enrol else ([], [])
    return {
        "desk_url": home(),
        "desk_user": who,
        "desk_stamp": generate_csrf,
        "seat": session.seconds_left(clock.now()),
        "menu": shown,
        "menu_more": behind,
        "notice": _damaged(),
    }


def _damaged() -> str | None:
    """Told before somebody types what cannot be stored."""
    since = damaged_since(current_app.config["KIOSK"])
    if since is None:
        return None
    return (
        f"Basis data rusak sejak {moment(since)}. Tidak ada yang dapat disimpan sampai pengelola "
        "sistem memulihkannya; membaca tetap bisa."
    )


Entry = tuple[str, str, bool]


def menu(who: Actor) -> tuple[list[Entry], list[Entry]]:
    """The pages of the whole desk this person may open: in sight, and behind "Lainnya" where
    they are many. The page one stands on is in sight."""
    daily, seldom = _entries(who, _MENU), _entries(who, _SELDOM)
    if len(daily) + len(seldom) <= ROOM:
        return daily + seldom, []
    here = [one for one in seldom if one[2]]
    return daily + here, [one for one in seldom if not one[2]]


def _entries(who: Actor, pages: Sequence[tuple[str, str, Action]]) -> list[Entry]:
    return [
        (label, url_for(endpoint), request.endpoint == endpoint)
        for label, endpoint, action in pages
        if _opens(who, action)
    ]


def _opens(who: Actor, action: Action) -> bool:
    # A unit's own settings are on its page; the menu leads to the installation's.
    return (
        who.may(action, INSTALLATION) if action is Action.SEE_SETTINGS else who.may_anywhere(action)
    )


def tabs(unit_code: str, period: str, current: str) -> list[tuple[str, str, bool]]:
    """The pages of one unit that this person may open; ``period`` "" is this month."""
    shown = period or str(of_month(month_of(clock.now(), zone())))
    values: dict[str, dict[str, Any]] = {
        "desk.ikm.month": {"period": shown},
        "desk.hasil.year": {"year": shown[:4]},
        **{endpoint: {"year": shown[:4]} for _, endpoint, _ in _APART},
    }
    actor, spot = access.actor(), access.spot()
    apart = () if actor.may(Action.SEE_HASIL, spot) else _APART
    return [
        (label, url_for(endpoint, unit=unit_code, **values.get(endpoint, {})), endpoint == current)
        for label, endpoint, action in (*_TABS, *apart)
        if actor.may(action, spot)
    ]


def crumbs() -> list[tuple[str, str]]:
    """From every unit down."""
    return [("Unit layanan", url_for("desk.overview.index"))]


def zone() -> str:
    """The installation's own, for what is no one unit's."""
    found: str = current_app.config["KIOSK"].timezone
    return found


def moment(at: datetime, where: str | None = None) -> str:
    """Short: "21 November 2026 14.05 WITA"."""
    return i18n.moment(at, where or zone()).partition(", ")[2]


def day(at: datetime | None, where: str) -> str | None:
    """ "21 November 2026"; None stays None."""
    return None if at is None else date_of(at, where).partition(", ")[2]


def date_of(at: datetime, where: str | None = None) -> str:
    """ "Sabtu, 21 November 2026"."""
    return i18n.day_text(at.astimezone(ZoneInfo(where or zone())).date())


def today_in(where: str) -> date:
    return clock.now().astimezone(ZoneInfo(where)).date()


def act(action: str) -> str:
    """An action of the audit record as people say it: "tutup-loket" is "menutup loket"."""
    verb, _, what = action.partition("-")
    return f"{_ACTS.get(verb, verb)} {what.replace('-', ' ')}".strip()


def version(text: object) -> int:
    """The version a form was opened with; one that is no number is of no version. A form sent
    without one shows the object's own number, which proves nothing about what was seen."""
    sent = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10
    return int(str(text)) if sent else -1


def first(faults: Sequence[tuple[str, str]]) -> str:
    """One sentence of what is wrong."""
    return faults[0][1] if faults else ""
