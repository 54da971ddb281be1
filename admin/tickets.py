"""The queue of complaints at the desk: tabs, filters, full-text search, one step for many."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from admin import access, callers, desk
from admin.forms import RESEND
from kiosk import clock
from kiosk.domain.complaint.kinds import Channel, Kind, TicketClass
from kiosk.domain.complaint.listing import COUNTED, MINE, NOBODYS, Cursor, Filter, Tab, read
from kiosk.domain.complaint.receipt import spoken_number, tidy_number
from kiosk.domain.complaint.searching import MOST_TYPED
from kiosk.domain.complaint.ticket import OPEN, State
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.flows.complaint.drop_filter import drop_filter
from kiosk.flows.complaint.list_queue import QueuePage, QueueRow, list_queue
from kiosk.flows.complaint.move_many import MOST, Chosen, Deed, Outcome, move_many
from kiosk.flows.complaint.save_filter import save_filter
from kiosk.flows.complaint.search_tickets import Hit, search_tickets
from kiosk.i18n import number as written

bp = Blueprint("tickets", __name__)
HAND_OVER = "sp4n-lapor"
Choice = tuple[str, str, bool]
"""Value, words, whether it is chosen."""
_EMPTY = {
    Tab.TODAY: "Tidak ada yang jatuh tempo hari ini. Lihat yang baru, atau semua yang terbuka.",
    Tab.LATE: "Tidak ada yang terlambat. Lihat apa yang jatuh tempo hari ini.",
    Tab.NEW: "Semua laporan sudah diverifikasi. Lihat apa yang jatuh tempo hari ini.",
    Tab.MINE: "Belum ada laporan yang Anda pegang. Ambil satu dari semua yang terbuka.",
    Tab.REPORTER: "Tidak ada yang menunggu tanggapan pelapor.",
    Tab.OPEN: "Tidak ada laporan terbuka. Pastikan QR aduan terpasang di loket.",
    Tab.DONE: "Belum ada laporan yang selesai.",
}
_KINDS = {
    Kind.COMPLAINT: "Pengaduan",
    Kind.ASPIRATION: "Aspirasi",
    Kind.INFORMATION: "Permintaan informasi",
}
_SHORT = {
    TicketClass.INFORMATION: "Informasi",
    TicketClass.ASPIRATION: "Aspirasi",
    TicketClass.ORDINARY: "Pengaduan",
}


@bp.get("/laporan")
@access.needs(Action.SEE_TICKETS)
def listed() -> str:
    return _page(read(request.args))


@bp.get("/laporan/cari")
@access.needs(Action.SEE_TICKETS)
def found() -> str:
    typed = request.args.get("q", "").replace("\0", "")[:MOST_TYPED]
    before = request.args.get("sebelum", "")
    at = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    hits = search_tickets(access.actor(), typed, at, clock.now())
    older = url_for(".found", q=typed, sebelum=hits.older) if hits.older else None
    return render_template(
        "desk/queue_search.html",
        q=typed,
        asked=bool(hits.words),
        hits=[_hit(one) for one in hits.found],
        older_url=older,
        queue_url=url_for(".listed"),
        crumbs=[("Laporan", url_for(".listed"))],
        tabs=[],
    )


@bp.post("/antrean/banyak")
@access.needs(Action.SEE_TICKETS)
def many() -> Response | tuple[str, int]:
    """Every ticket on its own: what was refused is told beside what was done."""
    asked = _kept()
    if request.form.get("langkah") == HAND_OVER:
        return _handed_over(asked)
    deed = next((one for one in Deed if one == request.form.get("langkah")), None)
    if not FlaskForm().validate_on_submit() or deed is None:
        return _page(asked, error=RESEND), 422
    try:
        outcomes = move_many(
            access.actor(), _chosen(), deed, callers.keys(), clock.now(),
            colleague=request.form.get("pegawai", ""),
        )  # fmt: skip
    except Refusal as refused:
        return _page(asked, error=str(refused)), 422
    done = sum(one.refused is None for one in outcomes)
    if done == len(outcomes):
        flash(f"{deed.label}: {written(done)} laporan.")
        return redirect(_link(asked.told), 303)
    return _page(asked, outcomes=outcomes, deed=deed), 422


def _handed_over(asked: Filter) -> Response | tuple[str, int]:
    """Nothing changes: the page of SP4N-LAPOR!, with these chosen."""
    numbers = [one.number for one in _chosen()]
    if not 0 < len(numbers) <= MOST:
        return _page(asked, error=f"Tandai satu sampai {MOST} laporan."), 422
    return redirect(url_for("desk.ticket_exchange.export", nomor=numbers), 303)


@bp.post("/antrean/saringan")
@access.needs(Action.SEE_TICKETS)
def keep() -> Response | tuple[str, int]:
    asked = _kept()
    if not FlaskForm().validate_on_submit():
        return _page(asked, error=RESEND), 422
    try:
        save_filter(access.actor(), request.form.get("nama", ""), urlencode(asked.told), asked)
    except Refusal as refused:
        return _page(asked, error=str(refused)), 422
    flash("Saringan disimpan.")
    return redirect(_link(asked.told), 303)


@bp.post("/antrean/saringan/<int:number>/hapus")
@access.needs(Action.SEE_TICKETS)
def drop(number: int) -> Response | tuple[str, int]:
    asked = _kept()
    if not FlaskForm().validate_on_submit():
        return _page(asked, error=RESEND), 422
    try:
        drop_filter(access.actor(), number)
    except Refusal as refused:
        return _page(asked, error=str(refused)), 422
    flash("Saringan dihapus.")
    return redirect(_link(asked.told), 303)


def ticket_url(number: str) -> str:
    """The ticket's own page."""
    return url_for("desk.ticket.page", ticket=number)


