"""What is kept of a reporter: seen, taken along, corrected, erased. By number and phrase, as
`kiosk.web.track`, and like it by POST only: no address holds either."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import i18n
from kiosk.domain.complaint.flood import TooMuch
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.complaint.subject_request import Outcome, Request, Wish
from kiosk.domain.complaint.tracked import Tracked
from kiosk.domain.form import visible
from kiosk.domain.refusal import Busy, Refusal
from kiosk.flows.complaint.ask_erasure import ask_erasure
from kiosk.flows.complaint.copy_own_data import copy_own_data
from kiosk.flows.complaint.correct_contact import UnfitName, correct_contact
from kiosk.flows.complaint.track_ticket import track_ticket
from kiosk.flows.reporting import Proof, WrongReceipt
from kiosk.fronts.house import house
from kiosk.web import errors, own_copy, stamp, track
from kiosk.web.track import Sent
from kiosk.web.words import language, with_language

bp = Blueprint("own_data", __name__)
WAITS = "Menunggu jawaban petugas, paling lambat %(due)s."
GONE = "Dikabulkan. Data sudah dihapus pada %(when)s."
REFUSED = "Ditolak pada %(when)s. %(ground)s"


@bp.post("/lacak/data")
def look() -> Response:
    """What is kept; and before that, the step that was asked for."""
    return _proven(_stepped)


@bp.post("/lacak/data.json")
def copy() -> Response:
    """All of it as one JSON document, to be saved."""
    return _proven(_copied)


def _proven(then: Callable[[Proof, Sent], Response]) -> Response:
    sent = track.sent_now()
    try:
        proof = track.proof_of(sent)
    except (WrongReceipt, TooMuch, Busy) as refused:
        return track.asked(sent.typed, refused)
    if not stamp.holds(sent.typed["csrf_token"], track.PURPOSE, ""):
        return _shown(proof, sent, problem=i18n.say(language(), track.RESEND), status=400)
    return then(proof, sent)


def _copied(proof: Proof, sent: Sent) -> Response:
    ticket, own = track_ticket(proof, house(), sent.now), copy_own_data(proof, house(), sent.now)
    answer = Response(own_copy.document(ticket, own), mimetype="application/json")
    name = f"laporan-{ticket.number}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _erase(proof: Proof, sent: Sent, wish: Wish) -> str:
    if ask_erasure(proof, wish, house(), sent.now) is Outcome.GRANTED:
        return i18n.say(language(), "Nama dan kontak Anda sudah dihapus.")
    return i18n.say(language(), "Permintaan Anda sudah kami terima. Jawabannya ada di halaman ini.")


def _correct(proof: Proof, sent: Sent) -> str:
    name, contact = _typed("nama"), _typed("kontak")
    correct_contact(proof, name, contact, house(), sent.now, sent.address)
    return i18n.say(language(), "Nama dan kontak Anda sudah diperbaiki.")


def _typed(name: str) -> str:
    return visible(request.form.get(name, ""))


STEPS: Mapping[str, Callable[[Proof, Sent], str]] = {
    "ya-identitas": lambda proof, sent: _erase(proof, sent, Wish.IDENTITY),
    "ya-laporan": lambda proof, sent: _erase(proof, sent, Wish.REPORT),
    "kontak": _correct,
}
CONFIRMED = {one.value: one for one in Wish}


def _stepped(proof: Proof, sent: Sent) -> Response:
    step = STEPS.get(sent.typed["langkah"])
    if step is None:
        return _shown(proof, sent, confirm=CONFIRMED.get(sent.typed["langkah"]))
    try:
        notice = step(proof, sent)
    except Refusal as refused:
        problem = i18n.say(language(), refused.template, refused.values)
        at = "nama" if isinstance(refused, UnfitName) else ""
        return _shown(proof, sent, problem=problem, at=at, status=errors.status_of(refused))
    return _shown(proof, sent, notice=notice)


def _shown(
    proof: Proof,
    sent: Sent,
    *,
    notice: str = "",
    problem: str = "",
    at: str = "",
    confirm: Wish | None = None,
    status: int = 200,
) -> Response:
    ticket, own = track_ticket(proof, house(), sent.now), copy_own_data(proof, house(), sent.now)
    typed = bool(at)
    body = render_template(
        "citizen/own_data.html",
        own=own,
        confirm=confirm,
        wishes=Wish,
        notice=notice,
        problem=problem,
        problem_at=at,
        number=spoken_number(ticket.number),
        received=_day(ticket, ticket.received),
        contact_name=_typed("nama") if typed else own.name,
        contact=_typed("kontak") if typed else own.contact,
        traces=[
            (i18n.say(language(), one.what), one.by, _when(ticket, one.at)) for one in own.traces
        ],
        opened=[(one.by, _when(ticket, one.at)) for one in own.opened],
        requests=[_request(ticket, one) for one in own.requests],
        asked={one.wish for one in own.requests if one.outcome is not Outcome.REFUSED},
        **_around(ticket, sent),
    )
    return make_response(body, status)


def _around(ticket: Tracked, sent: Sent) -> dict[str, Any]:
    return {
        "key": {"nomor": ticket.number, "frasa": sent.typed["frasa"]},
        "stamp": stamp.make(track.PURPOSE, ""),
        "own_url": with_language(url_for(".look")),
        "copy_url": with_language(url_for(".copy")),
        "track_url": with_language(url_for("track.look")),
        "leave_url": with_language(url_for("scan.home")),
        "privacy_url": with_language(url_for("privacy.page")),
        "languages": (),
    }


def _request(ticket: Tracked, one: Request) -> dict[str, str]:
    lang = language()
    answered = _when(ticket, one.answered_at) if one.answered_at else ""
    told = {
        Outcome.WAITS: lambda: i18n.say(lang, WAITS, {"due": _when(ticket, one.due_at)}),
        Outcome.GRANTED: lambda: i18n.say(lang, GONE, {"when": answered}),
        Outcome.REFUSED: lambda: i18n.say(
            lang, REFUSED, {"when": answered, "ground": _ground(one, lang)}
        ),
    }
    return {"wish": i18n.say(lang, one.wish.label), "told": told[one.outcome]()}


def _ground(one: Request, lang: str) -> str:
    return i18n.say(lang, one.ground.told) if one.ground else ""


def _when(ticket: Tracked, at: Any) -> str:
    """Of a sealed case days only."""
    return _day(ticket, at) if ticket.sealed else i18n.moment(at, ticket.zone, language())


def _day(ticket: Tracked, at: Any) -> str:
    return i18n.day_text(at.astimezone(ZoneInfo(ticket.zone)).date(), language())
