"""Errors as pages: what happened, what to do, how to reach a person. Never a stack trace."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from kiosk import i18n
from kiosk.domain.complaint.attachment import LostFile, NoSpace, StoreAway
from kiosk.domain.complaint.flood import TooMuch
from kiosk.domain.index.document import UnknownDocument
from kiosk.domain.index.plan import UnknownPlan
from kiosk.domain.people.invitation import UnknownStaff
from kiosk.domain.people.policy import NotAllowed
from kiosk.domain.people.staffing import OwnRole, UnknownPlace
from kiosk.domain.people.throttle import TooManyTries
from kiosk.domain.place.point import ClosedPoint, UnknownPoint, UnknownUnit
from kiosk.domain.refusal import Busy, Damaged, Full, Refusal, TooLong
from kiosk.domain.survey.flood import TooManyAnswers
from kiosk.domain.survey.paper import UnknownSheet
from kiosk.domain.survey.serial import WrongSerial
from kiosk.domain.upkeep.erasure import Held, UnknownHold
from kiosk.domain.upkeep.retention import OtherNumber, UnknownClass, WrongDay
from kiosk.domain.zi.action import UnknownAction
from kiosk.domain.zi.evaluation_entry import UnknownEvaluation
from kiosk.domain.zi.lke_version import UnknownItem
from kiosk.domain.zi.register import UnknownEntry
from kiosk.flows.cases import UnknownTicket
from kiosk.flows.complaint.edit_replies import UnknownReply
from kiosk.flows.complaint.fetch_file import WithheldFile
from kiosk.flows.complaint.file_complaint import ChangedComplaint
from kiosk.flows.tickets import StaleTicket
from kiosk.flows.writing import ChangedMessage
from kiosk.web.words import language, without_asking

log = logging.getLogger("kiosk")
RETRY_SECONDS = "5"
PASSING = (429, 500, 503, 507)
"""What may have passed in a moment."""


@dataclass(frozen=True)
class Story:
    """Title, what happened and what to do: Indonesian message keys."""

    title: str
    what: str
    todo: str


_HOME = "Buka halaman depan untuk mencari unit, atau minta petugas menunjukkan kode QR yang baru."
_SEARCH = "Cari kantornya di sini, atau minta petugas menunjukkan kode QR yang baru."
STORIES: Mapping[int, Story] = {
    400: Story(
        "Permintaan ini tidak lengkap",
        "Halaman yang dikirim tidak lengkap, atau alamatnya bukan alamat layanan ini.",
        "Pindai lagi kode QR di loket, lalu ulangi.",
    ),
    403: Story(
        "Halaman ini tidak dapat dibuka dari sini",
        "Permintaan ini datang dari situs atau tempat lain yang tidak diizinkan.",
        "Pindai lagi kode QR di loket, lalu ulangi dari halaman yang terbuka.",
    ),
    404: Story(
        "Halaman tidak ditemukan",
        "Alamat atau kode ini tidak ada. Mungkin ada huruf yang salah ketik.",
        _SEARCH,
    ),
    405: Story(
        "Cara membuka halaman ini keliru",
        "Halaman ini tidak dapat dibuka dengan cara itu.",
        _HOME,
    ),
    410: Story(
        "Kode QR ini sudah tidak dipakai",
        "Kode QR ini sudah diganti atau loketnya sudah ditutup, jadi penilaian tidak dapat "
        "diterima di sini.",
        _SEARCH,
    ),
    413: Story(
        "Kiriman terlalu besar",
        "Isi formulir melebihi batas yang dapat diterima.",
        "Kembali, pendekkan tulisan atau kirim lebih sedikit lampiran (bersama paling besar "
        "20 MB), lalu kirim lagi.",
    ),
    429: Story(
        "Terlalu banyak kiriman",
        "Dalam waktu singkat terlalu banyak yang dikirim dari sini.",
        "Tunggu beberapa menit, lalu kirim lagi. Kiriman yang sama tidak akan dihitung dua kali.",
    ),
    500: Story(
        "Terjadi gangguan pada sistem kami",
        "Kesalahan ini ada pada kami dan sudah dicatat. Bukan salah Anda.",
        "Coba lagi beberapa saat lagi. Bila tetap gagal, sampaikan kepada petugas.",
    ),
    503: Story(
        "Sistem sedang sibuk",
        "Kiriman Anda belum tersimpan karena sistem sedang sibuk.",
        "Tunggu sebentar, lalu kirim lagi. Kiriman yang sama tidak akan dihitung dua kali.",
    ),
    507: Story(
        "Penyimpanan kami penuh",
        "Kiriman Anda belum diterima. Kesalahan ini ada pada kami.",
        "Coba lagi nanti, kirim tanpa lampiran, atau sampaikan langsung kepada petugas.",
    ),
}
DAMAGED = Story(
    "Layanan sedang diperbaiki",
    "Kiriman Anda belum tersimpan. Kesalahan ini ada pada kami, bukan pada Anda.",
    "Simpan tulisan Anda, lalu coba lagi nanti, atau sampaikan langsung kepada petugas.",
)
STATUS: Mapping[type[Refusal], int] = {
    UnknownPoint: 404,
    UnknownUnit: 404,
    ClosedPoint: 410,
    Busy: 503,
    NotAllowed: 403,
    OwnRole: 403,
    UnknownStaff: 404,
    UnknownPlace: 404,
    TooManyTries: 429,
    NoSpace: 507,
    Full: 507,
    LostFile: 404,
    UnknownDocument: 404,
    TooMuch: 429,
    TooManyAnswers: 429,
    ChangedComplaint: 409,
    ChangedMessage: 409,
    StaleTicket: 409,
    UnknownTicket: 404,
    UnknownReply: 404,
    WithheldFile: 403,
    UnknownPlan: 404,
    UnknownAction: 404,
    UnknownEvaluation: 404,
    UnknownEntry: 404,
    UnknownSheet: 404,
    WrongSerial: 404,
    UnknownItem: 404,
    Held: 409,
    UnknownHold: 404,
    UnknownClass: 404,
    WrongDay: 409,
    OtherNumber: 409,
}


def connect(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(Exception, _unexpected)


def page(
    code: int, what: str | None = None, unit_name: str = "", told: Story | None = None
) -> Response:
    """The page for a status, with ``what`` in place of its usual sentence. Whoever stands before
    a dead code may look for the office by hand; ``unit_name`` is already written there."""
    story = told or STORIES.get(code, STORIES[400 if code < 500 else 500])
    if code >= 500:
        without_asking()
    lang = language()
    body = render_template(
        "citizen/error.html",
        code=code,
        title=i18n.say(lang, story.title),
        what=what or i18n.say(lang, story.what),
        todo=i18n.say(lang, story.todo),
        contact=None,
        search=code in (404, 410),
        unit_name=unit_name,
        retry=code in PASSING and request.method == "GET",
        resend=_unsent() if code in PASSING else None,
    )
    return make_response(body, code)


def _unsent() -> list[tuple[str, str]] | None:
    """An answer to the survey, to be sent again with its own key. No other form comes back this
    way: it may hold a password or a receipt."""
    if request.endpoint != "survey.send":
        return None
    return list(request.form.items(multi=True))


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    answer = page(error.code or 500)
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Location"):
            answer.headers[name] = value
    if error.code is not None and 300 <= error.code < 400:
        answer.status_code = error.code
    return answer


def status_of(error: Refusal) -> int:
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 422)


def _refusal(error: Refusal) -> Response:
    code = status_of(error)
    is_damaged = isinstance(error, Damaged)
    usual = code in (410, 503) and not isinstance(error, (TooLong, StoreAway))
    what = None if usual else i18n.say(language(), error.template, error.values)
    unit = str(error.values.get("unit", ""))
    answer = page(code, what, unit, DAMAGED if is_damaged else None)
    if code == 503:
        answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def _unexpected(error: Exception) -> Response:
    """The last resort: one record for us, a calm page for the reader."""
    log.exception("unexpected %s on %s", type(error).__name__, request.endpoint)
    return page(500)