def _link(told: Mapping[str, Any]) -> str:
    return url_for(".listed", **told)


def _kept() -> Filter:
    """The filter that the form was sent from."""
    return read(dict(parse_qsl(request.form.get("kembali", "")[:500])))


def _chosen() -> list[Chosen]:
    """As marked: "number.version"."""
    parts = (one.partition(".") for one in request.form.getlist("pilih"))
    return [
        Chosen(tidy_number(first) or first[:12], desk.version(rest)) for first, _, rest in parts
    ]


def _page(
    asked: Filter,
    *,
    error: str | None = None,
    outcomes: list[Outcome] | None = None,
    deed: Deed | None = None,
) -> str:
    page = list_queue(access.actor(), asked, clock.now(), desk.zone())
    return render_template(
        "desk/queue.html",
        tab=asked.tab,
        tab_links=[_tab(one, asked, page) for one in Tab],
        rows=[_row(one, len(page.units) > 1) for one in page.rows],
        choices=_choices(asked, page),
        asked=asked,
        filtered=not asked.is_plain,
        kept=urlencode(asked.told),
        clear_url=_link({n: v for n, v in asked.told.items() if n == "tab"}),
        newer_url=_beside(asked, page.before),
        older_url=_beside(asked, page.after),
        saved=[_saved(one.id, one.name, one.query) for one in page.saved],
        people=page.people,
        may_verify=page.may_verify,
        may_handle=page.may_handle,
        empty=_EMPTY[asked.tab],
        today_url=url_for(".listed", tab=Tab.TODAY.value),
        open_url=url_for(".listed"),
        error=error,
        outcomes=[_outcome(one) for one in outcomes or ()],
        deed=deed.label if deed else "",
        form=FlaskForm(),
        crumbs=[],
        tabs=[],
    )


def _tab(tab: Tab, asked: Filter, page: QueuePage) -> dict[str, Any]:
    """Filters stay from tab to tab, but a state belongs to one."""
    told = {name: value for name, value in asked.told.items() if name not in ("tab", "status")}
    more = {} if tab is Tab.OPEN else {"tab": tab.value}
    count = page.counts[tab]
    return {
        "label": tab.label,
        "url": _link({**told, **more}),
        "current": tab is asked.tab,
        "count": f"{COUNTED - 1}+" if count >= COUNTED else written(count),
        "late": tab is Tab.LATE and count > 0,
    }


def _row(one: QueueRow, of_many: bool) -> dict[str, Any]:
    """``of_many``: the reader sees several units, so that each row names its own."""
    return {
        "number": spoken_number(one.number),
        "value": f"{one.number}.{one.version}",
        "url": ticket_url(one.number),
        "title": one.title or "(tanpa judul)",
        "badge": one.badge,
        "state": one.state.label,
        "kind": _SHORT[one.ticket_class],
        "where": " · ".join(part for part in (one.unit if of_many else "", one.service) if part),
        "owner": "Anda" if one.mine else one.owner,
        "received": desk.moment(one.received, one.zone),
        "channel": one.channel.label,
        "handed": one.handed,
    }


def _hit(one: Hit) -> dict[str, Any]:
    return {
        "number": spoken_number(one.number),
        "url": ticket_url(one.number),
        "title": one.title,
        "text": one.text,
        "state": one.state.label,
        "unit": one.unit,
        "received": desk.moment(one.received, one.zone),
        "merged": one.merged,
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    return {"number": spoken_number(one.number), "refused": one.refused}


def _saved(number: int, name: str, query: str) -> dict[str, str]:
    """Read again before it is a link: what was kept is not trusted more than what is typed."""
    told = read(dict(parse_qsl(query))).told
    return {
        "name": name,
        "url": _link(told),
        "drop_url": url_for(".drop", number=number),
    }


def _beside(asked: Filter, cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    name = "sebelum" if cursor.back else "sesudah"
    return _link({**asked.told, name: cursor.text})


def _choices(asked: Filter, page: QueuePage) -> list[dict[str, Any]]:
    done = asked.tab is Tab.DONE
    states = [one for one in State if (one not in OPEN and one is not State.ANSWERED) is done]
    people = [(MINE, "Saya"), (NOBODYS, "Belum diambil")]
    people += [(one.code, one.name) for one in page.people]
    units = [(one.code, one.name) for one in page.units]
    return [
        _select("unit", "Unit", units if len(units) > 1 else [], asked.unit),
        _select("layanan", "Layanan", [(s.code, s.name) for s in page.services], asked.service),
        _select("kelas", "Kelas", [(c.value, t) for c, t in _SHORT.items()], asked.ticket_class),
        _select("jenis", "Jenis", [(k.value, t) for k, t in _KINDS.items()], asked.kind),
        _select("saluran", "Kanal", [(c.value, c.label) for c in Channel], asked.channel),
        _select("status", "Status", [(s.value, s.label) for s in states], asked.state),
        _select("pemegang", "Pemegang", people, asked.owner),
        _select("lapor", "SP4N-LAPOR!", [("ya", "Diteruskan"), ("tidak", "Tidak")], _lapor(asked)),
    ]


def _lapor(asked: Filter) -> str | None:
    return None if asked.lapor is None else "ya" if asked.lapor else "tidak"


def _select(
    name: str, label: str, options: list[tuple[str, str]], chosen: str | None
) -> dict[str, Any]:
    shown: list[Choice] = [(value, words, value == chosen) for value, words in options]
    return {"name": name, "label": label, "options": shown}
