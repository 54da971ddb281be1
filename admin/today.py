"""The desk's first page: what is due, what is wrong, what changed."""

from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, render_template, url_for

from admin import access, callers, desk, tablet_words, upkeep
from kiosk import clock
from kiosk.domain.complaint.listing import COUNTED, Tab
from kiosk.domain.people.policy import INSTALLATION, Action
from kiosk.domain.place.tree import Node
from kiosk.flows.complaint.answer_request import list_requests
from kiosk.flows.complaint.watch_cases import watch_cases
from kiosk.flows.index.list_duties import Dated, Duties, list_duties
from kiosk.flows.upkeep.show_today import Ailing, Bare, Change, Shortage, Today, show_today
from kiosk.flows.upkeep.show_upkeep import show_upkeep
from kiosk.i18n import number

bp = Blueprint("today", __name__)
SHOWN = 8
"""Lines of one kind; the rest is counted."""


@bp.get("/")
@access.needs(Action.SIT_AT_DESK)
def index() -> str:
    now = clock.now()
    found, months = show_today(access.actor(), now), list_duties(access.actor(), now)
    return render_template(
        "desk/today.html",
        date=desk.date_of(now),
        due=[*_requests(now), *_due(found), *_of_months(months)],
        indexes=[_dated(one, "IKM %s", "desk.ikm.month") for one in months.months[:SHOWN]],
        wrong=[*_installation(now), *_wrong(found), *_lane()],
        changes=[_change(one) for one in found.changes],
        start=_start(found),
        crumbs=[],
        tabs=[],
    )


def _requests(now: datetime) -> list[dict[str, Any]]:
    """Of reporters about their data: the clock of the law runs."""
    if not access.actor().may_anywhere(Action.ANSWER_REQUESTS):
        return []
    found = list_requests(access.actor(), callers.keys(), now)
    if not found:
        return []
    late = sum(one.left < 0 for one in found)
    words = f"{number(len(found))} permintaan data pribadi menunggu"
    words += f"; {number(late)} terlambat." if late else f"; sisa {number(found[0].left)} jam."
    url = url_for("desk.data_requests.listed")
    return [{"unit": "Permintaan data", "url": url, "words": words}]


def _due(found: Today) -> list[dict[str, Any]]:
    lines = [_tickets(tab, count) for tab, count in (found.tickets or {}).items() if count]
    lines += [_shortage(one) for one in found.shortages[:SHOWN]]
    lines += _rest(len(found.shortages), "unit lain juga tertinggal sampelnya")
    lines += [
        _line(one.unit, f"Instrumen {one.instrument} berakhir bulan ini dan belum ada gantinya.",
              "desk.instruments.listed")
        for one in found.endings[:SHOWN]
    ]  # fmt: skip
    lines += [
        _line(one.unit, f"{number(one.exclusions)} usulan pengecualian jawaban menunggu keputusan.",
              "desk.answers.listed")
        for one in found.waiting[:SHOWN]
    ]  # fmt: skip
    return lines


def _of_months(found: Duties) -> list[dict[str, Any]]:
    lines = [
        _dated(one, "%s: ada usulan membuka kembali; putuskan.", "desk.closing.shown")
        for one in found.wishes[:SHOWN]
    ]
    lines += _rest(len(found.wishes), "usulan lain juga menunggu")
    lines += [
        _dated(one, "%s sudah lewat dan belum ditutup.", "desk.closing.shown")
        for one in found.closable[:SHOWN]
    ]
    lines += _rest(len(found.closable), "unit lain juga belum menutup bulan lalu")
    lines += [
        _line(unit, f"{number(count)} rencana tindak lanjut lewat tenggat.", "desk.plans.listed")
        for unit, count in found.late[:SHOWN]
    ]
    if found.alerts:
        words = f"{number(found.alerts)} belum ditanggapi."
        lines.append({"unit": "Peringatan", "url": url_for("desk.alerts.listed"), "words": words})
    return lines


def _dated(one: Dated, words: str, endpoint: str) -> dict[str, Any]:
    url = url_for(endpoint, unit=one.unit.code, period=str(one.period))
    return {"unit": one.unit.name, "url": url, "words": words % one.period.title}


