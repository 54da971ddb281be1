"""What the pages of a ticket share: the ticket shown, forms tried, what changed meanwhile."""

from collections.abc import Callable
from typing import Any

from flask import render_template, url_for
from wtforms import HiddenField

from admin import access, desk
from admin.editing import CLASHED, ELSEWHERE, REFUSED, EditForm
from admin.unlocking import unlocked_of_session
from kiosk import clock
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.complaint.ticket_view import TicketView
from kiosk.domain.people.policy import NotAllowed
from kiosk.domain.refusal import Refusal
from kiosk.flows.cases import UnknownTicket
from kiosk.flows.complaint.claim_ticket import AlreadyOwned
from kiosk.flows.complaint.show_ticket import show_ticket
from kiosk.flows.sealing import LockedCase
from kiosk.flows.tickets import StaleTicket, check_version
from kiosk.fronts.house import house

STATUS: dict[type[Refusal], int] = {
    StaleTicket: 409,
    AlreadyOwned: 409,
    NotAllowed: 403,
    LockedCase: 403,
}


class TicketForm(EditForm):
    """``version`` and ``seen``: the ticket as the page showed it, and its history up to there."""

    version = HiddenField()
    seen = HiddenField()


def shown(ticket: str) -> TicketView:
    """Raises `UnknownTicket`."""
    return show_ticket(access.actor(), ticket, house(), clock.now(), unlocked_of_session())


def tried(form: EditForm, act: Callable[[], object]) -> int | None:
    """None where it was done; else the status, and ``form`` says why."""
    if not form.validate_on_submit():
        return REFUSED
    try:
        act()
    except (UnknownTicket, *ELSEWHERE):
        raise
    except Refusal as why:
        form.tell(str(why))
        return next((STATUS[kind] for kind in type(why).__mro__ if kind in STATUS), REFUSED)
    return None


def fill(form: TicketForm, view: TicketView) -> None:
    """The form is on top of what is shown now."""
    form.version.data = str(view.version)
    form.seen.data = str(view.last_seq)


def changes(form: TicketForm, view: TicketView, status: int) -> list[Any]:
    """What happened since the page was opened that was sent; only where it made a difference."""
    return list(view.since(max(0, desk.version(form.seen.data)))) if status == CLASHED else []


def words(view: TicketView) -> dict[str, Any]:
    """What the templates of a ticket ask for besides the ticket itself."""
    return {
        "view": view,
        "number": spoken_number(view.number),
        "spoken": spoken_number,
        "at": lambda moment: desk.moment(moment, view.zone),
        "day": lambda moment: desk.date_of(moment, view.zone),
        "today": desk.today_in(view.zone),
        "now": clock.now(),
        "here": url_for("desk.ticket.page", ticket=view.number),
        "queue_url": queue_url(),
        "tabs": [],
        "crumbs": [("Laporan", queue_url())],
    }


def queue_url() -> str:
    return url_for("desk.tickets.listed")


def form_page(form: TicketForm, view: TicketView, status: int, **more: Any) -> tuple[str, int]:
    """A form about a ticket as a page: ``title``, ``send``; the ticket's words stand beside."""
    news = changes(form, view, status)
    if status == CLASHED or not form.is_submitted():
        # Else what was changed meanwhile would be overwritten unseen by the next try.
        fill(form, view)
    around = words(view)
    around["crumbs"] = [*around["crumbs"], (around["number"], around["here"])]
    told = {"intro": [], "choices": [], "message": None, "send": "Simpan", **more}
    return render_template("desk/ticket_form.html", form=form, news=news, **around, **told), status


def same(view: TicketView, form: TicketForm) -> None:
    """Raises `StaleTicket`: before a preview, so that nobody is asked to confirm what is over."""
    check_version(view, desk.version(form.version.data))
