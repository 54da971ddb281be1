"""The reporter's own door: number and phrase, by POST only, in every form anew.

There is no session: each page holds the receipt in its hidden fields, and every step goes to the
one address, so that a browser's history holds nothing but it.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import clock, i18n
from kiosk.domain.complaint import rating
from kiosk.domain.complaint.attachment_name import download_headers
from kiosk.domain.complaint.flood import TooMuch
from kiosk.domain.complaint.work import FIELD
from kiosk.domain.form import visible
from kiosk.domain.refusal import Busy, Refusal
from kiosk.flows.complaint.accept_answer import accept_answer
from kiosk.flows.complaint.fetch_own_file import fetch_own_file
from kiosk.flows.complaint.object_to_answer import object_to_answer
from kiosk.flows.complaint.rate_handling import rate_handling
from kiosk.flows.complaint.reply_to_office import reply_to_office
from kiosk.flows.complaint.track_ticket import track_ticket
from kiosk.flows.complaint.withdraw_ticket import withdraw_ticket
from kiosk.flows.reporting import Key, Proof, WrongReceipt, prove
from kiosk.flows.writing import Letter
from kiosk.fronts import uploads
from kiosk.fronts.house import house
from kiosk.web import errors, stamp, tracking
from kiosk.web.words import language, with_language

bp = Blueprint("track", __name__)
PURPOSE = "lacak"
RESEND = "Formulir ini perlu dikirim sekali lagi. Isian Anda masih ada: periksa, lalu kirim."
RETRY_SECONDS = {429: "600", 503: errors.RETRY_SECONDS}
CARRIED = ("langkah", "pesan", "kunci", "nilai")
"""What a step sends beside the receipt: kept where the receipt was refused."""


@dataclass(frozen=True)
class Sent:
    """A step as it came in: ``typed`` holds every field once."""

    typed: Mapping[str, str] = field(repr=False)
    address: str = field(repr=False)
    now: datetime

    def letter(self) -> Letter:
        one = self.typed
        return Letter(one["pesan"], one["kunci"], one["frasa"], uploads.taken())


@bp.get("/lacak")
def ask() -> Response:
    """Where number and phrase are typed. An address never carries either."""
    return asked({})


@bp.post("/lacak")
def look() -> Response:
    """The ticket; and before that, the step that was asked for."""
    sent = sent_now()
    try:
        proof = proof_of(sent)
    except (WrongReceipt, TooMuch, Busy) as refused:
        return asked(sent.typed, refused)
    if not stamp.holds(sent.typed["csrf_token"], PURPOSE, ""):
        return _shown(proof, sent, problem=i18n.say(language(), RESEND), status=400)
    return _stepped(proof, sent)


@bp.post("/lacak/berkas")
def file() -> Response:
    """One of the ticket's files, to be saved."""
    sent = sent_now()
    try:
        proof = proof_of(sent)
    except (WrongReceipt, TooMuch, Busy) as refused:
        return asked(sent.typed, refused)
    if not stamp.holds(sent.typed["csrf_token"], PURPOSE, ""):
        return _shown(proof, sent, problem=i18n.say(language(), RESEND), status=400)
    place = request.form.get("berkas", "")
    wanted = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else 0
    found = fetch_own_file(proof, wanted, house())
    return Response(found.content, headers=download_headers(found.name, found.media_type))


def sent_now() -> Sent:
    """What came in with this request; a form of another site ends here."""
    if stamp.is_foreign(request):
        abort(403)
    uploads.widen()
    names = ("nomor", "frasa", "csrf_token", FIELD, *CARRIED)
    typed = {name: visible(request.form.get(name, "")) for name in names}
    return Sent(typed, request.remote_addr or "", clock.now())


def proof_of(sent: Sent) -> Proof:
    """Raises `WrongReceipt`, `TooMuch`, `Busy`."""
    given = Key(sent.typed["nomor"], sent.typed["frasa"])
    return prove(given, house(), sent.now, sent.address, sent.typed[FIELD])


def _reply(proof: Proof, sent: Sent) -> str:
    reply_to_office(proof, sent.letter(), house(), sent.now, sent.address)
    return i18n.say(language(), "Pesan Anda sudah terkirim.")


def _object(proof: Proof, sent: Sent) -> str:
    object_to_answer(proof, sent.letter(), house(), sent.now, sent.address)
    return i18n.say(language(), "Keberatan Anda sudah kami terima.")


def _accept(proof: Proof, sent: Sent) -> str:
    accept_answer(proof, house(), sent.now)
    return i18n.say(language(), "Terima kasih. Laporan ini dinyatakan selesai.")


def _withdraw(proof: Proof, sent: Sent) -> str:
    withdraw_ticket(proof, house(), sent.now)
    return i18n.say(language(), "Laporan ini sudah dicabut.")


def _rate(proof: Proof, sent: Sent) -> str:
    rate_handling(proof, rating.read(sent.typed["nilai"]), sent.now)
    return i18n.say(language(), "Terima kasih atas penilaian Anda.")


STEPS: Mapping[str, Callable[[Proof, Sent], str]] = {
    "balas": _reply,
    "keberatan": _object,
    "selesai": _accept,
    "ya-cabut": _withdraw,
    "nilai": _rate,
}
CONFIRM = "cabut"


def _stepped(proof: Proof, sent: Sent) -> Response:
    step = STEPS.get(sent.typed["langkah"])
    if step is None:
        return _shown(proof, sent)
    try:
        notice = step(proof, sent)
    except Refusal as refused:
        problem = i18n.say(language(), refused.template, refused.values)
        return _shown(proof, sent, problem=problem, status=errors.status_of(refused))
    return _shown(proof, sent, notice=notice)


def _shown(
    proof: Proof, sent: Sent, *, notice: str = "", problem: str = "", status: int = 200
) -> Response:
    """The ticket as it is now. What was typed stays where the step was refused."""
    ticket = track_ticket(proof, house(), sent.now)
    kept = sent.typed["kunci"] if status not in (200, 400, 409) else ""
    body = render_template(
        "citizen/track.html",
        confirm=sent.typed["langkah"] == CONFIRM and "cabut" in ticket.moves,
        notice=notice,
        problem=problem,
        step=sent.typed["langkah"] if problem else "",
        pesan=sent.typed["pesan"] if problem else "",
        lost_names=uploads.names() if problem else (),
        kunci=kept or secrets.token_urlsafe(16),
        key=sent.typed,
        stamp=stamp.make(PURPOSE, ""),
        track_url=with_language(url_for(".look")),
        file_url=with_language(url_for(".file")),
        own_url=with_language(url_for("own_data.look")),
        leave_url=with_language(url_for("scan.home")),
        languages=(),
        **tracking.context(ticket, language()),
    )
    return make_response(body, status, _waiting(status))


def asked(typed: Mapping[str, str], refused: Refusal | None = None) -> Response:
    """The empty form, or what was typed in it. A step that came with it is kept as well."""
    status = 200
    if refused is not None:
        status = errors.status_of(refused)
    body = render_template(
        "citizen/ask.html",
        typed=typed,
        problem=i18n.say(language(), refused.template, refused.values) if refused else "",
        carried={name: typed[name] for name in CARRIED if typed.get(name)},
        work=refused.challenge if isinstance(refused, TooMuch) else None,
        stamp=stamp.make(PURPOSE, ""),
        track_url=with_language(url_for("track.look")),
        privacy_url=with_language(url_for("privacy.page")),
    )
    return make_response(body, status, _waiting(status))


def _waiting(status: int) -> dict[str, str]:
    return {"Retry-After": RETRY_SECONDS[status]} if status in RETRY_SECONDS else {}