def _tickets(tab: Tab, count: int) -> dict[str, Any]:
    many = f"{number(COUNTED - 1)}+" if count >= COUNTED else number(count)
    url = url_for("desk.tickets.listed", tab=tab.value)
    return {"unit": tab.label, "url": url, "words": f"{many} laporan"}


def _shortage(one: Shortage) -> dict[str, Any]:
    pace = one.pace
    words = (
        f"Baru {number(pace.respondents)} dari {number(pace.minimum)} responden bulan ini; "
        f"sisa {number(pace.days_left)} hari."
    )
    return _line(one.unit, words, "desk.points.listed")


def _line(unit: Node, words: str, endpoint: str) -> dict[str, Any]:
    return {"unit": unit.name, "url": url_for(endpoint, unit=unit.code), "words": words}


def _rest(count: int, words: str) -> list[dict[str, Any]]:
    more = count - SHOWN
    return [{"unit": None, "url": None, "words": f"{number(more)} {words}."}] if more > 0 else []


def _wrong(found: Today) -> list[dict[str, Any]]:
    lines = [_tablet(one) for one in found.tablets[:SHOWN]]
    lines += _rest(len(found.tablets), "tablet lain juga perlu dilihat")
    lines += [_bare(one) for one in found.bare[:SHOWN]]
    return lines + _rest(len(found.bare), "unit lain juga belum lengkap")


def _tablet(one: Ailing) -> dict[str, Any]:
    words = tablet_words.trouble(one.tablet, one.unit.timezone, clock.now())
    return _line(one.unit, words, "desk.devices.listed")


def _bare(one: Bare) -> dict[str, Any]:
    pages = {
        "loket": "desk.points.listed",
        "layanan": "desk.services.listed",
        "instrumen": "desk.instruments.listed",
    }
    words = f"Belum ada {' dan '.join(one.lacks)}, jadi warga belum dapat menilai."
    return _line(one.unit, words, pages[one.lacks[0]])


def _installation(now: datetime) -> list[dict[str, Any]]:
    """For whoever keeps it: what its own page calls wrong, and the remedy."""
    if not access.actor().may(Action.SEE_UPKEEP, INSTALLATION):
        return []
    url = url_for("desk.upkeep.shown")
    found = upkeep.todo(show_upkeep(current_app.config["KIOSK"], now))
    return [{"unit": what, "url": url, "words": remedy} for what, remedy in found]


def _lane() -> list[dict[str, Any]]:
    """For whoever keeps the installation: that something needs a person, never what."""
    if not access.actor().may(Action.SEE_OUTBOX, INSTALLATION):
        return []
    if not watch_cases(callers.keys()).orphaned:
        return []
    words = (
        "Ada berkas tanpa penangan. Minta pimpinan menunjuk inspektorat tingkat instalasi yang "
        "tidak terkait."
    )
    return [{"unit": None, "url": None, "words": words}]


def _change(one: Change) -> dict[str, Any]:
    return {
        "at": desk.moment(one.at, one.unit.timezone if one.unit else None),
        "actor": one.actor,
        "what": desk.act(one.action),
        "unit": one.unit.name if one.unit else None,
        "url": url_for("desk.units.profile", unit=one.unit.code) if one.unit else None,
        "object": one.object_id if one.object_kind != "unit" else "",
    }


def _start(found: Today) -> dict[str, str] | None:
    """What to do first where nothing is there yet."""
    if found.units:
        return None
    actor = access.actor()
    if actor.may_anywhere(Action.EDIT_PLACES):
        words = "Belum ada unit. Buat unit pertama, lengkap dengan layanan dan loketnya."
        return {"words": words, "label": "Buat unit", "url": url_for("desk.units.make")}
    if actor.may(Action.ADD_INSTANSI, INSTALLATION):
        words = "Belum ada unit. Tambah instansi, lalu undang administratornya."
        return {"words": words, "label": "Tambah instansi", "url": url_for("desk.instansi.make")}
    words = "Belum ada unit untuk Anda. Mintalah peran kepada administrator instansi."
    return {"words": words, "label": "", "url": ""}
