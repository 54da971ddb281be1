"""What guests take away is written down: the files of a dossier, by the page that gave them.

Pages they only look at are in the server's own record of requests, like everybody's."""

from flask import Response, g, request
from flask_login import current_user

from admin import access
from kiosk import clock
from kiosk.flows.people.note_guest import note_download


def record(answer: Response) -> Response:
    """After every page of the desk."""
    if _is_download(answer) and current_user.is_authenticated and access.actor().is_guest:
        spot = g.get("spot")
        note_download(access.actor(), request.endpoint or "", request.path, spot, clock.now())
    return answer


def _is_download(answer: Response) -> bool:
    sent = str(answer.headers.get("Content-Disposition", ""))
    return answer.status_code == 200 and sent.startswith("attachment")
