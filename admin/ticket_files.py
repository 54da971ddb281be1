"""Attachments at the desk: a picture in the page, anything else only saved."""

from flask import Blueprint, Response

from admin import access
from admin.unlocking import unlocked_of_session
from kiosk import clock
from kiosk.domain.complaint.attachment_name import download_headers, inline_headers
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint.fetch_file import Opened, fetch_file
from kiosk.fronts.house import house

bp = Blueprint("ticket_files", __name__)


@bp.get("/laporan/<string(length=9):ticket>/berkas/<int:file>")
@access.needs(Action.SEE_TICKETS, "ticket")
def download(ticket: str, file: int) -> Response:
    """To be saved; each time is written down."""
    found = _fetch(ticket, file, small=False)
    return Response(found.content, headers=download_headers(found.name, found.media_type))


@bp.get("/laporan/<string(length=9):ticket>/berkas/<int:file>/gambar")
@access.needs(Action.SEE_TICKETS, "ticket")
def thumbnail(ticket: str, file: int) -> Response:
    """The small picture, as the ticket's page shows it."""
    found = _fetch(ticket, file, small=True)
    return Response(found.content, headers=inline_headers(found.media_type))


def _fetch(ticket: str, file: int, *, small: bool) -> Opened:
    unlocked = unlocked_of_session()
    return fetch_file(access.actor(), ticket, file, house(), clock.now(), unlocked, small=small)
